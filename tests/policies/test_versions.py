"""The policy is changed as a draft that two people approve; the program follows it from its moment."""

import html
import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from core import clock
from core.db import reading, transaction
from core.identity import Kind, SignInSession, begin
from policies import following
from policies.current import current, follow
from policies.models import AuditEntry, Origin, PolicyVersion, VersionState
from policies.purge import plan
from policies.schema import parse
from policies.versions import sealed
from tests.people import People
from tests.people_versions import HERE, SHORTER, approve, bring_in, stored
from tests.policy import TEXT


@pytest.fixture
def officer(people: People) -> FlaskClient:
    return people.signed_in(people.worker("data_protection_officer", name="Tuula Tamminen"))


@pytest.fixture
def coordinator(people: People) -> FlaskClient:
    return people.signed_in(people.worker("coordinator", name="Kaisa Kallio"))


def test_one_number_in_the_file_changes_notice_plan_and_report(
    officer: FlaskClient, coordinator: FlaskClient, people: People, client: FlaskClient
):
    worker = people.worker()
    with clock.stopped(clock.now() - timedelta(days=40)), transaction() as session:
        begin(session, Kind.WORKER, worker.id, lasts=timedelta(hours=1))
    changed = SHORTER.replace("\nk = 5 ", "\nk = 7 ").replace("\nk = 5\n", "\nk = 7\n")
    changed = changed.replace(
        '"core.session"            = { after = "expired", keep = "P0D"',
        '"core.session"            = { after = "expired", keep = "P60D"',
    )
    with reading() as session:
        due_before = plan(session).total
    before = client.get("/privacy").text

    draft = bring_in(officer, changed)
    first, second = approve(officer, draft), approve(coordinator, draft)

    told = client.get("/privacy").text
    with reading() as session:
        due_after = plan(session).total
    assert (first, second) == (303, 303)
    assert "5 päivää" in told
    assert "5 päivää" not in before
    assert told.count("7 päivää") < before.count("7 päivää")
    assert (due_before, due_after) == (1, 0)
    assert "pienempi kuin 7" in officer.get("/data-protection/rules").text
    from outreach.protected import threshold

    assert threshold() == 7


def test_a_draft_tells_in_plain_finnish_what_it_changes(officer: FlaskClient):
    draft = bring_in(officer, SHORTER)

    page = officer.get(f"/data-protection/versions/{draft}").text

    assert (
        "Viestit, kuvat ja ääniviestit sekä nimimerkki: säilytysaika lyhenee 7 päivästä 5 päivään."
        in page
    )


def test_nothing_changes_before_the_second_person(officer: FlaskClient, session: Session):
    before, draft = current().hash, bring_in(officer, SHORTER)

    assert approve(officer, draft) == 303
    assert current().hash == before
    assert stored(session, draft).state is VersionState.DRAFT


def test_the_same_person_is_not_two(officer: FlaskClient, session: Session):
    draft = bring_in(officer, SHORTER)
    approve(officer, draft)

    again = approve(officer, draft, looked_at=stored(session, draft).hash)

    assert again == 409
    assert stored(session, draft).state is VersionState.DRAFT


@pytest.mark.parametrize("role", ["responder", "editor", "administrator"])
def test_who_may_not_approve_is_refused(role: str, officer: FlaskClient, people: People):
    draft = bring_in(officer, SHORTER)

    assert approve(people.signed_in(people.worker(role)), draft, looked_at="x") == 403


def test_an_administrator_who_is_coordinator_too_cannot_approve(
    officer: FlaskClient, people: People, session: Session
):
    draft = bring_in(officer, SHORTER)
    both = people.signed_in(people.worker("administrator", "coordinator"))

    assert approve(both, draft) == 403
    assert stored(session, draft).first_by is None


def test_an_administrator_who_is_the_officer_approves_as_the_officer(
    officer: FlaskClient, people: People, session: Session
):
    draft = bring_in(officer, SHORTER)
    both = people.signed_in(people.worker("administrator", "data_protection_officer"))

    assert approve(both, draft) == 303
    assert stored(session, draft).first_as == "data_protection_officer"


@pytest.mark.parametrize(
    "changes",
    [
        {"second_by": None},
        {"second_by": "first"},
        {"second_as": "administrator"},
        {"number": None},
    ],
    ids=["one person", "the same twice", "an administrator", "without a number"],
)
def test_the_database_itself_wants_two_people(changes: dict[str, object], session: Session):
    first = uuid4()
    if changes.get("second_by") == "first":
        changes = {"second_by": first}
    two = {
        "first_by": first,
        "first_as": "coordinator",
        "second_by": uuid4(),
        "second_as": "coordinator",
    }
    said = {
        "number": 1,
        "state": VersionState.APPROVED,
        "text": "",
        "hash": "",
        "author": "x",
        "made_at": clock.now(),
    }

    session.add(PolicyVersion(**{**said, **two, **changes}))

    with pytest.raises(IntegrityError):
        session.commit()


def test_what_was_not_looked_at_is_not_approved(officer: FlaskClient):
    draft = bring_in(officer, SHORTER)

    assert approve(officer, draft, looked_at="0" * 64) == 409


def test_a_draft_that_says_nothing_new_is_not_approved(officer: FlaskClient, session: Session):
    draft = bring_in(officer, TEXT)

    assert approve(officer, draft, looked_at=stored(session, draft).hash) == 409


def test_a_file_that_cannot_be_followed_is_told_with_its_place(officer: FlaskClient):
    answer = officer.post(
        "/data-protection/versions/file",
        data={"file": (BytesIO(TEXT.replace("\nk = 5", "\nkk = 5").encode()), "own.toml")},
        headers=HERE,
    )

    assert answer.status_code == 422
    assert "reports.kk: this key is not known" in answer.text


def form_of(page: str) -> dict[str, str]:
    """Read the form of a draft as a browser would send it untouched."""
    inputs = re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', page)
    selects = re.findall(
        r'<select[^>]*?name="([^"]+)".*?<option selected value="([^"]*)"', page, re.DOTALL
    )
    texts = re.findall(r'<textarea[^>]*?name="([^"]+)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    return {name: html.unescape(value) for name, value in [*inputs, *selects, *texts]}


def test_a_number_is_changed_in_the_form_and_nothing_else_changes(
    officer: FlaskClient, session: Session
):
    begun = officer.post("/data-protection/versions", headers=HERE)
    form = form_of(officer.get(begun.location).text)

    answer = officer.post(begun.location, data={**form, "keep:chat.body": "14"}, headers=HERE)

    draft = UUID(answer.location.rpartition("/")[2])
    expected = parse(TEXT).raw
    expected["retention"]["chat.body"]["keep"] = "P14D"
    assert parse(stored(session, draft).text).raw == expected


def test_a_number_that_no_policy_may_have_is_explained_in_the_form(officer: FlaskClient):
    begun = officer.post("/data-protection/versions", headers=HERE)
    form = form_of(officer.get(begun.location).text)

    too_few = officer.post(begun.location, data={**form, "k": "2"}, headers=HERE)
    too_short = officer.post(
        begun.location,
        data={**form, "keep:policies.audit": "1", "unit:policies.audit": "M"},
        headers=HERE,
    )

    assert (too_few.status_code, too_short.status_code) == (422, 422)
    assert "audit.keep: it must be at least P1Y" in too_short.text


def test_a_changed_draft_has_to_be_looked_at_again(officer: FlaskClient, session: Session):
    draft = bring_in(officer, SHORTER)
    approve(officer, draft)
    edit = f"/data-protection/versions/{draft}/edit"

    officer.post(
        edit, data={**form_of(officer.get(edit).text), "keep:chat.body": "3"}, headers=HERE
    )

    assert stored(session, draft).first_by is None


def test_a_version_waits_for_its_day_and_then_needs_no_restart(
    officer: FlaskClient, coordinator: FlaskClient
):
    day = clock.local_day() + timedelta(days=3)
    before = current().hash
    draft = bring_in(officer, SHORTER.replace("valid_from = 2026-01-01", f"valid_from = {day}"))

    approve(officer, draft)
    approve(coordinator, draft)

    assert current().hash == before
    with clock.stopped(clock.day_starts(day)):
        assert str(current().retention["chat.body"].keep) == "P5D"


def test_the_version_before_is_kept_with_its_end(
    officer: FlaskClient, coordinator: FlaskClient, session: Session
):
    draft = bring_in(officer, SHORTER)

    approve(officer, draft)
    approve(coordinator, draft)

    first, second = sealed(session)
    assert (first.number, first.state, first.origin) == (0, VersionState.SUPERSEDED, Origin.FILE)
    assert first.ended_at == second.valid_from
    assert (second.number, second.state) == (1, VersionState.APPROVED)


def test_another_process_follows_what_was_approved_here(
    officer: FlaskClient, coordinator: FlaskClient
):
    draft = bring_in(officer, SHORTER)
    approve(officer, draft)
    approve(coordinator, draft)
    follow(parse(TEXT))  # what another process still does

    following.refresh()

    assert str(current().retention["chat.body"].keep) == "P5D"


def test_who_approved_stands_in_the_log_with_the_version(
    officer: FlaskClient, coordinator: FlaskClient, session: Session
):
    draft = bring_in(officer, SHORTER)
    approve(officer, draft)
    approve(coordinator, draft)

    found = session.exec(
        select(AuditEntry).where(AuditEntry.action == "policies.approve").order_by(AuditEntry.seq)
    ).all()

    assert [one.resource.split(":")[0] for one in found] == ["policy-draft", "policy"]
    assert len({one.actor for one in found}) == 2


def test_a_draft_that_is_taken_back_is_gone(officer: FlaskClient):
    draft = bring_in(officer, SHORTER)

    officer.post(f"/data-protection/versions/{draft}/withdraw", headers=HERE)

    assert officer.get(f"/data-protection/versions/{draft}").status_code == 404


def test_a_trial_shows_what_would_go(officer: FlaskClient, people: People, session: Session):
    worker = people.worker()
    with clock.stopped(clock.now() - timedelta(days=31)), transaction() as writing:
        begin(writing, Kind.WORKER, worker.id, lasts=timedelta(hours=1))
    draft = bring_in(officer, SHORTER)

    page = officer.get(f"/en/data-protection/versions/{draft}").text

    assert "core.session" in page
    assert "30 days" in page
    assert len(session.exec(select(SignInSession)).all()) == 2

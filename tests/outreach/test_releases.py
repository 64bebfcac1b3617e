"""A protected figure is let out for a reason, by two people, and never gives another one away."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from organisation.models import Line, Role
from outreach.figures import CONVERSATIONS, figures
from outreach.models import Release
from outreach.protected import tabled
from outreach.queries import lines_here
from outreach.schemas import Stage
from policies.models import AuditEntry
from tests.people import People, texts
from tests.people_outreach import a_counted_month, last_month
from tests.policies.test_disclosure import bounds, truth
from tests.policy import obey

GUIDED = Stage.OUTCOME_GUIDED.value
HERE = {"Sec-Fetch-Site": "same-origin"}
WHY = "Valtionavustuksen selvitys pyytää tämän luvun."


@pytest.fixture
def lines(people: People) -> list[Line]:
    """Four were guided on one line; a figure of the other is protected for their sake."""
    made = [people.line(), people.line("vanhemmat", name=texts("Vanhempien chat"), position=1)]
    for line, guided in zip(made, (4, 30), strict=True):
        a_counted_month(
            line, last_month(), contact_attempt=90, conversation=70, outcome_helped=30,
            outcome_guided=guided, outcome_unclear=20,
        )  # fmt: skip
    return made


@pytest.fixture
def officer(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.DATA_PROTECTION_OFFICER))


@pytest.fixture
def coordinator(people: People) -> FlaskClient:
    return people.signed_in(people.worker(Role.COORDINATOR))


def cells(session: Session, people: People) -> dict[tuple[str, str], int | None]:
    session.rollback()
    shown = figures(session, lines_here(session, people.organisation().id), last_month())
    return {key: cell.n for key, cell in shown.cells.items()}


def asks(browser: FlaskClient, key: str = "nuoret", step: str = GUIDED, why: str = WHY) -> int:
    return browser.post(
        f"/figures/releases?month={last_month():%Y-%m}",
        data={"figure": f"{key} {step}", "reason": why},
        headers=HERE,
    ).status_code


def agrees(browser: FlaskClient, session: Session) -> int:
    session.rollback()
    found = session.exec(select(Release)).one()
    path = f"/figures/releases/{found.id}/agree"
    return browser.post(path, headers=HERE).status_code


def test_two_people_let_a_figure_out_and_every_form_tells_it(
    officer: FlaskClient, coordinator: FlaskClient, lines, session: Session, people: People
):
    before = cells(session, people)
    key = ("nuoret", GUIDED)

    assert asks(officer, *key) == 303
    assert cells(session, people) == before
    assert agrees(coordinator, session) == 303

    after = cells(session, people)
    assert (before[key], after[key]) == (None, 4)
    assert {one for one in after if after[one] is None} == before_hidden(before) - {key}
    told = coordinator.get(f"/figures.json?month={last_month():%Y-%m}").json["figures"]
    assert {"line": "nuoret", "step": GUIDED, "count": 4, "is_protected": False} in told


def test_a_large_figure_that_would_give_a_small_one_away_stays_protected(
    officer: FlaskClient, coordinator: FlaskClient, lines, session: Session, people: People
):
    before = cells(session, people)
    large = min(before_hidden(before) - {("nuoret", GUIDED)})
    asks(officer, *large)

    assert agrees(coordinator, session) == 409
    assert cells(session, people) == before


def before_hidden(cells_before: dict[tuple[str, str], int | None]) -> set[tuple[str, str]]:
    return {key for key, n in cells_before.items() if n is None}


def test_both_steps_are_in_the_log_with_the_reason_and_without_the_figure(
    officer: FlaskClient, coordinator: FlaskClient, lines, session: Session
):
    asks(officer)
    agrees(coordinator, session)
    session.rollback()

    said = session.exec(
        select(AuditEntry).where(AuditEntry.action == "outreach.release").order_by(AuditEntry.seq)
    ).all()

    assert said[0].reason == f"asked: {WHY}"
    assert said[0].resource == f"figure:{last_month():%Y-%m}:nuoret:{GUIDED}"


def test_who_asked_cannot_agree(officer: FlaskClient, lines, session: Session, people: People):
    before = cells(session, people)
    asks(officer)

    assert agrees(officer, session) == 403
    assert cells(session, people) == before


def test_a_figure_under_the_policys_least_stays_protected_whoever_agrees(
    officer: FlaskClient, coordinator: FlaskClient, lines, session: Session, people: People
):
    obey("release_least = 3", "release_least = 5")
    before = cells(session, people)

    asks(officer)

    assert agrees(coordinator, session) == 409
    assert cells(session, people) == before


@pytest.mark.parametrize(
    ("key", "step", "why"), [("nuoret", CONVERSATIONS, WHY), ("muut", GUIDED, WHY), ("nuoret", GUIDED, "")]
)  # fmt: skip
def test_what_is_shown_unknown_or_without_a_reason_is_not_asked_for(
    officer: FlaskClient, lines, session: Session, key: str, step: str, why: str
):
    assert asks(officer, key, step, why) == 422
    assert session.exec(select(Release)).all() == []


def test_a_responder_lets_nothing_out(people: People, lines):
    assert asks(people.signed_in(people.worker(Role.RESPONDER))) == 403


def test_the_database_takes_no_one_person_for_two(
    officer: FlaskClient, lines, session: Session, people: People
):
    asks(officer)
    session.rollback()
    found = session.exec(select(Release)).one()
    found.agreed_by = found.asked_by
    session.add(found)

    with pytest.raises(IntegrityError):
        session.commit()


counts = st.one_of(st.integers(0, 9), st.integers(0, 60))


@settings(max_examples=150)
@given(data=st.data(), height=st.integers(2, 5), width=st.integers(2, 4))
def test_however_much_is_let_out_the_attacker_recovers_no_small_figure(
    home, data: st.DataObject, height: int, width: int
):
    rows = {f"r{r}": {f"c{c}": data.draw(counts) for c in range(width)} for r in range(height)}
    every = [(r, c) for r in [*rows, "*"] for c in [*rows["r0"], "sum"]]
    released = data.draw(st.lists(st.sampled_from(every), max_size=6, unique=True))

    cells = tabled(rows, "sum", released)

    seen = [[cells[r, c].n for c in [*rows["r0"], "sum"]] for r in [*rows, "*"]]
    known = bounds(seen, most=2_000)
    for r, (line, true_line) in enumerate(zip(seen, truth(rows), strict=True)):
        for c, (n, true) in enumerate(zip(line, true_line, strict=True)):
            low, high = known[r][c]
            assert n is None or (n == true and not 0 < n < 3)
            assert n is not None or not 0 < true < 5 or low < high

"""Where a visitor is: nothing is known, or it takes two workers, a life in danger, and the visitor was told."""

import base64
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from chat.models import AddressOpening, AddressShare, LocatedAddress, OfficerKey
from core import clock
from core.crypto import Sealed, unseal
from core.db import transaction
from core.house import House, house
from core.jobs import JOBS
from core.sealing import public_bytes
from organisation.actions import change_roles
from organisation.models import Line, Role, Worker
from policies.models import AuditEntry
from tests.people import People
from tests.people_chat import ORIGIN
from tests.people_emergency import FROM, WRAPPED, Officer, comes, taken
from tests.people_scheduling import on_duty
from tests.policy import obey
from tests.remains import remains


@pytest.fixture
def sealing(home: House) -> None:
    """Let the policy seal addresses."""
    obey('locator = "none"', 'locator = "sealed"')


@pytest.fixture
def line(people: People) -> Line:
    return people.line()


@pytest.fixture
def officers(people: People, line: Line, sealing) -> tuple[Officer, Officer]:
    """Give two with keys, the first on duty."""
    aino, eero = Officer(people, line, "Aino"), Officer(people, line, "Eero")
    on_duty(people, aino.worker, line)
    return aino, eero


def opening(session: Session) -> AddressOpening:
    return session.exec(select(AddressOpening)).one()


# ── What is sealed, and when ──────────────────────────────────────────────────────────────────────


def test_by_the_shipped_policy_nothing_is_known_and_the_page_says_so(
    people: People, line: Line, session: Session, client: FlaskClient
):
    aino = Officer(people, line, "Aino")
    Officer(people, line, "Eero")
    on_duty(people, aino.worker, line)

    page = client.get(f"/lines/{line.slug}").text
    comes(people, line)

    assert "Emme voi saada selville, missä olet" in page
    assert 'name="told"' not in page
    assert session.exec(select(LocatedAddress)).all() == []


def test_a_visitor_is_told_before_the_chat_and_then_it_is_sealed(
    officers, people: People, line: Line, session: Session, client: FlaskClient
):
    page = client.get(f"/lines/{line.slug}").text
    comes(people, line)

    assert "Verkko-osoitteesi sinetöidään" in page
    assert "Emme voi saada selville, missä olet" not in page
    assert 'name="told" value="sealed"' in page
    assert len(session.exec(select(AddressShare)).all()) == 2


def test_nothing_is_sealed_of_somebody_who_was_not_told(
    officers, people: People, line: Line, session: Session
):
    comes(people, line, told="")

    assert session.exec(select(LocatedAddress)).all() == []


def test_with_one_officer_nothing_is_sealed_whatever_the_page_said_and_the_next_page_says_so(
    people: People, line: Line, session: Session, client: FlaskClient, sealing
):
    aino = Officer(people, line, "Aino")
    on_duty(people, aino.worker, line)

    comes(people, line)

    assert session.exec(select(LocatedAddress)).all() == []
    assert "Emme voi saada selville, missä olet" in client.get(f"/lines/{line.slug}").text


def test_the_server_keeps_nothing_with_which_it_could_open_an_address(
    officers, people: People, line: Line, session: Session, caplog
):
    comes(people, line)

    kept = session.exec(select(LocatedAddress)).one()
    key = house().keys.get(kept.id)
    share = session.exec(select(AddressShare)).first()
    # Even with the key store open, what is left is sealed to the officers.
    box = unseal(key, kept.box, kept.id.bytes + kept.conversation_id.bytes)
    envelope = unseal(key, share.envelope, kept.id.bytes + share.worker_id.bytes)
    for held in (box, envelope, *(found for _name, found in remains(people.home.settings))):
        assert FROM.encode() not in held
    assert FROM not in caplog.text
    for attempt in (key, envelope[-48:-16]):
        with pytest.raises(Sealed):
            unseal(attempt[:32], box, f"located|{kept.id}|box".encode())


# ── Opening it ────────────────────────────────────────────────────────────────────────────────────


def test_two_officers_open_an_address_once(officers, people: People, line: Line, session: Session):
    aino, eero = officers
    visitor = taken(people, comes(people, line), aino)

    assert aino.asks(visitor).status_code == 303
    request = opening(session)
    assert eero.agrees(request.id).json == {"ok": True}

    assert aino.opens(request.id) == FROM
    assert aino.post(f"{request.id}/open").status_code == 404


def test_each_step_is_in_the_log_with_its_reason_and_without_the_address(
    officers, people: People, line: Line, session: Session
):
    aino, eero = officers
    visitor = taken(people, comes(people, line), aino)

    aino.asks(visitor)
    eero.agrees(opening(session).id)
    aino.opens(opening(session).id)
    session.rollback()

    said = session.exec(
        select(AuditEntry).where(AuditEntry.action.startswith("chat.locate")).order_by("seq")
    ).all()
    assert [(one.action, one.actor) for one in said] == [
        ("chat.locate", f"worker:{aino.worker.id}"),
        ("chat.locate_agree", f"worker:{eero.worker.id}"),
        ("chat.locate_open", f"worker:{aino.worker.id}"),
    ]
    assert len({one.resource for one in said}) == 1
    assert all(one.reason.startswith("life_danger") and one.policy_hash for one in said)
    assert not any(FROM in str(one.model_dump()) for one in said)


def test_who_asked_cannot_agree_and_nobody_opens_before_somebody_agreed(
    officers, people: People, line: Line, session: Session
):
    aino, _eero = officers
    aino.asks(taken(people, comes(people, line), aino))
    request = opening(session)

    assert aino.agrees(request.id).status_code == 404
    assert aino.post(f"{request.id}/open").json["code"] == "not_agreed_yet"


def test_the_database_takes_no_one_person_for_two(
    officers, people: People, line: Line, session: Session
):
    aino, _eero = officers
    aino.asks(taken(people, comes(people, line), aino))
    request = opening(session)

    request.agreed_by = request.asked_by
    session.add(request)

    with pytest.raises(IntegrityError):
        session.commit()


def test_only_who_talks_with_the_visitor_may_ask(
    officers, people: People, line: Line, session: Session
):
    aino, eero = officers
    visitor = taken(people, comes(people, line), aino)

    assert eero.asks(visitor).status_code == 422
    assert session.exec(select(AddressOpening)).all() == []


def test_a_second_person_who_agrees_opens_nothing_themselves(
    officers, people: People, line: Line, session: Session
):
    aino, eero = officers
    aino.asks(taken(people, comes(people, line), aino))
    request = opening(session)
    eero.agrees(request.id)

    assert eero.post(f"{request.id}/open").status_code == 404


def test_a_request_runs_out(officers, people: People, line: Line, session: Session):
    aino, eero = officers
    aino.asks(taken(people, comes(people, line), aino))
    request = opening(session)

    with clock.stopped(clock.now() + timedelta(minutes=16)):
        assert eero.agrees(request.id).status_code == 404


@pytest.mark.parametrize(
    "fields", [{"reason": ""}, {"is_life": ""}, {"reason": "131052-308T on vaarassa"}]
)
def test_without_danger_or_reason_or_with_an_identity_code_nothing_is_asked(
    officers, people: People, line: Line, session: Session, fields: dict[str, str]
):
    aino, _eero = officers
    visitor = taken(people, comes(people, line), aino)
    said = {"conversation": str(visitor.conversation_id), "reason": "vaarassa", "is_life": "y"}

    answer = aino.post("ask", **{key: one for key, one in {**said, **fields}.items() if one})

    assert answer.status_code == 422
    assert session.exec(select(AddressOpening)).all() == []


def test_a_coordinator_may_agree_and_an_officer_for_data_protection_may_not(
    people: People, line: Line, sealing
):
    assert Officer(people, line, "Kaisa", Role.COORDINATOR).made.status_code == 200
    assert Officer(people, line, "Tuula", Role.DATA_PROTECTION_OFFICER).made.status_code == 403


@pytest.mark.parametrize(
    ("public", "wrapped"), [("", WRAPPED), ("AAAA", WRAPPED), ("%", WRAPPED), ("ok", "")]
)
def test_what_is_no_key_is_not_kept(
    people: People, line: Line, session: Session, public: str, wrapped: str, sealing
):
    aino = Officer(people, line, "Aino")
    own = base64.b64encode(public_bytes(aino.private)).decode()

    answer = aino.post("key", public=own if public == "ok" else public, wrapped=wrapped)

    assert answer.json["code"] == "no_key"
    assert len(session.exec(select(OfficerKey)).all()) == 1


# ── How it ends ───────────────────────────────────────────────────────────────────────────────────


def test_after_a_day_the_address_and_its_key_are_gone(
    officers, people: People, line: Line, session: Session
):
    comes(people, line)
    kept = session.exec(select(LocatedAddress)).one()
    named = kept.id
    session.rollback()

    with clock.stopped(clock.now() + timedelta(hours=24, seconds=1)):
        JOBS["chat.jobs.forget_addresses"].work()

    assert session.exec(select(LocatedAddress)).all() == []
    assert session.exec(select(AddressShare)).all() == []
    with pytest.raises(Sealed):
        house().keys.get(named)


def test_before_a_day_is_over_it_stays(officers, people: People, line: Line, session: Session):
    comes(people, line)

    with clock.stopped(clock.now() + timedelta(hours=23, minutes=59)):
        JOBS["chat.jobs.forget_addresses"].work()

    assert len(session.exec(select(LocatedAddress)).all()) == 1


def test_a_visitor_sees_it_in_their_panel_sees_that_it_was_opened_and_deletes_it(
    officers, people: People, line: Line, session: Session
):
    aino, eero = officers
    visitor = taken(people, comes(people, line), aino)
    before = visitor.browser.get("/chat/stored").text
    aino.asks(visitor)
    eero.agrees(opening(session).id)
    aino.opens(opening(session).id)
    named = session.exec(select(LocatedAddress.id)).one()
    session.rollback()

    after = visitor.browser.get("/chat/stored").text
    visitor.browser.post("/chat/erase", headers=ORIGIN)

    assert "Verkko-osoite sinetöitynä" in before
    assert "Verkko-osoitteesi avattiin" not in before
    assert "Verkko-osoitteesi avattiin" in after
    assert session.exec(select(LocatedAddress)).all() == []
    with pytest.raises(Sealed):
        house().keys.get(named)


def test_who_is_no_officer_any_more_loses_key_and_shares(
    officers, people: People, line: Line, session: Session
):
    _aino, eero = officers
    kaisa = people.actor(people.worker(Role.ADMINISTRATOR))
    comes(people, line)

    with transaction() as changing:
        worker = changing.get_one(Worker, eero.worker.id)
        change_roles(changing, kaisa, worker, [Role.EDITOR])

    assert session.get(OfficerKey, eero.worker.id) is None
    left = session.exec(select(AddressShare.worker_id)).all()
    assert eero.worker.id not in left


def test_by_the_shipped_policy_the_officers_page_says_that_nobody_can_be_found(
    people: People, line: Line
):
    browser = people.signed_in(people.worker(Role.RESPONDER, lines=(line,), name="Aino"))

    page = browser.get("/emergency").text

    assert "Emme voi saada selville, missä chattaaja on" in page
    assert "emergency-officer" not in page

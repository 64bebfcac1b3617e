"""A duty passes from one worker to another, and everything that hangs on it goes along."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from core import clock
from core.db import transaction
from core.errors import Refusal
from core.identity import Actor, Kind
from scheduling import actions, handing_on, queries
from scheduling.cover_states import CoverState, NoticeKind
from scheduling.errors import (
    AlreadyYours,
    CoverAsked,
    CoverGone,
    DutiesOverlap,
    NoSuchCover,
    NotTheirs,
    RestNeeded,
)
from scheduling.jobs.notices import mail_notices
from scheduling.models import Appointment, AppointmentType, Cover, Duty, Notice
from scheduling.queries import feed_events
from scheduling.schemas import FeedOwner
from scheduling.schemas.appointments import AppointmentKind, AppointmentState
from scheduling.states import DutyState
from tests.people import texts
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift, claimed

NOW = datetime(2027, 1, 4, 8, tzinfo=UTC)
EVENING = datetime(2027, 1, 14, 15, tzinfo=UTC)
TAKERS = 8


def feed_of(session, worker_id):
    return feed_events(session, FeedOwner(uuid4(), worker_id, "fi", None))


@pytest.fixture(autouse=True)
def _a_monday():
    with clock.stopped(NOW):
        yield


@pytest.fixture
def line(people):
    return people.line()


@pytest.fixture
def aino(people, line):
    return people.actor(a_responder(people, line))


@pytest.fixture
def bo(people, line):
    return people.actor(a_responder(people, line, "Bo Berg"))


@pytest.fixture
def duty(people, line, aino):
    return claimed(aino, a_shift(people, line, starts_at=EVENING))


def asked(actor, duty, **how):
    with transaction() as session:
        return actions.ask_for_cover(session, actor, duty.id, **how).id


def taken(actor, cover_id):
    with transaction() as session:
        return actions.take_cover(session, actor, cover_id)


def kinds(session, worker_id):
    session.rollback()
    told = select(Notice.kind).where(Notice.worker_id == worker_id)
    return session.exec(told.order_by(col(Notice.made_at))).all()


def test_who_asks_is_responsible_until_somebody_takes_the_duty(aino, bo, duty, session):
    cover = asked(aino, duty)

    assert session.get_one(Duty, duty.id).worker_id == aino.id
    session.rollback()
    taken(bo, cover)
    assert session.get_one(Duty, duty.id).worker_id == bo.id


def test_those_who_fit_are_told_and_the_asker_hears_that_it_is_taken(aino, bo, duty, session):
    cover = asked(aino, duty)

    assert kinds(session, bo.id) == [NoticeKind.COVER_ASKED]
    taken(bo, cover)
    assert kinds(session, aino.id) == [NoticeKind.COVER_TAKEN]


def test_a_duty_keeps_its_uid_in_both_calendars(aino, bo, duty, session):
    before = feed_of(session, aino.id)[0]
    session.rollback()

    taken(bo, asked(aino, duty))

    gone, came = feed_of(session, aino.id)[0], feed_of(session, bo.id)[0]
    assert gone.uid == came.uid == before.uid
    assert (gone.is_cancelled, came.is_cancelled) == (True, False)
    assert gone.sequence == came.sequence == before.sequence + 1


def test_whether_the_taker_fits_is_looked_at_again(people, line, aino, bo, duty):
    cover = asked(aino, duty)
    claimed(bo, a_shift(people, line, starts_at=EVENING + HOUR))

    with pytest.raises(DutiesOverlap):
        taken(bo, cover)


def test_a_night_s_rest_counts_for_cover_too(people, line, aino, bo, duty):
    cover = asked(aino, duty)
    claimed(bo, a_shift(people, line, starts_at=EVENING + 12 * HOUR))

    with pytest.raises(RestNeeded):
        taken(bo, cover)


def test_nobody_takes_two_places_on_one_shift_by_covering(people, line, aino, bo, duty):
    cover = asked(aino, duty)
    a_duty(people, people_worker(people, bo), shift_of(duty), seat_no=2)

    with pytest.raises((AlreadyYours, DutiesOverlap)):
        taken(bo, cover)


def test_a_request_to_one_colleague_is_theirs_alone(people, line, aino, bo, duty, session):
    cai = people.actor(a_responder(people, line, "Cai Ceder"))
    cover = asked(aino, duty, of=bo.id)

    with pytest.raises(NoSuchCover):
        taken(cai, cover)
    with transaction() as writing:
        actions.decline_cover(writing, bo, cover)
    with pytest.raises(CoverGone):
        taken(bo, cover)
    assert kinds(session, aino.id) == [NoticeKind.COVER_DECLINED]


def test_two_swap_their_duties(people, line, aino, bo, duty, session):
    theirs = claimed(bo, a_shift(people, line, starts_at=EVENING + timedelta(days=2)))

    taken(bo, asked(aino, duty, in_return=theirs.id))

    assert session.get_one(Duty, duty.id).worker_id == bo.id
    assert session.get_one(Duty, theirs.id).worker_id == aino.id
    assert sorted(one.is_cancelled for one in feed_of(session, bo.id)) == [False, True]


def test_a_swap_within_the_same_evening_is_no_overlap(people, line, aino, bo, duty, session):
    theirs = claimed(bo, a_shift(people, line, starts_at=EVENING + HOUR))

    taken(bo, asked(aino, duty, in_return=theirs.id))

    assert session.get_one(Duty, theirs.id).worker_id == aino.id


def test_only_a_coming_duty_of_the_line_can_be_had_in_return(people, aino, duty):
    elsewhere = people.line("toinen")
    other = a_responder(people, elsewhere, "Cai Ceder")
    theirs = a_duty(people, other, a_shift(people, elsewhere, starts_at=EVENING))

    with pytest.raises(NotTheirs):
        asked(aino, duty, in_return=theirs.id)


def test_a_duty_looks_for_somebody_once_at_a_time(aino, duty):
    asked(aino, duty)

    with pytest.raises(CoverAsked):
        asked(aino, duty)


def test_a_request_may_be_taken_back(aino, bo, duty):
    cover = asked(aino, duty)
    with transaction() as session:
        actions.withdraw_cover(session, aino, cover)

    with pytest.raises(CoverGone):
        taken(bo, cover)
    assert asked(aino, duty)


def test_only_one_of_many_takes_a_duty(people, line, aino, duty, session):
    cover = asked(aino, duty)
    takers = [racer(people, line, number) for number in range(TAKERS)]

    def tries(actor):
        with clock.stopped(NOW):
            try:
                taken(actor, cover)
            except Refusal:
                return False
            return True

    with ThreadPoolExecutor(TAKERS) as pool:
        won = list(pool.map(tries, takers))

    assert sum(won) == 1
    assert session.get_one(Duty, duty.id).worker_id == takers[won.index(True)].id


def test_what_is_booked_in_the_duty_goes_along(people, line, aino, bo, duty, session):
    booked = an_appointment(people, line, aino.id, EVENING + HOUR / 2)

    taken(bo, asked(aino, duty))

    moved = session.get_one(Appointment, booked)
    assert moved.worker_id == bo.id
    assert moved.sequence == 1


def test_what_a_room_above_refuses_keeps_all_of_it_in_place(aino, bo, duty, session, monkeypatch):
    def refuses(_session, _handed):
        raise CoverGone

    cover = asked(aino, duty)
    monkeypatch.setattr(handing_on, "_moves", [refuses])

    with pytest.raises(CoverGone):
        taken(bo, cover)
    assert session.get_one(Duty, duty.id).worker_id == aino.id
    assert session.get_one(Cover, cover).state is CoverState.OPEN


def test_who_cannot_come_is_excused_and_those_who_fit_are_told(aino, bo, duty, session):
    with clock.stopped(EVENING + HOUR / 4), transaction() as writing:
        actions.cannot_come(writing, aino, duty.id)

    assert session.get_one(Duty, duty.id).state is DutyState.EXCUSED
    assert kinds(session, bo.id) == [NoticeKind.PLACE_FREE]
    assert queries.notices(session, aino.id) == []


def test_a_request_is_reminded_of_by_its_steps_and_each_step_once(aino, bo, duty, session):
    asked(aino, duty)

    def walked(at):
        with clock.stopped(at), transaction() as writing:
            return actions.remind(writing)

    assert walked(EVENING - timedelta(days=8)) == 0
    assert walked(EVENING - timedelta(days=6)) == 2
    assert walked(EVENING - timedelta(days=5)) == 0
    assert kinds(session, aino.id) == [NoticeKind.STILL_YOURS]


def test_a_worker_is_reminded_of_a_duty_the_day_before(aino, duty, session):
    with clock.stopped(EVENING - timedelta(hours=20)), transaction() as writing:
        actions.remind(writing)

    assert kinds(session, aino.id) == [NoticeKind.DUTY_AHEAD]


def test_what_workers_are_told_is_mailed_once(home, aino, bo, duty):
    asked(aino, duty)
    outbox = home.app.extensions["mailer"].outbox
    before = len(outbox)

    mail_notices()
    mail_notices()

    (mail,) = outbox[before:]
    assert mail["To"].startswith("bo")
    assert "14.1." in mail.get_body(("plain",)).get_content()


def test_a_request_ends_with_its_shift(aino, duty, session):
    cover = asked(aino, duty)

    with clock.stopped(EVENING + 3 * HOUR), transaction() as writing:
        actions.lapse_begun(writing)

    assert session.get_one(Cover, cover).state is CoverState.LAPSED


def test_cover_is_asked_and_taken_on_the_pages(people, line, session):
    aino, bo = a_responder(people, line), a_responder(people, line, "Bo Berg")
    duty = a_duty(people, aino, a_shift(people, line, starts_at=EVENING))
    asking, helping = people.signed_in(aino), people.signed_in(bo)

    asked_on = asking.get(f"/roster/duties/{duty.id}/cover").text
    press(asking, f"/roster/duties/{duty.id}/cover")
    told, offered = helping.get("/roster/mine").text, helping.get("/roster/cover").text
    cover = session.exec(select(Cover.id)).one()
    session.rollback()
    took = press(helping, f"/roster/cover/{cover}/take")

    assert "Bo Berg" in asked_on
    assert "/read" in told
    assert f"/roster/cover/{cover}/take" in offered
    assert took.status_code == 303
    assert session.get_one(Duty, duty.id).worker_id == bo.id


def press(browser, address):
    return browser.post(address, headers={"Origin": "http://localhost"})


def racer(people, line, number):
    worker = a_responder(people, line, f"Nimi{number} Niminen")
    return Actor(kind=Kind.WORKER, id=worker.id, lines=frozenset({line.id}))


def people_worker(people, actor):
    from organisation.models import Worker

    with people.home.database.session() as session:
        return session.get_one(Worker, actor.id)


def shift_of(duty):
    from core.db import reading

    with reading() as session:
        return queries.shift(session, duty.shift_id)


def an_appointment(people, line, worker_id, at):
    with people.home.database.session() as session:
        kind = AppointmentType(
            line_id=line.id,
            kind=AppointmentKind.CHAT,
            name=texts("Juttuaika"),
            place=texts(""),
            in_duty=True,
        )
        session.add(kind)
        session.flush()
        made = Appointment(
            type_id=kind.id,
            line_id=line.id,
            worker_id=worker_id,
            starts_at=at,
            ends_at=at + HOUR / 2,
            taken_from=at,
            taken_until=at + HOUR / 2,
            state=AppointmentState.BOOKED,
        )
        session.add(made)
        session.commit()
        return made.id

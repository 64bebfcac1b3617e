"""What the public page promises is kept, warned of, or counted as broken."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from core import clock
from core.db import transaction
from organisation.models import Role
from scheduling import actions, queries
from scheduling.cover_states import NoticeKind
from scheduling.models import Lapse, Notice
from scheduling.queries import opening
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder, a_shift

MONDAY = datetime(2027, 1, 4, 13, tzinfo=UTC)  # 15:00 in Helsinki
MINUTE = timedelta(minutes=1)
AFTERNOON = [{"weekday": 1, "opens": "15:00", "closes": "17:00"}]


@pytest.fixture
def line(people):
    return people.line(hours=AFTERNOON)


@pytest.fixture
def aino(people, line):
    return a_responder(people, line)


@pytest.fixture
def shift(people, line):
    return a_shift(people, line, starts_at=MONDAY, lasts=2 * HOUR)


def at(minutes):
    return clock.stopped(MONDAY + minutes * MINUTE)


def walked(minutes):
    with at(minutes), transaction() as session:
        return actions.watch_promises(session)


def told(session, kind):
    session.rollback()
    return set(session.exec(select(Notice.worker_id).where(Notice.kind == kind)).all())


def test_who_is_a_little_late_is_waited_for(people, line, aino, shift, session):
    a_duty(people, aino, shift)

    with at(10):
        soon = opening(session, line)
    with at(16):
        late = opening(session, line)

    assert (soon.promised, soon.is_late) == (True, False)
    assert (late.promised, late.is_late, late.is_open) == (True, True, False)


def test_nobody_new_is_let_in_at_the_very_end(people, line, aino, shift, session):
    a_duty(people, aino, shift, DutyState.CHECKED_IN)

    with at(109):
        before = opening(session, line)
    with at(110):
        closing = opening(session, line)

    assert (before.is_open, before.is_closing) == (True, False)
    assert (closing.is_open, closing.is_closing) == (False, True)
    assert closing.closes_at == MONDAY + 2 * HOUR


def test_the_chat_s_door_obeys_the_soft_closing(people, line, aino, shift):
    from chat.actions import enter
    from chat.errors import LineIsClosed

    a_duty(people, aino, shift, DutyState.CHECKED_IN)

    with at(115), pytest.raises(LineIsClosed), transaction() as session:
        enter(session, line, nickname="", topic=None, language="fi")
    with at(115):
        page = people.home.app.test_client().get(f"/en/lines/{line.slug}").text
    assert "Nobody new is let in any more" in page


def test_an_empty_line_asks_those_who_could_come(people, line, aino, shift, session):
    bo = a_responder(people, line, "Bo Berg")
    a_duty(people, aino, shift)

    assert walked(0) == 1
    walked(6)

    assert told(session, NoticeKind.COME_NOW) == {aino.id, bo.id}


def test_a_promise_counts_as_broken_after_the_grace(people, line, aino, shift, session):
    walked(0)
    a_duty(people, aino, shift, DutyState.CHECKED_IN)

    walked(20)

    since = MONDAY - HOUR
    broken = queries.broken_promises(session, [line.id], since, since + 24 * HOUR)
    assert broken == {line.id: queries.Broken(times=1, minutes=20)}


def test_a_short_lapse_is_none(people, line, aino, shift, session):
    walked(0)
    a_duty(people, aino, shift, DutyState.CHECKED_IN)

    walked(10)

    assert session.exec(select(Lapse)).all() == []


def test_what_nobody_promised_is_not_watched(line):
    assert walked(-30) == 0


def test_the_team_and_the_coordinator_hear_before_the_page_promises_in_vain(
    people, line, aino, shift, session
):
    kaisa = people.worker(Role.COORDINATOR, name="Kaisa Koski")

    def warned(days):
        with clock.stopped(MONDAY - timedelta(days=days)), transaction() as writing:
            return actions.warn_of_unheld(writing)

    assert warned(8) == 0
    assert warned(6.5) == 2
    assert warned(6) == 0
    assert warned(1.5) == 2
    assert told(session, NoticeKind.UNHELD) == {aino.id, kaisa.id}


def test_whoever_comes_to_the_team_after_a_warning_hears_the_next_one(
    people, line, aino, shift, session
):
    def warned(days):
        with clock.stopped(MONDAY - timedelta(days=days)), transaction() as writing:
            return actions.warn_of_unheld(writing)

    assert warned(6.5) == 1
    eero = people.worker(Role.RESPONDER, lines=(line,), name="Eero Eskola")

    assert (warned(6), warned(1.5)) == (0, 2)
    assert told(session, NoticeKind.UNHELD) == {aino.id, eero.id}


def test_nobody_is_warned_of_what_somebody_has_taken(people, line, aino, shift, session):
    a_duty(people, aino, shift)

    with clock.stopped(MONDAY - timedelta(days=1)), transaction() as writing:
        assert actions.warn_of_unheld(writing) == 0

"""When a line is open: promised hours and somebody who is there."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from core import clock
from scheduling.hours import Span, exists, joined, promised, wall, without
from scheduling.opening import Held, opening_from
from scheduling.queries import on_duty as who_is_on_duty
from scheduling.queries import opening
from scheduling.states import DutyState
from tests.people_scheduling import a_duty, a_responder, a_shift, on_duty

MONDAY = date(2026, 11, 23)
AINO, BO = uuid4(), uuid4()


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    return wall(day, f"{hour:02}:{minute:02}")


def hours(*windows: tuple[int, str, str]) -> list[dict[str, str | int]]:
    return [{"weekday": day, "opens": opens, "closes": closes} for day, opens, closes in windows]


def a_line(*windows: tuple[int, str, str]) -> SimpleNamespace:
    return SimpleNamespace(id=uuid4(), hours=hours(*windows), ended_on=None)


MONDAYS = [Span(at(15), at(17))]


def held(starts: int, ends: int, *, checked_in: bool, who: object = AINO) -> Held:
    return Held(at(starts), at(ends), who, checked_in)


@pytest.mark.parametrize(
    ("promises", "there", "is_open"),
    [
        (MONDAYS, [held(15, 17, checked_in=True)], True),
        (MONDAYS, [held(15, 17, checked_in=False)], False),
        (MONDAYS, [], False),
        ([], [held(15, 17, checked_in=True)], False),
        ([], [], False),
    ],
    ids=["promised and there", "only claimed", "nobody", "there, nothing promised", "neither"],
)
def test_a_line_is_open_when_hours_are_promised_and_somebody_is_there(promises, there, is_open):
    found = opening_from(promises, there, at(16))

    assert found.is_open is is_open
    assert found.promised is bool(promises)


@pytest.mark.parametrize(("minute", "is_open"), [(-1, False), (0, True), (119, True), (120, False)])
def test_a_line_opens_on_the_minute_and_closes_on_the_minute(minute, is_open):
    there = [held(14, 18, checked_in=True)]

    assert opening_from(MONDAYS, there, at(15) + timedelta(minutes=minute)).is_open is is_open


def test_the_closing_time_is_the_promised_one_while_somebody_stays_that_long():
    assert opening_from(MONDAYS, [held(15, 18, checked_in=True)], at(16)).closes_at == at(17)


def test_the_closing_time_is_earlier_when_nobody_has_taken_what_follows():
    evening = [Span(at(15), at(21))]

    assert opening_from(evening, [held(15, 17, checked_in=True)], at(16)).closes_at == at(17)


def test_those_who_follow_on_keep_the_line_open():
    evening = [Span(at(15), at(21))]
    shifts = [held(15, 17, checked_in=True), held(17, 19, checked_in=False, who=BO)]

    assert opening_from(evening, shifts, at(16)).closes_at == at(19)


def test_a_line_that_never_closes_has_no_closing_time():
    always = a_line(*((day, "00:00", "24:00") for day in range(1, 8)))
    promises = promised(always, MONDAY - timedelta(days=1), 9)
    week = Held(at(0), at(0) + timedelta(days=9), AINO, True)

    found = opening_from(promises, [week], at(16))

    assert found.is_open
    assert (found.closes_at, found.opens_at) == (None, None)


def test_a_closed_line_says_when_it_opens_next_and_whether_anybody_has_taken_it():
    assert opening_from(MONDAYS, [], at(9)).opens_at == at(15)
    assert not opening_from(MONDAYS, [], at(9)).is_held
    assert opening_from(MONDAYS, [held(15, 17, checked_in=False)], at(9)).is_held


def test_a_promise_that_nobody_keeps_now_names_the_shift_that_somebody_has_taken():
    found = opening_from(MONDAYS, [held(16, 17, checked_in=False)], at(15, 30))

    assert not found.is_open
    assert (found.opens_at, found.is_held) == (at(16), True)


def test_somebody_on_two_shifts_at_once_is_counted_once():
    both = [held(15, 16, checked_in=True), held(15, 17, checked_in=True)]

    assert opening_from(MONDAYS, both, at(15, 30)).on_duty == (AINO,)


def test_midnight_does_not_cut_an_evening_in_two():
    line = a_line((1, "20:00", "24:00"), (2, "00:00", "02:00"))

    assert promised(line, MONDAY, 2) == [Span(at(20), at(2, day=MONDAY + timedelta(days=1)))]


@pytest.mark.parametrize(
    ("day", "really"),
    [
        (date(2026, 3, 29), 1),
        (date(2026, 10, 25), 3),
        (date(2026, 6, 7), 2),
    ],
    ids=["the clocks go forward", "the clocks go back", "an ordinary night"],
)
def test_a_night_is_counted_as_long_as_it_really_is(day, really):
    line = a_line((7, "02:30", "04:30"))

    (span,) = promised(line, day, 1)

    assert span.ends_at - span.starts_at == timedelta(hours=really)


def test_promised_hours_keep_their_place_on_the_wall_clock_over_the_year():
    line = a_line((1, "15:00", "17:00"))

    winter, summer = promised(line, date(2026, 3, 23), 14)

    assert winter.starts_at == datetime(2026, 3, 23, 13, tzinfo=UTC)
    assert summer.starts_at == datetime(2026, 3, 30, 12, tzinfo=UTC)


def test_an_hour_that_the_spring_night_skips_does_not_exist():
    assert not exists(date(2026, 3, 29), "03:30")
    assert exists(date(2026, 3, 29), "04:00")
    assert exists(date(2026, 10, 25), "03:30")
    assert exists(date(2026, 3, 29), "24:00")


def test_what_no_shift_covers_is_left():
    promise = [Span(at(10), at(20))]
    shifts = joined([Span(at(12), at(14)), Span(at(13), at(15)), Span(at(19), at(22))])

    assert without(promise, shifts) == [Span(at(10), at(12)), Span(at(15), at(19))]


def test_a_line_opens_when_somebody_checks_in_and_closes_when_the_shift_ends(people, session):
    line = people.line()
    duty = on_duty(people, a_responder(people, line), line)

    now = opening(session, line)
    later = opening(session, line, clock.now() + timedelta(hours=3))

    assert now.is_open
    assert now.on_duty == (duty.worker_id,)
    assert not later.is_open
    assert later.on_duty == ()


def test_who_is_on_duty_elsewhere_or_only_coming_is_not_counted(people, session):
    line, other = people.line(), people.line("toinen")
    on_duty(people, a_responder(people, other), other)
    coming = a_responder(people, line, "Bo Berg")
    a_duty(people, coming, a_shift(people, line), DutyState.CLAIMED)

    assert who_is_on_duty(session, line.id) == []
    assert not opening(session, line).is_open


def test_a_line_is_asked_about_in_two_statements(people, session, home, monkeypatch):
    from sqlalchemy import event

    from core.prepared import Text

    line = people.line()
    on_duty(people, a_responder(people, line), line)
    asked: list[str] = []
    event.listen(home.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    values = Text.values
    monkeypatch.setattr(Text, "values", lambda one, g: asked.append(one.sql) or values(one, g))

    opening(session, line)

    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2

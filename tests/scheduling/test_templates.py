"""Shifts come from templates, by the wall clock and the line's calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select

from core import clock
from core.db import transaction
from scheduling import actions, queries
from scheduling.days import Days, Window, eves_of, holidays_of
from scheduling.errors import ImpossibleDay, ImpossibleTemplate
from scheduling.models import DayRule, Shift, SpecialDay, Template
from scheduling.queries import opening
from scheduling.schemas import Made, Wanted
from scheduling.season import Season
from scheduling.states import DutyState
from tests.people_scheduling import HOUR, a_duty, a_responder

NEW_YEAR = datetime(2027, 1, 1, 8, tzinfo=UTC)
MONDAY = date(2027, 1, 4)


@pytest.fixture(autouse=True)
def _new_year():
    with clock.stopped(NEW_YEAR):
        yield


@pytest.fixture
def line(people):
    return people.line()


def templated(line, **changes):
    wanted = {"first_on": MONDAY, "begins": "15:00", "ends": "17:00", **changes}
    with transaction() as session:
        return actions.make_template(session, Wanted(line_id=line.id, **wanted)).id


def walked():
    with transaction() as session:
        return actions.materialise(session)


def standing(session, line):
    session.rollback()
    found = select(Shift).where(Shift.line_id == line.id, col(Shift.cancelled_at).is_(None))
    return session.exec(found.order_by(col(Shift.starts_at))).all()


def test_a_template_makes_its_shifts_200_days_ahead(line, session):
    templated(line)

    made = standing(session, line)

    assert len(made) == 29
    assert {clock.local(one.starts_at).hour for one in made} == {15}
    assert made[-1].on_day <= clock.local_day() + actions.AHEAD


def test_a_template_may_come_round_every_other_week(line, session):
    templated(line, every_weeks=2)

    first, second, *_rest = standing(session, line)

    assert second.on_day - first.on_day == timedelta(weeks=2)


def test_walking_again_makes_nothing_twice(line, session):
    templated(line)

    assert walked() == Made()


def test_a_shift_that_a_coordinator_called_off_is_not_made_again(line, session):
    templated(line)
    with transaction() as writing:
        first = standing(writing, line)[0]
        actions.call_off(writing, first)

    assert walked().made == 0
    assert len(standing(session, line)) == 28


def test_a_time_that_the_spring_night_skips_is_explained(app, line):
    with pytest.raises(ImpossibleTemplate) as refused:
        templated(line, first_on=date(2027, 1, 3), begins="03:30", ends="05:00")

    with app.test_request_context("/en"):
        said = str(refused.value.sentence)
    assert "28.3.2027" in said
    assert "03:30" in said


@pytest.mark.parametrize(
    "changes",
    [
        {"every_weeks": 0},
        {"least": 3, "greatest": 2},
        {"begins": "08:00", "ends": "22:00"},
        {"last_on": date(2026, 12, 31)},
    ],
    ids=["no rhythm", "least above", "too long", "over before it begins"],
)
def test_a_template_of_which_nothing_would_come_is_refused(line, changes):
    with pytest.raises(ImpossibleTemplate):
        templated(line, **changes)


def test_an_ended_template_leaves_the_places_that_people_have(people, line, session):
    template_id = templated(line)
    aino = a_responder(people, line)
    held = standing(session, line)[3]
    a_duty(people, aino, held)

    with transaction() as writing:
        actions.end_template(writing, writing.get_one(Template, template_id), MONDAY)

    assert [one.on_day for one in standing(session, line)] == [MONDAY, held.on_day]


def test_finland_s_holidays_and_eves_are_known():
    assert date(2027, 6, 25) in eves_of(2027)
    assert date(2027, 12, 31) in eves_of(2027)
    assert date(2027, 12, 24) not in holidays_of(2027)
    assert date(2027, 12, 6) in holidays_of(2027)


def test_a_line_may_close_on_holidays_and_go_home_early_on_eves(people, line, session):
    templated(line, first_on=date(2027, 1, 6), begins="12:00", ends="18:00")
    friday = templated(line, first_on=date(2027, 1, 8), begins="12:00", ends="18:00")

    with transaction() as writing:
        actions.set_day_rule(
            writing,
            line.id,
            line.organisation_id,
            closed_on_holidays=True,
            eves_until="14:00",
            closed_outside_terms=False,
        )

    days = {one.on_day for one in standing(session, line) if one.template_id != friday}
    assert date(2027, 1, 6) not in days
    assert date(2027, 1, 13) in days


def test_an_eve_ends_early():
    days = Days(eves_until="14:00")

    assert days.until_eve(date(2027, 12, 24), Window("12:00", "18:00")) == Window("12:00", "14:00")
    assert days.until_eve(date(2027, 12, 24), Window("15:00", "18:00")) is None
    assert days.until_eve(date(2027, 12, 23), Window("15:00", "18:00")) is not None


def test_a_template_of_the_school_year_rests_in_the_holidays(line, session):
    with transaction() as writing:
        actions.set_day_rule(
            writing,
            line.id,
            line.organisation_id,
            closed_on_holidays=False,
            eves_until="",
            closed_outside_terms=False,
        )
        actions.add_term(writing, line.organisation_id, date(2027, 1, 7), date(2027, 2, 19))
        actions.add_term(writing, line.organisation_id, date(2027, 3, 1), date(2027, 6, 5))

    templated(line, season=Season.TERM)

    days = [one.on_day for one in standing(session, line)]
    assert days[0] == date(2027, 1, 11)
    assert date(2027, 2, 22) not in days
    assert days[-1] == date(2027, 5, 31)


def test_a_closed_day_calls_its_shifts_off_and_closes_the_public_page(people, line, session):
    templated(line)
    a_duty(people, a_responder(people, line), standing(session, line)[0])

    with transaction() as writing:
        actions.close_day(writing, line.id, line.organisation_id, MONDAY)

    assert standing(session, line)[0].on_day == MONDAY + timedelta(weeks=1)
    noon = datetime(2027, 1, 4, 10, tzinfo=UTC)
    assert not opening(session, line, noon).promised
    assert opening(session, line, noon + timedelta(days=1)).promised


def test_a_day_that_opens_after_all_has_its_shift_again(line, session):
    templated(line)
    with transaction() as writing:
        closed = actions.close_day(writing, line.id, line.organisation_id, MONDAY).id

    with transaction() as writing:
        actions.forget_day(writing, writing.get_one(SpecialDay, closed))

    assert standing(session, line)[0].on_day == MONDAY


def test_a_day_may_open_at_hours_of_its_own(people, session):
    shut = people.line("kiinni", hours=[])

    with transaction() as writing:
        actions.open_day(writing, shut.id, shut.organisation_id, MONDAY, Window("12:00", "15:00"))

    noon = datetime(2027, 1, 4, 11, tzinfo=UTC)
    assert opening(session, shut, noon).promised
    assert not opening(session, shut, noon + 3 * HOUR).promised
    assert len(standing(session, shut)) == 1


@pytest.mark.parametrize("day", [date(2026, 12, 31), date(2030, 1, 1)], ids=["past", "far"])
def test_a_day_out_of_reach_is_refused(line, day):
    with pytest.raises(ImpossibleDay), transaction() as session:
        actions.close_day(session, line.id, line.organisation_id, day)


def test_a_year_counts_who_comes_and_who_is_missing(people, line, session):
    templated(line, least=2, greatest=3)
    a_duty(people, a_responder(people, line), standing(session, line)[0], DutyState.CLAIMED)

    session.rollback()
    days = queries.year(session, [line.id], date(2027, 1, 4), date(2027, 12, 31))

    assert days[MONDAY] == queries.DayOfYear(MONDAY, shifts=1, lacking=1, taken=1)
    assert sum(one.lacking for one in days.values()) == 1 + 28 * 2


def test_a_coordinator_makes_a_template_on_its_page(people, line):
    from organisation.models import Role

    kaisa = people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))
    asked = {
        "line_id": str(line.id),
        "first_on": "2027-01-04",
        "begins": "15:00",
        "ends": "17:00",
        "every_weeks": "2",
        "least": "1",
        "greatest": "2",
        "season": "always",
        "language": "",
    }

    made = kaisa.post("/roster/templates", data=asked, headers={"Origin": "http://localhost"})
    page = kaisa.get("/roster/templates").text

    assert made.status_code == 303
    assert "15–17" in page


def test_the_public_page_tells_of_the_days_that_are_not_like_their_week(people, client, session):
    line = people.line(
        hours=[{"weekday": day, "opens": "12:00", "closes": "15:00"} for day in range(1, 8)]
    )
    today = clock.local_day()
    session.add(DayRule(line_id=line.id, organisation_id=line.organisation_id))
    session.flush()
    session.add_all(
        [
            SpecialDay(line_id=line.id, day=today + timedelta(days=2)),
            SpecialDay(
                line_id=line.id, day=today + timedelta(days=3), begins="09:00", ends="12:00"
            ),
            SpecialDay(line_id=line.id, day=today + timedelta(days=30)),
        ]
    )
    session.commit()

    told = client.get(f"/lines/{line.slug}").text.split("Poikkeukset: ")[1].split("<")[0]

    closed, other = (today + timedelta(days=n) for n in (2, 3))
    assert f"{closed.day}.{closed.month}. kiinni" in told
    assert f"{other.day}.{other.month}. 9–12" in told
    assert told.count(",") == 1

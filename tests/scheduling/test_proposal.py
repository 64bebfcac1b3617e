"""A proposal fills what is empty, evenly, and only asks."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from core import clock
from organisation.models import Role
from scheduling.cover_states import NoticeKind
from scheduling.eligibility import Rest
from scheduling.hours import Span
from scheduling.models import Duty, Notice
from scheduling.proposal import Lacking, propose
from tests.people_scheduling import HOUR, a_responder, a_shift

pytest.importorskip("ortools")

EVENING = datetime(2027, 1, 11, 15, tzinfo=UTC)
AINO, BO = uuid4(), uuid4()
RULE = Rest(11 * HOUR, 12 * HOUR)


def lacking(days, people=1, fitting=(AINO, BO), hours=2):
    begins = EVENING + timedelta(days=days)
    return Lacking(uuid4(), Span(begins, begins + hours * HOUR), people, frozenset(fitting))


def test_every_place_is_filled_and_the_hours_are_shared():
    pairs = propose([lacking(day) for day in range(4)], {}, RULE)

    assert len(pairs) == 4
    assert sorted([worker for _shift, worker in pairs].count(one) for one in (AINO, BO)) == [2, 2]


def test_who_has_much_already_is_proposed_less():
    pairs = propose([lacking(day) for day in range(3)], {AINO: 600}, RULE)

    assert {worker for _shift, worker in pairs} == {BO}


def test_nobody_is_proposed_for_two_shifts_at_once_or_without_rest():
    same, morning = lacking(0, fitting=(AINO,)), lacking(0.5, fitting=(AINO,))

    assert len(propose([same, lacking(0, fitting=(AINO,)), morning], {}, RULE)) == 1


def test_the_coordinator_asks_and_nobody_is_put_on_a_shift(people, session):
    with clock.stopped(EVENING - timedelta(days=3)):
        line = people.line()
        aino = a_responder(people, line)
        shift = a_shift(people, line, starts_at=EVENING)
        kaisa = people.signed_in(people.worker(Role.COORDINATOR, name="Kaisa Koski"))

        page = kaisa.get(f"/roster/proposal/{line.id}").text
        asked = kaisa.post(
            f"/roster/proposal/{line.id}",
            data={"pair": f"{shift.id}|{aino.id}"},
            headers={"Origin": "http://localhost"},
        )

    assert f"{shift.id}|{aino.id}" in page
    assert asked.status_code == 303
    assert session.exec(select(Notice.kind)).all() == [NoticeKind.PROPOSED]
    assert session.exec(select(Duty)).all() == []

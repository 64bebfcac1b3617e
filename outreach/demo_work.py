"""Believable street and online work for the demo: two pairs, two months of rounds, one process."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from core import clock
from outreach import notes
from outreach.models import (
    Area,
    ClientMeeting,
    Encounter,
    OutreachSession,
    Pair,
    PhaseChange,
    Process,
)
from outreach.schemas.processes import Phase
from outreach.schemas.rounds import Depth, EncounterOutcome, Mode, PartOfDay, Setting, Started
from policies.queries import policy

AREAS = ("Keskusta", "Itä", "Etelä", "Verkko")
PAIRS = ("Pari 1", "Pari 2")
DAYS = 56

# By weekday: pair, area, setting, part of the day, minutes, people by depth, how many are new.
WEEK = {
    1: (0, 0, Setting.SHOPPING_CENTRE, PartOfDay.EVENING, 180, (14, 5, 1), 3),
    2: (1, 1, Setting.LIBRARY, PartOfDay.DAY, 120, (4, 3, 1), 1),
    3: (1, 3, Setting.ONLINE, PartOfDay.EVENING, 150, (6, 7, 2), 4),
    4: (0, 0, Setting.STREET, PartOfDay.NIGHT, 240, (22, 8, 0), 5),
    5: (1, 2, Setting.PARK, PartOfDay.EVENING, 120, (0, 0, 0), 0),
}
TOPICS = (["mood"], ["school", "money"], ["loneliness"], ["quarrels", "home"])
AGES = ("13-15", "16-17", "18-20", "16-17")


def seed_work(session: Session, organisation_id: UUID, workers: Sequence[UUID]) -> None:
    """Fill two months of rounds until yesterday; `workers` keep one process together."""
    areas = [Area(organisation_id=organisation_id, name=name) for name in AREAS]
    pairs = [Pair(organisation_id=organisation_id, name=name) for name in PAIRS]
    session.add_all([*areas, *pairs])
    session.flush()
    today = clock.local_day()
    for day in (today - timedelta(days=ago) for ago in range(1, DAYS)):
        if day.isoweekday() in WEEK:
            _round(session, organisation_id, day, pairs, areas)
        if day.isoweekday() in {2, 4}:
            _meeting(session, organisation_id, day, pairs[day.toordinal() % 2], areas[0])
    _process(session, organisation_id, workers, pairs[0], areas[0])


def _round(
    session: Session, organisation_id: UUID, day: date, pairs: list[Pair], areas: list[Area]
) -> None:
    pair, area, setting, part, minutes, met, new = WEEK[day.isoweekday()]
    made = OutreachSession(
        organisation_id=organisation_id,
        day=day,
        part=part,
        pair_id=pairs[pair].id,
        area_id=areas[area].id,
        setting=setting,
        minutes=minutes,
        refused=day.day % 3,
        new_rule=policy().outreach.new_encounter,
    )
    session.add(made)
    session.flush()
    mode = Mode.DM if setting is Setting.ONLINE else Mode.IN_PERSON
    for at, (depth, people) in enumerate(zip(Depth, met, strict=True)):
        if people:
            session.add(_encounter(made.id, depth, people, mode, new=new if at == 1 else 0, at=at))


def _encounter(
    round_id: UUID, depth: Depth, people: int, mode: Mode, *, new: int, at: int
) -> Encounter:
    is_deep = depth is not Depth.BRIEF
    return Encounter(
        outreach_session_id=round_id,
        depth=depth,
        people=people,
        new=min(new, people),
        mode=mode,
        age=AGES[at] if is_deep else "",
        topics=TOPICS[at] if is_deep else [],
        started=Started.YOUNG if is_deep else Started.WORKER,
        outcome=EncounterOutcome.HELPED if is_deep else None,
    )


def _meeting(session: Session, organisation_id: UUID, day: date, pair: Pair, area: Area) -> None:
    session.add(
        ClientMeeting(
            organisation_id=organisation_id,
            day=day,
            pair_id=pair.id,
            area_id=area.id,
            mode=Mode.IN_PERSON if day.day % 3 else Mode.PHONE,
        )
    )


def _process(
    session: Session, organisation_id: UUID, workers: Sequence[UUID], pair: Pair, area: Area
) -> None:
    today = clock.local_day()
    made = Process(
        organisation_id=organisation_id,
        code="kv7n3t",
        worker_id=workers[0],
        second_id=workers[1],
        pair_id=pair.id,
        area_id=area.id,
        opened_on=today - timedelta(days=40),
        review_on=today + timedelta(days=12),
    )
    made.words = notes.kept(
        made.id,
        aim="Haluaa päästä takaisin kouluun.",
        hand_over="Kun ensimmäinen tapaaminen ohjaajan kanssa on takana.",
    )
    session.add(made)
    session.flush()
    session.add_all(
        PhaseChange(process_id=made.id, position=at, phase=phase, since=today - timedelta(days=ago))
        for at, (phase, ago) in enumerate(
            ((Phase.CONTACT, 40), (Phase.TRUST, 31), (Phase.DIALOGUE, 12))
        )
    )

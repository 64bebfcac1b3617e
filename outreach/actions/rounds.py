"""Rounds: kept once however often a phone sends them; areas, pairs and client meetings."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from core import clock
from core.db import add_unless_there
from core.house import house
from core.identity import Actor
from outreach import notes
from outreach.access import organisation_of
from outreach.errors import (
    AnswerUnknown,
    NameTaken,
    NoSuchPlace,
    NoSuchRound,
    PersonalDataInNote,
    TooLate,
)
from outreach.models import Area, ClientMeeting, Encounter, OutreachSession, Pair
from outreach.queries.records import channels
from outreach.queries.rounds import age_bands, areas, pairs
from outreach.schemas.rounds import EncounterTold, MeetingPlan, RoundTold
from policies.guard.rules import kinds_in
from policies.queries import policy


def keep_round(session: Session, actor: Actor, told: RoundTold) -> bool:
    """Keep a round and what was tallied on it; False when it is here already.

    One that was sent, whose answer was lost, and that was mended before it was sent again, takes
    the place of what came first. Raises `NoSuchPlace`, `TooLate`, `AnswerUnknown`,
    `PersonalDataInNote`, and `NoSuchRound` for an id that is another organisation's.
    """
    known = session.get(OutreachSession, told.id)
    if known is not None and known.organisation_id != actor.organisation_id:
        raise NoSuchRound
    if known is not None and _is_same(session, known, told):
        return False
    _check(session, actor, told)
    is_new = _is_first(session, actor, told)
    _write(session, session.get_one(OutreachSession, told.id), told)
    return is_new


def _is_same(session: Session, known: OutreachSession, told: RoundTold) -> bool:
    """Whether exactly this is here, whatever else has changed since it came."""
    row = told.model_dump(exclude={"id", "note", "encounters"})
    is_same = all(getattr(known, name) == value for name, value in row.items())
    here = select(Encounter).where(Encounter.outreach_session_id == told.id)
    tallied = [one.model_dump(exclude={"id", "outreach_session_id"}) for one in session.exec(here)]
    sent = [one.model_dump(mode="json") for one in told.encounters]
    note = notes.read(known.id, known.note).get("note", "")
    return is_same and note == told.note and _in_order(tallied) == _in_order(sent)


def _in_order(encounters: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(one, sort_keys=True, default=str) for one in encounters)


def _check(session: Session, actor: Actor, told: RoundTold) -> None:
    _check_place(session, actor.organisation_id, told.pair_id, told.area_id)
    _check_channel(session, actor.organisation_id, told.channel_id)
    _check_day(told)
    for one in told.encounters:
        _check_answers(one)
    if kinds_in(told.note):
        raise PersonalDataInNote


def _is_first(session: Session, actor: Actor, told: RoundTold) -> bool:
    """Claim the round's id in one statement: of two deliveries at once only one counts."""
    row = told.model_dump(exclude={"note", "encounters"}) | {
        "organisation_id": organisation_of(actor),
        "new_rule": policy().outreach.new_encounter,
    }
    return bool(add_unless_there(session, OutreachSession, [row]))


def _write(session: Session, found: OutreachSession, told: RoundTold) -> None:
    """Write what was told in the place of what was there."""
    session.refresh(found, with_for_update=True)
    found.sqlmodel_update(told.model_dump(exclude={"id", "note", "encounters"}))
    found.note = notes.kept(told.id, note=told.note)
    session.exec(delete(Encounter).where(col(Encounter.outreach_session_id) == told.id))
    session.add_all(_encounter(told.id, one) for one in told.encounters)


def _encounter(round_id: UUID, told: EncounterTold) -> Encounter:
    row = told.model_dump(exclude={"guided_to", "topics"})
    return Encounter(
        outreach_session_id=round_id,
        topics=list(told.topics),
        guided_to=[str(one) for one in told.guided_to],
        **row,
    )


def delete_round(session: Session, found: OutreachSession) -> None:
    """Take back a round that was told by mistake, with everything tallied on it."""
    house().keys.destroy([found.id])
    session.delete(found)


def keep_meeting(session: Session, actor: Actor, plan: MeetingPlan) -> ClientMeeting:
    """Keep a client meeting. Raises `NoSuchPlace`, `TooLate`."""
    _check_place(session, actor.organisation_id, plan.pair_id, plan.area_id)
    _check_day(plan)
    made = ClientMeeting(organisation_id=organisation_of(actor), **plan.__dict__)
    session.add(made)
    return made


def add_place(
    session: Session, organisation_id: UUID, kind: type[Area] | type[Pair], name: str
) -> None:
    """Add an area or a pair. Raises `NameTaken`."""
    session.add(kind(organisation_id=organisation_id, name=name))
    try:
        session.flush()
    except IntegrityError:
        raise NameTaken from None


def turn_place(place: Area | Pair) -> None:
    """Take an area or a pair out of use, or back into it; what was told of it stays."""
    place.is_active = not place.is_active


def _check_place(session: Session, organisation_id: UUID | None, pair: UUID, area: UUID) -> None:
    known = {one.id for one in pairs(session, organisation_id)}
    known |= {one.id for one in areas(session, organisation_id)}
    if not {pair, area} <= known:
        raise NoSuchPlace


def _check_channel(session: Session, organisation_id: UUID | None, channel: UUID | None) -> None:
    if channel and channel not in {one.id for one in channels(session, organisation_id)}:
        raise NoSuchPlace


def _check_day(told: RoundTold | MeetingPlan) -> None:
    """Refuse the future, and what is older than the policy lets be told."""
    oldest = clock.local_day(policy().outreach.late_entry.before(clock.now()))
    if not oldest <= told.day <= clock.local_day():
        raise TooLate


def _check_answers(told: EncounterTold) -> None:
    rules = policy().outreach
    is_known = set(told.topics) <= set(rules.topics) and told.age in {"", *age_bands()}
    if not is_known or len(told.topics) > rules.most_topics:
        raise AnswerUnknown

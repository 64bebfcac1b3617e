"""Rounds: kept once however often a phone sends them; areas, pairs and client meetings."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

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
from outreach.queries.rounds import age_bands, areas, pairs
from outreach.schemas.rounds import EncounterTold, MeetingPlan, RoundTold
from policies.guard.rules import kinds_in
from policies.queries import policy


def keep_round(session: Session, actor: Actor, told: RoundTold) -> bool:
    """Keep a round and what was tallied on it; False when it is here already.

    Raises `NoSuchPlace`, `TooLate`, `AnswerUnknown`, `PersonalDataInNote`, and `NoSuchRound` for
    an id that is another organisation's.
    """
    _check_place(session, actor.organisation_id, told.pair_id, told.area_id)
    _check_day(told)
    for one in told.encounters:
        _check_answers(one)
    if kinds_in(told.note):
        raise PersonalDataInNote
    if not _is_first(session, actor, told):
        return False
    if told.note:
        session.get_one(OutreachSession, told.id).note = notes.kept(told.id, note=told.note)
    session.add_all(_encounter(told.id, one) for one in told.encounters)
    return True


def _is_first(session: Session, actor: Actor, told: RoundTold) -> bool:
    """Claim the round's id in one statement: of two deliveries at once only one counts."""
    row = told.model_dump(exclude={"note", "encounters"}) | {
        "organisation_id": organisation_of(actor),
        "new_rule": policy().outreach.new_encounter,
    }
    if add_unless_there(session, OutreachSession, [row]):
        return True
    found = session.get_one(OutreachSession, told.id)
    if found.organisation_id != actor.organisation_id:
        raise NoSuchRound
    return False


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

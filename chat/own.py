"""What a visitor may do with what is stored about them: see it, take it along, delete it.

Nobody has to say who they are for that (GDPR art. 11, 15, 17, 20): the conversation is theirs whose
browser holds its session.
"""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from chat.access import access_conversation
from chat.actions import end
from chat.actions.attaching import opened
from chat.actions.consulting import forget_consultations
from chat.actions.emergency import forget_addresses
from chat.bodies import key_of
from chat.errors import HeldBack
from chat.models import Attachment, Conversation, LocatedAddress, Message, Promise, Visit
from chat.queries import (
    closing_of,
    flag_of,
    has_code,
    line_of,
    nickname_of,
    own_words,
    readers,
    safety_view,
    topic_name,
)
from chat.queries.emergency import ends_at, located, was_opened_at
from chat.queries.plans import PLAN, PlanShown, plan_of
from chat.queries.sealing import sealing_view, wrapped_of
from chat.queries.second import second_readings
from chat.queries.step_up import step_up_of
from chat.retention import forget_parts
from chat.schemas import Author
from chat.transcript import since, stamp
from core import clock
from core.house import house
from core.i18n import pick
from core.identity import Actor, Kind, end_all
from organisation.queries import shown_names
from policies.actions import audit
from policies.holds import is_held
from policies.queries import policy
from policies.request_kinds import OwnDeed
from policies.requests import count_own_deed

if TYPE_CHECKING:
    from organisation.models import Line

ALL = 1_000_000
A_NIGHT = timedelta(days=1)
WORDS, FACTS, CODE = "chat.body", "chat.conversation", "chat.return_code"
IDENTITY, LOCATED = "chat.step_up", "chat.located"
SAFETY = "chat.safeguarding"


@dataclass(frozen=True)
class Stored:
    """One class of data as it is stored now: its name, how many rows, until when at the latest."""

    data_class: str
    title: str
    rows: int
    until: datetime | None


@dataclass(frozen=True)
class Panel:
    """What there is about one conversation, and who has read it."""

    stored: tuple[Stored, ...]
    readers: tuple[str, ...]
    opened_at: datetime | None = None
    """When two workers opened the sealed address, if they did."""
    plan: PlanShown | None = None


def panel(session: Session, conversation: Conversation, lang: str) -> Panel:
    """Look at what is stored about a conversation now."""
    counted = [
        select(func.count()).select_from(table).where(col(table.conversation_id) == conversation.id)
        for table in (Message, Attachment)
    ]
    said = sum(int(session.connection().execute(one).scalar_one()) for one in counted)
    visits = _visits(session, conversation.id)
    codes = int(has_code(session, conversation.id))
    closing = closing_of(session, conversation.id)
    words = (
        said
        + (conversation.nickname is not None)
        + (closing is not None and closing.own_words is not None)
    )
    seconds = len(second_readings(session, conversation.id))
    facts = 1 + len(visits) + seconds + (closing is not None)
    facts += _promise(session, conversation) is not None
    sealed = located(session, conversation.id)
    plan = plan_of(session, conversation.id)
    stored = (
        _stored(WORDS, words, conversation, lang, rule=CODE if codes else WORDS),
        _stored(FACTS, facts, conversation, lang),
        _stored(CODE, codes, conversation, lang),
        _stored(SAFETY, int(flag_of(session, conversation.id) is not None), conversation, lang),
        _shown(session, conversation, lang),
        _sealed(sealed, lang),
        _planned(plan, lang),
    )
    before = shown_names(session, [one.responder_id for one in visits if one.responder_id])
    names = dict.fromkeys([*readers(session, conversation), *before.values()])
    opened_at = was_opened_at(session, sealed) if sealed else None
    return Panel(tuple(one for one in stored if one.rows), tuple(names), opened_at, plan)


def _sealed(found: LocatedAddress | None, lang: str) -> Stored:
    """Say whether the network address lies there sealed, and until when."""
    title = policy().data_classes[LOCATED].title.say(lang)
    return Stored(LOCATED, title, int(found is not None), ends_at(found) if found else None)


def _planned(found: PlanShown | None, lang: str) -> Stored:
    """Say whether there is a plan, and until when; it is read a little further down."""
    title = policy().data_classes[PLAN].title.say(lang)
    until = clock.day_starts(found.ends_on) + A_NIGHT if found and found.ends_on else None
    return Stored(PLAN, title, int(found is not None), until)


def _stored(
    data_class: str, rows: int, conversation: Conversation, lang: str, *, rule: str = ""
) -> Stored:
    """Say until when: counted from the end, and the purge walks once a night.

    `rule` names the class whose time counts, where that is another's.
    """
    keep = policy().retention[rule or data_class].keep
    closed = conversation.closed_at
    until = keep.after(closed) + A_NIGHT if keep and closed else None
    return Stored(data_class, policy().data_classes[data_class].title.say(lang), rows, until)


def _shown(session: Session, conversation: Conversation, lang: str) -> Stored:
    """Say whether the responder sees now who they are, and until when."""
    held = step_up_of(session, conversation.id)
    until = held.shown_until if held else None
    title = policy().data_classes[IDENTITY].title.say(lang)
    return Stored(IDENTITY, title, int(until is not None), until)


def export(session: Session, conversation: Conversation) -> dict[str, Any]:
    """Give everything that is stored about a conversation, for machines to read (art. 20)."""
    line = line_of(session, conversation)
    sealed = located(session, conversation.id)
    return {
        "address_sealed_until": stamp(ends_at(sealed)) if sealed else None,
        "line": pick(line.name),
        "topic": topic_name(line, conversation.topic),
        "language": conversation.language,
        "started_at": stamp(conversation.started_at),
        "opened_at": stamp(conversation.opened_at) if conversation.opened_at else None,
        "closed_at": stamp(conversation.closed_at) if conversation.closed_at else None,
        "outcome": str(conversation.outcome) if conversation.outcome else None,
        "summed_up": _summed_up(session, line, conversation),
        "second_readings": _second_readings(session, conversation),
        "safety": safety_view(session, conversation, None),
        "policy": conversation.policy_hash,
        "nickname": nickname_of(conversation),
        "has_return_code": has_code(session, conversation.id),
        "plan": _plan(session, conversation),
        "promised_for": _promised_for(session, conversation),
        "earlier_visits": [_told(one) for one in _visits(session, conversation.id)],
        "sealing": sealing_view(session, conversation),
        "key_under_words": wrapped_of(session, conversation),
        "messages": since(session, conversation, 0, most=ALL),
        "attachments": _attachments(session, conversation),
    }


def _promise(session: Session, conversation: Conversation) -> Promise | None:
    """Find the promise to go on; kept, and so told, also when its day is over."""
    return session.get(Promise, conversation.id)


def _promised_for(session: Session, conversation: Conversation) -> str | None:
    found = _promise(session, conversation)
    return stamp(found.at) if found else None


def _plan(session: Session, conversation: Conversation) -> dict[str, Any] | None:
    found = plan_of(session, conversation.id)
    if found is None:
        return None
    return {
        "sealed": found.sealed,
        "written_by": found.name,
        "agreed_by": list(found.agreed),
        "review_on": found.review_on.isoformat(),
    }


def _visits(session: Session, conversation_id: UUID) -> list[Visit]:
    own = select_rows(Visit).where(Visit.conversation_id == conversation_id)
    return list(session.exec(own.order_by(col(Visit.started_at))).all())


def _told(visit: Visit) -> dict[str, Any]:
    return {
        "started_at": stamp(visit.started_at),
        "opened_at": stamp(visit.opened_at) if visit.opened_at else None,
        "closed_at": stamp(visit.closed_at),
        "outcome": str(visit.outcome) if visit.outcome else None,
        "policy": visit.policy_hash,
    }


def _attachments(session: Session, conversation: Conversation) -> list[dict[str, Any]]:
    """Give the bytes of pictures and voice messages, each named by its message's client id."""
    own = select(Attachment).where(col(Attachment.conversation_id) == conversation.id)
    found = session.execute(own.order_by(col(Attachment.sent_at))).scalars().all()
    if not found:
        return []
    key = key_of(conversation.id)
    return [
        {
            "client_id": str(one.client_id),
            "kind": str(one.kind),
            "sealed": {"alg": one.alg, "body": base64.b64encode(opened(key, one)).decode()},
        }
        for one in found
    ]


def _summed_up(session: Session, line: "Line", conversation: Conversation) -> dict[str, Any] | None:
    """Give what the responder wrote down afterwards."""
    closing = closing_of(session, conversation.id)
    if closing is None:
        return None
    return {
        "topics": [topic_name(line, key) for key in closing.topics],
        "own_words": own_words(closing),
        "service_missing": closing.is_missing,
        "partner": closing.partner,
        "minutes": closing.minutes,
    }


def _second_readings(session: Session, conversation: Conversation) -> list[dict[str, str]]:
    """Give the classes that somebody besides the responder has given, by visit."""
    found = second_readings(session, conversation.id)
    return [{"opened_at": stamp(one.opened_at), "outcome": str(one.outcome)} for one in found]


def leave_first(session: Session, actor: Actor) -> None:
    """End the conversation before it is deleted, so that the other side is told."""
    conversation = session.get(Conversation, actor.id)
    if conversation is not None and conversation.is_live:
        end(session, conversation, by=Author.VISITOR)


def erase(session: Session, actor: Actor) -> None:
    """Delete the conversation for good: its key first, then every row.

    Counts that were made of it stay: they tell how many, never who. Raises `NoSuchConversation`,
    `HeldBack` while a legal hold asks that it is kept.
    """
    conversation = access_conversation(session, actor, actor.known_id)
    if any(is_held(session, name, conversation.id) for name in (WORDS, FACTS, CODE)):
        raise HeldBack
    forget_addresses(session, conversation.id)
    shown = step_up_of(session, conversation.id)
    forget_consultations(session, conversation.id)
    house().keys.destroy([conversation.id, *([shown.id] if shown else [])])
    forget_parts(session, [conversation.id])
    session.connection().execute(
        delete(Conversation).where(col(Conversation.id) == conversation.id)
    )
    session.expunge(conversation)
    end_all(session, conversation.id)
    count_own_deed(session, OwnDeed.ERASED)
    audit(session, Actor(kind=Kind.VISITOR), "chat.erase", "conversation", reason="own wish")

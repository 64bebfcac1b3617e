"""Who may do what in the chat room, and the only ways to a conversation."""

from typing import TYPE_CHECKING
from uuid import UUID

from sqlmodel import Session, select

from chat.errors import (
    NoSuchConsultation,
    NoSuchConversation,
    NoSuchFlag,
    NoSuchInvitation,
    NoSuchNamedRequest,
    OnlyReading,
)
from chat.models import Consultation, Conversation, Flag, NamedRequest, Participant
from chat.queries.consulting import members
from chat.queries.second import may_read_second
from chat.schemas.together import UNDERWAY, WRITERS, Standing
from core.access import Resource, may, permission
from core.identity import Actor, Kind, Living, SignInSession, resolves
from organisation.errors import NoSuchLine
from organisation.queries import all_lines

if TYPE_CHECKING:
    from organisation.models import Line

TALK = permission("chat.talk", "Write and read in one's own conversations.")
DESK = permission("chat.desk", "Open the responder's desk with its queue.")
CLAIM = permission("chat.claim", "Take a waiting conversation.")
CLASSIFY = permission("chat.classify", "Say how one's own conversation ended.")
SECOND_READING = permission(
    "chat.second_reading",
    "Say, apart from its responder, how a conversation that one was let into has ended.",
)
REFER = permission("chat.refer", "Send a service card into one's own conversation.")
HAND_OVER = permission(
    "chat.hand_over",
    "Ask a colleague into one's own conversation, and hand it over to them or to the queue.",
)
JOIN = permission("chat.join", "Answer a colleague's invitation and come into their conversation.")
LOCATE = permission(
    "chat.locate",
    "Ask, when a life is in danger, that the sealed address of one's own conversation is opened.",
)
LOCATE_AGREE = permission(
    "chat.locate_agree", "Agree, as a second person, that a sealed address is opened."
)
TEND = permission(
    "chat.tend", "Keep the queue honest and end conversations that nobody can come back to."
)
CALL = permission("chat.call", "Talk by voice or video in one's own conversation.")
GROUP = permission("chat.group", "Read and write in a group room that one has come into.")
MODERATE = permission("chat.moderate", "Open a group room of one's own line and moderate it.")
SEE_GROUPS = permission("chat.see_groups", "See which group rooms lines have.")
PLAN_GROUP = permission("chat.plan_group", "Plan group rooms of lines, and call them off.")
STEP_UP = permission("chat.step_up", "Ask who one's own visitor is, and see it for minutes.")
CONSULT = permission(
    "chat.consult",
    "Ask colleagues for advice beside one's own conversation, and advise them when asked.",
)
PLAN = permission(
    "chat.plan",
    "Write a plan with somebody who comes often, in one's own conversation, and agree to it.",
)
ANSWER = permission("chat.answer", "Take a contact request on one's lines, to answer it.")
REQUEST_FIGURES = permission(
    "chat.request_figures",
    "See how many contact requests wait, how long, and how many had answers.",
)
FEEDBACK = permission("chat.feedback", "Say how one's own conversation went.")
FLAG = permission(
    "chat.flag", "Raise the safeguarding flag in one's own conversation and tick its steps."
)
BOARD = permission(
    "chat.board",
    "See the live figures of one's lines, and say that a safeguarding flag has been followed up.",
)
DEBRIEF = permission("chat.debrief", "Write notes to oneself that nobody else can read.")
TEXTS = permission(
    "chat.texts", "Edit the ready replies, safety steps and partners of one's own lines."
)


@resolves(Kind.VISITOR)
def _visitor_of(_session: Session, here: SignInSession | Living) -> Actor:
    """A visitor is nothing but their conversation."""
    return Actor(
        kind=Kind.VISITOR, id=here.subject_id, session_id=here.id, roles=frozenset({"visitor"})
    )


def access_conversation(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find a conversation that is the actor's own.

    Raises `NoSuchConversation`, whether it is missing or not theirs.
    """
    found = session.get(Conversation, conversation_id)
    if found is None or not may(actor, TALK, about(found)):
        raise NoSuchConversation
    return found


def access_waiting(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find a conversation that is the actor's own or stands in the queue of a line of theirs.

    Raises `NoSuchConversation`.
    """
    found = session.get(Conversation, conversation_id)
    if found is None or not may(actor, DESK, about(found)):
        raise NoSuchConversation
    return found


def access_request(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find a contact request of a line of the actor's. Raises `NoSuchConversation`."""
    found = session.get(Conversation, conversation_id)
    if found is None or found.asked_at is None or not may(actor, ANSWER, about(found)):
        raise NoSuchConversation
    return found


def access_named(session: Session, actor: Actor, request_id: UUID) -> NamedRequest:
    """Find a request for somebody else on a line of the actor's, without opening it.

    Raises `NoSuchNamedRequest`.
    """
    found = session.get(NamedRequest, request_id)
    if found is None or not may(actor, ANSWER, Resource(line_id=found.line_id)):
        raise NoSuchNamedRequest
    return found


def access_named_taken(session: Session, actor: Actor, request_id: UUID) -> NamedRequest:
    """Find a request for somebody else that the actor has taken. Raises `NoSuchNamedRequest`."""
    found = access_named(session, actor, request_id)
    if found.taken_by is None or found.taken_by != actor.id:
        raise NoSuchNamedRequest
    return found


def access_room(
    session: Session, actor: Actor, conversation_id: UUID, *, to_write: bool = False
) -> Conversation:
    """Find a conversation that the actor is in: as one of the two sides, or let in by the visitor.

    Raises `NoSuchConversation`; `OnlyReading` when somebody who only reads wants `to_write`.
    """
    found = session.get(Conversation, conversation_id)
    if found is not None and not is_own(actor, found):
        here = _here(session, actor, conversation_id)
        if here is None or not may(actor, TALK, about(found, here)):
            raise NoSuchConversation
        if to_write and here.part not in WRITERS:
            raise OnlyReading
        return found
    return access_conversation(session, actor, conversation_id)


def writes_in(session: Session, actor: Actor, conversation_id: UUID) -> bool:
    """Whether the visitor let the actor in, and to write."""
    here = _here(session, actor, conversation_id)
    return here is not None and here.part in WRITERS


def _here(session: Session, actor: Actor, conversation_id: UUID) -> Participant | None:
    """Find how a worker who is not the responder is in a conversation right now."""
    if actor.kind is not Kind.WORKER:
        return None
    return session.exec(
        select(Participant).where(
            Participant.conversation_id == conversation_id,
            Participant.worker_id == actor.id,
            Participant.standing == Standing.HERE,
        )
    ).first()


def access_invitation(
    session: Session, actor: Actor, invitation_id: UUID
) -> tuple[Participant, Conversation]:
    """Find what is underway in a conversation of the actor's, or what they were asked to.

    Raises `NoSuchInvitation`, also once it is over.
    """
    found = session.get(Participant, invitation_id, populate_existing=True)
    conversation = session.get(Conversation, found.conversation_id) if found else None
    if found is None or conversation is None or found.standing not in UNDERWAY:
        raise NoSuchInvitation
    wanted = TALK if actor.kind is Kind.VISITOR else JOIN
    if not may(actor, wanted, about(conversation, found)):
        raise NoSuchInvitation
    return found, conversation


def access_second_reading(session: Session, actor: Actor, conversation_id: UUID) -> Conversation:
    """Find an ended conversation that the actor was in besides its responder, while there is time.

    Raises `NoSuchConversation`.
    """
    was_there = actor.id is not None and may_read_second(session, actor.id, conversation_id)
    found = session.get(Conversation, conversation_id) if was_there else None
    own = Resource(owners=(actor.id,), line_id=found.line_id) if found else None
    if found is None or not may(actor, SECOND_READING, own):
        raise NoSuchConversation
    return found


def access_consultation(session: Session, actor: Actor, consultation_id: UUID) -> Consultation:
    """Find a consultation in which the actor advises or is advised.

    Raises `NoSuchConsultation`, whether it is missing or not theirs.
    """
    found = session.get(Consultation, consultation_id)
    if found is None or not may(actor, CONSULT, Resource(owners=tuple(members(session, found)))):
        raise NoSuchConsultation
    return found


def about(conversation: Conversation, other: Participant | None = None) -> Resource:
    """Describe a conversation to the policy: its two sides, somebody who joins them, its line."""
    owners = (conversation.id, conversation.responder_id, *([other.worker_id] if other else []))
    return Resource(owners=owners, line_id=conversation.line_id)


def lines_to_text(session: Session, actor: Actor) -> list["Line"]:
    """List the lines whose ready texts the actor may keep."""
    if actor.organisation_id is None:
        return []
    return [one for one in all_lines(session, actor.organisation_id) if _may_text(actor, one)]


def access_line_to_text(session: Session, actor: Actor, slug: str) -> "Line":
    """Give a line whose ready texts the actor may keep. Raises `NoSuchLine`."""
    found = next((one for one in lines_to_text(session, actor) if one.slug == slug), None)
    if found is None:
        raise NoSuchLine
    return found


def lines_on_board(session: Session, actor: Actor) -> list["Line"]:
    """List the lines whose live figures the actor may see."""
    if actor.organisation_id is None:
        return []
    return [
        one
        for one in all_lines(session, actor.organisation_id)
        if may(actor, BOARD, Resource(line_id=one.id, organisation_id=one.organisation_id))
    ]


def access_line_on_board(session: Session, actor: Actor, slug: str) -> "Line":
    """Give a line whose live figures the actor may see. Raises `NoSuchLine`."""
    found = next((one for one in lines_on_board(session, actor) if one.slug == slug), None)
    if found is None:
        raise NoSuchLine
    return found


def access_flag(session: Session, actor: Actor, flag_id: UUID) -> Flag:
    """Give a flag of a line on the actor's board. Raises `NoSuchFlag`."""
    found = session.get(Flag, flag_id)
    lines = {one.id for one in lines_on_board(session, actor)}
    if found is None or found.line_id not in lines:
        raise NoSuchFlag
    return found


def _may_text(actor: Actor, line: "Line") -> bool:
    return may(actor, TEXTS, Resource(line_id=line.id, organisation_id=line.organisation_id))


def is_own(actor: Actor, conversation: Conversation) -> bool:
    """Whether the actor is one of the two sides."""
    if actor.kind is Kind.VISITOR:
        return conversation.id == actor.id
    return actor.id is not None and conversation.responder_id == actor.id

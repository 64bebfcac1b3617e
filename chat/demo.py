"""The demo's past evenings, so that the estimate of a wait rests on something."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, select

from chat.models import Conversation, LineText, Participant
from chat.schemas import Outcome, State
from chat.schemas.closing import LineTextKind
from chat.schemas.together import Because, RoomPart, Standing
from core import clock
from core.house import house

LENGTHS = (22, 35, 48, 27, 61, 30, 41, 55, 24, 38, 33, 46)
"""Minutes, as conversations of this kind last (R17)."""


REPLIES = {
    "moi": {
        "fi": "Moi {nickname}! Minä olen {me}. Kiva, että tulit. Mitä sinulle kuuluu?",
        "sv": "Hej {nickname}! Jag är {me}. Fint att du kom. Hur mår du?",
        "en": "Hi {nickname}! I am {me}. Good that you came. How are you?",
    },
    "rauhassa": {
        "fi": "Kirjoita ihan rauhassa. Olen tässä.",
        "sv": "Skriv i lugn och ro. Jag är här.",
        "en": "Take all the time you need. I am here.",
    },
    "loppu": {
        "fi": "Kiitos, että juttelit. {line} on auki kello {closes} asti. Tule taas.",
        "sv": "Tack! {line} är öppen till {closes}. Kom tillbaka när du vill.",
        "en": "Thank you for talking. {line} is open until {closes}. Come back any time.",
    },
}
PARTNERS = {
    "koulu": {"fi": "Koulukuraattori", "sv": "Skolkurator", "en": "School social worker"},
    "etsiva": {
        "fi": "Etsivä nuorisotyö",
        "sv": "Uppsökande ungdomsarbete",
        "en": "Outreach youth work",
    },
}


def seed_texts(session: Session, line_id: UUID) -> None:
    """Give a line replies and partners to work with."""
    for kind, texts in ((LineTextKind.REPLY, REPLIES), (LineTextKind.PARTNER, PARTNERS)):
        for position, (key, text) in enumerate(texts.items()):
            session.add(LineText(line_id=line_id, kind=kind, key=key, position=position, text=text))


def seed(session: Session, line_id: UUID, responders: Iterable[UUID]) -> None:
    """Add ended conversations without a word in them: their keys never were."""
    if session.exec(select(Conversation.id)).first():
        return
    outcomes = list(Outcome)
    for responder_id in responders:
        for number, minutes in enumerate(LENGTHS):
            opened = clock.now() - timedelta(days=1 + number, hours=3)
            session.add(
                Conversation(
                    id=uuid4(),
                    line_id=line_id,
                    state=State.CLOSED,
                    responder_id=responder_id,
                    started_at=opened - timedelta(minutes=4 + number % 5),
                    opened_at=opened,
                    closed_at=opened + timedelta(minutes=minutes),
                    ended_by="visitor",
                    outcome=outcomes[number % 3] if number % 4 else None,
                )
            )


def seed_followed(session: Session, line_id: UUID, responder_id: UUID, shadow_id: UUID) -> None:
    """Add a conversation of yesterday that a colleague followed, to be read a second time."""
    closed = clock.now() - timedelta(days=1, hours=1)
    opened = closed - timedelta(minutes=43)
    ended = Conversation(
        id=uuid4(),
        line_id=line_id,
        state=State.CLOSED,
        responder_id=responder_id,
        started_at=opened - timedelta(minutes=6),
        opened_at=opened,
        closed_at=closed,
        ended_by="visitor",
        outcome=Outcome.HELPED,
    )
    house().keys.create(ended.id)
    session.add(ended)
    session.flush()
    session.add(
        Participant(
            conversation_id=ended.id,
            worker_id=shadow_id,
            part=RoomPart.SHADOW,
            standing=Standing.LEFT,
            because=Because.TRAINING,
            asked_by=responder_id,
            asked_at=opened,
            since=opened,
            until=closed,
        )
    )

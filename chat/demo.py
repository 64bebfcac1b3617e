"""The demo's past evenings, so that the estimate of a wait rests on something."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, select

from chat.actions.counting import count
from chat.models import Conversation, LineText, Participant
from chat.schemas import Outcome, State
from chat.schemas.closing import Counted, LineTextKind
from chat.schemas.together import Because, RoomPart, Standing
from core import clock
from core.house import house

LENGTHS = (22, 35, 48, 27, 61, 30, 41, 55, 24, 38, 33, 46)
"""Minutes, as conversations of this kind last (R17)."""


SOON = 2
"""Minutes: whoever leaves by then has hardly waited (`listeners.counting`)."""

WAITED = {"1": 34, "2": 22, "5": 24, "10": 11, "20": 5, "30": 3, "60": 1}
"""Of a hundred who were answered, how many had waited how long."""

LEFT_AFTER = {"1": 38, "2": 18, "5": 22, "10": 12, "20": 10}
"""Of a hundred who left before an answer, how many had waited how long."""


ASKED_AT = {
    **{
        f"{day}|{hour}": n
        for day in range(1, 6)
        for hour, n in ((14, 2), (18, 5), (19, 4), (21, 3))
    },
    **{f"{day}|{hour}": n for day in (6, 7) for hour, n in ((15, 4), (20, 5), (23, 6))},
}
"""Of a hundred who asked to chat, how many on which weekday and hour (R25)."""

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


def seed_waits(session: Session, line_id: UUID, month: date, *, answered: int, left: int) -> None:
    """Count how long those of a month waited, on its first day."""
    for what, every, shares in (
        (Counted.WAITED, answered, WAITED),
        (Counted.WAITED_IN_VAIN, left, LEFT_AFTER),
    ):
        for span, n in _shared(every, shares).items():
            count(session, line_id, what, month, detail=span, by=n)
            if what is Counted.WAITED_IN_VAIN:
                how = Counted.LEFT_SOON if int(span) <= SOON else Counted.LEFT_LATE
                count(session, line_id, how, month, by=n)


def seed_asking(session: Session, line_id: UUID, month: date, asked: int) -> None:
    """Count when those of a month asked to chat."""
    for when, n in _shared(asked, ASKED_AT).items():
        count(session, line_id, Counted.ASKED_AT, month, detail=when, by=n)


def _shared(every: int, shares: dict[str, int]) -> dict[str, int]:
    """Share a number out so that the parts make it up."""
    until, found, taken = 0, {}, 0
    for span, share in shares.items():
        until += share
        if n := round(every * until / 100) - taken:
            found[span] = n
            taken += n
    return found

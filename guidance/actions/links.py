"""Remembering whether web addresses still answer."""

from sqlmodel import Session

from core import clock
from guidance.models import LinkCheck
from guidance.schemas import LinkAnswer


def note_link(session: Session, address: str, answer: LinkAnswer) -> None:
    """Keep what an address answered just now, and how often in a row it failed."""
    known = session.get(LinkCheck, address) or LinkCheck(address=address, answer=answer)
    has_failed = answer in {LinkAnswer.GONE, LinkAnswer.SILENT}
    known.failures = known.failures + 1 if has_failed else 0
    known.answer, known.checked_at = answer, clock.now()
    session.add(known)
    session.flush()

"""What a coordinator sees of their lines right now: numbers and colleagues, never content.

Live figures are for those who run the line and are shown as they are. What leaves the house goes
through the small-cell rule (`policies.disclosure`), in the figures of the outreach room.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from chat.models import Conversation, Count, Debrief, Flag, FlagStep
from chat.queries.closings import coverage
from chat.queries.line_texts import protocol
from chat.queries.opening import opening
from chat.queries.places import braked, hands
from chat.queries.queue import queue_of
from chat.schemas import State
from chat.schemas.closing import Counted
from core import clock
from core.i18n import pick
from organisation.queries import names
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

TODAY = (Counted.ATTEMPT, Counted.OPENED, Counted.LEFT_SOON, Counted.LEFT_LATE, Counted.TURNED_AWAY)


def board_row(session: Session, line: "Line", code: str | None = None) -> dict[str, Any]:
    """Give one line as it is now, and what today has brought it."""
    queue, state = queue_of(session, line), opening(session, line)
    return {
        "line_id": str(line.id),
        "name": pick(line.name, code),
        "slug": line.slug,
        "is_open": state.is_open or state.is_closing,
        "waiting": len(queue.waiting),
        "longest": _longest_wait(session, line.id),
        "talking": _talking(session, line.id),
        "free": sum(one.age is None and one.starts == 0 for one in queue.places),
        "on_duty": _on_duty(session, line, state.on_duty),
        "safeguarding": _counted(session, line.id, Counted.SAFEGUARDING, month=True),
        **{str(what): _counted(session, line.id, what) for what in TODAY},
        **coverage(session, line_id=line.id),
    }


def _talking(session: Session, line_id: UUID) -> int:
    going_on = select(func.count()).where(
        Conversation.line_id == line_id, Conversation.state == State.OPEN
    )
    return session.exec(going_on).one()


def _longest_wait(session: Session, line_id: UUID) -> int:
    """Give the minutes that whoever has waited longest has waited; 0 with nobody there."""
    since: datetime | None = session.exec(
        select(func.min(Conversation.started_at)).where(
            Conversation.line_id == line_id, Conversation.state == State.WAITING
        )
    ).one()
    return int((clock.now() - since).total_seconds()) // 60 if since else 0


def _on_duty(session: Session, line: "Line", workers: tuple[UUID, ...]) -> list[dict[str, Any]]:
    known, stopped = names(session, workers), braked(session, workers)
    return [
        {
            "name": known.get(one, ""),
            "open": hands(session, one),
            "most": line.places_each,
            "is_braked": one in stopped,
        }
        for one in workers
    ]


def _counted(session: Session, line_id: UUID, what: Counted, *, month: bool = False) -> int:
    day = clock.month_starts(clock.local_day()) if month else clock.local_day()
    found = select(Count.n).where(Count.line_id == line_id, Count.what == what, Count.day == day)
    return sum(session.exec(found).all())


def open_flags(
    session: Session, lines: list["Line"], code: str | None = None
) -> list[dict[str, Any]]:
    """List the safeguarding flags that nobody has followed up: when, and how many steps."""
    known = {line.id: line for line in lines}
    waiting = select(Flag).where(
        col(Flag.line_id).in_(list(known)), col(Flag.followed_up_at).is_(None)
    )
    found = session.exec(waiting.order_by(col(Flag.raised_at))).all()
    late = policy().chat.safeguarding.follow_up
    return [
        {
            "id": one.id,
            "line": pick(known[one.line_id].name, code),
            "raised_at": one.raised_at,
            "done": _steps_done(session, one.id),
            "of": len(protocol(session, one.line_id, None)),
            "is_late": late.after(one.raised_at) < clock.now(),
        }
        for one in found
    ]


def _steps_done(session: Session, flag_id: UUID) -> int:
    done = select(func.count()).select_from(FlagStep).where(FlagStep.flag_id == flag_id)
    return int(session.exec(done).one())


def notes_written(session: Session) -> int | None:
    """Count the debrief notes there are, where the policy lets it be known and they are enough."""
    if not policy().chat.debrief.count_shown:
        return None
    n = int(session.exec(select(func.count()).select_from(Debrief)).one())
    return n if n >= policy().reports.k else None

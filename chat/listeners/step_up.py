"""Who must hear of a step-up, and that nobody sees for longer than was promised."""

from flask_babel import lazy_gettext as _l
from sqlmodel import col, select

from chat.access import TEND
from chat.actions.step_up import forget_shown
from chat.events import StepUpChanged
from chat.models import StepUp
from chat.sockets import room_of
from core import clock
from core.db import checkpoint, reading, transaction
from core.events import listens
from core.house import house
from core.rounds import rounds
from policies.queries import deeds_said

deeds_said({"chat.step_up_done": _l("A visitor chose to prove who they are")})


@listens(StepUpChanged)
def _tell_step_up(changed: StepUpChanged) -> None:
    """Only that something changed: each side asks for what is its own to see."""
    room = room_of(changed.conversation_id)
    house().live.tell(room, "step_up", {"conversation_id": str(changed.conversation_id)})


@rounds(seconds=15, allows=TEND)
def forget_who_they_were() -> None:
    """Take every identity whose minutes are over out of sight and off the disk."""
    due = select(StepUp.id).where(col(StepUp.shown_until) <= clock.now())
    with reading() as session:
        if session.exec(due).first() is None:
            return
    with transaction() as session:
        forget_shown(session)
    checkpoint()

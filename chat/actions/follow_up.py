"""A coordinator's word that a safeguarding flag has been followed up; not a word about whom."""

from uuid import UUID

from sqlmodel import Session

from chat.access import access_flag
from chat.events import SafetyChanged
from core import clock
from core.events import record
from core.identity import Actor
from policies.actions import audit


def follow_up(session: Session, actor: Actor, flag_id: UUID) -> None:
    """Say it once; said again, who said it first and when stays. Raises `NoSuchFlag`."""
    flag = access_flag(session, actor, flag_id)
    if flag.followed_up_at is None:
        flag.followed_up_by, flag.followed_up_at = actor.id, clock.now()
        session.add(flag)
        audit(session, actor, "chat.board", f"line:{flag.line_id}", reason="followed up")
        record(session, SafetyChanged(line_id=flag.line_id))

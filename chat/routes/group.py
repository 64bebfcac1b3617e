"""Group rooms for visitors: what comes, the door, the room, and the way out."""

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from flask import Response, make_response, redirect, render_template, url_for
from sqlmodel import Session

from chat import words
from chat.actions.group import join_group, leave_group
from chat.errors import GroupIsFull, NameTaken, NoSuchGroup
from chat.gate import gate
from chat.group_forms import JoinForm
from chat.models import Conversation, GroupMember, GroupRoom
from chat.queries.group import coming_groups, has_groups, has_open_door
from chat.routes.doors import bp
from chat.routes.gate import held_back
from chat.schemas.group import GroupState
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.identity import Actor, Kind, actor_here, begin, end_all, forget, remember
from core.limits import limiter
from organisation.queries import line as line_by_id
from policies.guard.rules import for_browser
from policies.retention import rule
from policies.words import ending

if TYPE_CHECKING:
    from organisation.models import Line

SPARE = timedelta(minutes=30)


@bp.app_template_global("groups_of")
def groups_of(line: "Line") -> list[GroupRoom]:
    """Give the rooms of a line that are open or to come, for its page."""
    if not has_groups(line):
        return []
    with reading() as session:
        return coming_groups(session, line.id)


@bp.get("/groups/<uuid:room_id>")
@allows(PUBLIC)
def group_door(room_id: UUID) -> str:
    """Show a room before one comes in: when, about what, by which rules. Nothing is stored."""
    return _door(room_id, JoinForm(), "")


@bp.post("/groups/<uuid:room_id>")
@limiter.limit("20 per minute; 200 per hour")
@allows(PUBLIC)
def come_in(room_id: UUID) -> Response | tuple[str, int]:
    """Take a seat: the first moment at which anything is stored."""
    if is_in_conversation(actor_here(Kind.VISITOR)):
        return make_response(redirect(url_for("chat.conversation"), 303))
    form = JoinForm.sent()
    if not form.validate():
        return _door(room_id, form, ""), 422
    with reading() as session:
        line = line_by_id(session, _room(session, room_id).line_id)
        door = url_for("chat.come_in", room_id=room_id)
        if held := held_back(session, line, actor_here(Kind.VISITOR), door, form):
            return held
    try:
        with transaction() as session:
            room = _room(session, room_id)
            member = join_group(session, room, form.nickname.data or "")
            lasts = timedelta(minutes=room.minutes) + SPARE
            token = begin(session, Kind.VISITOR, member.id, lasts=lasts)
    except (GroupIsFull, NameTaken) as refusal:
        return _door(room_id, form, str(refusal.sentence)), refusal.status
    gate.knocked(line.id)
    return remember(make_response(redirect(url_for("chat.group"), 303)), token, Kind.VISITOR)


@bp.get("/group")
@allows(PUBLIC)
def group() -> str:
    """Show the room one is in: one neutral address that says nothing about it."""
    here = actor_here(Kind.VISITOR)
    with reading() as session:
        member = session.get(GroupMember, here.id) if here.id else None
        room = session.get(GroupRoom, member.room_id) if member else None
        if room is None or member is None or room.state is not GroupState.OPEN:
            return render_template("chat/group_over.html", because="")
        if member.removed_because or member.left_at:
            return render_template("chat/group_over.html", because=member.removed_because or "")
        return render_template(
            "chat/group.html",
            room=room,
            words=words.for_group(),
            guard=for_browser(),
            guard_words=words.for_guard(),
        )


@bp.post("/group/leave")
@allows(PUBLIC)
def leave_the_group() -> Response:
    """Give the seat back and take everything off this device."""
    here = actor_here(Kind.VISITOR)
    with transaction() as session:
        member = session.get(GroupMember, here.id) if here.id else None
        if member is not None:
            leave_group(session, member)
            end_all(session, member.id)
    way_out = make_response(redirect(url_for("pages.home"), 303))
    return forget(way_out, Kind.VISITOR) if member is not None else way_out


def is_in_conversation(here: Actor) -> bool:
    """Whether this browser has a live conversation, which a seat in a room would cut off."""
    with reading() as session:
        found = session.get(Conversation, here.id) if here.id else None
        return found is not None and found.is_live


def _room(session: Session, room_id: UUID) -> GroupRoom:
    room = session.get(GroupRoom, room_id)
    if room is None:
        raise NoSuchGroup
    return room


def _door(room_id: UUID, form: JoinForm, wrong: str) -> str:
    with reading() as session:
        room = _room(session, room_id)
        return render_template(
            "chat/group_door.html",
            room=room,
            line=line_by_id(session, room.line_id),
            form=form,
            wrong=wrong,
            is_open=has_open_door(room),
            kept=ending(rule("chat.group")),
        )

"""Group rooms for workers: planning them, and moderating one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from chat import words
from chat.access import MODERATE, PLAN_GROUP, SEE_GROUPS
from chat.actions.group import GroupPlan, call_off, moderate_group, plan_group
from chat.errors import BadGroupPlan, NoSuchGroup
from chat.group_access import access_group, of_line
from chat.group_forms import GroupForm
from chat.queries.group import has_groups, may_open, rooms_of_lines
from chat.routes.doors import bp
from core.access import Permission, allows, may
from core.clock import HELSINKI
from core.db import reading, transaction
from core.i18n import pick
from core.identity import Kind, actor_here
from organisation.queries import line as line_by_id
from organisation.queries import lines
from policies.guard.rules import for_browser
from policies.queries import policy


@bp.get("/group-rooms")
@allows(SEE_GROUPS)
def group_rooms() -> str:
    """List the rooms of one's lines, and ask for a new one."""
    return _page(GroupForm(), "")


@bp.post("/group-rooms")
@allows(PLAN_GROUP)
def plan_group_room() -> Response | tuple[str, int]:
    """Make a room."""
    form = _form(GroupForm(request.form))
    if not form.validate():
        return _page(form, ""), 422
    try:
        with transaction() as session:
            found = line_by_id(session, UUID(form.line_id.data))
            plan_group(session, actor_here(Kind.WORKER), found, _plan(form))
    except BadGroupPlan as refusal:
        return _page(form, str(refusal.sentence)), refusal.status
    flash(_("The room is planned. The line's page tells of it."))
    return make_response(redirect(url_for("chat.group_rooms"), 303))


@bp.post("/group-rooms/<uuid:room_id>/call-off")
@allows(PLAN_GROUP)
def call_off_group_room(room_id: UUID) -> Response:
    """Call a room off before it begins."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        call_off(session, here, access_group(session, here, room_id, PLAN_GROUP))
    return make_response(redirect(url_for("chat.group_rooms"), 303))


@bp.post("/group-rooms/<uuid:room_id>")
@allows(MODERATE)
def open_group_room(room_id: UUID) -> Response:
    """Open the room, or come into it, as its moderator."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        moderate_group(session, here, access_group(session, here, room_id, MODERATE))
    return make_response(redirect(url_for("chat.moderate_group_room", room_id=room_id), 303))


@bp.get("/group-rooms/<uuid:room_id>")
@allows(MODERATE)
def moderate_group_room(room_id: UUID) -> str:
    """Show the moderator's side of a room that one has come into."""
    with reading() as session:
        room = access_group(session, actor_here(Kind.WORKER), room_id, MODERATE)
        if not may_open(room):
            raise NoSuchGroup
        return render_template(
            "chat/group_moderate.html",
            room=room,
            words=words.for_group(),
            guard=for_browser(),
            guard_words=words.for_guard(),
        )


def _page(form: GroupForm, wrong: str) -> str:
    here, rule = actor_here(Kind.WORKER), policy().groups
    with reading() as session:
        seen = _lines(session, SEE_GROUPS)
        rooms = rooms_of_lines(session, [one.id for one in seen])
        return render_template(
            "chat/group_rooms.html",
            form=_form(form),
            wrong=wrong,
            rule=rule,
            rooms=rooms,
            names={one.id: pick(one.name) for one in seen},
            may_plan=may(here, PLAN_GROUP) and bool(_form(form).line_id.choices),
            mine={one.id for one in seen if may(here, MODERATE, of_line(one))},
            may_open=may_open,
        )


def _form(form: GroupForm) -> GroupForm:
    with reading() as session:
        form.line_id.choices = [
            (str(one.id), pick(one.name)) for one in _lines(session, PLAN_GROUP) if has_groups(one)
        ]
    return form


def _lines(session: Any, wanted: Permission) -> list[Any]:
    here = actor_here(Kind.WORKER)
    return [one for one in lines(session) if may(here, wanted, of_line(one))]


def _plan(form: GroupForm) -> GroupPlan:
    said = form.data
    return GroupPlan(
        theme={lang: said[f"theme_{lang}"] for lang in ("fi", "sv", "en")},
        starts_at=datetime.combine(said["day"], said["begins"], HELSINKI),
        minutes=said["minutes"],
        seats=said["seats"],
    )

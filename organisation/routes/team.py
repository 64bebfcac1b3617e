"""Doors to the team: who works here, with which roles, on which lines."""

from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from core.access import allows, may
from core.db import reading, transaction
from core.i18n import language, pick
from core.identity import Actor, Kind, actor_here
from organisation import actions
from organisation.access import (
    CLOSE_ACCOUNT,
    EDIT_ANY_LINE,
    EDIT_TEAM,
    END_SESSIONS,
    INVITE,
    RENEW_PASSWORD,
    ROLES,
    TEAM,
    access_worker,
    lines_to_staff,
    may_edit,
    roles_to_give,
)
from organisation.forms import ROLE_MEANINGS, ROLE_NAMES, InviteForm, RolesForm, TeamsForm, choices
from organisation.models import Line, Role
from organisation.queries import all_lines, member, members, open_invitations
from organisation.routes.doors import bp, done_or_told, own_organisation, see, sent_ids


@bp.get("/team")
@allows(TEAM)
def team() -> str:
    """Show workers, open invitations and lines."""
    return team_page(None)


def team_page(form: InviteForm | None) -> str:
    """Render the team page, with the invitation as filled in when something in it was wrong."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        lines = all_lines(session, own_organisation(actor))
        invitations = open_invitations(session, own_organisation(actor))
        found = members(session, own_organisation(actor))
        inviters = {one.id: one.name for one in found}
    return render_template(
        "organisation/team.html",
        members=found,
        lines={line.id: line for line in lines},
        editable={line.id for line in lines if may_edit(actor, line)},
        invitations=invitations,
        inviters=inviters,
        form=form or _invitation(actor),
        may_invite=may(actor, INVITE),
        gives_roles=may(actor, ROLES),
        edits_units=may(actor, EDIT_ANY_LINE),
        role_names=ROLE_NAMES,
        role_meanings=ROLE_MEANINGS,
    )


def _invitation(actor: Actor) -> InviteForm:
    return _with_choices(
        InviteForm(data={"language": language(), "role": Role.RESPONDER.value}), actor
    )


def filled_invitation(actor: Actor) -> InviteForm:
    """Give the invitation that was sent, with the choices that `actor` has."""
    return _with_choices(InviteForm(request.form), actor)


def _with_choices(form: InviteForm, actor: Actor) -> InviteForm:
    with reading() as session:
        form.lines.choices = _line_choices(lines_to_staff(session, actor))
    form.role.choices = choices((role, ROLE_NAMES[role]) for role in roles_to_give(actor))
    return form


def _line_choices(lines: list[Line]) -> list[Any]:
    return choices((line.id, pick(line.name)) for line in lines)


@bp.get("/team/workers/<uuid:worker_id>")
@allows(TEAM)
def team_member(worker_id: UUID) -> str:
    """Show one worker with what may be changed."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        shown = member(session, access_worker(session, actor, worker_id))
        lines = all_lines(session, own_organisation(actor))
        staffed = lines_to_staff(session, actor)
    teams = TeamsForm(data={"lines": [str(line_id) for line_id in shown.line_ids]})
    teams.lines.choices = _line_choices(staffed)
    return render_template(
        "organisation/team_member.html",
        shown=shown,
        is_me=shown.id == actor.id,
        other_lines=[line for line in lines if line.id in shown.line_ids and line not in staffed],
        roles_form=RolesForm(data={"roles": list(shown.roles)}),
        teams_form=teams,
        role_names=ROLE_NAMES,
        role_meanings=ROLE_MEANINGS,
        rights={
            "roles": may(actor, ROLES),
            "lines": bool(staffed),
            "sessions": may(actor, END_SESSIONS),
            "password": may(actor, RENEW_PASSWORD),
            "close": may(actor, CLOSE_ACCOUNT),
        },
    )


def _back_to(worker_id: UUID) -> Response:
    return see(url_for("organisation.team_member", worker_id=worker_id))


@bp.post("/team/workers/<uuid:worker_id>/roles")
@allows(ROLES)
def change_roles(worker_id: UUID) -> Response:
    """Give and take roles."""
    actor = actor_here(Kind.WORKER)
    form = RolesForm(request.form)
    form.checked()
    wanted = {Role(role) for role in form.roles.data or []}
    done_or_told(
        lambda session: actions.change_roles(
            session, actor, access_worker(session, actor, worker_id), wanted
        ),
        _("The roles have been changed."),
    )
    return _back_to(worker_id)


@bp.post("/team/workers/<uuid:worker_id>/lines")
@allows(EDIT_TEAM)
def change_lines(worker_id: UUID) -> Response:
    """Put a worker into teams and out of them, among the lines that the actor may staff."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        staffed = lines_to_staff(session, actor)
        form = TeamsForm(request.form)
        form.lines.choices = _line_choices(staffed)
        form.checked()
    wanted = sent_ids(form.lines.data)
    done_or_told(
        lambda session: actions.change_lines(
            session,
            actor,
            access_worker(session, actor, worker_id),
            wanted,
            among=[line.id for line in staffed],
        ),
        _("The lines have been changed."),
    )
    return _back_to(worker_id)


@bp.post("/team/workers/<uuid:worker_id>/sessions/end")
@allows(END_SESSIONS)
def end_sessions(worker_id: UUID) -> Response:
    """Sign a worker out everywhere."""
    actor = actor_here(Kind.WORKER)
    done_or_told(
        lambda session: actions.end_sessions(
            session, actor, access_worker(session, actor, worker_id)
        ),
        _("They have been signed out everywhere."),
    )
    return _back_to(worker_id)


@bp.post("/team/workers/<uuid:worker_id>/close")
@allows(CLOSE_ACCOUNT)
def close_account(worker_id: UUID) -> Response:
    """Close an account; every session of it ends at once."""
    actor = actor_here(Kind.WORKER)
    done_or_told(
        lambda session: actions.close_account(
            session, actor, access_worker(session, actor, worker_id)
        ),
        _("The account is closed. Nobody can sign in with it."),
    )
    return _back_to(worker_id)

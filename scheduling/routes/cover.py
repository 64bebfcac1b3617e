"""Who looks for somebody: asking for cover, taking it, swapping, not being able to come."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core.access import allows, may
from core.db import reading, transaction
from core.errors import BadInput, Refusal
from core.identity import Actor
from scheduling import actions, queries
from scheduling.access import CLAIM, PLAN, VIEW, lines_seen
from scheduling.forms import CoverForm
from scheduling.routes.blueprint import back, bp, page, refused, worker_here


@bp.get("/roster/cover")
@allows(CLAIM)
def cover() -> str:
    """Show the duties that look for somebody, and why one cannot take some of them."""
    actor, _worker_id = worker_here()
    with reading() as session:
        lines = {line.id: line for line in lines_seen(session, actor, may_plan=False)}
        return page(
            "cover.html",
            lines=lines,
            sought=queries.sought(session, actor),
            may_plan=may(actor, PLAN),
        )


@bp.get("/roster/duties/<uuid:duty_id>/cover")
@allows(CLAIM)
def ask_cover(duty_id: UUID) -> str:
    """Ask whom to ask."""
    _actor, worker_id = worker_here()
    form = CoverForm()
    with reading() as session:
        duty, shift = queries.own_duty(session, worker_id, duty_id)
        team = queries.colleagues(session, shift, worker_id)
        form.of.choices = [("", _("everybody who fits")), *((str(k), v) for k, v in team.items())]
        return page(
            "ask_cover.html",
            form=form,
            duty=duty,
            shift=shift,
            swappable=queries.swappable(session, shift, worker_id),
        )


@bp.post("/roster/duties/<uuid:duty_id>/cover")
@allows(CLAIM)
def ask_for_cover(duty_id: UUID) -> Response:
    """Ask for somebody to take a duty."""
    form = CoverForm(request.form)

    def deed(session: Session, actor: Actor) -> None:
        actions.ask_for_cover(
            session,
            actor,
            duty_id,
            of=_id(form.data["of"]),
            in_return=_id(form.data["in_return"]),
        )

    return _do(deed, _("Asked. The duty is yours until somebody takes it."))


def _id(text: str | None) -> UUID | None:
    """Read an id that a choice of the form may hold. Raises `BadInput`."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError as wrong:
        raise BadInput from wrong


@bp.post("/roster/cover/<uuid:cover_id>/take")
@allows(CLAIM)
def take_cover(cover_id: UUID) -> Response:
    """Take the duty."""
    return _do(
        lambda session, actor: actions.take_cover(session, actor, cover_id),
        _("The duty is yours. Thank you!"),
    )


@bp.post("/roster/cover/<uuid:cover_id>/decline")
@allows(CLAIM)
def decline_cover(cover_id: UUID) -> Response:
    """Say no; no reason is asked."""
    return _do(
        lambda session, actor: actions.decline_cover(session, actor, cover_id),
        _("You said no. That is all right."),
    )


@bp.post("/roster/cover/<uuid:cover_id>/withdraw")
@allows(CLAIM)
def withdraw_cover(cover_id: UUID) -> Response:
    """Keep the duty after all."""
    return _do(
        lambda session, actor: actions.withdraw_cover(session, actor, cover_id),
        _("The duty stays yours."),
    )


@bp.post("/roster/duties/<uuid:duty_id>/cannot-come")
@allows(CLAIM)
def cannot_come(duty_id: UUID) -> Response:
    """Say that one cannot come; no reason is asked."""
    return _do(
        lambda session, actor: actions.cannot_come(session, actor, duty_id),
        _("Noted. Those who could come have been told. Take care of yourself."),
    )


@bp.post("/roster/notices/<uuid:notice_id>/read")
@allows(VIEW)
def read_notice(notice_id: UUID) -> Response:
    """Put a notice away."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.read_notice(session, actor, notice_id)
    return back()


def _do(deed: Callable[[Session, Actor], object], said: str) -> Response:
    actor, _worker_id = worker_here()
    try:
        with transaction() as session:
            deed(session, actor)
    except Refusal as refusal:
        return refused(refusal)
    flash(said)
    return back() if request.form.get("back") else redirect(url_for("scheduling.cover"), 303)

"""A worker's appointments: what is booked, when they may be booked, and what their lines offer."""

from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core.access import allows, may
from core.choices import SelectChoice
from core.db import reading, transaction
from core.errors import Refusal
from core.i18n import pick
from scheduling import actions, appointment_words, queries
from scheduling.access import KEEP, PLAN, access_line_to_plan, access_type_to_plan, lines_seen
from scheduling.forms import FreeForm, TypeForm
from scheduling.forms.appointments import ONCE, WEEKDAYS
from scheduling.routes.blueprint import bp, page, worker_here
from scheduling.schemas.appointments import AppointmentKind


@bp.get("/roster/appointments")
@allows(KEEP)
def appointments() -> str:
    """Show one's booked times, one's free time, and the types that one's lines offer."""
    return _mine(FreeForm())


@bp.post("/roster/appointments/free")
@allows(KEEP)
def say_free() -> Response:
    """Say when one may be booked."""
    actor, _worker_id = worker_here()
    form = FreeForm(request.form)
    if not form.validate():
        return make_response(_mine(form), 422)
    weekday = form.weekday.data if form.weekday.data != ONCE else None
    try:
        with transaction() as session:
            actions.say_free(
                session,
                actor,
                begins=f"{form.begins.data:%H:%M}",
                ends=f"{form.ends.data:%H:%M}",
                weekday=int(weekday) if weekday else None,
                day=None if weekday else form.day.data,
            )
    except Refusal as refusal:
        form.begins.errors = [str(refusal.sentence)]
        return make_response(_mine(form), refusal.status)
    return _done(_("Kept. Your free times are offered from now on."))


@bp.post("/roster/appointments/free/<uuid:window_id>/delete")
@allows(KEEP)
def take_back_free(window_id: UUID) -> Response:
    """Take free time back; what is booked stays."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.take_back_free(session, actor, window_id)
    return _done(_("That time is offered no more. What is booked stays."))


@bp.post("/roster/appointments/types/<uuid:type_id>/keep")
@allows(KEEP)
def keep_type(type_id: UUID) -> Response:
    """Begin or stop to keep appointments of a type."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.keep_type(session, actor, type_id, keeps=request.form.get("keeps") == "yes")
    return _done(_("Kept."))


@bp.post("/roster/appointments/<uuid:appointment_id>/<any(came, missed):how>")
@allows(KEEP)
def tell_how(appointment_id: UUID, how: str) -> Response:
    """Say whether the visitor came."""
    actor, _worker_id = worker_here()
    try:
        with transaction() as session:
            actions.tell_how(session, actor, appointment_id, came=how == "came")
    except Refusal as refusal:
        return _done(str(refusal.sentence), "error")
    return _done(_("Noted."))


@bp.post("/roster/appointments/<uuid:appointment_id>/cancel")
@allows(KEEP)
def call_appointment_off(appointment_id: UUID) -> Response:
    """Cancel a booked time that one cannot keep."""
    actor, _worker_id = worker_here()
    try:
        with transaction() as session:
            actions.call_appointment_off(session, actor, appointment_id)
    except Refusal as refusal:
        return _done(str(refusal.sentence), "error")
    return _done(_("Cancelled. We cannot tell the visitor: they see it with their words."))


@bp.get("/roster/appointments/types")
@allows(PLAN)
def appointment_types() -> str:
    """Show what the lines offer, and ask for a new type."""
    return _types(TypeForm())


@bp.post("/roster/appointments/types")
@allows(PLAN)
def offer_type() -> Response:
    """Let a line offer a type of appointment."""
    form = TypeForm(request.form)
    with reading() as session:
        _choices(session, form)
    if not form.validate():
        return make_response(_types(form), 422)
    with transaction() as session:
        actions.offer_type(session, _wanted(session, form))
    flash(_("The line offers it now. Times appear once workers say when they are free."))
    return redirect(url_for("scheduling.appointment_types"), 303)


@bp.post("/roster/appointments/types/<uuid:type_id>/stop")
@allows(PLAN)
def stop_offering(type_id: UUID) -> Response:
    """Offer a type no more; what is booked stays."""
    actor, _worker_id = worker_here()
    with transaction() as session:
        actions.stop_offering(session, access_type_to_plan(session, actor, type_id))
    flash(_("It is offered no more. What is booked stays."))
    return redirect(url_for("scheduling.appointment_types"), 303)


def _mine(form: FreeForm) -> str:
    actor, worker_id = worker_here()
    with reading() as session:
        lines = {line.id: line for line in lines_seen(session, actor, may_plan=False)}
        kinds = [one for one in queries.types_of(session, lines) if one.is_offered]
        return page(
            "appointments.html",
            booked=queries.bookings_of(session, worker_id, back=actions.TOLD_WITHIN),
            free=queries.free_windows(session, worker_id),
            lines=lines,
            kinds=kinds,
            kept=queries.kept_types(session, worker_id),
            form=form,
            weekdays=WEEKDAYS,
            kinds_said=appointment_words.kinds(),
            states_said=appointment_words.states(),
            may_plan=may(actor, PLAN),
        )


def _types(form: TypeForm) -> str:
    with reading() as session:
        lines = _choices(session, form)
        return page(
            "appointment_types.html",
            form=form,
            lines=lines,
            kinds=queries.types_of(session, lines),
            kinds_said=appointment_words.kinds(),
        )


def _choices(session: Session, form: TypeForm) -> dict[UUID, str]:
    actor, _worker_id = worker_here()
    lines = {line.id: pick(line.name) for line in lines_seen(session, actor, may_plan=True)}
    form.line_id.choices = [SelectChoice(str(line_id), name) for line_id, name in lines.items()]
    return lines


def _wanted(session: Session, form: TypeForm) -> actions.NewType:
    actor, _worker_id = worker_here()
    asked = form.data
    return actions.NewType(
        line_id=access_line_to_plan(session, actor, UUID(asked["line_id"])),
        kind=AppointmentKind(asked["kind"]),
        name=_texts(asked, "name"),
        place=_texts(asked, "place"),
        minutes=asked["minutes"],
        minutes_before=asked["minutes_before"],
        minutes_after=asked["minutes_after"],
        lead_minutes=asked["lead_minutes"],
        daily_limit=asked["daily_limit"],
        in_duty=asked["in_duty"],
    )


def _texts(asked: dict[str, str], what: str) -> dict[str, str]:
    return {lang: (asked[f"{what}_{lang}"] or "").strip() for lang in ("fi", "sv", "en")}


def _done(said: str, category: str = "message") -> Response:
    flash(said, category)
    return redirect(url_for("scheduling.appointments"), 303)

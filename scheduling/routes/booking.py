"""Booking a time without telling who one is; every step works without JavaScript.

Nothing is stored in the browser and no address tells of a booking: what a step is about travels in
the form, as a ticket (`core.tickets`). The code is shown once and typed in again later.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import Response, make_response, redirect, render_template, request, url_for

from core import clock, tickets
from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.i18n import language
from core.limits import limiter
from organisation.queries import line as line_by_id
from organisation.queries import line_by_slug
from policies.queries import policy
from policies.retention import rule
from policies.words import ending
from scheduling import actions, appointment_words, queries, words
from scheduling.codes import lookup_typed
from scheduling.errors import NoAppointments, NoSuchBookingCode, TicketOver, TimeTaken
from scheduling.forms import CodeForm
from scheduling.ical import neutral_event
from scheduling.routes.blueprint import bp
from scheduling.threads import thread_here

if TYPE_CHECKING:
    from organisation.models import Line

HOLD, OWN = "hold", "booking"
Page = str | tuple[str, int]


@bp.get("/lines/<slug>/appointments")
@allows(PUBLIC)
def choose_time(slug: str) -> Page:
    """Show what a line offers and when. Raises `NoAppointments` where it offers nothing."""
    return _times(slug, request.args.get("type", ""))


@bp.post("/lines/<slug>/appointments")
@allows(PUBLIC)
@limiter.limit("20 per minute; 100 per hour")  # a whole class may sit behind one school network
def hold_time(slug: str) -> Page:
    """Hold the chosen time and show what is about to be booked."""
    chosen = request.form.get("type", "")
    try:
        with transaction() as session:
            line = line_by_slug(session, slug)
            kind = queries.offered_type(session, _id(chosen), line.id)
            held = actions.hold(session, kind, _moment(request.form.get("at", "")))
            session.flush()
            ticket = tickets.issue(HOLD, held.id, lasts=_minutes(policy().appointments.hold))
            told = {
                "line": line,
                "booking": queries.booking(session, held),
                "thread": thread_here(session, line.id),
                "kept": ending(rule("scheduling.appointment")),
            }
    except TimeTaken as refusal:
        return _times(slug, chosen, wrong=str(refusal.sentence))
    hold_minutes = policy().appointments.hold.in_minutes
    return _page("confirm.html", ticket=ticket, hold_minutes=hold_minutes, **told)


@bp.get("/appointments/<any(book, 'let-go', times, move, cancel, calendar):_step>")
@allows(PUBLIC)
def begin_again(_step: str) -> Response:
    """Lead on from a step that was opened as an address, by a change of language for one."""
    return make_response(redirect(url_for("scheduling.booking_code"), 303))


@bp.post("/appointments/book")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def book() -> Page:
    """Book the held time and show its code, for the only time."""
    ticket = _ticket(HOLD)
    with transaction() as session:
        held = queries.appointment(session, ticket.about)
        joins = thread_here(session, held.line_id) if "join" in request.form else None
        booked, code = actions.book(session, ticket, language(), thread_id=joins)
        line, booking = line_by_id(session, booked.line_id), queries.booking(session, booked)
    return _page("booked.html", line=line, booking=booking, code=code, ticket=_own(booked.id))


@bp.post("/appointments/let-go")
@allows(PUBLIC)
def let_go() -> Page:
    """Give the held time back and choose again."""
    ticket = _ticket(HOLD)
    with transaction() as session:
        held = queries.appointment(session, ticket.about)
        slug, kind = line_by_id(session, held.line_id).slug, held.type_id
        actions.let_go(session, held.id)
    return _times(slug, str(kind))


@bp.get("/appointments")
@allows(PUBLIC)
def booking_code() -> str:
    """Ask for the four words of a booking."""
    return _page("code.html", form=CodeForm())


@bp.post("/appointments")
@allows(PUBLIC)
@limiter.limit("20 per minute; 120 per hour")
def open_booking() -> Page:
    """Show the booking that the words belong to; wrong words and none are told alike."""
    form = CodeForm.sent()
    if not form.validate():
        return _page("code.html", form=form), 422
    try:
        with reading() as session:
            lookup = lookup_typed(form.code.data or "", language())
            return _show(session, queries.appointment_by_code(session, lookup).id)
    except NoSuchBookingCode as refusal:
        form.code.errors = [str(refusal.sentence)]
        return _page("code.html", form=form), refusal.status


@bp.post("/appointments/times")
@allows(PUBLIC)
@limiter.limit("30 per minute")
def other_times() -> Page:
    """Show the times to which a booking can be moved."""
    return _other_times()


@bp.post("/appointments/move")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def move_booking() -> Page:
    """Move a booking; its code stays the same."""
    ticket = _ticket(OWN)
    try:
        with transaction() as session:
            at = _moment(request.form.get("at", ""))
            moved = actions.move_appointment(session, ticket.about, at)
    except TimeTaken as refusal:
        return _other_times(wrong=str(refusal.sentence))
    with reading() as session:
        return _show(session, moved.id, said=appointment_words.moved())


@bp.post("/appointments/cancel")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def cancel_booking() -> str:
    """Cancel a booking."""
    with transaction() as session:
        gone = actions.cancel_appointment(session, _ticket(OWN).about)
        line, booking = line_by_id(session, gone.line_id), queries.booking(session, gone)
    return _page("cancelled.html", line=line, booking=booking)


@bp.post("/appointments/calendar")
@allows(PUBLIC)
@limiter.limit("20 per minute")
def booking_calendar() -> Response:
    """Give the booking as a calendar file that says only when."""
    with reading() as session:
        booking = queries.booking(session, queries.appointment(session, _ticket(OWN).about))
    response = Response(neutral_event(booking, language()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return response


def _times(slug: str, chosen: str, *, wrong: str = "") -> Page:
    with reading() as session:
        line = line_by_slug(session, slug)
        kinds = queries.offered_types(session, line.id)
        if not kinds:
            raise NoAppointments
        kind = next((one for one in kinds if str(one.id) == chosen), None)
        if kind is None and len(kinds) == 1:
            kind = kinds[0]
        days = queries.by_day(queries.offers(session, kind)) if kind else []
        page = _page("times.html", line=line, kinds=kinds, kind=kind, days=days, wrong=wrong)
    return (page, TimeTaken.status) if wrong else page


def _other_times(*, wrong: str = "") -> Page:
    ticket = _ticket(OWN)
    with reading() as session:
        own = queries.appointment(session, ticket.about)
        kind = queries.offered_type(session, own.type_id, own.line_id)
        found = queries.offers(session, kind, moving=own.id)
        page = _page(
            "move.html",
            line=line_by_id(session, own.line_id),
            booking=queries.booking(session, own),
            days=queries.by_day(one for one in found if one.starts_at != own.starts_at),
            ticket=_own(own.id),
            wrong=wrong,
        )
    return (page, TimeTaken.status) if wrong else page


def _show(session: Any, appointment_id: UUID, *, said: str = "") -> str:
    own = queries.appointment(session, appointment_id)
    line: Line = line_by_id(session, own.line_id)
    booking = queries.booking(session, own)
    return _page("booking.html", line=line, booking=booking, ticket=_own(own.id), said=said)


def _page(template: str, **told: Any) -> str:
    return render_template(
        f"scheduling/appointments/{template}",
        words=words,
        kinds_said=appointment_words.kinds(),
        now=clock.now(),
        **told,
    )


def _own(appointment_id: UUID) -> str:
    return tickets.issue(OWN, appointment_id, lasts=_minutes(policy().appointments.page))


def _ticket(purpose: str) -> tickets.Ticket:
    found = tickets.read(purpose, request.form.get("ticket", ""))
    if found is None:
        raise TicketOver
    return found


def _minutes(duration: Any) -> timedelta:
    return timedelta(minutes=duration.in_minutes)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NoAppointments from None


def _moment(text: str) -> datetime:
    """Read the moment that a button carries. Raises `TimeTaken` for anything else."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise TimeTaken from None

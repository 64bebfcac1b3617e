"""Training, supervision and meetings: one's own, and the coordinator's part of the same page."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core.access import allows, may
from core.db import reading, transaction
from core.errors import BadInput, Refusal, SignInNeeded
from core.i18n import pick
from organisation import queries as organisation
from policies.queries import policy
from scheduling import actions, queries, words
from scheduling.access import CLAIM, PLAN, VIEW, lines_seen
from scheduling.days import Window
from scheduling.errors import ImpossibleTraining
from scheduling.forms import CohortForm, CourseForm, MeetingForm, StudiedForm
from scheduling.hours import span_of
from scheduling.routes.blueprint import bp, page, worker_here
from scheduling.training import MeetingKind

Deed = Callable[[Session, UUID], object]


@bp.get("/roster/training")
@allows(VIEW)
def training() -> str:
    """Show one's own training and the meetings; a coordinator notes and calls them here."""
    return _training()


def _training(wrong: str = "") -> str:
    actor, worker_id = worker_here()
    organisation_id = _organisation()
    with reading() as session:
        may_plan = may(actor, PLAN)
        people = (
            {
                one.id: one.name
                for one in organisation.workers(session, organisation_id)
                if one.is_active
            }
            if may_plan
            else {}
        )
        courses = queries.courses(session, organisation_id)
        lines = {line.id: line for line in lines_seen(session, actor, may_plan=may_plan)}
        return page(
            "training.html",
            wrong=wrong,
            may_plan=may_plan,
            may_join=may(actor, CLAIM),
            people=people,
            lines=lines,
            courses=courses,
            cohorts=queries.cohorts(session, organisation_id),
            progress=[
                one
                for one in queries.progress(session, worker_id, organisation_id)
                if one.course.line_id is None or one.course.line_id in lines
            ],
            meetings=queries.meetings(session, organisation_id, worker_id),
            rhythm=queries.rhythm(session, worker_id),
            forms=_forms(session, organisation_id, people) if may_plan else {},
        )


def _forms(session: Session, organisation_id: UUID, people: dict[UUID, str]) -> dict[str, Any]:
    """Make the coordinator's forms with what can be chosen in them."""
    actor, _worker_id = worker_here()
    lines = lines_seen(session, actor, may_plan=True)
    courses = [(str(one.id), one.name) for one in queries.courses(session, organisation_id)]
    groups = [(str(one.id), one.name) for one in queries.cohorts(session, organisation_id)]
    course = CourseForm(request.form, minutes=policy().roster.training_minutes)
    lines_said = ((str(one.id), pick(one.name)) for one in lines)
    course.line_id.choices = [("", _("every line")), *lines_said]
    cohort, studied = CohortForm(request.form), StudiedForm(request.form)
    cohort.course_id.choices = studied.course_id.choices = courses
    studied.cohort_id.choices = [("", "–"), *groups]
    studied.worker_id.choices = [(str(one), name) for one, name in people.items()]
    meeting = MeetingForm(request.form)
    meeting.kind.choices = [(one.value, words.meeting_word(one)) for one in MeetingKind]
    return {"course": course, "cohort": cohort, "studied": studied, "meeting": meeting}


def _organisation() -> UUID:
    actor, _worker_id = worker_here()
    if actor.organisation_id is None:
        raise SignInNeeded
    return actor.organisation_id


def _form(name: str) -> Any:
    """Give the form as it was sent. Raises `ImpossibleTraining` when something is missing."""
    with reading() as session:
        organisation_id = _organisation()
        people = {one.id: one.name for one in organisation.workers(session, organisation_id)}
        form = _forms(session, organisation_id, people)[name]
    if not form.validate():
        raise ImpossibleTraining
    return form.data


@bp.post("/roster/training/courses")
@allows(PLAN)
def add_course() -> Response:
    """Ask for a course before duty."""

    def deed(session: Session, organisation_id: UUID) -> None:
        asked = _form("course")
        asked["line_id"] = UUID(asked["line_id"]) if asked["line_id"] else None
        actions.add_course(session, organisation_id, **asked)

    return _do(deed, _("The course is asked for from now on."))


@bp.post("/roster/training/courses/<uuid:course_id>/end")
@allows(PLAN)
def end_course(course_id: UUID) -> Response:
    """Ask for a course no more."""
    return _do(
        lambda session, organisation_id: actions.end_course(
            session, queries.course(session, organisation_id, course_id)
        ),
        _("The course is no longer asked for."),
    )


@bp.post("/roster/training/cohorts")
@allows(PLAN)
def add_cohort() -> Response:
    """Begin a group."""

    def deed(session: Session, organisation_id: UUID) -> None:
        asked = _form("cohort")
        course = queries.course(session, organisation_id, UUID(asked.pop("course_id")))
        actions.add_cohort(session, course, **asked)

    return _do(deed, _("Saved."))


@bp.post("/roster/training/studied")
@allows(PLAN)
def note_studied() -> Response:
    """Note studied time with its evidence."""

    def deed(session: Session, organisation_id: UUID) -> None:
        asked = _form("studied")
        course = queries.course(session, organisation_id, UUID(asked.pop("course_id")))
        cohort = asked.pop("cohort_id")
        worker_id = UUID(asked.pop("worker_id"))
        told = actions.Studies(cohort_id=UUID(cohort) if cohort else None, **asked)
        actions.note_studied(session, course, worker_id, told)

    return _do(deed, _("Noted. The hours are in the worker’s ledger."))


@bp.post("/roster/training/meetings")
@allows(PLAN)
def call_meeting() -> Response:
    """Call a meeting."""

    def deed(session: Session, organisation_id: UUID) -> None:
        asked = _form("meeting")
        window = Window(f"{asked['begins']:%H:%M}", f"{asked['ends']:%H:%M}")
        span = span_of(asked["day"], window)
        if span is None:
            raise ImpossibleTraining
        actions.call_meeting(
            session,
            organisation_id,
            MeetingKind(asked["kind"]),
            starts_at=span.starts_at,
            ends_at=span.ends_at,
            place=asked["place"] or "",
        )

    return _do(deed, _("The meeting was called."))


@bp.post("/roster/training/meetings/<uuid:meeting_id>/join")
@allows(CLAIM)
def join_meeting(meeting_id: UUID) -> Response:
    """Say that one comes."""
    actor, _worker_id = worker_here()
    return _do(
        lambda session, organisation_id: actions.join_meeting(
            session, actor, queries.meeting(session, organisation_id, meeting_id)
        ),
        _("You are coming."),
    )


@bp.post("/roster/training/meetings/<uuid:meeting_id>/leave")
@allows(CLAIM)
def leave_meeting(meeting_id: UUID) -> Response:
    """Say that one does not come after all."""
    actor, _worker_id = worker_here()
    return _do(
        lambda session, organisation_id: actions.leave_meeting(
            session, actor, queries.meeting(session, organisation_id, meeting_id)
        ),
        _("You are not coming. That is all right."),
    )


@bp.post("/roster/training/meetings/<uuid:meeting_id>/attendance/<uuid:worker_id>")
@allows(PLAN)
def note_attendance(meeting_id: UUID, worker_id: UUID) -> Response:
    """Note whether somebody was there."""
    said = request.form.get("was_there")
    if said not in {"yes", "no"}:
        raise BadInput
    return _do(
        lambda session, organisation_id: actions.note_attendance(
            session,
            queries.meeting(session, organisation_id, meeting_id),
            worker_id,
            was_there=said == "yes",
        ),
        _("Noted."),
    )


def _do(deed: Deed, said: str) -> Response:
    organisation_id = _organisation()
    try:
        with transaction() as session:
            deed(session, organisation_id)
    except Refusal as refusal:
        return make_response(_training(str(refusal.sentence)), refusal.status)
    flash(said)
    return redirect(url_for("scheduling.training"), 303)

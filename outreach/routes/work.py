"""Client meetings, areas and pairs."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from core import clock
from core.access import allows, may
from core.db import reading, transaction
from core.i18n import language
from core.identity import Actor, Kind, actor_here
from outreach import actions, queries, words
from outreach.access import LOG, PLACES, PROCESS, access_place, organisation_of
from outreach.forms import MeetingForm, PlaceForm
from outreach.models import Area, Pair
from outreach.queries.processes import processes_of
from outreach.queries.rounds import choices, meetings, place_names
from outreach.routes.door import bp
from outreach.schemas.rounds import Named

PLACE_KINDS: dict[str, type[Area] | type[Pair]] = {"areas": Area, "pairs": Pair}


@bp.get("/outreach/meetings")
@allows(LOG)
def list_meetings() -> str:
    """List the latest client meetings, with the form for the next one."""
    return _meetings(MeetingForm(data={"day": clock.local_day()}))


@bp.post("/outreach/meetings")
@allows(LOG)
def keep_meeting() -> Response | tuple[str, int]:
    """Keep a client meeting."""
    form = MeetingForm.sent()
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        own = _own_processes(here)
        form.offer_all(choices(session, here.organisation_id, language()), own)
        is_right = form.validate()
        if is_right:
            actions.keep_meeting(session, here, form.plan())
    if not is_right:
        return _meetings(form), 422
    flash(_("The meeting is saved."), "good")
    return redirect(url_for("outreach.list_meetings"), 303)


def _own_processes(here: Actor) -> list[Named]:
    """Offer only the processes that the worker keeps: a meeting must not point at others'."""
    if not may(here, PROCESS):
        return []
    with reading() as session:
        found = processes_of(session, here.id)
        return [Named(one.process.id, one.process.code) for one in found]


def _meetings(form: MeetingForm) -> str:
    here = actor_here(Kind.WORKER)
    with reading() as session:
        form.offer_all(choices(session, here.organisation_id, language()), _own_processes(here))
        return render_template(
            "outreach/meetings.html",
            form=form,
            meetings=meetings(session, here.organisation_id),
            places=place_names(session, here.organisation_id),
            words=words,
        )


@bp.get("/outreach/places")
@allows(PLACES)
def list_places() -> str:
    """List areas and pairs."""
    return _places(PlaceForm())


@bp.post("/outreach/places/<kind>")
@allows(PLACES)
def add_place(kind: str) -> Response | tuple[str, int]:
    """Add an area or a pair."""
    form = PlaceForm.sent()
    if not form.validate():
        return _places(form), 422
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        actions.add_place(session, organisation_of(here), _kind(kind), form.name.data or "")
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.list_places"), 303)


@bp.post("/outreach/places/<kind>/<uuid:place_id>/turn")
@allows(PLACES)
def turn_place(kind: str, place_id: UUID) -> Response:
    """Take an area or a pair out of use, or back into it."""
    with transaction() as session:
        found = access_place(session, actor_here(Kind.WORKER), _kind(kind), place_id)
        actions.turn_place(found)
    return redirect(url_for("outreach.list_places"), 303)


def _kind(kind: str) -> type[Area] | type[Pair]:
    if kind not in PLACE_KINDS:
        raise NotFound
    return PLACE_KINDS[kind]


def _places(form: PlaceForm) -> str:
    here = actor_here(Kind.WORKER)
    with reading() as session:
        return render_template(
            "outreach/places.html",
            form=form,
            kinds={
                "areas": queries.areas(session, here.organisation_id, also_old=True),
                "pairs": queries.pairs(session, here.organisation_id, also_old=True),
            },
        )

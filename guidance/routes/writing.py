"""The writers' desk: guides and info bites from the first word to readers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug import Response

from core import clock
from core.access import allows, may
from core.db import reading, transaction
from core.errors import BadInput
from core.i18n import LANGUAGES, language
from core.identity import Actor, Kind, actor_here
from guidance import queries
from guidance.access import REVIEW, WRITE, access_guide
from guidance.actions import begin_guide, move_guide, write_guide
from guidance.errors import NameTaken, WrittenMeanwhile
from guidance.guide_forms import BiteForm, GuideForm, guide_draft, guide_form_data
from guidance.guides.markdown import parts
from guidance.guides.plainness import plainness
from guidance.queries import WorkingGuide
from guidance.routes.bites import bite_address
from guidance.routes.doors import bp
from guidance.schemas import (
    BY_REVIEWERS,
    BY_WRITERS,
    LEADS_TO,
    GuideDeed,
    GuideKind,
    GuidePart,
    TextStatus,
)
from organisation.queries import names
from policies.actions import audit

LONGEST_REVISION = 9
DAYS_COUNTED = 30
Page = str | Response | tuple[str, int]


@bp.get("/guides/desk")
@allows(WRITE)
def guide_desk() -> str:
    """List the organisation's guides: what waits for a reviewer first."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        found = queries.guides_at_desk(session, actor.organisation_id)
        counts = queries.guide_counts(
            session,
            [one.guide.id for one in found],
            since=clock.local_day() - timedelta(days=DAYS_COUNTED),
        )
    return render_template(
        "guidance/guide_desk.html", guides=found, counts=counts, days=DAYS_COUNTED
    )


@bp.get("/guides/desk/new")
@allows(WRITE)
def new_guide() -> str:
    """Show an empty form."""
    with reading() as session:
        return _form_page(_form(session, _kind_asked(), {}), _kind_asked())


@bp.post("/guides/desk/new")
@allows(WRITE)
def create_guide() -> Page:
    """Begin a guide or an info bite."""
    actor, kind = actor_here(Kind.WORKER), _kind_asked()
    with transaction() as session:
        form = _form(session, kind)
        if not form.validate():
            return _form_page(form, kind), 422
        try:
            made = begin_guide(
                session, _organisation(actor), actor.known_id, kind, guide_draft(form)
            )
        except NameTaken as taken:
            return _refused(form, kind, taken)
        audit(session, actor, WRITE.name, f"guide:{made.id}")
    return _saved(made.id)


@bp.get("/guides/desk/<uuid:guide_id>")
@allows(WRITE)
def read_guide(guide_id: UUID) -> str:
    """Show the newest wording in every language, how plain it is, and what can be done with it."""
    actor = actor_here(Kind.WORKER)
    with reading() as session:
        working = access_guide(session, actor, guide_id)
        workers = queries.guide_workers(session, guide_id)
        writers = queries.writers_since(session, working.guide)
        named = names(session, {one for ids in workers.values() for one in ids})
    return render_template(
        "guidance/guide_read.html",
        working=working,
        address=bite_address(working.guide.slug),
        pages=[_page(working, lang) for lang in LANGUAGES if lang in working.texts],
        stale=[lang for lang, one in working.standing.items() if one is TextStatus.STALE],
        wrote=[named[one] for one in workers[GuidePart.WROTE] if one in named],
        reviewed=[named[one] for one in workers[GuidePart.REVIEWED] if one in named],
        deeds=_deeds(actor, working),
        is_own=actor.id in writers,
    )


@bp.get("/guides/desk/<uuid:guide_id>/edit")
@allows(WRITE)
def edit_guide(guide_id: UUID) -> str:
    """Show a guide in the form."""
    with reading() as session:
        working = access_guide(session, actor_here(Kind.WORKER), guide_id)
        named = queries.service_names(session, language(), most=20_000)
        form = _form(session, working.guide.kind, guide_form_data(working, named))
        return _form_page(form, working.guide.kind, working)


@bp.post("/guides/desk/<uuid:guide_id>/edit")
@allows(WRITE)
def save_guide(guide_id: UUID) -> Page:
    """Save a guide, unless a co-author did meanwhile; then the words stay in the form."""
    actor = actor_here(Kind.WORKER)
    with transaction() as session:
        working = access_guide(session, actor, guide_id)
        kind = working.guide.kind
        form = _form(session, kind)
        if not form.validate():
            return _form_page(form, kind, working), 422
        try:
            write_guide(
                session, working, actor.known_id, guide_draft(form), revision=_revision(form)
            )
        except (NameTaken, WrittenMeanwhile) as refusal:
            form.revision.data = str(working.guide.revision)
            return _refused(form, kind, refusal, working)
        audit(session, actor, WRITE.name, f"guide:{guide_id}")
    return _saved(guide_id)


@bp.post("/guides/desk/<uuid:guide_id>/move")
@allows(WRITE)
def move(guide_id: UUID) -> Response:
    """Send a guide to be read over, or take it from its readers."""
    return _moved(guide_id, BY_WRITERS, WRITE.name)


@bp.post("/guides/desk/<uuid:guide_id>/review")
@allows(REVIEW)
def review_guide(guide_id: UUID) -> Response:
    """Publish a guide, give it back, or say that it still holds."""
    return _moved(guide_id, BY_REVIEWERS, REVIEW.name)


def _moved(guide_id: UUID, allowed: frozenset[GuideDeed], permission: str) -> Response:
    actor, given = actor_here(Kind.WORKER), request.form.get("deed", "")
    if given not in allowed:
        raise BadInput
    with transaction() as session:
        guide = access_guide(session, actor, guide_id).guide
        move_guide(session, guide, actor.known_id, GuideDeed(given), revision=_number(request.form))
        audit(session, actor, permission, f"guide:{guide_id}")
    flash(_told(GuideDeed(given)))
    return redirect(url_for("guidance.read_guide", guide_id=guide_id), 303)


def _told(deed: GuideDeed) -> str:
    return {
        GuideDeed.SEND: _("Sent. Somebody who did not write it reads it next."),
        GuideDeed.RETURN: _("Given back to its writers."),
        GuideDeed.PUBLISH: _("Published. Readers have it now."),
        GuideDeed.CONFIRM: _("Thank you. It holds for another while."),
        GuideDeed.WITHDRAW: _("Withdrawn. Nobody finds it any more."),
    }[deed]


def _deeds(actor: Actor, working: WorkingGuide) -> set[GuideDeed]:
    """Give what this worker may do with a guide that stands where it stands."""
    status = working.guide.status
    possible = {deed for at, deed in LEADS_TO if at is status}
    return possible - (set() if may(actor, REVIEW) else BY_REVIEWERS)


def _page(working: WorkingGuide, lang: str) -> dict[str, Any]:
    words = working.texts[lang]
    return {
        "lang": lang,
        "name": LANGUAGES[lang],
        "words": words,
        "parts": parts(words.body),
        "standing": working.standing[lang],
        "plain": plainness(f"{words.lead}\n\n{words.body}", lang),
    }


def _form(session: Session, kind: GuideKind, data: dict[str, Any] | None = None) -> GuideForm:
    """Give the form with data, or without any with what was sent."""
    guides = queries.shown_guides(session, language(), GuideKind.GUIDE)
    form = BiteForm if kind is GuideKind.BITE else GuideForm
    if data is None:
        return form(request.form, guides=guides, asked=session)
    return form(data=data, guides=guides, asked=session)


def _form_page(form: GuideForm, kind: GuideKind, working: WorkingGuide | None = None) -> str:
    return render_template("guidance/guide_form.html", form=form, kind=kind, working=working)


def _refused(
    form: GuideForm,
    kind: GuideKind,
    refusal: NameTaken | WrittenMeanwhile,
    working: WorkingGuide | None = None,
) -> tuple[str, int]:
    """Show the form again with all that was written, and why it was not saved."""
    where = form.slug if isinstance(refusal, NameTaken) else form.fi_title
    where.errors = [*where.errors, str(refusal.sentence)]
    return _form_page(form, kind, working), refusal.status


def _saved(guide_id: UUID) -> Response:
    flash(_("Saved."))
    return redirect(url_for("guidance.read_guide", guide_id=guide_id), 303)


def _kind_asked() -> GuideKind:
    return GuideKind.BITE if request.args.get("kind") == GuideKind.BITE else GuideKind.GUIDE


def _revision(form: GuideForm) -> int:
    return _number({"revision": form.revision.data or ""})


def _number(sent: Any) -> int:
    given = sent.get("revision", "")
    is_number = given.isascii() and given.isdigit() and len(given) <= LONGEST_REVISION
    return int(given) if is_number else -1


def _organisation(actor: Actor) -> UUID:
    if actor.organisation_id is None:
        raise BadInput
    return actor.organisation_id

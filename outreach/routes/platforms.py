"""What platforms tell: the channels' months, a file's dry run, figures by hand, words of files."""

import csv
import io
from datetime import date
from uuid import UUID

from flask import Response as File
from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from core.access import allows
from core.db import reading, transaction
from core.errors import Refusal
from core.identity import Kind, actor_here
from core.limits import limiter
from outreach import words
from outreach.access import (
    EDIT,
    VIEW,
    access_channel,
    access_header,
    access_snapshot,
    organisation_of,
)
from outreach.actions.insights import (
    add_header,
    drop_snapshot,
    keep_snapshot,
    read_file,
    tell_ages,
    tell_by_hand,
)
from outreach.errors import NoSuchChannel
from outreach.export import BOM, guarded
from outreach.forms.insights import LANGUAGES, AgesForm, ByHandForm, HeaderForm, PlatformFileForm
from outreach.insights.errors import SharesUnclear
from outreach.insights.words import shipped
from outreach.queries.checkins import last_month
from outreach.queries.insights import (
    ages_of,
    audiences,
    channels_by_id,
    figures_of,
    month_figures,
    own_headers,
    snapshots,
)
from outreach.routes.checkins import month_of
from outreach.routes.door import bp
from outreach.schemas.insights import OLDEST, Fault, Metric, meaning
from policies.queries import policy

AROUND_A_FILE = 10_000  # bytes of a form besides its file
SHOWN_WRONG = 20
"""How many rows that were not taken the page shows; the file tells them all."""
_TOLD = (Metric.REACH, Metric.VIEWERS, Metric.VIEWS, Metric.FOLLOWERS)


@bp.get("/outreach/platforms")
@allows(VIEW)
def platforms() -> str:
    """Show each channel's last month as platforms tell it, and take a file."""
    return _page(PlatformFileForm(data={"month": f"{last_month():%Y-%m}"}))


def _page(form: PlatformFileForm) -> str:
    with reading() as session:
        channels = channels_by_id(session, actor_here(Kind.WORKER).organisation_id)
        form.offer(list(channels.values()))
        return render_template(
            "outreach/platforms.html",
            form=form,
            channels=channels,
            month=last_month(),
            told=month_figures(session, channels, last_month()),
            metrics=_TOLD,
            by_age=audiences(session, channels, last_month()),
            heads=[
                _("Channel"),
                *((words.word(one), "number") for one in _TOLD),
                _("Ages"),
                _("By hand"),
            ],
            edit=EDIT,
            snapshots=snapshots(session, channels),
            words=words,
            most_megabytes=policy().outreach.file_bytes // 1_000_000,
        )


@bp.post("/outreach/platforms")
@allows(EDIT)
@limiter.limit("20 per minute")
def read_platform_file() -> Response:
    """Read a file into a dry run: nothing of it counts before somebody has looked at it."""
    request.max_content_length = policy().outreach.file_bytes + AROUND_A_FILE
    form = PlatformFileForm(CombinedMultiDict([request.form, request.files]))
    sent = request.files.get("file")
    here = actor_here(Kind.WORKER)
    try:
        with transaction() as session:
            form.offer(list(channels_by_id(session, here.organisation_id).values()))
            if not form.validate() or sent is None or not sent.filename:
                form.file.errors = [] if sent and sent.filename else [_("Choose a file first.")]
                return make_response(_page(form), 422)
            channel = access_channel(session, here, UUID(form.channel.data))
            made = read_file(session, channel, month_of(form.month.data or ""), sent.read())
            found = made.id
    except NoSuchChannel:
        raise
    except Refusal as refusal:
        form.file.errors = [str(refusal.sentence)]
        return make_response(_page(form), refusal.status)
    return redirect(url_for("outreach.platform_snapshot", snapshot_id=found), 303)


@bp.get("/outreach/platforms/<uuid:snapshot_id>")
@allows(EDIT)
def platform_snapshot(snapshot_id: UUID) -> str:
    """Show what was read of a file, and what was not taken and why."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = access_snapshot(session, here, snapshot_id)
        return render_template(
            "outreach/snapshot.html",
            snapshot=found,
            channel=access_channel(session, here, found.channel_id),
            figures=figures_of(session, found),
            ages=ages_of(session, found),
            oldest=OLDEST,
            wrong=[(one, words.word(Fault(one["fault"]))) for one in found.wrong[:SHOWN_WRONG]],
            words=words,
        )


@bp.post("/outreach/platforms/<uuid:snapshot_id>/keep")
@allows(EDIT)
def keep_platform_snapshot(snapshot_id: UUID) -> Response:
    """Let what was read count."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        keep_snapshot(session, here, access_snapshot(session, here, snapshot_id))
    flash(_("In use. What the month told before is kept beside it."), "good")
    return redirect(url_for("outreach.platforms"), 303)


@bp.post("/outreach/platforms/<uuid:snapshot_id>/drop")
@allows(EDIT)
def drop_platform_snapshot(snapshot_id: UUID) -> Response:
    """Forget a dry run."""
    with transaction() as session:
        drop_snapshot(session, access_snapshot(session, actor_here(Kind.WORKER), snapshot_id))
    flash(_("Forgotten. Nothing of the file was kept."))
    return redirect(url_for("outreach.platforms"), 303)


@bp.get("/outreach/platforms/<uuid:snapshot_id>/errors.csv")
@allows(EDIT)
def platform_errors(snapshot_id: UUID) -> File:
    """Give the rows that were not taken, each with its reason; no cell that would be run."""
    with reading() as session:
        found = access_snapshot(session, actor_here(Kind.WORKER), snapshot_id)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("Row of the file"), _("Column"), _("What stood there"), _("Why")])
    for one in found.wrong:
        told = [str(one["line"]), one["column"], one["value"], words.word(Fault(one["fault"]))]
        writer.writerow([guarded(cell) for cell in told])
    named = {"Content-Disposition": f'attachment; filename="rows-{found.month:%Y-%m}.csv"'}
    return File(BOM + out.getvalue(), mimetype="text/csv", headers=named)


@bp.get("/outreach/platforms/by-hand/<uuid:channel_id>/<month>")
@allows(EDIT)
def platform_by_hand(channel_id: UUID, month: str) -> str:
    """Show the form of a month that is typed."""
    with reading() as session:
        channel = access_channel(session, actor_here(Kind.WORKER), channel_id)
        told = month_figures(session, [channel.id], month_of(month)).get(channel.id, {})
        known = {metric.value: figure.value for metric, figure in told.items()}
        return _by_hand(ByHandForm(data=known), channel.name, month_of(month))


@bp.post("/outreach/platforms/by-hand/<uuid:channel_id>/<month>")
@allows(EDIT)
def tell_platform_by_hand(channel_id: UUID, month: str) -> Response | tuple[str, int]:
    """Keep what was typed."""
    form = ByHandForm.sent()
    with transaction() as session:
        channel = access_channel(session, actor_here(Kind.WORKER), channel_id)
        if not form.validate():
            return _by_hand(form, channel.name, month_of(month)), 422
        tell_by_hand(session, channel, month_of(month), form.told())
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.platforms"), 303)


@bp.get("/outreach/platforms/ages/<uuid:channel_id>/<month>")
@allows(EDIT)
def platform_ages(channel_id: UUID, month: str) -> str:
    """Show the form of an audience's ages."""
    with reading() as session:
        channel = access_channel(session, actor_here(Kind.WORKER), channel_id)
        told = audiences(session, [channel.id], month_of(month)).get(channel.id, {})
        return _ages(AgesForm.of(told), channel.name, month_of(month))


@bp.post("/outreach/platforms/ages/<uuid:channel_id>/<month>")
@allows(EDIT)
def tell_platform_ages(channel_id: UUID, month: str) -> Response | tuple[str, int]:
    """Keep how an audience was spread over ages."""
    form = AgesForm.sent()
    with transaction() as session:
        channel = access_channel(session, actor_here(Kind.WORKER), channel_id)
        if not form.validate():
            return _ages(form, channel.name, month_of(month)), 422
        try:
            tell_ages(session, channel, month_of(month), form.told())
        except SharesUnclear:
            form.from_13.errors = [_("Together the ages are more than 100 %.")]
            return _ages(form, channel.name, month_of(month)), 422
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.platforms"), 303)


def _ages(form: AgesForm, name: str, month: date) -> str:
    return render_template("outreach/ages.html", form=form, name=name, month=month)


def _by_hand(form: ByHandForm, name: str, month: date) -> str:
    return render_template("outreach/by_hand.html", form=form, name=name, month=month)


@bp.get("/outreach/platforms/words")
@allows(EDIT)
def platform_words() -> str:
    """Show how platforms call their columns, in each language."""
    return _words(HeaderForm(data={"word": request.args.get("word", "")[:80]}))


@bp.post("/outreach/platforms/words")
@allows(EDIT)
def add_platform_word() -> Response | tuple[str, int]:
    """Add a word; files are read by it from now on. Raises `NameTaken`."""
    form = HeaderForm.sent()
    if not form.validate():
        return _words(form), 422
    with transaction() as session:
        organisation_id = organisation_of(actor_here(Kind.WORKER))
        add_header(session, organisation_id, means=meaning(form.means.data), **form.plan())
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.platform_words"), 303)


@bp.post("/outreach/platforms/words/<uuid:word_id>/delete")
@allows(EDIT)
def delete_platform_word(word_id: UUID) -> Response:
    """Take a word of one's own away."""
    with transaction() as session:
        session.delete(access_header(session, actor_here(Kind.WORKER), word_id))
    flash(_("Deleted."))
    return redirect(url_for("outreach.platform_words"), 303)


def _words(form: HeaderForm) -> str:
    with reading() as session:
        own = own_headers(session, organisation_of(actor_here(Kind.WORKER)))
        return render_template(
            "outreach/platform_words.html",
            form=form,
            own=[(one, words.word(meaning(one.means))) for one in own],
            shipped=shipped(),
            tongues=LANGUAGES,
            words=words,
        )

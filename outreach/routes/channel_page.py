"""What an approved channel has: the words that say whose it is, its links, its posters."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from outreach import actions, qr, queries, words
from outreach.access import EDIT, VIEW, access_channel
from outreach.forms import LinkForm
from outreach.models import Channel
from outreach.queries.leading import may_lead
from outreach.queries.posters import PAPER
from outreach.queries.records import IN_USE, links_for_channel
from outreach.routes.door import bp


@bp.get("/outreach/channels/<uuid:channel_id>/links")
@allows(VIEW)
def channel_links(channel_id: UUID) -> str:
    """Show a channel's words, links and posters."""
    with reading() as session:
        found = access_channel(session, actor_here(Kind.WORKER), channel_id)
        return _page(session, found, _form(session, found))


@bp.post("/outreach/channels/<uuid:channel_id>/links")
@allows(EDIT)
def add_channel_link(channel_id: UUID) -> Response | tuple[str, int]:
    """Make a link for one placement on the channel, outside any campaign."""
    with transaction() as session:
        found = access_channel(session, actor_here(Kind.WORKER), channel_id)
        form = _form(session, found, sent=True)
        if not form.validate():
            return _page(session, found, form), 422
        made = actions.add_link(session, form.plan(), campaign=None, channel=found)
    flash(_("The link is ready: %(code)s", code=made.code), "good")
    return redirect(url_for("outreach.channel_links", channel_id=channel_id), 303)


def _form(session: Session, found: Channel, *, sent: bool = False) -> LinkForm:
    form = LinkForm.sent() if sent else LinkForm(data={"active_from": clock.local_day()})
    return form.offer(queries.lines_here(session, found.organisation_id), [])


def _page(session: Session, found: Channel, form: LinkForm) -> str:
    today = clock.local_day()
    lines = {one.id: one.name for one in queries.lines_here(session, found.organisation_id)}
    return render_template(
        "outreach/channel_links.html",
        channel=found,
        is_dark=found.is_dark(today),
        is_in_use=found.state in IN_USE,
        links=[
            (
                link,
                qr.full_address(link.code),
                link.medium in PAPER,
                lines.get(link.line_id, {}),
                bool(link.target) and not may_lead(link.target or ""),
            )
            for link in links_for_channel(session, found.id)
            if link.is_active(today)
        ],
        form=form,
        edit=EDIT,
        words=words,
    )

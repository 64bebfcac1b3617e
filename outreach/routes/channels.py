"""Channels: the list and the form."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.identity import Kind, actor_here
from outreach import actions, queries, words
from outreach.access import APPROVE, EDIT, VIEW, access_channel, organisation_of
from outreach.forms import ChannelForm
from outreach.models import Channel
from outreach.queries.requests import is_unchecked
from outreach.routes.door import bp
from outreach.schemas import ChannelPlan, ChannelState, states_from
from outreach.seen import print_of
from policies.guard.forms import point_out

NOT_APPROVED = (ChannelState.PROPOSED, ChannelState.CLOSED)


@bp.get("/outreach/channels")
@allows(VIEW)
def channels() -> str:
    """List the channels with their state and when they are looked at again."""
    with reading() as session:
        found = queries.channels(session, actor_here(Kind.WORKER).organisation_id)
        return render_template(
            "outreach/channels.html",
            channels=found,
            today=clock.local_day(),
            edit=EDIT,
            approve=APPROVE,
            is_unchecked=is_unchecked,
            words=words,
        )


@bp.get("/outreach/channels/new")
@allows(EDIT)
def new_channel() -> str:
    """Show the form of a new channel."""
    return _form(_offering(ChannelForm(), None), None)


@bp.post("/outreach/channels/new")
@allows(EDIT)
def add_channel() -> Response | tuple[str, int]:
    """Make a channel."""
    form = _offering(ChannelForm.sent(), None)
    if not form.validate():
        return _form(form, None), 422
    with transaction() as session:
        made = actions.save_channel(
            session, form.plan(), organisation_id=organisation_of(actor_here(Kind.WORKER))
        )
    point_out(*form.texts())
    flash(_("Proposed. Next: can you keep it?"), "good")
    return redirect(url_for("outreach.assess_channel", channel_id=made.id), 303)


@bp.get("/outreach/channels/<uuid:channel_id>")
@allows(EDIT)
def edit_channel(channel_id: UUID) -> str:
    """Show a channel's form."""
    with reading() as session:
        found = access_channel(session, actor_here(Kind.WORKER), channel_id)
        form = _offering(ChannelForm.of(found), found)
        return _form(form, found)


@bp.post("/outreach/channels/<uuid:channel_id>")
@allows(EDIT)
def save_channel(channel_id: UUID) -> Response | tuple[str, int]:
    """Change a channel."""
    with transaction() as session:
        found = access_channel(session, actor_here(Kind.WORKER), channel_id)
        form = _offering(ChannelForm.sent(), found)
        if not form.validate():
            return _form(form, found), 422
        session.refresh(found, with_for_update=True)
        if not form.is_of_now(print_of(found, ChannelPlan)):
            return _form(form, found), 409
        actions.save_channel(
            session, form.plan(), organisation_id=found.organisation_id, channel=found
        )
    point_out(*form.texts())
    return _saved()


def _offering(form: ChannelForm, channel: Channel | None) -> ChannelForm:
    form.offer(states_from(channel.state if channel else None))
    return form


def _form(form: ChannelForm, channel: Channel | None) -> str:
    return render_template(
        "outreach/channel_form.html",
        form=form,
        channel=channel,
        is_fixed=channel is not None and channel.state not in NOT_APPROVED,
        words=words,
    )


def _saved() -> Response:
    flash(_("The channel is saved."), "good")
    return redirect(url_for("outreach.channels"), 303)

"""Posts: written, looked at, moved on from state to state, and who outside writes them."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows, may
from core.db import reading, transaction
from core.identity import Actor, Kind, actor_here
from organisation.queries import names, producers_in
from outreach import actions, qr, queries, words
from outreach.access import (
    CAMPAIGNS,
    EDIT,
    POST,
    access_campaign,
    access_post,
    permission_for,
)
from outreach.forms import MoveForm, PostForm, ProducersForm
from outreach.models import Campaign, Link, Post
from outreach.queries.posts import gaps_of, moves_of, writers_of
from outreach.routes.door import bp
from outreach.schemas.posts import STEPS, PostDeed, PostState, deeds_at
from outreach.words.posts import BUTTONS


@bp.get("/outreach/campaigns/<uuid:campaign_id>/posts/new")
@allows(POST)
def new_post(campaign_id: UUID) -> str:
    """Show the form of a new post."""
    with reading() as session:
        found = access_campaign(session, actor_here(Kind.WORKER), campaign_id, POST)
        form = PostForm(data={"planned_on": clock.local_day()})
        return _form_page(session, found, form)


@bp.post("/outreach/campaigns/<uuid:campaign_id>/posts/new")
@allows(POST)
def add_post(campaign_id: UUID) -> Response | tuple[str, int]:
    """Write a post."""
    here, form = actor_here(Kind.WORKER), PostForm.sent()
    with transaction() as session:
        found = access_campaign(session, here, campaign_id, POST)
        if not _offering(session, found, form).validate():
            return _form_page(session, found, form), 422
        made = actions.save_post(session, here, found, form.plan())
    flash(_("A draft. When it is ready, ask for a second reader."), "good")
    return _see(made.id)


@bp.get("/outreach/posts/<uuid:post_id>")
@allows(CAMPAIGNS)
def post(post_id: UUID) -> str:
    """Show a post as it will be, what it lacks, what can be done to it and what was done."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        campaign, found = access_post(session, here, post_id)
        moves = moves_of(session, found.id)
        return render_template(
            "outreach/post.html",
            campaign=campaign,
            post=found,
            channel=_channel_name(session, found),
            link=_address(session, found),
            gaps=gaps_of(session, campaign, found),
            moves=moves,
            names=names(session, {one.done_by for one in moves}),
            deeds=_deeds(session, here, campaign, found),
            has_written=found.state is PostState.REVIEW
            and here.id in writers_of(session, found.id),
            is_draft=found.state is PostState.DRAFT and may(here, POST),
            words=words,
        )


@bp.get("/outreach/posts/<uuid:post_id>/edit")
@allows(POST)
def edit_post(post_id: UUID) -> str:
    """Show a draft's form."""
    with reading() as session:
        campaign, found = access_post(session, actor_here(Kind.WORKER), post_id, POST)
        return _form_page(session, campaign, PostForm.of(found), post=found)


@bp.post("/outreach/posts/<uuid:post_id>/edit")
@allows(POST)
def save_post(post_id: UUID) -> Response | tuple[str, int]:
    """Write a draft anew."""
    here, form = actor_here(Kind.WORKER), PostForm.sent()
    with transaction() as session:
        campaign, found = access_post(session, here, post_id, POST)
        if not _offering(session, campaign, form).validate():
            return _form_page(session, campaign, form, post=found), 422
        session.refresh(found, with_for_update=True)
        if found.state is PostState.DRAFT and not form.is_of_now(str(found.sequence)):
            return _form_page(session, campaign, form, post=found), 409
        actions.save_post(session, here, campaign, form.plan(), post=found)
    flash(_("Saved."), "good")
    return _see(post_id)


@bp.post("/outreach/posts/<uuid:post_id>/move")
@allows(CAMPAIGNS)
def move_post(post_id: UUID) -> Response:
    """Let a post take a step."""
    here, form = actor_here(Kind.WORKER), MoveForm(request.form)
    form.checked()
    step = form.step()
    with transaction() as session:
        campaign, found = access_post(session, here, post_id, permission_for(step.deed))
        actions.move_post(session, here, campaign, found, step)
    flash(_("Done."), "good")
    return _see(post_id)


@bp.get("/outreach/campaigns/<uuid:campaign_id>/producers")
@allows(EDIT)
def producers(campaign_id: UUID) -> str:
    """Show which outside producers see a campaign."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = access_campaign(session, here, campaign_id, EDIT)
        shared = queries.producers_of(session, [found.id])[found.id]
        form = ProducersForm(data={"producers": [str(one) for one in shared]})
        form.offer(producers_in(session, here.organisation_id))
        return render_template("outreach/producers.html", campaign=found, form=form)


@bp.post("/outreach/campaigns/<uuid:campaign_id>/producers")
@allows(EDIT)
def share_campaign(campaign_id: UUID) -> Response:
    """Let exactly the ticked producers see a campaign (R64)."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_campaign(session, here, campaign_id, EDIT)
        form = ProducersForm.sent().offer(producers_in(session, here.organisation_id))
        form.checked()
        actions.share_campaign(session, found, {UUID(one) for one in form.producers.data or []})
    flash(_("Saved."), "good")
    return redirect(url_for("outreach.campaign", campaign_id=campaign_id), 303)


def _deeds(
    session: Session, here: Actor, campaign: Campaign, post: Post
) -> list[tuple[PostDeed, Any, bool]]:
    """List what one may do now with what the button says, and whether it asks why; forward first.

    What would be refused is not offered: approving one's own, or what still lacks something.
    """
    is_refused = here.id in writers_of(session, post.id) or gaps_of(session, campaign, post)
    found = [
        (deed, BUTTONS[deed], STEPS[deed].needs_reason)
        for deed in deeds_at(post.state)
        if may(here, permission_for(deed)) and not (deed is PostDeed.APPROVE and is_refused)
    ]
    return sorted(found, key=lambda one: one[2])


def _see(post_id: UUID) -> Response:
    return redirect(url_for("outreach.post", post_id=post_id), 303)


def _offering(session: Session, campaign: Campaign, form: PostForm) -> PostForm:
    return form.offer(
        queries.channels_in_use(session, campaign.organisation_id),
        queries.links_of(session, campaign.id),
    )


def _form_page(
    session: Session, campaign: Campaign, form: PostForm, *, post: Post | None = None
) -> str:
    return render_template(
        "outreach/post_form.html",
        campaign=campaign,
        post=post,
        form=_offering(session, campaign, form),
    )


def _channel_name(session: Session, post: Post) -> str:
    channels = queries.channels(session, actor_here(Kind.WORKER).organisation_id)
    return next((one.name for one in channels if one.id == post.channel_id), "")


def _address(session: Session, post: Post) -> str:
    """Give the address that belongs into the post."""
    link = session.get(Link, post.link_id) if post.link_id else None
    return qr.full_address(link.code) if link else ""

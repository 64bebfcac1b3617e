"""Campaigns: the list, one campaign with its links and change log, and its forms."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core import clock
from core.access import allows
from core.db import reading, transaction
from core.identity import Actor, Kind, actor_here
from outreach import actions, queries, words
from outreach.access import (
    CAMPAIGNS,
    EDIT,
    POST,
    access_campaign,
    campaigns_seen,
    organisation_of,
)
from outreach.forms import CampaignForm, ChangeForm, LinkForm
from outreach.looked_back import brought
from outreach.models import Campaign
from outreach.protected import threshold
from outreach.queries.checkins import last_month
from outreach.queries.posts import posts_of
from outreach.routes.door import bp
from outreach.schemas import CampaignPlan, Span, Stage
from outreach.seen import print_of
from outreach.shown import LinkCounts, ShownLinks, kinds_alone, shown_links
from outreach.waiting import waiting_for
from policies.guard.forms import point_out

DAYS_SHOWN = 30


def _this_month() -> Span:
    today = clock.local_day()
    return Span(clock.month_starts(today), clock.next_month(today))


def last_days() -> Span:
    """Give the days that sparklines show, today included."""
    tomorrow = clock.local_day() + timedelta(days=1)
    return Span(tomorrow - timedelta(days=DAYS_SHOWN), tomorrow)


@bp.get("/outreach")
@allows(CAMPAIGNS)
def campaigns() -> str:
    """List the campaigns with their state and this month's counts."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = campaigns_seen(session, here)
        sums = queries.campaign_totals(session, [one.id for one in found], _this_month())
        return render_template(
            "outreach/campaigns.html",
            campaigns=[(one, kinds_alone(sums.get(one.id))) for one in found],
            waiting=waiting_for(session, here),
            last=last_month(),
            edit=EDIT,
            k=threshold(),
            words=words,
        )


@bp.get("/outreach/campaigns/new")
@allows(EDIT)
def new_campaign() -> str:
    """Show the form of a new campaign."""
    form = CampaignForm(data={"starts_on": clock.local_day(), "languages": ["fi"]})
    return render_template("outreach/campaign_form.html", form=form, campaign=None)


@bp.post("/outreach/campaigns/new")
@allows(EDIT)
def add_campaign() -> Response | tuple[str, int]:
    """Make a campaign."""
    form = CampaignForm.sent()
    if not form.validate():
        return render_template("outreach/campaign_form.html", form=form, campaign=None), 422
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        made = actions.save_campaign(session, form.plan(), organisation_id=organisation_of(here))
    flash(_("The campaign is saved. Add its first link next."), "good")
    return _see(made.id)


@bp.get("/outreach/campaigns/<uuid:campaign_id>")
@allows(CAMPAIGNS)
def campaign(campaign_id: UUID) -> str:
    """Show a campaign: goal, links with counts, change log."""
    here = actor_here(Kind.WORKER)
    with reading() as session:
        found = access_campaign(session, here, campaign_id)
        today = clock.local_day()
        link, change = _link_form(session, here), ChangeForm(data={"day": today})
        link.active_from.data = today
        return _page(session, here, found, link=link, change=change)


@bp.get("/outreach/campaigns/<uuid:campaign_id>/edit")
@allows(EDIT)
def edit_campaign(campaign_id: UUID) -> str:
    """Show a campaign's form."""
    with reading() as session:
        found = access_campaign(session, actor_here(Kind.WORKER), campaign_id, EDIT)
        return render_template(
            "outreach/campaign_form.html", form=CampaignForm.of(found), campaign=found
        )


@bp.post("/outreach/campaigns/<uuid:campaign_id>/edit")
@allows(EDIT)
def save_campaign(campaign_id: UUID) -> Response | tuple[str, int]:
    """Change a campaign."""
    form = CampaignForm.sent()
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_campaign(session, here, campaign_id, EDIT)
        if not form.validate():
            return render_template("outreach/campaign_form.html", form=form, campaign=found), 422
        session.refresh(found, with_for_update=True)
        if not form.is_of_now(print_of(found, CampaignPlan)):
            return render_template("outreach/campaign_form.html", form=form, campaign=found), 409
        actions.save_campaign(
            session, form.plan(), organisation_id=found.organisation_id, campaign=found
        )
    flash(_("Saved."), "good")
    return _see(campaign_id)


@bp.post("/outreach/campaigns/<uuid:campaign_id>/changes")
@allows(EDIT)
def log_change(campaign_id: UUID) -> Response | tuple[str, int]:
    """Write a line into the change log (R34)."""
    here = actor_here(Kind.WORKER)
    form = ChangeForm.sent()
    with transaction() as session:
        found = access_campaign(session, here, campaign_id, EDIT)
        if not form.validate():
            return _page(session, here, found, link=_link_form(session, here), change=form), 422
        actions.log_change(session, found, form.told())
    flash(_("The change is in the log."), "good")
    point_out(form.what.data, form.why.data)
    return _see(campaign_id)


@bp.post("/outreach/campaigns/<uuid:campaign_id>/links")
@allows(EDIT)
def add_link(campaign_id: UUID) -> Response | tuple[str, int]:
    """Make a link for one placement."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        found = access_campaign(session, here, campaign_id, EDIT)
        form = _link_form(session, here, sent=True)
        if not form.validate():
            return _page(
                session, here, found, link=form, change=ChangeForm(data={"day": clock.local_day()})
            ), 422
        chosen = {one.id: one for one in queries.channels_in_use(session, here.organisation_id)}
        wanted = form.channel_id()
        channel = chosen.get(wanted) if wanted else None
        made = actions.add_link(session, form.plan(), campaign=found, channel=channel)
    flash(_("The link is ready: %(code)s", code=made.code), "good")
    return _see(campaign_id)


def _see(campaign_id: UUID) -> Response:
    return redirect(url_for("outreach.campaign", campaign_id=campaign_id), 303)


def _link_form(session: Session, here: Actor, *, sent: bool = False) -> LinkForm:
    form: Any = LinkForm.sent() if sent else LinkForm()
    form.offer(
        queries.lines_here(session, here.organisation_id),
        queries.channels_in_use(session, here.organisation_id),
    )
    return form  # type: ignore[no-any-return]


def _page(
    session: Session, here: Actor, found: Campaign, *, link: LinkForm, change: ChangeForm
) -> str:
    span = last_days()
    return render_template(
        "outreach/campaign.html",
        campaign=found,
        shown=_links(session, here, found, span),
        changes=queries.changes(session, found.id),
        posts=posts_of(session, found),
        tests=brought(session, found, Stage.TEST_DONE, span),
        attempts=brought(session, found, Stage.CONTACT_ATTEMPT, span),
        since=clock.month_starts(span.first),
        link_form=link,
        change_form=change,
        is_over=found.is_over(clock.local_day()),
        days=DAYS_SHOWN,
        k=threshold(),
        edit=EDIT,
        post=POST,
        words=words,
    )


def _links(session: Session, here: Actor, found: Campaign, span: Span) -> ShownLinks:
    links = queries.links_of(session, found.id)
    ids = [link.id for link in links]
    counts = LinkCounts(
        span, queries.link_totals(session, ids, span), queries.days_of_link(session, ids, span)
    )
    return shown_links(
        links,
        counts,
        lines=queries.lines_here(session, here.organisation_id),
        channels=queries.channels(session, here.organisation_id),
    )

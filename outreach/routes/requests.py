"""Channel requests: the assessment, the request with its decisions, and a channel's upkeep."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlmodel import Session
from werkzeug.wrappers import Response

from core.access import allows, may
from core.db import reading, transaction
from core.identity import Actor, Kind, actor_here
from organisation.queries import members, names
from outreach import actions, queries, words
from outreach.access import APPROVE, EDIT, VIEW, access_channel, organisation_of
from outreach.actions.requesting import is_their_turn
from outreach.errors import RequestIsDecided
from outreach.forms import AssessmentForm, DecisionForm, KeepersForm
from outreach.models import Channel, ChannelRequest
from outreach.queries.requests import advice, decisions, has_lapsed, is_unchecked, request_of
from outreach.routes.door import bp
from outreach.schemas.requests import Criterion, Decision, RequestState, RequestStep
from outreach.schemas.rounds import Named
from outreach.seen import asked_for


@bp.get("/outreach/channels/<uuid:channel_id>/request")
@allows(VIEW)
def channel_request(channel_id: UUID) -> str | Response:
    """Show a channel's request with what was decided; without one, the assessment."""
    with reading() as session:
        here = actor_here(Kind.WORKER)
        channel = access_channel(session, here, channel_id)
        if request_of(session, channel.id) is None and may(here, EDIT):
            return redirect(url_for("outreach.assess_channel", channel_id=channel_id), 303)
        return _page(session, here, channel, DecisionForm())


@bp.get("/outreach/channels/<uuid:channel_id>/request/edit")
@allows(EDIT)
def assess_channel(channel_id: UUID) -> str:
    """Show the assessment's form."""
    with reading() as session:
        here = actor_here(Kind.WORKER)
        channel = access_channel(session, here, channel_id)
        found = request_of(session, channel.id)
        form = AssessmentForm.of(found) if found else AssessmentForm(data={"keeper": str(here.id)})
        return _form(session, here, channel, form)


@bp.post("/outreach/channels/<uuid:channel_id>/request/edit")
@allows(EDIT)
def ask_for_channel(channel_id: UUID) -> Response | tuple[str, int]:
    """Send the assessment to the first step."""
    form, here = AssessmentForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        channel = access_channel(session, here, channel_id)
        _offer(session, here, channel, form)
        if not form.validate():
            return _form(session, here, channel, form), 422
        actions.ask_for_channel(session, here, channel, form.assessment())
    flash(_("The request is on its way to the unit lead."), "good")
    return _see(channel_id)


@bp.post("/outreach/channels/<uuid:channel_id>/request/decide")
@allows(APPROVE)
def decide_request(channel_id: UUID) -> Response | tuple[str, int]:
    """Say the word of the step at which the request stands (R68)."""
    form, here = DecisionForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        channel = access_channel(session, here, channel_id)
        if not form.validate():
            return _page(session, here, channel, form), 422
        actions.decide_request(
            session,
            here,
            channel,
            Decision(form.decision.data),
            reason=form.reason.data or "",
            conditions=form.conditions.data or "",
            review_on=form.review_on.data,
            seen=form.seen.data or "",
        )
    flash(_("The decision is kept."), "good")
    return _see(channel_id)


@bp.post("/outreach/channels/<uuid:channel_id>/look-again")
@allows(APPROVE)
def look_at_channel_again(channel_id: UUID) -> Response:
    """Let an approval go on; a channel that went dark is in use again (R72)."""
    here = actor_here(Kind.WORKER)
    with transaction() as session:
        channel = access_channel(session, here, channel_id)
        actions.look_at_channel_again(session, here, channel)
    flash(_("The channel is approved for another time."), "good")
    return redirect(url_for("outreach.channels"), 303)


@bp.post("/outreach/channels/<uuid:channel_id>/check")
@allows(EDIT)
def check_disclosure(channel_id: UUID) -> Response:
    """Note that the channel itself says whose it is (R67)."""
    with transaction() as session:
        actions.check_disclosure(access_channel(session, actor_here(Kind.WORKER), channel_id))
    flash(_("Noted: the text is there."), "good")
    return redirect(url_for("outreach.channels"), 303)


@bp.post("/outreach/channels/<uuid:channel_id>/keepers")
@allows(EDIT)
def change_keepers(channel_id: UUID) -> Response:
    """Let other workers keep a channel."""
    form, here = KeepersForm.sent(), actor_here(Kind.WORKER)
    with transaction() as session:
        channel = access_channel(session, here, channel_id)
        found = request_of(session, channel.id)
        if found is None:
            raise RequestIsDecided
        form.offer(_workers(session, here))
        form.checked()
        actions.change_keepers(found, UUID(form.keeper.data), form.backup_id())
    flash(_("Saved."), "good")
    return _see(channel_id)


def _see(channel_id: UUID) -> Response:
    return redirect(url_for("outreach.channel_request", channel_id=channel_id), 303)


def _workers(session: Session, here: Actor) -> list[Named]:
    found = members(session, organisation_of(here))
    return [Named(one.id, one.name) for one in found if one.is_active]


def _offer(session: Session, here: Actor, channel: Channel, form: AssessmentForm) -> None:
    others = [
        Named(one.id, one.name)
        for one in queries.channels_in_use(session, here.organisation_id)
        if one.id != channel.id
    ]
    form.offer_all(_workers(session, here), others)


def _form(session: Session, here: Actor, channel: Channel, form: AssessmentForm) -> str:
    _offer(session, here, channel, form)
    return render_template("outreach/assessment.html", form=form, channel=channel)


def _page(session: Session, here: Actor, channel: Channel, form: DecisionForm) -> str:
    found = request_of(session, channel.id)
    if found is not None:
        form.seen.data = form.seen.data or asked_for(channel, found)
    keepers = KeepersForm()
    keepers.offer(_workers(session, here))
    if found is not None:
        keepers.keeper.data, keepers.backup.data = str(found.keeper_id), str(found.backup_id or "")
    said = decisions(session, found.id) if found else []
    return render_template(
        "outreach/request.html",
        channel=channel,
        request=found,
        advice=advice(found) if found else None,
        decisions=said,
        names=_names(session, found, [one.decided_by for one in said]),
        steps=list(RequestStep),
        criteria=list(Criterion),
        may_decide=found is not None and _may_decide(session, here, found),
        has_lapsed=found is not None and has_lapsed(found),
        is_unchecked=is_unchecked(channel),
        form=form,
        keepers=keepers,
        edit=EDIT,
        words=words,
    )


def _names(session: Session, found: ChannelRequest | None, deciders: list[UUID]) -> dict[UUID, str]:
    people = [found.keeper_id, found.asked_by] if found else []
    if found and found.backup_id:
        people.append(found.backup_id)
    return names(session, [*people, *deciders])


def _may_decide(session: Session, here: Actor, found: ChannelRequest) -> bool:
    is_open = may(here, APPROVE) and found.state is RequestState.WAITING
    return is_open and is_their_turn(session, here, found)

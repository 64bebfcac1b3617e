"""To the identity provider and back into the same conversation."""

from flask import Response, make_response, render_template, request, url_for
from flask import session as round_trip
from sqlmodel import Session
from werkzeug.utils import redirect

from chat.access import access_conversation
from chat.actions.step_up import (
    fail_step_up,
    fresh_state,
    leave_for_step_up,
    show_person,
)
from chat.errors import StepUpLapsed
from chat.models import Conversation
from chat.routes.doors import bp, see_chat
from core.access import PUBLIC, allows
from core.db import transaction
from core.errors import NotFound
from core.house import house
from core.identity import Actor, Kind, actor_here
from core.limits import limiter
from organisation.errors import ProviderAway, ProviderRefused
from organisation.places import local_path
from organisation.provider import Asked
from organisation.step_up import INVENTED, ConsoleStepUp, StepUpProvider, step_up_provider
from policies.queries import policy

WAY_BACK = "step_up"


@bp.get("/chat/step-up")
@limiter.limit("30 per minute")
@allows(PUBLIC)
def leave_for_step_up_provider() -> Response:
    """Send the visitor who said yes to the provider; by a link, for forms lead only to us."""
    here, state = actor_here(Kind.VISITOR), fresh_state()
    try:
        with transaction() as session:
            leave_for_step_up(session, _own(session, here), state)
        round_trip[WAY_BACK] = url_for("chat.conversation")
        return make_response(_provider().send(_back_url(), state, _asked()))
    except StepUpLapsed:
        return see_chat()
    except (ProviderAway, ProviderRefused):
        return _failed(here)


@bp.get("/chat/step-up/back")
@limiter.limit("30 per minute")
@allows(PUBLIC)
def back_from_step_up() -> Response:
    """Bring the visitor back into their conversation, whatever the provider said."""
    here = actor_here(Kind.VISITOR)
    try:
        person = _provider().person(_asked(), policy().stepup.visitor.claims)
        with transaction() as session:
            show_person(session, here, _own(session, here), request.args.get("state", ""), person)
    except (ProviderAway, ProviderRefused, StepUpLapsed):
        return _failed(here)
    return _home()


@bp.get("/chat/step-up/demo")
@allows(PUBLIC)
def invented_people() -> str:
    """List the demo's invented people. Raises `NotFound` outside the demo."""
    _console()
    return render_template(
        "chat/invented_people.html", people=INVENTED, state=request.args.get("state", "")
    )


@bp.post("/chat/step-up/demo")
@allows(PUBLIC)
def be_invented_person() -> Response:
    """Send the browser back as a provider would; with no name, as one that refuses."""
    code = _console().issue(name) if (name := request.form.get("name", "")) else ""
    way = url_for("chat.back_from_step_up", code=code, state=request.form.get("state", ""))
    return make_response(redirect(way, 303))


def _own(session: Session, here: Actor) -> Conversation:
    """Find the conversation of this browser. Raises `StepUpLapsed`."""
    if here.id is None:
        raise StepUpLapsed
    return access_conversation(session, here, here.id)


def _failed(here: Actor) -> Response:
    with transaction() as session:
        found = session.get(Conversation, here.id) if here.id else None
        if found is not None:
            fail_step_up(session, found)
    return _home()


def _home() -> Response:
    """Lead into the conversation, in the language in which they left it."""
    way = local_path(str(round_trip.pop(WAY_BACK, "")))
    return make_response(redirect(way or url_for("chat.conversation"), 303))


def _asked() -> Asked:
    rule = policy().stepup.visitor
    return Asked(rule.acr, (rule.max_age.hours * 60 + rule.max_age.minutes) * 60)


def _back_url() -> str:
    """Give the one address that is registered at the provider: the same in every language."""
    return f"{house().settings.public_url.rstrip('/')}/chat/step-up/back"


def _provider() -> StepUpProvider:
    found = step_up_provider()
    if found is None:
        raise StepUpLapsed
    return found


def _console() -> ConsoleStepUp:
    found = step_up_provider()
    if not house().settings.demo or not isinstance(found, ConsoleStepUp):
        raise NotFound
    return found

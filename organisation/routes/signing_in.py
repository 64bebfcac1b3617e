"""Doors for signing in and out: with a password, at a provider, in the demo at its twin."""

import hmac
from typing import Any

from flask import Response, current_app, make_response, render_template, request, url_for
from flask import session as round_trip

from core.access import PUBLIC, allows
from core.db import reading, transaction
from core.errors import NotFound, Refusal
from core.house import house
from core.identity import Kind, actor_here, forget
from core.limits import limiter
from core.settings import Settings
from organisation import actions
from organisation.access import prove
from organisation.console_identity import STATE, ConsoleIdentityProvider
from organisation.errors import ProviderRefused, WrongSignIn
from organisation.forms import ROLE_NAMES, SignInForm
from organisation.places import first_page, local_path
from organisation.provider import IdentityProvider, provider
from organisation.queries import everybody, lines
from organisation.routes.doors import bp, let_in, see

NEXT = "next"


@bp.get("/sign-in")
@allows(PUBLIC)
def sign_in() -> str | Response:
    """Show the sign-in page; who is in already goes on."""
    actor = actor_here(Kind.WORKER)
    wanted = local_path(request.args.get(NEXT, ""))
    if actor.kind is Kind.WORKER:
        return see(wanted or first_page(actor))
    return _page(SignInForm(data={NEXT: wanted}))


@bp.post("/sign-in")
@limiter.limit("10 per minute")
@allows(PUBLIC)
def enter() -> str | Response | tuple[str, int]:
    """Sign in with address and password; what was wrong is not said."""
    form = SignInForm(request.form)
    if not form.validate():
        return _page(form), 422
    try:
        with reading() as session:
            proof = prove(session, form.email.data or "", form.password.data or "")
        return let_in(proof, form.next.data or "")
    except WrongSignIn as refusal:
        return _refused(form, refusal, "password")


@bp.post("/sign-out")
@allows(PUBLIC)
def sign_out() -> Response:
    """End the session on the server, close its live sockets and take the cookie away."""
    with transaction() as session:
        actions.sign_out(session, actor_here(Kind.WORKER))
    return forget(see(url_for("organisation.sign_in")), Kind.WORKER)


@bp.get("/sign-in/oidc")
@limiter.limit("30 per minute")
@allows(PUBLIC)
def leave_for_provider() -> Response:
    """Send the browser to the provider; by a link, because our CSP lets forms lead only here."""
    round_trip[NEXT] = local_path(request.args.get(NEXT, ""))
    return make_response(_provider().authorize_redirect(back_url(house().settings)))


@bp.get("/sign-in/oidc/back")
@limiter.limit("30 per minute")
@allows(PUBLIC)
def back_from_provider() -> str | Response | tuple[str, int]:
    """Read the provider's answer and let in whom it proves, if somebody invited them."""
    wanted = round_trip.pop(NEXT, "")
    try:
        identity = _provider().identity_from_callback()
        with transaction() as session:
            proof = actions.recognise(session, identity)
        return let_in(proof, wanted)
    except (ProviderRefused, WrongSignIn) as refusal:
        return _refused(SignInForm(data={NEXT: wanted}), refusal, "provider")


@bp.get("/sign-in/demo")
@allows(PUBLIC)
def demo_people() -> str:
    """List the demo's people, to be one of them. Raises `NotFound` outside the demo."""
    _console()
    state = _checked_state(request.args.get("state", ""))
    with reading() as session:
        people = everybody(session)
        names = {line.id: line.name for line in lines(session)}
    return render_template(
        "organisation/demo_people.html",
        people=people,
        line_names=names,
        state=state,
        role_names=ROLE_NAMES,
    )


@bp.post("/sign-in/demo")
@allows(PUBLIC)
def be_demo_person() -> Response:
    """Give the browser a code for the person it chose, and send it back as a provider would."""
    console = _console()
    state = _checked_state(request.form.get("state", ""))
    code = console.issue(request.form.get("email", ""))
    return see(url_for("organisation.back_from_provider", code=code, state=state))


def back_url(settings: Settings) -> str:
    """Give the one address that is registered at the provider: the same in every language."""
    return f"{settings.public_url.rstrip('/')}/sign-in/oidc/back"


def _provider() -> IdentityProvider:
    found = provider()
    if found is None:
        raise NotFound
    return found


def _console() -> ConsoleIdentityProvider:
    found = provider()
    if not house().settings.demo or not isinstance(found, ConsoleIdentityProvider):
        raise NotFound
    return found


def _checked_state(given: str) -> str:
    if (
        not hmac.compare_digest(given.encode(), str(round_trip.get(STATE, "")).encode())
        or not given
    ):
        raise ProviderRefused
    return given


def _refused(form: SignInForm, refusal: Refusal, way: str) -> tuple[str, int]:
    with transaction() as session:
        actions.note_failed_sign_in(session, way)
    return _page(form, refusal=str(refusal.sentence)), refusal.status


def _page(form: SignInForm, **told: Any) -> str:
    found = current_app.extensions.get("identity_provider")
    way = "demo" if isinstance(found, ConsoleIdentityProvider) else "provider" if found else ""
    return render_template(
        "organisation/sign_in.html", form=form, way=way, **{"refusal": "", **told}
    )

"""What the organisation room does once when the house is built."""

from datetime import timedelta

from flask import Flask
from flask_babel import lazy_gettext as _l

from core.db import reading
from core.identity import Actor, Kind, actor_of_subject
from core.mail import make_mailer
from core.settings import Settings
from organisation.access import prove
from organisation.console_identity import ConsoleIdentityProvider
from organisation.provider import IdentityProvider
from organisation.queries import names, readers
from organisation.step_up import make_step_up
from policies.proof import proven_by
from policies.queries import deeds_said, names_by
from policies.telling import readers_by

ROUND_TRIP = timedelta(minutes=10)
DEEDS = {
    "organisation.sign_in": _l("Signed in"),
    "organisation.sign_in_failed": _l("A sign-in failed"),
    "organisation.sign_out": _l("Signed out"),
    "organisation.link_provider": _l("Joined the organisation's account to their own"),
    "organisation.change_password": _l("Changed their password"),
    "organisation.accept": _l("Took up an invitation"),
    "organisation.take_back": _l("Took back an invitation"),
    "organisation.make_keys": _l("Made keys of their own"),
    "organisation.add_unlock": _l("Added a way to open their keys"),
    "organisation.remove_unlock": _l("Removed a way to open their keys"),
    "organisation.make_line_key": _l("Made a line's key"),
    "organisation.export_own": _l("Took along what is stored about them"),
    "organisation.add_unit": _l("Added a unit"),
}


def prepare(app: Flask, settings: Settings) -> None:
    """Choose mailer and identity provider; make Flask's own cookie fit for one round trip only.

    The officer's page may say the names and deeds that stand in the log.

    It is signed, never read by scripts and void after ten minutes. Who somebody is stands in
    `core.identity`.
    """
    app.config.update(
        SESSION_COOKIE_NAME="__Host-rt" if settings.is_https else "rt",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=ROUND_TRIP,
    )
    names_by(names)
    readers_by(readers)
    proven_by(proven)
    deeds_said(DEEDS)
    app.extensions["mailer"] = make_mailer(settings)
    app.extensions["identity_provider"] = make_provider(app, settings)
    app.extensions["step_up_provider"] = make_step_up(app, settings)


def make_provider(app: Flask, settings: Settings) -> IdentityProvider | None:
    """Choose the provider: the organisation's, in the demo the console twin, else none."""
    if settings.oidc_issuer:
        from organisation.oidc import OpenIdProvider  # noqa: PLC0415  heavy (`organisation.provider`)

        return OpenIdProvider(app, settings)
    return ConsoleIdentityProvider(settings) if settings.demo else None


def proven(email: str, password: str) -> Actor:
    """Give the worker whom a command names, once the password shows that it is they.

    Raises `WrongSignIn`.
    """
    with reading() as session:
        return actor_of_subject(session, Kind.WORKER, prove(session, email, password).worker_id)

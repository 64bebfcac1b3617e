"""What the organisation room does once when the house is built."""

from datetime import timedelta

from flask import Flask

from core.mail import make_mailer
from core.settings import Settings
from organisation.console_identity import ConsoleIdentityProvider
from organisation.oidc import IdentityProvider, OpenIdProvider

ROUND_TRIP = timedelta(minutes=10)


def prepare(app: Flask, settings: Settings) -> None:
    """Choose mailer and identity provider; make Flask's own cookie fit for one round trip only.

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
    app.extensions["mailer"] = make_mailer(settings)
    app.extensions["identity_provider"] = make_provider(app, settings)


def make_provider(app: Flask, settings: Settings) -> IdentityProvider | None:
    """Choose the provider: the organisation's, in the demo the console twin, else none."""
    if settings.oidc_issuer:
        return OpenIdProvider(app, settings)
    return ConsoleIdentityProvider(settings) if settings.demo else None

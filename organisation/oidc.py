"""Signing in at the organisation's identity provider (OpenID Connect Core 1.0).

Authlib does the round trip: state, nonce and PKCE S256, the code's exchange, signature, issuer,
audience and time of the ID token. It leaves undone what stands here, each measured against an
independent provider: the `iss` parameter of the answer (RFC 9207, mix-up), the algorithms (it takes
the provider's own list), a missing ID token, the authentication level (`acr`) and how long ago the
person signed in there (`auth_time`).
"""

from typing import Any, Protocol

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, current_app, request, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug import Response

from core import clock
from core.settings import Settings
from organisation.errors import ProviderAway, ProviderRefused
from organisation.schemas import Identity

log = structlog.get_logger(__name__)

NAME = "provider"
ALGORITHMS = ["RS256", "ES256"]
LEEWAY_SECONDS = 60
PATIENCE_SECONDS = 10
ROUND_TRIP_KEY = f"_state_{NAME}_"


class IdentityProvider(Protocol):
    """Whoever can say for the organisation who somebody is."""

    def authorize_redirect(self, back_url: str) -> Response:
        """Send the browser to the provider. Raises `ProviderAway`."""

    def identity_from_callback(self) -> Identity:
        """Read the provider's answer from this request. Raises `ProviderRefused`."""


class PinnedClient(FlaskOAuth2App):  # type: ignore[misc]
    """Authlib's client for one issuer whose word about itself is not believed."""

    issuer = ""

    def load_server_metadata(self) -> Any:
        """Give the provider's metadata, for the expected issuer only and with our algorithms."""
        metadata = super().load_server_metadata()
        if metadata.get("issuer") != self.issuer:  # OpenID Connect Discovery 1.0, 4.3
            raise ProviderRefused
        metadata["id_token_signing_alg_values_supported"] = ALGORITHMS
        return metadata


class OpenIdProvider:
    """The organisation's provider, through Authlib."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.issuer = settings.oidc_issuer
        self.required_acr = settings.oidc_required_acr
        self.longest_ago = settings.session_hours * 3600
        self.client = OAuth(app).register(
            NAME,
            client_cls=type("Client", (PinnedClient,), {"issuer": self.issuer}),
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value(),
            server_metadata_url=f"{self.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email profile",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE_SECONDS,
            },
        )

    def authorize_redirect(self, back_url: str) -> Response:
        """Send the browser there; state, nonce and verifier wait in a short-lived signed cookie."""
        _forget_round_trips()
        asked: dict[str, Any] = {"max_age": self.longest_ago}
        if self.required_acr:
            asked["acr_values"] = " ".join(self.required_acr)
        try:
            return self.client.authorize_redirect(back_url, **asked)  # type: ignore[no-any-return]
        except (AuthlibBaseError, RequestException, ValueError) as away:
            raise ProviderAway from away

    def identity_from_callback(self) -> Identity:
        """Give who the answer proves. Raises `ProviderRefused`, whatever was wrong with it."""
        try:
            self._check_issuer()
            token = self.client.authorize_access_token(
                claims_options={"iss": {"essential": True, "values": [self.issuer]}},
                leeway=LEEWAY_SECONDS,
            )
            claims = self._claims(token)
        except (AuthlibBaseError, JoseError, RequestException, ValueError) as wrong:
            log.warning("identity_provider_answer_refused", cause=type(wrong).__name__)
            raise ProviderRefused from wrong
        finally:
            _forget_round_trips()
        return Identity(
            subject=f"{self.issuer} {claims['sub']}",
            email=str(claims.get("email") or ""),
            is_email_verified=claims.get("email_verified") is True,
        )

    def _check_issuer(self) -> None:
        """RFC 9207, 2.4: an `iss` that is given must be ours; a promised one must be given."""
        given = request.args.get("iss")
        promised = self.client.load_server_metadata().get(
            "authorization_response_iss_parameter_supported"
        )
        if (given is not None or promised) and given != self.issuer:
            raise ProviderRefused

    def _claims(self, token: dict[str, Any]) -> dict[str, Any]:
        claims = token.get("userinfo")
        if not token.get("id_token") or not claims:
            raise ProviderRefused  # without an ID token Authlib would have checked nothing
        if self.required_acr and claims.get("acr") not in self.required_acr:
            raise ProviderRefused
        self._check_freshness(claims.get("auth_time"))
        return claims if "email" in claims else {**claims, **self._userinfo(token, claims)}

    def _check_freshness(self, signed_in_at: object) -> None:
        """With `max_age` asked, `auth_time` is required (OpenID Connect Core 1.0, 3.1.2.1)."""
        if not isinstance(signed_in_at, int | float):
            raise ProviderRefused
        if clock.now().timestamp() - signed_in_at > self.longest_ago + LEEWAY_SECONDS:
            raise ProviderRefused

    def _userinfo(self, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """Ask for the address where the ID token has none, of the same person (Core 1.0, 5.3.2)."""
        if not self.client.load_server_metadata().get("userinfo_endpoint"):
            return {}
        told = self.client.userinfo(token=token)
        if told.get("sub") != claims["sub"]:
            raise ProviderRefused
        return {name: told[name] for name in ("email", "email_verified") if name in told}


def _forget_round_trips() -> None:
    for key in [key for key in session if key.startswith(ROUND_TRIP_KEY)]:
        del session[key]


def provider() -> IdentityProvider | None:
    """Give the provider of this house, if there is one."""
    return current_app.extensions.get("identity_provider")

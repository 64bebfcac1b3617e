"""Signing in at the organisation's identity provider (OpenID Connect Core 1.0).

Authlib does the round trip: state, nonce and PKCE S256, the code's exchange, signature, issuer,
audience and time of the ID token. It leaves undone what stands here, each measured against an
independent provider: the `iss` parameter of the answer (RFC 9207, mix-up), the algorithms (it takes
the provider's own list), a missing ID token, the authentication level (`acr`) and how long ago the
person signed in there (`auth_time`).
"""

from dataclasses import dataclass
from typing import Any

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask, request, session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug import Response

from core import clock
from core.settings import Settings
from organisation.errors import ProviderAway, ProviderRefused
from organisation.provider import Asked
from organisation.schemas import Identity

log = structlog.get_logger(__name__)

NAME = "provider"
ALGORITHMS = ["RS256", "ES256"]
LEEWAY_SECONDS = 60
PATIENCE_SECONDS = 10


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


@dataclass(frozen=True)
class Registration:
    """What a provider knows us by: one for workers, another for a visitor's step-up."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    scope: str


class OpenIdClient:
    """One registration at one provider: there with a question, back with what is proven."""

    def __init__(self, app: Flask, known: Registration) -> None:
        self.issuer, self.name = known.issuer, known.name
        self.client = OAuth(app).register(
            known.name,
            client_cls=type("Client", (PinnedClient,), {"issuer": known.issuer}),
            client_id=known.client_id,
            client_secret=known.client_secret,
            server_metadata_url=f"{known.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": known.scope,
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE_SECONDS,
            },
        )

    def send(self, back_url: str, asked: Asked, **more: str) -> Response:
        """Send the browser there; state, nonce and verifier wait in a short-lived signed cookie.

        Raises `ProviderAway`.
        """
        self._forget_round_trips()
        told: dict[str, Any] = {"max_age": asked.longest_ago, **more}
        if asked.acr:
            told["acr_values"] = " ".join(asked.acr)
        try:
            return self.client.authorize_redirect(back_url, **told)  # type: ignore[no-any-return]
        except (AuthlibBaseError, RequestException, ValueError) as away:
            raise ProviderAway from away

    def prove(self, asked: Asked, *wanted: str) -> dict[str, Any]:
        """Give the claims that the answer in this request proves, those `wanted` if it has them.

        Raises `ProviderRefused`, whatever was wrong with it.
        """
        try:
            self._check_issuer()
            token = self.client.authorize_access_token(
                claims_options={"iss": {"essential": True, "values": [self.issuer]}},
                leeway=LEEWAY_SECONDS,
            )
            return self._claims(token, asked, wanted)
        except (AuthlibBaseError, JoseError, RequestException, ValueError) as wrong:
            log.warning("identity_provider_answer_refused", cause=type(wrong).__name__)
            raise ProviderRefused from wrong
        finally:
            self._forget_round_trips()

    def _check_issuer(self) -> None:
        """RFC 9207, 2.4: an `iss` that is given must be ours; a promised one must be given."""
        given = request.args.get("iss")
        promised = self.client.load_server_metadata().get(
            "authorization_response_iss_parameter_supported"
        )
        if (given is not None or promised) and given != self.issuer:
            raise ProviderRefused

    def _claims(
        self, token: dict[str, Any], asked: Asked, wanted: tuple[str, ...]
    ) -> dict[str, Any]:
        claims = token.get("userinfo")
        if not token.get("id_token") or not claims:
            raise ProviderRefused  # without an ID token Authlib would have checked nothing
        if asked.acr and claims.get("acr") not in asked.acr:
            raise ProviderRefused
        _check_freshness(claims.get("auth_time"), asked.longest_ago)
        lacking = [name for name in wanted if name not in claims]
        return {**claims, **self._userinfo(token, claims, lacking)} if lacking else claims

    def _userinfo(
        self, token: dict[str, Any], claims: dict[str, Any], lacking: list[str]
    ) -> dict[str, Any]:
        """Ask for what the ID token does not say, of the same person (Core 1.0, 5.3.2)."""
        if not self.client.load_server_metadata().get("userinfo_endpoint"):
            return {}
        told = self.client.userinfo(token=token)
        if told.get("sub") != claims["sub"]:
            raise ProviderRefused
        return {name: told[name] for name in lacking if name in told}

    def _forget_round_trips(self) -> None:
        for key in [key for key in session if key.startswith(f"_state_{self.name}_")]:
            del session[key]


def _check_freshness(signed_in_at: object, longest_ago: int) -> None:
    """With `max_age` asked, `auth_time` is required (OpenID Connect Core 1.0, 3.1.2.1)."""
    if not isinstance(signed_in_at, int | float):
        raise ProviderRefused
    if clock.now().timestamp() - signed_in_at > longest_ago + LEEWAY_SECONDS:
        raise ProviderRefused


class OpenIdProvider:
    """The organisation's provider for its workers."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.asked = Asked(settings.oidc_required_acr, settings.session_hours * 3600)
        self.client = OpenIdClient(
            app,
            Registration(
                NAME,
                settings.oidc_issuer,
                settings.oidc_client_id,
                settings.oidc_client_secret.get_secret_value(),
                "openid email profile",
            ),
        )

    def authorize_redirect(self, back_url: str) -> Response:
        """Send the browser to the provider. Raises `ProviderAway`."""
        return self.client.send(back_url, self.asked)

    def identity_from_callback(self) -> Identity:
        """Give who the answer proves. Raises `ProviderRefused`, whatever was wrong with it."""
        claims = self.client.prove(self.asked, "email", "email_verified")
        return Identity(
            subject=f"{self.client.issuer} {claims['sub']}",
            email=str(claims.get("email") or ""),
            is_email_verified=claims.get("email_verified") is True,
        )

"""Step-up: where a visitor proves, if they choose to, who they are (R3).

A registration of its own at a provider of its own: workers and visitors never meet there. Claims
come under the names of OpenID Connect Core 1.0, 5.1, or under those of the Finnish Trust Network.
"""

import hmac
import secrets
from typing import Any, Protocol

from flask import Flask, current_app, request, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from core.settings import Settings
from organisation.errors import ProviderRefused
from organisation.provider import Asked

LONGEST_CLAIM = 200
NAMES = {
    "name": ("name", "urn:oid:2.16.840.1.113730.3.1.241"),
    "birth_date": ("birthdate", "urn:oid:1.3.6.1.5.5.7.9.1"),
    "identity_code": ("urn:oid:1.2.246.21", "hetu"),
}
INVENTED = (
    {"name": "Testi Henkilö", "birth_date": "2001-02-03", "identity_code": "030201A900A"},
    {"name": "Malli Esimerkki", "birth_date": "1988-11-12", "identity_code": "121188-901B"},
)
"""The demo's people: their codes are of the range that belongs to nobody (900-999)."""


class StepUpProvider(Protocol):
    """Whoever can say who a visitor is."""

    def send(self, back_url: str, state: str, asked: Asked) -> Response:
        """Send the browser there. Raises `ProviderAway`."""

    def person(self, asked: Asked, wanted: tuple[str, ...]) -> dict[str, str]:
        """Read the answer from this request: what is `wanted` and proven.

        Raises `ProviderRefused`.
        """


class OpenIdStepUp:
    """A provider through Authlib."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        # Heavy, and few houses have one (`organisation.provider`).
        from organisation.oidc import OpenIdClient, Registration  # noqa: PLC0415

        self.client = OpenIdClient(
            app,
            Registration(
                "step_up",
                settings.stepup_issuer,
                settings.stepup_client_id,
                settings.stepup_client_secret.get_secret_value(),
                settings.stepup_scope,
            ),
        )

    def send(self, back_url: str, state: str, asked: Asked) -> Response:
        """Send the browser there; whoever used the device before must not answer for them."""
        return self.client.send(back_url, asked, state=state, prompt="login")

    def person(self, asked: Asked, wanted: tuple[str, ...]) -> dict[str, str]:
        """Give what is wanted, and nothing else of what the provider said."""
        claims = self.client.prove(asked, *(NAMES[one][0] for one in wanted))
        return _only(claims, wanted)


class ConsoleStepUp:
    """The demo's twin: two invented people to choose from. Raises `RuntimeError` elsewhere."""

    def __init__(self, settings: Settings) -> None:
        if not settings.demo:
            raise RuntimeError("The console identification exists in the demo only.")
        self._codes: dict[str, dict[str, str]] = {}

    def send(self, back_url: str, state: str, asked: Asked) -> Response:  # noqa: ARG002  a real provider needs them
        """Send the browser to the page that lists the invented people."""
        return redirect(url_for("chat.invented_people", state=state), 303)

    def issue(self, name: str) -> str:
        """Give a code that tells once that the browser's person is the one of this name."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = next((one for one in INVENTED if one["name"] == name), {})
        return code

    def person(self, asked: Asked, wanted: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG002  a real provider needs it
        """Take the code and forget it. Raises `ProviderRefused` at its second use."""
        known = self._codes.pop(request.args.get("code", ""), None)
        if known is None:
            raise ProviderRefused
        return _only({NAMES[one][0]: said for one, said in known.items()}, wanted)


def _only(claims: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, str]:
    """Keep the wanted claims under our names. Raises `ProviderRefused` when one is not proven."""
    found = {
        one: next((claims[name] for name in NAMES[one] if claims.get(name)), None) for one in wanted
    }
    if not all(isinstance(said, str) for said in found.values()):
        raise ProviderRefused
    return {one: str(said)[:LONGEST_CLAIM] for one, said in found.items()}


def same(given: str, held: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(given.encode(), held.encode())


def step_up_provider() -> StepUpProvider | None:
    """Give the provider at which visitors of this house may prove who they are, if any."""
    return current_app.extensions.get("step_up_provider")


def make_step_up(app: Flask, settings: Settings) -> StepUpProvider | None:
    """Choose it: the configured one, in the demo the console twin, else none."""
    if settings.stepup_issuer:
        return OpenIdStepUp(app, settings)
    return ConsoleStepUp(settings) if settings.demo else None

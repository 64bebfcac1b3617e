"""Who can say for the house who somebody is, and what it asks of them.

What speaks to a real provider (`organisation.oidc`) is loaded only where one is configured: Authlib
and what it brings are 8 MB.
"""

from dataclasses import dataclass
from typing import Protocol

from flask import current_app
from werkzeug import Response

from organisation.schemas import Identity


class IdentityProvider(Protocol):
    """Whoever can say for the organisation who somebody is."""

    def authorize_redirect(self, back_url: str) -> Response:
        """Send the browser to the provider. Raises `ProviderAway`."""

    def identity_from_callback(self) -> Identity:
        """Read the provider's answer from this request. Raises `ProviderRefused`."""


@dataclass(frozen=True)
class Asked:
    """How surely, and how lately, the person must have shown there who they are."""

    acr: tuple[str, ...]
    longest_ago: int


def provider() -> IdentityProvider | None:
    """Give the provider of this house, if there is one."""
    return current_app.extensions.get("identity_provider")

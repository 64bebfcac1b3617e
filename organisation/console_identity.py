"""The console twin of an identity provider: in this process, and nowhere but in the demo.

It walks the same road as a real one: the browser goes there with a state, somebody is chosen, the
browser comes back with a code that works once, and the house learns who it is from the code.
"""

import hmac
import secrets

from flask import request, session, url_for
from werkzeug import Response
from werkzeug.utils import redirect

from core.settings import Settings
from organisation.errors import ProviderRefused
from organisation.schemas import Identity

STATE = "demo_state"


class ConsoleIdentityProvider:
    """Lets anybody be any of the demo's people. Raises `RuntimeError` outside the demo."""

    def __init__(self, settings: Settings) -> None:
        if not settings.demo:
            raise RuntimeError("The console identity provider exists in the demo only.")
        self._codes: dict[str, Identity] = {}

    def authorize_redirect(self, back_url: str) -> Response:  # noqa: ARG002  a real provider needs it
        """Send the browser to the page that lists the demo's people."""
        session[STATE] = secrets.token_urlsafe(16)
        return redirect(url_for("organisation.demo_people", state=session[STATE]), 303)

    def issue(self, email: str) -> str:
        """Give a code that tells once that the browser's person is the one with this address."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = Identity(f"demo {email}", email, is_email_verified=True)
        return code

    def identity_from_callback(self) -> Identity:
        """Take the code and forget it.

        Raises `ProviderRefused` for another browser's state and for a second use.
        """
        state = session.pop(STATE, "")
        identity = self._codes.pop(request.args.get("code", ""), None)
        given = request.args.get("state", "")
        if identity is None or not state or not hmac.compare_digest(state.encode(), given.encode()):
            raise ProviderRefused
        return identity

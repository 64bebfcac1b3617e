"""On which terms the two sides of a conversation may call each other."""

import base64
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from core import clock
from core.house import house
from policies.queries import policy

if TYPE_CHECKING:
    from organisation.models import Line

CREDENTIALS_LAST = timedelta(hours=4)


def has_calls(line: "Line") -> bool:
    """Whether a line has calls: the policy names it, and there is a way that it allows."""
    rule = policy().calls
    return line.slug in rule.lines and (house().settings.has_relay or rule.addresses == "told")


def call_features(*lines: "Line") -> tuple[str, ...]:
    """Name what a page of these lines may ask the browser for: nothing where nobody calls."""
    if not any(has_calls(line) for line in lines):
        return ()
    return ("camera", "microphone") if "video" in policy().calls.kinds else ("microphone",)


def call_terms(line: "Line") -> dict[str, Any]:
    """Give what a browser needs for a call (`docs/protocol.md`, `call_terms`).

    Where there is a relay, everything goes through it: neither side learns the other's address.
    """
    is_offered = has_calls(line)
    return {
        "offered": is_offered,
        "kinds": list(policy().calls.kinds),
        "relayed": house().settings.has_relay,
        "ice": _ice_servers() if is_offered else [],
    }


def _ice_servers() -> list[dict[str, str]]:
    return [
        {"urls": one, **(_credentials() if one.startswith("turn") else {})}
        for one in house().settings.ice_servers
    ]


def _credentials() -> dict[str, str]:
    """Make credentials that say nobody's name and run out (draft-uberti-behave-turn-rest-00)."""
    until = int((clock.now() + CREDENTIALS_LAST).timestamp())
    username = f"{until}:{secrets.token_hex(8)}"
    secret = house().settings.turn_secret.get_secret_value().encode()
    mac = hmac.new(secret, username.encode(), "sha1").digest()
    return {"username": username, "credential": base64.b64encode(mac).decode()}

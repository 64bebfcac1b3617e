"""Six words in a test: what the browser makes of them, without the slow part."""

import base64
import hashlib
from dataclasses import asdict, dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from organisation.models import Line
from tests.people_chat import ORIGIN, AtSocket


@dataclass(frozen=True)
class Code:
    """What a browser sends of a return code."""

    lookup: str
    auth: str


def a_code(words: str = "kuusi sanaa") -> Code:
    """Give what a browser would make of some words: other words, other bytes."""
    bits = hashlib.sha512(words.encode()).digest()
    lookup, auth = (base64.urlsafe_b64encode(part).decode() for part in (bits[:16], bits[16:48]))
    return Code(lookup.rstrip("="), auth.rstrip("="))


def asks_for(visitor: AtSocket, code: Code) -> TestResponse:
    """Let a visitor ask for a return code, or for another one."""
    return visitor.browser.post("/chat/return-code", data=asdict(code), headers=ORIGIN)


def comes_back(browser: FlaskClient, line: Line, code: Code) -> TestResponse:
    """Type the words on a line's page."""
    headers = {**ORIGIN, "Accept": "application/json"}
    return browser.post(f"/lines/{line.slug}/return", data=asdict(code), headers=headers)


def at_another_device(visitor: AtSocket, line: Line, code: Code) -> AtSocket:
    """Let a visitor come back from a browser that has never been here, and connect."""
    browser = visitor.home.app.test_client()
    assert comes_back(browser, line, code).status_code == 200
    return AtSocket(visitor.home, browser, visitor.kind, visitor.conversation_id).connect()

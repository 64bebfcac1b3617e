"""What a visitor answered, carried in the address of the page that it led to.

Sealed by the house, so that an address bar, a history or a log tells nobody what was answered, all
of about one length, and good for as long as the policy says. The house keeps nothing of it.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import timedelta

from core import clock
from core.crypto import Sealed, derive, seal, unseal
from core.house import house
from guidance.worry.condition import Answers
from policies.queries import policy

STEP = 256
LONGEST = 4_096


@dataclass(frozen=True)
class Carried:
    """Answers, the chosen municipality's number, and the code of the link that led to the test."""

    answers: Answers
    place: str
    k: str


def sealed(test: str, given: Carried) -> str:
    """Write what was answered so that only the house reads it."""
    until = clock.now() + timedelta(minutes=policy().directory.worry_minutes)
    said = {
        "until": int(until.timestamp()),
        "answers": {question: sorted(chosen) for question, chosen in given.answers.items()},
        "place": given.place,
        "k": given.k,
    }
    plain = json.dumps(said, separators=(",", ":")).encode()
    padded = plain.ljust(-(-len(plain) // STEP) * STEP)
    return base64.urlsafe_b64encode(seal(_key(), padded, test.encode())).decode().rstrip("=")


def opened(test: str, told: str) -> Carried | None:
    """Read what was answered; None once its time is over, and for what the house did not write."""
    try:
        raw = base64.urlsafe_b64decode(f"{told[:LONGEST]}{'=' * (-len(told) % 4)}")
        said = json.loads(unseal(_key(), raw, test.encode()))
    except (binascii.Error, Sealed, ValueError):
        return None
    if said["until"] <= clock.now().timestamp():
        return None
    answers = {question: frozenset(chosen) for question, chosen in said["answers"].items()}
    return Carried(answers, said["place"], said["k"])


def _key() -> bytes:
    return derive(house().settings.secret_key.get_secret_value(), "worry-answers/1")

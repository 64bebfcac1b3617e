"""Proof of work at the door: nothing at calm, seconds of a phone's time when the door is rushed.

The server keeps no puzzle: it signs one (HMAC-SHA-256) for a line and a time, and remembers only
which it has taken, until they are too old anyway. The browser looks for numbers whose PBKDF2
(RFC 8018) begins with zero bits: the work is done by the browser's own native code, which old
phones have, and looked over here by `PARTS` derivations.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core import clock
from core.crypto import derive
from core.house import house

PARTS = 4
"""Several small searches instead of one: their sum varies half as much."""
ITERATIONS = 2_000
BITS = {1: 4, 2: 6, 3: 8}
LASTS = timedelta(minutes=10)
LONGEST = 300


@dataclass
class _Taken:
    """Which puzzles have been used, with the moment at which each is too old anyway."""

    until: dict[str, datetime]

    def take(self, token: str) -> bool:
        """Use a puzzle; False when it has been used."""
        at = clock.now()
        for old in [one for one, until in self.until.items() if until <= at]:
            del self.until[old]
        if token in self.until:
            return False
        self.until[token] = at + LASTS
        return True


taken = _Taken({})
"""What this process knows to be used; the others tell it theirs (`chat/listeners/door.py`)."""


def puzzle(line_id: UUID, level: int) -> dict[str, Any]:
    """Give what the browser has to solve before it may start; nothing at level 0."""
    if not level:
        return {"level": 0}
    stamp = int(clock.now().timestamp())
    body = f"{line_id}.{level}.{stamp}.{secrets.token_hex(8)}"
    token = f"{body}.{_signed(body)}"
    return {
        "level": level,
        "token": token,
        "parts": PARTS,
        "iterations": ITERATIONS,
        "bits": BITS[level],
    }


def is_solved(answer: str, line_id: UUID, level: int) -> bool:
    """Whether `token:n,n,n,n` solves a fresh, unused puzzle of this line, nearly of this level.

    The crowd may have grown while the browser was counting: one level less is let in.
    """
    token, _colon, numbers = answer[:LONGEST].partition(":")
    body, _dot, signature = token.rpartition(".")
    if not hmac.compare_digest(_signed(body).encode(), signature.encode()):
        return False
    of_line, of_level, stamp, _nonce = body.split(".")
    age = clock.now().timestamp() - int(stamp)
    is_fit = of_line == str(line_id) and int(of_level) >= level - 1 and age < LASTS.total_seconds()
    found = numbers.split(",")
    if not is_fit or len(found) != PARTS or not all(one.isdecimal() for one in found):
        return False
    bits = BITS[int(of_level)]
    solved = all(_zeros(token, part, number) >= bits for part, number in enumerate(found))
    if not solved or not taken.take(token):
        return False
    house().live.note("puzzle.taken", token)
    return True


def _zeros(token: str, part: int, number: str) -> int:
    """Count the zero bits with which one derivation begins, of 32."""
    salt = f"{part}.{number}".encode()
    derived = hashlib.pbkdf2_hmac("sha256", token.encode(), salt, ITERATIONS, 4)
    return 32 - int.from_bytes(derived, "big").bit_length()


def _signed(body: str) -> str:
    key = derive(house().settings.secret_key.get_secret_value(), "puzzle/1")
    return hmac.new(key, body.encode(), "sha256").hexdigest()[:32]

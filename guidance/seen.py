"""What a form has seen of an entry, so that two editors do not write over each other."""

import hashlib
import json
from datetime import UTC, datetime

from core import clock
from guidance.entry import Entry
from guidance.history import told

LONGEST_MOMENT = 12


def seen_of(entry: Entry) -> str:
    """Give what a form carries along: what the entry says, as a hash, and the moment."""
    return f"{_digest(entry)}.{int(clock.now().timestamp())}"


def is_as_seen(entry: Entry, seen: str) -> bool:
    """Whether an entry says what it said when its form was opened; "" is a form that knows not."""
    return not seen or seen.partition(".")[0] == _digest(entry)


def seen_at(seen: str) -> datetime:
    """Give when a form was opened; now for one that does not tell."""
    given = seen.partition(".")[2]
    is_moment = given.isascii() and given.isdigit() and len(given) < LONGEST_MOMENT
    return datetime.fromtimestamp(int(given), UTC) if is_moment else clock.now()


def _digest(entry: Entry) -> str:
    return hashlib.sha256(json.dumps(told(entry), sort_keys=True).encode()).hexdigest()

"""Workers' own words about a round or a process: sealed at rest under a key that dies first."""

import json
from uuid import UUID

from core.crypto import Sealed, seal, unseal
from core.house import house


def kept(about: UUID, **words: str) -> bytes | None:
    """Seal words under the key of what they are about, made when there is none; None for none."""
    if not any(words.values()):
        return None
    return seal(_key(about), json.dumps(words).encode(), about.bytes)


def read(about: UUID, body: bytes | None) -> dict[str, str]:
    """Open words; empty when there are none or their key is dead."""
    if body is None:
        return {}
    try:
        opened: dict[str, str] = json.loads(unseal(house().keys.get(about), body, about.bytes))
    except Sealed:
        return {}
    return opened


def _key(about: UUID) -> bytes:
    keys = house().keys
    try:
        return keys.get(about)
    except Sealed:
        return keys.create(about)

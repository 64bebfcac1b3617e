"""Passwords: argon2id, at the least price that OWASP names.

19 MiB and two passes (OWASP Password Storage Cheat Sheet) cost about 25 ms here. The library's own
default costs four times that, and in a server of one thread every open conversation would wait.
"""

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l

SHORTEST = 12
LONGEST = 200
FEWEST_DIFFERENT = 5

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """Hash a password with a salt of its own."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`. Takes as long when there is nothing stored."""
    try:
        _hasher.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def fresher(stored: str, password: str) -> str | None:
    """Give a new hash when `stored` was made at another price than today's."""
    return hashed(password) if _hasher.check_needs_rehash(stored) else None


def weakness(password: str, *, email: str = "") -> str | None:
    """Say why a password is too easy, or None: length above all, no rules about signs (ASVS V6)."""
    if len(password) < SHORTEST:
        return _l("Use at least 12 characters. Several words in a row are easy to remember.")
    if len(password) > LONGEST:
        return _l("Use at most 200 characters.")
    if len(set(password.lower())) < FEWEST_DIFFERENT or _holds_address(password, email):
        return _l("This is too easy to guess. Choose words that have nothing to do with you.")
    return None


def _holds_address(password: str, email: str) -> bool:
    local = email.partition("@")[0].lower()
    return bool(local) and local in password.lower() and len(password) < len(local) + SHORTEST


@lru_cache(maxsize=1)
def _nobodys() -> str:
    """A hash that belongs to nobody, so that an unknown address costs what a known one does."""
    return hashed("a password that nobody has")

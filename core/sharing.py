"""A secret cut into shares of which any two give it back, and one tells nothing (Shamir, 1979).

Each byte of the secret is where a straight line over GF(2⁸) crosses zero; a share is another point
of all those lines. `static/js/sealed/shares.js` does the same in the browser.
"""

import secrets
from functools import cache

_FIELD = 0x11B  # x⁸ + x⁴ + x³ + x + 1, the field of AES
MOST = 255


def split(secret: bytes, shares: int) -> list[bytes]:
    """Cut `secret` into shares: number 1 … `shares`, then one byte for each of the secret's.

    Raises `ValueError` for fewer than 2 or more than 255.
    """
    if not 2 <= shares <= MOST:  # noqa: PLR2004  any two
        raise ValueError("There are 2 to 255 shares.")
    slopes = secrets.token_bytes(len(secret))
    return [
        bytes([x, *(s ^ _times(a, x) for s, a in zip(secret, slopes, strict=True))])
        for x in range(1, shares + 1)
    ]


def join(one: bytes, other: bytes) -> bytes:
    """Give the secret back from two shares.

    Raises `ValueError` when they are one and the same, or of two secrets of different length.
    """
    (x, *here), (y, *there) = one, other
    if x == y or len(one) != len(other):
        raise ValueError("Two different shares of one secret are needed.")
    back = _inverse(x ^ y)
    return bytes(
        _times(_times(a, y) ^ _times(b, x), back) for a, b in zip(here, there, strict=True)
    )


@cache
def _times(a: int, b: int) -> int:
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = (a << 1) ^ (_FIELD if a & 0x80 else 0)
        b >>= 1
    return product


@cache
def _inverse(a: int) -> int:
    return next(b for b in range(1, 256) if _times(a, b) == 1)

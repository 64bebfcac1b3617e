"""The booking code: four spoken words, made on the server because booking works without JavaScript.

48 bits. Only a keyed hash is kept (HMAC-SHA-256 under a key derived from the secret key): whoever
takes the database alone can try no words on it. The words come from the ticket of the page that
books: sent twice, it says the same words, and nothing on the server can say them again.
"""

from core.speakable import BITS_A_WORD, spoken, understood
from core.tickets import Ticket, keyed

WORDS = 4
BYTES = WORDS * BITS_A_WORD // 8


def code_of(ticket: Ticket, lang: str) -> tuple[str, ...]:
    """Give the words that belong to the ticket of a held appointment."""
    return spoken(keyed("booking-code/1", ticket.about.bytes + ticket.nonce)[:BYTES], lang, WORDS)


def lookup_of(words: tuple[str, ...]) -> str:
    """Give what is kept of a code."""
    return keyed("booking-lookup/1", " ".join(words).encode()).hex()


def lookup_typed(typed: str, lang: str) -> str | None:
    """Give what would be kept of the words that somebody typed; None when they are no code."""
    words = understood(typed, lang, WORDS)
    return lookup_of(words) if words else None

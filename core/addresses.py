"""The one place in which a visitor's network address is looked at in order to be kept, sealed.

Only `chat.actions.emergency` asks, only when the policy says `sealed` and the visitor was told, and
what it is given never leaves that call but sealed. Everywhere else a law of the house forbids it.
"""

from flask import request

LONGEST = 45  # an IPv6 address with an IPv4 one in it


def address_here() -> bytes:
    """Give the address that this request came from, behind as many proxies as are trusted.

    It is filled up to one length, so that what is sealed does not tell of which kind it was.
    """
    return (request.remote_addr or "")[:LONGEST].ljust(LONGEST).encode()

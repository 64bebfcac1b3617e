"""QR codes of links: the address on paper, in the language of the page that asks."""

from flask import url_for

from core import qr
from core.house import house


def short_address(code: str) -> str:
    """Give the address as people type it: without the scheme."""
    return _public(url_for("outreach.follow", code=code)).partition("//")[2]


def full_address(code: str) -> str:
    """Give the address for a post or a profile."""
    return _public(url_for("outreach.follow", code=code))


def svg(code: str) -> bytes:
    """Draw a link's QR code as SVG."""
    return qr.svg(scanned_address(code))


def png(code: str) -> bytes:
    """Draw a link's QR code as PNG."""
    return qr.png(scanned_address(code))


def scanned_address(code: str) -> str:
    """Give the address that a code holds: a scan has one of its own, so that it counts apart."""
    return _public(url_for("outreach.scan", code=code))


def _public(path: str) -> str:
    return house().settings.public_url.rstrip("/") + path

"""QR codes (segno): the address on paper, in the language of the page that asks."""

import io

import segno
from flask import url_for

from core.house import house

QUIET_ZONE = 4  # modules, ISO/IEC 18004
PNG_SCALE = 16  # about 600 pixels: sharp on A4


def short_address(code: str) -> str:
    """Give the address as people type it: without the scheme."""
    return _public(url_for("outreach.follow", code=code)).partition("//")[2]


def full_address(code: str) -> str:
    """Give the address for a post or a profile."""
    return _public(url_for("outreach.follow", code=code))


def svg(code: str) -> bytes:
    """Draw a link's QR code as SVG."""
    out = io.BytesIO()
    _made(code).save(
        out,
        kind="svg",
        xmldecl=False,
        border=QUIET_ZONE,
        light="#fff",
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue()


def png(code: str) -> bytes:
    """Draw a link's QR code as PNG."""
    out = io.BytesIO()
    _made(code).save(out, kind="png", border=QUIET_ZONE, scale=PNG_SCALE, light="#fff")
    return out.getvalue()


def _made(code: str) -> segno.QRCode:
    """A scan has an address of its own, so that it is counted apart.

    Level Q survives a torn corner.
    """
    return segno.make(_public(url_for("outreach.scan", code=code)), error="q", micro=False)


def _public(path: str) -> str:
    return house().settings.public_url.rstrip("/") + path

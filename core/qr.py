"""QR codes (segno): an address on paper."""

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import segno

QUIET_ZONE = 4  # modules, ISO/IEC 18004
PNG_SCALE = 16  # about 600 pixels: sharp on A4


def svg(address: str) -> bytes:
    """Draw an address as SVG."""
    out = io.BytesIO()
    _made(address).save(
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


def png(address: str, *, scale: int = PNG_SCALE) -> bytes:
    """Draw an address as PNG; `scale` is pixels for a module."""
    out = io.BytesIO()
    _made(address).save(out, kind="png", border=QUIET_ZONE, scale=scale, light="#fff")
    return out.getvalue()


def matrix(address: str) -> list[list[int]]:
    """Give the modules, the quiet zone included: 1 is dark; rows from the top."""
    return [list(row) for row in _made(address).matrix_iter(border=QUIET_ZONE)]


def _made(address: str) -> "segno.QRCode":
    """Level Q survives a torn corner."""
    import segno  # noqa: PLC0415  half a MB, for those who print

    return segno.make(address, error="q", micro=False)

"""A page as PDF 1.7 (ISO 32000-1): text in the standard fonts, rectangles, and nothing else.

Written by hand because a poster needs no more: every program has the standard fonts, squares stay
sharp at any size, and the file names nobody who made it. Lengths are millimetres from the lower
left corner.
"""

import codecs
from collections.abc import Iterable
from dataclasses import dataclass, field

POINTS = 72 / 25.4
FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "mono": "Courier-Bold"}
MONO_WIDTH = 0.6
"""How wide a letter of Courier is, in parts of its size (Adobe Core 14 metrics)."""
Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass
class Page:
    """One page to draw on."""

    width: float
    height: float
    title: str
    language: str
    _drawn: list[str] = field(default_factory=list)

    def text(  # noqa: PLR0913  where, what and how
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: float,
        font: str = "plain",
        colour: Colour = BLACK,
        upright: bool = True,
    ) -> None:
        """Write one row from (x, y) on; not upright it climbs, as on a strip to tear off."""
        turn = "1 0 0 1" if upright else "0 1 -1 0"
        self._drawn.append(
            f"BT {_rgb(colour)} rg /{font} {size:.2f} Tf {turn} {_pt(x)} {_pt(y)} Tm "
            f"({_escaped(said)}) Tj ET"
        )

    def box(self, x: float, y: float, width: float, height: float, colour: Colour = BLACK) -> None:
        """Fill a rectangle."""
        self._drawn.append(f"{_rgb(colour)} rg {_pt(x)} {_pt(y)} {_pt(width)} {_pt(height)} re f")

    def dashed(self, x: float, y: float, height: float) -> None:
        """Draw a dashed line upwards, to cut along."""
        self._drawn.append(
            f"q 0.4 w [3 3] 0 d {_pt(x)} {_pt(y)} m {_pt(x)} {_pt(y + height)} l S Q"
        )

    def squares(self, x: float, y: float, side: float, rows: Iterable[Iterable[int]]) -> None:
        """Draw a code: rows from the top, a dark module where a value is not 0."""
        matrix = [list(row) for row in rows]
        module = side / len(matrix)
        for down, row in enumerate(matrix, start=1):
            for across, is_dark in enumerate(row):
                if is_dark:
                    self.box(x + across * module, y + side - down * module, module, module)

    def written(self) -> bytes:
        """Give the file."""
        drawn = "\n".join(self._drawn).encode("ascii")
        named = " ".join(f"/{name} {5 + at} 0 R" for at, name in enumerate(FONTS))
        box = f"[0 0 {_pt(self.width)} {_pt(self.height)}]"
        return _file(
            [
                f"<< /Type /Catalog /Pages 2 0 R /Lang ({self.language}) "
                "/ViewerPreferences << /DisplayDocTitle true >> >>".encode(),
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Contents 4 0 R "
                f"/Resources << /Font << {named} >> >> >>".encode(),
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
                *(_font(name) for name in FONTS.values()),
            ],
            self.title,
        )


def _font(name: str) -> bytes:
    return (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
    )


def _file(objects: list[bytes], title: str) -> bytes:
    """Number the objects, and tell in the end where each of them stands."""
    named = codecs.BOM_UTF16_BE + title.encode("utf-16-be")  # the only 16-bit form: 7.9.2.2
    objects = [*objects, f"<< /Title <{named.hex()}> >>".encode()]
    out, places = b"%PDF-1.7\n%\xc3\xa4\xc3\xb6\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
        + b"startxref\n%d\n%%%%EOF\n" % len(out)
    )


def _pt(millimetres: float) -> str:
    return f"{millimetres * POINTS:.2f}"


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:.3f}" for part in colour)


def _escaped(said: str) -> str:
    """Write text in the fonts' own letters (Windows-1252 has all of fi, sv and en)."""
    letters = said.encode("cp1252", "replace")
    return "".join(_letter(one) for one in letters)


def _letter(code: int) -> str:
    is_plain = 32 <= code < 127 and chr(code) not in "()\\"  # noqa: PLR2004  printable ASCII
    return chr(code) if is_plain else f"\\{code:03o}"

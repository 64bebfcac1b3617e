"""Words on a picture: rows that fit, in a font of the system or without one.

Without a font of the system there is Pillow's own, whose letters have no marks: å, ä and ö get
theirs by hand then.
"""

import io
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

LEADING = 1.32
SYSTEM_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf")
DOTS, RING = "\u0308", "\u030a"
Fonts = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Line:
    """A text to draw, how large, in which colour, and in how many rows at most."""

    text: str
    size: int
    colour: str
    most: int = 5


@dataclass(frozen=True)
class Box:
    """Where words may stand: from `left` and `top` to `right` and `bottom`."""

    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=8)
def font(size: int) -> Fonts:
    """Give a font of the system that has all letters, else Pillow's own, which has no marks."""
    for name in SYSTEM_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def write(draw: ImageDraw.ImageDraw, line: Line, box: Box) -> float:
    """Write a text in as many rows as it needs and there is room for; gives where it ends."""
    top = box.top
    rows = wrapped(line, box.right - box.left)
    for row in rows:
        if top + line.size * LEADING > box.bottom:
            return top
        _draw(draw, box.left, top, Line(row, line.size, line.colour))
        top += line.size * LEADING
    return top + (line.size * 0.4 if rows else 0)


def wrapped(line: Line, width: float) -> list[str]:
    """Cut a text into rows that fit into a width."""
    rows: list[str] = []
    drawn = font(line.size)
    for word in line.text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and drawn.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows[: line.most]


def saved(image: Image.Image) -> bytes:
    """Give a picture as PNG, with nothing said in it but what is drawn."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw(draw: ImageDraw.ImageDraw, left: float, top: float, line: Line) -> None:
    """Draw one row; where the font has no letters with marks, å, ä and ö get theirs by hand."""
    drawn = font(line.size)
    if isinstance(drawn, ImageFont.FreeTypeFont) and drawn.getname()[0] != "Aileron":
        draw.text((left, top), line.text, font=drawn, fill=line.colour)
        return
    width = 0.0
    for sign in unicodedata.normalize("NFD", line.text):
        if unicodedata.combining(sign):
            _mark(draw, sign, (left - width / 2, top + line.size * 0.12), line)
            continue
        draw.text((left, top), sign, font=drawn, fill=line.colour)
        width = drawn.getlength(sign)
        left += width


def _mark(draw: ImageDraw.ImageDraw, sign: str, middle: tuple[float, float], line: Line) -> None:
    x, y, dot = *middle, line.size * 0.06
    if sign == DOTS:
        for side in (-2.2 * dot, 2.2 * dot):
            draw.ellipse((x + side - dot, y - dot, x + side + dot, y + dot), fill=line.colour)
    elif sign == RING:
        draw.ellipse(
            (x - 2 * dot, y - 2 * dot, x + 2 * dot, y + 2 * dot),
            outline=line.colour,
            width=max(2, round(dot)),
        )

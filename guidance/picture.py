"""A service card as a picture, for a story or a message.

With a font of the system; without one, with Pillow's own, whose letters have no marks: å, ä and ö
get theirs by hand then.
"""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from flask_babel import gettext as _
from PIL import Image, ImageDraw, ImageFont

from core import qr
from guidance.schemas import ServiceCard

WIDTH, HEIGHT = 1080, 1350  # what Instagram shows whole (4:5)
EDGE = 84
PAPER, INK, SOFT, BRAND = "#fbf7f0", "#1f2430", "#5b6270", "#3f5bd9"
NAME, TEXT, SMALL = 76, 44, 34
LEADING = 1.32
QR_SCALE, QR_SIDE = 8, 300
MOST_FACTS = 3
MOST_LINES = {NAME: 3, TEXT: 5, SMALL: 3}
SYSTEM_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf")
DOTS, RING = "\u0308", "\u030a"
Fonts = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True)
class Line:
    """A text to draw, how large, and in which colour."""

    text: str
    size: int
    colour: str


@lru_cache(maxsize=8)
def _font(size: int) -> Fonts:
    """Give a font of the system that has all letters, else Pillow's own, which has no marks."""
    for name in SYSTEM_FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _draw(draw: ImageDraw.ImageDraw, left: float, top: float, line: Line) -> None:
    """Draw one row; where the font has no letters with marks, å, ä and ö get theirs by hand."""
    font = _font(line.size)
    if isinstance(font, ImageFont.FreeTypeFont) and font.getname()[0] != "Aileron":
        draw.text((left, top), line.text, font=font, fill=line.colour)
        return
    width = 0.0
    for sign in unicodedata.normalize("NFD", line.text):
        if unicodedata.combining(sign):
            _mark(draw, sign, (left - width / 2, top + line.size * 0.12), line)
            continue
        draw.text((left, top), sign, font=font, fill=line.colour)
        width = font.getlength(sign)
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


def png(card: ServiceCard, address: str) -> bytes:
    """Draw a card with the QR code of its page's address."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 28, HEIGHT), fill=BRAND)
    bottom = HEIGHT - EDGE - QR_SIDE
    top = float(EDGE)
    for line in _lines(card):
        top = _write(draw, line, top, bottom)
    code = Image.open(io.BytesIO(qr.png(address, scale=QR_SCALE))).convert("RGB")
    image.paste(code.resize((QR_SIDE, QR_SIDE)), (EDGE, bottom))
    foot = Line(_("Look here whether it is open now."), SMALL, SOFT)
    _write(draw, foot, bottom + QR_SIDE / 3, HEIGHT, left=EDGE + QR_SIDE + 36)
    return _saved(image)


def _lines(card: ServiceCard) -> Iterator[Line]:
    yield Line(card.name, NAME, INK)
    yield Line(card.summary, TEXT, INK)
    for said in (card.phone, card.address, card.hours_text):
        yield Line(said, TEXT, BRAND)
    for fact in card.facts[:MOST_FACTS]:
        yield Line(f"· {fact}", SMALL, SOFT)


def _write(
    draw: ImageDraw.ImageDraw, line: Line, top: float, bottom: float, *, left: int = EDGE
) -> float:
    """Write a text in as many lines as it needs and there is room for; gives where it ends."""
    wrapped = _wrapped(line.text, _font(line.size), WIDTH - EDGE - left)[: MOST_LINES[line.size]]
    for row in wrapped:
        if top + line.size * LEADING > bottom:
            return top
        _draw(draw, left, top, Line(row, line.size, line.colour))
        top += line.size * LEADING
    return top + (line.size * 0.4 if wrapped else 0)


def _wrapped(text: str, font: Fonts, width: int) -> list[str]:
    rows: list[str] = []
    for word in text.split():
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and font.getlength(longer) <= width:
            rows[-1] = longer
        else:
            rows.append(word)
    return rows


def _saved(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()

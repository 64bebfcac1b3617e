"""An info bite as a picture in the sizes that Instagram shows whole (R35)."""

from flask_babel import gettext as _
from PIL import Image, ImageDraw

from guidance.drawing import LEADING, Box, Line, saved, wrapped, write
from guidance.guides.shape import Shape
from guidance.schemas import GuideWords

WIDTH = 1080
EDGE = 96
DEEP, RING, PAPER, SOFT, GLOW = "#0a3f45", "#175259", "#f4f9f6", "#c6ddd8", "#f5ae45"
TITLES = (92, 80, 68)
TEXT, SMALL = 50, 36
MOST_ROWS = 4
FOOT = 190
BAR = 14
RINGS = (260, 400, 560, 740)
HEIGHTS = {Shape.PORTRAIT: 1350, Shape.SQUARE: 1080}


def bite_png(words: GuideWords, address: str, shape: Shape) -> bytes:
    """Draw an info bite with where to read on, as one types it: nobody scans their own screen."""
    height = HEIGHTS[shape]
    image = Image.new("RGB", (WIDTH, height), DEEP)
    draw = ImageDraw.Draw(image)
    for radius in RINGS:
        draw.circle((WIDTH, 0), radius, outline=RING, width=6)
    draw.rectangle((EDGE, EDGE + 150, EDGE + 120, EDGE + 150 + BAR), fill=GLOW)
    bottom = height - FOOT
    top = write(draw, _title(words.title), Box(EDGE, EDGE + 210, WIDTH - EDGE, bottom))
    write(draw, Line(words.lead, TEXT, PAPER, 8), Box(EDGE, top + 24, WIDTH - EDGE, bottom))
    _foot(draw, address, height)
    return saved(image)


def _title(title: str) -> Line:
    """Write the title as large as it may be in a few rows."""
    for size in TITLES:
        line = Line(title, size, PAPER, MOST_ROWS)
        rows = wrapped(Line(title, size, PAPER, MOST_ROWS + 1), WIDTH - 2 * EDGE)
        if len(rows) < MOST_ROWS:
            return line
    return line


def _foot(draw: ImageDraw.ImageDraw, address: str, height: int) -> None:
    top = height - FOOT + 40
    write(draw, Line(_("Read on, without a name:"), SMALL, SOFT, 1), Box(EDGE, top, WIDTH, height))
    shown = address.partition("//")[2] or address
    below = Box(EDGE, top + SMALL * LEADING, WIDTH - EDGE / 2, height)
    write(draw, Line(shown, SMALL, GLOW, 1), below)

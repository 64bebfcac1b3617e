"""A service card as a picture, for a story or a message."""

import io
from collections.abc import Iterator

from flask_babel import gettext as _
from PIL import Image, ImageDraw

from core import qr
from guidance.drawing import Box, Line, saved, write
from guidance.schemas import ServiceCard

WIDTH, HEIGHT = 1080, 1350  # what Instagram shows whole (4:5)
EDGE = 84
PAPER, INK, SOFT, BRAND = "#fbf7f0", "#1f2430", "#5b6270", "#3f5bd9"
NAME, TEXT, SMALL = 76, 44, 34
QR_SCALE, QR_SIDE = 8, 300
MOST_FACTS = 3
FEW = 3


def png(card: ServiceCard, address: str) -> bytes:
    """Draw a card with the QR code of its page's address."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 28, HEIGHT), fill=BRAND)
    bottom = HEIGHT - EDGE - QR_SIDE
    top = float(EDGE)
    for line in _lines(card):
        top = write(draw, line, Box(EDGE, top, WIDTH - EDGE, bottom))
    code = Image.open(io.BytesIO(qr.png(address, scale=QR_SCALE))).convert("RGB")
    image.paste(code.resize((QR_SIDE, QR_SIDE)), (EDGE, bottom))
    foot = Line(_("Look here whether it is open now."), SMALL, SOFT, FEW)
    beside = Box(EDGE + QR_SIDE + 36, bottom + QR_SIDE / 3, WIDTH - EDGE, HEIGHT)
    write(draw, foot, beside)
    return saved(image)


def _lines(card: ServiceCard) -> Iterator[Line]:
    yield Line(card.name, NAME, INK, FEW)
    yield Line(card.summary, TEXT, INK)
    for said in (card.phone, card.address, card.hours_text):
        yield Line(said, TEXT, BRAND)
    for fact in card.facts[:MOST_FACTS]:
        yield Line(f"· {fact}", SMALL, SOFT, FEW)

"""Posters as PDF files to send to a printer: A4, A5, a sticker, and A4 with strips to tear off.

They say what the page to print says: whom the line is for, its name, the code, the short address,
"no name needed", the hours and who answers.
"""

from dataclasses import dataclass, field

from flask_babel import gettext as _

from core import qr as codes
from core.i18n import language
from outreach import pdf
from outreach.poster import HoursLine

SHEETS: dict[str, tuple[float, float]] = {
    "a5": (148, 210),
    "a4": (210, 297),
    "sticker": (100, 100),
}
DEEP: pdf.Colour = (0.039, 0.247, 0.271)
LIGHT: pdf.Colour = (0.957, 0.976, 0.965)
WARM: pdf.Colour = (0.961, 0.682, 0.271)
STRIP = 55.0
ABREAST = 3
WIDEST = 0.62
"""No usual row of Helvetica is wider than so many parts of its size times its letters."""


@dataclass(frozen=True)
class Told:
    """What a poster says; `scanned` is the address in the code, `address` the one to type."""

    name: str
    audience: str
    who_answers: str
    address: str
    scanned: str
    hours: list[HoursLine] = field(default_factory=list)


def poster_pdf(told: Told, size: str, *, strips: int = 0) -> bytes:
    """Draw a poster of one of the `SHEETS`; `strips` to tear off stand at the foot of an A4."""
    width, height = SHEETS[size]
    page = pdf.Page(width, height, title=told.name, language=language())
    if size == "sticker":
        _sticker(page, told)
    else:
        _sheet(page, told, foot=STRIP if strips else 0.0)
    for at in range(strips):
        _strip(page, told, at * width / strips, width / strips)
    return page.written()


def _sheet(page: pdf.Page, told: Told, *, foot: float) -> None:
    unit, left = page.width / 100, page.width * 0.07
    room = page.width - 2 * left
    top = page.height - 30 * unit
    page.box(0, top, page.width, 30 * unit, DEEP)
    for y, said, most, font, colour in (
        (22, told.audience, 3.8, "plain", LIGHT),
        (11.5, told.name, 9.0, "bold", LIGHT),
        (4, _("Want to talk to somebody?"), 5.4, "bold", WARM),
    ):
        size = _fitting(said, most * unit, room)
        page.text(left, top + y * unit, said, size=size, font=font, colour=colour)
    used = _foot(page, told, x=left, y=foot + 4 * unit, unit=unit)
    side = min(62 * unit, top - used - 8 * unit)
    _code(page, told, side=side, y=used + (top - used - side) / 2 + 3 * unit)


def _code(page: pdf.Page, told: Told, *, side: float, y: float) -> None:
    """Draw the code in the middle and the address below it, centred: Courier's width is known."""
    page.squares((page.width - side) / 2, y, side, codes.matrix(told.scanned))
    letters = len(told.address) * pdf.MONO_WIDTH
    size = min(page.width * 0.05, page.width * 0.9 / letters) * pdf.POINTS
    wide = letters * size / pdf.POINTS
    page.text((page.width - wide) / 2, y - size / pdf.POINTS, told.address, size=size, font="mono")


def _foot(page: pdf.Page, told: Told, *, x: float, y: float, unit: float) -> float:
    """Write the promises, the hours and who answers, from below; give where they end."""
    free = " · ".join((_("Free and confidential"), _("No appointment")))
    rows = [told.who_answers, *reversed(_rows_of(told.hours)), free, _("No name needed")]
    for said in filter(None, rows):
        size = _fitting(said, 3.8 * unit, page.width - 2 * x)
        font = "plain" if said == told.who_answers else "bold"
        page.text(x, y, said, size=size, font=font, colour=DEEP)
        y += 5.6 * unit
    return y


def _rows_of(hours: list[HoursLine]) -> list[str]:
    said = [f"{one.days} {one.hours}" for one in hours]
    return ["   ".join(said[at : at + ABREAST]) for at in range(0, len(said), ABREAST)]


def _sticker(page: pdf.Page, told: Told) -> None:
    page.box(0, 82, 100, 18, DEEP)
    for y, said, most, colour in (
        (92, told.name, 7.0, LIGHT),
        (85, _("No name needed"), 5.0, WARM),
    ):
        page.text(6, y, said, size=_fitting(said, most, 88), font="bold", colour=colour)
    _code(page, told, side=62, y=15)


def _strip(page: pdf.Page, told: Told, x: float, width: float) -> None:
    if x:
        page.dashed(x, 0, STRIP)
    for across, said, font in ((0.45, told.name, "plain"), (0.75, told.address, "mono")):
        size = _fitting(said, width / 4.5, STRIP - 6)
        page.text(x + across * width, 3, said, size=size, font=font, upright=False)


def _fitting(said: str, most: float, room: float) -> float:
    """Give the size in points, `most` millimetres high or as small as the room asks for."""
    return min(most, room / max(len(said) * WIDEST, 1)) * pdf.POINTS

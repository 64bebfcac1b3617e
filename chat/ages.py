"""Ages in bands, as visitors are asked before they choose a line; nobody keeps the answer."""

from typing import TYPE_CHECKING

from flask_babel import gettext

if TYPE_CHECKING:
    from organisation.models import Line

STARTS = (0, 13, 16, 18, 21, 30)
OLDEST = 120
"""The first age of each band; `static/css/picker.css` has a rule for each."""


def bands() -> list[tuple[int, str]]:
    """Give each band's first age and its words, the youngest first."""
    return [(first, _said(first, last)) for first, last in _spans()]


def bands_of(line: "Line") -> str:
    """Name the bands in which a line serves anybody."""
    youngest, oldest = line.age_min or 0, line.age_max or OLDEST
    return " ".join(str(first) for first, last in _spans() if first <= oldest and youngest <= last)


def _spans() -> list[tuple[int, int]]:
    ends = [*(after - 1 for after in STARTS[1:]), OLDEST]
    return list(zip(STARTS, ends, strict=True))


def _said(first: int, last: int) -> str:
    if first == 0:
        return gettext("Under %(age)s", age=last + 1)
    if last == OLDEST:
        return gettext("%(age)s or older", age=first)
    return f"{first}–{last}"

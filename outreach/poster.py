"""What a poster says beside its code: opening hours as people say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel.dates import get_day_names
from flask_babel import gettext as _

from core.i18n import language


@dataclass(frozen=True)
class HoursLine:
    """Days that share the same hours: "Mon–Fri", "12–15"."""

    days: str
    hours: str


def opening_lines(hours: Iterable[dict[str, Any]]) -> list[HoursLine]:
    """Put a line's promised hours together: neighbouring days with the same hours are one row."""
    by_day: dict[int, list[str]] = {}
    for span in sorted(hours, key=lambda one: (int(one["weekday"]), str(one["opens"]))):
        by_day.setdefault(int(span["weekday"]), []).append(
            f"{_clock(span['opens'])}–{_clock(span['closes'])}"
        )
    groups: list[tuple[int, int, str]] = []
    for day, spans in sorted(by_day.items()):
        said = ", ".join(spans)
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == said:
            groups[-1] = (groups[-1][0], day, said)
        else:
            groups.append((day, day, said))
    return [HoursLine(_days(first, last), _around_the_clock(said)) for first, last, said in groups]


def _days(first: int, last: int) -> str:
    if (first, last) == (1, 7):
        return _("Every day")
    names = get_day_names("abbreviated", context="stand-alone", locale=language())
    shown = [names[day - 1].rstrip(".").capitalize() for day in (first, last)]
    return shown[0] if first == last else "–".join(shown)


def _clock(wall: object) -> str:
    """Full hours bare, others with minutes; Finnish writes a point between them."""
    hour, _colon, minutes = str(wall).partition(":")
    sign = ":" if language() == "en" else "."
    return f"{int(hour)}" if minutes == "00" else f"{int(hour)}{sign}{minutes}"


def _around_the_clock(said: str) -> str:
    return _("around the clock") if said == "0–24" else said

"""Our own words as JSON and back: for overlays, connections and what HSDS has no word for."""

from datetime import date
from typing import Any

from core.feasts import FEASTS
from guidance.hours import DAY, LONGEST_SPAN_DAYS, Period, Span, span_json
from guidance.schemas import HoursKind, Weeks

DAYS_OF_A_WEEK = 7


def period_json(period: Period) -> dict[str, Any]:
    """Give a rule of hours as JSON; what is so for most is left out."""
    said: dict[str, Any] = {"kind": str(period.kind)}
    if period.spans:
        said["spans"] = [span_json(one) for one in period.spans]
    for name in ("valid_from", "valid_to"):
        if (day := getattr(period, name)) is not None:
            said[name] = day.isoformat()
    if period.by_appointment:
        said["by_appointment"] = True
    if period.holiday:
        said |= {"holiday": period.holiday, "years": list(period.years)}
    return said


def period_from(said: dict[str, Any]) -> Period:
    """Give JSON back as a rule.

    Raises `ValueError`, `KeyError` or `TypeError` for anything else.
    """
    if said.get("holiday", "") not in {"", *FEASTS}:
        raise ValueError("This is not a feast.")
    return Period(
        HoursKind(said["kind"]),
        tuple(span_from(one) for one in said.get("spans", ())),
        _day(said.get("valid_from")),
        _day(said.get("valid_to")),
        by_appointment=bool(said.get("by_appointment", False)),
        holiday=str(said.get("holiday", "")),
        years=tuple(int(one) for one in said.get("years", ())),
    )


def _day(said: str | None) -> date | None:
    return None if said is None else date.fromisoformat(said)


def span_from(said: dict[str, Any]) -> Span:
    """Give JSON back as a stretch of a day. Raises like `period_from`."""
    weekday, opens, closes = int(said["weekday"]), int(said["opens"]), int(said["closes"])
    if not 0 <= weekday <= DAYS_OF_A_WEEK or not 0 <= opens <= DAY:
        raise ValueError("This is not a time of the week.")
    if not opens < closes <= opens + LONGEST_SPAN_DAYS * DAY:
        raise ValueError("The hours end before they begin.")
    return Span(
        weekday,
        opens,
        closes,
        Weeks(said.get("weeks", Weeks.EVERY)),
        bool(said.get("by_appointment", False)),
    )

"""What the calendar on the roster shows: shifts, and when one is busy by one's own calendar."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Response, jsonify, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from core import clock
from core.access import allows, may
from core.db import reading
from core.errors import BadInput
from core.i18n import pick
from scheduling import queries, words
from scheduling.access import PLAN, VIEW, lines_seen
from scheduling.hours import Listed, Span
from scheduling.queries.cover import Sought
from scheduling.routes.blueprint import YEARS, bp, worker_here
from scheduling.schemas import Gap, Slot

MOST_DAYS = 62
"""Two months: more than any view of the calendar shows."""
Told = dict[str, Any]


@bp.get("/roster/calendar.json")
@allows(VIEW)
def calendar_feed() -> Response:
    """Give the shifts of some days, as one may see and take them, with the words to show."""
    actor, worker_id = worker_here()
    plans = may(actor, PLAN)
    first, days = _asked()
    whole = Span(clock.day_starts(first), clock.day_starts(first + timedelta(days=days)))
    with reading() as session:
        seen = lines_seen(session, actor, may_plan=plans)
        shown = [line for line in seen if line.slug == request.args.get("line")] or seen
        slots = queries.slots_of(session, actor, shown, first, days)
        gaps = list(queries.gaps_of(session, shown, slots, first, days)) if plans else []
        looking = {one.shift_id: one for one in queries.sought(session, actor)}
        busy = queries.busy_times(session, [worker_id], whole)[worker_id]
    lines = {line.id: line for line in shown}
    return jsonify([*_shifts(slots, lines, looking), *_gaps(gaps, lines), *_busy(busy)])


def _asked() -> tuple[date, int]:
    """Read which days are asked for, a week from today where none are told.

    `until` is the day after the last. Raises `BadInput`.
    """
    today = clock.local_day()
    usual = {"from": today, "until": today + timedelta(days=7)}
    try:
        first, until = (
            date.fromisoformat(request.args.get(name, day.isoformat()))
            for name, day in usual.items()
        )
    except ValueError as bad:
        raise BadInput from bad
    if not (1 <= (until - first).days <= MOST_DAYS and first.year in YEARS):
        raise BadInput
    return first, (until - first).days


def _shifts(
    slots: Iterable[Slot], lines: Mapping[UUID, Listed], looking: Mapping[UUID, Sought]
) -> Iterator[Told]:
    for slot in slots:
        sought = looking.get(slot.shift_id)
        yield {
            "id": str(slot.shift_id),
            "kind": _kind(slot, sought),
            "start": _wall(slot.starts_at),
            "end": _wall(slot.ends_at),
            "week": words.week_name(slot.starts_at),
            "line": str(slot.line_id),
            "title": pick(lines[slot.line_id].name),
            "when": _when(slot),
            "hours": words.hours(slot.starts_at, slot.ends_at),
            "says": _says(slot, sought),
            "who": [_who(place.name, slot, place.worker_id) for place in slot.places],
            "why": words.why_not(slot.why_not) if slot.says_why and slot.why_not else "",
            "busy": slot.is_busy and not slot.is_past,
            "page": url_for("scheduling.shift", shift_id=slot.shift_id),
            "opens": slot.may_claim,
            "deed": _deed(slot, sought),
        }


def _who(name: str, slot: Slot, worker_id: UUID) -> str:
    is_mine = slot.mine is not None and slot.mine.worker_id == worker_id
    return str(_("%(name)s (you)", name=name)) if is_mine else name


def _kind(slot: Slot, sought: Sought | None) -> str:
    """Say how a shift is drawn."""
    if slot.is_past:
        return "past"
    if slot.mine is not None:
        return "mine"
    if sought is not None and sought.why_not is None:
        return "cover"
    if slot.lacking:
        return "short"
    return "free" if slot.free else "full"


def _says(slot: Slot, sought: Sought | None) -> str:
    """Say in a word or two what matters about a shift."""
    if sought is not None:
        return str(_("looking for somebody"))
    if slot.lacking:
        return str(ngettext("%(num)d missing", "%(num)d missing", slot.lacking))
    if slot.mine is not None:
        return str(_("yours"))
    if slot.free and not slot.is_past:
        return str(ngettext("%(num)d free", "%(num)d free", slot.free))
    return "" if slot.places else str(_("Nobody"))


def _deed(slot: Slot, sought: Sought | None) -> Told | None:
    """Give the one thing that may be done with a shift: where it is posted, or where it leads."""
    if slot.may_claim:
        return _post("scheduling.claim", _("Take a place"), shift_id=slot.shift_id)
    if sought is not None:
        return {"url": url_for("scheduling.cover"), "text": _("Look at cover"), "leads": True}
    if slot.may_release and slot.mine is not None:
        sure = _("Give your place back?")
        return _post("scheduling.release", _("Give back"), sure=sure, duty_id=slot.mine.duty_id)
    if slot.may_wait:
        return _post("scheduling.wait_for_place", _("Wait for a place"), shift_id=slot.shift_id)
    if slot.is_waiting:
        return _post("scheduling.stop_waiting", _("Wait no longer"), shift_id=slot.shift_id)
    return None


def _post(endpoint: str, text: str, *, sure: str = "", **values: Any) -> Told:
    return {"url": url_for(endpoint, **values), "text": text, "sure": sure, "leads": False}


def _gaps(gaps: Iterable[Gap], lines: Mapping[UUID, Listed]) -> Iterator[Told]:
    """Tell a planner what is promised and has no shift, with the form that fills it."""
    for number, gap in enumerate(gaps):
        filled: dict[str, Any] = dict(words.for_form(gap.starts_at, gap.ends_at))
        form = url_for("scheduling.new_shift", line_id=gap.line_id, **filled)
        yield {
            "id": f"gap-{number}",
            "kind": "gap",
            "start": _wall(gap.starts_at),
            "end": _wall(gap.ends_at),
            "line": str(gap.line_id),
            "title": pick(lines[gap.line_id].name),
            "when": _when(gap),
            "hours": words.hours(gap.starts_at, gap.ends_at),
            "says": _("promised, but there is no shift"),
            "deed": {"url": form, "text": _("Make a shift"), "leads": True},
        }


def _when(one: Slot | Gap) -> str:
    return f"{words.whole_day(one.starts_at)} {words.hours(one.starts_at, one.ends_at)}"


def _busy(spans: Iterable[Span]) -> Iterator[Told]:
    for number, span in enumerate(spans):
        yield {
            "id": f"busy-{number}",
            "kind": "busy",
            "start": _wall(span.starts_at),
            "end": _wall(span.ends_at),
            "title": _("Busy in your own calendar"),
        }


def _wall(moment: datetime) -> str:
    """Give the wall clock in Helsinki without a zone: the calendar shows it wherever one sits."""
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}"

"""A report for others: CSV, XLSX with its definitions, JSON, all of the very rows of the page."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from chat.queries.demand import HOURS_IN_BLOCK
from core import clock
from core.i18n import pick
from outreach.export import BOM, FIXED, guarded
from outreach.protected import threshold
from outreach.reports.agreement import KAPPA, Agreement, Statistic
from outreach.reports.blocks import Amount
from outreach.reports.coverage import Coverage
from outreach.reports.definitions import definitions, in_force
from outreach.reports.demand import Week
from outreach.reports.report import BY_LINKS, INFORMING, NAMED, TALKED, Mean, Report
from outreach.reports.rows import counted, heads, hours_row, rows_of_waits
from outreach.reports.street import Street
from outreach.reports.waits import ANSWERED, LEFT, Wait
from outreach.reports.words import name, service_pairs


def report_csv(shown: Report) -> str:
    """Write a report as CSV: UTF-8 with BOM, semicolons, a comma for decimals."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heads())
    for cells in counted(shown):
        writer.writerow([_plain(cell) for cell in cells])
    return BOM + out.getvalue()


def _plain(cell: str | float) -> str:
    return guarded(cell) if isinstance(cell, str) else str(cell).replace(".", ",")


def report_xlsx(shown: Report) -> bytes:
    """Write a report as a workbook with a sheet of what each figure counts."""
    import xlsxwriter  # noqa: PLC0415  2 MB, for a few clicks a month

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"title": _("Report"), "author": "Rinnalla", "created": FIXED})
        _sheet(book, _("Report"), [heads(), *counted(shown)])
        _sheet(book, _("Definitions"), _meant(shown))
    return out.getvalue()


def _sheet(book: Any, title: str, lines: list[list[Any]]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    for at, line in enumerate(lines):
        sheet.write_row(at, 0, line, None if at else bold)
    sheet.freeze_panes(1, 0)
    sheet.autofit()


def _meant(shown: Report) -> list[list[str]]:
    found = in_force(shown.period.span, definitions())
    told = [[name(one.key), one.since.isoformat(), pick(one.text)] for one in found]
    limit = _(
        "Numbers from 1 to %(most)s are protected, and larger ones with which they could be "
        "worked out. A sum with a protected month says at least how many.",
        most=threshold() - 1,
    )
    heads = [_("Figure"), _("Since"), _("What it counts")]
    return [heads, *told, [_("protected"), "", limit], [_("Taken out on"), today(), ""]]


def today() -> str:
    """Give the day on which a report is written: rounds may be told late."""
    return clock.local_day().isoformat()


def report_json(shown: Report) -> dict[str, Any]:
    """Give a report to another program; a value that is not exact is the least it can be."""
    return {
        "period": shown.period.code,
        "taken_out_on": today(),
        "counted": "conversations and encounters, not people",
        "least_shown": threshold(),
        "blocks": {
            "informing": {one: _json(shown.of(one), shown.mean(one)) for one in INFORMING},
            "outreach": {
                one: _json(shown.of(one), shown.mean(one)) for one in (*TALKED, *NAMED, *shown.work)
            },
        },
        "lines": {line.slug: _line_json(shown, line.slug) for line in shown.lines},
        "places": [
            {"pair": pair, "area": area} | {one: _json(shown.of(one, key)) for one in shown.work}
            for key, (pair, area) in shown.places.items()
        ],
        "rounds": _street_json(shown.street),
        "left_before_an_answer": _amounts(shown.beside.left),
        "would_have_been_alone": _amounts(shown.beside.alone),
        "waits": {
            way: {row: _wait_json(shown.beside.waits[row, way]) for row in rows_of_waits(shown)}
            for way in (ANSWERED, LEFT)
        },
        "demand": {slug: _week_json(week) for slug, week in (shown.demand or {}).items()} or None,
        "coverage": [_reach_json(one) for one in shown.coverage],
        "topics": {topic: _amounts(told) for topic, told in shown.beside.topics.items()},
        "two_readers": {key: _two(one) for key, one in (shown.agreement or {}).items()} or None,
        "duty_cost": {"euros": shown.beside.cost, "euros_an_hour": shown.beside.rate or None},
        "duty_hours": _json(hours_row(shown).amount, shown.hours.each),
        "definitions": [
            {"figure": one.key, "since": one.since.isoformat(), "text": one.text}
            for one in in_force(shown.period.span, definitions())
        ],
    }


def _line_json(shown: Report, slug: str) -> dict[str, Any]:
    return {one: _json(shown.of(one, slug)) for one in (*BY_LINKS, *TALKED, *NAMED)}


def _street_json(told: Street) -> dict[str, Any]:
    """Give what was noted on rounds: people by word, `not_told` where nothing was noted."""
    noted = {facet.value: _amounts(words) for facet, words in told.facets.items()}
    return {
        "rounds": told.rounds,
        "nobody_met": told.empty,
        "refused": _json(told.refused),
        **{key: {word or "not_told": n for word, n in one.items()} for key, one in noted.items()},
        "topics": _amounts(told.topics),
        "services": {called: _json(amount) for called, amount in service_pairs(told)},
    }


def _two(one: Agreement) -> dict[str, Any]:
    kappa = None if one.kappa is None else round(one.kappa, 2)
    return _amounts(one.amounts) | {"same_share": one.share, KAPPA: kappa}


def _wait_json(wait: Wait) -> dict[str, Any]:
    """Give bounds by share; `at_most_minutes` null is longer than the last span."""
    bounds = [{"percent": percent, "at_most_minutes": end} for percent, end in wait.within.items()]
    return _json(wait.n) | {"bounds": bounds}


def _week_json(week: Week) -> dict[str, Any]:
    """Give a line's week: weekdays from Monday = 1, hours as the wall clock in Finland shows."""
    return {
        "asked": _json(week.asked),
        "while_nothing_is_promised": _json(week.unpromised),
        "blocks": [
            {"weekday": day, "from_hour": one * HOURS_IN_BLOCK, "hours": HOURS_IN_BLOCK}
            | _json(week.at(day, one))
            | {"promised_hours": week.promised(day, one)}
            for day, one in week.told
        ],
    }


def _reach_json(one: Coverage) -> dict[str, Any]:
    return {
        "month": f"{one.month:%Y-%m}",
        "ages": [one.target.age_from, one.target.age_to],
        "reached_at_least": one.measured,
        "people": one.people,
        "percent": round(one.share or 0, 2),
        "ages_told": one.is_by_age,
        "by_age": [
            {"ages": list(age.ages), "reached_at_least": age.reached.n, "people": age.people}
            for age in one.of_age
        ],
    }


def _amounts(found: Mapping[str, Amount]) -> dict[str, Any]:
    return {step: _json(amount) for step, amount in found.items()}


def _json(amount: Amount, mean: Mean | Statistic | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "value": None if amount.is_hidden else amount.n,
        "is_exact": amount.is_exact,
    }
    if mean:
        found |= {"mean": round(mean.value, 2), "divisor": mean.divisor}
    return found

"""A report for others: CSV, XLSX with its definitions, JSON, all of the very rows of the page."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from chat.queries.demand import HOURS_IN_BLOCK
from chat.schemas.waits import WAITS
from core.i18n import pick
from outreach.export import BOM, FIXED, guarded
from outreach.protected import ALL, threshold
from outreach.reports.agreement import KAPPA, READ_TWICE, Agreement, Statistic
from outreach.reports.blocks import Amount
from outreach.reports.coverage import Coverage
from outreach.reports.definitions import definitions, in_force
from outreach.reports.demand import ASKED_AT, PROMISED, UNPROMISED, Week
from outreach.reports.periods import MONTH, Period
from outreach.reports.report import BY_LINKS, INFORMING, NAMED, TALKED, Mean, Report
from outreach.reports.waits import ANSWERED, LEFT, Wait
from outreach.reports.words import hours_of_week, name, period_name


@dataclass(frozen=True)
class Row:
    """One figure; `mean` is None where none is told."""

    block: str
    step: str
    where: str
    amount: Amount
    mean: Mean | Statistic | None = None


def report_rows(shown: Report) -> list[Row]:
    """List a report's figures: all together, then by line, then by pair and area."""
    inform, meet = _("Informing"), _("Outreach work")
    found = [Row(inform, one, _("All"), shown.of(one), shown.mean(one)) for one in INFORMING]
    together = (*TALKED, *NAMED, *shown.work)
    found += [Row(meet, one, _("All"), shown.of(one), shown.mean(one)) for one in together]
    for line in shown.lines:
        title = pick(line.name)
        found += [Row(inform, one, title, shown.of(one, line.slug)) for one in BY_LINKS]
        found += [Row(meet, one, title, shown.of(one, line.slug)) for one in (*TALKED, *NAMED)]
    for key, (pair, area) in shown.places.items():
        where = f"{pair}, {area}"
        found += [Row(meet, one, where, shown.of(one, key)) for one in shown.work]
    return [*found, _hours(shown), *_beside(shown), *_agreement(shown)]


def _beside(shown: Report) -> list[Row]:
    """List what stands beside the blocks: who left, who would have been alone, topics."""
    told, left, alone = shown.beside, _("Before an answer"), _("Left alone with it?")
    found = [Row(left, one, _("All"), amount) for one, amount in told.left.items()]
    found += [Row(alone, one, _("All"), amount) for one, amount in told.alone.items()]
    return found + [
        Row(_("Topic"), step, pick(told.titles.get(topic, {})) or topic, amount)
        for topic, amounts in told.topics.items()
        for step, amount in amounts.items()
    ]


def _agreement(shown: Report) -> list[Row]:
    """List how far two readers agree: a share and kappa stand where means do, by their divisor."""
    titles = {ALL: _("All")} | {line.slug: pick(line.name) for line in shown.lines}
    return [
        Row(
            _("Two readers"),
            step,
            titles[key],
            one.amounts.get(step, one.amounts[READ_TWICE]),
            told,
        )
        for key, one in (shown.agreement or {}).items()
        for step, told in one.statistics.items()
    ]


def _hours(shown: Report) -> Row:
    minutes = shown.hours.minutes
    given = Amount(minutes.n // 60, minutes.is_exact)
    return Row(_("Duty"), "hours", _("All"), given, shown.hours.each)


def report_csv(shown: Report) -> str:
    """Write a report as CSV: UTF-8 with BOM, semicolons, a comma for decimals."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_heads())
    for cells in _counted(shown):
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
        _sheet(book, _("Report"), [_heads(), *_counted(shown)])
        _sheet(
            book, _("Definitions"), [[_("Figure"), _("Since"), _("What it counts")], *_meant(shown)]
        )
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
    return [heads, *told, [_("protected"), "", limit]]


def report_json(shown: Report) -> dict[str, Any]:
    """Give a report to another program; a value that is not exact is the least it can be."""
    return {
        "period": shown.period.code,
        "counted": "conversations and encounters, not people",
        "least_shown": threshold(),
        "blocks": {
            "informing": {one: _json(shown.of(one), shown.mean(one)) for one in INFORMING},
            "outreach": {
                one: _json(shown.of(one), shown.mean(one)) for one in (*TALKED, *NAMED, *shown.work)
            },
        },
        "lines": {
            line.slug: {
                one: _json(shown.of(one, line.slug)) for one in (*BY_LINKS, *TALKED, *NAMED)
            }
            for line in shown.lines
        },
        "places": [
            {"pair": pair, "area": area} | {one: _json(shown.of(one, key)) for one in shown.work}
            for key, (pair, area) in shown.places.items()
        ],
        "left_before_an_answer": _amounts(shown.beside.left),
        "would_have_been_alone": _amounts(shown.beside.alone),
        "waits": {
            way: {row: _wait_json(shown.beside.waits[row, way]) for row in _rows_of_waits(shown)}
            for way in (ANSWERED, LEFT)
        },
        "demand": {slug: _week_json(week) for slug, week in (shown.demand or {}).items()} or None,
        "coverage": [_reach_json(one) for one in shown.coverage],
        "topics": {topic: _amounts(told) for topic, told in shown.beside.topics.items()},
        "two_readers": {key: _two(one) for key, one in (shown.agreement or {}).items()} or None,
        "duty_cost": {"euros": shown.beside.cost, "euros_an_hour": shown.beside.rate or None},
        "duty_hours": _json(_hours(shown).amount, shown.hours.each),
        "definitions": [
            {"figure": one.key, "since": one.since.isoformat(), "text": one.text}
            for one in in_force(shown.period.span, definitions())
        ],
    }


def _two(one: Agreement) -> dict[str, Any]:
    kappa = None if one.kappa is None else round(one.kappa, 2)
    return _amounts(one.amounts) | {"same_share": one.share, KAPPA: kappa}


def _rows_of_waits(shown: Report) -> dict[str, str]:
    return {ALL: _("All")} | {line.slug: pick(line.name) for line in shown.lines}


def _wait_json(wait: Wait) -> dict[str, Any]:
    """Give bounds by share; `at_most_minutes` null is longer than the last span."""
    bounds = [{"percent": percent, "at_most_minutes": end} for percent, end in wait.within.items()]
    return _json(wait.n) | {"bounds": bounds}


def _wait_cells(shown: Report) -> list[list[str | float]]:
    """List how long people waited: how many, and within how many minutes each share was over."""
    found: list[list[str | float]] = []
    for (row, way), wait in shown.beside.waits.items():
        where = _rows_of_waits(shown)[row]
        found.append(_cells(shown, Row(_("Waits"), way, where, wait.n)))
        for percent, end in wait.within.items():
            said = f"{name(way)}, {percent} %"
            exactly = _("more than, minutes") if end is None else _("at most, minutes")
            minutes, when = end or WAITS[-1], period_name(shown.period)
            found.append([when, _("Waits"), said, where, minutes, exactly, "", wait.n.n])
    return found


def _demand_cells(shown: Report) -> list[list[str | float]]:
    """List when people asked, beside the hours that are promised then: only what has either."""
    titles = {line.slug: pick(line.name) for line in shown.lines}
    return [
        cells
        for slug, week in (shown.demand or {}).items()
        if week.is_told
        for cells in _week_cells(shown, titles[slug], week)
    ]


def _week_cells(shown: Report, title: str, week: Week) -> list[list[str | float]]:
    block, when = _("When people asked"), period_name(shown.period)
    found = [
        _cells(shown, Row(block, ASKED_AT, title, week.asked)),
        _cells(shown, Row(block, UNPROMISED, title, week.unpromised)),
    ]
    for day, one in week.told:
        where, hours = f"{title}, {hours_of_week(day, one)}", week.promised(day, one)
        found.append(_cells(shown, Row(block, ASKED_AT, where, week.at(day, one))))
        found.append([when, block, name(PROMISED), where, hours, _("exact"), "", ""])
    return found


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


def _reach_cells(shown: Report) -> list[list[str | float]]:
    """List each month's coverage: how many were reached, and the share, of how many people."""
    return [cells for one in shown.coverage for cells in _month_of_reach(one)]


def _month_of_reach(one: Coverage) -> list[list[str | float]]:
    first, last = one.target.age_from, one.target.age_to
    where = _("All areas, aged %(first)s to %(last)s", first=first, last=last)
    said, when = name("coverage"), period_name(Period(one.month, MONTH))
    share = round(one.share or 0, 2)
    return [
        [when, _("Informing"), said, where, one.measured, _("at least"), "", one.people],
        [when, _("Informing"), f"{said}, %", where, share, _("at least"), "", one.people],
    ]


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


def _heads() -> list[str]:
    return [
        _("Period"),
        _("Block"),
        _("Figure"),
        _("Where"),
        _("Value"),
        _("How exact"),
        _("Mean"),
        _("Divided by"),
    ]


def _counted(shown: Report) -> list[list[str | float]]:
    return [
        *(_cells(shown, row) for row in report_rows(shown)),
        *_wait_cells(shown),
        *_demand_cells(shown),
        *_reach_cells(shown),
    ]


def _cells(shown: Report, row: Row) -> list[str | float]:
    amount, mean = row.amount, row.mean
    exactly = _("exact") if amount.is_exact else _("at least")
    return [
        period_name(shown.period),
        row.block,
        name(row.step),
        row.where,
        _("protected") if amount.is_hidden else amount.n,
        _("protected") if amount.is_hidden else exactly,
        round(mean.value, 2) if mean else "",
        mean.divisor if mean else "",
    ]

"""A report as rows for files: period, block, figure, where, value, mean and its divisor."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from chat.schemas.waits import WAITS
from core.i18n import pick
from outreach.figures import CONVERSATIONS
from outreach.protected import ALL
from outreach.reports.agreement import READ_TWICE, Statistic
from outreach.reports.beside import ALONE_TOLD
from outreach.reports.blocks import Amount
from outreach.reports.coverage import Coverage
from outreach.reports.demand import ASKED_AT, PROMISED, UNPROMISED, Week
from outreach.reports.periods import MONTH, Period
from outreach.reports.report import BY_LINKS, INFORMING, NAMED, SHARES, TALKED, Mean, Report
from outreach.reports.words import (
    facet_name,
    hours_of_week,
    name,
    noted_pairs,
    period_name,
    service_pairs,
    topic_pairs,
)


@dataclass(frozen=True)
class Row:
    """One figure, called by its step unless it has a title; `mean` is None where none is told."""

    block: str
    step: str
    where: str
    amount: Amount
    mean: Mean | Statistic | None = None
    title: str = ""


def counted(shown: Report) -> list[list[str | float]]:
    """List every row of a report, each under a name of its own."""
    return [
        *(_cells(shown, row) for row in report_rows(shown)),
        *_share_cells(shown),
        *_wait_cells(shown),
        *_demand_cells(shown),
        *_reach_cells(shown),
    ]


def heads() -> list[str]:
    """Name the columns."""
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


def _cells(shown: Report, row: Row) -> list[str | float]:
    amount, mean = row.amount, row.mean
    exactly = _("exact") if amount.is_exact else _("at least")
    return [
        period_name(shown.period),
        row.block,
        row.title or name(row.step),
        row.where,
        _("protected") if amount.is_hidden else amount.n,
        _("protected") if amount.is_hidden else exactly,
        round(mean.value, 2) if mean else "",
        mean.divisor if mean else "",
    ]


def report_rows(shown: Report) -> list[Row]:
    """List a report's figures: all together, then by line, then by pair and area."""
    inform, meet, named = _blocks()
    found = [Row(inform, one, _("All"), shown.of(one), shown.mean(one)) for one in INFORMING]
    together = (*TALKED, *shown.work)
    found += [Row(meet, one, _("All"), shown.of(one), shown.mean(one)) for one in together]
    found += [Row(named, one, _("All"), shown.of(one), shown.mean(one)) for one in NAMED]
    for line in shown.lines:
        title = pick(line.name)
        found += [Row(inform, one, title, shown.of(one, line.slug)) for one in BY_LINKS]
        found += [Row(meet, one, title, shown.of(one, line.slug)) for one in TALKED]
        found += [Row(named, one, title, shown.of(one, line.slug)) for one in NAMED]
    for key, (pair, area) in shown.places.items():
        where = f"{pair}, {area}"
        found += [Row(meet, one, where, shown.of(one, key)) for one in shown.work]
    return [*found, *_street(shown), hours_row(shown), *_beside(shown), *_agreement(shown)]


def _blocks() -> tuple[str, str, str]:
    """Name the two blocks; services stand apart, as one may be guided to in two senses."""
    return _("Informing"), _("Outreach work"), _("How services were named in conversations")


def _street(shown: Report) -> list[Row]:
    """List the rounds, and what was noted on them: people by word."""
    told, block = shown.street, name("noted")
    sums = {"rounds": Amount(told.rounds), "empty": Amount(told.empty), "refused": told.refused}
    found = [Row(block, step, _("All"), amount) for step, amount in sums.items()]
    noted = [(facet_name(one), noted_pairs(one, words)) for one, words in told.facets.items()]
    noted += [(_("In their own words about"), topic_pairs(told.topics))]
    noted += [(_("Guided to"), service_pairs(told))]
    return found + [
        Row(block, "", word, amount, title=title)
        for title, pairs in noted
        for word, amount in pairs
    ]


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


def hours_row(shown: Report) -> Row:
    """Give the hours of duty, with the mean of one worker in a month."""
    minutes = shown.hours.minutes
    given = Amount(minutes.n // 60, minutes.is_exact)
    return Row(_("Duty"), "hours", _("All"), given, shown.hours.each)


def _share_cells(shown: Report) -> list[list[str | float]]:
    """List the shares that the page tells, and what the hours cost, each beside its divisor."""
    found = [
        _share(shown, _blocks()[part not in INFORMING], (part, whole), shown.of)
        for part, whole in SHARES
    ]
    alone = shown.beside.alone
    found.append(_share(shown, _("Left alone with it?"), ("yes", ALONE_TOLD), alone.__getitem__))
    return [cells for cells in (*found, _cost(shown)) if cells]


def _share(
    shown: Report, block: str, steps: tuple[str, str], of: Callable[[str], Amount]
) -> list[str | float]:
    part, whole = of(steps[0]), of(steps[1])
    if not (part.is_exact and whole.is_exact and whole.n):
        return []
    said, share = " / ".join(name(one) for one in steps), round(part.n / whole.n, 3)
    when, everywhere = period_name(shown.period), _("All")
    return [when, block, said, everywhere, part.n, _("exact"), share, whole.n]


def _cost(shown: Report) -> list[str | float]:
    talks, cost = shown.of(CONVERSATIONS), shown.beside.cost
    if cost is None:
        return []
    told = [round(cost / talks.n, 2), talks.n] if talks.is_exact and talks.n else ["", ""]
    when, everywhere = period_name(shown.period), _("All")
    return [when, _("Duty"), _("Cost, euros"), everywhere, round(cost), _("exact"), *told]


def rows_of_waits(shown: Report) -> dict[str, str]:
    """Name all lines together, and each of them."""
    return {ALL: _("All")} | {line.slug: pick(line.name) for line in shown.lines}


def _wait_cells(shown: Report) -> list[list[str | float]]:
    """List how long people waited: how many, and within how many minutes each share was over."""
    found: list[list[str | float]] = []
    for (row, way), wait in shown.beside.waits.items():
        where = rows_of_waits(shown)[row]
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

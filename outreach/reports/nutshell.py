"""A report in a nutshell: sentences for an annual review, made of its figures, in three languages.

What is protected is left unsaid, and so is what did not happen.
"""

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _

from core.i18n import LANGUAGES
from outreach.figures import CONVERSATIONS
from outreach.protected import ALL
from outreach.reports.blocks import Amount
from outreach.reports.months import (
    CONTENT_HELPED,
    ENCOUNTERS,
    IN_PERSON,
    MEETINGS,
    NEW,
    TEST_DONE,
)
from outreach.reports.report import ANALYSED, PROCESSES, Report
from outreach.reports.waits import ANSWERED
from outreach.reports.words import period_name, rounded, told


def nutshells(report: Report) -> dict[str, list[str]]:
    """Tell a report in each of the house's languages."""
    found = {}
    for language in LANGUAGES:
        with force_locale(language):
            found[language] = list(_sentences(report))
    return found


def _sentences(report: Report) -> Iterator[str]:
    yield f"{period_name(report.period)}."
    yield from _informing(report)
    yield from _conversations(report)
    yield from _two_readers(report)
    yield from _waits(report)
    yield from _encounters(report)
    yield from _meetings(report)
    yield from _hours(report)
    yield _("Informing and outreach are never added together.")


def _informing(report: Report) -> Iterator[str]:
    if (tests := report.of(TEST_DONE)).n:
        yield _("Worry tests were done %(n)s times.", n=told(tests))
    if (helped := report.of(CONTENT_HELPED)).n:
        yield _("What was read after a test helped %(n)s times", n=told(helped)) + _share(
            report, CONTENT_HELPED, TEST_DONE
        )


def _conversations(report: Report) -> Iterator[str]:
    if (talks := report.of(CONVERSATIONS)).n:
        yield _("There were %(n)s conversations", n=told(talks)) + _mean(report, CONVERSATIONS)
    if (classed := report.of(ANALYSED)).n:
        yield _("Analysed were %(n)s of them", n=told(classed)) + _share(
            report, ANALYSED, CONVERSATIONS
        )


def _two_readers(report: Report) -> Iterator[str]:
    found = (report.agreement or {}).get(ALL)
    if found and found.share is not None:
        yield _(
            "Two professionals classed %(n)s conversations apart and agreed on %(share)s %%.",
            n=found.n,
            share=rounded(found.share),
        )


def _waits(report: Report) -> Iterator[str]:
    wait = report.beside.waits[ALL, ANSWERED]
    if (minutes := wait.within.get(50)) is not None:
        yield _(
            "Half of those who were answered waited at most %(minutes)s min (divided by %(n)s).",
            minutes=minutes,
            n=told(wait.n),
        )


def _encounters(report: Report) -> Iterator[str]:
    if (met := report.of(ENCOUNTERS)).n:
        yield _("On rounds, people were met %(n)s times", n=told(met)) + _mean(report, ENCOUNTERS)
    if (new := report.of(NEW)).n:
        yield _("New encounters were %(n)s", n=told(new)) + _mean(report, NEW)


def _meetings(report: Report) -> Iterator[str]:
    if (agreed := report.of(MEETINGS)).n:
        yield _("There were %(n)s client meetings.", n=told(agreed))
    if (in_person := report.of(IN_PERSON)).n:
        yield _("Face to face were %(n)s of them", n=told(in_person)) + _share(
            report, IN_PERSON, MEETINGS
        )
    if PROCESSES in report.work and (clients := report.of(PROCESSES)).n:
        yield _("Longer work was done with %(n)s people.", n=told(clients))


def _hours(report: Report) -> Iterator[str]:
    hours = Amount(report.hours.minutes.n // 60, report.hours.minutes.is_exact)
    if hours.n:
        yield _("Workers gave %(n)s hours of duty.", n=told(hours))


def _mean(report: Report, step: str) -> str:
    mean = report.mean(step)
    if mean is None or report.period.length == 1:
        return "."
    return _(
        ": %(mean)s a month, divided by %(months)s months.",
        mean=rounded(mean.value),
        months=mean.divisor,
    )


def _share(report: Report, part: str, whole: str) -> str:
    share = report.share(part, whole)
    return "." if share is None else f" ({rounded(share)}\u00a0%)."

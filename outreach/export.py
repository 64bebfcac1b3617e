"""A month's protected figures as CSV for a Finnish spreadsheet: UTF-8 with BOM, semicolons."""

import csv
import io
from collections.abc import Iterable

from flask_babel import gettext as _

from core.i18n import pick
from outreach.errors import MonthStillOpen
from outreach.figures import INFORMING, REACHING, Figures
from outreach.protected import ALL, threshold
from outreach.words import step

BOM = "\ufeff"
# A cell that begins so would be run as a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(shown: Figures) -> str:
    """Write a closed month, a row for each line and step. Raises `MonthStillOpen`."""
    if not shown.is_closed:
        raise MonthStillOpen

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(
        [_("Month"), _("Line"), _("Block"), _("Step"), _("Count"), _("Smallest number shown")]
    )
    for key, name in _keys(shown):
        for block, steps in ((_("Informing"), INFORMING), (_("Outreach work"), REACHING)):
            for one in steps:
                row = [
                    f"{shown.month:%Y-%m}",
                    name,
                    block,
                    step(one),
                    str(shown.of(key, one)),
                    str(threshold()),
                ]
                writer.writerow([guarded(cell) for cell in row])
    return BOM + out.getvalue()


def guarded(cell: str) -> str:
    """Make text that a spreadsheet would run as a formula into text again."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def _keys(shown: Figures) -> Iterable[tuple[str, str]]:
    return [*((line.slug, pick(line.name)) for line in shown.lines), (ALL, _("All lines"))]

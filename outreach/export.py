"""A closed month's protected figures for others: CSV (UTF-8 with BOM, semicolons), XLSX, JSON."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from core.i18n import pick
from outreach.errors import MonthStillOpen
from outreach.figures import INFORMING, REACHING, Figures
from outreach.protected import ALL, threshold
from outreach.words import step
from policies.disclosure import Cell

BOM = "\ufeff"
FIXED = datetime(2026, 1, 1, tzinfo=UTC)
"""The same figures make the same file, whenever it is made."""
# A cell that begins so would be run as a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Row:
    """One figure as every kind of file tells it: from the same protection, so none tells more."""

    month: str
    key: str
    line: str
    block: str
    step: str
    name: str
    cell: Cell


def as_csv(shown: Figures) -> str:
    """Write a closed month, a row for each line and step. Raises `MonthStillOpen`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_heads())
    for row in rows(shown):
        told = [row.month, row.line, row.block, row.name, str(row.cell), str(threshold())]
        writer.writerow([guarded(cell) for cell in told])
    return BOM + out.getvalue()


def as_xlsx(shown: Figures) -> bytes:
    """Write a closed month as a workbook: numbers as numbers, text never as formula or link.

    Raises `MonthStillOpen`.
    """
    import xlsxwriter  # noqa: PLC0415  2 MB, for a few clicks a month

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    told = rows(shown)
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"title": _("Figures"), "author": "Rinnalla", "created": FIXED})
        sheet = book.add_worksheet(f"{shown.month:%Y-%m}")
        sheet.write_row(0, 0, _heads(), book.add_format({"bold": True}))
        for at, row in enumerate(told, 1):
            sheet.write_row(at, 0, [row.month, row.line, row.block, row.name])
            if row.cell.n is None:
                sheet.write_string(at, 4, str(row.cell))
            else:
                sheet.write_number(at, 4, row.cell.n)
            sheet.write_number(at, 5, threshold())
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return out.getvalue()


def as_json(shown: Figures) -> dict[str, Any]:
    """Give a closed month to another program; what is protected is null.

    Raises `MonthStillOpen`.
    """
    told = rows(shown)
    return {
        "month": f"{shown.month:%Y-%m}",
        "counted": "conversations, not people",
        "least_shown": threshold(),
        "figures": [
            {
                "line": None if row.key == ALL else row.key,
                "step": row.step,
                "count": row.cell.n,
                "is_protected": row.cell.is_hidden,
            }
            for row in told
        ],
    }


def rows(shown: Figures) -> list[Row]:
    """List every figure of a closed month, line by line. Raises `MonthStillOpen`."""
    if not shown.is_closed:
        raise MonthStillOpen
    blocks = ((_("Informing"), INFORMING), (_("Outreach work"), REACHING))
    return [
        Row(f"{shown.month:%Y-%m}", key, name, block, one, step(one), shown.of(key, one))
        for key, name in _keys(shown)
        for block, steps in blocks
        for one in steps
    ]


def _heads() -> list[str]:
    return [_("Month"), _("Line"), _("Block"), _("Step"), _("Count"), _("Smallest number shown")]


def guarded(cell: str) -> str:
    """Make text that a spreadsheet would run as a formula into text again."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell


def _keys(shown: Figures) -> Iterable[tuple[str, str]]:
    return [*((line.slug, pick(line.name)) for line in shown.lines), (ALL, _("All lines"))]

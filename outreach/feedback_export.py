"""A closed month's feedback for others: CSV, XLSX and JSON of the very rows that the page shows."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from chat.actions import BURDEN
from core.i18n import pick
from outreach.errors import MonthStillOpen
from outreach.export import BOM, FIXED, guarded
from outreach.feedback import ANSWERED, QUESTIONS, Feedback
from outreach.feedback_words import answer_name, question_name
from outreach.protected import ALL, threshold

MEANS = ("mean_before", "mean_after", "mean_change")


@dataclass(frozen=True)
class Row:
    """One figure: a count, or a mean with what it was divided by; `n` is None where protected."""

    key: str
    line: str
    question: str
    answer: str
    n: float | None
    divisor: int | None = None


def feedback_rows(shown: Feedback) -> list[Row]:
    """List every figure of a closed month. Raises `MonthStillOpen`."""
    if not shown.is_closed:
        raise MonthStillOpen
    keys = [*((line.slug, pick(line.name)) for line in shown.lines), (ALL, _("All lines"))]
    return [
        row
        for key, name in keys
        for question, answers in QUESTIONS.items()
        for row in _rows(shown, (key, name), question, answers)
    ]


def _rows(
    shown: Feedback, line: tuple[str, str], question: str, answers: Sequence[str]
) -> list[Row]:
    key, name = line
    counts = [
        Row(key, name, question, answer, shown.of(question, key, answer).n)
        for answer in (*answers, ANSWERED)
    ]
    return counts + (_means(shown, key, name) if question == BURDEN else [])


def _means(shown: Feedback, key: str, name: str) -> list[Row]:
    question, found = BURDEN, shown.means.get(key)
    if found is None:
        return [Row(key, name, question, one, None) for one in MEANS]
    values = (found.before, found.after, found.change)
    return [
        Row(key, name, question, one, value, found.pairs)
        for one, value in zip(MEANS, values, strict=True)
    ]


def feedback_csv(shown: Feedback) -> str:
    """Write a closed month as CSV. Raises `MonthStillOpen`."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_heads())
    for row in feedback_rows(shown):
        told = _cells(shown, row)
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in told])
    return BOM + out.getvalue()


def feedback_xlsx(shown: Feedback) -> bytes:
    """Write a closed month as a workbook. Raises `MonthStillOpen`."""
    import xlsxwriter  # noqa: PLC0415  2 MB, for a few clicks a month

    out = io.BytesIO()
    told = feedback_rows(shown)
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, plain) as book:
        book.set_properties({"title": _("Feedback"), "author": "Rinnalla", "created": FIXED})
        sheet = book.add_worksheet(f"{shown.month:%Y-%m}")
        sheet.write_row(0, 0, _heads(), book.add_format({"bold": True}))
        for at, row in enumerate(told, 1):
            sheet.write_row(at, 0, _cells(shown, row))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return out.getvalue()


def feedback_json(shown: Feedback) -> dict[str, Any]:
    """Give a closed month to another program; what is protected is null.

    Raises `MonthStillOpen`.
    """
    return {
        "month": f"{shown.month:%Y-%m}",
        "counted": "answers, not people",
        "least_shown": threshold(),
        "figures": [
            {
                "line": None if row.key == ALL else row.key,
                "question": row.question,
                "answer": row.answer,
                "value": row.n,
                "divisor": row.divisor,
                "is_protected": row.n is None,
            }
            for row in feedback_rows(shown)
        ],
    }


def _heads() -> list[str]:
    return [
        _("Month"),
        _("Line"),
        _("Question"),
        _("Answer given"),
        _("Value"),
        _("Divided by"),
        _("Smallest number shown"),
    ]


def _cells(shown: Feedback, row: Row) -> list[str | float]:
    return [
        f"{shown.month:%Y-%m}",
        row.line,
        question_name(row.question),
        answer_name(row.answer),
        _("protected") if row.n is None else row.n,
        "" if row.divisor is None else row.divisor,
        threshold(),
    ]

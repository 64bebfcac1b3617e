"""The records of processing and the impact assessment as HTML, CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterable
from enum import StrEnum

from flask import render_template
from flask_babel import gettext as _

from policies.assessment import as_data, assessment
from policies.records import heads, records
from policies.schema import Policy

BOM = "\ufeff"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NAMES = ("records", "assessment")


class Kind(StrEnum):
    """The forms in which a document leaves the house."""

    HTML = "html"
    CSV = "csv"
    JSON = "json"


KINDS = {
    Kind.HTML: "text/html; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.JSON: "application/json; charset=utf-8",
}


def export(name: str, kind: Kind, policy: Policy, lang: str) -> str:
    """Write one of `NAMES` in the words of `lang`, which must be the page's language."""
    if kind is Kind.HTML:
        return render_template(
            f"policies/{name}_file.html",
            records=records(policy, lang),
            heads=heads(),
            chapters=assessment(policy, lang),
            lang=lang,
        )
    held = records(policy, lang) if name == "records" else as_data(assessment(policy, lang))
    if kind is Kind.JSON:
        return json.dumps(held, ensure_ascii=False, indent=2) + "\n"
    return _csv(*_rows(name, policy, lang))


def _rows(name: str, policy: Policy, lang: str) -> tuple[list[str], list[list[str]]]:
    if name == "assessment":
        chapters = assessment(policy, lang)
        rows = [
            [c.title, p.about, p.said or _("to be written")] for c in chapters for p in c.points
        ]
        return [_("Part"), _("About"), _("What is said")], rows
    known, columns = records(policy, lang), heads()
    first = [_("Controller"), _("Data protection officer"), _("Version")]
    own = [known["controller"], known["data_protection_officer"], known["version"]]
    return [*first, *columns.values()], [
        [*own, *(one[key] for key in columns)] for one in known["activities"]
    ]


def _csv(head: list[str], rows: Iterable[list[str]]) -> str:
    """Write for a Finnish spreadsheet; a cell that it would run as a formula becomes text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for row in [head, *rows]:
        writer.writerow([f"'{one}" if one.startswith(FORMULA_STARTS) else one for one in row])
    return BOM + out.getvalue()

"""The directory as a sheet, with the columns that are read back in (`sources/sheet.py`)."""

import csv
import io
import re
from collections.abc import Iterable

from guidance import written
from guidance.entry import Entry
from guidance.schemas import KNOWN_FACTS, AddressVisibility, ChannelKind, HoursKind, Known
from guidance.sources.sheet import COLUMNS, DAYS, LANGS, PARTS, PLACE, WAYS

FORMULAS = frozenset("=@+-\t\r\n\uff1d\uff20\uff0b\uff0d")
"""What a spreadsheet takes for the beginning of a formula, in full width too."""
_PHONE = re.compile(r"\+[0-9 ()-]+")


def sheet(found: Iterable[Entry]) -> str:
    """Write entries as rows, for a spreadsheet that reads semicolons."""
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\r\n")
    rows.writeheader()
    for entry in found:
        rows.writerow({name: cell(said) for name, said in _row(entry).items()})
    return out.getvalue()


def cell(said: str) -> str:
    """Keep a spreadsheet from reading a text as a formula; a phone number is none."""
    is_formula = said[:1] in FORMULAS and not _PHONE.fullmatch(said)
    return f"'{said}" if is_formula else said


def _row(entry: Entry) -> dict[str, str]:
    service = entry.service
    row = {"id": str(service.id), "provider": service.provider.get("fi", "")}
    for lang in LANGS:
        if (text := entry.texts.get(lang)) is not None:
            row |= {f"{part}_{lang}": getattr(text, part) for part in PARTS}
    row["municipalities"] = ", ".join(entry.areas)
    row["languages"] = " ".join(service.languages)
    for name in ("age_min", "age_max"):
        age = getattr(service, name)
        row[name] = "" if age is None else str(age)
    for name in (*KNOWN_FACTS, "free_of_charge", "who_answers"):
        said = str(getattr(service, name))
        row[name] = "" if said == Known.UNKNOWN else said
    return row | _ways(entry) | _hours(entry)


def _ways(entry: Entry) -> dict[str, str]:
    row = {column: one.address for column, kind in WAYS.items() if (one := entry.first(kind))}
    place = entry.first(ChannelKind.PLACE)
    if place is not None and place.visibility is AddressVisibility.FULL:
        row |= {column: getattr(place, column) for column in PLACE}
    return row


def _hours(entry: Entry) -> dict[str, str]:
    every = entry.all_periods()
    periods = every[0] if every else []
    weekly = [one for one in periods if one.kind is HoursKind.WEEKLY]
    row = {}
    for number, day in enumerate(DAYS, 1):
        spans = [span for one in weekly for span in one.spans if span.weekday in {0, number}]
        row[day] = written.day_text(sorted(spans, key=lambda span: span.opens))
    dated = [one for one in periods if one.kind is HoursKind.EXCEPTION]
    return row | {"exceptions": written.exceptions_text(dated, "kiinni")}

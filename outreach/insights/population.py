"""How many people live where and of what age: from a sheet, or from Statistics Finland's PxWeb."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from core.outgoing import Fetcher
from outreach.insights.cells import Unfit, number
from outreach.insights.errors import FileUnreadable, HeadersUnknown
from outreach.insights.opening import SEPARATORS, Limits, Rows, rows, texts
from outreach.insights.words import plain
from outreach.schemas.insights import OLDEST

LONGEST_AREA = 80
YEARS = range(1972, 2200)
HEADS = {
    "area": ("area", "region", "municipality", "alue", "kunta", "område", "kommun"),
    "age": ("age", "ages", "ikä", "ikäryhmä", "ålder", "åldersgrupp"),
    "year": ("year", "vuosi", "år"),
    "people": ("people", "population", "väestö", "väkiluku", "henkilöä", "befolkning", "folkmängd"),
}
_AGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3})?)?\s*(\+)?")
_AREA = re.compile(r"[A-Z]{2,3}\d{2,4}")


@dataclass(frozen=True)
class People:
    """So many people of an area in a year, from one age to another, both included."""

    area: str
    year: int
    age_from: int
    age_to: int
    people: int


def of_sheet(data: bytes, limits: Limits) -> list[People]:
    """Read a sheet with the columns area, age, year and people.

    Raises `FileTooLarge`, `FileUnreadable`, and `HeadersUnknown` where a column or a row is not
    what it should be: half a population would make every share wrong.
    """
    for text in texts(data, limits):
        for separator in SEPARATORS:
            if found := _read(rows(text, separator, limits)):
                return found
    raise HeadersUnknown


def _read(cut: Rows) -> list[People]:
    heads = [plain(cell) for cell in cut[0]] if cut else []
    at = {
        name: next((n for n, head in enumerate(heads) if head in words), None)
        for name, words in HEADS.items()
    }
    places = {name: place for name, place in at.items() if place is not None}
    if len(places) < len(HEADS):
        return []
    told = [row + [""] * len(heads) for row in cut[1:] if any(row)]
    return [_row({name: row[n] for name, n in places.items()}) for row in told]


def _row(cells: Mapping[str, str]) -> People:
    """Read one row. Raises `HeadersUnknown`."""
    try:
        people, year = number(cells["people"]), int(cells["year"])
        first, last = ages(cells["age"])
    except (Unfit, ValueError):
        raise HeadersUnknown from None
    if people is None or year not in YEARS or not cells["area"]:
        raise HeadersUnknown
    return People(cells["area"][:LONGEST_AREA], year, first, last, people)


def ages(written: str) -> tuple[int, int]:
    """Read `15`, `15-24`, `75-` or `75+`. Raises `ValueError`."""
    found = _AGES.fullmatch(written.strip())
    if found is None:
        raise ValueError(written)
    first, is_open = int(found[1]), found[3] or written.strip()[-1] in "-–"
    last = OLDEST if is_open else int(found[2] or first)
    if not first <= last <= OLDEST:
        raise ValueError(written)
    return first, last


def codes(written: str) -> list[str]:
    """Read codes of areas, as `KU205 MK18`. Raises `ValueError` for anything else."""
    found = written.replace(",", " ").upper().split()
    if not found or not all(_AREA.fullmatch(one) for one in found):
        raise ValueError(written)
    return found


def of_pxweb(fetcher: Fetcher, address: str, areas: list[str]) -> list[People]:
    """Ask a PxWeb table (StatFin 11re) for the latest year of areas, every age apart.

    Raises `FileUnreadable` for an answer that is no JSON-stat, and what fetching refuses.
    """
    wanted = {
        "Alue": ("item", areas),
        "Ikä": ("item", [f"{age:03}" for age in range(100)]),
        "Sukupuoli": ("item", ["SSS"]),
        "Vuosi": ("top", ["1"]),
        "Tiedot": ("item", ["vaesto"]),
    }
    query = [
        {"code": code, "selection": {"filter": kind, "values": values}}
        for code, (kind, values) in wanted.items()
    ]
    asked = {"query": query, "response": {"format": "json-stat2"}}
    answer = fetcher.post(address, json.dumps(asked).encode(), "application/json")
    try:
        return list(_jsonstat(json.loads(answer)))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        raise FileUnreadable from None


def _jsonstat(told: Any) -> Iterator[People]:
    """Walk through a JSON-stat 2.0 cube: values lie in the order of its dimensions."""
    dimensions = [_labels(told["dimension"][name]["category"]) for name in told["id"]]
    values = told["value"]
    at = {plain(name): place for place, name in enumerate(told["id"])}
    area, age, year = at["alue"], at["ikä"], at["vuosi"]
    for place, labels in enumerate(product(*dimensions)):
        people = values[place] if isinstance(values, list) else values.get(str(place))
        if people is not None:
            first, last = ages(labels[age])
            yield People(labels[area][:LONGEST_AREA], int(labels[year]), first, last, int(people))


def _labels(category: Mapping[str, Any]) -> list[str]:
    index = category["index"]
    order = index if isinstance(index, list) else sorted(index, key=lambda code: int(index[code]))
    return [str(category.get("label", {}).get(code, code)) for code in order]

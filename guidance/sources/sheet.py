"""Sheets of small organisations: a row is a service, the first row names the columns (CSV).

Written by hand in a spreadsheet, so it is forgiving of order, case, separator and encoding, and
strict about what a cell says. Every column but the Finnish name may be missing.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from guidance import written
from guidance.errors import UnreadableFile, UnreadableHours
from guidance.hours import Period
from guidance.importing.cutting import Cut
from guidance.places import known_from_the_start
from guidance.said import Contact, Text
from guidance.schemas import KNOWN_FACTS, ChannelKind, Known, SourceSystem, Status, WhoAnswers
from guidance.sources.plain import plain
from guidance.sources.words import ReadChannel, ReadConnection, Reading, ReadService, Unfit

ROW = "sheet"
LANGS = ("fi", "sv", "en")
PARTS = ("name", "summary", "description", "instruction", "conditions", "fees", "keywords")
WAYS = {
    "phone": ChannelKind.PHONE,
    "sms": ChannelKind.SMS,
    "chat": ChannelKind.CHAT,
    "web": ChannelKind.WEB,
    "email": ChannelKind.EMAIL,
}
PLACE = ("street", "postal_code", "post_office")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COLUMNS = (
    "id",
    *(f"{part}_{lang}" for lang in LANGS for part in PARTS),
    "provider",
    "municipalities",
    "languages",
    "age_min",
    "age_max",
    "free_of_charge",
    *KNOWN_FACTS,
    "who_answers",
    *WAYS,
    *PLACE,
    *DAYS,
    "exceptions",
)
YES, NO = frozenset({"yes", "kyllä", "ja"}), frozenset({"no", "ei", "nej"})
NAMES = uuid5(NAMESPACE_URL, "https://openreferral.org/rinnalla/sheet")
OLDEST = 120
WIDEST = 200


def cuts(content: bytes) -> Iterator[Cut]:
    """Cut a sheet into its rows. Raises `UnreadableFile` when its first row names no columns."""
    text = _text(content)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        head = [one.strip().lower() for one in next(rows, [])]
    except csv.Error:
        raise UnreadableFile from None
    if "name_fi" not in head or len(head) > WIDEST:
        raise UnreadableFile
    while True:
        line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield Cut("", line, problem=str(wrong))
            continue
        if any(cell.strip() for cell in row):
            said = (cell.strip().removeprefix("'") for cell in row)
            cells = dict(zip(head, said, strict=False))
            yield Cut(delimiter.join(row), line, {ROW: cells})


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read(value: dict[str, Any]) -> Reading:
    """Read one row. Raises `Unfit` with the column."""
    cells: dict[str, str] = value[ROW]
    service_id = _id(cells)
    channel = _channel(cells, service_id)
    periods = _periods(cells)
    service = ReadService(
        service_id,
        Status.PUBLISHED,
        _texts(cells),
        provider={"fi": _plain(cells, "provider")} if cells.get("provider") else {},
        free_of_charge=_known(cells, "free_of_charge"),
        municipalities=_municipalities(cells),
        languages=tuple(cells.get("languages", "").replace(",", " ").split()),
        channels=(ReadConnection(service_id, channel.external_id),) if channel else (),
        facts=_facts(cells),
        periods=tuple(periods),
    )
    return Reading(SourceSystem.SHEET, service, (channel,) if channel else ())


def _id(cells: dict[str, str]) -> str:
    """Take the row's own id, or one made of its name and provider, which must then stay."""
    given = cells.get("id", "")
    if not given:
        return str(uuid5(NAMES, f"{cells.get('provider', '')}/{cells.get('name_fi', '')}"))
    try:
        return str(UUID(given))
    except ValueError:
        raise Unfit("This is not an id.", "id") from None


def _plain(cells: dict[str, str], column: str) -> str:
    try:
        return plain(cells.get(column, ""))
    except ValueError as wrong:
        raise Unfit(str(wrong), column) from None


def _texts(cells: dict[str, str]) -> dict[str, Text]:
    if not cells.get("name_fi"):
        raise Unfit("The service has no name.", "name_fi")
    return {
        lang: Text(**{part: _plain(cells, f"{part}_{lang}") for part in PARTS})
        for lang in LANGS
        if cells.get(f"name_{lang}")
    }


def _known(cells: dict[str, str], column: str) -> Known:
    said = cells.get(column, "").lower()
    if said in {"", "unknown", "?"}:
        return Known.UNKNOWN
    if said not in YES | NO:
        raise Unfit("Write yes, no or nothing.", column)
    return Known.YES if said in YES else Known.NO


def _facts(cells: dict[str, str]) -> dict[str, Any]:
    facts: dict[str, Any] = {name: _known(cells, name) for name in KNOWN_FACTS}
    try:
        facts["who_answers"] = WhoAnswers(cells.get("who_answers") or WhoAnswers.UNKNOWN)
    except ValueError:
        raise Unfit("Write professional, volunteer, peer or nothing.", "who_answers") from None
    least, most = _age(cells, "age_min"), _age(cells, "age_max")
    if least is not None and most is not None and most < least:
        raise Unfit("The oldest age is lower than the youngest.", "age_max")
    return facts | {"age_min": least, "age_max": most}


def _age(cells: dict[str, str], column: str) -> int | None:
    said = cells.get(column, "")
    if not said:
        return None
    is_number = said.isascii() and said.isdigit() and len(said) <= len(str(OLDEST))
    if not is_number or int(said) > OLDEST:
        raise Unfit("This is not an age.", column)
    return int(said)


def _municipalities(cells: dict[str, str]) -> dict[str, dict[str, str]]:
    known = known_from_the_start()
    by_name = {name.casefold(): code for code, names in known.items() for name in names.values()}
    found = {}
    for said in cells.get("municipalities", "").replace(";", ",").split(","):
        if not (name := said.strip()):
            continue
        is_code = name.isascii() and name.isdigit()
        code = name if is_code else by_name.get(name.casefold(), "")
        if len(code) != 3:  # noqa: PLR2004  an official number
            raise Unfit("This municipality is not known: write its number.", "municipalities")
        found[code] = known.get(code, {})
    return found


def _channel(cells: dict[str, str], service_id: str) -> ReadChannel | None:
    contacts = [
        Contact(kind, _address(cells, column, kind))
        for column, kind in WAYS.items()
        if cells.get(column)
    ]
    if any(cells.get(column) for column in PLACE):
        street, code, town = (_plain(cells, one) for one in PLACE)
        place = Contact(ChannelKind.PLACE, street=street, postal_code=code, post_office=town)
        contacts.append(place)
    if not contacts:
        return None
    return ReadChannel(f"{service_id}#sheet", Status.PUBLISHED, {}, tuple(contacts))


def _address(cells: dict[str, str], column: str, kind: ChannelKind) -> str:
    said = _plain(cells, column)
    is_web = kind in {ChannelKind.CHAT, ChannelKind.WEB}
    if is_web and not said.lower().startswith(("https://", "http://")):
        raise Unfit("Write the whole address, beginning with https://", column)
    return said


def _periods(cells: dict[str, str]) -> list[Period]:
    try:
        weekly = written.weekly([cells.get(day, "") for day in DAYS])
        exceptions = written.exceptions(cells.get("exceptions", ""))
    except UnreadableHours:
        raise Unfit("Write hours like 9–16 or 9–12, 13–16.30.", "mon–sun") from None
    return [weekly, *exceptions] if weekly else exceptions

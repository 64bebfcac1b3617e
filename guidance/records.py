"""Cut a JSON file into records, so that one broken record costs only itself.

A file holds one record, a list of records, a map from id to record, or a page of the open API with
`itemList`. Each record is read by itself and knows its line. Where one cannot be read, the next is
looked for behind its closing bracket or, when that is missing too, at the next thing that begins
like a record.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guidance.errors import UnreadableFile

RECORD_KEYS = frozenset({"serviceNames", "serviceChannelNames", "serviceChannelType"})
PAGE_KEY = "itemList"

_decode = json.JSONDecoder().raw_decode
_SPACE = re.compile(r"[ \t\r\n]*")
_KEY = re.compile(r'"((?:\\.|[^"\\\n])*)"[ \t\r\n]*:[ \t\r\n]*')
_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\]]')
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_NEXT_IN_MAP = re.compile(rf'"{_UUID}"[ \t\r\n]*:[ \t\r\n]*\{{')
_NEXT_IN_LIST = re.compile(
    rf'\{{[ \t\r\n]*"id"[ \t\r\n]*:[ \t\r\n]*"{_UUID}"[ \t\r\n]*,'
    r'[ \t\r\n]*"(?:sourceId|generalDescriptionId|oid)"'
)


@dataclass(frozen=True)
class Cut:
    """A record as it stands in the file: its text, the line it begins on, and what it says.

    When it could not be read, `value` is None, `line` is where reading stopped and `problem` says
    why.
    """

    raw: str
    line: int
    value: Any = None
    problem: str = ""


class _Lines:
    """Turns places in a text into line numbers."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, place: int) -> int:
        return bisect_right(self.starts, place)


def cut(content: bytes) -> list[Cut]:
    """Cut a file into its records. Raises `UnreadableFile` when it does not even begin like one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile from None
    start = _skip(text, 0)
    if text[start : start + 1] not in {"{", "["}:
        raise UnreadableFile
    lines = _Lines(text)
    whole = _whole(text, start, lines)
    return [whole] if whole else list(_each(text, start, lines))


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _whole(text: str, start: int, lines: _Lines) -> Cut | None:
    """Give the file itself as a record, if it is one; a broken one begins with an `id`."""
    try:
        value, end = _decode(text, start)
    except (ValueError, RecursionError) as wrong:
        alone = re.match(r'\{[ \t\r\n]*"id"[ \t\r\n]*:', text[start : start + 200])
        return (
            Cut(
                text[start:],
                lines.at(getattr(wrong, "pos", start)),
                problem=str(getattr(wrong, "msg", wrong)),
            )
            if alone
            else None
        )
    if isinstance(value, dict) and RECORD_KEYS & value.keys():
        return Cut(text[start:end], lines.at(start), value)
    return None


def _each(text: str, start: int, lines: _Lines) -> Iterator[Cut]:
    page = re.compile(rf'"{PAGE_KEY}"[ \t\r\n]*:[ \t\r\n]*\[').search(text, start, start + 2_000)
    if text[start] == "{" and page:
        start = page.end() - 1
    in_map = text[start] == "{"
    place = _skip(text, start + 1)
    while place < len(text) and text[place] not in "}]":
        key = _KEY.match(text, place) if in_map else None
        begin = key.end() if key else place
        one, place = _one(text, begin, lines, _NEXT_IN_MAP if in_map else _NEXT_IN_LIST)
        yield one
        place = _skip(text, place)
        if text[place : place + 1] == ",":
            place = _skip(text, place + 1)


def _one(text: str, begin: int, lines: _Lines, following: re.Pattern[str]) -> tuple[Cut, int]:
    try:
        value, end = _decode(text, begin)
    except (ValueError, RecursionError) as wrong:
        end = _resume(text, begin, following)
        stopped = getattr(wrong, "pos", begin)
        return Cut(
            text[begin:end],
            lines.at(min(stopped, len(text) - 1)),
            problem=str(getattr(wrong, "msg", wrong)),
        ), end
    return Cut(text[begin:end], lines.at(begin), value), end


def _resume(text: str, begin: int, following: re.Pattern[str]) -> int:
    """Give the place after a broken record: its closing bracket or the next record's beginning."""
    closing = _closing(text, begin)
    found = following.search(text, begin + 1)
    return min(closing, found.start() if found else len(text))


def _closing(text: str, begin: int) -> int:
    depth = 0
    for piece in _PIECE.finditer(text, begin):
        if piece[0] in "{[":
            depth += 1
        elif piece[0] in "}]":
            depth -= 1
            if depth <= 0:
                return piece.end()
    return len(text)

"""Cut a JSON file into records, so that one broken record costs only itself.

A file holds one record, a list of records, a map from id to record, or a page of an open API with
`itemList` (PTV 11), `items` (PTV 12) or `contents` (HSDS). Each record is read by itself and knows
its line. Where one cannot be read, the next is looked for behind its closing bracket or, when that
is missing too, at the next thing that begins like a record.
"""

import codecs
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import IO, Any

from guidance.errors import UnreadableFile

RECORD_KEYS = (
    frozenset({"serviceNames"}),
    frozenset({"serviceChannelNames"}),
    frozenset({"serviceChannelType"}),
    frozenset({"contentId"}),
    frozenset({"serviceContentId"}),
    frozenset({"id", "name", "status"}),
)
"""Keys that only a record has."""
PAGE_KEYS = ("itemList", "items", "contents")
SMALL = 4_000_000
"""Characters of a file that is held as a whole; of a longer one, only a window is."""
LONGEST_RECORD = 4_000_000
WINDOW = 1 << 20
LONGEST_BEGINNING = 200
"""Characters by which a record is known to begin."""


def _no_number(said: str) -> float:
    """Refuse what is a number for Python and none for JSON (RFC 8259, 6): it could not go out."""
    raise ValueError(f"{said[:20]} is no number")


def _finite(said: str) -> float:
    number = float(said)
    return number if isfinite(number) else _no_number(said)


_decode = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number).raw_decode
_SPACE = re.compile(r"[ \t\r\n]*")
_KEY = re.compile(r'"((?:\\.|[^"\\\n])*)"[ \t\r\n]*:[ \t\r\n]*')
_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\]]')
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_NEXT_IN_MAP = re.compile(rf'"{_UUID}"[ \t\r\n]*:[ \t\r\n]*\{{')
_NEXT_IN_LIST = re.compile(
    rf'\{{[ \t\r\n]*"id"[ \t\r\n]*:[ \t\r\n]*"{_UUID}"[ \t\r\n]*,'
    r'[ \t\r\n]*"(?:sourceId|generalDescriptionId|oid)"'
    rf'|\{{[ \t\r\n]*"(?:contentId|serviceContentId)"[ \t\r\n]*:[ \t\r\n]*"{_UUID}"'
)
_PAGE = re.compile(rf'"(?:{"|".join(PAGE_KEYS)})"[ \t\r\n]*:[ \t\r\n]*\[')
_UNFINISHED = "Unterminated string"


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
    if isinstance(value, dict) and any(keys <= value.keys() for keys in RECORD_KEYS):
        return Cut(text[start:end], lines.at(start), value)
    return None


def _each(text: str, start: int, lines: _Lines) -> Iterator[Cut]:
    start = _first_list(text, start)
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


def _first_list(text: str, start: int) -> int:
    """Give where a page's own list begins; for anything else, `start`."""
    page = _PAGE.search(text, start, start + 2_000)
    return page.end() - 1 if text[start] == "{" and page else start


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
    """Give the place after a broken record: its closing bracket or the next record's beginning.

    That is looked for up to the bracket only: a file of broken records is gone through once.
    """
    closing = _closing(text, begin)
    found = following.search(text, begin + 1, closing + LONGEST_BEGINNING)
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


def stream(file: IO[bytes]) -> Iterator[Cut]:
    """Cut a file of any length into its records, holding no more than one of them.

    Raises `UnreadableFile` when it does not even begin like one.
    """
    window = _Window(file)
    while not window.is_whole and len(window.text) < SMALL:
        window.more()
    if window.is_whole:
        yield from cut(window.text.encode())
        return
    start = _skip(window.text, 0)
    if window.text[start : start + 1] not in {"{", "["}:
        raise UnreadableFile
    start = _first_list(window.text, start)
    is_map = window.text[start] == "{"
    window.drop(start + 1)
    while window.at_next():
        if (one := window.take(in_map=is_map)) is not None:
            yield one


class _Window:
    """The piece of a long file that is held: it grows by reading on, and shrinks by dropping.

    `place` is where the part begins that was not taken yet; what lies before it goes at times, for
    moving the rest along costs more than reading a record.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self.text = ""
        self.place = 0
        self.line = 1
        self.is_whole = False

    @property
    def held(self) -> int:
        """Give how many characters are there to be taken."""
        return len(self.text) - self.place

    def more(self) -> None:
        """Read on, twice as much as there is, so that a long record costs few attempts."""
        read = self._file.read(max(WINDOW, self.held))
        try:
            self.text = self.text[self.place :] + self._decoder.decode(read, final=not read)
        except UnicodeDecodeError:
            raise UnreadableFile from None
        self.place = 0
        self.is_whole = not read

    def drop(self, until: int) -> None:
        """Let go of what was read, up to a place."""
        self.line += self.text.count("\n", self.place, until)
        self.place = until
        if self.place > WINDOW:
            self.text, self.place = self.text[self.place :], 0

    def at_next(self) -> bool:
        """Go to the next record; False where the list ends."""
        while True:
            place = _skip(self.text, self.place)
            while self.text[place : place + 1] == ",":
                place = _skip(self.text, place + 1)
            self.drop(place)
            if self.held:
                return self.text[self.place] not in "}]"
            if self.is_whole:
                return False
            self.more()

    def take(self, *, in_map: bool) -> Cut | None:
        """Take the record that begins here, broken or not; None for what is no record."""
        following = _NEXT_IN_MAP if in_map else _NEXT_IN_LIST
        while True:
            key = _KEY.match(self.text, self.place) if in_map else None
            begin = key.end() if key else self.place
            try:
                value, end = _decode(self.text, begin)
            except (ValueError, RecursionError) as wrong:
                if self._may_go_on(wrong):
                    self.more()
                    continue
                return self._broken(begin, wrong, following)
            if end == len(self.text) and not self.is_whole:
                self.more()
                continue
            line = self.line + self.text.count("\n", self.place, begin)
            found = Cut(self.text[begin:end], line, value)
            self.drop(end)
            return found

    def _may_go_on(self, wrong: Exception) -> bool:
        """Whether a record only seems broken because it goes on beyond the window."""
        if self.is_whole or self.held > LONGEST_RECORD:
            return False
        stopped = getattr(wrong, "pos", len(self.text))
        return stopped >= len(self.text) - 16 or str(wrong).startswith(_UNFINISHED)

    def _broken(self, begin: int, wrong: Exception, following: re.Pattern[str]) -> Cut:
        why = "The record is too long" if self.held > LONGEST_RECORD else ""
        stopped = getattr(wrong, "pos", begin)
        line = self.line + self.text.count("\n", self.place, stopped)
        end = _resume(self.text, begin, following)
        while end == len(self.text) and not self.is_whole:
            self.drop(max(len(self.text) - 200, self.place))
            self.more()
            found = following.search(self.text, self.place)
            end = found.start() if found else len(self.text)
        self.drop(max(end, self.place + 1))
        return Cut("", line, problem=why or str(getattr(wrong, "msg", wrong)))

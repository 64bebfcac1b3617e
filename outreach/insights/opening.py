"""A file's rows: out of a zip if need be, whatever encoding and separator it was saved with."""

import codecs
import csv
import io
import zipfile
import zlib
from dataclasses import dataclass

from outreach.insights.errors import FileTooLarge, FileUnreadable

MOST_IN_ZIP = 20
SEPARATORS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LOOKED_AT = 200
Rows = list[list[str]]


@dataclass(frozen=True)
class Limits:
    """What is read at most: bytes when unpacked, and rows."""

    most_bytes: int
    most_rows: int


def texts(data: bytes, limits: Limits) -> list[str]:
    """Give the text of a file, or of each table in a zip, the largest first.

    Raises `FileTooLarge`, `FileUnreadable`.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return [_decoded(data)]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = _unpacked(packed, limits)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise FileUnreadable from None
    return [_decoded(part) for part in sorted(parts, key=len, reverse=True)]


def _unpacked(packed: zipfile.ZipFile, limits: Limits) -> list[bytes]:
    """Unpack no more than is allowed, whatever the zip says of itself (a bomb lies about it)."""
    names = [one for one in packed.infolist() if one.filename.lower().endswith((".csv", ".tsv"))]
    if len(names) > MOST_IN_ZIP:
        raise FileTooLarge
    left, found = limits.most_bytes, []
    for one in names:
        with packed.open(one) as part:
            found.append(part.read(left + 1))
        left -= len(found[-1])
        if left < 0:
            raise FileTooLarge
    return found


def _decoded(data: bytes) -> str:
    """Read the text by its mark (BOM), else as UTF-8, else as old Windows programs write it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read_as(data, encoding)
    if b"\0" in data[:_LOOKED_AT]:
        return _read_as(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _read_as(data, "cp1252")


def _read_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise FileUnreadable from None


def rows(text: str, separator: str, limits: Limits) -> Rows:
    """Cut a text into rows. Raises `FileTooLarge`, `FileUnreadable`."""
    found: Rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            found.append([cell.strip() for cell in row])
            if len(found) > limits.most_rows:
                raise FileTooLarge
    except csv.Error:
        raise FileUnreadable from None
    return found

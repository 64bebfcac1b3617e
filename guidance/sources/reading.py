"""One door for records of every system: which one it is shows in its own keys."""

from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from guidance.sources import hsds, sheet
from guidance.sources.words import Reading, Unfit

PREFIX = "Value error, "


def read(value: Any) -> Reading:
    """Read one record. Raises `Unfit`."""
    if not isinstance(value, dict):
        raise Unfit("This is not a record.")
    try:
        reader = _reader(value)
        return reader(value)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_input=False)[0]
        raise Unfit(first["msg"].removeprefix(PREFIX), _place(first["loc"])) from None


def _reader(value: dict[str, Any]) -> Callable[[dict[str, Any]], Reading]:
    if sheet.ROW in value:
        return sheet.read
    # The shapes of both are 1 MB, for processes that read a register.
    from guidance.sources import ptv11, ptv12  # noqa: PLC0415

    if "contentId" in value or "serviceContentId" in value:
        return ptv12.read
    if any(key in value for key in ("serviceNames", "serviceChannelType", "serviceChannelNames")):
        return ptv11.read
    return hsds.read if "name" in value or "status" in value else ptv11.read


def _place(parts: tuple[int | str, ...]) -> str:
    """Write a place as a path; what a validator adds of its own is left out."""
    return ".".join(str(one) for one in parts if not str(one).startswith(("literal[", "function-")))


def external_id(value: Any) -> str:
    """Name the record for a refusal, as far as it has a name."""
    if not isinstance(value, dict):
        return ""
    row = value.get(sheet.ROW)
    if isinstance(row, dict):
        return str(row.get("id", ""))
    found = value.get("contentId") or value.get("id") or value.get("serviceContentId")
    return found if isinstance(found, str) else ""

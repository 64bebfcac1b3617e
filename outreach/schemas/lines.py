"""What this room needs to know of lines."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class LineShown:
    """What this room needs to know of a line; `name` holds fi, sv and en."""

    id: UUID
    slug: str
    name: dict[str, str]

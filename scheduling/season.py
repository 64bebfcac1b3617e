"""When in the year something is done."""

from enum import StrEnum


class Season(StrEnum):
    """All year, while school goes, or while it does not."""

    ALWAYS = "always"
    TERM = "term"
    BREAK = "break"

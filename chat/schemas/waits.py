"""How long somebody waited, as the span that is counted: nobody's minutes are kept."""

from datetime import timedelta

WAITS = (1, 2, 5, 10, 20, 30, 60)
"""Minutes that end a span."""

LONGER = "more"
"""The span of a wait that was longer than the last of them."""


def wait_span(waited: timedelta) -> str:
    """Name the span of a wait by the minutes that end it: `1`, `2`, `5` … `60`, `more`."""
    return next((str(end) for end in WAITS if waited <= timedelta(minutes=end)), LONGER)

"""When a worker is busy by their own calendar; only beginnings and ends come back.

A calendar is somebody else's file and may be hostile (a rule for every second since 2000, a hundred
thousand events). It is read in a process of its own (`busy_child`), with an empty environment,
bounded in memory and processor time, and killed when it does not come to an end.
"""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from policies.queries import policy
from scheduling.errors import CalendarRefused
from scheduling.hours import Span

CHILD = Path(__file__).with_name("busy_child.py")
PATIENCE_SECONDS = 15


def busy_in(raw: bytes, first: datetime, last: datetime) -> list[Span]:
    """Give when a calendar is busy between two moments. Raises `CalendarRefused`."""
    if len(raw) > policy().calendars.max_bytes:
        raise CalendarRefused.because("too_large")
    asked = json.dumps({"from": first.isoformat(), "until": last.isoformat()}).encode()
    told = _told(asked + b"\n" + raw)
    if "refused" in told:
        raise CalendarRefused.because(str(told["refused"]))
    return [Span(*(datetime.fromisoformat(one) for one in span)) for span in told["busy"]]


def _told(asked: bytes) -> dict[str, list[list[str]]]:
    """Ask the child; one that was ended from outside had no end of its own."""
    try:
        done = subprocess.run(  # noqa: S603  our own program, and nothing of the calendar's in it
            [sys.executable, "-I", CHILD],
            input=asked,
            capture_output=True,
            env={},
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        found: dict[str, list[list[str]]] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        raise CalendarRefused.because("too_long") from None
    return found

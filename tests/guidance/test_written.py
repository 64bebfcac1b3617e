"""Hours as editors write them."""

from datetime import date

import pytest

from guidance import written
from guidance.errors import UnreadableHours
from guidance.hours import Period, Span
from guidance.schemas import HoursKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9–16", [(540, 960)]),
        ("9-12, 13–16.30", [(540, 720), (780, 990)]),
        ("klo 8.15–15", [(495, 900)]),
        ("18–02", [(1080, 1560)]),
        ("0–24", [(0, 1440)]),
        ("", []),
        ("kiinni", []),
    ],
)
def test_an_editor_writes_hours_as_on_a_door(text, expected):
    assert written.ranges(text) == expected


@pytest.mark.parametrize("text", ["9", "nine to five", "9–25", "9.75–10", "24–25", "9–16 13–14"])
def test_hours_that_leave_doubt_are_refused(text):
    with pytest.raises(UnreadableHours):
        written.ranges(text)


def test_an_exception_has_its_day_or_its_days():
    assert written.exceptions("24.12.2026 kiinni\n1.7.2026–31.7.2026 10–14") == [
        Period(HoursKind.EXCEPTION, (), date(2026, 12, 24), date(2026, 12, 24)),
        Period(
            HoursKind.EXCEPTION,
            tuple(Span(day, 600, 840) for day in range(1, 8)),
            date(2026, 7, 1),
            date(2026, 7, 31),
        ),
    ]


@pytest.mark.parametrize(
    "text", ["24.12. kiinni", "31.2.2026 kiinni", "2.1.2026–1.1.2026 9–10", "joulu kiinni"]
)
def test_an_exception_without_a_real_date_is_refused(text):
    with pytest.raises(UnreadableHours):
        written.exceptions(text)


def test_what_was_written_is_shown_again_as_it_was_meant():
    text = "24.12.2026 kiinni\n1.7.2026–31.7.2026 10–14.30"

    assert (
        written.exceptions_text(written.exceptions(text), "kiinni")
        == "1.7.2026–31.7.2026 10–14.30\n24.12.2026 kiinni"
    )

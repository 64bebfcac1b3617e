from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.duration import Duration

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
moments = st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))
spans = st.builds(
    Duration, months=st.integers(0, 30), days=st.integers(0, 400), hours=st.integers(0, 50)
)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("P7D", Duration(days=7)),
        ("P2W", Duration(days=14)),
        ("P3M", Duration(months=3)),
        ("P1Y6M", Duration(months=18)),
        ("PT24H", Duration(hours=24)),
        ("P1DT12H", Duration(days=1, hours=12)),
        ("P0D", Duration()),
    ],
)
def test_iso_8601_is_read_and_written(text: str, length: Duration):
    assert Duration.parse(text) == length
    assert Duration.parse(str(length)) == length


@pytest.mark.parametrize(
    "text", ["", "P", "PT", "7D", "P-7D", "P7", "7 days", "P1M1Y", "P999Y", 7, None]
)
def test_anything_else_is_refused(text: object):
    with pytest.raises(ValueError, match=r"duration|hundred years"):
        Duration.parse(text)


def test_a_month_from_the_end_of_january_is_over_when_february_is():
    kept = Duration(months=1)

    over = kept.after(datetime(2027, 1, 31, 15, tzinfo=UTC))

    assert over == datetime(2027, 3, 1, tzinfo=UTC)


@given(began=moments, at=moments, kept=spans)
def test_what_is_before_the_limit_is_over_and_nothing_else(
    began: datetime, at: datetime, kept: Duration
):
    if began < kept.before(at):
        assert kept.after(began) <= at
    if kept.after(began) < at - timedelta(days=1):
        assert began < kept.before(at)


@given(one=moments, other=moments, kept=spans)
def test_what_began_earlier_is_never_over_later(one: datetime, other: datetime, kept: Duration):
    earlier, later = sorted((one, other))

    assert kept.after(earlier) <= kept.after(later)

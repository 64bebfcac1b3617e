"""Erlang's formulas against published values, and what is told of them as ranges."""

from math import exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.staffing import (
    Seen,
    blocked,
    may_give_up,
    needed,
    waits,
    with_patience,
)


@pytest.mark.parametrize(
    ("servers", "waiting"),
    [(11, 0.6821), (12, 0.4494), (13, 0.2853), (14, 0.17413), (15, 0.1020)],
)
def test_erlang_c_agrees_with_the_published_table(servers, waiting):
    """10 erlangs: the pages of pyworkforce and of R's ErlangC."""
    assert waits(10, servers) == pytest.approx(waiting, abs=6e-5)


@pytest.mark.parametrize(
    ("an_hour", "lasts", "servers", "waiting"),
    [(1000, 120, 40, 0.1907), (720, 240, 55, 0.2387), (200, 180, 14, 0.17413)],
)
def test_erlang_c_agrees_with_the_worked_examples(an_hour, lasts, servers, waiting):
    """The first is that of call-center-tools' own page."""
    assert waits(an_hour / 3600 * lasts, servers) == pytest.approx(waiting, abs=6e-5)


def test_erlang_a_agrees_with_the_example_of_garnett_mandelbaum_and_reiman():
    found = with_patience(48, 50, 0.5)

    assert found.gives_up == pytest.approx(0.0309, abs=5e-5)
    assert found.waits * 60 == pytest.approx(3.71, abs=5e-3)
    assert found.busy == pytest.approx(0.930, abs=5e-4)


def test_with_endless_patience_erlang_a_is_erlang_c():
    assert with_patience(10, 14, 1e-12).has_to_wait == pytest.approx(0.1741319, abs=5e-7)


def test_with_the_patience_of_a_conversation_waiting_is_a_poisson_tail():
    tail = 1 - sum(exp(-10) * 10**n / factorial(n) for n in range(14))

    assert tail == pytest.approx(0.1355355774, abs=1e-9)
    assert with_patience(10, 14, 1.0).has_to_wait == pytest.approx(tail, abs=1e-9)


@pytest.mark.parametrize(("workers", "each", "give_up"), [(2, 1, 0.47), (2, 2, 0.15), (3, 2, 0.03)])
def test_a_small_team_loses_many(workers, each, give_up):
    """Six an hour, half an hour each, a patience of eight minutes."""
    told = may_give_up(Seen(600, 100, 30, 8), workers, each)

    assert told.middle == pytest.approx(give_up, abs=0.006)
    assert told.low < told.middle < told.high


def test_the_range_is_wider_where_less_was_counted():
    few, many = may_give_up(Seen(6, 1, 30, 8), 2, 1), may_give_up(Seen(600, 100, 30, 8), 2, 1)

    assert few.high - few.low > many.high - many.low


def test_what_was_never_counted_is_not_told():
    assert may_give_up(Seen(0, 0), 2, 1) is None
    assert needed(Seen(0, 0), 2, 0.1) is None


def test_nobody_on_duty_loses_everybody():
    assert may_give_up(Seen(6, 1), 0, 2).middle == 1.0


def test_how_many_are_needed_is_enough_and_one_fewer_is_not():
    seen = Seen(600, 100, 30, 8)

    enough = needed(seen, 2, 0.1)

    assert may_give_up(seen, enough, 2).middle <= 0.1 < may_give_up(seen, enough - 1, 2).middle


def test_too_great_a_load_waits_for_ever_without_patience():
    assert waits(10, 9) == 1.0


@settings(max_examples=25, deadline=None)
@given(st.floats(0.05, 40), st.integers(1, 40), st.floats(0.05, 20))
def test_shares_stay_shares_and_one_more_never_harms(load, servers, impatience):
    now, more = (
        with_patience(load, servers, impatience),
        with_patience(load, servers + 1, impatience),
    )

    assert 0 <= more.gives_up <= now.gives_up <= 1
    assert 0 <= blocked(load, servers) <= waits(load, servers) <= 1
    assert now.busy <= 1 + 1e-9

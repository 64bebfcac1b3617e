"""The attacks stand here and know nothing of how the tables were protected."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.disclosure import (
    Cell,
    Hidden,
    ProtectedTable,
    Shown,
    protect_series,
    protect_series_with_total,
    protect_stages,
    protect_table,
)

K = 5
counts = st.one_of(st.integers(0, 9), st.integers(0, 60))
Rows = dict[str, dict[str, int]]


@st.composite
def tables(
    draw: st.DrawFn, largest: st.SearchStrategy[int] = counts, rows: int = 7, columns: int = 6
) -> Rows:
    height, width = draw(st.integers(1, rows)), draw(st.integers(1, columns))
    return {f"r{r}": {f"c{c}": draw(largest) for c in range(width)} for r in range(height)}


def grid(table: ProtectedTable) -> list[list[int | None]]:
    """The table as a reader sees it, totals last; None where it is hidden."""
    lines = [
        [*(cell.n for cell in row.values()), table.row_totals[name].n]
        for name, row in table.rows.items()
    ]
    return [*lines, [*(cell.n for cell in table.column_totals.values()), table.total.n]]


def truth(rows: Rows) -> list[list[int]]:
    lines = [[*row.values(), sum(row.values())] for row in rows.values()]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def bounds(seen: list[list[int | None]], most: int) -> list[list[list[int]]]:
    """Narrow every figure by the sums it takes part in until nothing moves (the shuttle attack)."""
    known = [[[n, n] if n is not None else [0, most] for n in line] for line in seen]
    sums = [*known, *map(list, zip(*known, strict=True))]
    moved = True
    while moved:
        moved = False
        for *parts, total in sums:
            moved |= narrow(total, sum(p[0] for p in parts), sum(p[1] for p in parts))
            for part in parts:
                low = total[0] - sum(p[1] for p in parts if p is not part)
                high = total[1] - sum(p[0] for p in parts if p is not part)
                moved |= narrow(part, low, high)
    return known


def narrow(interval: list[int], low: int, high: int) -> bool:
    before = tuple(interval)
    interval[:] = max(interval[0], low), min(interval[1], high)
    return tuple(interval) != before


def recovered(seen: list[list[int | None]], most: int) -> int:
    found = bounds(seen, most)
    return sum(
        n is None and found[r][c][0] == found[r][c][1]
        for r, line in enumerate(seen)
        for c, n in enumerate(line)
    )


def hidden_naively(rows: Rows) -> list[list[int | None]]:
    return [[None if 0 < n < K else n for n in line] for line in truth(rows)]


@settings(max_examples=300, deadline=None)
@given(rows=tables())
def test_an_attacker_with_all_totals_recovers_no_hidden_figure(rows: Rows):
    seen = grid(protect_table(rows, K))

    assert recovered(seen, most=2_000) == 0


@settings(max_examples=300, deadline=None)
@given(rows=tables())
def test_no_small_figure_is_shown_and_what_is_shown_is_true(rows: Rows):
    seen = grid(protect_table(rows, K))

    for line, true_line in zip(seen, truth(rows), strict=True):
        for n, true in zip(line, true_line, strict=True):
            assert n is None or n == true
            assert n is None or not 0 < n < K


def test_the_attack_itself_works_on_tables_that_were_hidden_naively():
    rows = {"mood": {"helped": 3, "guided": 20}, "money": {"helped": 11, "guided": 30}}

    assert recovered(hidden_naively(rows), most=2_000) == 1


def readings(seen: list[list[int | None]], most: int) -> list[list[set[int]]]:
    """Try every table there could be, and collect what each figure may be."""
    height, width = len(seen) - 1, len(seen[0]) - 1
    inner = [
        [seen[r][c]] if seen[r][c] is not None else range(most)
        for r in range(height)
        for c in range(width)
    ]
    found: list[list[set[int]]] = [[set() for _ in line] for line in seen]
    for values in product(*inner):
        rows = {str(r): dict(enumerate(values[r * width : (r + 1) * width])) for r in range(height)}
        full = truth(rows)
        if all(
            n is None or n == full[r][c] for r, line in enumerate(seen) for c, n in enumerate(line)
        ):
            for r, line in enumerate(full):
                for c, n in enumerate(line):
                    found[r][c].add(n)
    return found


@settings(max_examples=60, deadline=None)
@given(rows=tables(st.integers(0, 5), rows=2, columns=2))
def test_whoever_tries_every_possible_table_still_doubts_every_hidden_figure(rows: Rows):
    k = 3

    seen = grid(protect_table(rows, k))

    possible = readings(seen, most=12)
    doubt = [
        max(possible[r][c]) - min(possible[r][c])
        for r, line in enumerate(seen)
        for c, n in enumerate(line)
        if n is None
    ]
    assert all(width >= k for width in doubt)


def test_two_blocks_joined_by_one_cell_do_not_give_that_cell_away():
    small = {"a": {"x": 2, "y": 3, "z": 0, "w": 9}, "b": {"x": 3, "y": 2, "z": 4, "w": 9}}
    rows = {**small, "c": {"x": 9, "y": 9, "z": 2, "w": 3}, "d": {"x": 9, "y": 9, "z": 3, "w": 2}}

    assert recovered(grid(protect_table(rows, K)), most=2_000) == 0


def test_zero_is_shown_where_it_protects_nobody():
    assert protect_series({"helped": 9, "unclear": 0}, K) == {
        "helped": Shown(9),
        "unclear": Shown(0),
    }


def test_a_single_small_figure_takes_the_smallest_other_with_it():
    cells = protect_series({"helped": 3, "guided": 20, "both": 7}, K)

    assert cells == {"helped": Hidden(), "guided": Shown(20), "both": Hidden()}


def test_a_small_total_is_hidden_with_what_makes_it_up():
    cells, total = protect_series_with_total({"helped": 3, "unclear": 0}, K)

    assert cells["helped"] == total == Hidden()


def test_large_figures_stay_as_they_are():
    rows = {"mood": {"helped": 12, "guided": 8}, "money": {"helped": 40, "guided": 0}}

    table = protect_table(rows, K)

    assert table.rows["mood"] == {"helped": Shown(12), "guided": Shown(8)}
    assert (table.total, table.columns) == (Shown(60), ["helped", "guided"])


def test_a_row_without_a_column_counts_nothing_there():
    assert protect_table({"a": {"x": 9}, "b": {"y": 8}}, K).rows["a"]["y"] == Shown(0)


def test_nothing_at_all_is_protected_too():
    assert protect_table({}, K).total == Shown(0)
    assert protect_series({}, K) == protect_stages({}, K) == {}


@pytest.mark.parametrize("protect", [protect_series, protect_stages])
def test_a_count_below_zero_is_a_mistake(protect):
    with pytest.raises(ValueError, match="not negative"):
        protect({"a": -1}, K)


def test_three_who_went_no_further_are_not_told_by_the_difference():
    cells = protect_stages({"link": 100, "page": 97, "chat": 50}, K)

    assert cells == {"link": Shown(100), "page": Hidden(), "chat": Shown(50)}


def test_a_funnel_with_wide_steps_is_shown_whole():
    stages = {"link": 120, "page": 80, "attempt": 80, "conversation": 40}

    assert protect_stages(stages, K) == {name: Shown(n) for name, n in stages.items()}


def protected(values: list[int]) -> list[int | None]:
    return [
        cell.n for cell in protect_stages({str(at): n for at, n in enumerate(values)}, K).values()
    ]


@settings(max_examples=300, deadline=None)
@given(values=st.lists(st.integers(0, 40), min_size=1, max_size=7))
def test_two_shown_steps_of_a_funnel_never_differ_by_a_small_figure(values: list[int]):
    shown = [n for n in protected(sorted(values, reverse=True)) if n is not None]

    assert all(not 0 < n < K for n in shown)
    assert all(here - there not in range(1, K) for here, there in pairwise(shown))


@settings(max_examples=300, deadline=None)
@given(values=st.lists(st.integers(0, 40), min_size=1, max_size=7))
def test_nor_do_neighbours_where_some_joined_on_the_way(values: list[int]):
    steps = protected(values)

    assert all(
        here is None or there is None or abs(here - there) not in range(1, K)
        for here, there in pairwise(steps)
    )


def test_hidden_figures_look_alike_and_are_said_in_words(app):
    small: Cell = protect_series({"a": 3, "b": 20}, K)["a"]
    large: Cell = protect_series({"a": 3, "b": 20}, K)["b"]

    with app.test_request_context("/"):
        assert str(small) == str(large) == "suojattu"

"""Can nobody work out a small number of people from all that is published?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cobalamin.screen.small_numbers import Key, Protected, Standing, Sum, protect
from tests.screening_outputs.reader import possible_values

Table = tuple[dict[Key, int], list[Sum]]


def one_way(*counts: int) -> Table:
    """A total and its parts, as a, b, c and so on."""
    parts = {(letter,): count for letter, count in zip("abcdefgh", counts, strict=False)}
    return {("all",): sum(counts), **parts}, [Sum(("all",), tuple(parts))]


def hidden(table: Table, threshold: int = 5) -> dict[str, Standing]:
    protected = protect(*table, threshold)
    return {"".join(key): standing for key, standing in protected.hidden.items()}


def test_nothing_is_hidden_where_no_number_is_small() -> None:
    assert hidden(one_way(5, 7, 0, 11)) == {}


def test_a_small_number_takes_the_next_larger_with_it() -> None:
    assert hidden(one_way(2, 30, 7, 0)) == {"a": "small", "c": "hidden"}


def test_two_small_numbers_whose_sum_gives_them_away_take_a_third_with_them() -> None:
    """1 + 1 can only be 2, and 4 + 4 can only be 8 for one who knows that both are below 5."""
    assert hidden(one_way(1, 1, 30, 9)) == {"a": "small", "b": "small", "d": "hidden"}
    assert hidden(one_way(4, 4, 30, 9)) == {"a": "small", "b": "small", "d": "hidden"}
    assert hidden(one_way(2, 3, 30, 9)) == {"a": "small", "b": "small"}


def test_a_hidden_number_next_to_the_threshold_hides_nothing() -> None:
    """Beside 5, of 6 in all, 1 can only be 1: a hidden number that is not small is 5 or more."""
    assert hidden(one_way(1, 5, 30)) == {"a": "small", "b": "hidden", "c": "hidden"}


def test_a_total_goes_when_it_gives_the_only_part_away() -> None:
    assert hidden(one_way(3, 0, 0)) == {"all": "small", "a": "small"}


def test_four_groups_of_one_do_not_show_that_each_has_one() -> None:
    """Four numbers from 1 to 4 whose sum is below 5 are all 1: so that too is hidden."""
    assert set(hidden(one_way(1, 1, 1, 1, 0)).values()) == {"blank"}


def test_a_threshold_of_one_hides_nothing_and_two_is_refused() -> None:
    assert hidden(one_way(1, 2, 3), 1) == {}
    with pytest.raises(ValueError, match="would say that it is 1"):
        hidden(one_way(1, 2, 3), 2)


def test_another_threshold_is_kept() -> None:
    assert hidden(one_way(8, 30, 12, 0), 10) == {"a": "small", "c": "hidden"}


def test_what_is_missed_most_is_hidden_last() -> None:
    cells, sums = one_way(2, 7, 30)
    protected = protect(cells, sums, 5, lambda key: 3 if key == ("b",) else 0)
    assert set(protected.hidden) == {("a",), ("c",)}


def test_a_number_published_under_two_names_is_hidden_under_both() -> None:
    cells, sums = one_way(2, 30, 7)
    cells |= {("twin",): 7}
    protected = protect(cells, [*sums, Sum(("twin",), (("c",),))])
    assert protected.hidden == {("a",): "small", ("c",): "hidden", ("twin",): "hidden"}


def test_words_are_the_number_the_limit_or_that_it_is_hidden() -> None:
    protected = protect(*one_way(2, 3000, 7))
    assert [protected.words(letter) for letter in "abc"] == ["<5", "3,000", "hidden"]
    assert [protected.shown(letter) for letter in "abc"] == [None, 3000, None]
    with pytest.raises(KeyError):
        protected.words("nobody declared this")


def test_a_sum_that_does_not_add_up_is_refused() -> None:
    cells, sums = one_way(2, 30)
    with pytest.raises(ValueError, match="is not the sum"):
        protect(cells | {("all",): 33}, sums)


def care_by_group(people: list[list[int]], treated: list[list[int]]) -> Table:
    """Two ways of dividing everyone, and of each group how many are treated and how many not."""
    cells: dict[Key, int] = {}
    sums: list[Sum] = []
    places = [(row, column) for row in range(len(people)) for column in range(len(people[0]))]
    groups: dict[str, list[tuple[int, int]]] = {"everyone": places}
    groups |= {f"row {r}": [p for p in places if p[0] == r] for r in range(len(people))}
    groups |= {f"column {c}": [p for p in places if p[1] == c] for c in range(len(people[0]))}
    for name, among in groups.items():
        cells[("all", name)] = sum(people[r][c] for r, c in among)
        cells[("yes", name)] = sum(min(treated[r][c], people[r][c]) for r, c in among)
        cells[("no", name)] = cells[("all", name)] - cells[("yes", name)]
        sums.append(Sum(("all", name), (("yes", name), ("no", name))))
    for way in ("row", "column"):
        for what in ("all", "yes", "no"):
            parts = tuple((what, name) for name in groups if name.startswith(way))
            sums.append(Sum((what, "everyone"), parts))
    return cells, sums


def small_ones(seen: Protected) -> Iterator[Key]:
    return (key for key in seen.hidden if 0 < seen.cells[key] < seen.threshold)


counts = st.one_of(st.integers(0, 4), st.integers(0, 30))


@st.composite
def grids(draw: st.DrawFn) -> Table:
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 3))
    grid = st.lists(
        st.lists(counts, min_size=columns, max_size=columns), min_size=rows, max_size=rows
    )
    return care_by_group(draw(grid), draw(grid))


@given(grids(), st.sampled_from([3, 5, 8]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_reader_can_work_out_a_small_number(table: Table, threshold: int) -> None:
    seen = protect(*table, threshold)
    assert {k for k, n in seen.cells.items() if 0 < n < threshold} <= set(seen.hidden)
    for key in small_ones(seen):
        assert len(possible_values(seen, table[1], key)) > 1, key


def test_the_reader_works_out_what_is_hidden_carelessly() -> None:
    """Only the small number hidden, or one more beside it that leaves no choice: he solves both."""
    alone, both = one_way(2, 30, 7), one_way(1, 5, 30)
    only_small = Protected(alone[0], {("a",): "small"}, 5)
    assert possible_values(only_small, alone[1], ("a",)) == [2]
    beside = Protected(both[0], {("a",): "small", ("b",): "hidden"}, 5)
    assert possible_values(beside, both[1], ("a",)) == [1]
    well = protect(*both)
    assert possible_values(well, both[1], ("a",)) == [1, 2, 3, 4]

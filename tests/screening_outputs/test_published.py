"""Does everything on the page together give no small number of people away?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from cobalamin.screen import published
from cobalamin.screen.outputs import Choices, Other
from cobalamin.screen.small_numbers import Key, Protected, Sum, protect
from tests.screening_outputs import people as p
from tests.screening_outputs.reader import narrowed
from tests.screening_outputs.tables import Person, crowd
from tests.screening_outputs.test_outputs import screened

Declared = tuple[Protected, list[Sum]]


def declared(
    place: Path, everyone: list[Person], monkeypatch: pytest.MonkeyPatch, choices: Choices
) -> Declared:
    """What the page shows and hides, and every sum that holds between its numbers."""
    sums: list[Sum] = []

    def remember(
        cells: Mapping[Key, int], given: Iterable[Sum], most: int, missed: Callable[[Key], int]
    ) -> Protected:
        sums.extend(given)
        return protect(cells, sums, most, missed)

    monkeypatch.setattr(published, "protect", remember)
    return screened(place, everyone, choices).published, sums


@pytest.mark.parametrize("size", [40, 150, 600])
def test_no_small_number_of_a_whole_page_can_be_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """By a reader who goes from sum to sum; he finds them all where one more is not hidden."""
    choices = Choices(other=Other("other", "ng239"))
    seen, sums = declared(tmp_path, crowd(size, seed=size), monkeypatch, choices)
    small = [key for key in seen.hidden if 0 < seen.cells[key] < 5]
    assert len(small) > 20
    left = narrowed(seen, sums)
    known = [key for key, (low, high) in left.items() if low == high]
    assert known == []  # what can be worked out is not small, and so it is shown
    only_small = Protected(seen.cells, dict.fromkeys(small, "small"), 5)
    found = narrowed(only_small, sums)
    assert [key for key in small if found[key][0] == found[key][1]] != []


def test_a_group_keeps_its_size_where_anything_else_can_be_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, _ = declared(tmp_path, crowd(3000), monkeypatch, Choices())
    hidden = [key for key in seen.hidden if key[0] == "people"]
    assert [key for key in hidden if seen.cells[key] >= 5] == []
    headlines = [("list", "all"), *(("gap", gap, "yes") for gap in ("metformin-never-tested",))]
    assert all(seen.shown(*key) is not None for key in headlines)


def test_every_count_of_people_adds_up_to_the_living(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, sums = declared(tmp_path, list(p.PRACTICE), monkeypatch, Choices(threshold=1))
    assert seen.hidden == {}
    assert seen.shown(*published.LIVING) == 15
    assert seen.shown("people", "read") == 16
    wholes = [each for each in sums if each.whole == published.LIVING]
    assert len(wholes) > 30
    assert all(sum(seen.cells[part] for part in each.parts) == 15 for each in wholes)

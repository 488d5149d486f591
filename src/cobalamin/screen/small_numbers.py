"""Which numbers must be hidden, so that no small number of people can be worked out?

Every count that is published is a cell; every cell that is the sum of others is declared so. Cells
below the threshold are hidden, and then as many more as it takes: we play the reader who knows the
rule, the threshold and all that is shown, and who solves for what is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from cobalamin.screen.solving import Equation, Key, Range, ranges_of
from cobalamin.value import Value

Standing = Literal["small", "hidden", "blank"]
"""Why a cell is not shown. A reader can tell a small one, shown as "<5", from the other two."""

THRESHOLD = 5
"""Chosen by us, because counts below 5 are hidden in English health statistics as a rule."""


class Sum(Value):
    """One published number is the sum of others."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """Every cell of the sum."""
        return (self.whole, *self.parts)


class Protected(Value):
    """The cells with what may be shown of each; `hidden` holds those that may not be shown."""

    cells: Mapping[Key, int]
    hidden: Mapping[Key, Standing]
    threshold: int

    def shown(self, *key: str) -> int | None:
        """The number, or None where it is hidden. Raises KeyError for a cell nobody declared."""
        return None if key in self.hidden else self.cells[key]

    def words(self, *key: str) -> str:
        """The number as it is printed: "1,204", "<5", or "hidden"."""
        match self.hidden.get(key):
            case None:
                return f"{self.cells[key]:,}"
            case "small":
                return f"<{self.threshold}"
            case _:
                return "hidden"


def protect(
    cells: Mapping[Key, int], sums: Iterable[Sum], threshold: int = THRESHOLD
) -> Protected:
    """Decide for all cells together.

    A small cell is safe while all that is shown allows it every value from 1 to below the
    threshold. Raises ValueError when a sum does not add up: its cells would contradict each other.
    """
    declared = tuple(sums)
    for each in declared:
        if cells[each.whole] != sum(cells[part] for part in each.parts):
            raise ValueError(f"{each.whole} is not the sum of {each.parts}")
    book = _Book(cells, declared, threshold)
    while weak := book.weak():
        touched: set[Key] = set()
        for key in weak:
            if key not in touched:
                touched |= book.cover(key)
    return Protected(cells, book.hidden, threshold)


class _Book:
    """The cells while it is decided which to hide."""

    def __init__(self, cells: Mapping[Key, int], sums: tuple[Sum, ...], threshold: int) -> None:
        self.cells = cells
        self.threshold = threshold
        self.hidden: dict[Key, Standing] = {
            key: "small" for key, count in cells.items() if 0 < count < threshold
        }
        self.sums_of: dict[Key, list[Sum]] = {}
        for each in sums:
            for key in each.keys:
                self.sums_of.setdefault(key, []).append(each)
        self.sums = sums

    def weak(self) -> list[Key]:
        """The small cells of which a reader learns more than that they are small."""
        if not self.hidden:
            return []
        ranges = ranges_of({key: self._told(key) for key in self.hidden}, self._equations())
        most = self.threshold - 1
        small = (key for key in self.hidden if 0 < self.cells[key] < self.threshold)
        return sorted(k for k in small if not _allows(ranges[k], most))

    def cover(self, key: Key) -> set[Key]:
        """Hide one more number near a weak cell; give all cells of the sums it stands in.

        The smallest shown number of its own sums, a part before a whole; where none is left, even
        which of them are small is hidden; and else the same one step further away.
        """
        near, seen = [key], {key}
        while near:
            sums = [each for k in near for each in self.sums_of.get(k, [])]
            around = {k for each in sums for k in each.keys}
            if self._hide_one(sums) or self._blank(around):
                return around
            near = sorted(k for k in around if k not in seen)
            seen |= around
        raise AssertionError(f"{key}: everything is hidden, and yet it can be worked out")

    def _hide_one(self, sums: list[Sum]) -> bool:
        shown = [
            (part == each.whole, self.cells[part], part)
            for each in sums
            for part in each.keys
            if part not in self.hidden and self.cells[part]
        ]
        if shown:
            self.hidden[min(shown)[2]] = "hidden"
        return bool(shown)

    def _blank(self, keys: set[Key]) -> bool:
        open_ = [key for key in keys if self.hidden.get(key) != "blank"]
        for key in open_:
            self.hidden[key] = "blank"
        return bool(open_)

    def _told(self, key: Key) -> Range:
        """What a reader who knows the rule learns from the mark in the place of a number."""
        match self.hidden[key]:
            case "small":
                return 1, self.threshold - 1
            case "hidden":
                return self.threshold, None
            case "blank":
                return 0, None

    def _equations(self) -> list[Equation]:
        """What is shown, as equations of what is hidden."""
        equations: list[Equation] = []
        for each in self.sums:
            factors: dict[Key, int] = {}
            constant = 0
            for key, factor in ((each.whole, 1), *((part, -1) for part in each.parts)):
                if key in self.hidden:
                    factors[key] = factors.get(key, 0) + factor
                else:
                    constant -= factor * self.cells[key]
            if factors:
                equations.append(Equation(factors, constant))
        return equations


def _allows(of: Range, most: int) -> bool:
    """Whether a reader must still think any number from 1 to the most possible."""
    low, high = of
    return low <= 1 and (high is None or high >= most)

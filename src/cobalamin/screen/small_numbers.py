"""Which numbers must be hidden, so that no small number of people can be worked out?

Every count that is published is a cell; every cell that is the sum of others is declared so. Cells
below the threshold are hidden, and then as many more as it takes: we play the reader who knows the
rule, the threshold and all that is shown, and who solves for what is hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from cobalamin.screen.solving import MOST, Equation, Key, Range, eliminated, settled
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


MISSED_MOST = 3
"""The highest that can be said of how much a reader would miss a number."""

NEAR = 3
"""How many sums away another number is hidden rather than one that would be missed most."""

MOST_TRIED = 60
"""How many hidden numbers are tried to be shown again, chosen by us: enough where few are hidden,
and where nearly all are it would take seconds."""


def _alike(_: Key) -> int:
    return 0


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
    cells: Mapping[Key, int],
    sums: Iterable[Sum],
    threshold: int = THRESHOLD,
    missed: Callable[[Key], int] = _alike,
) -> Protected:
    """Decide for all cells together; `missed` says from 0 to 3 how much a number would be missed.

    Raises ValueError when a sum does not add up, as its cells would contradict each other, and for
    a threshold of 2, below which there is only one number to hide; a threshold of 1 hides nothing.
    """
    declared = tuple(sums)
    if threshold == 2:
        raise ValueError('"<2" would say that it is 1; take 3 or more, or 1 to hide nothing')
    for each in declared:
        if cells[each.whole] != sum(cells[part] for part in each.parts):
            raise ValueError(f"{each.whole} is not the sum of {each.parts}")
    same = _same(cells, declared)
    book = _Book(cells, same, declared, threshold)
    for key in cells:
        book.missed[same[key]] = max(book.missed.get(same[key], 0), missed(key))
    while weak := book.weak():
        touched: set[Key] = set()
        for key in weak:
            if key not in touched:
                touched |= book.cover(key)
    book.uncover()
    hidden: dict[Key, Standing] = {
        key: book.hidden[same[key]] for key in cells if same[key] in book.hidden
    }
    return Protected(cells, hidden, threshold)


def _same(cells: Mapping[Key, int], sums: Iterable[Sum]) -> dict[Key, Key]:
    """For each cell one that stands for it: where only one part of a sum is not zero, it is all."""
    leads = {key: key for key in cells}

    def lead(key: Key) -> Key:
        while leads[key] != key:
            key = leads[key]
        return key

    for each in sums:
        match [part for part in each.parts if cells[part]]:
            case [only]:
                leads[lead(only)] = lead(each.whole)
            case _:
                pass
    return {key: lead(key) for key in cells}


def _followed(ranges: Mapping[Key, Range], given: list[Equation]) -> dict[Key, Range]:
    """The ranges narrowed by all that follows from what is shown."""
    return settled(ranges, [*given, *eliminated(given)])


class _Book:
    """The cells while it is decided which to hide."""

    def __init__(
        self,
        cells: Mapping[Key, int],
        same: Mapping[Key, Key],
        sums: tuple[Sum, ...],
        threshold: int,
    ) -> None:
        self.cells = cells
        self.missed: dict[Key, int] = {}
        self.threshold = threshold
        self.hidden: dict[Key, Standing] = {
            lead: "small" for lead in same.values() if 0 < cells[lead] < threshold
        }
        self.sums = [Sum(same[e.whole], tuple(same[part] for part in e.parts)) for e in sums]
        self.sums_of: dict[Key, list[Sum]] = {}
        self.places_of: dict[Key, list[int]] = {}
        for place, each in enumerate(self.sums):
            for key in each.keys:
                self.places_of.setdefault(key, []).append(place)
                if each.whole not in each.parts:  # else only zeros are left beside it
                    self.sums_of.setdefault(key, []).append(each)

    def weak(self, among: Iterable[Key] | None = None) -> list[Key]:
        """The small cells of which a reader learns more than that they are small.

        Those that he finds sum by sum; where he finds none so, those that he finds by elimination.
        `among` is all hidden cells, or those that hang together by sums and by no sum with others.
        """
        told = {key: self._told(key) for key in (self.hidden if among is None else among)}
        given = self._equations(told)
        ranges = settled(told, given)
        return self._weak_by(ranges) or self._weak_by(_followed(ranges, given))

    def _weak_by(self, ranges: Mapping[Key, Range]) -> list[Key]:
        small = (key for key in ranges if 0 < self.cells[key] < self.threshold)
        return sorted(key for key in small if not self._safe(ranges[key]))

    def _safe(self, of: Range) -> bool:
        """Whether a reader must think nearly every number from 1 to below the threshold possible.

        All but one: where a small number is divided into two, each is known to be smaller than it.
        """
        low, high = of
        possible = min(high, self.threshold - 1) - max(low, 1) + 1
        return possible >= max(2, self.threshold - 2)

    def cover(self, key: Key) -> set[Key]:
        """Hide one more number near a weak cell; give all cells of the sums it stands in.

        The one that is missed least, near by before further away; where none is left near by, even
        which of the hidden ones are small is hidden. What is missed most is hidden last.
        """
        rings = [self._around({key})]
        while rings[-1] != (wider := rings[-1] | self._around(rings[-1] & self.hidden.keys())):
            rings.append(wider)
        near = rings[:NEAR]
        tries = [
            *((self._hide_one, ring, missed) for missed in range(MISSED_MOST) for ring in near),
            *((self._blank, ring, MISSED_MOST - 1) for ring in near),
            *((how, ring, MISSED_MOST) for ring in rings for how in (self._hide_one, self._blank)),
        ]
        if not any(attempt(ring, missed) for attempt, ring, missed in tries):
            raise AssertionError(f"{key}: everything is hidden, and yet it can be worked out")
        return rings[0]

    def uncover(self) -> None:
        """Show again what was hidden for nothing: those that are missed most first.

        At last also what a reader works out anyway, and may: none of it is small.
        """
        small = {key for key in self.hidden if 0 < self.cells[key] < self.threshold}
        spare = [key for key in self.hidden if key not in small and self.missed[key]]
        spare.sort(key=lambda key: (-self.missed[key], -self.cells[key], key))
        for key in spare[:MOST_TRIED]:
            together = self._together(key)
            standing = self.hidden.pop(key)
            if self.weak(together - {key}):
                self.hidden[key] = standing
        told = {key: self._told(key) for key in self.hidden}
        ranges = _followed(told, self._equations(told))
        for key, (low, high) in ranges.items():
            if low == high and key not in small:
                del self.hidden[key]

    def _together(self, key: Key) -> set[Key]:
        """The hidden cells that hang together with this one: to show it tells of no others."""
        found, fresh = {key}, {key}
        while fresh:
            sums = (self.sums[place] for each in fresh for place in self.places_of.get(each, ()))
            fresh = ({k for one in sums for k in one.keys} & self.hidden.keys()) - found
            found |= fresh
        return found

    def _around(self, keys: Iterable[Key]) -> set[Key]:
        return {k for key in keys for each in self.sums_of.get(key, []) for k in each.keys}

    def _hide_one(self, keys: Iterable[Key], missed: int) -> bool:
        shown = [
            (self.missed[key], self.cells[key], key)
            for key in keys
            if key not in self.hidden and self.cells[key] and self.missed[key] <= missed
        ]
        if shown:
            self.hidden[min(shown)[2]] = "hidden"
        return bool(shown)

    def _blank(self, keys: Iterable[Key], missed: int) -> bool:
        """Hide zeros too, and which of the hidden numbers are small."""
        found = [k for k in keys if self.hidden.get(k) != "blank" and self.missed[k] <= missed]
        for key in found:
            self.hidden[key] = "blank"
        return bool(found)

    def _told(self, key: Key) -> Range:
        """What a reader who knows the rule learns from the mark in the place of a number."""
        match self.hidden[key]:
            case "small":
                return 1, self.threshold - 1
            case "hidden":
                return self.threshold, MOST
            case "blank":
                return 0, MOST

    def _equations(self, hidden: Iterable[Key]) -> list[Equation]:
        """What is shown, as equations of what is hidden: of these, and all they hang together with.

        In the order of the sums, so that the same cells are always decided alike.
        """
        places = {place for key in hidden for place in self.places_of.get(key, ())}
        equations: list[Equation] = []
        for each in (self.sums[place] for place in sorted(places)):
            factors: dict[Key, int] = {}
            constant = 0
            for key, factor in ((each.whole, 1), *((part, -1) for part in each.parts)):
                if key in self.hidden:
                    factors[key] = factors.get(key, 0) + factor
                else:
                    constant -= factor * self.cells[key]
            factors = {key: factor for key, factor in factors.items() if factor}
            if factors:
                equations.append(Equation(factors, constant))
        return equations

"""What does a criterion come down to? Its parts with every "not" moved down to what it denies.

An outline is made once for many patients, part by part as it is asked for. It keeps the order in
which a criterion names its parts, so that reasons read in that order. A part is `telling` when
a reader is told of it, or of something in it, once it is so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from cobalamin.rules.expression import AtLeast, Compare, Criterion, Follows, Holds, Not, Rule


class Point:
    """A comparison or a rule that must be `so` (or must not); one `place` for what is the same."""

    __slots__ = ("of", "place", "so", "telling")

    def __init__(self, place: int, of: Holds | Compare | Rule, so: bool, telling: bool) -> None:
        self.place = place
        self.of = of
        self.so = so
        self.telling = telling


class Several:
    """At least `count` of these."""

    __slots__ = ("count", "parts", "telling")

    def __init__(self, count: int, parts: tuple[Part, ...], telling: bool) -> None:
        self.count = count
        self.parts = parts
        self.telling = telling


Part = Point | Several


def _all_are(_criterion: Holds | Compare, _so: bool) -> bool:
    return True


class Outline:
    """The outlines of rules and criteria met so far; `tells` decides which points are telling.

    `places` numbers each comparison and rule met: the same number for all that ask the same.
    """

    def __init__(self, tells: Callable[[Holds | Compare, bool], bool] = _all_are) -> None:
        self.tells = tells
        self.places: dict[object, int] = {}
        self._rules: dict[tuple[Rule, bool], Part] = {}
        self._criteria: dict[tuple[int, bool], tuple[Criterion, Part]] = {}

    def place_of(self, thing: Holds | Compare | Rule) -> int:
        """The number of a comparison or a rule, which it has from now on."""
        key = thing if isinstance(thing, Rule) else _comparison(thing)
        return self.places.setdefault(key, len(self.places))

    def of_rule(self, rule: Rule, *, so: bool) -> Part:
        """What it takes for a rule to hold, or not to."""
        part = self._rules.get((rule, so))
        if part is None:
            part = self._rules[(rule, so)] = self._part(rule.when, so)
        return part

    def of(self, criterion: Criterion, *, so: bool) -> Part:
        """What it takes for a criterion to be so, or not to be."""
        if isinstance(criterion, Follows):
            return self.of_rule(criterion.rule, so=so)
        # By identity, for to hash a criterion is to walk it; kept, so that no other takes its id.
        kept = self._criteria.get((id(criterion), so))
        if kept is None:
            kept = self._criteria[(id(criterion), so)] = criterion, self._part(criterion, so)
        return kept[1]

    def _part(self, criterion: Criterion, so: bool) -> Part:
        match criterion:
            case Holds() | Compare():
                return Point(self.place_of(criterion), criterion, so, self.tells(criterion, so))
            case Follows(rule):
                return Point(self.place_of(rule), rule, so, True)
            case Not(part):
                return self._part(part, not so)
            case AtLeast(count, parts):
                # Not at least k of n is at least n - k + 1 of their opposites.
                needed = count if so else len(parts) - count + 1
                outlined = tuple(self._part(part, so) for part in parts)
                return Several(needed, outlined, any(part.telling for part in outlined))
            case _:
                assert_never(criterion)


def _comparison(criterion: Holds | Compare) -> tuple[object, ...]:
    """What tells two comparisons of one patient apart."""
    if isinstance(criterion, Holds):
        return (criterion.fact.name,)
    return (criterion.fact.name, criterion.side, criterion.cut.printed)

"""How far can unknown whole numbers be narrowed down by equations between them?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from math import gcd

from cobalamin.value import Value

Key = tuple[str, ...]
Range = tuple[int, int]
"""From the one to the other, both of them possible."""

MOST = 10**12
"""No count is higher: the upper end of what nothing else bounds. Nobody counts so many people."""

MOST_TURNS = 60
"""How often an equation is looked at again, chosen by us, because ranges settle in a few turns."""

_Row = dict[Key, int]
_CONSTANT: Key = ()


class Equation(Value):
    """The sum of factor times unknown is the constant."""

    factors: Mapping[Key, int]
    constant: int


def settled(told: Mapping[Key, Range], system: Sequence[Equation]) -> dict[Key, Range]:
    """What each unknown can still be by these equations, each looked at until nothing moves.

    For all that follows from them, give also those that elimination makes of them.
    """
    ranges = {name: list(each) for name, each in told.items()}
    of: dict[Key, list[int]] = {}
    for place, equation in enumerate(system):
        for name in equation.factors:
            of.setdefault(name, []).append(place)
    waiting = deque(range(len(system)))
    queued = set(waiting)
    for _ in range(MOST_TURNS * len(system)):
        if not waiting:
            break
        place = waiting.popleft()
        queued.discard(place)
        for name in _narrow(ranges, system[place]):
            new = [other for other in of[name] if other not in queued]
            waiting.extend(new)
            queued.update(new)
    return {name: (low, high) for name, (low, high) in ranges.items()}


def _narrow(ranges: dict[Key, list[int]], equation: Equation) -> list[Key]:
    """Narrow every unknown of an equation by what the others can be; those that were narrowed."""
    least = most = 0
    for name, factor in equation.factors.items():
        low, high = ranges[name]
        least += factor * (low if factor > 0 else high)
        most += factor * (high if factor > 0 else low)
    room_down, room_up = equation.constant - least, most - equation.constant
    narrowed: list[Key] = []
    for name, factor in equation.factors.items():
        held = ranges[name]
        size = abs(factor)
        # by how much it can lie above the end that makes the sum least, and below the other
        up, down = held[0] + room_down // size, held[1] - room_up // size
        if factor < 0:
            up, down = held[0] + room_up // size, held[1] - room_down // size
        if up < held[1] or down > held[0]:
            ranges[name] = [max(held[0], down), min(held[1], up)]
            narrowed.append(name)
    return narrowed


def eliminated(equations: Iterable[Equation]) -> list[Equation]:
    """The same equations solved, as far as they go, each for one unknown of its own."""
    solved: dict[Key, _Row] = {}
    for equation in equations:
        row: _Row = {**equation.factors, _CONSTANT: equation.constant}
        for name in [name for name in row if name in solved]:
            row = _without(row, solved[name], name)
        pivot = min((name for name in row if name), key=lambda name: abs(row[name]), default=None)
        if pivot is None:
            continue
        for name, other in solved.items():
            if pivot in other:
                solved[name] = _without(other, row, pivot)
        solved[pivot] = row
    return [
        Equation({name: factor for name, factor in row.items() if name}, row[_CONSTANT])
        for row in solved.values()
    ]


def _without(row: _Row, other: _Row, name: Key) -> _Row:
    """The row less as much of the other as takes this unknown out of it; in lowest terms."""
    shared = gcd(row[name], other[name])
    keep, take = other[name] // shared, row[name] // shared
    left = {each: keep * factor for each, factor in row.items()}
    for each, factor in other.items():
        left[each] = left.get(each, 0) - take * factor
    terms = gcd(*left.values()) or 1
    return {each: factor // terms for each, factor in left.items() if factor or each == _CONSTANT}

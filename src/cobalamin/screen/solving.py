"""How far can unknown whole numbers be narrowed down by equations between them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

from cobalamin.value import Value

Key = tuple[str, ...]
Range = tuple[int, int | None]
"""From the one to the other, both of them possible; no upper end where that is None."""

_Row = dict[Key, Fraction]
_CONSTANT: Key = ()

MOST_PASSES = 40
"""Chosen by us, because ranges settle in a few passes; each pass only ever narrows them."""


class Equation(Value):
    """The sum of factor times unknown is the constant."""

    factors: Mapping[Key, int]
    constant: int


def ranges_of(told: Mapping[Key, Range], equations: Iterable[Equation]) -> dict[Key, Range]:
    """What each unknown can still be, by the equations and by all that follows from them.

    Narrows by each equation in turn, and by the equations that elimination makes of them.
    """
    ranges = dict(told)
    given = list(equations)
    for system in (given, [*given, *eliminated(given)]):
        for _ in range(MOST_PASSES):
            if not any([_narrow(ranges, equation) for equation in system]):
                break
    return ranges


def eliminated(equations: Iterable[Equation]) -> list[Equation]:
    """The same equations solved, as far as they go, each for one unknown of its own."""
    solved: dict[Key, _Row] = {}
    for equation in equations:
        row: _Row = {name: Fraction(factor) for name, factor in equation.factors.items()}
        row[_CONSTANT] = Fraction(equation.constant)
        for name in [name for name in row if name in solved]:
            _subtract(row, solved[name], row[name])
        pivot = next((name for name, factor in row.items() if name and factor), None)
        if pivot is None:
            continue
        share = row[pivot]
        row = {name: factor / share for name, factor in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, row, other[pivot])
        solved[pivot] = row
    return [_whole(row) for row in solved.values()]


def _subtract(row: _Row, other: _Row, times: Fraction) -> None:
    for name, factor in other.items():
        left = row.get(name, Fraction(0)) - times * factor
        if left or name == _CONSTANT:
            row[name] = left
        else:
            row.pop(name, None)


def _whole(row: _Row) -> Equation:
    """The row with whole factors."""
    scale = lcm(*(factor.denominator for factor in row.values()))
    factors = {name: int(factor * scale) for name, factor in row.items() if name}
    return Equation(factors, int(row[_CONSTANT] * scale))


def _narrow(ranges: dict[Key, Range], equation: Equation) -> bool:
    """Narrow every unknown of an equation by what the others can be; whether any was."""
    products = {
        name: _product(ranges[name], factor) for name, factor in equation.factors.items()
    }
    least, most = _sums(products.values())
    narrowed = False
    for name, factor in equation.factors.items():
        low, high = products[name]
        others_least = _without(least, low)
        others_most = _without(most, high)
        # factor times unknown is what the others leave of the constant
        bottom = None if others_most is None else equation.constant - others_most
        top = None if others_least is None else equation.constant - others_least
        narrower = _within(ranges[name], _quotients(bottom, top, factor))
        narrowed |= narrower != ranges[name]
        ranges[name] = narrower
    return narrowed


_End = int | None
_Total = tuple[int, int]  # the sum of those ends that there are, and how many there are not


def _product(of: Range, factor: int) -> tuple[_End, _End]:
    low, high = factor * of[0], None if of[1] is None else factor * of[1]
    return (low, high) if factor > 0 else (high, low)


def _sums(products: Iterable[tuple[_End, _End]]) -> tuple[_Total, _Total]:
    ends = list(products)
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    return (
        (sum(filter(None, lows)), lows.count(None)),
        (sum(filter(None, highs)), highs.count(None)),
    )


def _without(total: _Total, end: _End) -> _End:
    """The sum of all ends but this one; None where one of them is open."""
    known, open_ends = total
    if end is None:
        return known if open_ends == 1 else None
    return known - end if open_ends == 0 else None


def _quotients(bottom: _End, top: _End, factor: int) -> tuple[_End, _End]:
    """Whole numbers whose product with the factor lies between the two."""
    if factor < 0:
        bottom, top = None if top is None else -top, None if bottom is None else -bottom
        factor = -factor
    low = None if bottom is None else -(-bottom // factor)
    return low, None if top is None else top // factor


def _within(of: Range, ends: tuple[_End, _End]) -> Range:
    low, high = ends
    return (
        of[0] if low is None else max(of[0], low),
        of[1] if high is None else high if of[1] is None else min(of[1], high),
    )

"""How is total B12 distributed, in each unit it is reported in, and where are the cut-points?"""

from __future__ import annotations

from collections.abc import Iterator

from cobalamin.guideline.facts import TOTAL_B12
from cobalamin.rules.expression import Compare, CutPoint
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import comparisons, in_order
from cobalamin.screen.database import Database, rows, text
from cobalamin.screen.side_by_side import LIVING
from cobalamin.screen.small_numbers import Key
from cobalamin.value import Value

WIDTHS = {"ng/L": 25, "pmol/L": 20}
"""Widths of the bars, chosen by us: fine enough to see the cut-points, and few small numbers."""
ENDS = {"ng/L": 1000, "pmol/L": 740}
"""From where on all results are one bar, chosen by us because few are so high."""


class Bar(Value):
    """How many results lie from `low` to below `high`; no upper end where that is None."""

    low: int
    high: int | None
    people: int


class Distribution(Value):
    """Untreated total B12 of the living in one unit.

    `beyond` counts results that are reported only as below or above a number.
    `cuts` are the cut-points of the guideline's question about total B12, the lowest first.
    """

    unit: str
    bars: tuple[Bar, ...]
    beyond: int
    cuts: tuple[tuple[float, str], ...]


def distributions(database: Database, guideline: Guideline) -> tuple[Distribution, ...]:
    """One distribution for each unit in which anyone has a result."""
    every = (_distribution(database, guideline, unit) for unit in TOTAL_B12.units)
    return tuple(each for each in every if each.beyond or any(bar.people for bar in each.bars))


def _distribution(database: Database, guideline: Guideline, unit: str) -> Distribution:
    width, end = WIDTHS[unit], ENDS[unit]
    among = f"{LIVING} WHERE b12_unit = {text(unit)} AND NOT b12_treated"
    bar = f"CAST(least(floor(b12_low / {width}), {end // width}) AS INTEGER)"
    exact = f"SELECT {bar}, count(*) FROM {among} AND b12_low = b12_high GROUP BY 1"
    found: dict[int, int] = dict(rows(database, exact))
    only_beyond = f"SELECT count(*) FROM {among} AND b12_low <> b12_high"
    [(beyond,)] = rows(database, only_beyond)
    bars = [
        Bar(place * width, (place + 1) * width, found.get(place, 0))
        for place in range(end // width)
    ]
    bars.append(Bar(end, None, found.get(end // width, 0)))
    return Distribution(unit, tuple(bars), beyond, cut_points(guideline, unit))


def cut_points(guideline: Guideline, unit: str) -> tuple[tuple[float, str], ...]:
    """Each number with which the guideline's question about total B12 compares it, and its name."""
    [question] = [each for each in guideline.questions if each.name == "total_b12"]
    cuts: dict[CutPoint, None] = {}
    for rule in in_order(rule for _, rule in question.answers):
        for leaf in comparisons(rule.when):
            if isinstance(leaf, Compare) and leaf.fact == TOTAL_B12:
                cuts[leaf.cut] = None
    return tuple(sorted((float(cut.value_in(unit)), cut.name) for cut in cuts))


def cells(found: tuple[Distribution, ...]) -> Iterator[tuple[Key, int]]:
    """Every bar as a cell whose publication is decided; nothing published is their sum."""
    for each in found:
        for bar in each.bars:
            yield bar_key(each, bar), bar.people
        yield ("bar", each.unit, "beyond"), each.beyond


def bar_key(of: Distribution, bar: Bar) -> Key:
    """The cell of one bar."""
    return ("bar", of.unit, str(bar.low))

"""Is each side of each cut-point, in each unit, and the unknown, written down in a spec row?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import FactRow
from cobalamin.rules.expression import Compare, Rule
from cobalamin.rules.reach import comparisons, rules_of
from tests.knowledge.rows import GUIDELINES, rows_through

NEAR = 1e-9  # of a step: 0.271 + 0.001 is not quite 0.272


def lacking(compare: Compare, rows: list[FactRow]) -> Iterator[str]:
    """The places about a cut-point at which no row stands."""
    held = [row.get(compare.fact.name) for row in rows]
    if None not in held:
        yield f"{compare.fact.name} unknown"
    exact = [each for each in held if isinstance(each, Amount) and not each.bound]
    for unit, step in zip(compare.fact.units, compare.fact.steps, strict=True):
        cut = compare.cut.value_in(unit)
        steps = [(each.value - cut) / step for each in exact if each.unit == unit]
        places = {"below": (-1.0, -NEAR), "on": (0.0, 0.0), "above": (NEAR, 1.0)}
        for place, (least, most) in places.items():
            if not any(
                least - NEAR <= n <= most + NEAR and (n == 0) == (least == most) for n in steps
            ):
                yield f"{compare.fact.name} {place} {cut:g} {unit}"


@pytest.mark.parametrize("name", GUIDELINES)
def test_every_cut_point_has_rows_below_on_above_and_unknown(name: str) -> None:
    missing: list[str] = []
    for rule in rules_of(GUIDELINES[name]):
        rows = [read.row.facts for read in rows_through(name).get(rule, ())]
        for leaf in comparisons(rule.when):
            if isinstance(leaf, Compare):
                missing += [f"{rule.id}: {place}" for place in lacking(leaf, rows)]
    assert missing == []


def test_a_row_that_is_not_there_is_missed() -> None:
    [compare] = [
        leaf
        for rule in rules_of(GUIDELINES["ng239"])
        if rule.id == "active_b12.deficient.case"
        for leaf in comparisons(rule.when)
        if isinstance(leaf, Compare)
    ]
    rows = [{"active_b12": Amount(value, "pmol/L")} for value in (24.0, 25.0, 26.0)]
    assert list(lacking(compare, [*rows, {}])) == []
    assert list(lacking(compare, list(rows))) == ["active_b12 unknown"]
    assert list(lacking(compare, [*rows[:2], {}])) == ["active_b12 above 25 pmol/L"]
    bounded = {"active_b12": Amount(25.0, "pmol/L", "<")}
    assert list(lacking(compare, [rows[0], rows[2], bounded, {}])) == ["active_b12 on 25 pmol/L"]


def _named(rules: tuple[Rule, ...]) -> set[str]:
    return {
        leaf.cut.name for r in rules for leaf in comparisons(r.when) if isinstance(leaf, Compare)
    }


def test_the_guidelines_do_compare_with_cut_points() -> None:
    assert all(len(_named(rules_of(guideline))) > 10 for guideline in GUIDELINES.values())

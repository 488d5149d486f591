"""Are drawn people as the tables say: their spread, their correlations, the same by seed?"""

from __future__ import annotations

from math import log, log1p, sqrt
from statistics import correlation, mean, stdev

import pytest

from cobalamin.simulate.model import (
    Correlation,
    ModelError,
    correlations,
    model,
    read_correlations,
)
from cobalamin.simulate.people import EGFR_LEAST, EGFR_MOST, drawn, factors

CROWD = 4000


def logs(people: list[dict[str, float]], name: str) -> list[float]:
    return [log(person[name]) for person in people]


def test_the_same_seed_draws_the_same_people() -> None:
    assert drawn(3, 7) == drawn(3, 7)
    assert drawn(3, 7) != drawn(3, 8)
    assert drawn(5, 7)[:3] == drawn(3, 7)


def test_spreads_and_correlations_are_those_of_the_tables() -> None:
    people = drawn(CROWD, 1)
    for each in model().parameters:
        if each.spread_cv:
            values = logs(people, each.name)
            assert stdev(values) == pytest.approx(sqrt(log1p(each.spread_cv**2)), rel=0.06)
            assert mean(values) == pytest.approx(log(each.value), abs=0.06 * stdev(values))
        elif each.name != "egfr":
            assert {person[each.name] for person in people} == {each.value}
    for each in correlations():
        r = correlation(logs(people, each.first), logs(people, each.second))
        assert r == pytest.approx(each.r, abs=0.05), each
    unrelated = correlation(logs(people, "dna_half"), logs(people, "passive_share"))
    assert unrelated == pytest.approx(0, abs=0.05)
    kidneys = [person["egfr"] for person in people]
    assert (min(kidneys), max(kidneys)) == (EGFR_LEAST, EGFR_MOST)


def test_what_is_told_is_not_drawn() -> None:
    assert {person["egfr"] for person in drawn(5, 1, {"egfr": 40.0})} == {40.0}


def test_correlations_that_nobody_can_have_are_refused() -> None:
    names = [each.name for each in model().parameters if each.spread_cv][:3]
    pairs = ((0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9))
    together = tuple(Correlation(names[a], names[b], r, "chosen", "-") for a, b, r in pairs)
    with pytest.raises(ValueError, match="no people"):
        factors(names, together)


@pytest.mark.parametrize("row", ["egfr,dna_half,0.1,own,x", "dna_half,passive_share,0.1,seen,x"])
def test_a_row_of_the_table_at_fault_is_refused(row: str) -> None:
    with pytest.raises(ModelError, match="not a correlation"):
        read_correlations(model(), f"first,second,r,mark,source\n{row}\n")

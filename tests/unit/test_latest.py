"""Does the same result speak whatever the order of a record, and what is taken by which route?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest

from cobalamin.chart import Chart, LabResult, Medicine
from cobalamin.guideline.kinds import (
    Kind,
    LatestMeasurement,
    LatestResult,
    NewestResult,
    Positive,
    Taking,
)
from cobalamin.guideline.reading import View, read
from cobalamin.quantity import Amount
from cobalamin.value import replace

AS_OF = date(2026, 11, 22)
DAY = AS_OF - timedelta(days=3)


def measured(value: float, unit: str = "ng/L", resource: str = "Observation/a") -> LabResult:
    return LabResult("total_b12", resource, DAY, 5.0, amount=Amount(value, unit))


def said(kind: Kind, *results: LabResult) -> object:
    """What the kind reads, sure to be the same in every order of the results."""
    charts = [Chart("p1", AS_OF, results=order) for order in permutations(results)]
    values = [read(kind, View(chart)).value for chart in charts]
    assert all(value == values[0] for value in values)
    return values[0]


@pytest.mark.parametrize(
    "kind",
    [LatestResult("total_b12"), LatestMeasurement("total_b12"), NewestResult("total_b12", 30)],
)
def test_of_one_resource_with_two_numbers_the_larger_speaks(kind: Kind) -> None:
    assert said(kind, measured(200.0), measured(90.0)) == Amount(200.0, "ng/L")
    unread = replace(measured(1.0), amount=None, unreadable="it has no unit")
    assert said(kind, measured(90.0), unread) == Amount(90.0, "ng/L")
    pmol = measured(90.0, "pmol/L")
    assert said(kind, measured(90.0), pmol) == Amount(90.0, "pmol/L")


@pytest.mark.parametrize(
    "kind",
    [LatestResult("total_b12"), LatestMeasurement("total_b12"), NewestResult("total_b12", 30)],
)
def test_of_two_resources_of_one_moment_the_name_decides_before_the_number(kind: Kind) -> None:
    later = measured(90.0, resource="Observation/b")
    assert said(kind, measured(200.0), later) == Amount(90.0, "ng/L")


def test_of_one_resource_with_a_yes_and_a_no_the_yes_speaks() -> None:
    yes = LabResult("if_antibody", "Observation/a", DAY, 5.0, positive=True)
    assert said(Positive("if_antibody"), yes, replace(yes, positive=False)) is True


def test_of_two_equal_undated_numbers_the_one_with_a_limit_speaks() -> None:
    bare = replace(measured(90.0), day=None, taken=None)
    limited = replace(bare, range_low=100.0)
    kind = LatestMeasurement("total_b12", unless_own="low")
    assert said(kind, bare, limited) is None


def taking(kind: Taking, *medicines: Medicine) -> object:
    return read(kind, View(Chart("p1", AS_OF, medicines=medicines))).value


def b12(route: str, days_ago: int | None = None) -> Medicine:
    start = None if days_ago is None else AS_OF - timedelta(days=days_ago)
    current = days_ago is None
    return Medicine("hydroxocobalamin", "ordered", "m", start, current=current, route=route)


def test_only_the_named_routes_count() -> None:
    injected = Taking(("hydroxocobalamin",), within_days=120, routes=("injection",))
    assert taking(injected, b12("oral")) is False
    assert taking(injected, b12("")) is False
    assert taking(injected, b12("oral"), b12("injection")) is True
    assert taking(injected, b12("injection", 120)) is True
    assert taking(injected, b12("injection", 121)) is False
    assert taking(replace(injected, routes=("injection", "")), b12("")) is True


@pytest.mark.parametrize("route", ["injection", "oral", "nasal", "inhaled", "other", ""])
def test_without_named_routes_every_route_counts(route: str) -> None:
    assert taking(Taking(("hydroxocobalamin",)), b12(route)) is True

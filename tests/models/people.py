"""The people, doses and days that the tests of the simulator share."""

from __future__ import annotations

from datetime import date
from functools import cache

from cobalamin.simulate.dosing import Given, given_under
from cobalamin.simulate.states import State, caused, healthy, reached

START = date(2026, 6, 1)
PERNICIOUS: dict[str, float] = caused({}, "pernicious-anaemia")
SMALL = 1e-4
"""A tolerance small against everything that is compared here."""


@cache
def well() -> State:
    """The typical person before any cause."""
    return healthy({}, tolerance=SMALL, backend="python")


@cache
def deficient(total_b12_pmol_l: float = 55) -> State:
    """The typical person whose pernicious anaemia has lowered total B12 to this."""
    level = ("total_b12_pmol_l", total_b12_pmol_l)
    found = reached(PERNICIOUS, well(), level, tolerance=SMALL, backend="python")
    assert found is not None
    return found.state


def doses(regimen: str, days: int) -> tuple[Given, ...]:
    """The doses of a regimen of the house."""
    return given_under(regimen, START, days)


def injections(amount_ug: float, *days: float) -> tuple[Given, ...]:
    """Cyanocobalamin into the muscle on these days."""
    return tuple(Given(day, amount_ug, "cyanocobalamin", "intramuscular") for day in days)

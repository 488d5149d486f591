"""Who are the people of a virtual population: each parameter drawn, the related ones together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log1p, sqrt
from random import Random

from cobalamin.simulate.model import Correlation, Model, correlations, model

Person = dict[str, float]

EGFR_MEAN, EGFR_SD, EGFR_LEAST, EGFR_MOST = 72.0, 18.0, 20.0, 115.0
"""Kidney function of people in whom B12 deficiency is found, who are old. Chosen by us."""


def drawn(count: int, seed: int, fixed: Mapping[str, float] | None = None) -> list[Person]:
    """So many people. The same seed gives the same people.

    Each parameter with a spread is log-normal about its typical value; those of the table of
    correlations are drawn together. eGFR is normal within limits. What `fixed` names is not drawn.
    """
    found = model()
    seeded = Random(seed)
    names = [each.name for each in found.parameters if each.spread_cv]
    factor = factors(names, correlations())
    return [_person(found, factor, seeded) | dict(fixed or {}) for _ in range(count)]


def _person(found: Model, factor: dict[str, dict[str, float]], seeded: Random) -> Person:
    person = found.typical
    normal = {name: seeded.gauss(0.0, 1.0) for name in factor}
    for each in found.parameters:
        if each.spread_cv:
            z = sum(weight * normal[name] for name, weight in factor[each.name].items())
            person[each.name] = each.value * exp(z * sqrt(log1p(each.spread_cv**2)))
    egfr = seeded.gauss(EGFR_MEAN, EGFR_SD)
    person["egfr"] = min(EGFR_MOST, max(EGFR_LEAST, egfr))
    return person


def factors(names: Sequence[str], together: tuple[Correlation, ...]) -> dict[str, dict[str, float]]:
    """For each of these parameters, what weighs in its normal number: Cholesky's factor.

    Raises ValueError when the table asks for what cannot be.
    """
    wanted = {frozenset((each.first, each.second)): each.r for each in together}
    rows: dict[str, dict[str, float]] = {}
    for i, name in enumerate(names):
        row: dict[str, float] = {}
        for other in names[:i]:
            shared = sum(row.get(k, 0.0) * weight for k, weight in rows[other].items())
            weight = (wanted.get(frozenset((name, other)), 0.0) - shared) / rows[other][other]
            if weight:
                row[other] = weight
        left = 1.0 - sum(weight**2 for weight in row.values())
        if left <= 0:
            raise ValueError(f"no people can have these correlations: {name}")
        rows[name] = {**row, name: sqrt(left)}
    return rows

"""Which person explains this patient's own results best, and what else would explain them?

The best one is the maximum of the posterior (MAP); around it the posterior is taken as normal in
the unknowns (Laplace's approximation). Draws from that give bands, not lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log, sqrt
from random import Random

from cobalamin.simulate.engine import Backend
from cobalamin.simulate.individual import (
    History,
    Person,
    Prior,
    history,
    person_at,
    prior_of,
)
from cobalamin.simulate.least_squares import Matrix, backward, cholesky, forward, least
from cobalamin.simulate.measured import Measurement, residuals
from cobalamin.simulate.model import model
from cobalamin.simulate.told import Told
from cobalamin.value import Value

BARELY_LEARNT = 0.8
"""A posterior SD above this share of the prior's: the results hardly say anything; chosen by us."""

_RELATIVE_STEP = 0.02  # of a finite difference: the solver's steps are adaptive
_LONGEST_STEP = 0.25  # prior SDs
_SOON_DAYS = 14.0  # added to durations before the logarithm, so that none is 0


class Posterior(Value, eq=False):
    """The prior, the best place in it, and the Cholesky factor of the curvature there.

    `learnt` is the posterior over the prior SD of each unknown: 1 where nothing was learnt.
    A place is one of independent numbers, of which `prior.moved` makes those of the unknowns.
    `misfits` are the residuals of the best person, in SDs, by measurement.
    """

    told: Told
    prior: Prior
    place: tuple[float, ...]
    factor: tuple[tuple[float, ...], ...]
    learnt: dict[str, float]
    misfits: tuple[tuple[Measurement, float], ...]
    evaluations: int

    @property
    def person(self) -> Person:
        """The best one."""
        return person_at(self.prior, self.place)

    @property
    def hardly_learnt(self) -> tuple[str, ...]:
        """The unknowns that these results cannot tell: not identifiable."""
        return tuple(name for name, share in self.learnt.items() if share > BARELY_LEARNT)


def fit(told: Told, backend: Backend = "auto") -> Posterior:
    """The posterior of a person. Without any measurement it is the prior. Raises NoCourse."""
    prior = prior_of(told, backend)
    size = len(prior.unknowns)

    told_apart = [i for i in range(size) if _may_show(prior, i)]

    def whole(part: Sequence[float]) -> list[float]:
        place = [0.0] * size
        for i, value in zip(told_apart, part, strict=True):
            place[i] = value
        return place

    def off(part: Sequence[float]) -> list[float]:
        return [*misfits(told, person_at(prior, whole(part)), backend), *part]

    if not told.measurements:
        unit = tuple(tuple(float(i == j) for j in range(i + 1)) for i in range(size))
        return Posterior(told, prior, (0.0,) * size, unit, dict.fromkeys(prior.names, 1.0), (), 0)
    steps = [min(_LONGEST_STEP, _RELATIVE_STEP / prior.unknowns[i].sd) for i in told_apart]
    best = least(off, [0.0] * len(told_apart), steps)
    place = whole(best.place)
    factor = cholesky(_widened(best.curvature, told_apart, size))
    left = misfits(told, person_at(prior, place), backend)
    return Posterior(
        told,
        prior,
        tuple(place),
        tuple(map(tuple, factor)),
        dict(zip(prior.names, _posterior_sds(factor, prior.factor), strict=True)),
        tuple(zip(told.measurements, left, strict=True)),
        best.evaluations,
    )


def _may_show(prior: Prior, number: int) -> bool:
    """Whether results before any treatment can say something of this unknown.

    What becomes of an injection cannot; unless it goes together with something else.
    """
    rows = zip(prior.names[number:], prior.factor[number:], strict=True)
    moves = {name for name, row in rows if row[number]}
    return not moves <= _of_injections()


@cache
def _of_injections() -> frozenset[str]:
    inside = (each.name for each in model().parameters if each.section.startswith("injected"))
    return frozenset({*inside, "nasal_share"})


def _widened(curvature: Matrix, told_apart: Sequence[int], size: int) -> Matrix:
    """The curvature over all unknowns: that of the prior for those that were left out."""
    wide = [[float(i == j) for j in range(size)] for i in range(size)]
    for i, row in zip(told_apart, curvature, strict=True):
        for j, value in zip(told_apart, row, strict=True):
            wide[i][j] = value
    return wide


def _posterior_sds(factor: Matrix, together: Sequence[Sequence[float]]) -> list[float]:
    """The SD of each unknown: of its row of the correlations' factor, under (L L')^-1.

    The rows have length 1, so that the prior SDs are 1.
    """
    size = len(factor)
    sds: list[float] = []
    for row in together:
        column = forward(factor, [*row, *[0.0] * (size - len(row))])
        sds.append(sqrt(sum(each * each for each in column)))
    return sds


def misfits(told: Told, person: Person, backend: Backend) -> list[float]:
    """What was measured less what is expected of a person, each in SDs of its error."""
    if not told.measurements:
        return []
    dated = any(each.name == "months_of_symptoms" for each in told.measurements)
    ago = sorted({each.days_ago for each in told.measurements})
    past = history(person, ago, backend, whole=dated)
    return [_misfit(each, past) for each in told.measurements]


def _misfit(measured: Measurement, past: History) -> float:
    residual = residuals()[measured.name]
    if measured.name == "months_of_symptoms":
        told, expected = measured.value * 30.44 + _SOON_DAYS, past.symptomatic_days() + _SOON_DAYS
    else:
        told, expected = measured.value, past.days_ago(measured.days_ago, measured.name)
    if residual.scale == "linear":
        return (told - expected) / residual.sd
    return (log(told) - log(max(expected, 1e-9))) / residual.sd


def drawn(posterior: Posterior, count: int, seed: int) -> list[Person]:
    """So many people from the posterior; the same for the same seed."""
    chance = Random(seed)
    factor = [list(row) for row in posterior.factor]
    people: list[Person] = []
    for _ in range(count):
        away = backward(factor, [chance.gauss(0.0, 1.0) for _ in factor])
        place = [best + each for best, each in zip(posterior.place, away, strict=True)]
        people.append(person_at(posterior.prior, place))
    return people

"""What is believed of this person before any result, and where does that lead until today?

A prior is a log-normal for each number in which people differ (its spread stands in
parameters.csv), moved by age, sex, kidneys, cause and diabetes. A person is then a vector of
standard normal numbers, one for each unknown; 0 is the typical person with these particulars.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import exp, log1p, sqrt
from typing import cast

from cobalamin.simulate.engine import Backend, Course, all_parameters, run
from cobalamin.simulate.model import correlations, model
from cobalamin.simulate.people import factors
from cobalamin.simulate.states import Cause, caused, healthy
from cobalamin.simulate.told import NOT_KNOWN, Told
from cobalamin.value import Value

TOLERANCE = 3e-3
"""Coarser than the engine's default: the error stays far below that of any measurement."""

ONSET_0_10 = 1.0
"""Symptoms count as noticed from here; chosen by us: a tenth of the scale."""

DAYS_ILL = "days_ill"
"""The unknown that is no parameter of the model: for how long the cause has been there. [days]"""

LONGEST_DAYS = 40 * 365.0
_MONTH_DAYS = 30.44
_TO_DIAGNOSIS_MONTHS = 4.0  # median in 153 episodes (Healton 1991, second-hand)
_SPREAD_OF_DAYS_ILL = 0.7  # log SD, chosen by us: wide, so that results decide
_NO_ONSET_DAYS = 10 * 365.0  # chosen by us, where the typical person never has symptoms
_DIABETIC = 0.5  # of the model's worst, chosen by us: a record does not say how severe
_MEDIAN_FOLATE_NMOL_L = 27.0  # NHANES 2001-04, own analysis
_GRID = 32


class Unknown(Value):
    """One number not known of a person: median and SD of its logarithm, and the most it can be."""

    name: str
    median: float
    sd: float
    most: float = 1e300


class Prior(Value, eq=False):
    """What is fixed of a person, what is unknown, and how the unknowns go together.

    `factor` is the lower Cholesky factor of the correlations between the unknowns.
    """

    fixed: dict[str, float]
    unknowns: tuple[Unknown, ...]
    factor: tuple[tuple[float, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The unknowns by name."""
        return tuple(each.name for each in self.unknowns)

    def moved(self, place: Sequence[float]) -> list[float]:
        """How far each unknown is from its median at a place, in SDs of its own logarithm."""
        return [sum(weight * place[i] for i, weight in enumerate(row)) for row in self.factor]


class Person(Value, eq=False):
    """One possible person: all parameters, and for how many days the cause has been there."""

    parameters: dict[str, float]
    days_ill: float


def prior_of(told: Told, backend: Backend) -> Prior:
    """The prior of a person with these particulars."""
    fixed, unknowns = particulars(told)
    typical = all_parameters(fixed) | {each.name: each.median for each in unknowns}
    start = healthy(typical, tolerance=TOLERANCE, backend=backend)
    onset = onset_day(typical, start, backend)
    days = (_NO_ONSET_DAYS if onset is None else onset) + _TO_DIAGNOSIS_MONTHS * _MONTH_DAYS
    ill = Unknown(DAYS_ILL, days, _SPREAD_OF_DAYS_ILL, LONGEST_DAYS)
    every = (*unknowns, ill)
    return Prior(fixed, every, factor_of([each.name for each in every]))


def particulars(told: Told) -> tuple[dict[str, float], list[Unknown]]:
    """What is fixed and what is unknown of the parameters of a person, but for `days_ill`."""
    typical = model().typical
    fixed = {"egfr": _egfr(told), "diabetes": _DIABETIC if told.diabetes else 0.0}
    if told.folate_nmol_l is not None:
        fixed["folate_relative"] = told.folate_nmol_l / _MEDIAN_FOLATE_NMOL_L
    if told.cause != NOT_KNOWN:
        fixed = caused(fixed, cast(Cause, told.cause))
    moved = _by_age_and_sex(told)
    unknowns = [
        Unknown(
            each.name,
            fixed.get(each.name, typical[each.name]) * moved.get(each.name, 1.0),
            sqrt(log1p(each.spread_cv**2)),
        )
        for each in model().parameters
        if each.spread_cv > 0 and (each.name != "folate_relative" or told.folate_nmol_l is None)
    ]
    if told.cause == NOT_KNOWN:
        # Chosen by us: most who are deficient without a known cause absorb little, some nearly all.
        unknowns.append(Unknown("intrinsic_factor", 0.2, 0.8, 1.0))
    elif 0 < fixed.get("intrinsic_factor", 1.0) < 1:
        # Chosen by us: de Jager's mean says nothing of those whom metformin harms most.
        unknowns.append(Unknown("intrinsic_factor", fixed["intrinsic_factor"], 0.7, 1.0))
    elif gas := fixed.get("nitrous_oxide"):
        unknowns.append(Unknown("nitrous_oxide", gas, 0.7, 1.0))  # nobody counts; chosen by us
    return fixed, unknowns


def _egfr(told: Told) -> float:
    """As measured; else what is usual at that age (NHANES adults, rounded by us), or 80."""
    if told.egfr is not None:
        return told.egfr
    return 80.0 if told.age_years is None else min(115.0, max(45.0, 130.0 - 0.8 * told.age_years))


def _by_age_and_sex(told: Told) -> dict[str, float]:
    """Factors on the medians; NHANES regressions, own analysis, where no other source is named."""
    decades = 0.0 if told.age_years is None else (told.age_years - 50) / 10
    female = {"female": 0.5, "male": -0.5}.get(told.sex, 0.0)
    return {
        "mma_plateau_nmol_l": exp(0.0382 * decades - 0.053 * female),
        "homocysteine_plateau_umol_l": exp(0.0547 * decades - 0.183 * female),
        "haemoglobin_healthy_g_dl": exp(-0.11 * female),  # 13.3 and 14.8 g/dL; chosen by us
    }


def onset_day(
    parameters: dict[str, float], start: dict[str, float], backend: Backend
) -> float | None:
    """When symptoms begin, counted from the beginning of the cause; None within 30 years."""
    days = [90.0 * i for i in range(1, 122)]
    person = {name: value for name, value in parameters.items() if name != DAYS_ILL}
    course = run(person, start, (), days, tolerance=TOLERANCE, backend=backend)
    return first_day(course.days, course.values("symptoms_0_10"), ONSET_0_10)


def first_day(days: Sequence[float], values: Sequence[float], level: float) -> float | None:
    """When a rising quantity first reaches a level, between the days by a straight line."""
    if values[0] >= level:
        return days[0]
    for (a, low), (b, high) in pairwise(zip(days, values, strict=True)):
        if low < level <= high:
            return a + (b - a) * (level - low) / (high - low)
    return None


def person_at(prior: Prior, place: Sequence[float]) -> Person:
    """The person at a place: so many independent standard normal numbers as there are unknowns."""
    found = {
        unknown.name: min(unknown.most, unknown.median * exp(unknown.sd * moved))
        for unknown, moved in zip(prior.unknowns, prior.moved(place), strict=True)
    }
    days_ill = found.pop(DAYS_ILL)
    return Person(all_parameters(prior.fixed | found), max(days_ill, 1.0))


class History(Value, eq=False):
    """One person's course from the beginning of the cause until today."""

    days_ill: float
    course: Course

    def days_ago(self, days: float, name: str) -> float:
        """A quantity so many days before today; of the healthy where the cause came later."""
        there = max(self.days_ill - days, 0.0)
        number = min(range(len(self.course.days)), key=lambda i: abs(self.course.days[i] - there))
        return self.course.values(name)[number]

    def symptomatic_days(self) -> float:
        """For how long symptoms have been noticed. [days]"""
        found = first_day(self.course.days, self.course.values("symptoms_0_10"), ONSET_0_10)
        return 0.0 if found is None else self.days_ill - found

    def today(self) -> dict[str, float]:
        """The state today."""
        return self.course.state()


def history(
    person: Person, days_ago: Sequence[float], backend: Backend, *, whole: bool = True
) -> History:
    """Healthy until the cause began, then without treatment; rows on the asked days and today.

    `whole` adds rows along the way, which `symptomatic_days` needs.
    """
    start = healthy(person.parameters, tolerance=TOLERANCE, backend=backend)
    last = person.days_ill
    grid = [last * i / _GRID for i in range(_GRID)] if whole else []
    asked = sorted({*grid, *(max(last - each, 0.0) for each in days_ago), last})
    apart = [b for a, b in pairwise([-1.0, *asked]) if b - a > 1e-6]
    course = run(person.parameters, start, (), apart, tolerance=TOLERANCE, backend=backend)
    return History(last, course)


def factor_of(names: Sequence[str]) -> tuple[tuple[float, ...], ...]:
    """The Cholesky factor of the correlations between these unknowns, from the model's table.

    A number that was told is left out and moves nothing with it: the strongest pair of which one
    is ever told, folate and diet, would move the diet by 7 % for each SD of folate.
    """
    rows = factors(names, correlations())
    return tuple(
        tuple(rows[name].get(other, 0.0) for other in names[: i + 1])
        for i, name in enumerate(names)
    )

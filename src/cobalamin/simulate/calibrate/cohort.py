"""How do people with pernicious anaemia fare who are found late, and treated for a year?

The delay between first symptoms and diagnosis is log-normal with the median of four months that
Healton 1991 reports; its spread is chosen by us.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, log
from random import Random
from statistics import mean, median
from typing import TypeVar

from cobalamin.simulate.calibrate.subject import Changes, injected
from cobalamin.simulate.engine import Courses, run_many
from cobalamin.simulate.people import drawn
from cobalamin.simulate.states import State, healthy_many
from cobalamin.value import Value

T = TypeVar("T")

PEOPLE, SEED = 600, 1991
_DELAY_MEDIAN_DAYS, _DELAY_LOG_SD = 122.0, log(3.2)
_STEP_DAYS = 14.0
_LONGEST_DAYS = 20 * 365.0
_BEGINS, _COMPLETE, _MODERATE = 1.0, 0.3, 4.0
"""Symptoms from which people date them; below this complete recovery; from this on moderate."""
_CORD_ILL = 2.0
_DAYS = (0.0, 42.0, 182.0, 365.0)
_SCHEDULE = injected(1000, *range(7), 13, 20, 27, 34, *(64 + 30 * i for i in range(11)))


class Cohort(Value, eq=False):
    """Those who came to symptoms within twenty years, and their courses under treatment."""

    people: Sequence[dict[str, float]]
    delay_days: Sequence[float]
    courses: Courses

    def on(self, number: int, name: str) -> list[float]:
        """One quantity of everyone: at diagnosis, after 6 weeks, half a year, a year."""
        return self.courses.on(number, name)


def cohort(changes: Changes, people: int = PEOPLE, seed: int = SEED) -> Cohort:
    """A cohort; the same seed gives the same."""
    everyone = drawn(people, seed, changes)
    well = healthy_many(everyone)
    ill = [person | {"intrinsic_factor": 0.0} for person in everyone]
    days = [_STEP_DAYS * i for i in range(int(_LONGEST_DAYS / _STEP_DAYS))]
    untreated = run_many(ill, well, (), days)
    seeded = Random(seed + 1)
    chosen: list[dict[str, float]] = []
    starts: list[State] = []
    delays: list[float] = []
    for i, person in enumerate(ill):
        course = untreated.of(i)
        delay = _DELAY_MEDIAN_DAYS * exp(seeded.gauss(0, _DELAY_LOG_SD))
        symptoms = course.values("symptoms_0_10")
        onset = next((n for n, value in enumerate(symptoms) if value > _BEGINS), None)
        if onset is not None:
            chosen.append(person)
            delays.append(delay)
            starts.append(course.state(min(onset + round(delay / _STEP_DAYS), len(days) - 1)))
    return Cohort(chosen, delays, run_many(chosen, starts, _SCHEDULE, _DAYS))


def values(changes: Changes) -> dict[str, float]:
    """The values of the groups Nerve and Dorsal columns that need a cohort."""
    group = cohort(changes)
    before, weeks, year = (group.on(n, "symptoms_0_10") for n in (0, 1, 3))
    late = [end for end, delay in zip(year, group.delay_days, strict=True) if delay > 365]
    pairs = list(zip(before, year, strict=True))
    return {
        "cohort_hb_normal": _percent(group.on(0, "haemoglobin_g_dl"), lambda hb: hb > 12),
        "cohort_mcv_normal": _percent(group.on(0, "mcv_fl"), lambda mcv: mcv <= 98),
        "cohort_complete": _percent(year, lambda end: end < _COMPLETE),
        "cohort_half": _percent(pairs, lambda pair: pair[1] <= pair[0] / 2),
        "cohort_moderate": _percent(year, lambda end: end >= _MODERATE),
        "cohort_first_relief": median(weeks) / median(before),
        "cohort_late_complete": _percent(late, lambda end: end < _COMPLETE),
    } | _cord(group)


def _cord(group: Cohort) -> dict[str, float]:
    late = [_lateness(group, n) for n in (0, 3)]
    slow = [_slowness(group, n) for n in (0, 3)]
    small = group.on(0, "sural_amplitude_uv")
    deficit = list(
        zip(group.on(0, "cord_deficit_0_10"), group.on(3, "cord_deficit_0_10"), strict=True)
    )
    ill = [pair for pair in deficit if pair[0] >= _CORD_ILL]
    degenerate = [pair[0] >= _CORD_ILL for pair in deficit]
    found = [
        (z > _ABNORMAL_SD, v > _ABNORMAL_SD or uv < _SMALL_UV)
        for z, v, uv, chosen in zip(late[0], slow[0], small, degenerate, strict=True)
        if chosen
    ]
    return {
        "cord_abnormal": _percent(found, lambda pair: pair[0]),
        "nerve_abnormal": _percent(found, lambda pair: pair[1]),
        "cord_complete": _percent(ill, lambda pair: pair[1] < _COMPLETE),
        "cord_improved": _percent(ill, lambda pair: pair[1] < pair[0]),
        "cord_slower": (median(late[1]) / median(late[0])) / (median(slow[1]) / median(slow[0])),
    }


_ABNORMAL_SD = 2.5
_SMALL_UV = 5.0
_LATENCY_SD_MS, _VELOCITY_CV = 2.0, 0.08


def _lateness(group: Cohort, number: int) -> list[float]:
    """How late the tibial response comes, over the person's own healthy one. [SD]"""
    own = [person["tibial_response_healthy_ms"] for person in group.people]
    now = group.on(number, "tibial_response_ms")
    return [(b - a) / _LATENCY_SD_MS for a, b in zip(own, now, strict=True)]


def _slowness(group: Cohort, number: int) -> list[float]:
    """How much slower the sural nerve conducts than the person's own healthy one. [SD]"""
    own = [person["sural_velocity_healthy_m_s"] for person in group.people]
    now = group.on(number, "sural_velocity_m_s")
    return [(1 - b / a) / _VELOCITY_CV for a, b in zip(own, now, strict=True)]


def _percent(group: Sequence[T], holds: Callable[[T], bool]) -> float:
    return 100 * mean([holds(each) for each in group]) if group else 0.0

"""Who takes part in a virtual trial, and what becomes of each of them?

Each patient has a source of chance of its own, made from the seed and its number, so the patients
are the same however the work is shared out.
"""

from __future__ import annotations

from datetime import date
from math import exp, log
from random import Random

from cobalamin.simulate.dosing import Given, given_under
from cobalamin.simulate.engine import Backend, all_parameters, run
from cobalamin.simulate.forecasting import FREE_OF_SYMPTOMS_0_10, MONTH_DAYS, days_of
from cobalamin.simulate.individual import (
    DAYS_ILL,
    LONGEST_DAYS,
    TOLERANCE,
    Person,
    Prior,
    Unknown,
    factor_of,
    history,
    onset_day,
    particulars,
    person_at,
)
from cobalamin.simulate.states import healthy, under_treatment
from cobalamin.simulate.told import NOT_KNOWN, Told
from cobalamin.value import Value

START = date(2026, 1, 1)
"""The day of the first dose; it decides only how long the months are. Chosen by us."""

CAUSES = {
    "pernicious-anaemia": 0.5,
    "metformin": 0.15,
    "diet": 0.15,
    NOT_KNOWN: 0.1,
    "gastrectomy": 0.05,
    "nitrous-oxide": 0.05,
}
"""How often each cause is met among people with neuropathy; chosen by us, no register was found."""

DIABETIC = 0.2  # chosen by us
_EGFR, _EGFR_SD, _EGFR_LEAST, _EGFR_MOST = 72.0, 18.0, 20.0, 115.0  # an older clinic; chosen by us
DELAY_MEDIAN_MONTHS = 4.0  # Healton 1991, second-hand
_DELAY_SPREAD = log(3.2)  # log SD; chosen by us on the spread in Healton
_MOST_TRIES = 50


class Patient(Value, eq=False):
    """One virtual patient on the day of diagnosis; `delay_days` since the first symptoms."""

    number: int
    cause: str
    diabetes: bool
    person: Person
    delay_days: float
    state: dict[str, float]


class Course(Value, eq=False):
    """What became of one patient in one arm; `halved_day` None where symptoms never halved."""

    symptoms_before: float
    symptoms_after: float
    halved_day: float | None
    mma_nmol_l: float
    haemoglobin_g_dl: float
    velocity_gain_m_s: float
    lost_axons: float


def patient(seed: int, number: int, backend: Backend) -> Patient:
    """One of the patients, with symptoms: those who never come to have any are drawn again."""
    chance = Random(f"{seed}/{number}")
    for _ in range(_MOST_TRIES):
        if found := _drawn(chance, number, backend):
            return found
    raise RuntimeError(f"no patient with symptoms in {_MOST_TRIES} tries: seed {seed}, {number}")


def _drawn(chance: Random, number: int, backend: Backend) -> Patient | None:
    cause = chance.choices(list(CAUSES), list(CAUSES.values()))[0]
    diabetes = chance.random() < DIABETIC or cause == "metformin"
    egfr = min(_EGFR_MOST, max(_EGFR_LEAST, chance.gauss(_EGFR, _EGFR_SD)))
    fixed, unknowns = particulars(Told(cause, egfr=egfr, diabetes=diabetes))
    every = (*unknowns, Unknown(DAYS_ILL, 1.0, 0.0))
    prior = Prior(fixed, every, factor_of([each.name for each in every]))
    parameters = person_at(prior, [chance.gauss(0, 1) for _ in every]).parameters
    delay = DELAY_MEDIAN_MONTHS * MONTH_DAYS * exp(_DELAY_SPREAD * chance.gauss(0, 1))
    start = healthy(parameters, tolerance=TOLERANCE, backend=backend)
    onset = onset_day(parameters, start, backend)
    if onset is None:
        return None
    person = Person(all_parameters(parameters), min(onset + delay, LONGEST_DAYS))
    state = history(person, (), backend, whole=False).today()
    return Patient(number, cause, diabetes, person, delay, state)


def courses(
    one: Patient, regimens: tuple[str, ...], months: int, backend: Backend
) -> tuple[Course, ...]:
    """The same patient in every arm."""
    days = days_of(months)
    return tuple(
        _course(one, given_under(name, START, int(days[-1])), days, backend) for name in regimens
    )


def _course(
    one: Patient, given: tuple[Given, ...], days: tuple[float, ...], backend: Backend
) -> Course:
    parameters = under_treatment(one.person.parameters) if given else one.person.parameters
    ran = run(parameters, one.state, given, days, tolerance=TOLERANCE, backend=backend)
    symptoms = ran.values("symptoms_0_10")
    half = symptoms[0] / 2
    velocity = ran.values("sural_velocity_m_s")
    return Course(
        symptoms[0],
        symptoms[-1],
        next((day for day, s in zip(days, symptoms, strict=True) if s <= half), None),
        ran.values("mma_nmol_l")[-1],
        ran.values("haemoglobin_g_dl")[-1],
        velocity[-1] - velocity[0],
        ran.values("legs_lost")[-1],
    )


def free_of_symptoms(course: Course) -> bool:
    """Nothing is left to feel at the end."""
    return course.symptoms_after < FREE_OF_SYMPTOMS_0_10

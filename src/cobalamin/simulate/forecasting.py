"""What is to be expected of this person under each regimen, and how sure is that?

Every number comes from people drawn from the posterior: the middle, and between which
ends nine tenths of them lie. A band is of what is expected, not of a single measurement.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cobalamin.day import today
from cobalamin.guideline.regimens import regimen
from cobalamin.simulate.dosing import NO_TREATMENT, Given, given_under
from cobalamin.simulate.engine import Backend, Courses, chosen, run_many
from cobalamin.simulate.fitting import Posterior, drawn, fit
from cobalamin.simulate.individual import TOLERANCE, Person, history
from cobalamin.simulate.states import under_treatment
from cobalamin.simulate.told import Told
from cobalamin.value import Value

QUANTITIES = (
    "total_b12_pmol_l", "mma_nmol_l", "homocysteine_umol_l", "haemoglobin_g_dl", "mcv_fl",
    "sural_velocity_m_s", "symptoms_0_10",
)  # fmt: skip
"""What a forecast tells of, by the simulator's names."""

DEFAULT_REGIMENS = (
    "source-daily-then-monthly",
    "oral-cyanocobalamin-1mg",
    NO_TREATMENT,
)
DEFAULT_MONTHS = 12
DRAWS: dict[str, int] = {"numba": 120, "python": 8}
"""How many people stand for the posterior; fewer in bare Python, which is much slower."""

FREE_OF_SYMPTOMS_0_10 = 0.3
"""Below this nothing is left to feel. The cut on which Healton's figures were met; chosen by us."""

DELAY_MONTHS = 6
MONTH_DAYS = 30.4375
_EARLY_DAYS = (0, 1, 2, 3, 5, 7, 10, 14)
_LOW, _HIGH = 0.05, 0.95


class Band(Value, eq=False):
    """The middle and the ends of nine tenths of what is expected, on each day."""

    median: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


class Recovery(Value):
    """The chances at the end: nothing left to feel, at least half better, or little; sum 1."""

    full: float
    partial: float
    little: float


class RegimenCourse(Value, eq=False):
    """What is expected under one regimen.

    `halved_days` is when symptoms have fallen to half of today's (low, median, high); None where
    they do not within the time in more than half of the draws, or where there are none today.
    """

    regimen: str
    title: str
    bands: dict[str, Band]
    recovery: Recovery
    halved_days: tuple[float, float, float] | None


class Delay(Value, eq=False):
    """What it costs to begin later: the same regimen, looked at so many months after its start."""

    regimen: str
    months: int
    now: Recovery
    later: Recovery
    symptoms_now: tuple[float, float, float]
    symptoms_later: tuple[float, float, float]


class Forecast(Value, eq=False):
    """The courses of one person under several regimens, from the same posterior."""

    posterior: Posterior
    people: tuple[Person, ...]
    starts: tuple[dict[str, float], ...]
    start: date
    months: int
    days: tuple[float, ...]
    courses: tuple[RegimenCourse, ...]
    delay: Delay | None
    seed: int
    backend: str
    is_a_line: bool = False


def forecast(
    told: Told,
    regimens: Sequence[str] = DEFAULT_REGIMENS,
    *,
    months: int = DEFAULT_MONTHS,
    start: date | None = None,
    draws: int | None = None,
    seed: int = 1,
    backend: Backend = "auto",
) -> Forecast:
    """What to expect of a person. Raises KeyError for an unknown regimen, NoCourse.

    `start` is the day of the first dose, of the record or today. `draws` 0 gives the best person
    alone, a line without a band, which is only for a quick look.
    """
    solver = chosen(backend)
    begin = start or told.as_of or today()
    days = days_of(months)
    given = {name: given_under(name, begin, int(days[-1])) for name in regimens}
    posterior = fit(told, solver)
    count = DRAWS[solver] if draws is None else draws
    people = drawn(posterior, count, seed) if count else [posterior.person]
    starts = [history(each, (), solver, whole=False).today() for each in people]
    courses = tuple(_course(name, people, starts, (given[name], days, solver)) for name in regimens)
    late = None
    treated = next((each for each in courses if each.regimen != NO_TREATMENT), None)
    if treated and count:
        late = _delayed(treated, people, starts, (given[treated.regimen], days, solver))
    return Forecast(
        posterior,
        tuple(people),
        tuple(starts),
        begin,
        months,
        days,
        courses,
        late,
        seed,
        solver,
        is_a_line=count == 0,
    )


def days_of(months: int) -> tuple[float, ...]:
    """The days that are told: some early ones, then every week, and the last. [days]"""
    last = round(months * MONTH_DAYS)
    weekly = range(21, last, 7)
    return tuple(float(day) for day in (*_EARLY_DAYS, *weekly, last) if day <= last)


def title_of(name: str) -> str:
    """A regimen in words. Raises KeyError for an unknown one."""
    return "no treatment" if name == NO_TREATMENT else regimen(name).title


Orders = tuple[tuple[Given, ...], tuple[float, ...], Backend]


def _rows(people: Sequence[Person], starts: Sequence[dict[str, float]], orders: Orders) -> Courses:
    given, days, backend = orders
    parameters = [under_treatment(e.parameters) if given else e.parameters for e in people]
    return run_many(parameters, starts, given, days, tolerance=TOLERANCE, backend=backend)


def _course(
    name: str, people: Sequence[Person], starts: Sequence[dict[str, float]], orders: Orders
) -> RegimenCourse:
    ran = _rows(people, starts, orders)
    each = [ran.of(i) for i in range(len(people))]
    values = {quantity: [course.values(quantity) for course in each] for quantity in QUANTITIES}
    bands = {quantity: _band(rows) for quantity, rows in values.items()}
    symptoms = values["symptoms_0_10"]
    return RegimenCourse(
        name, title_of(name), bands, recovered(symptoms), _halved(symptoms, orders[1])
    )


def _band(rows: Sequence[Sequence[float]]) -> Band:
    days = [sorted(row[i] for row in rows) for i in range(len(rows[0]))]

    def at(share: float) -> tuple[float, ...]:
        return tuple(quantile(day, share) for day in days)

    return Band(at(0.5), at(_LOW), at(_HIGH))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which a share of sorted values lies; a straight line between neighbours."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def three(values: Sequence[float]) -> tuple[float, float, float]:
    """Low, median and high of a band."""
    ordered = sorted(values)
    return quantile(ordered, _LOW), quantile(ordered, 0.5), quantile(ordered, _HIGH)


def recovered(symptoms: Sequence[Sequence[float]]) -> Recovery:
    """The shares of people by what is left of their symptoms at the end."""
    codes = [outcome(row[0], row[-1]) for row in symptoms]
    full, partial = (codes.count(code) / len(codes) for code in ("full", "partial"))
    return Recovery(full, partial, 1 - full - partial)


def outcome(before: float, after: float) -> str:
    """`full`, `partial` or `little`, from the symptoms before and after. [0 to 10]"""
    if after < FREE_OF_SYMPTOMS_0_10:
        return "full"
    return "partial" if after <= 0.5 * before else "little"


def _halved(
    symptoms: Sequence[Sequence[float]], days: tuple[float, ...]
) -> tuple[float, float, float] | None:
    felt = [row for row in symptoms if row[0] >= FREE_OF_SYMPTOMS_0_10]
    never = days[-1] * 10
    found = [
        next((day for day, value in zip(days, row, strict=True) if value <= row[0] / 2), never)
        for row in felt
    ]
    if not found or sorted(found)[len(found) // 2] == never:
        return None
    low, median, high = three(found)
    return low, median, min(high, days[-1])


def _delayed(
    now: RegimenCourse,
    people: Sequence[Person],
    starts: Sequence[dict[str, float]],
    orders: Orders,
) -> Delay:
    """Untreated for some months, then the same doses."""
    given, days, backend = orders
    wait = ((), (0.0, DELAY_MONTHS * MONTH_DAYS), backend)
    waited = _rows(people, starts, wait)
    later = [waited.of(i).state() for i in range(len(people))]
    ran = _rows(people, later, (given, (0.0, days[-1]), backend))
    # Recovery is judged against the symptoms of today, not those to which waiting has led.
    ends = [ran.of(i).values("symptoms_0_10")[-1] for i in range(len(people))]
    before = [start["symptoms_0_10"] for start in starts]
    band = now.bands["symptoms_0_10"]
    return Delay(
        now.regimen,
        DELAY_MONTHS,
        now.recovery,
        recovered(list(zip(before, ends, strict=True))),
        (band.low[-1], band.median[-1], band.high[-1]),
        three(ends),
    )

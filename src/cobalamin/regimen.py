"""What is given, how much, how often and until when; and on which days is a dose due?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from cobalamin.day import add_months
from cobalamin.source import Citation
from cobalamin.value import Value

Product = Literal["cyanocobalamin", "methylcobalamin", "hydroxocobalamin"]
PRODUCTS: tuple[Product, ...] = ("cyanocobalamin", "methylcobalamin", "hydroxocobalamin")

Route = Literal["intramuscular", "deep-subcutaneous", "oral", "nasal"]
PhaseName = Literal["loading", "consolidation", "maintenance"]

INJECTED: tuple[Route, ...] = ("intramuscular", "deep-subcutaneous")
"""The routes that need a needle."""


class Every(Value):
    """How long from one dose to the next; exactly one of the three is above zero.

    So many days, so many calendar months, or so many times a week with at least a day between.
    """

    days: int = 0
    months: int = 0
    times_a_week: int = 0

    def __post_init__(self) -> None:
        given = [each for each in (self.days, self.months, self.times_a_week) if each]
        if len(given) != 1 or given[0] < 0 or self.times_a_week not in (0, *_IN_WEEK):
            raise ValueError(f"give one of days, months, or 2 or 3 times a week, not {self}")

    def after(self, first: date, times: int) -> date:
        """The day of the dose that follows so many intervals after the first."""
        if self.months:
            return add_months(first, self.months * times)
        if self.times_a_week:
            weeks, place = divmod(times, self.times_a_week)
            return first + timedelta(days=7 * weeks + _IN_WEEK[self.times_a_week][place])
        return first + timedelta(days=self.days * times)


_IN_WEEK = {2: (0, 3), 3: (0, 2, 4)}
"""On which days of a week its doses fall, counted from the first; chosen by us."""


class Phase(Value):
    """One stretch of a regimen: the same dose at the same interval.

    `doses` is how many, None where `until` alone ends it (improvement stops, for life). For these
    `planned_doses` is how many are dated before the first review; 0 means up to the last day asked
    for. `per_day` splits the daily amount (1,500 mcg in three). `source_says` is the interval in
    the source's words where that is a range or a number of times a week.
    """

    name: PhaseName
    amount_ug: int
    every: Every
    doses: int | None = None
    until: str = ""
    planned_doses: int = 0
    per_day: int = 1
    source_says: str = ""

    def __post_init__(self) -> None:
        if self.amount_ug <= 0 or self.per_day <= 0:
            raise ValueError(f"a dose is above zero: {self.amount_ug} ug, {self.per_day} a day")
        if self.doses is None and not self.until:
            raise ValueError(f"{self.name} phase: say how many doses, or until when")


class Regimen(Value):
    """A product with its phases, where it is licensed, and who says so.

    `id` is permanent. `products` lists what the source names, the first being its usual one.
    `routes` likewise. `area` is where a medicine's licence covers it, or "" with `unlicensed`
    saying why. `stop_if_no_effect_days` is a rule of the source to stop when nothing improves.
    """

    id: str
    title: str
    products: tuple[Product, ...]
    routes: tuple[Route, ...]
    phases: tuple[Phase, ...]
    because: tuple[Citation, ...]
    area: str = ""
    unlicensed: str = ""
    stop_if_no_effect_days: int = 0

    @property
    def product(self) -> Product:
        """The product that the source names first."""
        return self.products[0]

    @property
    def injected(self) -> bool:
        """It is given by needle."""
        return self.routes[0] in INJECTED


class Dose(Value):
    """One dose on one day; `amount_ug` is the amount of the whole day. [mcg]"""

    day: date
    amount_ug: int
    phase: PhaseName


def due_days(regimen: Regimen, start: date, until: date) -> tuple[Dose, ...]:
    """The doses from `start` to `until`, both included, in order of days.

    A phase without a number of doses is dated for its `planned_doses`, then the next begins one
    interval later. No two doses fall on one day: a phase begins after the last dose of the one
    before, at whichever of the two intervals is longer. Empty when `until` is before `start`.
    """
    due: list[Dose] = []
    first = start
    for number, phase in enumerate(regimen.phases):
        last = first
        for day in _days_of(phase, first, until):
            due.append(Dose(day, phase.amount_ug, phase.name))
            last = day
        if number + 1 < len(regimen.phases):
            following = regimen.phases[number + 1]
            first = max(phase.every.after(last, 1), following.every.after(last, 1))
        if first > until:
            break
    return tuple(due)


def _days_of(phase: Phase, first: date, until: date) -> list[date]:
    count = phase.doses if phase.doses is not None else phase.planned_doses
    days: list[date] = []
    times = 0
    while count == 0 or times < count:
        day = phase.every.after(first, times)
        if day > until:
            break
        days.append(day)
        times += 1
    return days


def describe(phase: Phase) -> str:
    """The phase in words: "loading: 1,000 mcg every 2 days until no further improvement"."""
    how_often = phase.source_says or _interval(phase.every)
    amount = f"{phase.amount_ug:,} mcg {how_often}"
    if phase.per_day > 1:
        amount += f" in {phase.per_day} parts"
    ends = phase.until or f"{phase.doses} {'dose' if phase.doses == 1 else 'doses'}"
    joined = ", " if phase.doses is not None and not phase.until else " "
    return f"{phase.name}: {amount}{joined}{ends}"


def _interval(every: Every) -> str:
    if every.times_a_week:
        return f"{every.times_a_week} times a week"
    number, unit = (every.months, "month") if every.months else (every.days, "day")
    if number == 1:
        return "daily" if unit == "day" else "monthly"
    if number == 7 and unit == "day":
        return "weekly"
    return f"every {number} {unit}s"

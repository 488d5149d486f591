"""The typical person to whom the model does what a study did to its people.

`changes` are parameters that differ from those of the model file: the fit tries them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from cobalamin.regimen import Product, Route
from cobalamin.simulate.dosing import Given
from cobalamin.simulate.engine import Course, run
from cobalamin.simulate.states import State, healthy, reached
from cobalamin.value import Value

FINE = 1e-4
"""Of the solver; its error is small against any tolerance of the table."""
NG_ML_PER_PMOL_L = 1.355 / 1000
MONTH_DAYS = 30.4

Changes = Mapping[str, float]


class Subject(Value, eq=False):
    """A person and the state at the start."""

    person: dict[str, float]
    start: State

    def course(self, given: Iterable[Given], days: Iterable[float]) -> Course:
        """What happens under these doses."""
        return run(self.person, self.start, given, days, tolerance=FINE)

    def value(self, given: Iterable[Given], day: float, name: str) -> float:
        """One quantity on one day."""
        return self.course(given, [day]).values(name)[0]

    def after(self, given: Iterable[Given], days: float) -> Subject:
        """The same person that many days later."""
        return Subject(self.person, self.course(given, [days]).state())

    def now(self, **changed: float) -> Subject:
        """The same state, from now on with other parameters."""
        return Subject({**self.person, **changed}, self.start)


def well(changes: Changes, **person: float) -> Subject:
    """The typical healthy person."""
    whole = {**changes, **person}
    return Subject(whole, healthy(whole, tolerance=FINE))


def depleted(subject: Subject, name: str, level: float) -> Subject:
    """The person without intrinsic factor, once a quantity is at a level. Raises ValueError."""
    ill = subject.now(intrinsic_factor=0.0)
    found = reached(ill.person, ill.start, (name, level), tolerance=FINE)
    if found is None:
        raise ValueError(f"{name} never comes to {level}")
    return Subject(ill.person, found.state)


def months_to(subject: Subject, name: str, level: float) -> float:
    """Months until a quantity crosses a level, untreated; infinite when never. [months]"""
    found = reached(subject.person, subject.start, (name, level), tolerance=FINE)
    return float("inf") if found is None else found.day / MONTH_DAYS


def dose(amount_ug: float, product: Product, route: Route, *days: float) -> tuple[Given, ...]:
    """The same dose on these days."""
    return tuple(Given(day, amount_ug, product, route) for day in days)


def injected(amount_ug: float, *days: float) -> tuple[Given, ...]:
    """Cyanocobalamin into the muscle."""
    return dose(amount_ug, "cyanocobalamin", "intramuscular", *days)


def area(days: Sequence[float], values: Sequence[float]) -> float:
    """Area under the curve by the trapezium rule."""
    points = zip(pairwise(days), pairwise(values), strict=True)
    return sum((b - a) * (x + y) / 2 for (a, b), (x, y) in points)

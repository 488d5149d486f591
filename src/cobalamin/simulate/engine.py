"""What happens to one person, or to many, from a start under some doses?

    course = run({"egfr": 60, "intrinsic_factor": 0}, start, given, days=range(0, 365))
    course.values("mma_nmol_l")

Parameters that are not named have their typical value. Two back ends give the same numbers: bare
Python, which needs no package, and Numba, which the extra `fast` installs. "auto" takes Numba
where it is installed; its import takes longer than one run of bare Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain, pairwise
from math import isfinite
from typing import Any, Literal

from cobalamin.simulate import driver
from cobalamin.simulate.dosing import Depot, Given, arriving
from cobalamin.simulate.generated import bare
from cobalamin.value import Value

STATES: tuple[str, ...] = bare.STATES
NAMES: tuple[str, ...] = bare.STATES + bare.MEASURED
"""What a course knows on each day: the states, then what would be measured."""

TOLERANCE = 1e-3
"""The default tolerance of a step, over scale and size of each state; benchmarks/ has its error."""

Backend = Literal["auto", "python", "numba"]
_SPARE_ROWS = 4


class NoCourse(RuntimeError):  # noqa: N818 - it is what there is: no course
    """The solver found no step small enough, or a number that is none; nothing is returned."""


class Course(Value, eq=False):
    """The rows of one course, one for each asked day, just before a dose of that moment.

    A row holds a number for each of NAMES. `steps` is how many the solver took.
    """

    days: tuple[float, ...]
    rows: Sequence[Sequence[float]]
    steps: int

    def values(self, name: str) -> list[float]:
        """One quantity on all days. Raises KeyError."""
        place = _places()[name]
        return [float(row[place]) for row in self.rows]

    def state(self, number: int = -1) -> dict[str, float]:
        """The state on one of the days, the last by default: the start of a next course."""
        return dict(zip(STATES, map(float, self.rows[number]), strict=False))


class Courses(Value, eq=False):
    """The courses of many people: `rows[person][day]` as in a Course; an array under Numba."""

    days: tuple[float, ...]
    rows: Any
    steps: tuple[int, ...]

    def of(self, person: int) -> Course:
        """The course of one of them."""
        return Course(self.days, self.rows[person], self.steps[person])

    def on(self, number: int, name: str) -> list[float]:
        """One quantity on one of the days, for everyone. Raises KeyError."""
        place = _places()[name]
        return [float(rows[number][place]) for rows in self.rows]


def run(
    parameters: Mapping[str, float],
    start: Mapping[str, float],
    given: Iterable[Given],
    days: Iterable[float],
    *,
    tolerance: float = TOLERANCE,
    backend: Backend = "auto",
) -> Course:
    """The course of one person. [days]

    `days` in rising order, not before 0. A dose at or after the last of them is not given. Raises
    KeyError for an unknown name, ValueError for days out of order, NoCourse.
    """
    asked = _days(days)
    whole = all_parameters(parameters)
    doses = arriving(given, whole)
    state = _start(start)
    constants = _constants(whole)
    orders = _orders(doses, asked, tolerance)
    if chosen(backend) == "numba":
        rows, steps = _run_numba(constants, orders, state)
    else:
        rows = [[0.0] * len(NAMES) for _ in asked]
        spare = [state, *([0.0] * len(STATES) for _ in range(_SPARE_ROWS - 1))]
        steps = driver.solve(constants, orders, rows, spare)
        _refuse(steps, chain.from_iterable(rows))
    return Course(asked, rows, steps)


def run_many(
    people: Sequence[Mapping[str, float]],
    starts: Sequence[Mapping[str, float]],
    given: Sequence[Given],
    days: Iterable[float],
    *,
    tolerance: float = TOLERANCE,
    backend: Backend = "auto",
) -> Courses:
    """The courses of many people under the same doses; with Numba on all processors.

    What is absorbed of an oral dose differs with the person. Raises as `run`.
    """
    asked = _days(days)
    if len(people) != len(starts):
        raise ValueError(f"{len(people)} people and {len(starts)} starts")
    if chosen(backend) == "python":
        each = [
            run(person, start, given, asked, tolerance=tolerance, backend="python")
            for person, start in zip(people, starts, strict=True)
        ]
        return Courses(asked, [one.rows for one in each], tuple(one.steps for one in each))
    rows, steps = _run_many_numba(people, starts, given, (asked, tolerance))
    return Courses(asked, rows, tuple(steps))


def all_parameters(parameters: Mapping[str, float]) -> dict[str, float]:
    """All parameters of a person: those given, the others typical. Raises KeyError."""
    if strangers := parameters.keys() - bare.TYPICAL.keys():
        raise KeyError(f"the model has no parameter {', '.join(sorted(strangers))}")
    return bare.TYPICAL | dict(parameters)


def chosen(backend: Backend) -> Literal["python", "numba"]:
    """The back end that will run. Raises ModuleNotFoundError when Numba is told but missing."""
    if backend == "auto":
        return "numba" if find_spec("numba") else "python"
    if backend == "numba" and not find_spec("numba"):
        raise ModuleNotFoundError("Numba is not installed: install cobalamin[fast]")
    return backend


@cache
def _places() -> dict[str, int]:
    return {name: place for place, name in enumerate(NAMES)}


def _days(days: Iterable[float]) -> tuple[float, ...]:
    asked = tuple(map(float, days))
    if not asked or asked[0] < 0 or any(b <= a for a, b in pairwise(asked)):
        raise ValueError("days are asked for in rising order, from 0 on, at least one")
    return asked


def _start(start: Mapping[str, float]) -> list[float]:
    if strangers := start.keys() - set(STATES):
        raise KeyError(f"the model has no state {', '.join(sorted(strangers))}")
    return [float(start[name]) for name in STATES]


def _constants(parameters: Mapping[str, float]) -> list[float]:
    constants = [0.0] * bare.CONSTANTS
    bare.prepare([float(parameters[name]) for name in bare.TYPICAL], constants)
    return constants


def _orders(
    doses: Sequence[tuple[float, str, float]], asked: tuple[float, ...], tolerance: float
) -> driver.Orders:
    return (
        [day for day, _, _ in doses],
        [_places()[state] for _, state, _ in doses],
        [amount for _, _, amount in doses],
        asked,
        bare.SCALE,
        tolerance,
    )


def _refuse(steps: int, numbers: Iterable[float]) -> None:
    if steps == driver.TOO_SMALL:
        raise NoCourse(f"no step of {driver.SMALLEST_STEP} days is small enough for these numbers")
    if not all(map(isfinite, numbers)):
        raise NoCourse("the course holds something that is not a number")


def _compiled() -> Any:
    """The functions for Numba; importing them imports it."""
    return import_module("cobalamin.simulate.generated.fast")


def _run_numba(
    constants: list[float], orders: driver.Orders, state: list[float]
) -> tuple[Any, int]:
    import numpy as np

    rows = np.zeros((len(orders[3]), len(NAMES)))
    spare = np.zeros((_SPARE_ROWS, len(STATES)))
    spare[0] = state
    steps = _compiled().solve(np.array(constants), _as_arrays(orders), rows, spare)
    _refuse(int(steps), (float(rows.sum()),))
    return rows, int(steps)


def _run_many_numba(
    people: Sequence[Mapping[str, float]],
    starts: Sequence[Mapping[str, float]],
    given: Sequence[Given],
    asked: tuple[tuple[float, ...], float],
) -> tuple[Any, list[int]]:
    import numpy as np

    whole = [all_parameters(person) for person in people]
    doses = _arriving_at_each(given, whole)
    rows = np.zeros((len(people), len(asked[0]), len(NAMES)))
    if not people:
        return rows, []
    orders = list(_as_arrays(_orders(doses[0], *asked)))
    orders[2] = np.array([[amount for _, _, amount in one] for one in doses], float)
    constants = np.array([_constants(person) for person in whole])
    begin = np.array([_start(start) for start in starts])
    steps = _compiled().solve_many(constants, tuple(orders), rows, begin)
    _refuse(int(steps.min()), (float(rows.sum()),))
    return rows, [int(taken) for taken in steps]


def _arriving_at_each(
    given: Sequence[Given], people: Sequence[Mapping[str, float]]
) -> list[list[tuple[float, Depot, float]]]:
    """The doses of each; of what is only injected, every person gets the same."""
    if people and all(dose.route not in ("oral", "nasal") for dose in given):
        return [arriving(given, people[0])] * len(people)
    return [arriving(given, person) for person in people]


def _as_arrays(orders: driver.Orders) -> tuple[Any, ...]:
    import numpy as np

    days, states, amounts, asked, scale, tolerance = orders
    return (
        np.array(days, float),
        np.array(states, np.int64),
        np.array(amounts, float),
        np.array(asked, float),
        np.array(scale, float),
        tolerance,
    )

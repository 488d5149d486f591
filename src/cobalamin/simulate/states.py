"""In which state does a person stand: healthy, depleted by a cause, at a level measured?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

from cobalamin.simulate.engine import TOLERANCE, Backend, Course, all_parameters, run, run_many
from cobalamin.simulate.generated import bare
from cobalamin.value import Value

State = dict[str, float]

_TO_REST_DAYS = 60 * 365.0
"""Long against the slowest store, whose half-life is a year or two."""

Cause = Literal["pernicious-anaemia", "gastrectomy", "metformin", "diet", "nitrous-oxide", "none"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
_CHANGES: dict[Cause, dict[str, float]] = {
    "pernicious-anaemia": {"intrinsic_factor": 0.0},
    "gastrectomy": {"intrinsic_factor": 0.0},
    # Gives the fall of total B12 by 19 % in four years that de Jager 2010 measured.
    "metformin": {"intrinsic_factor": 0.82},
    # A vegan diet without supplements; chosen by us: traces in fortified or fermented food.
    "diet": {"diet_ug_per_day": 0.3},
    # Breathed for two or three hours of a day on average; chosen by us.
    "nitrous-oxide": {"nitrous_oxide": 0.1},
    "none": {},
}


class Reached(Value, eq=False):
    """When a level was reached, and the state then. [days]"""

    day: float
    state: State


def caused(parameters: Mapping[str, float], cause: Cause) -> dict[str, float]:
    """The parameters of a person who has a cause of deficiency."""
    return {**parameters, **_CHANGES[cause]}


def under_treatment(parameters: Mapping[str, float]) -> dict[str, float]:
    """The parameters from the first dose on: whoever is treated no longer breathes nitrous oxide.

    All other causes go on. While the gas is breathed no dose helps, in the model as in the clinic.
    """
    return {**parameters, "nitrous_oxide": 0.0}


def healthy(
    parameters: Mapping[str, float],
    *,
    tolerance: float = TOLERANCE,
    backend: Backend = "auto",
) -> State:
    """The steady state of a person before any cause: intrinsic factor works, no nerve damage.

    With the typical diet where the person eats less. Kidney function and all else as given.
    """
    well = _well(parameters)
    rest = run(well, _BEGIN, (), [_TO_REST_DAYS], tolerance=tolerance, backend=backend)
    return rest.state()


_BEGIN = dict(zip(bare.STATES, bare.START, strict=True))


_BEFORE = {
    "intrinsic_factor": 1.0,
    "diabetes": 0.0,
    "nitrous_oxide": 0.0,
    "folic_acid_relative": 0.0,
}


def _well(parameters: Mapping[str, float]) -> dict[str, float]:
    whole = all_parameters(parameters)
    enough = max(whole["diet_ug_per_day"], bare.TYPICAL["diet_ug_per_day"])
    return whole | _BEFORE | {"diet_ug_per_day": enough}


def healthy_many(
    people: Sequence[Mapping[str, float]],
    *,
    tolerance: float = TOLERANCE,
    backend: Backend = "auto",
) -> list[State]:
    """The same for many people at once."""
    well = [_well(person) for person in people]
    rest = run_many(
        well, [_BEGIN] * len(well), (), [_TO_REST_DAYS], tolerance=tolerance, backend=backend
    )
    return [rest.of(i).state() for i in range(len(well))]


def reached(
    parameters: Mapping[str, float],
    start: Mapping[str, float],
    level: tuple[str, float],
    *,
    most_days: float = 30 * 365.0,
    tolerance: float = TOLERANCE,
    backend: Backend = "auto",
) -> Reached | None:
    """When, untreated, a quantity first crosses a level, from whichever side; None when never.

    `level` is a name and a value: ("total_b12_pmol_l", 100). The day is right to an hour or so.
    """
    begin, day = dict(start), 0.0
    span = most_days
    while span > _NEAR_DAYS:
        pieces = [span * i / _PIECES for i in range(_PIECES + 1)]
        course = run(parameters, begin, (), pieces, tolerance=tolerance, backend=backend)
        before = _before_crossing(course, level)
        if before is None:
            return None
        begin, day = course.state(before), day + pieces[before]
        span /= _PIECES
    return Reached(day + span, run(parameters, begin, (), [span], backend=backend).state())


_NEAR_DAYS = 0.05
_PIECES = 64


def _before_crossing(course: Course, level: tuple[str, float]) -> int | None:
    """The number of the last day before the level is crossed."""
    values = course.values(level[0])
    above = values[0] > level[1]
    return next((i for i, value in enumerate(values[1:]) if (value > level[1]) != above), None)

"""How does a generated step walk through time: doses, error control, smallest step, outputs?

Written so that one text serves twice: the bare back end runs it as it stands, on lists; the
compiler copies it into `generated/fast.py`, where Numba compiles it for arrays. The JavaScript
twin is `compile/driver.js`; a test holds all three to the same numbers.

A row holds the states, then what would be measured. `spare` is four rows of states: the one now,
the one after a step, its error, and the next one while asked days inside a step are worked out.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import sqrt

from cobalamin.simulate.generated.bare import observe, step

Row = MutableSequence[float]
Orders = tuple[
    Sequence[float], Sequence[int], Sequence[float], Sequence[float], Sequence[float], float
]
"""Days of the doses in order, the state each goes to, amounts; asked days in order; the scale of
each state; tolerance."""

# == from here on the text is copied

TOO_SMALL = -1  # the answer of `solve` when no step is small enough
FIRST_STEP = 5e-4  # days; tried after each dose
SMALLEST_STEP = 1e-9  # days
NEAR = 1e-12  # two times closer than this are one


def solve(
    constants: Sequence[float], orders: Orders, course: Sequence[Row], spare: Sequence[Row]
) -> int:
    """Carry `spare[0]` through its doses; write each asked day, before its dose, into `course`.

    `spare[0]` is left at the last asked day. Returns the number of steps, or TOO_SMALL.
    """
    dose_days, dose_states, dose_amounts, days = orders[0], orders[1], orders[2], orders[3]
    states = len(orders[4])
    last = days[len(days) - 1]
    now, h = 0.0, FIRST_STEP
    given, written, steps = 0, 0, 0
    while written < len(days):
        while written < len(days) and days[written] <= now + NEAR:
            copy(spare[0], course[written], states)
            written += 1
        while given < len(dose_days) and dose_days[given] <= now + NEAR:
            spare[0][dose_states[given]] += dose_amounts[given]
            given += 1
            h = FIRST_STEP
        until = last
        if given < len(dose_days) and dose_days[given] < last:
            until = dose_days[given]
        while now < until - NEAR:
            h, taken = one_step(constants, orders, spare, (h, until - now))
            if taken == 0.0:
                return TOO_SMALL
            steps += 1
            copy(spare[1], spare[3], states)
            # A day inside the step gets a shorter step of its own: a cubic through both ends would
            # multiply the small errors of fast states by the length of the step.
            while written < len(days) and days[written] < now + taken - NEAR:
                step(spare, constants, days[written] - now)
                copy(spare[1], course[written], states)
                written += 1
            now = now + taken if now + taken < until - NEAR else until
            copy(spare[3], spare[0], states)
    for i in range(len(days)):
        observe(course[i], constants)
    return steps


def one_step(
    constants: Sequence[float], orders: Orders, spare: Sequence[Row], steps: tuple[float, float]
) -> tuple[float, float]:
    """Try until a step passes: the step to try next and the one taken, 0 when none is small enough.

    `steps`: the one to try and how far there is to go.
    """
    h, left = steps
    while h > SMALLEST_STEP:
        # The last two steps to a dose share the way, so that no tiny one is left over.
        taken = left if h >= left else min(h, left / 2.0)
        step(spare, constants, taken)
        error = error_of(spare, orders[4], orders[5])
        if error <= 1.0:
            return taken * min(6.0, max(0.2, 0.9 * max(error, 1e-10) ** (-1.0 / 3.0))), taken
        # No comparison with not-a-number holds, so a broken step is tried again, much smaller.
        h = taken * max(0.1, 0.9 * error ** (-1.0 / 3.0)) if error > 1.0 else taken * 0.1
    return h, 0.0


def error_of(spare: Sequence[Row], scale: Sequence[float], tolerance: float) -> float:
    """The error of a step over what is tolerated, root mean square over the states."""
    total = 0.0
    for i in range(len(scale)):
        size = max(abs(spare[0][i]), abs(spare[1][i]))
        share = spare[2][i] / (tolerance * (scale[i] + size))
        total += share * share
    return sqrt(total / len(scale))


def copy(source: Sequence[float], target: Row, count: int) -> None:
    """Write so many numbers of one row over those of another.

    No state can be below zero. A depot that runs dry may come out a hair below, within the
    tolerance of the step; it is empty then.
    """
    for i in range(count):
        target[i] = 0.0 if source[i] < 0.0 else source[i]  # noqa: FURB136 - keeps not-a-number

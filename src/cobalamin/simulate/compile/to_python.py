"""How does the program read as Python, bare and for Numba?"""

from __future__ import annotations

from pathlib import Path

from cobalamin.simulate.compile.program import Program, Routine

DRIVER = Path(__file__).parent.parent / "driver.py"
COPIED_FROM = "# == from here on the text is copied\n"

_BARE = '''"""What does one step of the model do? Bare Python, which needs no package.

Made from cobalamin.ant by `python -m cobalamin.simulate.compile`; change that file, not this one.
y0, y1, ... are the states in the order of STATES, f and g their rates, j_row_column the Jacobian.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import exp, inf, log, sqrt

Row = MutableSequence[float]
'''
_FAST = '''"""What does one step of the model do, and how does it walk through time? For Numba.

Made from cobalamin.ant and driver.py by `python -m cobalamin.simulate.compile`; change those.
Everything is in one file because Numba's cache does not look into others.
"""

# pyright: basic, reportMissingTypeStubs=false, reportIndexIssue=false, reportArgumentType=false
# pyright: reportCallIssue=false, reportReturnType=false
from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from math import exp, log, sqrt

import numpy as np
from numba import njit, prange

Row = MutableSequence[float]
Orders = tuple  # see driver.py
LOOSE = {"contract", "reassoc", "arcp", "nsz"}
'''
_SQUARE = '''def square(base: float) -> float:
    """The square."""
    return base * base
'''
_POWER = '''def power(base: float, exponent: float) -> float:
    """A power; 0 below zero, where only a step that will be refused looks."""
    return exp(exponent * log(base)) if base > 0.0 else 0.0
'''
_GUARDED = '''def step(spare: Sequence[Row], constants: Sequence[float], h: float) -> None:
    """The same; where the other back ends get infinity or not-a-number, the error is infinite."""
    try:
        straight_step(spare, constants, h)
    except (ArithmeticError, ValueError):
        spare[2][0] = inf
'''
_MANY = '''@njit(cache=True, parallel=True, error_model="numpy", fastmath=LOOSE)
def solve_many(constants, orders, courses, starts):
    """Many people at once: each their own constants, amounts and start, all the same days."""
    dose_days, dose_states, amounts, days, scale, tolerance = orders
    steps = np.zeros(len(starts), np.int64)
    for person in prange(len(starts)):
        spare = np.zeros((4, len(scale)))
        spare[0] = starts[person]
        own = (dose_days, dose_states, amounts[person], days, scale, tolerance)
        steps[person] = solve(constants[person], own, courses[person], spare)
        starts[person] = spare[0]
    return steps
'''
# The compiler may fuse and reorder sums; it may not assume that there is no not-a-number, because
# the driver refuses a step by looking for one.
_JIT = '@njit(cache=True, error_model="numpy", fastmath=LOOSE)\n'
_TYPES = {"h": "float", "spare": "Sequence[Row]", "row": "Row"}
_WRITES = {"prepare": "constants"}


def bare(made: Program) -> str:
    """The text of `generated/bare.py`."""
    prepare, step, observe = (_function(each) for each in made.routines)
    straight = step.replace("def step(", "def straight_step(", 1)
    functions = [_SQUARE, _POWER, prepare, straight, _GUARDED, observe]
    return "\n\n".join([f"{_BARE}\n{_tables(made)}", *functions])


def fast(made: Program) -> str:
    """The text of `generated/fast.py`: the same functions and the driver."""
    driver = DRIVER.read_text(encoding="utf-8").split(COPIED_FROM)[1].strip("\n")
    # Numba wants a function above those that call it; the driver is written from the top down.
    numbers, *below = driver.split("\n\n\ndef ")
    walking = [f"def {each.rstrip()}\n" for each in reversed(below)]
    own = [_function(each) for each in made.routines[1:]]
    jitted = [_JIT + each for each in (_SQUARE, _POWER, *own, *walking)]
    return "\n\n".join([f"{_FAST}\n{numbers.strip()}\n", *jitted, _MANY])


def _function(routine: Routine) -> str:
    written = _WRITES.get(routine.name)
    arguments = ", ".join(
        f"{name}: {'Row' if name == written else _TYPES.get(name, 'Sequence[float]')}"
        for name in routine.arguments
    )
    lines = "".join(
        f"    {name} = {text}\n" if name else f"    # {text}\n" for name, text in routine.lines
    )
    return f'def {routine.name}({arguments}) -> None:\n    """{routine.says}"""\n{lines}'


def _tables(made: Program) -> str:
    model = made.model
    states = "".join(f'    "{e.name}",  # {i}\n' for i, e in enumerate(model.states))
    measured = "".join(f'    "{name}",\n' for name in model.observables)
    start = "".join(f"    {each.start!r},\n" for each in model.states)
    scale = "".join(f"    {each.scale!r},\n" for each in model.states)
    typical = "".join(f'    "{each.name}": {each.value!r},\n' for each in model.parameters)
    tables = (
        ("STATES: tuple[str, ...] = (", states, ")"),
        ("MEASURED: tuple[str, ...] = (", measured, ")"),
        ("START: tuple[float, ...] = (", start, ")"),
        ("SCALE: tuple[float, ...] = (", scale, ")"),
        ("TYPICAL: dict[str, float] = {", typical, "}"),
    )
    texts = [f"{opening}\n{lines}{closing}\n" for opening, lines, closing in tables]
    return f"{''.join(texts)}CONSTANTS = {len(made.constants)}\n"

"""Which functions does a back end hold, in lines that Python and JavaScript share?"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cobalamin.simulate.compile.derive import Formulas
from cobalamin.simulate.compile.straight_line import Line, step_lines
from cobalamin.simulate.model import Model
from cobalamin.value import Value

_NAME = re.compile(r"[a-z]\w*")


class Routine(Value):
    """A function that reads rows, works out lines and writes rows; nothing is returned."""

    name: str
    arguments: tuple[str, ...]
    says: str
    lines: tuple[Line, ...]


class Program(Value, eq=False):
    """The tables and the functions of every back end."""

    model: Model
    constants: tuple[str, ...]
    routines: tuple[Routine, ...]


def program(model: Model, found: Formulas) -> Program:
    """The program of a model."""
    _refuse_taken_names(model)
    every = [*found.algebra, *found.partials, *found.for_measured, *found.measured]
    used = _names([*(text for _, text in every), *found.rates, *found.jacobian.values()])
    once = [*(each.name for each in model.parameters), *(name for name, _ in found.once)]
    constants = tuple(name for name in once if name in used)
    routines = (
        _prepare(model, found, constants),
        _step(found, constants),
        _observe(model, found, constants),
    )
    return Program(model, constants, routines)


def _prepare(model: Model, found: Formulas, constants: tuple[str, ...]) -> Routine:
    wanted = _names(text for _, text in found.once) | set(constants)
    lines = _read("parameters", [each.name for each in model.parameters], wanted)
    lines += found.once
    lines += [(f"constants[{i}]", name) for i, name in enumerate(constants)]
    says = "Work out what stays the same for one person and write it into `constants`."
    return Routine("prepare", ("parameters", "constants"), says, tuple(lines))


def _step(found: Formulas, constants: tuple[str, ...]) -> Routine:
    size = len(found.states)
    work = step_lines(found)
    lines = [("", "the state and the constants")]
    lines += [(f"y{i}", f"state[{i}]") for i in range(size)]
    lines += _read("constants", constants, _names(text for _, text in work))
    lines += work
    written = (("after", "new"), ("error", "e"))
    lines += [(f"{row}[{i}]", f"{short}{i}") for row, short in written for i in range(size)]
    says = "One step over h from spare[0] to spare[1], its error in spare[2]."
    rows = [("state", "spare[0]"), ("after", "spare[1]"), ("error", "spare[2]")]
    return Routine("step", ("spare", "constants", "h"), says, (*rows, *lines))


def _observe(model: Model, found: Formulas, constants: tuple[str, ...]) -> Routine:
    work = [*found.for_measured, *found.measured]
    used = _names(text for _, text in work)
    lines = _read("row", found.states, used) + _read("constants", constants, used) + work
    first = len(found.states)
    lines += [(f"row[{first + i}]", name) for i, name in enumerate(model.observables)]
    says = "Write behind the states of a row what would be measured."
    return Routine("observe", ("row", "constants"), says, tuple(lines))


def _read(row: str, names: Iterable[str], wanted: set[str]) -> list[Line]:
    return [(name, f"{row}[{i}]") for i, name in enumerate(names) if name in wanted]


def _names(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in _NAME.findall(text)}


_TAKEN = re.compile(
    r"(?:y|f|g|a|b|c|e|new)\d+|[jwv]_\d.*|d_.*|h|per_h|twice_per_h|row|state|spare|constants"
    r"|parameters|after|error|exp|log|ln|sqrt|power|square"
)


def _refuse_taken_names(model: Model) -> None:
    names = [e.name for group in (model.parameters, model.algebra, model.states) for e in group]
    if taken := [name for name in names if _TAKEN.fullmatch(name)]:
        raise ValueError(f"the generated code uses these names itself: {', '.join(taken)}")

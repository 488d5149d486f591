"""How does another program simulate the same person: the model, a start and doses as SBML?

Doses become events. The parameters and the start are written into the model, so that the file
says all that a run said. Needs the extra `export`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Any

from cobalamin.simulate.dosing import Given, arriving
from cobalamin.simulate.engine import all_parameters
from cobalamin.simulate.model import model


class NotExported(RuntimeError):  # noqa: N818 - it says what happened
    """The Antimony library refused the text; the message is its own."""


def antimony(
    parameters: Mapping[str, float] | None = None,
    start: Mapping[str, float] | None = None,
    given: Iterable[Given] = (),
) -> str:
    """One run as Antimony. What is not told is typical, near healthy, untreated."""
    found = model()
    values = all_parameters(parameters or {})
    begin = {each.name: each.start for each in found.states} | dict(start or {})
    doses = arriving(given, values)
    for day, state, amount in doses:
        if day == 0:
            begin[state] += amount
    later = [(day, state, amount) for day, state, amount in doses if day > 0]
    lines = [
        *(f"{name} = {value!r};" for name, value in values.items()),
        *(f"{each.name} := {each.expression};" for each in found.algebra),
        *(f"{each.name}' = {each.rate};" for each in found.states),
        *(f"{name} = {value!r};" for name, value in begin.items()),
        *(f"at (time >= {day!r}): {state} = {state} + {dose!r};" for day, state, dose in later),
    ]
    return "\n".join(["model cobalamin", *(f"  {line}" for line in lines), "end", ""])


def sbml(
    parameters: Mapping[str, float] | None = None,
    start: Mapping[str, float] | None = None,
    given: Iterable[Given] = (),
) -> str:
    """The same as SBML. Raises NotExported, ModuleNotFoundError without the extra `export`."""
    return as_sbml(antimony(parameters, start, given))


def as_sbml(text: str) -> str:
    """Antimony text as SBML, for example that of the model file itself."""
    library: Any = import_module("antimony")  # it has no types
    library.clearPreviousLoads()
    if library.loadAntimonyString(text) < 0:
        raise NotExported(str(library.getLastError()))
    return str(library.getSBMLString("cobalamin"))

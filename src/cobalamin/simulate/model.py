"""What does the model file say: parameters, algebra, states, observables, and who says so?"""

from __future__ import annotations

import ast
import csv
import re
from functools import cache
from pathlib import Path
from typing import Literal

from cobalamin.value import Value

MODEL_FILE = Path(__file__).with_name("cobalamin.ant")
PARAMETER_TABLE = Path(__file__).with_name("parameters.csv")
CORRELATION_TABLE = Path(__file__).with_name("correlations.csv")

ParameterMark = Literal["seen", "memory", "own", "fitted", "chosen", "covariate"]
"""How sure we are of a value.

`seen`, `memory` and `chosen` as for citations; `own`: from our own analysis of public records;
`fitted`: set so that the model meets the datum named; `covariate`: belongs to the person.
"""
SpreadMark = Literal["seen", "own", "chosen", "covariate", "none"]

FUNCTIONS = ("exp", "ln", "sqrt")
"""The functions that an expression may use."""


class Parameter(Value):
    """A number of the model: its typical value, how much people differ (a CV), and who says so."""

    name: str
    value: float
    unit: str
    meaning: str
    section: str
    spread_cv: float
    spread_mark: SpreadMark
    mark: ParameterMark
    source: str


class Correlation(Value):
    """How far the logarithms of two parameters go together in people, and who says so."""

    first: str
    second: str
    r: float
    mark: Literal["own", "chosen"]
    source: str


class Algebra(Value):
    """A quantity worked out from parameters, states and other algebra; `expression` is Antimony."""

    name: str
    expression: str
    unit: str
    meaning: str


class State(Value):
    """A quantity with a rate. `scale`: what is small for it, when the solver judges a step."""

    name: str
    rate: str
    start: float
    unit: str
    meaning: str
    scale: float


class Model(Value, eq=False):
    """All that the file says; `observables` are what a laboratory or a clinic measures."""

    parameters: tuple[Parameter, ...]
    algebra: tuple[Algebra, ...]
    observables: tuple[str, ...]
    states: tuple[State, ...]

    @property
    def typical(self) -> dict[str, float]:
        """The typical value of each parameter."""
        return {each.name: each.value for each in self.parameters}


class ModelError(ValueError):
    """The model file is not in the subset of Antimony that we read; the message names the line."""


class Line(Value):
    """One statement of the file, its comment split at the bars."""

    name: str
    kind: Literal["=", ":=", "'="]
    right: str
    notes: tuple[str, ...]
    section: str
    number: int


_STATEMENT = re.compile(r"([a-z]\w*)\s*('\s*=|:=|=)\s*([^;]+);$")
_START_NOTES = 3


@cache
def model() -> Model:
    """The model of this package."""
    return read(MODEL_FILE.read_text(encoding="utf-8"), PARAMETER_TABLE.read_text(encoding="utf-8"))


@cache
def correlations() -> tuple[Correlation, ...]:
    """Which parameters of this package's model go together in people."""
    return read_correlations(model(), CORRELATION_TABLE.read_text(encoding="utf-8"))


def read_correlations(found: Model, table: str) -> tuple[Correlation, ...]:
    """Correlations from the text of a table. Raises ModelError for a row at fault."""
    spread = {each.name for each in found.parameters if each.spread_cv}
    rows: list[Correlation] = []
    for row in csv.DictReader(table.splitlines()):
        mark = row["mark"]
        if not {row["first"], row["second"]} <= spread or mark not in ("own", "chosen"):
            raise ModelError(f"not a correlation of two parameters that differ: {row}")
        rows.append(Correlation(row["first"], row["second"], float(row["r"]), mark, row["source"]))
    return tuple(rows)


def read(text: str, table: str) -> Model:
    """A model from the text of its file and of its table. Raises ModelError."""
    lines = _lines(text)
    rates = {line.name: line.right for line in lines if line.kind == "'="}
    sources = {row["name"]: row for row in csv.DictReader(table.splitlines())}
    plain = [line for line in lines if line.kind == "="]
    found = Model(
        parameters=tuple(_parameter(line, sources) for line in plain if line.name not in rates),
        algebra=tuple(
            Algebra(line.name, line.right, *_two(line)) for line in lines if line.kind == ":="
        ),
        observables=tuple(
            line.name
            for line in lines
            if line.kind == ":=" and line.section.startswith("what a laboratory")
        ),
        states=tuple(_state(line, rates[line.name]) for line in plain if line.name in rates),
    )
    _check(found, rates, sources)
    return found


def names_in(expression: str) -> frozenset[str]:
    """The parameters, states and algebra that an expression uses."""
    tree = _parsed(expression)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return frozenset(names) - frozenset(FUNCTIONS)


def in_order(found: Model) -> tuple[Algebra, ...]:
    """The algebra, each line after those that it uses. Raises ModelError for a circle."""
    known = {each.name for each in (*found.parameters, *found.states)}
    waiting = list(found.algebra)
    ordered: list[Algebra] = []
    while waiting:
        ready = [each for each in waiting if names_in(each.expression) <= known]
        if not ready:
            raise ModelError(f"undefined or circular: {', '.join(e.name for e in waiting)}")
        ordered += ready
        known |= {each.name for each in ready}
        waiting = [each for each in waiting if each.name not in known]
    return tuple(ordered)


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        code, _, comment = (part.strip() for part in line.partition("//"))
        if comment.startswith("== "):
            section = comment.removeprefix("== ")
        if not code or code == "end" or code.startswith("model "):
            continue
        match = _STATEMENT.fullmatch(code)
        if match is None:
            raise ModelError(f"line {number}: one `name = expression;` is expected, not {code!r}")
        name, sign, right = match.groups()
        kind = "'=" if sign.startswith("'") else ":=" if sign == ":=" else "="
        notes = tuple(part.strip() for part in comment.split("|"))
        found.append(Line(name, kind, right.strip(), notes, section, number))
    return found


def _two(line: Line) -> tuple[str, str]:
    if len(line.notes) < 2:
        raise ModelError(f"line {line.number}: {line.name} needs a unit and a meaning")
    return line.notes[0], line.notes[1]


def _number(line: Line) -> float:
    try:
        return float(line.right)
    except ValueError:
        raise ModelError(f"line {line.number}: {line.name} needs a number") from None


def _parameter(line: Line, sources: dict[str, dict[str, str]]) -> Parameter:
    row = sources.get(line.name)
    if row is None:
        raise ModelError(f"line {line.number}: {line.name} has no row in the table of parameters")
    spread: SpreadMark = row["spread_mark"]  # pyright: ignore[reportAssignmentType] - checked below
    mark: ParameterMark = row["mark"]  # pyright: ignore[reportAssignmentType] - checked below
    return Parameter(
        line.name,
        _number(line),
        *_two(line),
        line.section,
        float(row["spread_cv"]),
        spread,
        mark,
        row["source"],
    )


def _state(line: Line, rate: str) -> State:
    if len(line.notes) != _START_NOTES or not line.notes[2].startswith("scale "):
        raise ModelError(f"line {line.number}: {line.name} needs unit, meaning and scale")
    scale = float(line.notes[2].removeprefix("scale "))
    return State(line.name, rate, _number(line), *_two(line), scale)


def _check(found: Model, rates: dict[str, str], sources: dict[str, dict[str, str]]) -> None:
    parameters = [each.name for each in found.parameters]
    names = [*parameters, *(a.name for a in found.algebra), *(s.name for s in found.states)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ModelError(f"defined twice: {', '.join(twice)}")
    if unstarted := sorted(rates.keys() - {each.name for each in found.states}):
        raise ModelError(f"no start: {', '.join(unstarted)}")
    if strangers := sorted(sources.keys() - set(parameters)):
        raise ModelError(f"in the table but not in the model: {', '.join(strangers)}")
    used = frozenset[str]().union(
        *(names_in(each.expression) for each in found.algebra),
        *(names_in(each.rate) for each in found.states),
    )
    if unknown := sorted(used - set(names)):
        raise ModelError(f"used but not defined: {', '.join(unknown)}")
    for each in found.parameters:
        if each.mark not in ("seen", "memory", "own", "fitted", "chosen", "covariate"):
            raise ModelError(f"{each.name}: {each.mark!r} is no mark")
        if each.spread_mark not in ("seen", "own", "chosen", "covariate", "none"):
            raise ModelError(f"{each.name}: {each.spread_mark!r} is no mark of a spread")


_ALLOWED = (
    *(ast.Expression, ast.BinOp, ast.UnaryOp, ast.Name, ast.Load, ast.Constant, ast.Call),
    *(ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow, ast.USub),
)


def _parsed(expression: str) -> ast.Expression:
    """An Antimony expression as a Python syntax tree; only the subset passes."""
    try:
        tree = ast.parse(expression.replace("^", "**"), mode="eval")
    except SyntaxError as error:
        raise ModelError(f"not an expression: {expression!r}") from error
    for node in ast.walk(tree):
        called = isinstance(node, ast.Call)
        if not isinstance(node, _ALLOWED) or (called and ast.unparse(node.func) not in FUNCTIONS):
            raise ModelError(f"{ast.unparse(node)!r} is outside the subset, in {expression!r}")
    return tree

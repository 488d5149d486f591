"""Which formulas does a solver need: constants, algebra, rates, and every slope of the rates?

SymPy differentiates. Each derivative goes by the chain rule through the named algebra, so that the
generated code keeps the names of the model.
"""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportMissingTypeStubs=false
from __future__ import annotations

from typing import Any

from sympy import Function, Integer, Symbol, diff, sympify
from sympy.printing.pycode import pycode

from cobalamin.simulate.model import Model, in_order, names_in
from cobalamin.value import Value

Assignment = tuple[str, str]
"""A name and the text of its formula; the text is the same in Python and JavaScript."""


class Formulas(Value, eq=False):
    """What the generated code is made of, in the order in which it can be worked out.

    `once`: algebra of the person alone. `algebra`: what the rates need. `partials`: derivatives of
    that by the states. `jacobian`: derivatives of the rates, by (row, column). `measured`: the
    observables, and `for_measured` what else they need.
    """

    states: tuple[str, ...]
    once: tuple[Assignment, ...]
    algebra: tuple[Assignment, ...]
    rates: tuple[str, ...]
    partials: tuple[Assignment, ...]
    jacobian: dict[tuple[int, int], str]
    for_measured: tuple[Assignment, ...]
    measured: tuple[Assignment, ...]


def formulas(found: Model) -> Formulas:
    """All formulas of a model."""
    ordered = in_order(found)
    fixed = {each.name for each in found.parameters}
    once: list[str] = []
    for each in ordered:
        if names_in(each.expression) <= fixed:
            fixed.add(each.name)
            once.append(each.name)
    expressions = {each.name: expression(each.expression) for each in ordered}
    rates = [expression(each.rate) for each in found.states]
    text = {each.name: each.expression for each in ordered}
    moving = [each.name for each in ordered if each.name not in fixed]
    needed = _needed([each.rate for each in found.states], text)
    partials, jacobian = _derivatives(
        [each.name for each in found.states],
        {name: expressions[name] for name in moving if name in needed},
        rates,
    )
    for_measured = _needed(list(found.observables), text) - set(found.observables)
    return Formulas(
        states=tuple(each.name for each in found.states),
        once=tuple((name, written(expressions[name])) for name in once),
        algebra=_written(expressions, [name for name in moving if name in needed]),
        rates=tuple(written(rate) for rate in rates),
        partials=partials,
        jacobian=jacobian,
        for_measured=_written(expressions, [name for name in moving if name in for_measured]),
        measured=_written(expressions, [e.name for e in ordered if e.name in found.observables]),
    )


def expression(antimony: str) -> Any:
    """An Antimony expression as a SymPy one."""
    names = {name: Symbol(name, real=True) for name in names_in(antimony)}
    read: Any = sympify  # its types know one argument only
    return read(antimony.replace("^", "**"), locals=names)


def written(formula: Any) -> str:
    """A formula as text that reads the same in Python and in JavaScript.

    Powers become calls of `square` and `power`, which each back end has, so that all three do the
    same arithmetic; division and square roots stay.
    """
    named = formula.replace(_is_power, _called)
    return str(pycode(named, fully_qualified_modules=False, user_functions=_OURS))


_OURS = {"square": "square", "power": "power"}


def _is_power(part: Any) -> bool:
    return bool(part.is_Pow) and part.exp not in (Integer(-1), Integer(1) / 2, -Integer(1) / 2)


def _called(part: Any) -> Any:
    base, exponent = part.base, part.exp
    if exponent == 2:
        return Function("square")(base)
    if exponent == -2:
        return 1 / Function("square")(base)
    return Function("power")(base, exponent)


def _written(expressions: dict[str, Any], names: list[str]) -> tuple[Assignment, ...]:
    return tuple((name, written(expressions[name])) for name in names)


def _needed(expressions: list[str], text: dict[str, str]) -> set[str]:
    """The names of all algebra that these expressions or names stand on, themselves included."""
    found: set[str] = set()
    waiting = [name for each in expressions for name in names_in(each)]
    while waiting:
        name = waiting.pop()
        if name in text and name not in found:
            found.add(name)
            waiting += names_in(text[name])
    return found


def _derivatives(
    states: list[str], algebra: dict[str, Any], rates: list[Any]
) -> tuple[tuple[Assignment, ...], dict[tuple[int, int], str]]:
    """The derivatives of the algebra by the states, and of the rates, where they are not zero."""
    known: dict[str, dict[str, Any]] = {}  # name -> by state -> symbol of the derivative
    partials: list[Assignment] = []
    for name, formula in algebra.items():
        known[name] = {}
        for state in states:
            # A power or an exponential comes back in its own derivative: call it by its name.
            slope = _by_state(formula, state, known).subs(formula, Symbol(name, real=True))
            if slope != 0:
                known[name][state] = Symbol(f"d_{name}_by_{state}", real=True)
                partials.append((f"d_{name}_by_{state}", written(slope)))
    jacobian = {
        (row, column): written(slope)
        for row, rate in enumerate(rates)
        for column, state in enumerate(states)
        if (slope := _by_state(rate, state, known)) != 0
    }
    return tuple(partials), jacobian


def _by_state(formula: Any, state: str, known: dict[str, dict[str, Any]]) -> Any:
    total = diff(formula, Symbol(state, real=True))
    for symbol in sorted(formula.free_symbols, key=str):
        through = known.get(str(symbol), {}).get(state)
        if through is not None:
            total += diff(formula, symbol) * through
    return total

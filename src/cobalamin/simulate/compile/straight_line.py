"""Which sums, in which order, make one Rosenbrock step with the zeros of the Jacobian left out?

The method is RODAS3 of Sandu and others (Atmospheric Environment 1997;31:3459): four stages, order
3 with an error estimate of order 2, stiffly accurate, so that fast kinetics do not hold it up. In
each stage (2/h - J) x = right is solved by the same triangular factors. They are worked out here
for the zeros that the model has: each row of the elimination becomes a few lines of arithmetic.
"""

from __future__ import annotations

from cobalamin.simulate.compile.derive import Formulas
from cobalamin.value import Value

Line = tuple[str, str]
"""A name and its formula; or "" and a remark."""
Place = tuple[int, int]


class Elimination(Value, eq=False):
    """The order of the pivots; for each, the rows below and the columns beyond that it touches."""

    pivots: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
    filled: int


def elimination(size: int, places: set[Place]) -> Elimination:
    """Markowitz: always the pivot that can fill the fewest zeros."""
    full = places | {(i, i) for i in range(size)}
    left = set(range(size))
    pivots: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = []
    filled = 0
    while left:
        pivot = min(left, key=lambda k: (_cost(k, left, full), k))
        left.remove(pivot)
        rows = tuple(i for i in sorted(left) if (i, pivot) in full)
        columns = tuple(j for j in sorted(left) if (pivot, j) in full)
        new = {(i, j) for i in rows for j in columns} - full
        full |= new
        filled += len(new)
        pivots.append((pivot, rows, columns))
    return Elimination(tuple(pivots), filled)


def _cost(pivot: int, left: set[int], full: set[Place]) -> int:
    below = sum((i, pivot) in full for i in left) - 1
    beyond = sum((pivot, j) in full for j in left) - 1
    return below * beyond


def step_lines(found: Formulas) -> list[Line]:
    """One step from the state in y0, y1, ... over h to new0, new1, ... with error e0, e1, ..."""
    size = range(len(found.states))
    plan = elimination(len(found.states), set(found.jacobian))
    lines: list[Line] = [("per_h", "1.0 / h"), ("twice_per_h", "2.0 / h")]
    lines += [("", "rates at the start"), *_rates(found, [f"y{i}" for i in size], "f")]
    lines += [("", "derivatives of the algebra"), *found.partials]
    lines += [("", f"derivatives of the rates: {len(found.jacobian)} are not zero")]
    lines += [(f"j_{i}_{j}", text) for (i, j), text in sorted(found.jacobian.items())]
    lines += [("", f"factors of 2/h - J: {plan.filled} more places filled")]
    lines += _factors(plan, found.jacobian)
    lines += [("", "first stage"), *_solved(plan, "a", [f"f{i}" for i in size])]
    second = [f"f{i} + 4.0 * per_h * a{i}" for i in size]
    lines += [("", "second stage"), *_solved(plan, "b", second)]
    lines += [("", "third stage"), *_rates(found, [f"y{i} + 2.0 * a{i}" for i in size], "g")]
    third = [f"g{i} + per_h * (a{i} - b{i})" for i in size]
    lines += _solved(plan, "c", third)
    lines += [("", "fourth stage; its increment is also the error")]
    lines += _rates(found, [f"y{i} + 2.0 * a{i} + c{i}" for i in size], "g")
    fourth = [f"g{i} + per_h * (a{i} - b{i} - 2.6666666666666665 * c{i})" for i in size]
    lines += _solved(plan, "e", fourth)
    lines += [("", "the new state")]
    return lines + [(f"new{i}", f"y{i} + 2.0 * a{i} + c{i} + e{i}") for i in size]


def _rates(found: Formulas, at: list[str], name: str) -> list[Line]:
    """Algebra and rates at a state whose numbers are given as texts."""
    states = list(zip(found.states, at, strict=True))
    rates = [(f"{name}{i}", rate) for i, rate in enumerate(found.rates)]
    return [*states, *found.algebra, *rates]


def _factors(plan: Elimination, jacobian: dict[Place, str]) -> list[Line]:
    """W = 2/h - J, then its factors in place: w_i_k below the pivots, v_k one over each pivot."""
    size = len(plan.pivots)
    lines = [
        (f"w_{i}_{i}", f"twice_per_h - j_{i}_{i}" if (i, i) in jacobian else "twice_per_h")
        for i in range(size)
    ]
    lines += [(f"w_{i}_{j}", f"-j_{i}_{j}") for i, j in sorted(jacobian) if i != j]
    known = {name for name, _ in lines}
    for pivot, rows, columns in plan.pivots:
        lines.append((f"v_{pivot}", f"1.0 / w_{pivot}_{pivot}"))
        for i in rows:
            lines.append((f"w_{i}_{pivot}", f"w_{i}_{pivot} * v_{pivot}"))
            for j in columns:
                before = f"w_{i}_{j} " if f"w_{i}_{j}" in known else ""
                lines.append((f"w_{i}_{j}", f"{before}- w_{i}_{pivot} * w_{pivot}_{j}"))
                known.add(f"w_{i}_{j}")
    return lines


def _solved(plan: Elimination, name: str, right: list[str]) -> list[Line]:
    """Solve W x = right: down through the pivots, then back up."""
    order = [pivot for pivot, _, _ in plan.pivots]
    taken: dict[int, list[str]] = {i: [] for i in order}
    for pivot, rows, _ in plan.pivots:
        for i in rows:
            taken[i].append(f" - w_{i}_{pivot} * {name}{pivot}")
    lines = [(f"{name}{i}", right[i] + "".join(taken[i])) for i in order]
    for pivot, _, columns in reversed(plan.pivots):
        beyond = "".join(f" - w_{pivot}_{j} * {name}{j}" for j in columns)
        whole = f"({name}{pivot}{beyond})" if beyond else f"{name}{pivot}"
        lines.append((f"{name}{pivot}", f"{whole} * v_{pivot}"))
    return lines

"""Where is a sum of squares least? Levenberg and Marquardt's way, on plain lists.

Small on purpose: the fit must run without any package, and give the same person whichever package
is installed. Tests compare it with SciPy (docs/decisions/0019).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

from cobalamin.value import Value

Vector = list[float]
Matrix = list[list[float]]

_ENOUGH = 2e-3  # the smallest gain in half the sum of squares that is worth another step
_MOST_ROUNDS = 15
_MOST_DAMPING = 1e6


class Minimum(Value, eq=False):
    """The place, half the sum of squares there, and the curvature J'J (Gauss and Newton's)."""

    place: Vector
    cost: float
    curvature: Matrix
    evaluations: int


def least(
    residuals: Callable[[Vector], Vector], start: Sequence[float], steps: Sequence[float]
) -> Minimum:
    """The least squares near a start; `steps` are those of the finite differences."""
    place, damping, evaluations = list(start), 1e-2, 1
    here = residuals(place)
    curvature, slope = _expansion(residuals, place, here, steps)
    evaluations += len(place)
    for _ in range(_MOST_ROUNDS):
        cost = _half_square(here)
        while damping <= _MOST_DAMPING:
            tried = [p - s for p, s in zip(place, _step(curvature, slope, damping), strict=True)]
            there = residuals(tried)
            evaluations += 1
            if _half_square(there) < cost:
                break
            damping *= 8
        else:
            break
        gain = cost - _half_square(there)
        place, here, damping = tried, there, max(damping / 10, 1e-6)
        curvature, slope = _expansion(residuals, place, here, steps)
        evaluations += len(place)
        if gain < _ENOUGH:
            break
    return Minimum(place, _half_square(here), curvature, evaluations)


def _half_square(residuals: Vector) -> float:
    return 0.5 * sum(each * each for each in residuals)


def _expansion(
    residuals: Callable[[Vector], Vector], place: Vector, here: Vector, steps: Sequence[float]
) -> tuple[Matrix, Vector]:
    """J'J and J'r by forward differences."""
    columns: list[Vector] = []
    for i, step in enumerate(steps):
        moved = residuals([p + step * (i == j) for j, p in enumerate(place)])
        columns.append([(b - a) / step for a, b in zip(here, moved, strict=True)])
    curvature = [[_dot(a, b) for b in columns] for a in columns]
    return curvature, [_dot(column, here) for column in columns]


def _dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _step(curvature: Matrix, slope: Vector, damping: float) -> Vector:
    damped = [
        [value * (1 + damping) if i == j else value for j, value in enumerate(row)]
        for i, row in enumerate(curvature)
    ]
    factor = cholesky(damped)
    return backward(factor, forward(factor, slope))


def cholesky(matrix: Sequence[Sequence[float]]) -> Matrix:
    """The lower factor of a symmetric matrix. Raises ValueError unless it is positive definite."""
    factor: Matrix = []
    for i, row in enumerate(matrix):
        new: Vector = []
        for j in range(i + 1):
            other = factor[j] if j < i else new
            rest = row[j] - sum(new[k] * other[k] for k in range(j))
            if i == j and rest <= 0:
                raise ValueError("the matrix is not positive definite")
            new.append(sqrt(rest) if i == j else rest / factor[j][j])
        factor.append(new)
    return factor


def forward(factor: Matrix, right: Sequence[float]) -> Vector:
    """Solve L x = right."""
    found: Vector = []
    for row, value in zip(factor, right, strict=True):
        found.append((value - sum(a * b for a, b in zip(row, found, strict=False))) / row[-1])
    return found


def backward(factor: Matrix, right: Sequence[float]) -> Vector:
    """Solve L' x = right."""
    size = len(factor)
    found = [0.0] * size
    for i in reversed(range(size)):
        rest = right[i] - sum(factor[k][i] * found[k] for k in range(i + 1, size))
        found[i] = rest / factor[i][i]
    return found

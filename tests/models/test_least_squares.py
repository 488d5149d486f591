"""Does our own least squares find what SciPy finds?"""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from scipy.optimize import least_squares

from cobalamin.simulate.least_squares import backward, cholesky, forward, least


def residuals(place: list[float]) -> list[float]:
    """A curved problem with a prior, as the fits have it."""
    a, b, c = place
    curve = [a * np.exp(-b * t) + c - y for t, y in ((0, 3.1), (1, 1.9), (2, 1.4), (4, 1.1))]
    return [float(10 * each) for each in curve] + [a - 1, b - 1, c - 1]


def test_the_minimum_is_scipys() -> None:
    ours = least(residuals, [1.0, 1.0, 1.0], [1e-5] * 3)
    theirs = least_squares(residuals, [1.0, 1.0, 1.0], method="lm")
    assert ours.cost == pytest.approx(theirs.cost, rel=1e-3)
    assert ours.place == pytest.approx(list(theirs.x), abs=5e-3)
    assert np.array(ours.curvature) == pytest.approx(theirs.jac.T @ theirs.jac, rel=2e-2)


def test_the_factor_solves_as_numpy_does() -> None:
    chance = Random(1)
    root = np.array([[chance.gauss(0, 1) for _ in range(6)] for _ in range(6)])
    matrix = root @ root.T + np.eye(6)
    right = [chance.gauss(0, 1) for _ in range(6)]
    factor = cholesky(matrix.tolist())
    ours = backward(factor, forward(factor, right))
    assert ours == pytest.approx(list(np.linalg.solve(matrix, right)), rel=1e-9)


def test_a_matrix_without_a_factor_is_refused() -> None:
    with pytest.raises(ValueError, match="positive definite"):
        cholesky([[1.0, 2.0], [2.0, 1.0]])

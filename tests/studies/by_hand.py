"""What should the survey statistics be? The textbook's formulas, written out in plain sums.

Only for tests: slow, and without any of the library that they check.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import polars as pl
from scipy import stats

from studies.nhanes.survey import STRATUM, UNIT, WEIGHT


def variance(rows: pl.DataFrame, scores: np.ndarray) -> np.ndarray:
    """Of a total of scores, one row each: between units within strata, with replacement."""
    strata, units = rows[STRATUM].to_numpy(), rows[UNIT].to_numpy()
    total = np.zeros((scores.shape[1], scores.shape[1]))
    for stratum in np.unique(strata):
        here = strata == stratum
        sums = np.array(
            [scores[here & (units == unit)].sum(axis=0) for unit in np.unique(units[here])]
        )
        apart = sums - sums.mean(axis=0)
        total += len(sums) / (len(sums) - 1) * apart.T @ apart
    return total


def share(rows: pl.DataFrame, y: str, group: str) -> tuple[float, float]:
    """The weighted part and its standard error; `y` is 0 or 1, `group` is a yes or no."""
    weight = rows[WEIGHT].to_numpy() * rows[group].to_numpy() * rows[y].is_not_null().to_numpy()
    values = rows[y].fill_null(0).to_numpy().astype(float)
    part = float((weight * values).sum() / weight.sum())
    scores = (weight * (values - part) / weight.sum())[:, None]
    return part, math.sqrt(variance(rows, scores)[0, 0])


def korn_graubard(part: float, error: float, n: int, freedom: int) -> tuple[float, float]:
    """The interval of NCHS: Clopper and Pearson's with an effective number, never above n."""
    ratio = stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, freedom)
    effective = min(n, part * (1 - part) / error**2 * ratio**2)
    there = effective * part
    low = stats.beta.ppf(0.025, there, effective - there + 1)
    return float(low), float(stats.beta.ppf(0.975, there + 1, effective - there))


def logistic(
    rows: pl.DataFrame, y: str, terms: Sequence[str], group: str
) -> tuple[np.ndarray, np.ndarray]:
    """Slopes (the constant first) and their standard errors, by Newton's method and Binder's."""
    there = rows.select(pl.all_horizontal(pl.col(y, *terms).is_not_null())).to_series().to_numpy()
    weight = rows[WEIGHT].to_numpy() * rows[group].to_numpy() * there
    outcome = rows[y].fill_null(0).to_numpy().astype(float)
    columns = [rows[term].fill_null(0).to_numpy().astype(float) for term in terms]
    x = np.column_stack([np.ones(rows.height), *columns])
    slopes = np.zeros(x.shape[1])
    for _ in range(30):
        expected = 1 / (1 + np.exp(-x @ slopes))
        bend = (x * (weight * expected * (1 - expected))[:, None]).T @ x
        slopes = slopes + np.linalg.solve(bend, x.T @ (weight * (outcome - expected)))
    expected = 1 / (1 + np.exp(-x @ slopes))
    scores = x * (weight * (outcome - expected))[:, None]
    inverse = np.linalg.inv(bend)
    return slopes, np.sqrt(np.diag(inverse @ variance(rows, scores) @ inverse))

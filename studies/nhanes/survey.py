"""What does the sample say of the population, and how sure is that?

Everything statistical is done by `svy`, by Taylor linearisation over strata and primary sampling
units; tests hold its numbers to a computation by hand and to those that NCHS published.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from typing import Any

import polars as pl

from cobalamin.value import Value, replace

STRATUM, UNIT, WEIGHT = "sdmvstra", "sdmvpsu", "wtmec2yr"
DESIGN = (STRATUM, UNIT, WEIGHT)
FEWEST = 30
"""Below this many participants NCHS shows no estimate, and neither do we."""
LARGEST_RELATIVE_ERROR = 0.30
"""A relative standard error above this marks an estimate as unreliable, as NCHS did for years."""
LEVEL = 0.95


class Share(Value):
    """A part of a group: unweighted counts, and the weighted part with its interval.

    The weighted numbers are None where the group is too small to be shown; `error` and the
    interval are None, too, where the part is none or all of the group, for which linearisation has
    no answer.
    """

    n: int
    count: int
    part: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    freedom: int | None = None

    @property
    def is_unreliable(self) -> bool:
        """Whether the relative standard error is too large to lean on the number."""
        return bool(self.part and self.error and self.error / self.part > LARGEST_RELATIVE_ERROR)


class Mean(Value):
    """The weighted mean of a number in a group, with its standard error and interval."""

    n: int
    mean: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None


class Odds(Value):
    """An odds ratio with its interval: of `exposed` participants, `events` have the outcome.

    `log_ratio` and `log_error` are those of the fit; the interval takes Student's t with the
    degrees of freedom of the design. All are None where too few are exposed.
    """

    n: int
    exposed: int | None
    events: int | None
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    log_ratio: float | None = None
    log_error: float | None = None
    freedom: int | None = None


class Survey(Value, eq=False):
    """Examined participants of one or more cycles, each cycle's weights divided by their number.

    Nobody who was examined may be left out of `frame`: a group is a condition, so that the units
    without anyone in it still count.
    """

    frame: pl.DataFrame
    cycles: tuple[str, ...]

    def share(self, condition: pl.Expr, where: pl.Expr) -> Share:
        """The part of a group for which a condition holds; who has no value is left out."""
        rows = self.frame.select(
            *DESIGN, group=where.fill_null(value=False), y=condition.cast(pl.Int8)
        )
        group = rows.filter("group").drop_nulls("y")
        n, count = group.height, int(group["y"].sum() or 0)
        if n < FEWEST:
            return Share(n, count)
        if count in (0, n):
            return Share(n, count, count / n)
        found = _one(
            _sample(rows).estimation.prop(
                "y", where=_is_in_group(), ci_method="korn-graubard", drop_nulls=True
            ),
            pl.col("y").cast(pl.Int8) == 1,
        )
        return Share(n, count, found["est"], found["se"], found["lci"], found["uci"], found["df"])

    def people(self, where: pl.Expr) -> float:
        """How many of the population a group stands for."""
        return float(self.frame.filter(where)[WEIGHT].sum())

    def mean(self, number: pl.Expr, where: pl.Expr) -> Mean:
        """The mean of a number in a group; who has no value is left out."""
        rows = self.frame.select(
            *DESIGN, group=where.fill_null(value=False), y=number.cast(pl.Float64)
        )
        n = rows.filter("group").drop_nulls("y").height
        if n < FEWEST:
            return Mean(n)
        found = _one(
            _sample(rows).estimation.mean("y", where=_is_in_group(), drop_nulls=True),
            pl.lit(1) == 1,
        )
        return Mean(n, found["est"], found["se"], found["lci"], found["uci"])

    def geometric_mean(self, number: pl.Expr, where: pl.Expr) -> Mean:
        """The geometric mean; its standard error stays that of the logarithm."""
        found = self.mean(number.log(), where)
        if found.mean is None or found.low is None or found.high is None:
            return found
        return Mean(
            found.n, math.exp(found.mean), found.error, math.exp(found.low), math.exp(found.high)
        )

    def odds(
        self,
        outcome: pl.Expr,
        exposures: Mapping[str, pl.Expr],
        adjusted: Mapping[str, pl.Expr],
        *,
        where: pl.Expr,
    ) -> dict[str, Odds]:
        """The odds ratio of each exposure, adjusted for each other and for the rest.

        Weighted logistic regression among those of the group who have every value. An exposure
        that is yes or no counts the exposed; of a number there are none to count.
        """
        names = {**exposures, **adjusted}
        rows = self.frame.select(
            *DESIGN,
            group=where.fill_null(value=False),
            y=outcome.cast(pl.Float64),
            **{name: expression.cast(pl.Float64) for name, expression in names.items()},
        )
        used = rows.filter("group").drop_nulls()
        if used.height < FEWEST:
            return {name: Odds(used.height, None, None) for name in exposures}
        counted = {name: _counted(used, name) for name in exposures}
        kept = [name for name in names if used[name].n_unique() > 1]
        enough = [name for name in exposures if name in kept and _suffices(counted[name][0])]
        if not enough:
            return {name: Odds(used.height, *counted[name]) for name in exposures}
        found = _fitted(rows, kept)
        freedom = degrees_of_freedom(used)
        return {
            name: _ratio(Odds(used.height, *counted[name], freedom=freedom), found[name])
            if name in enough
            else Odds(used.height, *counted[name])
            for name in exposures
        }


def survey(people: pl.DataFrame, *cycles: str) -> Survey:
    """The examined of these cycles. Raises ValueError where strata of two cycles share a number."""
    examined = people.filter(pl.col("cycle").is_in(cycles) & (pl.col(WEIGHT) > 0))
    strata = examined.group_by(STRATUM).agg(pl.col("cycle").n_unique())
    if (strata["cycle"] > 1).any():
        raise ValueError(f"strata of different cycles share a number: {cycles}")
    return Survey(examined.with_columns(pl.col(WEIGHT) / len(cycles)), cycles)


def degrees_of_freedom(rows: pl.DataFrame) -> int:
    """Primary sampling units less strata, of those that hold anyone."""
    units = rows.select(pl.struct(STRATUM, UNIT).n_unique()).item()
    return units - rows[STRATUM].n_unique()


def t_quantile(freedom: int) -> float:
    """How many standard errors an interval reaches to each side."""
    from scipy import stats

    return float(stats.t.ppf((1 + LEVEL) / 2, freedom))


def _sample(rows: pl.DataFrame) -> Any:
    import svy

    return svy.Sample(rows, svy.Design(stratum=STRATUM, psu=UNIT, wgt=WEIGHT))


def _fitted(rows: pl.DataFrame, terms: list[str]) -> dict[str, dict[str, Any]]:
    """The fitted logistic model, term by term.

    Where an exposure settles the outcome there is no finite slope: the library warns and gives no
    error for it, and the report says "no fit" in its place.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[GLM_SEPARATION\]")
        model = _sample(rows).glm.fit(y="y", x=terms, family="binomial", where=_is_in_group())
    return {row["term"]: row for row in model.to_polars().iter_rows(named=True)}


def _is_in_group() -> Any:
    import svy

    return svy.col("group")


def _one(estimate: Any, which: pl.Expr) -> dict[str, Any]:
    [row] = estimate.to_polars().filter(which).iter_rows(named=True)
    return row


def _counted(used: pl.DataFrame, name: str) -> tuple[int | None, int | None]:
    """How many are exposed, and how many of those have the outcome; None for a number."""
    if not used[name].is_in([0.0, 1.0]).all():
        return None, None
    exposed = used.filter(pl.col(name) == 1)
    return exposed.height, int(exposed["y"].sum())


def _suffices(exposed: int | None) -> bool:
    return exposed is None or exposed >= FEWEST


def _ratio(counted: Odds, row: Mapping[str, Any]) -> Odds:
    """The odds ratio of a fitted term; without one where the fit found no error for it."""
    if not math.isfinite(row["std_err"]):
        return counted
    fitted = replace(counted, log_ratio=row["estimate"], log_error=row["std_err"])
    return _reaching(fitted, counted.freedom or 1)


def fewer_degrees(found: Odds, terms: int) -> Odds:
    """The same with the design's degrees of freedom less the terms of the model.

    So does the `survey` package of R; SUDAAN and Stata take those of the design, as we do.
    """
    if found.freedom is None or found.log_ratio is None:
        return found
    return _reaching(found, max(1, found.freedom - terms))


def _reaching(found: Odds, freedom: int) -> Odds:
    slope, error = found.log_ratio, found.log_error
    assert slope is not None and error is not None, "only of a fitted term"
    low, high = (math.exp(slope + side * t_quantile(freedom) * error) for side in (-1, 1))
    return replace(found, ratio=math.exp(slope), low=low, high=high)

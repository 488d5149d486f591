"""How do MMA and homocysteine follow B12 and kidney function in NHANES, and in the model?

The survey's bins are kept as a table in the package; `from_folder` makes them anew from a file of
participants (public domain), one row each. Unweighted: this is a curve, not a prevalence. MMA is of
2001-2002 and 2011-2012, homocysteine of 2001-2002. B12 is as each cycle's assay gave it.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from math import exp, log
from pathlib import Path
from statistics import mean, median
from typing import Literal

from cobalamin.simulate.calibrate.subject import FINE, Changes, well
from cobalamin.simulate.engine import run_many
from cobalamin.value import Value

TABLE = Path(__file__).with_name("nhanes.csv")
FILE = "adults_with_b12.csv.gz"
By = Literal["b12", "egfr"]

TOLERATED_RATIO = 1.2
"""Stated before fitting: the model is within a fifth of the geometric mean of a bin."""
_EDGES: dict[By, tuple[float, ...]] = {
    "b12": (0, 75, 105, 130, 150, 180, 200, 250, 300, 350, 400, 500, 600, 800, 1200),
    "egfr": (15, 30, 45, 60, 75, 90, 105, 130),
}
_B12, _EGFR = "b12_pmol_per_l", "egfr_ckdepi2021_ml_per_min_1_73m2"
_MMA, _HCY = "mma_nmol_per_l", "hcy_umol_per_l"
_HCY_CYCLE = "2001-2002"
_FEWEST = 10
_SURVEY_EGFR = 99.0
"""Median of those with 60 and above."""


class Bin(Value):
    """People of like B12 (eGFR 60 and above) or of like eGFR (B12 250 to 600 pmol/L).

    `middle`: median B12 [pmol/L] or eGFR; geometric means of MMA [nmol/L] and homocysteine
    [umol/L], None where too few had it.
    """

    by: By
    middle: float
    people: int
    mma: float | None
    homocysteine: float | None


def from_folder(folder: Path) -> tuple[Bin, ...]:
    """The bins of a folder that holds FILE. Raises FileNotFoundError."""
    with gzip.open(folder / FILE, "rt", encoding="utf-8", newline="") as lines:
        adults = [row for row in csv.DictReader(lines) if _usable(row)]
    by_b12 = [row for row in adults if float(row[_EGFR]) >= 60]
    by_egfr = [row for row in adults if 250 <= float(row[_B12]) <= 600]
    return (*_bins("b12", _B12, by_b12), *_bins("egfr", _EGFR, by_egfr))


def _usable(row: Mapping[str, str]) -> bool:
    whole = all(row[name] for name in (_B12, _EGFR, _MMA, "age_years"))
    return whole and float(row["age_years"]) >= 20


def _bins(by: By, column: str, rows: list[dict[str, str]]) -> Iterable[Bin]:
    edges = _EDGES[by]
    groups: dict[int, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(bisect_right(edges, float(row[column])), []).append(row)
    for place in sorted(groups.keys() - {0, len(edges)}):
        group = groups[place]
        if len(group) >= _FEWEST:
            hcy = [r for r in group if r["cycle"] == _HCY_CYCLE and r[_HCY]]
            middle = median(float(row[column]) for row in group)
            enough = len(hcy) >= _FEWEST
            yield Bin(
                by, middle, len(group), _mean(group, _MMA), _mean(hcy, _HCY) if enough else None
            )


def _mean(rows: list[dict[str, str]], column: str) -> float:
    """The geometric mean."""
    return exp(mean(log(float(row[column])) for row in rows))


def written(bins: Iterable[Bin]) -> str:
    """The bins as the text of TABLE."""
    lines = ["by,middle,people,mma_nmol_l,homocysteine_umol_l"]
    for each in bins:
        hcy = "" if each.homocysteine is None else f"{each.homocysteine:.2f}"
        mma = "" if each.mma is None else f"{each.mma:.0f}"
        lines.append(f"{each.by},{each.middle:.0f},{each.people},{mma},{hcy}")
    return "\n".join(lines) + "\n"


def kept() -> tuple[Bin, ...]:
    """The bins of TABLE."""
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    return tuple(
        Bin(
            "b12" if row["by"] == "b12" else "egfr",
            float(row["middle"]),
            int(row["people"]),
            float(row["mma_nmol_l"]) if row["mma_nmol_l"] else None,
            float(row["homocysteine_umol_l"]) if row["homocysteine_umol_l"] else None,
        )
        for row in rows
    )


def modelled(changes: Changes, bins: Iterable[Bin]) -> list[tuple[float, float]]:
    """MMA and homocysteine of the typical person in each bin. [nmol/L, umol/L]

    By B12: at rest on diets from almost nothing to a supplement, at the eGFR of the survey.
    """
    curve = _curve(changes)
    found: list[tuple[float, float]] = []
    for each in bins:
        if each.by == "b12":
            found.append((_between(curve, each.middle, 1), _between(curve, each.middle, 2)))
        else:
            course = well(changes, egfr=each.middle).course((), [0])
            found.append((course.values("mma_nmol_l")[0], course.values("homocysteine_umol_l")[0]))
    return found


_DIETS = (
    *(0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0, 1.3, 1.7, 2.2, 3.0),
    *(4.0, 6.0, 10.0, 20.0, 50.0, 100.0, 200.0),
)


def _curve(changes: Changes) -> list[tuple[float, float, float]]:
    """Total B12, MMA and homocysteine at rest, B12 rising."""
    people = [{**changes, "egfr": _SURVEY_EGFR, "diet_ug_per_day": diet} for diet in _DIETS]
    start = well(changes).start
    rest = run_many(people, [start] * len(people), (), [60 * 365.0], tolerance=FINE)
    names = ("total_b12_pmol_l", "mma_nmol_l", "homocysteine_umol_l")
    b12, mma, hcy = (rest.on(0, name) for name in names)
    return list(zip(b12, mma, hcy, strict=True))


def _between(curve: list[tuple[float, float, float]], b12: float, place: Literal[1, 2]) -> float:
    """By a straight line between logarithms; the last value beyond the end."""
    after = next((i for i, row in enumerate(curve) if row[0] >= b12), None)
    if not after:
        return curve[0 if after == 0 else -1][place]
    low, high = curve[after - 1], curve[after]
    share = log(b12 / low[0]) / log(high[0] / low[0])
    return exp(log(low[place]) + share * log(high[place] / low[place]))

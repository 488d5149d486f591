"""What does each guideline answer for each participant, and with what left out of the record?

Each participant goes in as FHIR and through the reader of any record, and the guidelines' own rules
answer. Nothing here knows a cut-point.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import polars as pl

from cobalamin.chart import Chart
from cobalamin.fhir.read import read_record
from cobalamin.guideline.profiles import ASKED, NAMES
from cobalamin.quantity import Amount
from cobalamin.value import replace
from studies.nhanes.codes import coder
from studies.nhanes.records import EXAMINED, Row, record
from studies.nhanes.stages import Ways, stages

ADULT_YEARS = 18
TOGETHER = 100
"""How many participants one process assesses at a time; the answers do not depend on it."""

WITHOUT_EGFR = "without_egfr"
BY_ROCHE = "by_roche"
"""Other readings of a record: no eGFR in it; B12 as the later assay measures it. A third withholds
the tests until the guideline asks for them and is named after the way, `Ways`."""
BY_ROCHE_COLUMN = "b12_roche_equiv_pg_per_ml"
ALL_THREE = ("b12_pg_per_ml", "mma_nmol_per_l", "hcy_umol_per_l")
"""What has to be measured before it can be withheld."""

Case = tuple[dict[str, Any], list[dict[str, Any]]]
"""One participant's row, and the rows of the medicines taken."""


def answer_column(question: str, name: str, reading: str = "") -> str:
    """The column that holds the code of one answer under one guideline in one reading."""
    return "__".join([question, name.replace("-", "_"), *([reading] if reading else [])])


def answers(people: pl.DataFrame, medicines: dict[int, list[dict[str, Any]]]) -> pl.DataFrame:
    """One row of answers for each examined adult, in the order of their numbers.

    A participant who was not examined has no laboratory results and no weight, and is left out.
    """
    adults = people.filter(pl.col("examined") & (pl.col("age_years") >= ADULT_YEARS))
    cases = [(row, medicines.get(row["seqn"], [])) for row in adults.iter_rows(named=True)]
    parts = [cases[n : n + TOGETHER] for n in range(0, len(cases), TOGETHER)]
    with ProcessPoolExecutor(min(4, os.cpu_count() or 1), mp_context=get_context("spawn")) as pool:
        rows = [row for part in pool.map(answer_part, parts) for row in part]
    return pl.from_dicts(rows, infer_schema_length=None)


def answer_part(part: Sequence[Case]) -> list[dict[str, Any]]:
    """The rows of some participants."""
    return [dict(_answer_one(row, taken)) for row, taken in part]


def _answer_one(row: Row, taken: Iterable[Row]) -> Iterator[tuple[str, Any]]:
    chart = chart_of(row, taken)
    yield "seqn", row["seqn"]
    yield "reads_metformin", any(m.concept == "metformin" for m in chart.medicines)
    yield from _coded(chart, ASKED, "")
    for name, codes in coder()(chart).items():
        yield answer_column("deficiency_is_open", name), "deficiency" in codes.unsettled
    yield from _coded(_without(chart, "egfr"), ("metabolites", "deficiency"), WITHOUT_EGFR)
    if row[BY_ROCHE_COLUMN] is not None:
        other = _with_b12(chart, row[BY_ROCHE_COLUMN])
        yield from _coded(other, ("total_b12", "deficiency"), BY_ROCHE)
    if all(row[column] is not None for column in ALL_THREE):
        yield from _staged(chart)


def _coded(chart: Chart, questions: Iterable[str], reading: str) -> Iterator[tuple[str, Any]]:
    for name, codes in coder()(chart).items():
        for question in questions:
            yield answer_column(question, name, reading), codes.answers[question]


def _staged(chart: Chart) -> Iterator[tuple[str, Any]]:
    """How far each guideline's own steps lead, where every test they ask for was made."""
    followed = stages(chart, coder())
    for name in NAMES:
        for way in Ways:
            end = followed(name, way)
            for test in ("total_b12", "mma"):
                yield answer_column(f"asks_for_{test}", name, way), test in end.asked
            yield answer_column("deficiency", name, way), end.codes.answers["deficiency"]


def chart_of(row: Row, taken: Iterable[Row]) -> Chart:
    """The chart that the reader of FHIR records makes of one participant."""
    made = record(row, taken, rivals=True)
    return read_record([("bundle.json", made)], EXAMINED[row["cycle"]])


def _without(chart: Chart, concept: str) -> Chart:
    return replace(chart, results=tuple(r for r in chart.results if r.concept != concept))


def _with_b12(chart: Chart, ng_l: float) -> Chart:
    """The chart with another level of total B12, as if the other assay had measured it. [ng/L]"""
    level = Amount(round(ng_l, 6), "ng/L")
    return replace(
        chart,
        results=tuple(
            replace(result, amount=level) if result.concept == "total_b12" else result
            for result in chart.results
        ),
    )

"""NHANES 2001-2002 participants with a serum B12, as the records that the reviewed table is about.

How a participant becomes a record is told in `studies.nhanes.records`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from studies.nhanes import records as made
from studies.nhanes import tables

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "nhanes"
CYCLE = "2001-2002"
EXAMINED = made.EXAMINED[CYCLE]


def participants() -> pl.DataFrame:
    """Everyone of the cycle who has a serum B12, in the order of their numbers."""
    return tables.participants(FOLDER, CYCLE).filter(pl.col("b12_pg_per_ml").is_not_null())


def prescriptions() -> pl.DataFrame:
    """One row for each medicine taken in the past 30 days, in this cycle."""
    return tables.prescriptions(FOLDER, CYCLE)


def records(*, moles: bool = False) -> Iterator[bytes]:
    """Each participant's record as the bytes of a Bundle; B12 by mass, or by moles."""
    medicines = tables.by_participant(prescriptions())
    b12 = made.B12_BY_MOLES if moles else made.B12_BY_MASS
    for row in participants().iter_rows(named=True):
        yield made.record(row, medicines.get(row["seqn"], ()), b12=b12)

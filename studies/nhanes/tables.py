"""What does the folder of survey tables hold, and is it the one that is needed?

The tables are those of the National Health and Nutrition Examination Survey, merged into one row
for each participant; where the public files come from is told in docs/studies/nhanes/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl

PARTICIPANTS = "participants.parquet"
PRESCRIPTIONS = "prescriptions.parquet"


class FolderError(Exception):
    """The folder does not hold the tables; the message is one line for the person who ran this."""


def participants(folder: Path, *cycles: str) -> pl.DataFrame:
    """Everyone interviewed in these cycles, all ages, in the order of their numbers."""
    everyone = pl.read_parquet(_found(folder, PARTICIPANTS))
    return everyone.filter(pl.col("cycle").is_in(cycles)).sort("seqn")


def prescriptions(folder: Path, *cycles: str) -> pl.DataFrame:
    """One row for each medicine taken in the past 30 days, in these cycles."""
    taken = pl.read_parquet(_found(folder, PRESCRIPTIONS))
    return taken.filter(pl.col("cycle").is_in(cycles)).sort("seqn", "drug_name", "days_taken")


def by_participant(taken: pl.DataFrame) -> dict[int, list[dict[str, Any]]]:
    """The medicines of each participant, by number; nobody's are an empty list."""
    medicines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in taken.iter_rows(named=True):
        medicines[row["seqn"]].append(row)
    return medicines


def _found(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.is_file():
        raise FolderError(f"{folder} holds no {name}: give the folder of the NHANES tables")
    return path

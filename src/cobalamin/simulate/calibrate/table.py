"""What was published, within what do we want the model to be, and is it?"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from cobalamin.value import Value

TABLE = Path(__file__).with_name("published.csv")

DatumMark = Literal["seen", "memory", "own", "chosen"]
"""As for citations; `own`: from our own analysis of public records."""


class Datum(Value):
    """A number that was published, and the band that was stated before the fit."""

    id: str
    group: str
    what: str
    unit: str
    target: float
    low: float
    high: float
    mark: DatumMark
    source: str

    def is_met_by(self, value: float) -> bool:
        """Whether a value of the model lies in the band."""
        return self.low <= value <= self.high


@cache
def published() -> tuple[Datum, ...]:
    """All rows of the table. Raises ValueError for one at fault."""
    return read(TABLE.read_text(encoding="utf-8"))


def read(text: str) -> tuple[Datum, ...]:
    """The rows of a table. Raises ValueError for one at fault."""
    found = tuple(_datum(row) for row in csv.DictReader(text.splitlines()))
    names = [each.id for each in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"published twice: {', '.join(sorted(twice))}")
    return found


def _datum(row: Mapping[str, str]) -> Datum:
    mark: DatumMark = row["mark"]  # pyright: ignore[reportAssignmentType] - checked below
    low, target, high = (float(row[name]) for name in ("low", "target", "high"))
    if mark not in get_args(DatumMark) or not low <= target <= high or not row["source"]:
        raise ValueError(f"not a datum: {row}")
    return Datum(
        row["id"], row["group"], row["what"], row["unit"], target, low, high, mark, row["source"]
    )

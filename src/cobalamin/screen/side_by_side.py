"""Which few columns of everyone are counted? Put side by side, so that nothing is joined twice.

A screening counts the same people in many ways. What is counted of each is put side by side in one
narrow table; the counts read that alone, and never more of it at once than they need.
"""

from __future__ import annotations

from pathlib import Path

from cobalamin.rules.question import Guideline
from cobalamin.rules.sql import action_columns, gap_columns
from cobalamin.screen.columns import answer_column, settled_column
from cobalamin.screen.database import Database, name_of, rows, text

NAME = "side_by_side"
"""The view that holds it, for as long as a screening is written."""

LIVING = f"(SELECT * FROM {NAME} WHERE NOT deceased) AS living"
"""Everyone who is not recorded as dead. A FROM clause."""

SUSPECTED = f"({answer_column('suspicion')} = 'suspected')"
DEFICIENT = f"({answer_column('deficiency')} IN ('confirmed', 'functional'))"
DEFICIENT_OR_PROBABLE = (
    f"({answer_column('deficiency')} IN ('confirmed', 'functional', 'probable'))"
)

AGE_BANDS = ("0-17", "18-39", "40-49", "50-59", "60-69", "70-79", "80 and over", "not recorded")
"""Bands chosen by us, because stores of B12 run low more often with each decade from 50."""

_FROM_FACTS = {
    "tested": " OR ".join(
        f"coalesce({test}_{how}, FALSE)"
        for test in ("total_b12", "active_b12", "mma")
        for how in ("measured", "unreadable")
    ),
    "treated": "coalesce(on_cobalamin, FALSE)",
    "reviewed_ever": "coalesce(reviewed, FALSE)",
    "age": "CAST(age_low AS INTEGER)",
    "age_band": "CASE WHEN age_low IS NULL THEN 'not recorded' WHEN age_low < 18 THEN '0-17'"
    " WHEN age_low < 40 THEN '18-39' WHEN age_low < 50 THEN '40-49' WHEN age_low < 60 THEN '50-59'"
    " WHEN age_low < 70 THEN '60-69' WHEN age_low < 80 THEN '70-79' ELSE '80 and over' END",
    "b12_low": "total_b12_low",
    "b12_high": "total_b12_high",
    "b12_unit": "total_b12_unit",
    "b12_treated": "coalesce(total_b12_treated, FALSE)",
    "with_mma": "coalesce(mma_measured, FALSE)",
    "with_egfr": "coalesce(egfr_measured, FALSE)",
}
"""What is read off the facts. Tested: a total B12, active B12 or MMA result is on record, readable
or not. Age in completed years."""

_FROM_PEOPLE = {
    "deceased": "coalesce(people.deceased, FALSE)",
    "with_patient": "coalesce(people.has_patient, FALSE)",
    "recorded_sex": "people.sex",
    "recorded_ethnicity": "people.ethnicity",
}


def side_by_side_sql(guideline: Guideline, other: str | None = None) -> str:
    """The columns of everyone, as one SELECT; those of another table of answers beside them."""
    named = _FROM_PEOPLE | {name: f"({held})" for name, held in _FROM_FACTS.items()}
    own = answered_columns(guideline)
    columns = [f"{held} AS {name}" for name, held in named.items()]
    columns += [f"answers.{name}" for name in own]
    tables = "people JOIN facts USING (patient) JOIN answers USING (patient)"
    if other is not None:
        compared = [name for name in own if name.startswith(("answer_", "gap_"))]
        columns += [f"other.{name} AS other_{name}" for name in compared]
        tables += f" JOIN {name_of(other)} AS other USING (patient)"
    return f"SELECT patient, {', '.join(columns)} FROM {tables}"


def answered_columns(guideline: Guideline) -> tuple[str, ...]:
    """The columns of `answers` that a screening reads."""
    asked = [question.name for question in guideline.questions if question.name in guideline.asked]
    return (
        *(answer_column(name) for name in asked),
        *(settled_column(name) for name in asked),
        *gap_columns(guideline),
        *action_columns(guideline),
    )


def put_side_by_side(
    database: Database, guideline: Guideline, place: Path, other: str | None
) -> None:
    """Write the columns to a file, and let the view show it to all connections.

    Raises ValueError where the tables do not hold the same people.
    """
    whole = text(str(place))
    database.execute(f"COPY ({side_by_side_sql(guideline, other)}) TO {whole} (FORMAT parquet)")
    database.execute(f"CREATE OR REPLACE VIEW {NAME} AS SELECT * FROM read_parquet({whole})")
    [(together,)] = rows(database, f"SELECT count(*) FROM {NAME}")
    for table in ("people", "facts", "answers", *([other] if other is not None else [])):
        [(alone,)] = rows(database, f"SELECT count(*) FROM {name_of(table)}")
        if alone != together:
            raise ValueError(f"{table} holds {alone} patients, but {together} are in every table")


def clear(database: Database) -> None:
    """Drop the view."""
    database.execute(f"DROP VIEW IF EXISTS {NAME}")

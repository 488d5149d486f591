"""How good is the record: which units came in, what could not be read, what lacks its day?"""

from __future__ import annotations

from cobalamin.screen.database import Database, has_table, rows
from cobalamin.screen.side_by_side import LIVING
from cobalamin.screen.small_numbers import THRESHOLD
from cobalamin.value import Value

REASONS_AT_MOST = 5
"""Reasons that are shown of each concept, chosen by us: the rest is one line."""


class Units(Value):
    """The results of one concept in one unit; `unit` is "" where no amount was read."""

    concept: str
    unit: str
    results: int


class Unreadable(Value):
    """Results of one concept that could not be read, for one reason."""

    concept: str
    why: str
    results: int
    of: int


class Undated(Value):
    """Results of one concept without a day, or with no more than a month or a year."""

    concept: str
    without_day: int
    partial: int
    of: int


class ByText(Value):
    """Statements or medicines of one concept that were matched by their words, not by a code."""

    table: str
    concept: str
    by_text: int
    of: int


class Quality(Value):
    """What a reader must know of the record before believing the counts.

    The counts are of rows, but for `without_patient` and `mma_without_egfr`, which are of living
    people. A part is None where its table was not there to be read.
    """

    units: tuple[Units, ...] | None
    unreadable: tuple[Unreadable, ...] | None
    undated: tuple[Undated, ...] | None
    by_text: tuple[ByText, ...] | None
    without_patient: int
    mma_measured: int
    mma_without_egfr: int


def quality(database: Database) -> Quality:
    """Read it off the rows of the record."""
    results = has_table(database, "results")
    worded = [table for table in ("entries", "medicines") if has_table(database, table)]
    [people] = rows(
        database,
        "SELECT count(*) FILTER (NOT with_patient), count(*) FILTER (with_mma),"
        f" count(*) FILTER (with_mma AND NOT with_egfr) FROM {LIVING}",
    )
    return Quality(
        _units(database) if results else None,
        _unreadable(database) if results else None,
        _undated(database) if results else None,
        tuple(each for table in worded for each in _by_text(database, table)) if worded else None,
        *people,
    )


def _units(database: Database) -> tuple[Units, ...]:
    query = (
        "SELECT concept, coalesce(unit, '') AS unit, count(*) AS n FROM results"
        " WHERE positive IS NULL GROUP BY 1, 2 ORDER BY concept, n DESC, unit"
    )
    return tuple(Units(*row) for row in rows(database, query))


def _unreadable(database: Database) -> tuple[Unreadable, ...]:
    """The commonest reasons of each concept.

    Words that a reason quotes may be anything a record holds: they are left out unless they
    occur so often that they tell of nobody.
    """
    often = f"count(*) >= {THRESHOLD} OR NOT contains(unreadable, '\"')"
    plain = """regexp_replace(unreadable, '".*"', '(...)')"""
    by_words = (
        f"SELECT concept, CASE WHEN {often} THEN unreadable ELSE {plain} END AS why,"
        " count(*) AS n FROM results WHERE unreadable IS NOT NULL GROUP BY concept, unreadable"
    )
    query = (
        "SELECT concept, why, CAST(sum(n) AS BIGINT) AS n,"
        " CAST(sum(sum(n)) OVER (PARTITION BY concept) AS BIGINT) AS lost,"
        " row_number() OVER (PARTITION BY concept ORDER BY sum(n) DESC, why) AS place"
        f" FROM ({by_words}) AS by_words GROUP BY concept, why"
        f" QUALIFY place <= {REASONS_AT_MOST} ORDER BY concept, place"
    )
    of = dict(rows(database, "SELECT concept, count(*) FROM results GROUP BY 1"))
    found: list[Unreadable] = []
    left: dict[str, int] = {}
    for concept, why, results, lost, _ in rows(database, query):
        found.append(Unreadable(concept, why, results, of[concept]))
        left[concept] = left.get(concept, lost) - results
    others = (Unreadable(c, "other reasons", n, of[c]) for c, n in left.items() if n)
    return tuple(sorted((*found, *others), key=lambda each: each.concept))


def _undated(database: Database) -> tuple[Undated, ...]:
    query = (
        "SELECT concept, count(*) FILTER (day IS NULL), "
        "count(*) FILTER (day IS NOT NULL AND NOT day_known), count(*) FROM results"
        " GROUP BY concept ORDER BY concept"
    )
    each = (Undated(*row) for row in rows(database, query))
    return tuple(undated for undated in each if undated.without_day or undated.partial)


def _by_text(database: Database, table: str) -> tuple[ByText, ...]:
    query = (
        f"SELECT concept, count(*) FILTER (by_text) AS n, count(*) FROM {table}"
        " GROUP BY concept HAVING count(*) FILTER (by_text) > 0 ORDER BY n DESC, concept"
    )
    return tuple(ByText(table, *row) for row in rows(database, query))

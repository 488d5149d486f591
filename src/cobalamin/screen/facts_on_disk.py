"""How do the rows of an export become facts on disk, and who are they of?"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk import charts
from cobalamin.fhir.bulk.at_once import at_once
from cobalamin.fhir.bulk.chart_rows import PEOPLE, TABLES
from cobalamin.fhir.bulk.export import Export
from cobalamin.fhir.bulk.files import quoted
from cobalamin.screen.dialect import DUCKDB
from cobalamin.screen.fact_sql import every_fact_sql

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PEOPLE_AT_ONCE = 65_000
"""So many people are read together, chosen by us: of fewer, planning the query and putting the
shares together take more than a second processor gains; of many, the facts fill the memory."""

SHARES_AT_ONCE = 2
"""So many shares are read at once: the query for the facts of one keeps one processor busy."""

ROWS = 30_720
"""Rows of one group in a file: a query gives each processor a group at a time. Chosen by us."""

_OF_LITTLE_USE = (
    "projection_pullup",
    "projection_placement",
    "deliminator",
    "common_subplan",
    "duplicate_groups",
    "column_lifetime",
    "common_subexpressions",
)
"""Steps of DuckDB's planner that take a third of planning the query for facts, which is half of
its time for few people, and make it no quicker."""

_UNDER_WAY = 0.05
"""After so many seconds a query has begun, which needs nothing of Python until its end."""


def write_facts(
    con: DuckDBPyConnection,
    export: Export,
    as_of: date,
    out: Path,
    *,
    told: Callable[[float], None],
    meanwhile: Callable[[], None] | None = None,
) -> None:
    """Write facts.parquet and the rows that facts come from, each share of patients in order.

    Works on some shares of the patients at a time; one that is there already is not read again.
    `meanwhile` is done in a thread beside the first query for facts.
    """
    charts.prepare(con, export.steps)
    row = con.execute(f"SELECT count(*) FROM ({charts.rows_sql(export.steps, PEOPLE)})").fetchone()
    assert row is not None, "an aggregate gives a row"
    shares = max(1, -(-int(row[0]) // PEOPLE_AT_ONCE))
    parts = [out / f"share-{share:05d}-of-{shares:05d}" for share in range(shares)]
    lacking = [
        partial(_write_share, as_of=as_of, part=part, share=(share, shares))
        for share, part in enumerate(parts)
        if not part.exists()
    ]
    told((shares - len(lacking)) / shares)
    if meanwhile is not None and lacking:
        lacking[0] = partial(lacking[0], meanwhile=meanwhile)
    _skip_steps_of_planning(con, _OF_LITTLE_USE)
    for _ in at_once(con, lacking, SHARES_AT_ONCE):
        told(1 / shares)
    _skip_steps_of_planning(con, ())
    joined = [
        partial(
            put_together,
            parts=[part / f"{name}.parquet" for part in parts],
            out=out / f"{name}.parquet",
            form=form(as_of),
        )
        for name in ("facts", *(table.name for table in TABLES))
    ]
    for _ in at_once(con, joined, SHARES_AT_ONCE):
        pass


def put_together(
    con: DuckDBPyConnection, parts: Sequence[Path], out: Path, form: str = "(FORMAT parquet)"
) -> None:
    """Write one file of Parquet from parts that were written in the same form."""
    if len(parts) == 1:
        shutil.copyfile(parts[0], out)
        return
    listed = ", ".join(map(quoted, parts))
    con.execute(f"COPY (SELECT * FROM read_parquet([{listed}])) TO {quoted(out)} {form}")


def form(as_of: date) -> str:
    """How files of facts, and of the rows they come from, are written: they say of which day."""
    return f"(FORMAT parquet, ROW_GROUP_SIZE {ROWS}, KV_METADATA {{as_of: '{as_of}'}})"


def _skip_steps_of_planning(con: DuckDBPyConnection, steps: Sequence[str]) -> None:
    """Let DuckDB plan without these steps, of which another version may not have all."""
    known = {name for (name,) in con.execute("SELECT name FROM duckdb_optimizers()").fetchall()}
    con.execute(f"SET disabled_optimizers = '{','.join(each for each in steps if each in known)}'")


def _write_share(
    con: DuckDBPyConnection,
    as_of: date,
    part: Path,
    *,
    share: tuple[int, int],
    meanwhile: Callable[[], None] | None = None,
) -> None:
    place = part.with_suffix(".part")
    place.mkdir(parents=True, exist_ok=True)
    charts.load(con, *share)
    facts = every_fact_sql(as_of, DUCKDB)
    # The query before this keeps all processors busy, the next one does not.
    if meanwhile is not None:
        Timer(_UNDER_WAY, meanwhile).start()
    con.execute(
        f"COPY (SELECT * FROM ({facts}) ORDER BY patient) "
        f"TO {quoted(place / 'facts.parquet')} {form(as_of)}"
    )
    for table in TABLES:
        con.execute(
            f"COPY (SELECT * FROM {table.name} ORDER BY ALL) "
            f"TO {quoted(place / f'{table.name}.parquet')} {form(as_of)}"
        )
    place.rename(part)

"""What holds of all that was read? The newest version of each resource, each thing said once.

The rows of all steps become the tables of `chart_rows`, for one share of the patients at a time, so
that memory stays bounded whatever the size of the export.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk.chart_rows import ENTRIES, MEDICINES, PEOPLE, RESULTS, Table
from cobalamin.fhir.bulk.reading import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def _parts(steps: Sequence[Path], name: str) -> list[Path]:
    return [each for step in steps if (each := step / f"{name}.parquet").exists()]


def rows_sql(steps: Sequence[Path], table: Table) -> str:
    """All rows of a table that the steps wrote, with their stamps; none where none did."""
    parts = _parts(steps, table.name)
    if not parts:
        columns = [f"NULL::{kind} AS {name}" for name, kind in table.columns]
        stamp = "NULL::DOUBLE AS version, NULL::BIGINT AS number, NULL::BIGINT AS seq"
        return f"SELECT {', '.join(columns)}, {stamp} WHERE FALSE"
    listed = ", ".join(quoted(part) for part in parts)
    return f"SELECT * FROM read_parquet([{listed}], union_by_name=true)"


def prepare(con: DuckDBPyConnection, steps: Sequence[Path]) -> None:
    """Find, once for all patients, what was read in several versions, deleted, or linked."""
    versions = _parts(steps, "versions")
    listed = ", ".join(quoted(part) for part in versions)
    source = (
        f"SELECT * FROM read_parquet([{listed}])"
        if listed
        else "SELECT '' AS resource, 0.0 AS version, 0 AS number, 0 AS seq WHERE FALSE"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE doubled AS SELECT resource, "
        "max(struct_pack(version := version, number := number, seq := seq)) AS top "
        f"FROM ({source}) GROUP BY resource HAVING count(*) > 1"
    )
    for name, columns in (("gone", "resource VARCHAR, deleted DOUBLE"),
                          ("same", "patient VARCHAR, one VARCHAR")):  # fmt: skip
        parts = ", ".join(quoted(part) for part in _parts(steps, name))
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
        if parts:
            con.execute(f"INSERT INTO {name} SELECT * FROM read_parquet([{parts}])")


def _newest(rows: str, resource: str) -> str:
    """The rows of what was neither replaced by a newer version nor deleted, by whom they are of."""
    return f"""
        SELECT r.* REPLACE (coalesce(same.one, r.patient) AS patient) FROM ({rows}) r
        LEFT JOIN same ON same.patient = r.patient
        LEFT JOIN doubled d ON d.resource = {resource}
        LEFT JOIN gone g ON g.resource = {resource}
        WHERE (d.resource IS NULL OR d.top =
                struct_pack(version := r.version, number := r.number, seq := r.seq))
            AND (g.resource IS NULL OR coalesce(r.version > g.deleted, FALSE))"""


_HOLDER = "split_part(r.resource, '#', 1)"
_SAID = "patient, concept, taken, value, unit, bound, positive, unreadable"


def load(con: DuckDBPyConnection, steps: Sequence[Path], share: int, shares: int) -> None:
    """Make the tables of `chart_rows` for one share of the patients of `shares`. See `prepare`."""
    mine = f"hash(patient) % {shares} = {share}" if shares > 1 else "TRUE"
    results = f"SELECT * FROM ({_newest(rows_sql(steps, RESULTS), _HOLDER)}) WHERE {mine}"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE results AS SELECT {_names(RESULTS)} FROM ({results})
        WHERE taken IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY {_SAID}
            ORDER BY range_low IS NULL AND range_high IS NULL, resource) = 1
        UNION ALL SELECT DISTINCT {_names(RESULTS)} FROM ({results}) WHERE taken IS NULL""")
    for table in (ENTRIES, MEDICINES):
        con.execute(
            f"CREATE OR REPLACE TEMP TABLE {table.name} AS SELECT DISTINCT {_names(table)} "
            f"FROM ({_newest(rows_sql(steps, table), _HOLDER)}) WHERE {mine}"
        )
    people = _newest(rows_sql(steps, PEOPLE), "'Patient/' || r.patient")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE people AS
        SELECT {_names(PEOPLE)} FROM ({people}) WHERE {mine}
        QUALIFY row_number() OVER (PARTITION BY patient
            ORDER BY version DESC, number DESC, seq DESC) = 1""")
    con.execute("""
        INSERT INTO people
        SELECT patient, NULL, FALSE, 'unknown', NULL, NULL, FALSE, FALSE FROM (
            SELECT patient FROM results UNION SELECT patient FROM entries
            UNION SELECT patient FROM medicines
        ) WHERE patient NOT IN (SELECT patient FROM people)""")


def _names(table: Table) -> str:
    return ", ".join(table.names)


def born_sql(steps: Sequence[Path]) -> str:
    """The birth date of each patient, for what began at an age."""
    return f"SELECT patient, birth_date FROM ({rows_sql(steps, PEOPLE)})"


def medications_sql(steps: Sequence[Path]) -> str:
    """The products that orders may point to."""
    parts = ", ".join(quoted(part) for part in _parts(steps, "medications"))
    if not parts:
        return "SELECT NULL::VARCHAR AS id, NULL::JSON AS product WHERE FALSE"
    return f"SELECT id, CAST(product AS JSON) AS product FROM read_parquet([{parts}])"

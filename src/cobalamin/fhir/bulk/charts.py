"""What holds of all that was read? The newest version of each resource, each thing said once.

The rows of all steps become the tables of `chart_rows`, on DuckDB for one share of the patients at
a time, so that memory stays bounded whatever the size of the export. The queries are one text for
every engine: they are asked of the tables in `READ_ROWS`, which each engine lays over the rows of
the steps in its own way, and name no function that only one of them has.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk.chart_rows import ENTRIES, MEDICINES, PEOPLE, RESULTS, Table
from cobalamin.fhir.bulk.files import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STAMPS = (("version", "DOUBLE"), ("number", "BIGINT"), ("seq", "BIGINT"))
"""By which two versions of a resource are told apart, the weightiest first."""

READ_ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    **{table.name: (*table.columns, *STAMPS) for table in (RESULTS, ENTRIES, MEDICINES, PEOPLE)},
    "versions": (("patient", "VARCHAR"), ("resource", "VARCHAR"), *STAMPS),
    "gone": (("resource", "VARCHAR"), ("deleted", "DOUBLE")),
    "same": (("patient", "VARCHAR"), ("one", "VARCHAR")),
}
"""What steps leave, with the columns asked here; as a table each is called `read_<name>`."""

DOUBLED = """
    SELECT patient, resource, version, number, seq FROM (
        SELECT patient, resource, version, number, seq,
            ROW_NUMBER() OVER (PARTITION BY patient, resource
                ORDER BY version DESC, number DESC, seq DESC) AS place,
            COUNT(1) OVER (PARTITION BY patient, resource) AS times
        FROM read_versions WHERE resource IN
            (SELECT resource FROM read_versions GROUP BY resource HAVING COUNT(*) > 1)
    ) AS placed WHERE place = 1 AND times > 1"""
"""The newest of each resource of a patient that was read more than once.

Of a patient, because Bundles of several sources may give one id to resources of several people.
"""

GONE = """
    SELECT resource, CASE WHEN COUNT(deleted) = COUNT(*) THEN MAX(deleted) END AS deleted
    FROM read_gone GROUP BY resource"""
"""What was deleted, and when at last; NULL where one of its deletions does not say."""

_SAID = "patient, concept, taken, value, unit, bound, positive, unreadable"
_ORDER = (
    "CASE WHEN range_low IS NULL AND range_high IS NULL THEN 1 ELSE 0 END, resource, "
    "range_low NULLS LAST, range_high NULLS LAST"
)
_HOLDER = "SPLIT_PART(r.resource, '#', 1)"


def parts_of(steps: Sequence[Path], name: str) -> list[Path]:
    """The files in which the steps left rows of this name."""
    return [each for step in steps if (each := step / f"{name}.parquet").exists()]


def none_sql(columns: Sequence[tuple[str, str]], text: str = "VARCHAR") -> str:
    """A table of these columns that holds nothing; `text` is the engine's type for text."""
    typed = (f"CAST(NULL AS {text if kind == 'VARCHAR' else kind}) AS {n}" for n, kind in columns)
    return f"SELECT {', '.join(typed)} WHERE 1 = 0"


def rows_sql(steps: Sequence[Path], table: Table) -> str:
    """All rows of a table that the steps wrote, as DuckDB reads them, with their stamps."""
    return _read(steps, table.name)


def _read(steps: Sequence[Path], name: str) -> str:
    listed = ", ".join(quoted(part) for part in parts_of(steps, name))
    if not listed:
        return none_sql(READ_ROWS[name])
    return f"SELECT * FROM read_parquet([{listed}], union_by_name=true)"


def _newest(table: Table, resource: str, whose: str) -> str:
    """The rows of what was neither replaced by a newer version nor deleted, by whom they are of.

    `whose` chooses among the patients.
    """
    names = (n for n, _ in READ_ROWS[table.name])
    columns = (f"COALESCE(s.one, r.{n}) AS {n}" if n == "patient" else f"r.{n}" for n in names)
    return f"""
        SELECT * FROM (
            SELECT {", ".join(columns)} FROM read_{table.name} AS r
            LEFT JOIN read_same AS s ON s.patient = r.patient
            LEFT JOIN doubled AS d ON d.resource = {resource} AND d.patient = r.patient
            LEFT JOIN gone AS g ON g.resource = {resource}
            WHERE (d.resource IS NULL
                    OR (d.version = r.version AND d.number = r.number AND d.seq = r.seq))
                AND (g.resource IS NULL OR COALESCE(r.version > g.deleted, FALSE))
        ) AS newest WHERE {whose}"""


def _names(table: Table) -> str:
    return ", ".join(table.names)


def results_sql(whose: str = "TRUE") -> str:
    """Results: of those that say the same of the same moment, the one that brings its limits."""
    newest, names = _newest(RESULTS, _HOLDER, whose), _names(RESULTS)
    return f"""
        SELECT {names} FROM (
            SELECT {names}, ROW_NUMBER() OVER (PARTITION BY {_SAID} ORDER BY {_ORDER}) AS place
            FROM ({newest}) AS dated WHERE taken IS NOT NULL
        ) AS placed WHERE place = 1
        UNION ALL SELECT DISTINCT {names} FROM ({newest}) AS undated WHERE taken IS NULL"""


def things_sql(table: Table, whose: str = "TRUE") -> str:
    """Entries or medicines, each once."""
    return f"SELECT DISTINCT {_names(table)} FROM ({_newest(table, _HOLDER, whose)}) AS rows_once"


def people_sql(whose: str = "TRUE") -> str:
    """Everyone: the newest of each Patient; and those of whom only other tables know.

    Asks the tables of `results_sql` and `things_sql` by their names.
    """
    newest = _newest(PEOPLE, "CONCAT('Patient/', r.patient)", whose)
    unknown = {"birth_year_only": "FALSE", "sex": "'unknown'", "deceased": "FALSE",
               "has_patient": "FALSE"}  # fmt: skip
    others = ", ".join(
        f"o.{n}" if n == "patient" else f"{unknown.get(n, 'NULL')} AS {n}" for n in PEOPLE.names
    )
    met = " UNION ".join(f"SELECT patient FROM {t.name}" for t in (RESULTS, ENTRIES, MEDICINES))
    return f"""
        WITH known AS (
            SELECT {_names(PEOPLE)} FROM (
                SELECT {_names(PEOPLE)}, ROW_NUMBER() OVER (PARTITION BY patient
                    ORDER BY version DESC, number DESC, seq DESC) AS place
                FROM ({newest}) AS stated
            ) AS placed WHERE place = 1)
        SELECT {_names(PEOPLE)} FROM known
        UNION ALL SELECT {others} FROM ({met}) AS o
        LEFT JOIN known AS k ON k.patient = o.patient WHERE k.patient IS NULL"""


def prepare(con: DuckDBPyConnection, steps: Sequence[Path]) -> None:
    """Find, once for all patients, what was read in several versions, deleted, or linked.

    Every connection to this database sees it.
    """
    for name in READ_ROWS:
        con.execute(f"CREATE OR REPLACE VIEW read_{name} AS {_read(steps, name)}")
    con.execute(f"CREATE OR REPLACE TABLE doubled AS {DOUBLED}")
    con.execute(f"CREATE OR REPLACE TABLE gone AS {GONE}")


def load(con: DuckDBPyConnection, share: int, shares: int) -> None:
    """Make the tables of `chart_rows` for one share of the patients of `shares`. See `prepare`.

    They are this connection's own.
    """
    mine = f"hash(patient) % {shares} = {share}" if shares > 1 else "TRUE"
    asked = {"results": results_sql(mine), "entries": things_sql(ENTRIES, mine),
             "medicines": things_sql(MEDICINES, mine), "people": people_sql(mine)}  # fmt: skip
    for name, sql in asked.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {sql}")


def born_sql(steps: Sequence[Path]) -> str:
    """The birth date of each patient, for what began at an age."""
    return f"SELECT patient, birth_date FROM ({rows_sql(steps, PEOPLE)})"


def medications_sql(steps: Sequence[Path]) -> str:
    """The products that orders may point to."""
    parts = ", ".join(quoted(part) for part in parts_of(steps, "medications"))
    if not parts:
        return "SELECT NULL::VARCHAR AS id, NULL::JSON AS product WHERE FALSE"
    return f"SELECT id, CAST(product AS JSON) AS product FROM read_parquet([{parts}])"

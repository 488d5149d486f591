"""How long does DuckDB take to read every fact of many patients, beside one grouping of their rows?

    python benchmarks/facts_of_many.py 100000
    python benchmarks/facts_of_many.py 1000000 --memory 2GB

The rows are invented in SQL from their own numbers alone, so that every run has the same: five a
person, 2.4 results, 1.6 entries and one medicine, half of them about what few people have.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import duckdb

from cobalamin.fhir.bulk.chart_rows import ENTRIES, MEDICINES, PEOPLE, RESULTS, create_sql
from cobalamin.guideline import cause_facts, facts, nerve_facts, rival_facts, safety_facts
from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import COBALAMINS, Recorded, Told, concepts_of
from cobalamin.rules.sql import fact_columns
from cobalamin.screen.dialect import DUCKDB
from cobalamin.screen.fact_sql import facts_sql

AS_OF = date(2026, 6, 1)
DECLARING = (cause_facts, facts, nerve_facts, rival_facts, safety_facts)
# Concept, unit, a usual number, and how many of a hundred results are of it.
MEASURED = (
    ("haemoglobin", "g/dL", 13, 20),
    ("egfr", "mL/min/{1.73_m2}", 75, 16),
    ("mcv", "fL", 90, 12),
    ("total_b12", "ng/L", 250, 10),
    ("total_b12", "pmol/L", 180, 5),
    ("hba1c", "%", 6, 9),
    ("potassium", "mmol/L", 4, 8),
    ("platelets", "10*9/L", 220, 6),
    ("tsh", "m[IU]/L", 2, 5),
    ("folate", "ug/L", 6, 4),
    ("mma", "nmol/L", 250, 1),
    ("homocysteine", "umol/L", 14, 1),
    ("active_b12", "pmol/L", 50, 1),
    ("copper", "ug/dL", 100, 1),
    ("sural_amplitude", "uV", 8, 1),
)
# A number from 0 to 1 for each two numbers: 32 bits mixed twice, so that neighbours have nothing
# in common.
MIXED = "CREATE MACRO mixed(x) AS xor(x, x >> 16) * 73244475 % 4294967296"
CHANCE = """CREATE MACRO chance(i, k) AS
  xor(mixed(mixed((i * 747796405 + k * 2891336453) % 4294967296)), k) % 1000003 / 1000003.0"""


def main() -> None:
    """Make the rows, read the facts, and print what it took."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("patients", type=int)
    asked.add_argument("--memory", default="4GB", help="what DuckDB may hold (default: 4GB)")
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--in-order", action="store_true", help="rows in the order of patients")
    wanted = asked.parse_args()
    with TemporaryDirectory() as place:
        database = duckdb.connect(
            f"{place}/rows.duckdb",
            config={"threads": wanted.threads, "memory_limit": wanted.memory},
        )
        fill(database, wanted.patients)
        if wanted.in_order:
            put_in_order(database)
        text = facts_sql(READ, AS_OF, DUCKDB)
        base = timed(database, grouping())
        told = f"{wanted.patients:,} patients, {len(READ)} facts"
        columns = [name for fact in READ for name, _ in fact_columns(fact)]
        counted = ", ".join(f"COUNT({name})" for name in columns)
        for what, query in (
            ("counted", f"SELECT {counted} FROM ({text}) AS facts"),
            ("as Parquet", f"COPY ({text}) TO '{place}/facts.parquet' (COMPRESSION zstd)"),
        ):
            busy = process_time()
            took = timed(database, query)
            busy = process_time() - busy
            print(
                f"{told}, {what}: {took:.2f} s, {took / base:.1f} x one grouping of the rows; "
                f"{busy:.2f} s of processor time"
            )
        size = Path(place, "facts.parquet").stat().st_size / 1e6
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"Parquet {size:.0f} MB; at most {most:.2f} GB of memory in this process")


def timed(database: duckdb.DuckDBPyConnection, query: str) -> float:
    """The seconds that a query takes."""
    start = perf_counter()
    database.execute(query).fetchall()
    return perf_counter() - start


def grouping() -> str:
    """One look at every row: the least that any reading of facts has to do."""
    rows = " UNION ALL ".join(
        f"SELECT patient, concept FROM {table}" for table in ("results", "entries", "medicines")
    )
    return f"SELECT COUNT(*), SUM(n) FROM (SELECT COUNT(*) AS n FROM ({rows}) GROUP BY patient)"


def fill(database: duckdb.DuckDBPyConnection, patients: int) -> None:
    """Fill the tables of `fhir.bulk.chart_rows` with the invented rows of so many patients."""
    database.execute(MIXED)
    database.execute(CHANCE)
    for table in (PEOPLE, RESULTS, ENTRIES, MEDICINES):
        database.execute(create_sql(table))
    database.execute(
        f"INSERT INTO people SELECT {who('i')}, DATE '1930-01-01' + CAST(chance(i, 1) * 30000 "
        "AS INTEGER), FALSE, CASE WHEN chance(i, 2) < 0.5 THEN 'female' ELSE 'male' END, "
        f"CASE WHEN chance(i, 3) < 0.3 THEN chance(i, 3) < 0.05 END, NULL, FALSE, TRUE "
        f"FROM range({patients}) AS t (i)"
    )
    database.execute(results(patients))
    database.execute(entries(patients))
    database.execute(medicines(patients))


def put_in_order(database: duckdb.DuckDBPyConnection) -> None:
    """Lay the rows in the order of patients, as a reader that goes patient by patient does."""
    for table in ("people", "results", "entries", "medicines"):
        database.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {table} ORDER BY patient"
        )


def who(number: str) -> str:
    return f"'patient-' || lpad(CAST({number} AS VARCHAR), 12, '0')"


def some_patient(patients: int) -> str:
    return who(f"CAST(floor(chance(j, 30) * {patients}) AS BIGINT)")


def results(patients: int) -> str:
    shares = [concept[3] for concept in MEASURED]
    until = [sum(shares[: n + 1]) / 100 for n in range(len(shares))]
    drawn = " ".join(f"WHEN chance(j, 4) < {end} THEN {n}" for n, end in enumerate(until[:-1], 1))
    last = len(MEASURED)
    concepts, units, usual = (list(column) for column in list(zip(*MEASURED, strict=True))[:3])
    return (
        f"INSERT INTO results SELECT patient, {concepts}[n], 'Observation/' || md5(CAST(j AS "
        "VARCHAR)), day, CAST(epoch(day) AS DOUBLE) + 43200, h < 0.95, TRUE, "
        f"value, {units}[n], '', value, value, NULL, NULL, "
        "CASE WHEN h < 0.3 THEN value * 0.8 END, CASE WHEN h < 0.3 THEN value * 1.2 END FROM "
        f"(SELECT j, {some_patient(patients)} AS patient, CASE {drawn} ELSE {last} END AS n, "
        "DATE '2026-05-30' - CAST(chance(j, 6) * 2000 AS INTEGER) AS day, chance(j, 7) AS h, "
        f"round({usual}[n] * (0.3 + 1.4 * chance(j, 5)), 1) AS value "
        f"FROM range({patients * 12 // 5}) AS t (j))"
    )


def entries(patients: int) -> str:
    return (
        f"INSERT INTO entries SELECT {some_patient(patients)}, {one_of(said(), 8)}, 'condition', "
        "'Condition/' || md5(CAST(j AS VARCHAR)), CASE WHEN chance(j, 9) < 0.9 THEN "
        "DATE '2026-05-30' - CAST(chance(j, 10) * 3000 AS INTEGER) END, NULL, "
        "chance(j, 11) < 0.8, chance(j, 12) < 0.95, FALSE, "
        f"{one_of(['', '', 'left', 'both'], 13)}, {one_of(['', '', 'upper', 'lower'], 14)} "
        f"FROM range({patients * 8 // 5}) AS t (j)"
    )


def medicines(patients: int) -> str:
    taken = [*COBALAMINS, *["metformin", "ppi", "diuretic", "folic_acid"] * 4]
    return (
        f"INSERT INTO medicines SELECT {some_patient(patients)}, {one_of(taken, 15)}, "
        f"{one_of(['given', 'ordered', 'stated'], 16)}, 'Medication/' || md5(CAST(j AS VARCHAR)), "
        "DATE '2026-05-30' - CAST(chance(j, 17) * 2000 AS INTEGER), NULL, chance(j, 18) < 0.5, "
        f"{one_of(['injection', 'oral', ''], 19)}, FALSE, "
        f"CASE WHEN chance(j, 20) < 0.5 THEN 1000.0 END FROM range({patients}) AS t (j)"
    )


def said() -> list[str]:
    """The concepts of entries that facts ask for."""
    kinds = [kind for kind in READ.values() if isinstance(kind, Recorded | Told)]
    return sorted({name for kind in kinds for name in concepts_of(kind) or ()})


def one_of(words: Iterable[str], which: int) -> str:
    listed = list(words)
    return f"{listed}[1 + CAST(floor(chance(j, {which}) * {len(listed)}) AS BIGINT)]"


if __name__ == "__main__":
    sys.exit(main())

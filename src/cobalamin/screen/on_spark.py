"""How do the rows of an export become facts and answers on Spark? By the text that DuckDB reads.

What Spark works out it writes as Parquet into a folder that this machine sees too; DuckDB then puts
it into one file, in the order in which a run without Spark leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk import charts
from cobalamin.fhir.bulk.chart_rows import ENTRIES, MEDICINES, PEOPLE, RESULTS, TABLES
from cobalamin.fhir.bulk.files import quoted
from cobalamin.rules.question import Guideline
from cobalamin.rules.sql import question_sql
from cobalamin.screen.dialect import SPARK
from cobalamin.screen.fact_sql import every_fact_sql
from cobalamin.screen.facts_on_disk import form
from cobalamin.screen.sessions import Spark

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def write_facts(
    spark: Spark, con: DuckDBPyConnection, steps: Sequence[Path], as_of: date, *,
    out: Path, told: Callable[[float], None],
) -> None:  # fmt: skip
    """Write facts.parquet and the tables that they come from, as `facts_on_disk` does."""
    _lay(spark, steps, out)
    asked = {RESULTS: charts.results_sql(), ENTRIES: charts.things_sql(ENTRIES),
             MEDICINES: charts.things_sql(MEDICINES), PEOPLE: charts.people_sql()}  # fmt: skip
    for table, sql in asked.items():
        _write(spark, sql, out / f"{table.name}.spark", table.name)
        told(1 / (len(asked) + 1))
    _write(spark, every_fact_sql(as_of, SPARK), out / "facts.spark", "facts")
    told(1 / (len(asked) + 1))
    for name in ("facts", *(table.name for table in TABLES)):
        order = "patient" if name == "facts" else "ALL"
        con.execute(
            f"COPY (SELECT * FROM {_written(out / f'{name}.spark')} ORDER BY {order}) "
            f"TO {quoted(out / f'{name}.parquet')} {form(as_of)}"
        )


def write_answers(
    spark: Spark, con: DuckDBPyConnection, guideline: Guideline, *, facts: Path, out: Path
) -> None:
    """Ask the rules about every row of a Parquet file of facts, as `asking` does."""
    spark.read.parquet(str(facts.resolve())).createOrReplaceTempView("asked_facts")
    place = out.with_suffix(".spark")
    _write(spark, question_sql(guideline, "asked_facts", keep=("patient",)), place, "answered")
    con.execute(
        f"COPY (SELECT a.* FROM read_parquet({quoted(facts)}, file_row_number=true) f "
        f"JOIN {_written(place)} a ON a.patient = f.patient ORDER BY f.file_row_number) "
        f"TO {quoted(out)} (FORMAT parquet)"
    )


def _lay(spark: Spark, steps: Sequence[Path], out: Path) -> None:
    """Lay the tables that `charts` asks over the rows of all steps."""
    for name, columns in charts.READ_ROWS.items():
        parts = [str(part) for part in charts.parts_of(steps, name)]
        if parts:
            schema = ", ".join(f"{n} {SPARK.type(kind)}" for n, kind in columns)
            spark.read.schema(schema).parquet(*parts).createOrReplaceTempView(f"read_{name}")
        else:
            none = charts.none_sql(columns, SPARK.text)
            spark.sql(none).createOrReplaceTempView(f"read_{name}")
    _write(spark, charts.DOUBLED, out / "doubled.spark", "doubled")
    _write(spark, charts.GONE, out / "gone.spark", "gone")


def _write(spark: Spark, sql: str, place: Path, name: str) -> None:
    """Work a query out into a folder, and lay a table over that, so that it is done once."""
    frame = spark.sql(sql)
    frame.write.mode("overwrite").parquet(str(place.resolve()))
    spark.read.schema(frame.schema).parquet(str(place.resolve())).createOrReplaceTempView(name)


def _written(place: Path) -> str:
    """The files that Spark left in a folder, as DuckDB reads them."""
    return f"read_parquet({quoted(place / '**' / '*.parquet')})"

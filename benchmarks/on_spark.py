"""How long does a screening take with Spark on this machine, beside DuckDB, and do they agree?

Run: python -m benchmarks.on_spark OUT [--write], where OUT was made by `python -m benchmarks.bulk`.
Sail runs in the process of the command; Spark on Java, where there is Java, as a server of Spark
Connect beside it. Each runs the whole command once, and every column of all six tables is compared.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.screening import Run, screen
from benchmarks.tables import PERFORMANCE, measured, table, write_section
from tests.engines.spark_server import spark

TABLES = ("answers", "facts", "people", "results", "entries", "medicines")


def differ(one: Path, other: Path) -> int:
    """Rows of all six tables that only one of two screenings has."""
    import duckdb

    count = 0
    with duckdb.connect() as con:
        for name in TABLES:
            a, b = (f"FROM '{out}/{name}.parquet'" for out in (one, other))
            columns = ", ".join(str(row[0]) for row in con.execute(f"DESCRIBE {a}").fetchall())
            a, b = f"SELECT {columns} {a}", f"SELECT {columns} {b}"
            for left, right in ((a, b), (b, a)):
                sql = f"SELECT count(*) FROM (({left}) EXCEPT ALL ({right}))"
                row = con.execute(sql).fetchone()
                assert row is not None, "an aggregate gives a row"
                count += int(row[0])
    return count


def rows(out: Path) -> list[tuple[object, ...]]:
    """A line for each engine: seconds, and how many rows differ from DuckDB's."""
    export = out / "export"
    told: list[tuple[object, ...]] = []
    with TemporaryDirectory() as place:
        here = {name: Path(place) / name for name in ("duckdb", "sail", "spark")}
        base = screen(export, here["duckdb"])

        def add(name: str, run: Run, where: Path) -> None:
            told.append(
                (name, f"{run.seconds:.1f}", f"x {run.seconds / base.seconds:.1f}",
                 differ(here["duckdb"], where))
            )  # fmt: skip

        add("DuckDB", base, here["duckdb"])
        add("Sail", screen(export, here["sail"], "--engine", "spark"), here["sail"])
        if shutil.which("java"):
            os.environ["PYSPARK_PYTHON"] = sys.executable  # of the server's workers
            with spark() as server:
                words = ("--engine", "spark", "--spark", f"sc://{server}")
                add("Spark on Java, local[2]", screen(export, here["spark"], *words), here["spark"])
        else:
            told.append(("Spark on Java", "not run: there is no Java here", "", ""))
    return told


HEADS = ("engine", "screened, s", "against DuckDB", "rows that differ")

_ABOUT = """\
One machine, so this is what sharing out costs and not what it gains
([0024](decisions/0024-spark-shares-the-steps.md)). The whole command, once each."""


def main(words: Sequence[str]) -> int:
    """Print, or write, the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.on_spark", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    asked = parser.parse_args(words)
    patients = int(json.loads((asked.out / "export.json").read_text())["plan"]["patients"])
    made = f"OUT: {patients:,} patients."
    body = "\n\n".join(
        [f"{measured('python -m benchmarks.on_spark OUT')} {made}", _ABOUT,
         table(HEADS, rows(asked.out))]
    )  # fmt: skip
    print(body)
    if asked.write:
        write_section(PERFORMANCE, "Spark beside DuckDB", body)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How long does a screening take, beside DuckDB only reading the same files, and how much memory?

Run: python -m benchmarks.screening OUT [OUT ...] [--runs 3] [--rules 1000000] [--write], where
each OUT was made by `python -m benchmarks.bulk`; several of growing size show how it grows.
With `--pairs N` only each screening beside the reads just before and just after it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from benchmarks.read_floor import ROOT, Floor, floor, peak_bytes
from benchmarks.tables import PERFORMANCE, measured, table, write_section
from cobalamin.cli import run as cobalamin
from cobalamin.fhir.bulk.fields import FIELDS
from cobalamin.fhir.bulk.folder import find
from cobalamin.value import Value

AS_OF = "2026-11-01"


class Run(Value):
    """One whole `cobalamin screen` as a process of its own. [s], [bytes]"""

    seconds: float
    processor: float
    peak: int


def _child(words: Sequence[str]) -> int:
    """Screen in this process; its last line tells status, seconds, processor time and peak."""
    start, spent = perf_counter(), process_time()
    status = cobalamin(list(words))
    told = [status, perf_counter() - start, process_time() - spent, peak_bytes()]
    sys.stderr.write("\n" + json.dumps(told))
    sys.stderr.flush()
    return 0


def screen(export: Path, out: Path, *more: str) -> Run:
    """Screen an export into a new folder. Raises RuntimeError if that does not succeed."""
    words = ["screen", str(export), "--out", str(out), "--as-of", AS_OF, *more]
    command = [sys.executable, "-m", "benchmarks.screening", "--child", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    lines = [line for line in done.stderr.splitlines() if line.startswith("[")]
    status, seconds, processor, peak = json.loads(lines[0])
    if status:
        raise RuntimeError(done.stderr)
    return Run(seconds, processor, int(peak))


def same_columns(export: Path) -> dict[str, dict[str, str]]:
    """The types that a screening of this folder reads, with the columns that it asks for."""
    kinds = dict.fromkeys(file.kind for file in find(str(export)).files)
    return {kind: dict.fromkeys(FIELDS[kind].all, "JSON") for kind in kinds}


def pairs_of(out: Path, count: int) -> list[tuple[object, ...]]:
    """Each screening beside what DuckDB took just before and just after it, and their median.

    Each once: the quickest of several reads beside one screening would be no fair pair.
    """
    columns = same_columns(out / "export")
    rows: list[tuple[object, ...]] = []
    ratios: list[float] = []
    for number in range(1, count + 1):
        before = floor(out, columns, runs=1)
        with TemporaryDirectory() as place:
            done = screen(out / "export", Path(place) / "out")
        after = floor(out, columns, runs=1)
        ratios.append(done.seconds / (before.hot + after.hot) * 2)
        spent = done.processor / (before.processor + after.processor) * 2
        seconds = (f"{each:.1f}" for each in (before.hot, done.seconds, after.hot))
        rows.append((number, *seconds, f"x {ratios[-1]:.2f}", f"x {spent:.2f}"))
    return [*rows, ("median", "", "", "", f"x {median(ratios):.2f}", "")]


def row_of(out: Path, runs: int) -> tuple[object, ...]:
    """One line of the table: an export read by DuckDB alone, and screened."""
    export, columns = out / "export", same_columns(out / "export")
    reads: list[Floor] = []
    done: list[Run] = []
    for _ in range(runs):  # they take turns: a machine is not equally fast at all times
        reads.append(floor(out, columns, runs=1))
        with TemporaryDirectory() as place:
            done.append(screen(export, Path(place) / "out"))
    read = min(reads, key=lambda one: one.hot)
    best = min(done, key=lambda one: one.seconds)
    made = json.loads((out / "export.json").read_text())
    patients = int(made["patients"])
    return (
        f"{patients:,}" + (", light" if made["irrelevant_share"] < 0.9 else ""),
        f"{read.weight / 1e6:,.0f}",
        f"{read.hot:.1f}",
        f"{best.seconds:.1f}",
        f"x {best.seconds / read.hot:.2f}",
        f"x {min(o.processor for o in done) / min(o.processor for o in reads):.2f}",
        f"{read.weight / best.seconds / 1e6:,.0f}",
        f"{patients / best.seconds:,.0f}",
        f"{max(one.peak for one in done) / 1e6:,.0f}",
    )


HEADS = (
    "patients", "read, MB of text", "DuckDB reads, s", "screened, s", "ratio", "of processor time",
    "MB/s", "patients/s", "peak, MB",
)  # fmt: skip


def rules(facts: Path, count: int) -> list[tuple[object, ...]]:
    """All rules over so many patients' facts in memory: on bits, and as SQL in DuckDB."""
    import duckdb

    from cobalamin.guideline.profiles import guideline
    from cobalamin.rules.sql import question_sql
    from cobalamin.screen.asking import columns_of
    from cobalamin.screen.planes import planes

    con = duckdb.connect()
    [(there,)] = con.execute(f"SELECT count(*) FROM read_parquet('{facts}')").fetchall()
    with TemporaryDirectory() as place:
        many = Path(place) / "facts.parquet"
        con.execute(
            f"COPY (SELECT f.* FROM read_parquet('{facts}') f, range({-(-count // there)}) "
            f"LIMIT {count}) TO '{many}' (FORMAT parquet)"
        )
        followed = guideline("confirm-first")
        start = perf_counter()
        columns = columns_of(con, followed, many)
        loaded = perf_counter() - start
        asked = planes(followed)
        seconds: list[float] = []
        for _ in range(5):
            start = perf_counter()
            asked.answered(columns)
            seconds.append(perf_counter() - start)
        few = min(count, 100_000)
        con.execute(f"CREATE TABLE few AS SELECT * FROM read_parquet('{many}') LIMIT {few}")
        start = perf_counter()
        con.execute(f"CREATE TABLE told AS {question_sql(followed, 'few', keep=('patient',))}")
        sql = (perf_counter() - start) * count / few
    return [
        ("rows of bits (one thread)", f"{min(seconds):.2f}", f"x {sql / min(seconds):,.0f}"),
        (f"SQL in DuckDB (measured on {few:,})", f"{sql:.1f}", "x 1"),
        ("facts from Parquet into memory", f"{loaded:.1f}", ""),
    ]


PAIRED = ("run", "DuckDB before, s", "screened, s", "after, s", "ratio", "of processor time")

_ABOUT = """\
One whole `cobalamin screen` (records to worklist, counts and page) beside DuckDB only reading the
same files with the same columns. They take turns, each in a process of its own, with the files in
the system's memory; the quickest of each counts. The aim is a ratio of 2. Some 2 to 3 s are
the same for any size (packages, planning the facts, the page)."""


def main(words: Sequence[str]) -> int:
    """Print, or write, the tables."""
    if words and words[0] == "--child":
        return _child(words[1:])
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screening", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT", nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rules", type=int, default=1_000_000, help="patients for the rules")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    parser.add_argument("--pairs", type=int, default=0, help="only compare, so many times each")
    asked = parser.parse_args(words)
    if asked.pairs:
        for out in asked.out:
            print(table(PAIRED, pairs_of(out, asked.pairs)))
        return 0
    body = [_ABOUT, table(HEADS, [row_of(out, asked.runs) for out in asked.out])]
    with TemporaryDirectory() as place:
        screen(asked.out[0] / "export", Path(place) / "out")
        told = rules(Path(place) / "out" / "facts.parquet", asked.rules)
    heads = (f"all rules of confirm-first, {asked.rules:,} patients", "s", "against SQL")
    body.append(table(heads, told))
    body.insert(0, measured(f"python -m benchmarks.screening OUT... --runs {asked.runs}"))
    print("\n\n".join(body))
    if asked.write:
        write_section(PERFORMANCE, "Screening many patients", "\n\n".join(body))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

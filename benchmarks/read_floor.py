"""How long does DuckDB itself need to read the same NDJSON files into typed columns?

Run: python -m benchmarks.read_floor OUT [--threads 2] [--runs 5] [--columns FILE.json] [--write],
where OUT was made by `python -m benchmarks.bulk`. This is the floor below which no screening by
DuckDB can be: every value is parsed and nothing is done with it. `--columns` takes another mapping
of types to columns than `read_columns`; from Python, `floor(folder, columns, ...)`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.read_columns import COLUMNS, Columns
from benchmarks.tables import PERFORMANCE, measured, table, write_section
from cobalamin.value import Value

ROOT = Path(__file__).parents[1]


class Floor(Value):
    """What reading took. [s], [bytes]; `peak` is that of the child process that read."""

    weight: int  # of the files as text
    stored: int  # of the files on disk
    rows: int
    cold: float
    hot: float
    processor: float  # of the hot run, all threads
    peak: int
    empty: int  # the same of a child that reads nothing

    def rate(self, seconds: float) -> float:
        """How much text in a second. [MB/s]"""
        return self.weight / seconds / 1e6


def floor(
    folder: Path, columns: Columns, *, threads: int = 2, runs: int = 5, memory_mb: int = 0
) -> Floor:
    """Read the files of these types in OUT/export, once after dropping their pages, then hot.

    Of the hot runs the quickest counts: the least time is what it costs, the rest is the machine.

    `memory_mb` is a memory limit for DuckDB; 0 leaves it to DuckDB.
    """
    files = {kind: files_of(folder / "export", kind) for kind in columns}
    present = {kind: found for kind, found in files.items() if found}
    asked = {
        "threads": threads,
        "limit": memory_mb,
        "files": {kind: [str(file) for file in found] for kind, found in present.items()},
        "columns": {kind: columns[kind] for kind in present},
    }
    every = [file for found in present.values() for file in found]
    drop_pages(every)
    cold = _child(asked)
    hot = [_child(asked) for _ in range(runs)]
    quickest = min(hot, key=lambda one: one["seconds"])
    told = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    return Floor(
        sum(told["bytes_by_type"][kind] for kind in present),
        sum(file.stat().st_size for file in every),
        int(quickest["rows"]),
        cold["seconds"],
        quickest["seconds"],
        quickest["processor"],
        int(median(one["peak"] for one in hot)),
        int(_child({**asked, "files": {}})["peak"]),
    )


def files_of(export: Path, kind: str) -> list[Path]:
    """The files of one type, whatever their compression."""
    return sorted(export.glob(f"{kind}.*ndjson*"))


def drop_pages(files: Sequence[Path]) -> bool:
    """Ask the system to forget what it holds of these files; False where it cannot be asked."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for file in files:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
    return True


def query_of(files: Sequence[str], columns: Mapping[str, str]) -> str:
    """SQL that parses every column of every line and keeps only counts."""
    listed = ", ".join(_quoted(file) for file in files)
    typed = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
    counts = ", ".join(f'count("{name}")' for name in columns)
    return (
        f"SELECT count(*), {counts} FROM read_json([{listed}], columns = {{{typed}}}, "
        "format = 'newline_delimited')"
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _child(asked: Mapping[str, object]) -> dict[str, float]:
    """Read in a process of its own, so that its peak of memory is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.read_floor", "--child"],
        input=json.dumps(asked),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def _read(asked: Mapping[str, object]) -> dict[str, float]:
    """What a child does: every file of every type, one query a type."""
    import duckdb

    files: dict[str, list[str]] = asked["files"]  # pyright: ignore[reportAssignmentType]
    columns: Columns = asked["columns"]  # pyright: ignore[reportAssignmentType]
    base = duckdb.connect()
    base.execute(f"SET threads = {asked['threads']}")
    base.execute("SET preserve_insertion_order = false")
    if asked["limit"]:
        base.execute(f"SET memory_limit = '{asked['limit']}MB'")
    start, spent, rows = perf_counter(), process_time(), 0
    for kind, found in files.items():
        counted = base.execute(query_of(found, columns[kind])).fetchone()
        rows += counted[0] if counted else 0
    seconds, used = perf_counter() - start, process_time() - spent
    return {"seconds": seconds, "processor": used, "rows": rows, "peak": peak_bytes()}


def peak_bytes() -> int:
    """The most memory that this process ever had resident. [bytes]

    On Linux from the kernel's VmHWM: `ru_maxrss` of a new process starts at the size of the one
    that started it, so under a large parent it measures the parent.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        [kilobytes] = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(kilobytes) * 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024)


HEADS = (
    "columns",
    "text, MB",
    "lines",
    "cold-ish, MB/s",
    "hot, MB/s",
    "hot, MB/s a core",
    "peak, MB",
)


def row_of(name: str, found: Floor) -> tuple[object, ...]:
    """One line of the table."""
    return (
        name,
        f"{found.weight / 1e6:,.0f}",
        f"{found.rows:,}",
        f"{found.rate(found.cold):,.0f}",
        f"{found.rate(found.hot):,.0f}",
        f"{found.rate(found.processor):,.0f}",
        f"{found.peak / 1e6:,.0f} ({found.empty / 1e6:,.0f} empty)",
    )


_ABOUT = """\
The named baseline of screening: DuckDB reads the files of an export into typed columns
(`read_json(columns=..., format='newline_delimited')`), parses every value and keeps only counts.
MB are of text; hot is the quickest of the runs; "cold-ish" is after the system was asked to forget
the files' pages; "a core" is a second of processor time; the peak is that of the whole process."""


def main(words: Sequence[str]) -> int:
    """Print, or write, the table: all types together, then each of the largest by itself."""
    if list(words) == ["--child"]:
        print(json.dumps(_read(json.load(sys.stdin))))
        return 0
    parser = argparse.ArgumentParser(prog="python -m benchmarks.read_floor", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory-mb", type=int, default=0, help="a limit for DuckDB")
    parser.add_argument("--columns", type=Path, help="JSON: columns by type")
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    asked = parser.parse_args(words)
    columns: Columns = json.loads(asked.columns.read_text()) if asked.columns else COLUMNS
    limits = {"threads": asked.threads, "runs": asked.runs, "memory_mb": asked.memory_mb}
    rows = [row_of("all", floor(asked.out, columns, **limits))]
    for kind in ("Observation", "Condition", "MedicationRequest"):
        if kind in columns:
            rows.append(row_of(kind, floor(asked.out, {kind: columns[kind]}, **limits)))
    import duckdb

    plan = json.loads((asked.out / "export.json").read_text())["plan"]
    command = f"python -m benchmarks.read_floor OUT --threads {asked.threads} --runs {asked.runs}"
    made = (
        f"OUT: {plan['patients']} patients, {plan['compression']} compression, seed {plan['seed']}."
    )
    body = "\n\n".join(
        [_ABOUT, f"{measured(command)} DuckDB {duckdb.__version__}. {made}", table(HEADS, rows)]
    )
    print(body)
    if asked.write:
        write_section(PERFORMANCE, "Reading bulk files: the floor", body)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

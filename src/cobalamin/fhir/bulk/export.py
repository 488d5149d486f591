"""How is a whole export read, step by step, so that an interrupted run goes on where it was?

Each step reads a few files of one type and leaves a folder of rows; a folder that is there is done.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from cobalamin.fhir.bulk.at_once import phases, read_steps
from cobalamin.fhir.bulk.bundles import read_bundles
from cobalamin.fhir.bulk.chart_rows import PEOPLE
from cobalamin.fhir.bulk.charts import born_sql, medications_sql
from cobalamin.fhir.bulk.deletions import read_deletions, read_links
from cobalamin.fhir.bulk.folder import BulkFile, Found, Step, is_packed
from cobalamin.fhir.bulk.people import add_functions, read_medications, read_people
from cobalamin.fhir.bulk.reading import (
    GIVEN,
    ROOM,
    STAMP,
    UNVERIFIED,
    Counts,
    Reader,
    known_shapes,
    write_lines,
)
from cobalamin.value import Value

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STEP_BYTES = 256 * 1024 * 1024
"""So much is read in one step, chosen by us: seconds of work that an interruption can cost."""

STEP_MEMORY_MB = 1000
"""What one step may hold at once where many machines read, chosen by us; more goes to disk."""

PACKED = 8
"""How many times larger a packed file is taken to be; only for the size of steps and progress."""

VERSION = 3
"""Of the rows on disk: another version reads everything again."""


class Export(Value):
    """What was read: the folders of rows, in order, and how many resources.

    `unverified` counts those that say a concept only by codes which we could not verify.
    """

    found: Found
    steps: tuple[Path, ...]
    counts: Counts
    by_kind: tuple[tuple[str, Counts], ...]
    unverified: tuple[tuple[str, int], ...]


Progress = Callable[[int], None]
"""Told how many bytes of the input were read since it was last told."""


def total_bytes(found: Found) -> int:
    """How much there is to read, packed files taken as they unpack."""
    return sum(step.size for step in plan(found))


def plan(found: Found) -> tuple[Step, ...]:
    """The steps in which the files are read; the same files give the same steps."""
    steps: list[Step] = []
    for (kind, form), group in groupby(found.files, key=lambda f: (f.kind, f.form == "bundle")):
        batch: list[BulkFile] = []
        for file in group:
            if batch and (form or sum(map(_bytes, batch)) + _bytes(file) > STEP_BYTES):
                steps.append(_step(len(steps), kind, batch))
                batch = []
            batch.append(file)
        steps.append(_step(len(steps), kind, batch))
    return tuple(steps)


def _step(number: int, kind: str, files: Sequence[BulkFile]) -> Step:
    return Step(number, kind, tuple(files), sum(map(_bytes, files)))


def _bytes(file: BulkFile) -> int:
    packed = is_packed(file.path) or file.form == "parquet"
    return file.size * (PACKED if packed else 1)


def read_export(
    con: DuckDBPyConnection, found: Found, as_of: date, work: Path, *, progress: Progress
) -> Export:
    """Read every file into folders of rows below `work`; skip what is there already.

    Raises RecordError when a file cannot be read at all.
    """
    steps = begin(found, as_of, work)
    folders = [folder_of(step, work) for step in steps]
    first = [folder_of(step, work) for step in phases(steps)[0]]
    waiting: list[Step] = []
    for step, folder in zip(steps, folders, strict=True):
        if is_read(folder):
            progress(step.size)
        else:
            waiting.append(step)

    def one(reader: Reader, step: Step) -> None:
        _read(reader, step, folder_of(step, work), first)

    for step in read_steps(con, waiting, as_of, work, done=one):
        progress(step.size)
    told = [(s.kind, _counts(folder)) for s, folder in zip(steps, folders, strict=True)]
    last = work / "deleted"
    if not last.exists():
        part = last.with_suffix(".part")  # whole before it is there, as every step
        read_deletions(con, found.deletions, part)
        read_links(con, folders, part)
        part.rename(last)
    folders.append(last)
    return Export(found, tuple(folders), _sum(told), _by_kind(told), _unverified(folders))


def begin(found: Found, as_of: date, work: Path) -> tuple[Step, ...]:
    """The steps in which files are read; `work` keeps only what was read of just those files."""
    steps = plan(found)
    _keep(work, steps, as_of)
    return steps


def folder_of(step: Step, work: Path) -> Path:
    """Where the rows of a step are."""
    return work / f"{step.number:05d}-{step.kind}"


def is_read(folder: Path) -> bool:
    """The folder of a step is there, and so is whole."""
    return (folder / "counts.json").exists()


def read_step(step: Step, as_of: date, work: Path, earlier: Sequence[Path]) -> None:
    """Read one step into its folder below `work`, with a database of its own.

    For machines that share a folder: when two read the same step, the rows of one are kept.
    """
    from duckdb import connect

    folder = folder_of(step, work)
    if is_read(folder):
        return
    with (
        TemporaryDirectory(dir=work, suffix=".part") as place,
        connect(
            config={"memory_limit": f"{STEP_MEMORY_MB}MB", "temp_directory": f"{place}/spill"}
        ) as con,
    ):
        reader = _reader(con, as_of, Path(place))
        made = Path(place) / folder.name
        _read(reader, step, made, earlier)
        try:
            made.rename(folder)
        except OSError:
            if not is_read(folder):
                raise


def _keep(work: Path, steps: Sequence[Step], as_of: date) -> None:
    """Keep what an earlier run on the same files left; clear away anything else."""
    said = json.dumps(
        [
            VERSION,
            as_of.isoformat(),
            [[f.path, f.size, _changed(f)] for s in steps for f in s.files],
        ]
    )
    mark = sha256(said.encode()).hexdigest()
    place = work / "input.txt"
    if not place.exists() or place.read_text() != mark:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        place.write_text(mark)
    for left in work.glob("*.part"):
        shutil.rmtree(left)


def _changed(file: BulkFile) -> int:
    return Path(file.path).stat().st_mtime_ns


def _reader(con: DuckDBPyConnection, as_of: date, work: Path) -> Reader:
    add_functions(con)
    return Reader(con, as_of, work, known_shapes(con))


def _read(reader: Reader, step: Step, folder: Path, earlier: Sequence[Path]) -> None:
    """Read one step into a folder that appears only once it is whole."""
    part = folder.with_suffix(".part")
    part.mkdir()
    con = reader.con
    if step.kind == "Bundle":
        counts = _read_bundles(reader, step, part)
    elif step.kind == "Patient":
        counts = read_people(con, step, reader.as_of, part)
    elif step.kind == "Medication":
        counts = read_medications(con, step.files, part)
    else:
        con.execute(f"CREATE OR REPLACE TEMP VIEW born AS {born_sql(earlier)}")
        con.execute(f"CREATE OR REPLACE TEMP VIEW medications AS {medications_sql(earlier)}")
        counts = reader.read(step.kind, step.files, step.number, part)
    told = {name: getattr(counts, name) for name in Counts.__match_args__}
    (part / "counts.json").write_text(json.dumps(told))
    part.rename(folder)


def _read_bundles(reader: Reader, step: Step, out: Path) -> Counts:
    [file] = step.files
    told = read_bundles(file.path, reader.as_of, step.number * ROOM)
    for table in (*GIVEN, PEOPLE):
        types = {name: str(kind) for name, kind in (*table.columns, *STAMP)}
        reader.copy(table.name, types, told.rows[table.name], out)
    types = {"resource": "VARCHAR", "deleted": "DOUBLE"}
    reader.copy("gone", types, told.rows["gone"], out)
    write_lines(out / "rejected.ndjson", (each.line() for each in told.rejected))
    write_lines(out / UNVERIFIED, [told.weak])
    return Counts(told.read, told.used, len(told.rejected), told.used, told.later)


def _counts(folder: Path) -> Counts:
    return Counts(**json.loads((folder / "counts.json").read_text()))


def _unverified(folders: Sequence[Path]) -> tuple[tuple[str, int], ...]:
    """What only codes say that we could not verify, the commonest first."""
    weak: Counter[str] = Counter()
    for place in (folder / UNVERIFIED for folder in folders):
        if place.exists():
            weak.update(json.loads(place.read_text()))
    return tuple(sorted(weak.items(), key=lambda each: (-each[1], each[0])))


def _sum(told: Sequence[tuple[str, Counts]]) -> Counts:
    names = cast("tuple[str, ...]", Counts.__match_args__)
    return Counts(*(sum(getattr(each, name) for _, each in told) for name in names))


def _by_kind(told: Sequence[tuple[str, Counts]]) -> tuple[tuple[str, Counts], ...]:
    groups = groupby(told, key=lambda each: each[0])
    return tuple((kind, _sum(list(group))) for kind, group in groups)

"""Which files does a screening leave behind? Counts, worklist, page and tables, all or none."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import file_digest
from pathlib import Path

from cobalamin.fhir.cohort import About, Cohort, Listed, bundle_pieces
from cobalamin.screen.as_json import EQUITY_COLUMNS, as_json, equity_rows
from cobalamin.screen.columns import gap_column
from cobalamin.screen.counts import Counts, count
from cobalamin.screen.database import Database
from cobalamin.screen.distribution import Distribution, distributions
from cobalamin.screen.equity import Equity, equity
from cobalamin.screen.funnel import Step, funnel
from cobalamin.screen.published import Published
from cobalamin.screen.quality import Quality, quality
from cobalamin.screen.report import report
from cobalamin.screen.screening import Asked, Screening
from cobalamin.screen.side_by_side import LIVING, clear, put_side_by_side
from cobalamin.screen.small_numbers import THRESHOLD
from cobalamin.screen.spreadsheet import line
from cobalamin.screen.what_if import Comparison, changes_sql, compare, write_changes
from cobalamin.screen.worklist import (
    DAY_SIZE,
    Length,
    as_csv,
    first_rows,
    length,
    worklist_sql,
    write_worklist,
)
from cobalamin.value import Value

FILES = (
    "worklist.csv",
    "worklist.parquet",
    "worklist.fhir.json",
    "screening.json",
    "equity.csv",
    "report.html",
    "what-if.csv",
    "what-if.parquet",
)
"""Everything that is written, the last two only with a comparison."""


SIDE_BY_SIDE = "side-by-side.parquet"
"""What is counted of everyone, while it is counted."""


class Other(Value):
    """Another table of answers for the same people, to compare with, and what to call it."""

    table: str
    name: str


class Choices(Value):
    """How the outputs are made.

    `worklist_size` is how many rows the worklist for people has, None for all of them;
    `threshold` is the least number of people that a page for a board shows.
    """

    worklist_size: int | None = DAY_SIZE
    threshold: int = THRESHOLD
    other: Other | None = None


USUAL = Choices()
"""What is chosen where nothing else is asked for."""


def write_outputs(
    database: Database, folder: Path, asked: Asked, choices: Choices = USUAL
) -> Screening:
    """Count everything, write every file, and give what was counted.

    Reads the tables or views `people`, `facts` and `answers`, and where they are there `results`,
    `entries` and `medicines`. Each file is written under another name first, and takes its own
    only when all are complete; a file of an earlier run without its place in this one is removed.
    Raises ValueError where the answers cannot be right, and OSError where a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    new = {name: folder / f".{name}.{os.getpid()}.new" for name in (*FILES, SIDE_BY_SIDE)}
    other = choices.other.table if choices.other is not None else None
    try:
        put_side_by_side(database, asked.guideline, new[SIDE_BY_SIDE], other)
        screening = _write(database, new, asked, choices)
        for name in FILES:
            place = new[name]
            if place.exists():
                place.replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
    finally:
        clear(database)
        for place in new.values():
            place.unlink(missing_ok=True)
    return screening


def _write(database: Database, new: dict[str, Path], asked: Asked, choices: Choices) -> Screening:
    """Write each file, the whole worklist while the counts are made."""
    whole = new["worklist.parquet"]
    comparison = _compared(database, new, asked, choices.other)
    worklist = worklist_sql(asked.guideline, asked.gaps, asked.as_of)
    # The connection is closed last, when nobody writes by it any more.
    with closing(database.cursor()) as own, ThreadPoolExecutor(1) as beside:
        listing = beside.submit(write_worklist, own, worklist, whole)
        counted = _counted(database, asked)
        listing.result()
    long = length(database, whole)
    screening = _told(counted, long, asked, choices=choices, found=comparison)
    listed = first_rows(database, whole, choices.worklist_size)
    _save(new["worklist.csv"], as_csv(listed))
    _save(new["worklist.fhir.json"], _fhir(database, whole, screening))
    _save(new["screening.json"], [_json_text(as_json(screening))])
    _save(new["equity.csv"], _equity_csv(equity_rows(screening)))
    _save(new["report.html"], [report(screening)])
    return screening


def _compared(
    database: Database, new: dict[str, Path], asked: Asked, other: Other | None
) -> Comparison | None:
    if other is None:
        return None
    names = (asked.guideline.name, other.name)
    found = compare(database, asked.guideline, asked.gaps, names)
    changes = changes_sql(asked.guideline, asked.gaps)
    write_changes(database, changes, parquet=new["what-if.parquet"], csv=new["what-if.csv"])
    return found


class Counted(Value):
    """What was counted of everyone."""

    counts: Counts
    steps: tuple[Step, ...]
    groups: Equity
    bars: tuple[Distribution, ...]
    record: Quality


def _counted(database: Database, asked: Asked) -> Counted:
    return Counted(
        count(database, asked.guideline, asked.gaps),
        funnel(database),
        equity(database, asked.gaps),
        distributions(database, asked.guideline),
        quality(database),
    )


def _told(
    counted: Counted, long: Length, asked: Asked, *, choices: Choices, found: Comparison | None
) -> Screening:
    """All of it, and what of it a page for a board may show."""
    published = Published()
    published.count_people(counted.counts)
    published.count_answers(counted.counts)
    published.count_gaps(counted.counts)
    published.count_actions(counted.counts)
    published.count_worklist(long)
    published.count_funnel(counted.steps)
    published.count_equity(counted.groups)
    published.count_bars(counted.bars)
    published.count_quality(counted.record)
    if found is not None:
        published.count_changes(found)
    size = choices.worklist_size
    return Screening(
        asked,
        counted.counts,
        long,
        long.all if size is None else min(size, long.all),
        counted.steps,
        counted.groups,
        counted.bars,
        counted.record,
        found,
        published.decided(choices.threshold),
    )


def _save(place: Path, pieces: Iterable[str]) -> None:
    with place.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(pieces)


def _json_text(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _equity_csv(told: Sequence[dict[str, object]]) -> Iterator[str]:
    yield line(EQUITY_COLUMNS)
    for row in told:
        yield line(["" if row[name] is None else str(row[name]) for name in EQUITY_COLUMNS])


def _fhir(database: Database, worklist: Path, screening: Screening) -> Iterator[str]:
    """The groups and the list; every group is read from the database while it is written."""
    asked = screening.asked
    with worklist.open("rb") as file:
        content = file_digest(file, "sha256").hexdigest()
    about = About(
        asked.as_of,
        asked.guideline.name,
        asked.knowledge_version,
        asked.fingerprint,
        f"{asked.as_of} {asked.fingerprint} {screening.listed} {content}",
    )
    cohorts = [
        Cohort(gap.id, gap.title, gap.says, gap.yes, _members(database, gap.id))
        for gap in screening.counts.gaps
    ]
    listed = (
        Listed(patient, urgency, tuple(gaps), tuple(reasons))
        for patient, urgency, gaps, _, reasons, *_ in first_rows(
            database, worklist, screening.listed
        )
    )
    left_out = screening.length.all - screening.listed
    return bundle_pieces(about, cohorts, listed, left_out=left_out)


def _members(database: Database, gap_id: str) -> Iterator[str]:
    held = f"{gap_column(gap_id)} IS TRUE"
    database.execute(f"SELECT patient FROM {LIVING} WHERE {held} ORDER BY patient")
    while some := database.fetchmany(10_000):
        yield from (str(patient) for (patient,) in some)

"""How are several steps of an export read at once? Each thread has a connection of its own.

Scanning a file keeps all processors busy; putting its rows together keeps one busy. So while one
step is put together, another one is scanned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk.fields import FIELDS
from cobalamin.fhir.bulk.folder import Step
from cobalamin.fhir.bulk.people import add_functions
from cobalamin.fhir.bulk.reading import Reader, known_shapes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

READERS = 2
"""So many steps are read at once: more would not read faster, and hold more memory."""

Work = Callable[[Reader, Step], None]
"""What is done with a step by one of the readers."""


def phases(steps: Sequence[Step]) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """The steps that others look things up in, and the others: each group in any order."""
    first = tuple(step for step in steps if step.kind in ("Patient", "Medication"))
    return first, tuple(step for step in steps if step not in first)


def looks_up(kind: str) -> bool:
    """Whether a type is read with what Patient and Medication say."""
    fields = FIELDS[kind].all if kind in FIELDS else ()
    return "onsetAge" in fields or "medicationReference" in fields


def read_steps(
    con: DuckDBPyConnection, steps: Sequence[Step], as_of: date, work: Path, *, done: Work
) -> Iterator[Step]:
    """Do the work of every step, some at once; give each step when its work is done.

    Those that others look things up in are finished before those that do so are begun. Raises the
    first error of any step, when no other step is at work any more.
    """
    if not steps:
        return
    shapes = known_shapes(con)
    add_functions(con)
    free: SimpleQueue[Reader] = SimpleQueue()
    first, rest = phases(steps)
    earlier: list[Future[Step]] = []

    def one(step: Step) -> Step:
        if looks_up(step.kind):
            for each in earlier:  # all of them were begun before this step
                each.result()
        reader = free.get()
        try:
            done(reader, step)
        finally:
            free.put(reader)
        return step

    with ExitStack() as stack:
        cursors: list[DuckDBPyConnection] = []
        for _ in range(min(READERS, len(steps))):
            place = stack.enter_context(TemporaryDirectory(dir=work, suffix=".part"))
            cursor = stack.enter_context(con.cursor())
            cursors.append(cursor)
            free.put(Reader(cursor, as_of, Path(place), shapes))
        pool = ThreadPoolExecutor(len(cursors))
        try:
            earlier += [pool.submit(one, step) for step in first]
            later = [pool.submit(one, step) for step in rest]
            for future in as_completed([*earlier, *later]):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for cursor in cursors:
                cursor.interrupt()
            raise
        finally:
            pool.shutdown()

"""How are several steps of an export read at once? Each thread has a connection of its own.

Scanning a file keeps all processors busy; putting its rows together keeps one busy. So while one
step is put together, another one is scanned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from cobalamin.fhir.bulk.fields import FIELDS
from cobalamin.fhir.bulk.folder import Step
from cobalamin.fhir.bulk.people import add_functions
from cobalamin.fhir.bulk.reading import Reader, known_shapes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

READERS = 2
"""So many steps are read at once: more would not read faster, and hold more memory."""

T = TypeVar("T")

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
    first, rest = phases(steps)
    ordered = (*first, *rest)
    readers: dict[DuckDBPyConnection, Reader] = {}

    def job(step: Step) -> Callable[[DuckDBPyConnection], Step]:
        def one(cursor: DuckDBPyConnection) -> Step:
            if cursor not in readers:
                place = stack.enter_context(TemporaryDirectory(dir=work, suffix=".part"))
                readers[cursor] = Reader(cursor, as_of, Path(place), shapes)
            done(readers[cursor], step)
            return step

        return one

    def after(number: int) -> range:
        return range(len(first) if looks_up(ordered[number].kind) else 0)

    with ExitStack() as stack:
        yield from at_once(con, [job(step) for step in ordered], READERS, after=after)


def at_once(
    con: DuckDBPyConnection,
    jobs: Sequence[Callable[[DuckDBPyConnection], T]],
    so_many: int,
    *,
    after: Callable[[int], Iterable[int]] = lambda _: (),
) -> Iterator[T]:
    """Do jobs, so many at once, each with a connection of its own; give what each one gives.

    `after` names the jobs, by number, that are done before one is begun; all stand before it.
    Raises the first error of any job, when no other one is at work any more.
    """
    futures: list[Future[T]] = []
    free: SimpleQueue[DuckDBPyConnection] = SimpleQueue()

    def one(number: int) -> T:
        for each in after(number):
            futures[each].result()
        cursor = free.get()
        try:
            return jobs[number](cursor)
        finally:
            free.put(cursor)

    with ExitStack() as stack:
        cursors = [stack.enter_context(con.cursor()) for _ in range(min(so_many, len(jobs)))]
        for cursor in cursors:
            free.put(cursor)
        pool = ThreadPoolExecutor(max(1, len(cursors)))
        try:
            for number in range(len(jobs)):
                futures.append(pool.submit(one, number))
            for future in as_completed(futures):
                yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for cursor in cursors:
                cursor.interrupt()
            raise
        finally:
            pool.shutdown()

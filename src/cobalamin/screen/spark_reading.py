"""How do many machines read an export? Each step by one of them, with the same readers as ours.

All of them see the records and the folder of the run under the same paths. A step becomes a folder
of rows there, as it does on one machine, so an interrupted run goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from cobalamin.fhir.bulk.at_once import phases
from cobalamin.fhir.bulk.export import begin, folder_of, is_read, read_step
from cobalamin.fhir.bulk.folder import BulkFile, Form, Found, Step
from cobalamin.screen.sessions import Spark

_READ = "number BIGINT, size BIGINT"


def read_steps(
    spark: Spark, found: Found, as_of: date, work: Path, *, told: Callable[[int], None]
) -> None:
    """Read every step that is not read yet; `told` is called with the bytes of each one done.

    Raises RecordError when a file cannot be read at all.
    """
    steps = begin(found, as_of, work)
    earlier: list[Path] = []
    for phase in phases(steps):
        lacking = [step for step in phase if not is_read(folder_of(step, work))]
        orders = [(_order(step, as_of, work, earlier),) for step in lacking]
        if orders:
            frame = (
                cast("Any", spark).createDataFrame(orders, "told STRING").repartition(len(orders))
            )
            done = frame.mapInArrow(read_here, _READ).toLocalIterator()
            for row in done:
                told(int(row["size"]))
        earlier += [folder_of(step, work) for step in phase]


def _order(step: Step, as_of: date, work: Path, earlier: Sequence[Path]) -> str:
    """One step as a text that a worker can read."""
    files = [[file.path, file.kind, file.form, file.size] for file in step.files]
    return json.dumps(
        {
            "number": step.number,
            "kind": step.kind,
            "size": step.size,
            "files": files,
            "as_of": as_of.isoformat(),
            "work": str(work),
            "earlier": [str(place) for place in earlier],
        }
    )


def read_here(batches: Iterator[Any]) -> Iterator[Any]:
    """What a worker does: read the steps that it is given; tell number and size of each."""
    batch_of = cast("Any", import_module("pyarrow")).RecordBatch.from_pydict
    for batch in batches:
        for order in cast("list[str]", batch.column(0).to_pylist()):
            step = _obey(order)
            yield batch_of({"number": [step.number], "size": [step.size]})


def _obey(order: str) -> Step:
    told = json.loads(order)
    files = cast("list[tuple[str, str, Form, int]]", told["files"])
    step = Step(
        int(told["number"]), str(told["kind"]), tuple(BulkFile(*file) for file in files),
        int(told["size"]),
    )  # fmt: skip
    earlier = [Path(place) for place in cast("list[str]", told["earlier"])]
    read_step(step, date.fromisoformat(told["as_of"]), Path(told["work"]), earlier)
    return step

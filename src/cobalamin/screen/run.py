"""How is a whole population screened: from a folder of records to a worklist and counts?

An interrupted run goes on where it was: what is read, and which facts are known, is on disk.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cobalamin.fhir.bulk.chart_rows import TABLES
from cobalamin.fhir.bulk.export import Export, read_export, total_bytes
from cobalamin.fhir.bulk.files import quoted
from cobalamin.fhir.bulk.folder import Found, find
from cobalamin.fhir.fault import RecordError
from cobalamin.rules.question import Guideline
from cobalamin.screen import asking, facts_on_disk, on_spark, report, spark_reading
from cobalamin.screen.outputs import Choices, Other, write_outputs
from cobalamin.screen.progress import Bar
from cobalamin.screen.screening import (
    BROKEN_AT_MOST,
    Asked,
    Broken,
    FileRead,
    Reading,
    Screening,
)
from cobalamin.screen.sessions import Spark, session
from cobalamin.value import Value, replace

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_MB = 1000
"""What DuckDB may hold at once; more goes to disk. With Python and its buffers below 2 GiB."""


class Order(Value):
    """What is asked for: of which records, on which day, by which guideline, into which folder.

    `where` is a folder, a pattern or a file of records, or the facts.parquet of an earlier run.
    `what_if` is another guideline, or the same with other cut-points, and what to call it.
    `spark` is the address of a Spark Connect server ("sc://host:15002"), "" for Spark in this
    process, or None to work with DuckDB alone.
    """

    where: str
    out: Path
    as_of: date
    guideline: Guideline
    what_if: tuple[Guideline, str] | None = None
    choices: Choices = Choices()
    memory_mb: int = MEMORY_MB
    spark: str | None = None


class Engines(Value):
    """What works on the tables: DuckDB always, and Spark where that was asked for."""

    con: DuckDBPyConnection
    spark: Spark | None


def screened(order: Order, bar: Bar) -> Screening:
    """Screen, write every output into the folder, and give what was counted.

    Raises RecordError when there is nothing to read, or the facts are of another day, and
    EngineError when there is no Spark though it was asked for.
    """
    if order.spark is None:
        return _screened(order, None, bar)
    # Whoever reads for us may stand in another folder.
    order = replace(order, where=str(Path(order.where).absolute()), out=order.out.absolute())
    with session(order.spark or None) as found:
        return _screened(order, found, bar)


def _screened(order: Order, spark: Spark | None, bar: Bar) -> Screening:
    order.out.mkdir(parents=True, exist_ok=True)
    work = order.out / ".work"
    with _connection(work, order.memory_mb) as con:
        engines = Engines(con, spark)
        source = Path(order.where)
        if source.name == "facts.parquet" and source.is_file():
            reading = _from_facts(con, source, order)
        else:
            reading = _from_records(engines, order, work, bar)
        screening = _told(engines, order, reading, bar)
    shutil.rmtree(work)
    return screening


@contextmanager
def _connection(work: Path, memory_mb: int) -> Generator[DuckDBPyConnection]:
    from duckdb import connect

    work.mkdir(parents=True, exist_ok=True)
    spill = work / "spill"
    con = connect(config={"memory_limit": f"{memory_mb}MB", "temp_directory": str(spill)})
    try:
        yield con
    finally:
        con.close()


def _from_records(engines: Engines, order: Order, work: Path, bar: Bar) -> Reading:
    """Read the records and write the facts and the rows they come from."""
    rows = work / "rows"
    facts = rows / "facts"  # cleared away with the rows that they were made of
    found = find(order.where)
    bar.begin("reading", total_bytes(found), "B")
    export = _read(engines, found, order.as_of, rows, bar=bar)
    bar.begin("gathering facts", 100, "%")
    facts.mkdir(exist_ok=True)
    _gather(engines, export, order.as_of, facts, told=lambda share: bar.on(round(100 * share)))
    for name in ("facts", *(table.name for table in TABLES)):
        shutil.copyfile(facts / f"{name}.parquet", order.out / f".{name}.parquet.new")
        (order.out / f".{name}.parquet.new").replace(order.out / f"{name}.parquet")
    _write_rejected(export, order.out)
    reading = _reading(export, order.out / "rejected.ndjson")
    (order.out / "reading.json").write_text(json.dumps(_as_json(reading)))
    return reading


def _make_ready() -> None:
    """Load what is slow to load, while the database has a processor to spare for it."""
    import_module("numpy")
    report.make_ready()


def _read(engines: Engines, found: Found, as_of: date, rows: Path, *, bar: Bar) -> Export:
    """The rows of the records; of what other machines have read, only the rest is read here."""
    if engines.spark is None:
        return read_export(engines.con, found, as_of, rows, progress=bar.on)
    spark_reading.read_steps(engines.spark, found, as_of, rows, told=bar.on)
    return read_export(engines.con, found, as_of, rows, progress=lambda _: None)


def _gather(
    engines: Engines, export: Export, as_of: date, out: Path, *, told: Callable[[float], None]
) -> None:
    if engines.spark is None:
        facts_on_disk.write_facts(engines.con, export, as_of, out, told=told, meanwhile=_make_ready)
    else:
        on_spark.write_facts(engines.spark, engines.con, export.steps, as_of, out=out, told=told)


def _answer(engines: Engines, guideline: Guideline, facts: Path, out: Path) -> None:
    if engines.spark is None:
        asking.write_answers(engines.con, guideline, facts, out)
    else:
        on_spark.write_answers(engines.spark, engines.con, guideline, facts=facts, out=out)


def _write_rejected(export: Export, out: Path) -> None:
    """Every line and resource that was not used, each with its reason, in the order of reading."""
    new = out / ".rejected.ndjson.new"
    with new.open("wb") as file:
        for step in export.steps:
            part = step / "rejected.ndjson"
            if part.exists():
                file.write(part.read_bytes())
    new.replace(out / "rejected.ndjson")


def _reading(export: Export, rejected: Path) -> Reading:
    counts = (FileRead(kind, c.read, c.used, c.rejected) for kind, c in export.by_kind)
    passed = sorted({file.kind for file in export.found.passed_over})
    return Reading(
        (*counts, *(FileRead(f"{kind} (not read)", 0, 0, 0) for kind in passed)),
        tuple((kind, c.later) for kind, c in export.by_kind if c.later),
        export.unverified,
        _first_broken(rejected),
    )


def _first_broken(rejected: Path) -> tuple[Broken, ...]:
    """The first lines that could not be read."""
    with rejected.open(encoding="utf-8") as file:
        lines = (json.loads(line) for line in file)
        broken = (Broken(Path(e["file"]).name, e["line"], e["says"]) for e in lines if e["line"])
        return tuple(islice(broken, BROKEN_AT_MOST))


def _as_json(reading: Reading) -> dict[str, object]:
    files = [[each.name, each.read, each.used, each.rejected] for each in reading.files]
    return {
        "files": files,
        "dated_after": reading.dated_after,
        "unverified": reading.unverified_codes,
        "broken": [[each.file, each.line, each.says] for each in reading.broken],
    }


def _from_facts(con: DuckDBPyConnection, source: Path, order: Order) -> Reading:
    """What an earlier run read; its facts are taken as they are. Raises RecordError."""
    sql = f"SELECT value FROM parquet_kv_metadata({quoted(source)}) WHERE key = 'as_of'"
    row = con.execute(sql).fetchone()
    if row is None:
        raise RecordError(str(source), "it does not say of which day its facts are")
    day = cast(bytes, row[0]).decode()
    if day != order.as_of.isoformat():
        raise RecordError(str(source), f"its facts are of {day}; add --as-of {day}")
    for name in ("facts", *(table.name for table in TABLES)):
        there, here = source.with_name(f"{name}.parquet"), order.out / f"{name}.parquet"
        if not there.exists():
            raise RecordError(str(there), "it must stand beside the facts")
        if there.resolve() != here.resolve():
            shutil.copyfile(there, here)
    told = source.with_name("reading.json")
    if not told.exists():
        return Reading()
    listed = cast("dict[str, list[Any]]", json.loads(told.read_text()))
    files = tuple(FileRead(*each) for each in listed["files"])
    weak = listed.get("unverified")
    return Reading(
        files,
        tuple((str(kind), int(n)) for kind, n in listed["dated_after"]),
        None if weak is None else tuple((str(concept), int(n)) for concept, n in weak),
        tuple(Broken(*each) for each in listed.get("broken", ())),
    )


def _told(engines: Engines, order: Order, reading: Reading, bar: Bar) -> Screening:
    """Ask the rules, and write what they say."""
    con = engines.con
    facts = order.out / "facts.parquet"
    bar.begin("asking the rules", 1, "")
    _answer(engines, order.guideline, facts, order.out / "answers.parquet")
    for name in ("answers", "facts", *(table.name for table in TABLES)):
        place = quoted(order.out / f"{name}.parquet")
        con.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({place})")
    choices = order.choices
    if order.what_if is not None:
        other, name = order.what_if
        place = order.out / ".work" / "other.parquet"
        _answer(engines, other, facts, place)
        con.execute(f"CREATE VIEW other AS SELECT * FROM read_parquet({quoted(place)})")
        choices = replace(choices, other=Other("other", name))
    bar.begin("writing", 1, "")
    asked = Asked(order.guideline, order.as_of, reading)
    screening = write_outputs(con, order.out, asked, choices)
    bar.end()
    return screening

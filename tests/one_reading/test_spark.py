"""Does a screening on Spark say what one on DuckDB says? Every table, every column, everyone."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pysail.spark import SparkConnectServer

from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import write_export
from cobalamin.cli import run
from cobalamin.cli.screening import ON_SPARK
from cobalamin.fhir.bulk.at_once import phases
from cobalamin.fhir.bulk.chart_rows import TABLES
from cobalamin.fhir.bulk.export import begin, folder_of, read_step
from cobalamin.fhir.bulk.folder import find
from cobalamin.guideline.profiles import guideline
from cobalamin.screen.progress import Bar
from cobalamin.screen.run import Order, screened
from cobalamin.screen.sessions import EngineError, session
from cobalamin.screen.spark_reading import read_steps
from tests.cli.command import COMMAND
from tests.engines.spark_server import spark
from tests.one_reading.populations import bundles, export

AS_OF = date(2026, 11, 1)
NAMES = ("facts", "answers", *(table.name for table in TABLES))

# pyspark says so of every pandas that is newer than itself; nothing of pandas is used here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


@pytest.fixture(scope="module")
def sail() -> Iterator[str]:
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def spark_on_java() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        with spark() as address:
            yield f"sc://{address}"


POPULATIONS = ("made", "hostile", "synthea", "bundles")


def records(name: str, place: Path) -> None:
    """Put the records of a population into `export`; skips where they are not at hand."""
    if name in ("made", "hostile"):
        made(place, hostile=name == "hostile")
        return
    (place / "export").mkdir()
    if name == "synthea":
        export("fhir-synthea", place / "export")
    else:
        (group,) = bundles("fhir-syntha-ehr").values()
        (place / "export" / "bundles.ndjson").write_bytes(b"".join(group))


def together(place: Path) -> int:
    """All populations that are at hand as one export; gives how many there are."""
    (place / "export").mkdir()
    count = 0
    for name in POPULATIONS:
        try:
            (place / name).mkdir()
            records(name, place / name)
        except pytest.skip.Exception:
            continue
        for file in (place / name / "export").iterdir():
            kind, _, rest = file.name.partition(".")
            file.rename(place / "export" / f"{kind}.{name}.{rest}")
        count += 1
    return count


def made(place: Path, *, hostile: bool) -> None:
    write_export(place, Plan(150, seed=5, planted=0.5, irrelevant=0.2, hostile=hostile))


def screen(place: Path, out: str, url: str | None) -> None:
    rules = guideline("confirm-first")
    order = Order(str(place / "export"), place / out, AS_OF, rules, spark=url)
    screened(order, Bar(shown=False))


def tables(out: Path) -> dict[str, tuple[list[Any], list[Any]]]:
    """Each table with the names and types of its columns, and its rows in their order."""
    with duckdb.connect() as con:
        found: dict[str, tuple[list[Any], list[Any]]] = {}
        for name in NAMES:
            asked = con.execute(f"SELECT * FROM '{out / name}.parquet'")
            columns = [column[:2] for column in asked.description or ()]
            found[name] = (columns, asked.fetchall())
    return found


def rejected(out: Path) -> list[str]:
    return sorted((out / "rejected.ndjson").read_text().splitlines())


@pytest.mark.parametrize("name", POPULATIONS)
def test_sail_says_of_everyone_what_duckdb_says(name: str, sail: str, tmp_path: Path) -> None:
    records(name, tmp_path)
    both_say_the_same(tmp_path, sail)


def test_spark_on_java_says_of_everyone_what_duckdb_says(
    spark_on_java: str, tmp_path: Path
) -> None:
    """Of all populations at once: Java takes most of a minute to plan the facts, of any number."""
    assert together(tmp_path) >= 2
    both_say_the_same(tmp_path, spark_on_java)


def both_say_the_same(population: Path, url: str) -> None:
    screen(population, "duckdb", None)
    screen(population, "spark", url)
    wanted, found = tables(population / "duckdb"), tables(population / "spark")
    assert len(wanted["facts"][1]) >= 15
    for name in NAMES:
        assert found[name] == wanted[name], name
    assert rejected(population / "spark") == rejected(population / "duckdb")
    told = [(population / out / "reading.json").read_text() for out in ("duckdb", "spark")]
    assert told[0] == told[1]


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    made(tmp_path, hostile=True)
    screen(tmp_path, "out", None)
    before = tables(tmp_path / "out")
    with duckdb.connect() as con:
        place = tmp_path / "out" / "answers.parquet"
        con.execute(f"CREATE TABLE changed AS SELECT * FROM '{place}'")
        con.execute(
            "UPDATE changed SET settled_deficiency = NOT settled_deficiency "
            "WHERE patient = (SELECT max(patient) FROM changed)"
        )
        con.execute(f"COPY changed TO '{place}' (FORMAT parquet)")
    after = tables(tmp_path / "out")
    assert [name for name in NAMES if after[name] != before[name]] == ["answers"]


def command(*words: str) -> str:
    """What the command prints; it says nothing beside that."""
    done = subprocess.run(
        [COMMAND, *words], capture_output=True, text=True, check=False, timeout=600
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_whole_screening_by_a_server_of_spark(sail: str, tmp_path: Path) -> None:
    made(tmp_path, hostile=False)
    arguments = ("screen", str(tmp_path / "export"), "--as-of=2026-11-01", "--format", "json")
    connected = ("--engine", "spark", "--spark", sail)
    there = command(*arguments, "--out", str(tmp_path / "there"), *connected)
    here = command(*arguments, "--out", str(tmp_path / "here"))
    assert json.loads(there) == json.loads(here)
    facts = str(tmp_path / "there" / "facts.parquet")
    command("screen", facts, *arguments[2:], "--out", str(tmp_path / "again"), *connected)
    assert tables(tmp_path / "again") == tables(tmp_path / "there") == tables(tmp_path / "here")


def test_what_workers_have_read_is_not_read_again(tmp_path: Path) -> None:
    made(tmp_path, hostile=False)
    work = tmp_path / "work"
    found = find(str(tmp_path / "export"))
    steps = begin(found, AS_OF, work)
    first, rest = phases(steps)
    assert [step.kind for step in first] == ["Patient", "Medication"]
    folders = [folder_of(step, work) for step in first]
    for step in first:
        read_step(step, AS_OF, work, ())
    for step in rest:
        read_step(step, AS_OF, work, folders)
    written = {folder: (folder / "counts.json").stat().st_mtime_ns for folder in folders}
    assert not list(work.glob("*.part"))
    no_spark: Any = None
    read_steps(no_spark, found, AS_OF, work, told=pytest.fail)
    read_step(first[0], AS_OF, work, ())
    assert written == {f: (f / "counts.json").stat().st_mtime_ns for f in folders}


def screen_on_spark(*options: str) -> int:
    return run(["screen", "export", "--out", "out", "--engine", "spark", *options])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--spark", "sc://127.0.0.1:1"), "no Spark Connect server answers"),
        (("--spark", "http://127.0.0.1:1"), "write it as sc://host:15002"),
        (("--spark", "sc://127.0.0.1:many"), "write it as sc://host:15002"),
        (("--spark", "sc://127.0.0.1", "--engine", "duckdb"), "--spark names a server"),
    ],
)
def test_a_server_that_is_not_there_is_one_line(
    options: tuple[str, ...], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert screen_on_spark(*options) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert says in said.err


def test_packages_that_are_lacking_are_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name in ON_SPARK else find_spec(name)
    )
    assert screen_on_spark() == 2
    assert "pip install 'cobalamin[spark]'" in capsys.readouterr().err


def test_without_a_server_and_without_spark_here_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cobalamin.screen.sessions.has_spark", lambda: False)
    monkeypatch.setattr("cobalamin.screen.sessions.find_spec", lambda _: None)
    with pytest.raises(EngineError, match="--spark sc://host:15002"), session(None):
        pass


def test_without_a_server_sail_is_started_here() -> None:
    with session(None) as found:
        assert [tuple(row) for row in found.sql("SELECT 1 + 1").collect()] == [(2,)]


def test_what_spark_cannot_do_is_told_in_one_line() -> None:
    pytest.importorskip("pysail")
    with (
        pytest.raises(EngineError, match=r"Spark failed .*; its workers need"),
        session(None) as it,
    ):
        it.sql("SELECT nothing FROM nowhere").collect()

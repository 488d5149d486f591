"""Does `cobalamin screen` find all who were planted and no one else, and survive being killed?"""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import duckdb
import pytest

from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import write_export
from tests.bulk_generator import exports

DAY = ("--as-of", "2026-11-01")


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "cobalamin", *map(str, words)]


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, check=False, timeout=600)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made export with everything hostile that we know."""
    place = tmp_path_factory.mktemp("hostile")
    write_export(place, Plan(450, seed=11, planted=0.5, irrelevant=0.3, hostile=True))
    return place


@pytest.fixture(scope="module")
def screened(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("screened")
    done = run("screen", hostile / "export", "--out", out, *DAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert "450 patients screened under confirm-first as of 2026-11-01" in done.stdout
    return out


def gaps(out: Path) -> dict[str, dict[str, str]]:
    """What was found of each patient, gap by gap; the dead have none."""
    with duckdb.connect() as con:
        found = con.execute(
            f"SELECT a.*, p.deceased FROM '{out}/answers.parquet' a "
            f"JOIN '{out}/people.parquet' p USING (patient)"
        )
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    words = {True: "yes", False: "no", None: "unknown"}
    return {
        row["patient"]: {
            name.removeprefix("gap_").replace("_", "-"): "no" if row["deceased"] else words[value]
            for name, value in row.items()
            if name.startswith("gap_")
        }
        for row in rows
    }


def test_the_planted_are_found_all_and_only(hostile: Path, screened: Path) -> None:
    wanted: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in exports.rows(hostile / "planted.csv"):
        wanted[row["patient"]][row["gap"]] = row["expected"]
    found = gaps(screened)
    assert set(wanted) < set(found)
    assert sum(truth == "yes" for each in wanted.values() for truth in each.values()) > 60
    for who, told in found.items():
        assert told == wanted.get(who, dict.fromkeys(told, "no")), who


def test_every_broken_line_is_told_by_file_and_line(hostile: Path, screened: Path) -> None:
    told = [json.loads(line) for line in (screened / "rejected.ndjson").read_text().splitlines()]
    lines = {(Path(each["file"]).name, each["line"]) for each in told if each["line"]}
    assert lines == exports.rejected(hostile)
    assert all(each["says"] for each in told)


def test_the_worklist_names_nobody_who_is_dead(screened: Path) -> None:
    with duckdb.connect() as con:
        dead = con.execute(
            f"SELECT count(*) FROM '{screened}/worklist.parquet' "
            f"JOIN '{screened}/people.parquet' p USING (patient) WHERE p.deceased"
        ).fetchall()
    assert dead == [(0,)]
    with (screened / "worklist.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert 0 < len(rows) <= 40
    assert {"patient", "urgency", "actions", "reasons"} <= set(rows[0])


def contents(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(out.iterdir()) if file.is_file()}


def test_a_run_killed_in_the_middle_goes_on_to_the_same_result(
    hostile: Path, screened: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = command("screen", hostile / "export", "--out", out, *DAY)
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        rows = out / ".work" / "rows"
        deadline = time.monotonic() + 300
        while len(list(rows.glob("*/counts.json"))) < 4 and time.monotonic() < deadline:
            assert process.poll() is None, "it ended before it could be killed"
            os.sched_yield()
        process.send_signal(signal.SIGKILL)
    done = {step: step.stat().st_mtime_ns for step in rows.glob("*/counts.json")}
    assert len(done) >= 4
    assert not (out / "worklist.csv").exists(), "nothing half-written"
    assert subprocess.run(words, capture_output=True, check=False, timeout=600).returncode == 0
    assert contents(out) == contents(screened)
    assert not (out / ".work").exists()


@pytest.mark.parametrize("packed", ["gzip", "zstd"])
def test_packed_files_give_the_same_facts(packed: str, tmp_path: Path) -> None:
    plans = {kind: Plan(60, seed=2, planted=0.5, irrelevant=0.2, compression=kind)
             for kind in ("none", packed)}  # fmt: skip
    facts: list[list[object]] = []
    for kind, plan in plans.items():
        write_export(tmp_path / kind, plan)
        out = tmp_path / f"out-{kind}"
        assert run("screen", tmp_path / kind / "export", "--out", out, *DAY).returncode == 0
        facts.append(duckdb.sql(f"SELECT * FROM '{out}/facts.parquet'").fetchall())
    assert facts[0] == facts[1]


def test_parquet_gives_the_same_facts_as_the_lines_it_was_made_of(tmp_path: Path) -> None:
    write_export(tmp_path, Plan(60, seed=2, planted=0.5, irrelevant=0.2))
    parquet = tmp_path / "parquet"
    parquet.mkdir()
    with duckdb.connect() as con:
        for file in (tmp_path / "export").glob("*.ndjson"):
            kind = file.name.partition(".")[0]
            con.execute(
                f"COPY (SELECT * FROM read_json('{file}', format='newline_delimited', "
                f"sample_size=-1, maximum_depth=-1)) TO '{parquet / kind}.parquet'"
            )
    facts: list[list[object]] = []
    for source in (tmp_path / "export", parquet):
        out = tmp_path / f"out-{source.name}"
        assert run("screen", source, "--out", out, *DAY).returncode == 0
        facts.append(duckdb.sql(f"SELECT * FROM '{out}/facts.parquet'").fetchall())
    assert facts[0] == facts[1]


def test_facts_are_screened_again_under_another_guideline_without_the_records(
    screened: Path, tmp_path: Path
) -> None:
    out = tmp_path / "again"
    words = (screened / "facts.parquet", "--out", out, *DAY, "--guideline", "ng239")
    done = run("screen", *words, "--format", "json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["schema"], told["patients"]) == ("cobalamin.screening/1", 450)
    assert told["lines"] == json.loads((screened / "screening.json").read_text())["lines"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("screen", "nowhere", "--out", "o"), "nowhere: there is no such folder"),
        (("screen", ".", "--out", "o"), ".: no NDJSON, JSON or Parquet file is here"),
        (("screen", "."), "the following arguments are required: --out"),
        (("screen", ".", "--out", ""), "--out: name a folder"),
        (("screen", ".", "--out", "o", "--engine", "hive"), "argument --engine: invalid choice"),
        (("screen", ".", "--out", "o", "--worklist-size", "0"), "'0' is not a whole number from 1"),
        (
            ("screen", ".", "--out", "o", "--suppress-below", "2"),
            "'2' is not a whole number from 3",
        ),
        (("screen", ".", "--out", "o", "--what-if", "no.toml"), "no.toml: there is no such file"),
    ],
)
def test_what_is_at_fault_is_said_in_one_line(
    words: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        command(*words), capture_output=True, text=True, check=False, timeout=60, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert says in done.stderr


def test_facts_of_another_day_are_refused(screened: Path, tmp_path: Path) -> None:
    words = (screened / "facts.parquet", "--out", tmp_path / "o", "--as-of", "2026-11-02")
    done = run("screen", *words)
    assert done.returncode == 2
    assert "its facts are of 2026-11-01; add --as-of 2026-11-01" in done.stderr


def observation(name: str, day: str, code: str = "2132-9") -> dict[str, object]:
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "subject": {"reference": "Patient/p"},
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "effectiveDateTime": day,
        "valueQuantity": {"value": 150, "unit": "pg/mL"},
    }


def test_what_is_dated_after_the_day_is_counted_and_not_used(tmp_path: Path) -> None:
    """A result of tomorrow, one read one by one, one in a Bundle; and one that says nothing."""
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    lines: list[dict[str, object]] = [
        observation("on-the-day", "2026-11-01"),
        observation("the-day-after", "2026-11-02"),
        {**observation("odd", "2026-11-02"), "component": []},
        observation("says-nothing", "2026-11-02", "8302-2"),
    ]
    (source / "Observation.ndjson").write_text("".join(json.dumps(each) + "\n" for each in lines))
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": observation("in-a-bundle", "2027-01-01")}],
    }
    (source / "bundle.json").write_text(json.dumps(bundle))
    done = run("screen", source, "--out", out, *DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    quality = told["quality"]
    assert quality["dated_after"] == {"Observation": 2, "Bundle": 1}
    assert (
        "2 resources in files of Observation are dated after" in (out / "report.html").read_text()
    )
    again = run("screen", out / "facts.parquet", "--out", out, *DAY, "--format", "json")
    assert json.loads(again.stdout)["quality"] == quality


IN_SHARES = """
import sys
from functools import partial
from cobalamin.cli import run
from cobalamin.screen import asking, facts_on_disk
facts_on_disk.PEOPLE_AT_ONCE = 100
asking.write_answers = partial(asking.write_answers, together=130)
sys.exit(run(sys.argv[1:]))
"""


def test_shares_of_the_patients_give_what_all_of_them_give(
    hostile: Path, screened: Path, tmp_path: Path
) -> None:
    """Of large populations the facts are gathered for some at a time, and answered so too."""
    words = ["screen", str(hostile / "export"), "--out", str(tmp_path), *DAY]
    done = subprocess.run(
        [sys.executable, "-c", IN_SHARES, *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "450 patients screened" in done.stdout
    with duckdb.connect() as con:
        for table in ("facts", "answers", "people", "results", "entries", "medicines"):
            whole = f"FROM '{screened}/{table}.parquet'"
            names = ", ".join(row[0] for row in con.execute(f"DESCRIBE {whole}").fetchall())
            one, other = (
                f"SELECT {names} FROM '{out}/{table}.parquet'" for out in (screened, tmp_path)
            )
            for a, b in ((one, other), (other, one)):
                found = con.execute(f"SELECT count(*) FROM (({a}) EXCEPT ALL ({b}))").fetchall()
                assert found == [(0,)], table
    assert gaps(tmp_path) == gaps(screened)
    assert (tmp_path / "worklist.csv").read_text() == (screened / "worklist.csv").read_text()


def test_lines_of_a_file_of_products_that_are_of_no_use_are_told(tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    metformin = {
        "coding": [{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "6809"}]
    }
    order = {
        "resourceType": "MedicationRequest",
        "id": "o",
        "status": "active",
        "intent": "order",
        "authoredOn": "2024-01-01",
        "subject": {"reference": "Patient/p"},
        "medicationReference": {"reference": "Medication/m"},
    }
    products = [
        json.dumps({"resourceType": "Medication", "id": "m", "code": metformin}),
        '{"resourceType": "Medication", "id": "cut',
        json.dumps({"resourceType": "Medication", "code": metformin}),
    ]
    (source / "Medication.ndjson").write_text("\n".join(products))
    (source / "MedicationRequest.ndjson").write_text(json.dumps(order))
    done = run("screen", source, "--out", out, *DAY, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = [json.loads(line) for line in (out / "rejected.ndjson").read_text().splitlines()]
    assert [each["line"] for each in told] == [2, 3]
    assert told[1]["says"] == "a Medication has no id"
    with duckdb.connect() as con:
        found = con.execute(f"SELECT concept FROM '{out}/medicines.parquet'").fetchall()
    assert found == [("metformin",)]

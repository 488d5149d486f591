"""Is a file of which only some lines are read whole read as if all were? Beside the same, packed.

Lines are picked from plain files only; of packed files every line is read whole.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import write_export
from cobalamin.fhir.bulk import reading
from cobalamin.fhir.bulk.export import Export, read_export
from cobalamin.fhir.bulk.folder import BulkFile, find
from cobalamin.fhir.bulk.reading import GIVEN, Counts
from cobalamin.fhir.bulk.sifting import pick

AS_OF = date(2026, 11, 1)
SILENT = {"coding": [{"system": "http://loinc.org", "code": "8302-2"}], "text": "Body height"}
B12 = {"coding": [{"system": "http://loinc.org", "code": "2132-9"}]}
UCUM = "http://unitsofmeasure.org"


def observation(number: int, code: object, **more: object) -> bytes:
    level = {"value": 100 + number, "unit": "pg/mL", "system": UCUM, "code": "pg/mL"}
    body = {
        "resourceType": "Observation",
        "id": f"o{number}",
        "status": "final",
        "code": code,
        "subject": {"reference": "Patient/p"},
        "effectiveDateTime": "2026-02-03",
        "valueQuantity": level,
    }
    return json.dumps(body | more).encode() + b"\n"


def some() -> list[bytes]:
    """Observations of which every twentieth is a B12 result."""
    return [observation(n, SILENT if n % 20 else B12) for n in range(60)]


def read(folder: Path, work: Path) -> Export:
    con = duckdb.connect()
    try:
        return read_export(con, find(str(folder)), AS_OF, work, progress=lambda _: None)
    finally:
        con.close()


def found_in(export: Export) -> tuple[list[Counts], dict[str, list[str]], list[tuple[object, ...]]]:
    """Counts, rows by table and what was rejected, however the files are packed.

    Where a resource stood (`seq`) is told by its place among those of its step.
    """
    rows: dict[str, list[str]] = {table.name: [] for table in GIVEN}
    rejected: list[tuple[object, ...]] = []
    place_of = "dense_rank() OVER (ORDER BY seq)"
    with duckdb.connect() as con:
        for step in export.steps:
            for name, told in rows.items():
                if (place := step / f"{name}.parquet").exists():
                    sql = f"SELECT {place_of}, * EXCLUDE (seq) FROM read_parquet('{place}')"
                    told += sorted(map(str, con.execute(sql).fetchall()))
            if (refused := step / "rejected.ndjson").exists():
                for line in refused.read_text().splitlines():
                    one = json.loads(line)
                    name = Path(one["file"]).name.removesuffix(".gz")
                    says = one["says"].replace(".gz", "").replace("/packed/", "/plain/")
                    rejected.append((name, one["line"], one["resource"], says))
    return [export.counts, *(counts for _, counts in export.by_kind)], rows, rejected


def both(folder: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Export, Export, int]:
    """The export read plain and packed, and from how many steps lines were picked."""
    used: list[bool] = []

    def counted(
        files: Sequence[BulkFile], wanted: bytes, place: Path
    ) -> tuple[BulkFile, ...] | None:
        copies = pick(files, wanted, place)
        used.append(copies is not None)
        return copies

    packed = folder.with_name("packed")
    for file in folder.rglob("*.ndjson"):
        place = packed / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(f"{file.name}.gz").write_bytes(gzip.compress(file.read_bytes()))
    monkeypatch.setattr(reading, "pick", counted)
    plain = read(folder, work / "of-plain")
    tried, picked = len(used), sum(used)
    other = read(packed, work / "of-packed")
    assert len(used) == tried, "no line of a packed file is picked"
    return plain, other, picked


@pytest.mark.parametrize("hostile", [False, True])
def test_a_made_export_is_read_alike(
    hostile: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(120, seed=3, planted=0.5, irrelevant=0.9, hostile=hostile, files_per_type=3)
    write_export(tmp_path, plan)
    folder = (tmp_path / "export").rename(tmp_path / "plain")
    plain, packed, picked = both(folder, tmp_path, monkeypatch)
    assert picked >= 5, "types of which lines are picked"
    assert found_in(plain) == found_in(packed)
    assert len(found_in(plain)[1]["results"]) > 50


@pytest.mark.parametrize("irrelevant", [0.5, 0.9])
def test_resources_stand_in_the_order_of_their_lines(irrelevant: float, tmp_path: Path) -> None:
    """Of two versions that say nothing of their age, the later one counts, as in one record."""
    write_export(tmp_path, Plan(400, seed=4, planted=0.5, irrelevant=irrelevant, files_per_type=3))
    export = read(tmp_path / "export", tmp_path / "work")
    for kind in ("Observation", "Condition", "MedicationRequest"):
        files = sorted((tmp_path / "export").glob(f"{kind}.*"))
        lines = [json.loads(line) for file in files for line in file.read_bytes().splitlines()]
        [step] = [step for step in export.steps if step.name.endswith(f"-{kind}")]
        with duckdb.connect() as con:
            sql = f"SELECT resource FROM read_parquet('{step}/versions.parquet') ORDER BY seq"
            found = [str(name) for (name,) in con.execute(sql).fetchall()]
        assert len(found) > 100
        mattering = set(found)
        assert found == [n for n in (f"{kind}/{one['id']}" for one in lines) if n in mattering]


Change = Callable[[list[bytes]], list[bytes]]


def with_line(line: bytes) -> Change:
    """One more line in the midst of the others."""
    return lambda lines: [*lines[:30], line, *lines[30:]]


def doubled(lines: list[bytes]) -> list[bytes]:
    return [*lines[:30], lines[30].rstrip() + lines[31], *lines[32:]]


INSIDE = observation(70, SILENT, contained=[json.loads(observation(71, B12))])
HOSTILE: dict[str, Change] = {
    "nothing odd": lambda lines: lines,
    "no end of the last line": lambda lines: [*lines[:-1], lines[-1].rstrip()],
    "ends of lines as on Windows": lambda lines: [line.rstrip() + b"\r\n" for line in lines],
    "a blank line": with_line(b"   \n"),
    "a broken line": with_line(b'{"resourceType": "Observation", "id\n'),
    "a broken line that looks whole": with_line(observation(70, SILENT)[:-1] + b"}}\n"),
    "a byte order mark": lambda lines: [b"\xef\xbb\xbf" + lines[0], *lines[1:]],
    "another type": with_line(observation(70, B12).replace(b'"Observation"', b'"Condition"')),
    "a number too large": with_line(observation(70, B12).replace(b": 170", b": 1" + b"0" * 400)),
    "an array": with_line(b"[1, 2]\n"),
    "two on a line": doubled,
    "two on a line, and a blank line": lambda lines: [b"\n", *doubled(lines)],
    "a result inside another resource": with_line(INSIDE),
}


@pytest.mark.parametrize("odd", HOSTILE)
def test_lines_as_no_server_should_write_them_are_read_alike(
    odd: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "Observation.0.ndjson").write_bytes(b"".join(some()))
    (folder / "Observation.1.ndjson").write_bytes(b"".join(HOSTILE[odd](some())))
    plain, packed, picked = both(folder, tmp_path, monkeypatch)
    assert found_in(plain) == found_in(packed)
    results = found_in(plain)[1]["results"]
    assert sum("'total_b12'" in row for row in results) >= 6
    assert odd not in ("nothing odd", "a result inside another resource") or picked == 1


def test_lines_and_answers_must_be_as_many(tmp_path: Path) -> None:
    file = tmp_path / "three.ndjson"
    file.write_bytes(b"a\nb\nc\n")
    files = (BulkFile(str(file), "Observation", "ndjson", 6),)
    work = tmp_path / "work"
    work.mkdir()
    found = pick(files, b"\1\0\1", work)
    assert found is not None
    assert Path(found[0].path).read_bytes() == b"a\nc\n"
    assert pick(files, b"\1\0", work) is None
    assert pick(files, b"", work) is None
    assert pick(files, b"\1\0\1\0", work) is None
    assert pick(files * 2, b"\1\0\1\0", work) is None

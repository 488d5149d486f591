"""Is an export reproducible, of the promised make-up, valid FHIR, and as hostile as it says?"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import fhirkit
import pytest

from benchmarks.bulk.__main__ import main
from benchmarks.bulk.cases import CASES
from benchmarks.bulk.making import Plan, lines_of
from benchmarks.bulk.mass import TEMPLATES, VISITS, Mass
from benchmarks.bulk.person import person_of
from benchmarks.bulk.writing import write_export
from cobalamin.fhir.read import read_record
from cobalamin.value import replace
from tests.bulk_generator.exports import lines_of as lines_in
from tests.bulk_generator.exports import owner_of, records, rejected

SMALL = Plan(60, seed=9, planted=0.2, irrelevant=0.6, files_per_type=3)


def digests(out: Path) -> dict[str, str]:
    """A digest of every file below this folder."""
    return {
        file.relative_to(out).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(out.rglob("*"))
        if file.is_file()
    }


def made(out: Path, plan: Plan, processes: int = 1) -> dict[str, str]:
    write_export(out, plan, processes)
    return digests(out)


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_the_same_plan_gives_the_same_bytes(tmp_path: Path, compression: str) -> None:
    plan = replace(SMALL, compression=compression, hostile=True)
    assert made(tmp_path / "once", plan) == made(tmp_path / "again", plan)


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    assert made(tmp_path / "one", SMALL) == made(tmp_path / "two", SMALL, processes=2)


def test_another_seed_gives_other_patients(tmp_path: Path) -> None:
    one = made(tmp_path / "one", SMALL)
    other = made(tmp_path / "other", replace(SMALL, seed=10))
    kept = {name for name in one if one[name] == other.get(name)}
    nobodys = ("Location", "Medication.", "Organization", "Practitioner")
    assert all("rejected" in name or any(n in name for n in nobodys) for name in kept)


def test_compression_changes_no_line(tmp_path: Path) -> None:
    found = []
    for compression in ("none", "gzip", "zstd"):
        write_export(tmp_path / compression, replace(SMALL, compression=compression))
        files = sorted((tmp_path / compression / "export").iterdir())
        found.append([lines_in(file) for file in files])
    assert found[0] == found[1] == found[2]
    assert sum(map(len, found[0])) > 400


def test_the_promised_share_says_nothing_that_is_asked(tmp_path: Path) -> None:
    """By count and by bytes, as the reader of records judges each resource by itself."""
    plan = Plan(64, seed=2, planted=0.0)
    told = write_export(tmp_path, plan)
    lines, weight = Counter[bool](), Counter[bool]()
    for of_one in records(tmp_path).values():
        [patient] = [line for line in of_one if b'"resourceType":"Patient"' in line]
        shelf = [line for line in of_one if b'"resourceType":"Medication"' in line]
        for line in set(of_one) - set(shelf):
            alone = [("record.ndjson", b"\n".join({patient, line, *shelf}))]
            says = read_record(alone, plan.as_of).relevant > (line != patient)
            lines[says] += 1
            weight[says] += len(line) + 1
    shares = [counts[False] / counts.total() for counts in (lines, weight)]
    assert shares == pytest.approx([0.95, 0.95], abs=0.01)
    own = [told["irrelevant_share"], told["irrelevant_share_of_bytes"]]
    assert own == pytest.approx(shares, abs=0.001)
    assert 60_000 < told["bytes"] / plan.patients < 100_000


def test_light_holds_less_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "--patients", "40", "--light"]) == 0
    told = json.loads((tmp_path / "export.json").read_text())
    assert told["irrelevant_share"] == pytest.approx(0.5, abs=0.1)
    assert "40 patients, 2 planted" in capsys.readouterr().out


def test_a_folder_that_holds_anything_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--patients", "1"])
    assert "is not empty" in capsys.readouterr().err


def faults(line: bytes | str) -> list[str]:
    """What the validator says against one resource."""
    return [str(issue) for issue in fhirkit.validate(json.loads(line))]


def test_every_kind_of_irrelevant_resource_is_valid() -> None:
    person = person_of(1, 1, SMALL.as_of)
    seen: dict[str, str] = {}
    for _, line in Mass(SMALL.as_of).of(f"Patient/{person.id}", 6000, person.chance):
        body = json.loads(line)
        named = [body.get(f) for f in ("code", "vaccineCode", "medicationCodeableConcept", "type")]
        seen.setdefault(body["resourceType"] + json.dumps(named), line)
    assert len(seen) == len(TEMPLATES) + len(VISITS)
    assert [fault for line in seen.values() for fault in faults(line)] == []


def test_every_planted_resource_is_valid() -> None:
    found = [
        f"{case.name}: {fault}"
        for number, case in enumerate(CASES)
        for _, line in lines_of(person_of(1, number, SMALL.as_of), case)
        for fault in faults(line)
    ]
    assert found == []


def test_the_validator_finds_faults() -> None:
    [(_, patient), (_, order), *_] = lines_of(person_of(1, 1, SMALL.as_of), CASES[0])
    assert faults(patient.replace('"birthDate":"', '"birthDate":"x'))
    assert faults(order.replace('"intent":"order",', ""))
    assert faults(order.replace('"authoredOn":', '"authored":'))


def test_one_patient_is_spread_over_files_and_mixed_with_others(tmp_path: Path) -> None:
    write_export(tmp_path, replace(SMALL, patients=200))
    places: dict[str, list[tuple[str, int]]] = {}
    for file in sorted((tmp_path / "export").glob("Observation.*")):
        for number, line in enumerate(lines_in(file)):
            places.setdefault(owner_of(json.loads(line)), []).append((file.name, number))
    assert any(len({file for file, _ in found}) > 1 for found in places.values())
    apart = [n for found in places.values() for n in found if (n[0], n[1] + 1) not in found]
    assert len(apart) > sum(map(len, places.values())) / 2


def test_the_broken_lines_are_where_the_truth_says(tmp_path: Path) -> None:
    write_export(tmp_path, Plan(200, seed=5, irrelevant=0.6, hostile=True))
    bad = rejected(tmp_path)
    assert len(bad) >= 3 * 12
    blank = 0
    for file in sorted((tmp_path / "export").glob("*.ndjson")):
        for number, line in enumerate(lines_in(file), 1):
            blank += not line.strip()
            if line.strip():
                assert is_sound(line) is ((file.name, number) not in bad), (file.name, number)
    assert blank >= 3 * 2


def is_sound(line: bytes) -> bool:
    """A line that is one resource, by the strictest reading of JSON."""
    try:
        text = line.decode()
        body = json.loads(text, parse_constant=int)
        json.dumps(body, ensure_ascii=False).encode()
    except ValueError:
        return False
    return isinstance(body, dict) and "resourceType" in body and "[" * 65 not in text


def test_a_hostile_export_is_hostile_as_a_whole(tmp_path: Path) -> None:
    plan = Plan(400, seed=5, irrelevant=0.6, planted=0.6, hostile=True)
    write_export(tmp_path, plan)
    folder = tmp_path / "export"
    assert (folder / "Condition.000.ndjson").read_bytes().startswith(b"\xef\xbb\xbf{")
    assert b"\r\n" in (folder / "Procedure.000.ndjson").read_bytes()
    assert not (folder / "Immunization.000.ndjson").read_bytes().endswith(b"\n")
    gone = [json.loads(line) for line in lines_in(folder / "deleted" / "Bundle.000.ndjson")]
    assert all(body["entry"][0]["request"]["method"] == "DELETE" for body in gone)
    assert max(len(line) for line in lines_in(folder / "Observation.000.ndjson")) > 1_000_000
    with (tmp_path / "rejected.csv").open(newline="") as table:
        assert {row["why"] for row in csv.DictReader(table)} >= {"cut off", "not UTF-8", "an array"}

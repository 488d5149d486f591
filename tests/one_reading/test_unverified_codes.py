"""Is it told how much of a record rests on codes that we could not verify?"""

from __future__ import annotations

import json
from pathlib import Path

from cobalamin.cli import run
from cobalamin.fhir.bulk.unverified import unverified
from cobalamin.guideline.codes import lookup

ICD = "http://hl7.org/fhir/sid/icd-10"
SNOMED = "http://snomed.info/sct"
RECALLED = {"system": ICD, "code": "F00.1"}
SURE = {"system": SNOMED, "code": "386807006"}


def test_the_codes_of_this_test_are_as_sure_as_it_says() -> None:
    recalled, sure = lookup(ICD, "F00.1"), lookup(SNOMED, "386807006")
    assert recalled is not None
    assert (recalled.concept, recalled.unchecked) == ("cognitive_decline", True)
    assert sure is not None
    assert (sure.concept, sure.unchecked) == ("memory_loss", False)


def test_a_surer_code_of_the_same_statement_counts() -> None:
    assert unverified({"code": {"coding": [RECALLED]}}) == ("cognitive_decline",)
    assert unverified({"code": {"coding": [SURE]}}) == ()
    assert unverified({"code": {"coding": [{"code": "no such code"}, "odd", {"code": 3}]}}) == ()
    same = [RECALLED, {"system": f"{ICD}-cm", "code": "G30.9"}]
    assert unverified({"code": {"coding": same}}) == ()
    elsewhere = {"a": {"coding": [RECALLED]}, "b": [{"c": {"coding": [RECALLED, SURE]}}]}
    assert unverified(elsewhere) == ("cognitive_decline",)


def condition(number: int, **more: object) -> dict[str, object]:
    return {
        "resourceType": "Condition",
        "id": f"c{number}",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "subject": {"reference": "Patient/p"},
        "code": {"coding": [RECALLED]},
        "recordedDate": "2026-03-01",
        **more,
    }


PATIENT: dict[str, object] = {"resourceType": "Patient", "id": "p", "birthDate": "1950-01-01"}
CONDITIONS = (
    condition(1),
    condition(2),
    condition(3, onsetAge={"value": 70, "system": "http://unitsofmeasure.org", "code": "a"}),
    condition(4, code={"coding": [SURE]}),
)


def screened(source: Path, out: Path) -> dict[str, object]:
    assert run(["screen", str(source), "--out", str(out), "--as-of", "2026-11-01"]) == 0
    found = json.loads((out / "screening.json").read_text())
    return found["quality"]["unverified_codes"]


def lines(*resources: dict[str, object]) -> str:
    return "".join(json.dumps(each) + "\n" for each in resources)


def test_a_screening_tells_it_of_plain_odd_and_bundled_resources(tmp_path: Path) -> None:
    plain, bundles = tmp_path / "plain", tmp_path / "bundles"
    plain.mkdir()
    (plain / "Patient.ndjson").write_text(lines(PATIENT))
    (plain / "Condition.ndjson").write_text(lines(*CONDITIONS))
    assert screened(plain, tmp_path / "of-plain") == {"cognitive_decline": 3}
    page = (tmp_path / "of-plain" / "report.html").read_text()
    assert "Said only by a code that we could not verify" in page
    assert "was not looked at" not in page
    again = tmp_path / "of-plain" / "facts.parquet"
    assert screened(again, tmp_path / "again") == {"cognitive_decline": 3}
    bundles.mkdir()
    entries = [{"resource": each} for each in (PATIENT, *CONDITIONS)]
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": entries}
    (bundles / "one.json").write_text(json.dumps(bundle))
    assert screened(bundles, tmp_path / "of-bundles") == {"cognitive_decline": 3}


def test_the_first_broken_lines_are_shown(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "Patient.ndjson").write_text(lines(PATIENT))
    broken = '{"resourceType": "Condition", "id"\n'
    (source / "Condition.ndjson").write_text(lines(*CONDITIONS) + broken * 7)
    screened(source, tmp_path / "out")
    page = (tmp_path / "out" / "report.html").read_text()
    assert "Condition.ndjson, line 5:" in page
    assert "Condition.ndjson, line 9:" in page
    assert "Condition.ndjson, line 10:" not in page
    assert len((tmp_path / "out" / "rejected.ndjson").read_text().splitlines()) == 7

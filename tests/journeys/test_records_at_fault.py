"""Does a record that cannot be read stop with one clear line, whatever the guideline or form?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cobalamin.guideline.profiles import NAMES
from tests.cli.test_cli_journeys import B12, DAY, PATIENT, call, complaint, saved
from tests.journeys.telling import FOLDER

EXAMPLE = FOLDER / "low-b12-alone.json"


def lines(*resources: object) -> bytes:
    return b"".join(json.dumps(each).encode() + b"\n" for each in resources)


def test_two_stories_together_are_two_patients() -> None:
    other = FOLDER / "kidney-disease-raised-mma.ndjson"
    line = complaint(call("assess", str(EXAMPLE), str(other), DAY))
    assert "low-alone" in line
    assert "kidneys" in line
    assert "cobalamin screen" in line


def test_results_of_another_patient_are_not_taken_for_this_one(tmp_path: Path) -> None:
    stray = {**B12, "subject": {"reference": "Patient/somebody-else"}}
    line = complaint(call("assess", saved(tmp_path, lines(PATIENT, stray), "two.ndjson"), DAY))
    assert "somebody-else" in line


AT_FAULT: dict[str, tuple[str, bytes, str]] = {
    "a broken line": ("day.ndjson", lines(PATIENT) + b'{"resourceType":\n', "line 2"),
    "a line that is no resource": ("day.ndjson", lines(PATIENT, ["b12", 164]), "line 2"),
    "an empty array": ("labs.json", b"[]", "holds no resource"),
    "a number among resources": ("labs.json", b'[{"resourceType":"Patient","id":"p"}, 7]', "[1]"),
    "entries that are no list": (
        "bundle.json",
        b'{"resourceType":"Bundle","type":"collection","entry":{"resource":{}}}',
        "entry",
    ),
    "a text": ("note.json", b'"B12 is 164 ng/L"', "not FHIR"),
    "null": ("null.json", b"null", "not FHIR"),
    "a compressed file": ("record.json.gz", b"\x1f\x8b\x08\x00" + bytes(60), "record.json.gz"),
    "UTF-16": ("wide.json", json.dumps(PATIENT).encode("utf-16"), "wide.json"),
    "a letter for a number": (
        "labs.json",
        json.dumps([PATIENT, B12]).replace("164", "16O").encode(),
        "line 1",
    ),
    "deep inside an entry": (
        "deep.json",
        b'{"resourceType":"Bundle","entry":' + b"[" * 1000 + b"]" * 1000 + b"}",
        "nesting",
    ),
}


@pytest.mark.parametrize("kind", AT_FAULT)
def test_a_record_at_fault_is_named_with_its_place(tmp_path: Path, kind: str) -> None:
    name, content, told = AT_FAULT[kind]
    line = complaint(call("assess", saved(tmp_path, content, name), DAY))
    assert name in line
    assert told in line


@pytest.mark.parametrize("guideline", NAMES)
@pytest.mark.parametrize("form", ["text", "json", "fhir"])
def test_no_guideline_or_form_answers_half_a_record(
    tmp_path: Path, guideline: str, form: str
) -> None:
    cut = saved(tmp_path, EXAMPLE.read_bytes()[:-200], "cut.json")
    done = call("assess", str(EXAMPLE), cut, DAY, "--guideline", guideline, "--format", form)
    assert "cut.json" in complaint(done)


def test_an_example_is_answered_in_the_same_words_from_standard_input() -> None:
    given = call("assess", "-", DAY, given=EXAMPLE.read_bytes())
    assert given.returncode == 0
    assert given.stdout == call("assess", str(EXAMPLE), DAY).stdout

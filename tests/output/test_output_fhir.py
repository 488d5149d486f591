"""Is what we write FHIR R4, does it point at what is there, and does it order nothing?"""

from __future__ import annotations

import copy
import csv
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import fhirkit
import orjson
import pytest

import cobalamin.guideline
from cobalamin.assess.assessment import Assessment
from cobalamin.fhir.proposals import LOINC
from cobalamin.fhir.write import assessment_bundle
from cobalamin.value import replace
from tests.output.assessments_by_hand import CASES, CONFIRMED, EMPTY_RECORD, HOSTILE

Resource = dict[str, Any]
NODE = Path(__file__).with_name("node")


def written(assessment: Assessment) -> Resource:
    return orjson.loads(orjson.dumps(assessment_bundle(assessment)))


def of_kind(bundle: Resource, kind: str) -> list[Resource]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def codes(resource: Resource) -> list[str]:
    return [coding["code"] for coding in resource["code"]["coding"]]


def every(value: Any, key: str) -> list[Any]:
    """Each value of `key`, at any depth."""
    if isinstance(value, list):
        return [found for part in value for found in every(part, key)]
    if not isinstance(value, dict):
        return []
    below = [found for part in value.values() for found in every(part, key)]
    return ([value[key]] if key in value else []) + below


def broken(bundle: Resource, kind: str, **changes: Any) -> Resource:
    """The bundle with one member of its first such resource changed, or removed by None."""
    twin = copy.deepcopy(bundle)
    resource = of_kind(twin, kind)[0]
    resource.update(changes)
    for name, value in changes.items():
        if value is None:
            del resource[name]
    return twin


def broken_bundles() -> list[Resource]:
    bundle = written(CONFIRMED)
    return [
        broken(bundle, "ClinicalImpression", status="done"),
        broken(bundle, "ClinicalImpression", subject=None),
        broken(bundle, "ServiceRequest", intent="wish"),
        broken(bundle, "ServiceRequest", priority="now"),
        broken(bundle, "ServiceRequest", urgency="now"),
        broken(bundle, "DetectedIssue", severity="grave"),
        broken(bundle, "Provenance", recorded=None),
        broken(bundle, "Provenance", agent=None),
    ]


@pytest.mark.parametrize("case", CASES)
def test_fhirkit_finds_no_fault(case: str) -> None:
    assert [str(issue) for issue in fhirkit.validate(written(CASES[case]))] == []


def test_fhirkit_finds_the_faults_it_looks_for() -> None:
    bundle = written(CONFIRMED)
    for twin in (
        broken(bundle, "ClinicalImpression", subject=None),
        broken(bundle, "ServiceRequest", urgency="now"),
        broken(bundle, "Provenance", recorded="yesterday"),
    ):
        assert fhirkit.validate(twin)


@pytest.fixture(scope="session")
def node_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the npm validator as locked beside this file; kept between runs."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("node and npm are not installed, so the second FHIR validator cannot run")
    if not (NODE / "node_modules" / "fhir").exists():
        fresh = tmp_path_factory.mktemp("node")
        for name in ("package.json", "package-lock.json"):
            shutil.copy(NODE / name, fresh)
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        fetched = subprocess.run(
            command, check=False, cwd=fresh, capture_output=True, text=True, timeout=300
        )
        if fetched.returncode:
            pytest.skip("npm could not fetch the second FHIR validator: no network or no registry")
        if not (NODE / "node_modules").exists():  # another worker may have been quicker
            shutil.move(fresh / "node_modules", NODE / "node_modules")
    return NODE


def test_npm_fhir_finds_no_fault_in_ours_and_each_fault_in_the_broken(node_folder: Path) -> None:
    """In one run of node, since it takes seconds to load its definitions."""
    sound, faulty = [written(case) for case in CASES.values()], broken_bundles()
    told = subprocess.run(
        ["node", "validate.js"],
        cwd=node_folder,
        input=json.dumps([*sound, *faulty]),
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    verdicts = json.loads(told.stdout)
    errors = [[m for m in v["messages"] if m["severity"] == "error"] for v in verdicts]
    assert errors[: len(sound)] == [[]] * len(sound)
    assert [v["valid"] for v in verdicts[: len(sound)]] == [True] * len(sound)
    assert all(errors[len(sound) :]), "the validator overlooks a fault that it should see"


@pytest.mark.parametrize("case", CASES)
def test_every_reference_resolves_or_is_to_the_record(case: str) -> None:
    assessment = CASES[case]
    bundle = written(assessment)
    reasons = [b for a in assessment.answers for b in (*a.because, *a.against)]
    reasons += [b for step in assessment.steps for b in step.because]
    record = {place for reason in reasons for place in reason.sources}
    ours = {entry["fullUrl"] for entry in bundle["entry"]}
    known = record | ours | {"#software", f"Patient/{assessment.patient_id}"}
    assert set(every(bundle, "reference")) <= known
    assert ours == {"urn:uuid:" + entry["resource"]["id"] for entry in bundle["entry"]}
    assert len(ours) == len(bundle["entry"])


def test_one_finding_stands_for_each_answer_with_its_evidence() -> None:
    (impression,) = of_kind(written(CONFIRMED), "ClinicalImpression")
    findings = impression["finding"]
    assert [f["itemCodeableConcept"]["coding"][0]["code"] for f in findings] == [
        answer.code for answer in CONFIRMED.answers
    ]
    deficiency = findings[4]
    assert deficiency["itemReference"] == {"reference": "Observation/b12"}
    assert "total B12 is 152 ng/L, below 180 ng/L [NG239, AAFP2025]" in deficiency["basis"]
    assert findings[2]["basis"] == "provisional"


def test_tests_and_referrals_are_drafts_of_proposals_and_treatment_is_only_words() -> None:
    bundle = written(CONFIRMED)
    orders = of_kind(bundle, "ServiceRequest")
    assert [codes(order)[-1] for order in orders] == [
        "test-if-antibody",
        "test-potassium",
        "refer-neurology",
        "test-alternative-assay",
    ]
    assert {(order["status"], order["intent"]) for order in orders} == {("draft", "proposal")}
    assert [order["priority"] for order in orders] == ["urgent", "stat", "urgent", "routine"]
    assert codes(orders[0])[0] == LOINC["test-if-antibody"][0]
    assert codes(orders[3]) == ["test-alternative-assay"]
    assert orders[0]["reasonCode"] == [{"text": "total B12 is 152 ng/L, below 180 ng/L"}]
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds == {"ClinicalImpression", "ServiceRequest", "DetectedIssue", "Provenance"}
    (impression,) = of_kind(bundle, "ClinicalImpression")
    notes = " ".join(note["text"] for note in impression["note"])
    for step in CONFIRMED.steps:
        if step.code in ("treat-now", "review-medicine"):
            assert step.says in notes


MEASURES = {
    "test-b12": "total_b12",
    "test-active-b12": "active_b12",
    "test-mma": "mma",
    "test-homocysteine": "homocysteine",
    "test-egfr": "egfr",
    "test-folate": "folate",
    "test-if-antibody": "if_antibody",
    "test-parietal-antibody": "parietal_antibody",
    "test-coeliac": "ttg_iga",
    "test-urine-mma": "mma_urine",
    "test-copper": "copper",
    "test-tsh": "tsh",
    "test-b6": "b6",
    "test-potassium": "potassium",
    "test-glucose": "hba1c",
    "test-paraprotein": "m_protein",
}


def test_each_ordered_code_is_one_that_we_read_as_that_result() -> None:
    """Else a result that we asked for would not be recognised when it comes."""
    with (Path(cobalamin.guideline.__file__).with_name("value_sets.csv")).open(
        encoding="utf-8", newline=""
    ) as file:
        readable = {
            (row["concept"], row["code"], row["display"].partition(";")[0])
            for row in csv.DictReader(file)
            if row["system"] == "LOINC"
        }
    ordered = {(MEASURES[action], *LOINC[action]) for action in LOINC}
    assert ordered - readable == set()
    assert set(MEASURES) == set(LOINC)


def test_every_step_is_said_somewhere() -> None:
    bundle = json.dumps(written(CONFIRMED))
    for step in CONFIRMED.steps:
        assert step.says in bundle


def test_blocks_are_grave_and_each_dissent_is_told_once() -> None:
    issues = of_kind(written(CONFIRMED), "DetectedIssue")
    assert [(codes(issue)[0], issue["severity"]) for issue in issues] == [
        ("warn-potassium", "moderate"),
        ("block-cyanocobalamin", "high"),
        ("deficiency", "low"),
        ("duration", "low"),
    ]
    assert issues[0]["implicated"] == [{"reference": "Observation/hb"}]


def test_provenance_names_the_software_the_knowledge_and_all_that_was_read() -> None:
    bundle = written(CONFIRMED)
    (provenance,) = of_kind(bundle, "Provenance")
    (software,) = provenance["contained"]
    assert CONFIRMED.fingerprint in every(software, "value")
    assert len(provenance["target"]) == len(bundle["entry"]) - 1
    read_from = [entity["what"]["reference"] for entity in provenance["entity"]]
    assert "Observation/hb" in read_from
    assert len(read_from) == len(set(read_from)) == 7


def test_the_same_assessment_gives_the_same_bytes_and_another_gives_other_ids() -> None:
    assert orjson.dumps(assessment_bundle(CONFIRMED)) == orjson.dumps(assessment_bundle(CONFIRMED))
    other = written(replace(CONFIRMED, age_years=57))
    assert not {e["fullUrl"] for e in other["entry"]} & {
        e["fullUrl"] for e in written(CONFIRMED)["entry"]
    }


def test_a_record_without_a_patient_is_said_to_be_so() -> None:
    (impression,) = of_kind(written(EMPTY_RECORD), "ClinicalImpression")
    assert impression["subject"] == {
        "display": "the patient of this record, who is not named in it"
    }


def test_what_the_record_says_cannot_break_out_of_the_text() -> None:
    bundle = written(HOSTILE)
    texts = [text for text in every(bundle, "text") if isinstance(text, str)]
    assert texts
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", " ".join(texts))
    (order,) = of_kind(bundle, "ServiceRequest")
    assert order["supportingInfo"] == [{"display": "bundle.json line 3"}]
    assert order["subject"] == {"display": "Patient/p<1>"}


def test_words_are_escaped_in_the_narrative() -> None:
    answers = (replace(CONFIRMED.answers[0], says="a < b & c"), *CONFIRMED.answers[1:])
    (impression,) = of_kind(written(replace(CONFIRMED, answers=answers)), "ClinicalImpression")
    assert "<li>a &lt; b &amp; c</li>" in impression["text"]["div"]

"""Do text, JSON and FHIR hold for every example, and for records that nobody here wrote?"""

from __future__ import annotations

import gzip
from datetime import date
from itertools import islice
from pathlib import Path

import fhirkit
import orjson
import pytest

from cobalamin.assess.as_json import as_json
from cobalamin.assess.as_text import as_text
from cobalamin.assess.assess import assess
from cobalamin.assess.assessment import Assessment
from cobalamin.fhir.read import read_record
from cobalamin.fhir.write import assessment_bundle
from cobalamin.guideline.profiles import NAMES, guideline
from tests.output.test_output_json import VALIDATOR

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
COLLECTIONS = ("fhir-syntha-ehr", "fhir-synthea", "fhir-carebundle")
PATIENTS = 40
AS_OF = date(2026, 11, 22)


def records(collection: str) -> list[bytes]:
    """The examples of this project, or the first patients of a collection beside it."""
    if collection == "examples":
        return [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.*json"))]
    path = SHARED / collection / "bundles.ndjson.gz"
    if not path.exists():
        pytest.skip(f"the development records {collection} are not beside this checkout")
    with gzip.open(path) as file:
        return list(islice(file, PATIENTS))


@pytest.fixture(scope="module", params=("examples", *COLLECTIONS))
def assessments(request: pytest.FixtureRequest) -> list[Assessment]:
    """Each record under each guideline in turn."""
    charts = [read_record([("record", text)], AS_OF) for text in records(request.param)]
    assert len(charts) >= 15
    return [assess(c, guideline(NAMES[n % len(NAMES)])) for n, c in enumerate(charts)]


def test_json_keeps_the_schema(assessments: list[Assessment]) -> None:
    for assessment in assessments:
        shape = orjson.loads(orjson.dumps(as_json(assessment)))
        faults = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(shape)]
        assert faults == []


def test_fhir_validates_and_its_references_resolve(assessments: list[Assessment]) -> None:
    for assessment in assessments:
        bundle = orjson.dumps(assessment_bundle(assessment))
        assert [str(issue) for issue in fhirkit.validate(bundle)] == []
        assert b'"display":"Observation/' not in bundle  # every place was an address


def test_text_fits_and_tells_every_step_problem_and_source(assessments: list[Assessment]) -> None:
    for assessment in assessments:
        text = as_text(assessment)
        longest = max(text.splitlines(), key=len)
        assert len(longest) <= 80, longest
        words = " ".join(text.split())
        for step in assessment.steps:
            assert step.says[1:] in words
        for cited in assessment.citations:
            assert f"[{cited.id}] {cited.title}" in words
        for answer in assessment.answers:
            assert answer.says[1:] in words


def test_an_assessment_kept_in_the_record_is_not_evidence_for_the_next() -> None:
    """Else every conclusion would confirm itself when the record is assessed again."""
    for text in records("examples"):
        first = assess(read_record([("record", text)], AS_OF), guideline("ng239"))
        kept = ("kept", orjson.dumps(assessment_bundle(first)))
        again = assess(read_record([("record", text), kept], AS_OF), guideline("ng239"))
        assert as_json(again) == as_json(first)

"""Records that this project did not write: read without a fault, every resource accounted for."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest

from cobalamin.chart import Chart
from cobalamin.fhir.read import read_record

DATA = Path(__file__).parents[2].parent / "shared" / "data"
AS_OF = date(2026, 11, 22)

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the shared example records are not beside this checkout"
)


def bundles(folder: str) -> list[bytes]:
    with gzip.open(DATA / folder / "bundles.ndjson.gz") as lines:
        return list(lines)


def by_patient(folder: str, names: list[str]) -> list[bytes]:
    """Bulk files as one NDJSON a patient."""
    records: defaultdict[str, list[bytes]] = defaultdict(list)
    for name in names:
        with gzip.open(DATA / folder / f"{name}.ndjson.gz") as lines:
            for line in lines:
                body = orjson.loads(line)
                about = body.get("subject") or body.get("patient")
                owner = about["reference"].rpartition("/")[2] if about else body["id"]
                records[owner].append(line)
    return [b"".join(lines) for lines in records.values()]


BULK = ["Patient", "Condition", "MedicationRequest", "Observation"]


def records(source: str) -> list[bytes]:
    match source:
        case "clinosim":
            return by_patient("fhir-clinosim", [*BULK, "AllergyIntolerance"])[:300]
        case "synthea-bulk":
            return by_patient("fhir-synthea", [f"bulk_{name}" for name in BULK])
        case _:
            return bundles(source)


def resources(record: bytes) -> Iterator[dict[str, Any]]:
    for line in record.splitlines():
        body = orjson.loads(line)
        if body["resourceType"] == "Bundle":
            yield from (entry["resource"] for entry in body["entry"])
        else:
            yield body


def unused(chart: Chart) -> int:
    """The resources that gave nothing and are named in a problem."""
    given = (*chart.results, *chart.entries, *chart.medicines)
    used = {item.resource for item in given} | {f"Patient/{chart.patient_id}"}
    return len({problem.resource for problem in chart.problems} - used)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("fhir-synthea", {"metformin", "cyanocobalamin", "diabetic_neuropathy", "egfr", "mcv"}),
        ("fhir-syntha-ehr", {"total_b12", "metformin", "thyroid_disease", "haemoglobin"}),
        ("fhir-carebundle", {"ckd", "metformin", "egfr", "hba1c", "ppi"}),
        ("clinosim", {"metformin", "ppi", "hba1c", "alcohol", "anticoagulant"}),
        ("synthea-bulk", {"metformin", "cyanocobalamin", "colchicine", "anaemia"}),
    ],
)
def test_every_resource_of_real_records_is_accounted_for(source: str, expected: set[str]) -> None:
    concepts: Counter[str] = Counter()
    for number, record in enumerate(records(source)):
        chart = read_record([(f"{source} {number}", record)], AS_OF)
        total = sum(1 for _ in resources(record))
        assert chart.relevant + chart.not_relevant + unused(chart) == total, number
        given = (*chart.results, *chart.entries, *chart.medicines)
        concepts.update(item.concept for item in given)
        assert all(r.amount or r.positive is not None or r.unreadable for r in chart.results)
    assert expected <= set(concepts)


def test_every_b12_result_is_read_with_its_number() -> None:
    read, written = [], []
    for number, record in enumerate(bundles("fhir-syntha-ehr")):
        chart = read_record([(str(number), record)], AS_OF)
        read += [r.amount.value for r in chart.results if r.concept == "total_b12" and r.amount]
        written += [
            body["valueQuantity"]["value"]
            for body in resources(record)
            if body["resourceType"] == "Observation"
            and body["code"]["coding"][0]["code"] == "2132-9"
        ]
    assert len(written) == 215
    assert sorted(read) == sorted(written)


def test_an_earlier_day_never_shows_more() -> None:
    for number, record in enumerate(bundles("fhir-synthea")[:20]):
        late = read_record([(str(number), record)], AS_OF)
        early = read_record([(str(number), record)], date(2010, 1, 1))
        assert set(early.results) <= set(late.results)
        assert {(e.resource, e.concept) for e in early.entries} <= {
            (e.resource, e.concept) for e in late.entries
        }
        assert early.relevant <= late.relevant

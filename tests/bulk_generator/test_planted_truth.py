"""Is what the generator plants what the record really says?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.bulk.case import GAPS
from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import write_export
from cobalamin.fhir.read import RecordError, read_record
from tests.bulk_generator.exports import records, rows
from tests.bulk_generator.gaps_by_hand import gaps_of

PLAIN = Plan(480, seed=3, irrelevant=0.2, planted=0.5, files_per_type=3)
HOSTILE = Plan(480, seed=4, irrelevant=0.5, planted=0.5, files_per_type=2, hostile=True)
SAID = {"yes": True, "no": False, "unknown": None}


@pytest.fixture(scope="module", params=[PLAIN, HOSTILE], ids=["plain", "hostile"])
def export(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bulk")
    write_export(out, request.param)
    return out


def test_every_patient_has_the_planted_gaps_and_no_other(export: Path) -> None:
    """All and only: whoever is not planted has no gap, and only what is said is refused."""
    planted = rows(export / "planted.csv")
    expected = {(row["patient"], row["gap"]): row for row in planted}
    wrong: list[str] = []
    for patient, lines in records(export).items():
        try:
            chart = read_record([("record.ndjson", b"\n".join(lines))], PLAIN.as_of)
        except RecordError as fault:
            if expected[patient, GAPS[0]]["case"] != "hostile-no-unit-at-all":
                wrong.append(f"{expected[patient, GAPS[0]]['case']}: {fault}")
            continue
        for gap, so in gaps_of(chart).items():
            row = expected.get((patient, gap), {"expected": "no", "case": "background"})
            if so is not SAID[row["expected"]]:
                wrong.append(f"{row['case']}, {gap}: {so}, not {row['expected']}")
    assert wrong == []


def test_every_case_and_every_gap_both_ways_is_planted(export: Path) -> None:
    plan = HOSTILE if rows(export / "rejected.csv") else PLAIN
    planted = rows(export / "planted.csv")
    assert {row["case"] for row in planted} == {case.name for case in plan.cases}
    assert len({row["patient"] for row in planted}) == plan.patients / 2
    seen = Counter((row["gap"], row["expected"]) for row in planted)
    assert all(seen[gap, said] >= 5 for gap in GAPS for said in ("yes", "no"))
    targets = Counter((case.gap, case.expected) for case in plan.cases)
    assert all(targets[gap, "no"] >= 7 for gap in GAPS), "near misses of every gap"


def test_case_names_are_unique() -> None:
    names = Counter(case.name for case in HOSTILE.cases)
    assert [name for name, count in names.items() if count > 1] == []

"""Does a screening leave all of its files, or none, and always the same ones?"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import fhirkit
import jsonschema
import pytest

from cobalamin.guideline.profiles import guideline
from cobalamin.screen import as_json as shape
from cobalamin.screen.as_json import as_json
from cobalamin.screen.as_text import as_text
from cobalamin.screen.outputs import FILES, USUAL, Choices, Other, write_outputs
from cobalamin.screen.screening import Asked, FileRead, Reading, Screening
from tests.screening_outputs import people as p
from tests.screening_outputs.tables import (
    AS_OF,
    RULES,
    Person,
    answer,
    crowd,
    rows_of_the_record,
    tables,
)

READING = Reading(
    (FileRead("Patient.ndjson", 16, 16, 0), FileRead("Observation.ndjson.gz", 60, 40, 2)),
    dated_after=(("Observation", 3),),
)
SCHEMA = json.loads(
    Path(shape.__file__).with_name("screening-1.schema.json").read_text(encoding="utf-8")
)
WITH_OTHER = Choices(other=Other("other", "ng239"))


def screened(
    place: Path,
    everyone: list[Person] | tuple[Person, ...] = p.PRACTICE,
    choices: Choices = USUAL,
    threads: int = 1,
) -> Screening:
    with tables(everyone, threads=threads) as database:
        rows_of_the_record(database)
        if choices.other:
            answer(database, guideline("ng239"), choices.other.table)
        return write_outputs(database, place, Asked(RULES, AS_OF, READING), choices)


def read(place: Path, name: str) -> Any:
    return json.loads((place / name).read_text(encoding="utf-8"))


def test_every_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    screened(tmp_path, choices=WITH_OTHER)
    assert {path.name for path in tmp_path.iterdir()} == set(FILES)


def test_without_a_comparison_no_file_of_an_earlier_one_is_left(tmp_path: Path) -> None:
    screened(tmp_path, choices=WITH_OTHER)
    (tmp_path / "facts.parquet").write_bytes(b"somebody else's")
    screened(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {*FILES[:-2], "facts.parquet"}


@pytest.mark.parametrize("size", [0, 1, 5000])
def test_the_same_tables_give_the_same_bytes(tmp_path: Path, size: int) -> None:
    """Whatever the order of the rows, and however many threads there are."""
    everyone = crowd(size) if size else list(p.PRACTICE)
    screened(tmp_path / "one", everyone, WITH_OTHER)
    screened(tmp_path / "two", everyone[::-1], WITH_OTHER, threads=2)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), (
            name
        )


def test_a_run_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screened(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def fail(_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr("cobalamin.screen.outputs.report", fail)
    with pytest.raises(OSError, match="no space left"):
        screened(tmp_path, [p.FINE])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_json_has_the_shape_of_its_schema(tmp_path: Path) -> None:
    for choices in (USUAL, WITH_OTHER):
        told = as_json(screened(tmp_path, choices=choices))
        jsonschema.validate(told, SCHEMA)
        assert json.loads(json.dumps(told)) == read(tmp_path, "screening.json")


def test_the_schema_refuses_another_shape(tmp_path: Path) -> None:
    told = as_json(screened(tmp_path))
    for change in ({"patients": "16"}, {"unheard": 1}, {"gaps": {"x": -1}}, {"funnel": None}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(told | change, SCHEMA)


def test_a_program_reads_the_counts_of_the_contract(tmp_path: Path) -> None:
    told = as_json(screened(tmp_path))
    assert told["schema"] == "cobalamin.screening/1"
    assert (told["patients"], told["deceased"]) == (16, 1)
    assert told["lines"] == {"read": 76, "used": 56, "rejected": 2}
    answers: Any = told["answers"]
    assert answers["deficiency"]["not-tested"] == 9
    assert {sum(codes.values()) for codes in answers.values()} == {15}
    assert told["gaps"] == {
        "deficient-never-treated": 2,
        "low-b12-no-follow-up": 2,
        "neuropathy-never-tested": 3,
        "metformin-never-tested": 1,
        "review-overdue": 2,
        "injections-without-evidence": 1,
    }
    assert told["worklist"] == {
        "patients": 12,
        "listed": 12,
        "by_urgency": {"now": 4, "soon": 6, "routine": 2},
    }


def test_a_person_reads_the_same_on_a_terminal(tmp_path: Path) -> None:
    text = as_text(screened(tmp_path, choices=Choices(worklist_size=5, other=WITH_OTHER.other)))
    assert max(map(len, text.splitlines())) <= 88
    for says in (
        "16 patients screened under confirm-first as of 2026-11-22. 1 is recorded as dead",
        "12 patients need something: 4 now, 6 soon, 2 routine. The first 5 are in worklist.csv; 7",
        "Numb feet, neuropathy or unsteady gait, and B12 never tested    3  12               0",
        "probable    4",
        "  suspected                    5                3",
        "1 patient without a Patient resource",
        "76 lines read, 56 used, 2 rejected",
        "Observation.ndjson.gz: 2 lines rejected",
        "total_b12: 1 of 6 results not read: it has no unit",
        "deficiency: probable -> confirmed",
        "nothing here is an order or a prescription.",
    ):
        assert says in text, text


@pytest.mark.parametrize("width", [60, 72])
def test_no_prose_is_wider_than_the_terminal(tmp_path: Path, width: int) -> None:
    text = as_text(screened(tmp_path), width=width)
    prose = [line for line in text.splitlines() if not re.search(r"\S {2,}\S", line)]
    assert max(map(len, prose)) <= width
    assert len(prose) > 20


def test_an_empty_screening_says_so(tmp_path: Path) -> None:
    found = screened(tmp_path, [])
    assert "Nobody is on the worklist." in as_text(found)
    assert (tmp_path / "worklist.csv").read_text(encoding="utf-8").count("\n") == 1
    assert fhirkit.validate(read(tmp_path, "worklist.fhir.json")) == []


def test_the_equity_table_hides_small_numbers_wherever_it_is_written(tmp_path: Path) -> None:
    screened(tmp_path, crowd(3000))
    with (tmp_path / "equity.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    told = [row[name] for row in rows for name in ("count", "of")]
    assert "<5" in told
    assert "hidden" in told
    assert [cell for cell in told if cell in ("1", "2", "3", "4")] == []
    assert all(row["share"] == "" for row in rows if not row["count"].isdigit())
    shared = [row for row in rows if row["share"]]
    assert all(float(r["low"]) <= float(r["share"]) <= float(r["high"]) for r in shared)
    assert [row["count"] for row in read(tmp_path, "screening.json")["equity"]] == [
        int(row["count"]) if row["count"].isdigit() else row["count"] for row in rows
    ]


def resources(bundle: Any, kind: str) -> list[Any]:
    return [e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == kind]


def test_the_bundle_is_valid_fhir_and_holds_a_group_for_each_gap(tmp_path: Path) -> None:
    screened(tmp_path)
    bundle = read(tmp_path, "worklist.fhir.json")
    assert [str(issue) for issue in fhirkit.validate(bundle)] == []
    groups = {group["code"]["coding"][0]["code"]: group for group in resources(bundle, "Group")}
    assert list(groups) == [gap.id for gap in RULES.gaps]
    members = [each["entity"] for each in groups["neuropathy-never-tested"]["member"]]
    assert members == [
        {"display": "Patient/=SUM(A1)"},  # no address of FHIR
        {"reference": "Patient/numb"},
        {"reference": "Patient/numb-older"},
    ]
    assert {name: group["quantity"] for name, group in groups.items()} == {
        name: len(group["member"]) for name, group in groups.items()
    }


def test_a_gap_that_nobody_has_is_a_group_without_members(tmp_path: Path) -> None:
    screened(tmp_path, [p.METFORMIN])
    bundle = read(tmp_path, "worklist.fhir.json")
    assert [str(issue) for issue in fhirkit.validate(bundle)] == []
    sizes = [(g["quantity"], "member" in g) for g in resources(bundle, "Group")]
    assert sizes == [(0, False), (0, False), (0, False), (1, True), (0, False), (0, False)]


def test_the_list_is_in_the_order_of_the_worklist_with_reasons(tmp_path: Path) -> None:
    screened(tmp_path, choices=Choices(worklist_size=5))
    [found] = resources(read(tmp_path, "worklist.fhir.json"), "List")
    assert [each["item"]["reference"] for each in found["entry"]] == [
        f"Patient/{name}" for name in ("myelopathy", "numb", "confirmed", "listed", "low")
    ]
    assert found["note"][0]["text"] == "7 more patients are on the whole worklist."
    assert found["orderedBy"]["coding"][0]["code"] == "priority"
    low = found["entry"][4]["flag"]
    assert [coding["code"] for coding in low["coding"]] == ["soon", "low-b12-no-follow-up"]
    assert low["text"].startswith("Total B12 145 ng/L on 2025-10-06")


def test_the_bundle_says_where_it_comes_from_and_every_id_is_its_own(tmp_path: Path) -> None:
    screened(tmp_path)
    bundle = read(tmp_path, "worklist.fhir.json")
    [provenance] = resources(bundle, "Provenance")
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    assert [each["reference"] for each in provenance["target"]] == urls[:-1]
    assert len(set(urls)) == len(urls)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", url) for url in urls)
    versions = {v["type"]["text"]: v["value"] for v in provenance["contained"][0]["version"]}
    assert versions["guideline"] == "confirm-first"
    assert versions["knowledge fingerprint"].startswith("sha256:")
    screened(tmp_path / "other", [p.FINE])
    other = read(tmp_path / "other", "worklist.fhir.json")
    assert not set(urls) & {entry["fullUrl"] for entry in other["entry"]}


def test_a_list_with_a_fault_would_be_noticed(tmp_path: Path) -> None:
    screened(tmp_path)
    bundle = read(tmp_path, "worklist.fhir.json")
    resources(bundle, "List")[0].pop("status")
    resources(bundle, "Group")[0].pop("actual")
    assert len(fhirkit.validate(bundle)) == 2

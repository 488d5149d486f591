"""Are engines compared answer by answer, read floors measured on what is there, documents kept?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from benchmarks.against_cql import Group, compare, disagreements, groups, told
from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import write_export
from benchmarks.engines import Answered, CannotRunError, by_us
from benchmarks.read_columns import COLUMNS
from benchmarks.read_floor import files_of, floor, query_of
from benchmarks.tables import table, write_section

RECORDS = Group("two", (b"{}", b"{}"), date(2026, 11, 1))
RIGHT = {"p1": {"total_b12": "deficient", "metabolites": "normal", "deficiency": "probable"}}


@dataclass(frozen=True)
class Fixed:
    """An engine that always answers the same."""

    answers: dict[str, dict[str, str]]

    def __call__(self, records: Sequence[bytes], as_of: date) -> Answered:
        assert (records, as_of) == (RECORDS.records, RECORDS.as_of)
        return Answered(self.answers, 0.5, 1.0, notes=("a note",))


def absent(records: Sequence[bytes], as_of: date) -> Answered:
    raise CannotRunError(f"no engine for {len(records)} records on {as_of}")


def test_an_engine_that_answers_otherwise_is_seen() -> None:
    wrong = {"p1": {**RIGHT["p1"], "deficiency": "confirmed"}}
    compared = compare(RECORDS, {"ours": Fixed(RIGHT), "theirs": Fixed(wrong)})
    assert compared.differing("ours") == []
    assert compared.differing("theirs") == ["p1 deficiency: ours probable, theirs confirmed"]
    assert "| theirs | 4 | 2 | 0.0 | 1 of 6 |" in told(compared)


def test_a_patient_that_one_side_leaves_out_is_a_disagreement() -> None:
    assert len(disagreements(RIGHT, {})) == 3


def test_an_engine_that_cannot_run_is_named_with_its_reason() -> None:
    compared = compare(RECORDS, {"ours": Fixed(RIGHT), "theirs": absent})
    assert "theirs was not measured: no engine for 2 records on 2026-11-01." in told(compared)


def test_both_groups_of_patients_are_answered() -> None:
    small, whole = groups(5, 4)
    for group, count in ((small, 5), (whole, 4)):
        answered = by_us(group.records, group.as_of)
        assert len(answered.answers) == count
        assert answered.processor > 0
    assert 60_000 < sum(map(len, whole.records)) / 4 < 110_000


@pytest.mark.parametrize("compression", ["none", "gzip", "zstd"])
def test_the_floor_reads_every_line_of_the_files(tmp_path: Path, compression: str) -> None:
    plan = Plan(40, irrelevant=0.6, planted=0.5, files_per_type=2, compression=compression)
    counts = write_export(tmp_path, plan)
    found = floor(tmp_path, COLUMNS, runs=1)
    read = [kind for kind in COLUMNS if files_of(tmp_path / "export", kind)]
    assert found.rows == sum(counts["resources_by_type"][kind] for kind in read)
    assert found.weight == sum(counts["bytes_by_type"][kind] for kind in read)
    assert found.peak > found.empty > 10_000_000
    assert found.peak < 2 * found.empty, "the peak of the child, whatever this process holds"
    assert (found.stored < found.weight) is (compression != "none")


def test_the_query_asks_for_every_column() -> None:
    query = query_of(["it's.ndjson"], {"id": "VARCHAR", "end": "DOUBLE"})
    assert "'it''s.ndjson'" in query
    assert 'count("id"), count("end")' in query
    assert "columns = {'id': 'VARCHAR', 'end': 'DOUBLE'}" in query


def test_a_table_lines_up() -> None:
    assert table(["a", "b"], [(1, "x")]) == "| a | b |\n| --- | ---: |\n| 1 | x |"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# T\n\n## A\n\nold\n\n## B\n\nkept\n", "# T\n\n## A\n\nnew\n\n## B\n\nkept\n"),
        ("# T\n\n## B\n\nkept\n\n## A\n\nold\n", "# T\n\n## B\n\nkept\n\n## A\n\nnew\n"),
        ("# T\n", "# T\n\n## A\n\nnew\n"),
    ],
)
def test_a_section_is_written_in_its_place(tmp_path: Path, before: str, after: str) -> None:
    document = tmp_path / "performance.md"
    document.write_text(before)
    write_section(document, "A", "new\n")
    assert document.read_text() == after
    write_section(document, "A", "new\n")
    assert document.read_text() == after

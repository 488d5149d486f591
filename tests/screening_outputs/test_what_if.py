"""Is everyone found who would be answered otherwise, and nobody else?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from cobalamin.guideline.profiles import guideline
from cobalamin.screen.side_by_side import NAME, put_side_by_side
from cobalamin.screen.what_if import Comparison, Move, changes_sql, compare, write_changes
from tests.screening_outputs import people as p
from tests.screening_outputs.tables import RULES, Person, side_by_side

NG239 = guideline("ng239")


@pytest.fixture
def both() -> Iterator[duckdb.DuckDBPyConnection]:
    """The practice as answered under two guidelines."""
    with side_by_side(p.PRACTICE, other=NG239) as database:
        yield database


def compared(database: duckdb.DuckDBPyConnection) -> Comparison:
    names = ("confirm-first", "ng239")
    return compare(database, RULES, RULES.gaps, names)


def test_the_cross_table_of_a_question_holds_every_pair(both: duckdb.DuckDBPyConnection) -> None:
    crosses = {cross.subject: cross for cross in compared(both).crosses}
    deficiency = crosses["deficiency"]
    assert deficiency.moves == (
        Move("not-tested", "not-tested", 9),
        Move("probable", "confirmed", 4),
        Move("confirmed", "confirmed", 1),
        Move("unlikely", "unlikely", 1),
    )
    assert (deficiency.people, deficiency.changed) == (15, 4)
    assert deficiency.before() == ("not-tested", "probable", "confirmed", "unlikely")
    assert deficiency.after() == ("not-tested", "confirmed", "unlikely")
    assert deficiency.moved("probable", "confirmed") == 4
    assert deficiency.moved("probable", "unlikely") == 0


def test_a_gap_that_opens_is_a_change_too(both: duckdb.DuckDBPyConnection) -> None:
    gap = {cross.subject: cross for cross in compared(both).crosses}["deficient-never-treated"]
    assert gap.moves == (Move("no", "no", 9), Move("no", "yes", 4), Move("yes", "yes", 2))


def test_who_changes_is_counted_once_and_the_dead_never(both: duckdb.DuckDBPyConnection) -> None:
    found = compared(both)
    listed = both.execute(changes_sql(RULES, RULES.gaps)).fetchall()
    assert found.people == 15
    assert found.changed == len({patient for patient, *_ in listed})
    assert "dead" not in {patient for patient, *_ in listed}
    assert sum(cross.changed for cross in found.crosses) == len(listed)


def test_the_list_says_from_what_to_what(both: duckdb.DuckDBPyConnection) -> None:
    listed = both.execute(changes_sql(RULES, RULES.gaps)).fetchall()
    assert ("low", "deficiency", "probable", "confirmed") in listed
    assert ("low", "deficient-never-treated", "no", "yes") in listed
    assert [row[0] for row in listed] == sorted(row[0] for row in listed)


def test_nothing_changes_between_a_guideline_and_itself() -> None:
    with side_by_side(p.PRACTICE, other=RULES) as database:
        found = compared(database)
        assert found.changed == 0
        assert found.changing == ()
        assert database.execute(changes_sql(RULES, RULES.gaps)).fetchall() == []


def test_tables_of_other_people_are_refused(
    both: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    place = tmp_path / "side-by-side.parquet"
    both.execute(f"DROP VIEW {NAME}")
    put_side_by_side(both, RULES, place, "other answers")
    both.execute("""DELETE FROM "other answers" WHERE patient = 'low'""")
    with pytest.raises(ValueError, match="people holds 16 patients, but 15 are in every table"):
        put_side_by_side(both, RULES, place, "other answers")


def test_an_answer_that_is_missing_is_a_fault(both: duckdb.DuckDBPyConnection) -> None:
    both.execute("""UPDATE "other answers" SET answer_deficiency = NULL WHERE patient = 'low'""")
    with pytest.raises(ValueError, match="1 patients have no single answer"):
        compared(both)


def test_the_list_is_written_for_programs_and_for_people(tmp_path: Path) -> None:
    parquet, text = tmp_path / "w.parquet", tmp_path / "w.csv"
    evil = Person("=cmd", p.LOW_ALONE.facts)
    with side_by_side([evil, p.LOW_ALONE], other=NG239) as database:
        changes = changes_sql(RULES, RULES.gaps)
        write_changes(database, changes, parquet=parquet, csv=text)
        kept = database.execute(f"SELECT patient FROM '{parquet}'").fetchall()
    with text.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["patient", "subject", "before", "after"]
    assert {row["patient"] for row in rows} == {"'=cmd", "low"}
    assert {patient for (patient,) in kept} == {"=cmd", "low"}
    assert len(rows) == len(kept)

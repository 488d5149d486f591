"""Is everyone on the worklist who needs something, in the right order, and with the right words?"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from cobalamin.screen.phrasing import Phrasing
from cobalamin.screen.sentences import FINDINGS, SENTENCES, Sentence
from cobalamin.screen.spreadsheet import harmless
from cobalamin.screen.worklist import (
    COLUMNS,
    as_csv,
    first_rows,
    length,
    worklist_sql,
    write_worklist,
)
from tests.screening_outputs import people as p
from tests.screening_outputs.tables import AS_OF, RULES, Known, Person, ng, side_by_side, tables

Row = dict[str, Any]


def worklist(*everyone: Person) -> list[Row]:
    with side_by_side(everyone) as database:
        found = database.execute(worklist_sql(RULES, RULES.gaps, AS_OF))
        names = [column[0] for column in found.description or []]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def reasons(person: Person) -> list[str]:
    [row] = worklist(person)
    return row["reasons"]


def test_the_worklist_holds_whoever_needs_something_the_most_urgent_first() -> None:
    found = [(row["patient"], row["urgency"], row["gaps"]) for row in worklist(*p.PRACTICE)]
    assert found == [
        # two steps that cannot wait, then one, then a gap that is to be seen to now
        ("myelopathy", "now", []),
        ("numb", "now", ["neuropathy-never-tested"]),
        ("confirmed", "now", ["deficient-never-treated"]),
        ("listed", "now", ["deficient-never-treated"]),
        # soon: by the gravest gap, then the oldest, then by id; unknown age last
        ("low", "soon", ["low-b12-no-follow-up"]),
        ("low-bound", "soon", ["low-b12-no-follow-up"]),
        ("numb-older", "soon", ["neuropathy-never-tested"]),
        ("=SUM(A1)", "soon", ["neuropathy-never-tested"]),
        ("never-reviewed", "soon", ["review-overdue"]),
        ("review", "soon", ["review-overdue"]),
        ("metformin", "routine", ["metformin-never-tested"]),
        ("injected", "routine", ["injections-without-evidence"]),
    ]


def test_the_order_does_not_depend_on_the_order_of_the_record() -> None:
    backwards = worklist(*reversed(p.PRACTICE))
    assert backwards == worklist(*p.PRACTICE)


@pytest.mark.parametrize("person", [p.DEAD, p.FINE, p.METFORMIN_SHORT, p.LOW_FRESH])
def test_the_dead_and_whoever_lacks_nothing_are_not_on_it(person: Person) -> None:
    assert worklist(person) == []


@pytest.mark.parametrize(
    ("person", "says"),
    [
        (p.METFORMIN, "Metformin for 6.2 years, B12 never tested."),
        (
            p.NUMB_OLDER,
            "Recorded: tingling, numbness or neuropathy; B12 never tested.",
        ),
        (
            p.LOW_ALONE,
            "Total B12 145 ng/L on 2025-10-06 (412 days ago), no MMA or homocysteine on record.",
        ),
        (
            p.LOW_BOUND,
            (
                "Total B12 below 150 ng/L on 2025-10-06 (412 days ago), "
                "no MMA or homocysteine on record."
            ),
        ),
        (
            p.CONFIRMED,
            (
                "B12 deficiency confirmed; total B12 145 ng/L; MMA 560 nmol/L; "
                "no B12 treatment on record."
            ),
        ),
        (
            p.LISTED_UNTREATED,
            "B12 deficiency or pernicious anaemia on the problem list; no B12 treatment on record.",
        ),
        (p.REVIEW, "On B12, last reviewed on 2025-10-18 (400 days ago)."),
        (p.NEVER_REVIEWED, "On B12 for 2.5 years, no review on record."),
        (
            p.INJECTED,
            (
                "B12 injections since 2026-10-03; no low B12, raised MMA or raised homocysteine "
                "and no lasting cause on record."
            ),
        ),
    ],
    ids=lambda each: each.patient if isinstance(each, Person) else "",
)
def test_a_reason_is_one_plain_sentence_with_the_numbers_of_the_patient(
    person: Person, says: str
) -> None:
    assert reasons(person) == [says]


def test_a_step_that_cannot_wait_comes_with_what_is_on_record() -> None:
    assert reasons(p.MYELOPATHY) == [
        (
            "Take blood for B12, MMA and homocysteine now, then treat without waiting for the "
            "results. A prescriber signs."
        ),
        "Ask neurology today: signs of myelopathy or weakness that progresses.",
        "On record: signs of myelopathy; total B12 145 ng/L on 2026-11-19.",
    ]


def test_what_is_on_record_is_not_said_twice() -> None:
    assert [says.partition(" ")[0] for says in reasons(p.NUMB)] == ["Take", "Recorded:"]


def test_what_cannot_be_told_and_what_is_missing_stand_beside_the_reasons() -> None:
    rows = {row["patient"]: row for row in worklist(*p.PRACTICE)}
    assert rows["=SUM(A1)"]["missing"] == [
        "a Patient resource (who this is)",
        "date of birth",
        "a B12 result",
        "MMA",
        "homocysteine",
    ]
    assert rows["confirmed"]["missing"] == ["homocysteine"]
    assert rows["confirmed"]["cannot_be_told"] == []
    clouded = Person(
        "clouded", {**p.METFORMIN.facts, "total_b12_unreadable": False, "recorded_deficiency": None}
    )
    assert worklist(clouded)[0]["cannot_be_told"] == ["deficient-never-treated"]


def test_the_actions_are_those_that_are_called_for_the_most_urgent_first() -> None:
    rows = {row["patient"]: row for row in worklist(*p.PRACTICE)}
    assert rows["metformin"]["actions"] == ["test-b12"]
    assert rows["myelopathy"]["actions"][:2] == ["refer-neurology", "treat-now"]


@pytest.mark.parametrize(
    ("bound", "words"),
    [
        ("", "150 ng/L"),
        ("<", "below 150 ng/L"),
        ("<=", "at most 150 ng/L"),
        (">", "above 150 ng/L"),
        (">=", "at least 150 ng/L"),
    ],
)
def test_a_bounded_result_is_told_as_the_laboratory_told_it(bound: str, words: str) -> None:
    says = Sentence("{total_b12}")
    assert phrased(says, {"total_b12": ng(150, bound)}) == words


def test_an_optional_part_is_left_out_where_it_is_not_known() -> None:
    says = Sentence("Known[; total B12 {total_b12}][; MMA {mma}].")
    assert phrased(says, {}) == "Known."
    assert phrased(says, {"total_b12": ng(150)}) == "Known; total B12 150 ng/L."
    assert phrased(Sentence("MMA {mma}."), {}) is None


def test_findings_of_which_there_are_none_are_not_told() -> None:
    with tables([Person("nobody")]) as database:
        ending = Phrasing(RULES.facts, AS_OF).ending(FINDINGS)
        assert database.execute(f"SELECT {ending} FROM facts").fetchall() == [(None,)]


def test_an_unknown_way_to_say_a_fact_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is said by 'weeks'"):
        Phrasing(RULES.facts, AS_OF).sentence(Sentence("{mma:weeks}"))


def phrased(says: Sentence, known: Known) -> str | None:
    with tables([Person("someone", known)]) as database:
        sql = Phrasing(RULES.facts, AS_OF).sentence(says)
        [(told,)] = database.execute(f"SELECT {sql} FROM facts").fetchall()
        return told


def test_every_gap_has_sentences_and_every_sentence_is_ascii() -> None:
    """Plain letters, so that a spreadsheet shows them right whatever encoding it takes them for."""
    assert set(SENTENCES) == {gap.id for gap in RULES.gaps}
    told = [each.says for sentences in SENTENCES.values() for each in sentences]
    told += [gap.rule.says for gap in RULES.gaps]
    told += [action.rule.says for action in RULES.actions if action.urgency == "now"]
    assert [says for says in told if not says.isascii()] == []


def written(place: Path, size: int | None) -> tuple[str, int]:
    with side_by_side(p.PRACTICE) as database:
        write_worklist(database, worklist_sql(RULES, RULES.gaps, AS_OF), place)
        text = "".join(as_csv(first_rows(database, place, size)))
        return text, length(database, place).all


def test_the_list_for_people_has_as_many_rows_as_fit_a_day(tmp_path: Path) -> None:
    text, everyone = written(tmp_path / "w.parquet", 3)
    rows = list(csv.DictReader(StringIO(text)))
    assert everyone == 12
    assert [row["patient"] for row in rows] == ["myelopathy", "numb", "confirmed"]
    assert tuple(rows[0]) == COLUMNS
    assert rows[2] == {
        "patient": "confirmed",
        "urgency": "now",
        "gaps": "deficient-never-treated",
        "actions": rows[2]["actions"],
        "reasons": "B12 deficiency confirmed; total B12 145 ng/L; MMA 560 nmol/L; "
        "no B12 treatment on record.",
        "cannot_be_told": "",
        "missing": "homocysteine",
        "age": "66",
        "sex": "female",
    }


def test_a_cell_is_never_a_formula(tmp_path: Path) -> None:
    text, _ = written(tmp_path / "it's here.parquet", None)
    ids = [row["patient"] for row in csv.DictReader(StringIO(text))]
    assert "'=SUM(A1)" in ids
    assert len(ids) == 12


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_whatever_a_spreadsheet_takes_for_a_formula_is_quoted(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1"
    assert harmless(f"1{start}") == f"1{start}"

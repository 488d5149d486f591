"""Is every single change to a rule made, and noticed by the rows that should notice it?"""

from __future__ import annotations

from cobalamin.rules.evaluate import FactRow
from cobalamin.rules.expression import Rule, all_of, any_of, at_least, no
from cobalamin.rules.question import Question
from tests.knowledge.mutation import Mutant, mutants, notices, survivors
from tests.rules.toy import (
    ATAXIA,
    B12,
    DEFICIENCY,
    FALLS,
    GREY,
    LOW,
    LOW_END,
    MMA,
    MMA_RAISED,
    SIGNS,
    TINGLING,
    ng,
    pmol,
)
from tests.spec.runner import Row, told


def changes(rule: Rule) -> list[str]:
    return [mutant.change for mutant in mutants(rule)]


def row(subject: Rule | Question, **facts: object) -> Row:
    read: FactRow = facts  # type: ignore[assignment]
    return Row("here", subject, read, told(subject, read))


EDGES = [ng(179), ng(180), ng(181), pmol(132), pmol(133), pmol(134)]


def test_a_comparison_has_seven_mutants_in_two_units() -> None:
    assert changes(LOW) == [
        "opposite of: total B12 below 180 ng/L (133 pmol/L)",
        "total B12 below 180 ng/L (133 pmol/L) -> total B12 at most 180 ng/L (133 pmol/L)",
        "total B12 below 180 ng/L (133 pmol/L) -> total B12 above 180 ng/L (133 pmol/L)",
        "total B12 below 180 ng/L (133 pmol/L) -> total B12 below 181 ng/L (133 pmol/L)",
        "total B12 below 180 ng/L (133 pmol/L) -> total B12 below 179 ng/L (133 pmol/L)",
        "total B12 below 180 ng/L (133 pmol/L) -> total B12 below 180 ng/L (134 pmol/L)",
        "total B12 below 180 ng/L (133 pmol/L) -> total B12 below 180 ng/L (132 pmol/L)",
    ]


def test_a_moved_cut_point_stays_a_number_people_print() -> None:
    rule = Rule("r", MMA.above(MMA_RAISED), "", ())
    assert changes(rule)[-2:] == [
        "MMA above 0.28 umol/L -> MMA above 0.29 umol/L",
        "MMA above 0.28 umol/L -> MMA above 0.27 umol/L",
    ]


def test_a_count_has_its_neighbours_and_each_part_is_dropped_and_opposed() -> None:
    rule = Rule("r", at_least(2, ATAXIA.holds(), FALLS.holds(), TINGLING.holds()), "", ())
    assert [c.split(":")[0] for c in changes(rule)] == [
        "opposite of",
        "2 -> 3 of",
        "2 -> 1 of",
        *["without", "opposite of"] * 3,
    ]


def test_a_followed_rule_is_dropped_and_opposed_but_not_entered() -> None:
    rule = Rule("r", all_of(LOW.holds(), no(GREY.holds())), "", ())
    assert [c.split(":")[0] for c in changes(rule)] == [
        "opposite of",
        "2 -> 1 of",
        "without",
        "opposite of",
        "without",
        "opposite of",
    ]


def test_rows_on_each_side_of_the_edge_in_each_unit_leave_no_survivor() -> None:
    assert survivors(LOW, [row(LOW, total_b12=amount) for amount in EDGES]) == []


def test_rows_away_from_the_edge_leave_survivors() -> None:
    left = survivors(LOW, [row(LOW, total_b12=ng(90)), row(LOW, total_b12=ng(400))])
    assert len(left) == 5  # strictness, and each cut-point moved; in pmol/L nothing is noticed


def test_rows_of_a_question_notice_changes_in_the_rules_it_follows() -> None:
    assert survivors(LOW, [row(DEFICIENCY, total_b12=amount) for amount in EDGES]) == []


def test_rows_that_do_not_read_a_rule_notice_nothing_in_it() -> None:
    assert len(survivors(SIGNS, [row(LOW, total_b12=ng(179))])) == len(changes(SIGNS))


def test_a_change_that_changes_nothing_is_no_survivor() -> None:
    twice = Rule("r", all_of(ATAXIA.holds(), any_of(ATAXIA.holds(), FALLS.holds())), "", ())
    rows = [row(twice, ataxia=a, falls=b) for a in (True, False) for b in (True, False)]
    quiet = [m.change for m in mutants(twice) if not any(notices(r, m) for r in rows)]
    assert "without: falls recorded" in quiet
    assert survivors(twice, rows) == []


def test_an_unknown_row_notices_silence_read_as_no() -> None:
    either = Rule("r", any_of(ATAXIA.holds(), B12.below(LOW_END)), "", ())
    dropped = Mutant(either, ATAXIA.holds(), "without B12")
    assert notices(row(either, ataxia=False), dropped)

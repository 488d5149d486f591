"""Does asking one patient only what is shown give what the reference reading gives?"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cobalamin.quantity import Amount
from cobalamin.rules.compiled import compile_questions
from cobalamin.rules.evaluate import FactRow, answer, evaluate
from cobalamin.rules.expression import Criterion, Fact, Holds, Rule, all_of, any_of, no
from cobalamin.rules.inquiry import Inquiry
from cobalamin.rules.outline import Outline
from cobalamin.rules.question import Question
from cobalamin.rules.reach import rules_of
from tests.rules.strategies import criteria, rows
from tests.rules.toy import B12, GUIDELINE, LOW_END, PAPER

MANY = settings(
    max_examples=600,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NUMB, PALE = Fact("numb", "numbness"), Fact("pale", "pallor")


@MANY
@given(criteria, rows)
def test_any_criterion_has_the_same_truth_reasons_and_missing_facts(
    criterion: Criterion, row: FactRow
) -> None:
    expected = evaluate(criterion, row)
    assert Inquiry(row).verdict(criterion) == expected
    assert Inquiry(row).reasons(criterion) == expected.reasons


@MANY
@given(rows)
def test_any_question_stands_where_the_reference_says(row: FactRow) -> None:
    inquiry = Inquiry(row)
    for question in GUIDELINE.questions:
        expected, found = answer(question, row), inquiry.standing(question)
        assert (found.code, found.settled, found.rule) == (
            expected.code,
            expected.settled,
            expected.rule,
        )
        assert found.missing == expected.missing


@settings(MANY, max_examples=300)
@given(st.lists(rows, min_size=2, max_size=3))
def test_truths_from_the_compiled_reading_change_nothing(many: list[FactRow]) -> None:
    rules, outline = rules_of(GUIDELINE), Outline()
    places = [outline.place_of(rule) for rule in rules]
    for row in many:
        truths = compile_questions(GUIDELINE)(row).rules
        inquiry = Inquiry(row, outline, dict(zip(places, truths, strict=True)))
        for rule in rules:
            assert inquiry.verdict(rule.holds()) == evaluate(rule.holds(), row)


def test_only_telling_reasons_are_told() -> None:
    outline = Outline(lambda criterion, so: so and criterion.fact is NUMB)
    told = Inquiry({"numb": True, "pale": True}, outline)
    assert [r.criterion for r in told.reasons(all_of(Holds(PALE), Holds(NUMB)))] == [Holds(NUMB)]
    assert told.reasons(no(Holds(PALE))) == ()


def test_a_rule_is_read_once_however_many_follow_it() -> None:
    base = Rule("base", Holds(NUMB), "", ())
    inquiry = Inquiry({"numb": True})
    assert inquiry.so(all_of(base.holds(), base.holds())) is True
    assert list(inquiry.truths.values()) == [True]


def test_no_more_is_looked_at_than_settles_it() -> None:
    # A number where a yes/no fact belongs would raise if it were read.
    row: FactRow = {"numb": True, "pale": Amount(1, "ng/L")}
    assert Inquiry(row).so(any_of(Holds(NUMB), Holds(PALE))) is True
    assert Inquiry(row).so(all_of(no(Holds(NUMB)), Holds(PALE))) is False


def test_a_number_for_a_yes_no_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="pale is a yes/no fact"):
        Inquiry({"pale": Amount(1, "ng/L")}).so(Holds(PALE))


def test_a_yes_for_a_number_is_refused() -> None:
    with pytest.raises(TypeError, match="total_b12 is a number"):
        Inquiry({"total_b12": True}).so(B12.below(LOW_END))


def test_a_unit_that_no_cut_point_is_printed_in_is_refused() -> None:
    with pytest.raises(ValueError, match="total_b12 is read in"):
        Inquiry({"total_b12": Amount(1, "mg/L")}).so(B12.below(LOW_END))


def _both(*rules: Criterion) -> Question:
    answers = tuple((str(n), Rule(f"r{n}", when, "", (PAPER,))) for n, when in enumerate(rules))
    return Question("q", "?", answers, tuple(code for code, _ in answers))


def test_a_question_with_two_answers_or_none_is_refused() -> None:
    row: FactRow = {"numb": True}
    with pytest.raises(ValueError, match="q has 2 answers at once: 0, 1"):
        Inquiry(row).standing(_both(Holds(NUMB), Holds(NUMB)))
    with pytest.raises(ValueError, match="q has no answer left"):
        Inquiry(row).standing(_both(no(Holds(NUMB)), no(Holds(NUMB))))

"""Is each guideline read alike by all readings, and each of its questions answered exactly once?"""

from __future__ import annotations

from itertools import islice

import pytest

from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.agreement import Reading, agreement, compiled
from cobalamin.rules.cells import axes, witness_count
from cobalamin.rules.diagram import ALWAYS, NEVER, Diagrams, faults, never_given
from cobalamin.rules.evaluate import FactRow, Truth
from cobalamin.rules.expression import Criterion
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import facts_of, followed, rules_of
from tests.rules.duck import duck

GUIDELINES = guidelines()
each_guideline = pytest.mark.parametrize("guideline", GUIDELINES.values(), ids=GUIDELINES)


def once(reading: Reading) -> Reading:
    """The reading, asked once of what several guidelines have in common."""
    known: dict[Criterion, list[Truth]] = {}

    def read(piece: Criterion, rows: tuple[FactRow, ...]) -> list[Truth]:
        if piece not in known:  # the rows of a piece are the same wherever it stands
            known[piece] = reading(piece, rows)
        return known[piece]

    return read


READINGS = {"compiled": once(compiled), "DuckDB": once(duck)}


@each_guideline
def test_all_readings_agree_over_every_cell_of_every_rule(guideline: Guideline) -> None:
    proof = agreement(guideline, READINGS)
    assert proof.disagreements == ()
    assert proof.rules == len(rules_of(guideline)) <= proof.pieces < proof.rows


@each_guideline
def test_every_question_has_exactly_one_answer_at_every_point(guideline: Guideline) -> None:
    for question in guideline.questions:
        assert witness_count(question) > 1
        found = [(f.codes, dict(f.at.facts)) for f in islice(faults(question), 3)]
        assert found == [], question.name


@each_guideline
def test_every_answer_can_be_given(guideline: Guideline) -> None:
    assert {q.name: never_given(q) for q in guideline.questions if never_given(q)} == {}


@each_guideline
def test_every_rule_can_hold_and_can_fail(guideline: Guideline) -> None:
    rules = rules_of(guideline)
    diagrams = Diagrams(axes(rules))
    nodes = {rule.id: diagrams.of(rule.holds()) for rule in rules}
    assert [rule for rule, node in nodes.items() if node == NEVER] == []
    assert [rule for rule, node in nodes.items() if node == ALWAYS] == []


@each_guideline
def test_every_fact_that_is_read_is_listed_and_each_question_follows_earlier_ones(
    guideline: Guideline,
) -> None:
    rules = rules_of(guideline)
    assert {fact.name for fact in facts_of(rules)} <= {fact.name for fact in guideline.facts}
    asked = {rule: n for n, q in enumerate(guideline.questions) for _, rule in q.answers}
    later = [
        (rule.id, other.id)
        for rule in asked
        for other in followed(rule.when)
        if asked.get(other, -1) > asked[rule]
    ]
    assert later == []

"""Does assessing many patients give for each what assessing that one alone gives?"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings

from cobalamin.assess.assess import assess, is_telling
from cobalamin.assess.many import assessor
from cobalamin.chart import Chart
from cobalamin.guideline.declare import READ, read_facts
from cobalamin.guideline.fact_reader import fact_reader
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.rules.evaluate import Memo, answer, evaluate
from cobalamin.rules.inquiry import Inquiry
from cobalamin.rules.outline import Outline
from cobalamin.rules.reach import rules_of
from tests.properties.charts import charts

CASES = settings(max_examples=150, deadline=None)
prepared = cache(lambda name: assessor(guideline(name)))


@pytest.mark.parametrize("name", NAMES)
@given(chart=charts())
@CASES
def test_one_of_many_is_assessed_as_it_is_alone(name: str, chart: Chart) -> None:
    assert prepared(name)(chart) == assess(chart, guideline(name))


@given(chart=charts())
@CASES
def test_looking_only_for_what_is_spoken_of_reads_the_same_facts(chart: Chart) -> None:
    found = fact_reader(READ).read(chart)
    assert list(found.items()) == list(read_facts(chart, READ).items())


@pytest.mark.parametrize("name", NAMES)
@given(chart=charts())
@CASES
def test_asking_only_for_what_is_shown_tells_what_the_reference_tells(
    name: str, chart: Chart
) -> None:
    rules = guideline(name)
    row = {fact: known.value for fact, known in read_facts(chart, rules.facts).items()}
    memo: Memo = {}
    inquiry, told = Inquiry(row), Inquiry(row, Outline(is_telling))
    for rule in rules_of(rules):
        for criterion in filter(None, (rule.holds(), rule.explains)):
            expected = evaluate(criterion, row, memo)
            assert inquiry.verdict(criterion) == expected
            telling = [r for r in expected.reasons if is_telling(r.criterion, r.holds)]
            assert list(told.reasons(criterion)) == telling
    for question in rules.questions:
        expected, found = answer(question, row, memo), inquiry.standing(question)
        assert (found.code, found.settled, found.rule, found.missing) == (
            expected.code,
            expected.settled,
            expected.rule,
            expected.missing,
        )

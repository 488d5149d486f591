"""Are two guidelines said to differ exactly where they do, with a case on which they do?"""

from __future__ import annotations

from itertools import combinations

import pytest

from cobalamin.knowledge.disagreement import Disagreement, disagreements
from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import answer
from cobalamin.rules.expression import Fact
from cobalamin.rules.prose import amount_words
from cobalamin.rules.question import Question
from tests.documents.medicine import at_hand

FOUND = disagreements(at_hand())


def question(each: Disagreement, place: int) -> Question:
    asked = at_hand().guidelines[each.guidelines[place]].questions
    return next(question for question in asked if question.name == each.question)


def row(each: Disagreement) -> dict[str, Amount | bool | None]:
    """The facts of a case: what it names is so, every other finding is not."""
    facts = [told.fact for told in at_hand().facts.values()]
    known: dict[str, Amount | bool | None] = {
        fact.name: None if fact.units else False for fact in facts
    }
    for words in each.case:
        [(name, value)] = [read for fact in facts if (read := said(fact, words)) is not None]
        known[name] = value
    return known


def said(fact: Fact, words: str) -> tuple[str, Amount | bool] | None:
    """What these words say of this fact, if they speak of it."""
    if not fact.units:
        return (fact.name, True) if words == fact.label else None
    told = words.removeprefix(fact.label + " ")
    if told == words or not told[:1].isdecimal():
        return None
    for unit in fact.units:
        amount = Amount(float(told.split()[0].removesuffix("%")), unit)
        if amount_words(amount) == told:
            return fact.name, amount
    return None


@pytest.mark.parametrize("each", FOUND, ids=lambda e: "-".join((e.question, *e.codes)))
def test_the_two_guidelines_answer_the_case_so(each: Disagreement) -> None:
    facts = row(each)
    given = tuple(answer(question(each, place), facts) for place in (0, 1))
    assert tuple(one.code for one in given) == each.codes
    assert all(one.settled for one in given)


def test_every_pair_of_guidelines_is_compared_and_what_they_share_is_not_told() -> None:
    pairs = {each.guidelines for each in FOUND}
    assert pairs == set(combinations(at_hand().guidelines, 2))
    told = {each.question for each in FOUND}
    assert "deficiency" in told
    assert told.isdisjoint({"active_b12", "metabolites", "neuropathy"})


def test_the_default_confirms_by_metabolites_where_nice_needs_none() -> None:
    codes = {each.codes for each in FOUND if each.question == "deficiency"}
    assert ("probable", "confirmed") in codes
    assert ("confirmed", "unlikely") not in codes

"""Would the spec rows notice any single change to any rule of any guideline?"""

from __future__ import annotations

from functools import cache

import pytest

from cobalamin.rules.expression import Not, Rule
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import rules_of
from tests.knowledge.effect import Effects, effects, followers_of
from tests.knowledge.mutation import Mutant, mutants
from tests.knowledge.rows import GUIDELINES, rows_through

each_guideline = pytest.mark.parametrize("name", GUIDELINES)


@cache
def unnoticed(name: str) -> tuple[Mutant, ...]:
    """The mutants that no row notices, of the rules that no earlier guideline has as well."""
    earlier = [*GUIDELINES][: [*GUIDELINES].index(name)]
    known = {rule for other in earlier for rule in rules_of(GUIDELINES[other])}
    followers, through = followers_of(GUIDELINES[name]), rows_through(name)
    return tuple(
        mutant
        for rule in rules_of(GUIDELINES[name])
        if rule not in known
        for mutant in mutants(rule)
        if not any(read.notices(mutant, followers[rule]) for read in through.get(rule, ()))
    )


@cache
def proof(name: str) -> Effects:
    return effects(GUIDELINES[name])


def never_seen(mutant: Mutant) -> bool:
    """No guideline that has the rule would show the change to anyone."""
    having = [name for name in GUIDELINES if mutant.rule in proof(name).nodes]
    return all(proof(name).unseen(mutant) for name in having)


@each_guideline
def test_every_mutant_is_noticed_by_a_row_or_could_never_be_seen(name: str) -> None:
    left = unnoticed(name)
    assert [f"{mutant.rule.id}: {mutant.change}" for mutant in left if not never_seen(mutant)] == []


@each_guideline
def test_there_are_many_mutants_and_few_of_them_need_a_proof(name: str) -> None:
    every = [mutant for rule in rules_of(GUIDELINES[name]) for mutant in mutants(rule)]
    assert len(every) > 1_000
    assert len(unnoticed(name)) < len(every) / 20


def opposed(guideline: Guideline, rule_id: str) -> Mutant:
    [rule] = [rule for rule in rules_of(guideline) if rule.id == rule_id]
    return Mutant(rule, Not(rule.when), "the opposite")


@pytest.mark.parametrize(
    "rule_id",
    ["total_b12.deficient.case", "finding.folate-explains-homocysteine", "step.test-cbc.routine"],
)
def test_a_change_that_shows_is_never_called_unseen(rule_id: str) -> None:
    guideline = GUIDELINES["confirm-first"]
    assert not proof(guideline.name).unseen(opposed(guideline, rule_id))


def test_a_change_that_cannot_show_is_proved_unseen() -> None:
    guideline = GUIDELINES["confirm-first"]
    same = next(rule for rule in rules_of(guideline) if rule.id == "total_b12.deficient.case")
    assert proof(guideline.name).unseen(Mutant(same, Not(Not(same.when)), "twice the opposite"))


def test_every_rule_is_on_the_way_of_a_row_in_every_guideline() -> None:
    unread: list[Rule] = [
        rule
        for name, guideline in GUIDELINES.items()
        for rule in rules_of(guideline)
        if rule not in rows_through(name)
    ]
    assert [rule.id for rule in unread] == []

"""What does a criterion, a rule or a guideline read: which facts, and which other rules?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import assert_never

from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    Fact,
    Follows,
    Holds,
    Not,
    Rule,
)
from cobalamin.rules.question import Guideline


def leaves(criterion: Criterion) -> Iterator[Holds | Compare | Follows]:
    """The comparisons and followed rules of a criterion, left to right; not those of the rules."""
    match criterion:
        case Holds() | Compare() | Follows():
            yield criterion
        case Not():
            yield from leaves(criterion.part)
        case AtLeast():
            for part in criterion.parts:
                yield from leaves(part)
        case _:
            assert_never(criterion)


def comparisons(criterion: Criterion) -> Iterator[Holds | Compare]:
    """The leaves that compare a fact."""
    return (leaf for leaf in leaves(criterion) if not isinstance(leaf, Follows))


def followed(criterion: Criterion) -> Iterator[Rule]:
    """The rules that a criterion follows directly."""
    return (leaf.rule for leaf in leaves(criterion) if isinstance(leaf, Follows))


def in_order(roots: Iterable[Rule], stop: Collection[Rule] = ()) -> tuple[Rule, ...]:
    """The rules and all that they follow, each once, every rule after those it follows.

    Rules in `stop`, and what only they follow, are left out. Raises ValueError when two
    different rules share an id or a column name.
    """
    met: dict[Rule, None] = {}
    for root in roots:
        _meet(root, met, stop)
    columns: dict[str, Rule] = {}
    for rule in met:
        other = columns.setdefault(column_of(rule), rule)
        if other is not rule:
            raise ValueError(f"the rules {other.id} and {rule.id} need ids that differ more")
    return tuple(met)


def _meet(rule: Rule, met: dict[Rule, None], stop: Collection[Rule]) -> None:
    if rule in met or rule in stop:
        return
    for earlier in followed(rule.when):
        _meet(earlier, met, stop)
    met[rule] = None


def rules_of(guideline: Guideline) -> tuple[Rule, ...]:
    """Every rule that a guideline reaches, from its questions to its gaps, in dependency order."""
    answers = (rule for question in guideline.questions for _, rule in question.answers)
    causes = guideline.causes.rules() if guideline.causes is not None else ()
    actions = (action.rule for action in guideline.actions)
    return in_order((*answers, *actions, *causes, *(gap.rule for gap in guideline.gaps)))


def facts_of(rules: Iterable[Rule]) -> tuple[Fact, ...]:
    """The facts that these rules compare, in the order met; not those of rules they follow.

    Raises ValueError when two different facts share a name.
    """
    facts: dict[str, Fact] = {}
    for rule in rules:
        for leaf in comparisons(rule.when):
            if facts.setdefault(leaf.fact.name.lower(), leaf.fact) != leaf.fact:
                raise ValueError(f"two different facts are both named {leaf.fact.name}")
    return tuple(facts.values())


def column_of(rule: Rule) -> str:
    """The name of a rule where only letters, digits and underscores may stand."""
    return "rule_" + identifier(rule.id)


def identifier(words: str) -> str:
    """The words as one lower-case name, everything but letters and digits an underscore."""
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in words.lower())

"""For whom do two guidelines answer a question differently?

Worked out over every point at which all is known, with the decision diagrams that also prove that
a question has exactly one answer: no pair of answers is left out, and none is shown that the rules
cannot give. Facts are taken as free of one another, so a case may be rarer in life than here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import assert_never

from cobalamin.knowledge.holdings import Holdings
from cobalamin.quantity import Amount
from cobalamin.rules.cells import axes
from cobalamin.rules.diagram import ALWAYS, NEVER, Diagrams, Node
from cobalamin.rules.expression import AtLeast, Compare, Criterion, Follows, Holds, Not, Rule
from cobalamin.rules.fingerprint import rule_text
from cobalamin.rules.prose import amount_words
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import in_order
from cobalamin.value import Value, replace

Answers = tuple[tuple[str, Rule], ...]


class Disagreement(Value):
    """Two guidelines that answer one question differently, and the smallest case of it.

    `case` holds what is so of the patient; what it does not name is not so, or does not matter.
    """

    question: str
    guidelines: tuple[str, str]
    codes: tuple[str, str]
    case: tuple[str, ...]


@cache
def disagreements(at_hand: Holdings) -> tuple[Disagreement, ...]:
    """Every pair of different answers that two guidelines can give to one patient."""
    pairs = combinations(at_hand.guidelines.values(), 2)
    return tuple(each for one, other in pairs for each in _between(one, other))


def _between(one: Guideline, other: Guideline) -> Iterator[Disagreement]:
    theirs = {question.name: question for question in other.questions}
    for question in one.questions:
        if question.name in one.asked and question.name in theirs:
            names = (one.name, other.name)
            yield from _on(question, theirs[question.name], names)


def _on(mine: Question, theirs: Question, names: tuple[str, str]) -> Iterator[Disagreement]:
    if _text(mine) == _text(theirs):
        return
    apart = _Renamed("other ")
    others = tuple((code, apart.rule(rule)) for code, rule in theirs.answers)
    diagrams = Diagrams(axes(rule for _, rule in (*mine.answers, *others)))
    for code, rule in mine.answers:
        for other_code, other in others:
            both = diagrams.both(diagrams.of(rule.holds()), diagrams.of(other.holds()))
            if code != other_code and both != NEVER:
                case = tuple(_case(diagrams, both))
                yield Disagreement(mine.name, names, (code, other_code), case)


def _text(question: Question) -> str:
    """All that a question reads, in one text."""
    rules = in_order(rule for _, rule in question.answers)
    return "".join(rule_text(rule) for rule in rules)


class _Renamed:
    """Rules under other ids, so that two guidelines can be laid side by side."""

    def __init__(self, before: str) -> None:
        self.before = before
        self.rules: dict[Rule, Rule] = {}

    def rule(self, rule: Rule) -> Rule:
        if rule not in self.rules:
            when = self.criterion(rule.when)
            self.rules[rule] = replace(rule, id=self.before + rule.id, when=when)
        return self.rules[rule]

    def criterion(self, criterion: Criterion) -> Criterion:
        """The same criterion, following the renamed rules."""
        match criterion:
            case Holds() | Compare():
                return criterion
            case Follows(rule):
                return Follows(self.rule(rule))
            case Not(part):
                return Not(self.criterion(part))
            case AtLeast(count, parts):
                return AtLeast(count, tuple(self.criterion(part) for part in parts))
            case _:
                assert_never(criterion)


_COSTS = {True: 10, False: 0}
"""A case is the smaller the fewer things are so; a number weighs less than a finding."""


def _case(diagrams: Diagrams, node: Node) -> Iterator[str]:
    """What is so on the cheapest way through a diagram."""
    cheapest = _cheapest(diagrams)
    while node != ALWAYS:
        level, children = diagrams.nodes[node]
        axis = diagrams.axes[level]
        place = min(
            range(len(children)), key=lambda n: _cost(axis.values[n]) + cheapest[children[n]]
        )
        value = axis.values[place]
        if value is not False:
            assert not isinstance(axis.of, Question), "without earlier questions an axis is a fact"
            told = f" {amount_words(value)}" if isinstance(value, Amount) else ""
            yield axis.of.label + told
        node = children[place]


def _cheapest(diagrams: Diagrams) -> list[float]:
    """For each node, what the cheapest way from it to `ALWAYS` costs; children come first."""
    costs = [float("inf"), 0.0]
    for level, children in diagrams.nodes[2:]:
        values = diagrams.axes[level].values
        costs.append(min(_cost(v) + costs[c] for v, c in zip(values, children, strict=True)))
    return costs


def _cost(value: Amount | bool | str) -> int:
    return _COSTS[value] if isinstance(value, bool) else 1

"""Could anyone ever see that a rule was changed? Proved for all patients, by decision diagrams."""

from __future__ import annotations

from dataclasses import dataclass

from cobalamin.rules.cells import axes
from cobalamin.rules.diagram import Diagrams, Node
from cobalamin.rules.expression import Criterion, Rule
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import followed, rules_of
from tests.knowledge.mutation import Mutant


@dataclass(slots=True)
class Effects:
    """One guideline as decision diagrams, and what it shows: answers, steps, causes, dissents.

    `followers` are the rules that a change to a rule can reach, in the order of `rules_of`.
    """

    shown: tuple[Criterion, ...]
    followers: dict[Rule, tuple[Rule, ...]]
    diagrams: Diagrams
    nodes: dict[Rule, Node]

    def unseen(self, mutant: Mutant) -> bool:
        """Nothing shown changes at any point at which all is known, if the mutant is the rule."""
        changed = self.nodes | {mutant.rule: self._of(mutant.when, self.nodes)}
        if changed[mutant.rule] == self.nodes[mutant.rule]:
            return True
        for rule in self.followers[mutant.rule]:
            changed[rule] = self._of(rule.when, changed)
        return all(self._of(c, changed) == self._of(c, self.nodes) for c in self.shown)

    def _of(self, criterion: Criterion, nodes: dict[Rule, Node]) -> Node:
        """The diagram of a criterion, given those of the rules it follows."""
        d = self.diagrams
        given = Diagrams(d.axes, d.nodes, d._ids, d._both, d._opposite, nodes)
        return given.of(criterion)


def effects(guideline: Guideline) -> Effects:
    """The diagrams of a guideline."""
    rules, shown = rules_of(guideline), _shown(guideline)
    told = [Rule(f"shown {number}", criterion, "", ()) for number, criterion in enumerate(shown)]
    diagrams = Diagrams(axes([*rules, *told]))
    nodes = {rule: diagrams.of(rule.holds()) for rule in rules}
    return Effects(shown, followers_of(guideline), diagrams, nodes)


def followers_of(guideline: Guideline) -> dict[Rule, tuple[Rule, ...]]:
    """The rules that follow each rule, directly or through others, each after those it follows."""
    rules = rules_of(guideline)
    below: dict[Rule, set[Rule]] = {}
    for rule in rules:
        direct = set(followed(rule.when))
        below[rule] = direct.union(*(below[other] for other in direct))
    return {rule: tuple(other for other in rules if rule in below[other]) for rule in rules}


def _shown(guideline: Guideline) -> tuple[Criterion, ...]:
    asked = (q for q in guideline.questions if q.name in guideline.asked)
    rules = [rule for question in asked for _, rule in question.answers]
    rules += [action.rule for action in guideline.actions]
    rules += guideline.causes.rules() if guideline.causes is not None else ()
    rules += [gap.rule for gap in guideline.gaps]
    dissents = (dissent.when for rule in rules for dissent in rule.against)
    return (*(rule.holds() for rule in rules), *(when for when in dissents if when is not None))

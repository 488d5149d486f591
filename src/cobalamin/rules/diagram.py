"""Does something hold at every point at which all is known, without listing the points?

A question can read fifty facts, far too many to combine one by one. A decision diagram says the
same as the full table, exactly: it asks one axis after another, and where two branches continue
alike they are one. Equal truths are then the same node, so "never", "always" and "the same as"
are comparisons of two numbers. Nothing is sampled and nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from cobalamin.quantity import Amount
from cobalamin.rules.cells import Axis, Witness, axes, witness_at
from cobalamin.rules.evaluate import evaluate
from cobalamin.rules.expression import AtLeast, Compare, Criterion, Follows, Holds, Not, Rule
from cobalamin.rules.question import Question

Node = int
NEVER: Node = 0
ALWAYS: Node = 1


@dataclass(slots=True)
class Diagrams:
    """Decision diagrams over the same axes; a node is a number, equal exactly when alike.

    The tables below only grow, and only remember; no answer depends on what was asked before.
    """

    axes: tuple[Axis, ...]
    nodes: list[tuple[int, tuple[Node, ...]]] = field(
        default_factory=lambda: [(-1, ()), (-1, ())]  # never and always ask no axis
    )
    _ids: dict[tuple[int, tuple[Node, ...]], Node] = field(
        default_factory=dict[tuple[int, tuple[Node, ...]], Node]
    )
    _both: dict[tuple[Node, Node], Node] = field(default_factory=dict[tuple[Node, Node], Node])
    _opposite: dict[Node, Node] = field(default_factory=dict[Node, Node])
    _rules: dict[Rule, Node] = field(default_factory=dict[Rule, Node])

    def of(self, criterion: Criterion) -> Node:
        """The diagram of a criterion, the rules it follows opened up to the axes."""
        match criterion:
            case Holds() | Compare():
                return self._leaf(criterion)
            case Not():
                return self.opposite(self.of(criterion.part))
            case AtLeast():
                return self.at_least(criterion.count, [self.of(part) for part in criterion.parts])
            case Follows():
                return self._rule(criterion.rule)
            case _:
                assert_never(criterion)

    def opposite(self, node: Node) -> Node:
        """Where the node does not hold."""
        if node in (NEVER, ALWAYS):
            return ALWAYS - node
        known = self._opposite.get(node)
        if known is None:
            level, children = self.nodes[node]
            known = self._node(level, tuple(self.opposite(child) for child in children))
            self._opposite[node] = known
        return known

    def both(self, one: Node, other: Node) -> Node:
        """Where both nodes hold."""
        if one > other:
            one, other = other, one
        if one == NEVER:
            return NEVER
        if one in (ALWAYS, other):
            return other
        known = self._both.get((one, other))
        if known is None:
            level = min(self.nodes[one][0], self.nodes[other][0])
            pairs = zip(self._children(one, level), self._children(other, level), strict=True)
            known = self._node(level, tuple(self.both(a, b) for a, b in pairs))
            self._both[one, other] = known
        return known

    def either(self, one: Node, other: Node) -> Node:
        """Where one node or both hold."""
        return self.opposite(self.both(self.opposite(one), self.opposite(other)))

    def at_least(self, count: int, parts: list[Node]) -> Node:
        """Where at least so many of the parts hold."""
        reached = [ALWAYS] + [NEVER] * count  # reached[k]: at least k of the parts so far
        for part in parts:
            for k in range(count, 0, -1):
                reached[k] = self.either(reached[k], self.both(reached[k - 1], part))
        return reached[count]

    def points(self, node: Node) -> Iterator[Witness]:
        """Points where a node holds: one for each way through its diagram.

        An axis that the way does not ask is set to its first value; it does not matter.
        """
        for chosen in self._ways(node):
            values = tuple(axis.values[chosen.get(n, 0)] for n, axis in enumerate(self.axes))
            yield witness_at(self.axes, values)

    def _ways(self, node: Node) -> Iterator[dict[int, int]]:
        if node == ALWAYS:
            yield {}
        if node in (NEVER, ALWAYS):
            return
        level, children = self.nodes[node]
        for child in dict.fromkeys(children):
            for way in self._ways(child):
                yield {level: children.index(child), **way}

    def _rule(self, rule: Rule) -> Node:
        known = self._rules.get(rule)
        if known is None:
            known = self._answer(rule)
            known = self._rules[rule] = self.of(rule.when) if known is None else known
        return known

    def _answer(self, rule: Rule) -> Node | None:
        """The node of a rule that answers a question which is itself an axis."""
        for level, axis in enumerate(self.axes):
            if isinstance(axis.of, Question):
                for code, answers in axis.of.answers:
                    if answers is rule:
                        return self._node(level, tuple(int(code == v) for v in axis.values))
        return None

    def _leaf(self, criterion: Holds | Compare) -> Node:
        name = criterion.fact.name
        for level, axis in enumerate(self.axes):
            if not isinstance(axis.of, Question) and axis.of.name == name:
                held = (self._holds(criterion, value) for value in axis.values)
                return self._node(level, tuple(map(int, held)))
        raise KeyError(f"{name} is no axis of these diagrams")

    @staticmethod
    def _holds(criterion: Holds | Compare, value: Amount | bool | str) -> bool:
        assert not isinstance(value, str), "a fact has no codes"
        return evaluate(criterion, {criterion.fact.name: value}).truth == "yes"

    def _node(self, level: int, children: tuple[Node, ...]) -> Node:
        if len(set(children)) == 1:
            return children[0]
        known = self._ids.get((level, children))
        if known is None:
            known = self._ids[level, children] = len(self.nodes)
            self.nodes.append((level, children))
        return known

    def _children(self, node: Node, level: int) -> tuple[Node, ...]:
        own, children = self.nodes[node]
        return children if own == level else (node,) * len(self.axes[level].values)


@dataclass(frozen=True, slots=True)
class Fault:
    """A point, all known, at which a question has no answer or several."""

    at: Witness
    codes: tuple[str, ...]


def faults(question: Question, earlier: tuple[Question, ...] = ()) -> Iterator[Fault]:
    """Every way in which a question has not exactly one answer; none at all for a good question.

    All witness points are covered. Without `earlier` a point is a full set of facts, so each
    fault can happen; with it, the answers of those questions are taken as free, which is quicker
    and asks more: a fault may then pair an answer with facts that never go with it.
    """
    rules = dict(question.answers)
    diagrams = Diagrams(axes(rules.values(), earlier))
    answers = [diagrams.of(rule.holds()) for rule in rules.values()]
    one = diagrams.at_least(1, answers)
    several = diagrams.at_least(2, answers) if len(answers) > 1 else NEVER
    exactly_one = diagrams.both(one, diagrams.opposite(several))
    for point in diagrams.points(diagrams.opposite(exactly_one)):
        memo = point.memo()
        verdicts = {code: evaluate(rule.holds(), point.facts, memo) for code, rule in rules.items()}
        yield Fault(point, tuple(code for code, v in verdicts.items() if v.truth == "yes"))


def never_given(question: Question) -> tuple[str, ...]:
    """The codes that a question can give at no point at which all is known."""
    rules = dict(question.answers)
    diagrams = Diagrams(axes(rules.values()))
    return tuple(code for code, rule in rules.items() if diagrams.of(rule.holds()) == NEVER)


def same(one: Criterion, other: Criterion) -> bool:
    """Whether two criteria agree at every point at which all is known."""
    roots = [Rule("one", one, "", ()), Rule("other", other, "", ())]
    diagrams = Diagrams(axes(roots))
    return diagrams.of(one) == diagrams.of(other)

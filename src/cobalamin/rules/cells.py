"""Which few values of a fact stand for all of them?

A rule reads a number only by comparing the two ends of what it can be with cut-points. So all
numbers between two neighbouring cut-points are alike, and so are all bounded amounts whose ends
lie alike: one value on each cut-point, in each gap and beyond each end stands for every value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise, product
from math import prod

from cobalamin.quantity import Amount, Bound
from cobalamin.rules.evaluate import FactRow, Memo, Verdict
from cobalamin.rules.expression import Compare, Criterion, Fact, Rule
from cobalamin.rules.question import Question
from cobalamin.rules.reach import comparisons, facts_of, followed, in_order
from cobalamin.value import Value

_BOUNDS: tuple[Bound, ...] = ("<", "<=", ">", ">=")


def cells(fact: Fact, criteria: Iterable[Criterion]) -> tuple[Amount | bool | None, ...]:
    """Unknown, and one value for everything that these criteria can tell apart.

    For a number, in each unit: every exact cell, and bounded below and above by each of them.
    Their ends then lie on, or just beside, every cut-point and in every gap, which is every way
    in which the ends of a bounded amount can lie: its other end is fixed (zero, or the largest).
    """
    exact = exact_cells(fact, criteria)
    bounded = (
        Amount(value.value, value.unit, bound)
        for value in exact
        if isinstance(value, Amount)
        for bound in _BOUNDS
    )
    return (None, *exact, *bounded)


def exact_cells(fact: Fact, criteria: Iterable[Criterion]) -> tuple[Amount | bool, ...]:
    """The cells of a fact that is known exactly."""
    if not fact.units:
        return (True, False)
    leaves = [
        leaf
        for criterion in criteria
        for leaf in comparisons(criterion)
        if isinstance(leaf, Compare) and leaf.fact.name == fact.name
    ]
    return tuple(
        Amount(value, unit)
        for unit in fact.units
        for value in _positions(sorted({leaf.cut.value_in(unit) for leaf in leaves}))
    )


def _positions(cuts: list[float]) -> list[float]:
    """One number beyond each end, on each cut-point and in each gap; one where there is none."""
    if not cuts:
        return [1.0]
    values = [cuts[0] / 2 if cuts[0] > 0 else cuts[0] - 1]
    for cut, following in pairwise(cuts):
        values += [cut, cut + (following - cut) / 2]
    return [*values, cuts[-1], cuts[-1] + max(1.0, abs(cuts[-1]))]


class Axis(Value):
    """All that one thing can be once it is known: values of a fact, or the codes of a question."""

    of: Fact | Question
    values: tuple[Amount | bool | str, ...]


class Witness(Value):
    """One point at which everything is known: facts by name, earlier answers by question."""

    facts: FactRow
    answers: tuple[tuple[Question, str], ...] = ()

    def memo(self) -> Memo:
        """The earlier answers as verdicts: the rule of the code holds and its rivals do not."""
        return {
            rule: Verdict("yes" if code == chosen else "no")
            for question, chosen in self.answers
            for code, rule in question.answers
        }


def axes(roots: Iterable[Rule], earlier: tuple[Question, ...] = ()) -> tuple[Axis, ...]:
    """The axes that span everything these rules read.

    A followed rule that answers one of the `earlier` questions is not opened: that question is
    an axis, exactly one of its codes being true. All other followed rules are opened to their
    facts. Without `earlier` every axis is a fact. Facts come in the order in which the rules
    read them, so that what is read together lies together.
    """
    asked = {rule: question for question in earlier for _, rule in question.answers}
    rules = in_order(roots, stop=asked)
    criteria = [rule.when for rule in rules]
    questions = dict.fromkeys(
        asked[rule] for criterion in criteria for rule in followed(criterion) if rule in asked
    )
    spans = [Axis(q, tuple(code for code, _ in q.answers)) for q in questions]
    return (*spans, *(Axis(fact, exact_cells(fact, criteria)) for fact in facts_of(rules)))


def witnesses(question: Question, earlier: tuple[Question, ...] = ()) -> Iterator[Witness]:
    """Every combination of the axes of a question; `witness_count` says how many there are.

    They can be astronomically many: `diagram.faults` looks at all of them without listing them.
    """
    spans = _axes_of(question, earlier)
    for values in product(*(axis.values for axis in spans)):
        yield witness_at(spans, values)


def witness_count(question: Question, earlier: tuple[Question, ...] = ()) -> int:
    """How many points `witnesses` has."""
    return prod(len(axis.values) for axis in _axes_of(question, earlier))


def witness_at(spans: tuple[Axis, ...], values: tuple[Amount | bool | str, ...]) -> Witness:
    """The point that has one value on each axis."""
    facts: dict[str, Amount | bool | None] = {}
    answers: list[tuple[Question, str]] = []
    for axis, value in zip(spans, values, strict=True):
        if isinstance(axis.of, Question):
            answers.append((axis.of, str(value)))
        else:
            assert not isinstance(value, str), f"{axis.of.name} is a fact, not a question"
            facts[axis.of.name] = value
    return Witness(facts, tuple(answers))


def _axes_of(question: Question, earlier: tuple[Question, ...]) -> tuple[Axis, ...]:
    return axes((rule for _, rule in question.answers), earlier)

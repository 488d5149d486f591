"""Every single change to a rule, and which of them no spec row notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from cobalamin.rules.diagram import same
from cobalamin.rules.evaluate import Memo, evaluate
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    CutPoint,
    Follows,
    Holds,
    Not,
    Rule,
    Side,
)
from cobalamin.rules.prose import to_prose
from cobalamin.rules.question import Question
from cobalamin.rules.reach import in_order
from cobalamin.value import replace
from tests.spec.runner import Row, told

_STRICTER: dict[Side, Side] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_TURNED: dict[Side, Side] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one thing changed, and the change in words."""

    rule: Rule
    when: Criterion
    change: str


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Each single change to the criterion of a rule; not to those of the rules it follows.

    Strictness, side, a cut-point by one step up or down in one unit, a part left out or turned
    into its opposite, a count by one.
    """
    for when, change in _changes(rule.when):
        yield Mutant(rule, when, change)


def _changes(criterion: Criterion) -> Iterator[tuple[Criterion, str]]:
    if not isinstance(criterion, Not):  # the opposite of an opposite is given by leaving it out
        yield Not(criterion), f"opposite of: {to_prose(criterion)}"
    match criterion:
        case Holds() | Follows():
            return
        case Compare():
            yield from _compared_otherwise(criterion)
        case Not():
            yield criterion.part, f"opposite of: {to_prose(criterion)}"
            for changed, change in _changes(criterion.part):
                if not isinstance(changed, Not):  # would only undo this one
                    yield Not(changed), change
        case AtLeast():
            yield from _counted_otherwise(criterion)
        case _:
            assert_never(criterion)


def _compared_otherwise(compare: Compare) -> Iterator[tuple[Criterion, str]]:
    for sides in (_STRICTER, _TURNED):
        changed = replace(compare, side=sides[compare.side])
        yield changed, f"{to_prose(compare)} -> {to_prose(changed)}"
    for unit, step in zip(compare.fact.units, compare.fact.steps, strict=True):
        for moved in (_moved(compare.cut, unit, step), _moved(compare.cut, unit, -step)):
            changed = replace(compare, cut=moved)
            yield changed, f"{to_prose(compare)} -> {to_prose(changed)}"


def _moved(cut: CutPoint, unit: str, step: float) -> CutPoint:
    """The cut-point with its number in one unit moved; rounded, so that 0.28 + 0.01 is 0.29."""
    printed = tuple((round(v + step, 9) if u == unit else v, u) for v, u in cut.printed)
    return replace(cut, printed=printed)


def _counted_otherwise(joint: AtLeast) -> Iterator[tuple[Criterion, str]]:
    count, parts = joint.count, joint.parts
    for other in (count + 1, count - 1):
        if 1 <= other <= len(parts):
            yield AtLeast(other, parts), f"{count} -> {other} of: {to_prose(joint)}"
    for number, part in enumerate(parts):
        before, after = parts[:number], parts[number + 1 :]
        if before or after:
            # "All" of fewer stays "all"; "at least two" of fewer stays "at least two".
            rest = count - 1 if count == len(parts) else count
            yield AtLeast(rest, (*before, *after)), f"without: {to_prose(part)}"
        for changed, change in _changes(part):
            yield AtLeast(count, (*before, changed, *after)), change


def survivors(rule: Rule, rows: Iterable[Row]) -> list[Mutant]:
    """The mutants of a rule that no row notices and that do differ from it.

    A row notices through its own subject, whether that is the rule, or a rule or question that
    follows it. A mutant that says the same as the rule at every point at which all is known is
    no mistake, so it is left out; that is looked at last, because it is slow.
    """
    telling = [row for row in rows if _reads(row.subject, rule)]
    return [
        mutant
        for mutant in mutants(rule)
        if not any(notices(row, mutant) for row in telling) and not same(mutant.when, rule.when)
    ]


def _reads(subject: Rule | Question, rule: Rule) -> bool:
    roots = [subject] if isinstance(subject, Rule) else [r for _, r in subject.answers]
    return rule in in_order(roots)


def notices(row: Row, mutant: Mutant) -> bool:
    """Whether a row expects something else than it would be told if the rule were the mutant."""
    memo: Memo = {mutant.rule: evaluate(mutant.when, row.facts)}
    try:
        return told(row.subject, row.facts, memo) != row.expected
    except ValueError:  # a question with several answers at once, or none
        return True

"""Do all readings of a guideline's rules give the same truth, for every possible patient?

Each rule is checked by itself over all cells of the facts it compares and all three truths of
each rule it follows. Where those combine to more than `LIMIT` rows, the rule is taken apart, and
each joint is checked over the truths of its parts, which stand in as yes/no facts, and each part
by itself again. That suffices for a reading that puts a joint together from its parts alone: all
of ours write a part the same way wherever it stands (tests/rules hold them to it). It asks for
more than can happen, since parts that share a fact are not free of one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import prod
from typing import assert_never

from cobalamin.quantity import Amount
from cobalamin.rules.cells import cells
from cobalamin.rules.compiled import compile_questions
from cobalamin.rules.evaluate import FactRow, Truth, evaluate
from cobalamin.rules.expression import AtLeast, Compare, Criterion, Fact, Follows, Holds, Not, Rule
from cobalamin.rules.question import Action, Guideline
from cobalamin.rules.reach import column_of, facts_of, rules_of
from cobalamin.value import Value

Reading = Callable[[Criterion, tuple[FactRow, ...]], list[Truth]]
"""One way to read a criterion that follows no rule, over many rows."""

LIMIT = 5_000
"""Rows of one check; more, and the rule is taken apart. Chosen by us, because it is quick."""


class Disagreement(Value):
    """One row on which a reading differs from the reference."""

    rule: Rule
    piece: Criterion
    row: FactRow
    reading: str
    expected: Truth
    came: Truth


class Proof(Value):
    """How much was compared, and every difference found."""

    rules: int
    pieces: int
    rows: int
    disagreements: tuple[Disagreement, ...]


def agreement(guideline: Guideline, readings: Mapping[str, Reading], limit: int = LIMIT) -> Proof:
    """Compare readings with the reference over every cell of every rule of a guideline."""
    rules = rules_of(guideline)
    pieces = rows = 0
    found: list[Disagreement] = []
    for rule in rules:
        for piece, cover in covers(stand_in(rule.when), limit):
            pieces, rows = pieces + 1, rows + len(cover)
            expected = reference(piece, cover)
            for name, reading in readings.items():
                compared = zip(cover, expected, reading(piece, cover), strict=True)
                found += [
                    Disagreement(rule, piece, row, name, mine, theirs)
                    for row, mine, theirs in compared
                    if mine != theirs
                ]
    return Proof(len(rules), pieces, rows, tuple(found))


def reference(criterion: Criterion, rows: tuple[FactRow, ...]) -> list[Truth]:
    """The reading that all others are measured by."""
    return [evaluate(criterion, row).truth for row in rows]


def compiled(criterion: Criterion, rows: tuple[FactRow, ...]) -> list[Truth]:
    """The generated Python."""
    read = compile_questions(alone(criterion))
    return [truth_of(read(row).actions[0]) for row in rows]


def alone(criterion: Criterion) -> Guideline:
    """A guideline of this one criterion, as its only action."""
    rule = Rule("alone", criterion, "", ())
    return Guideline("alone", "", (), (Action("alone", "routine", rule),), facts_of([rule]), ())


def truth_of(held: bool | None) -> Truth:
    """The name of a truth that an engine gives as true, false or null."""
    return "unknown" if held is None else "yes" if held else "no"


def stand_in(criterion: Criterion) -> Criterion:
    """The criterion with a yes/no fact in place of each rule it follows, by the same column."""
    match criterion:
        case Holds() | Compare():
            return criterion
        case Follows():
            return Holds(Fact(column_of(criterion.rule), criterion.rule.id))
        case Not():
            return Not(stand_in(criterion.part))
        case AtLeast():
            return AtLeast(criterion.count, tuple(map(stand_in, criterion.parts)))
        case _:
            assert_never(criterion)


def covers(criterion: Criterion, limit: int) -> Iterator[tuple[Criterion, tuple[FactRow, ...]]]:
    """The pieces of a criterion, each with the rows that settle it; see the top of this file."""
    facts = facts_of([Rule("", criterion, "", ())])
    spans = {fact.name: cells(fact, [criterion]) for fact in facts}
    if isinstance(criterion, Holds | Compare) or prod(map(len, spans.values())) <= limit:
        yield criterion, _all_rows(spans)
        return
    match criterion:
        case Not():
            parts: tuple[Criterion, ...] = (criterion.part,)
            joint: Criterion = Not(_part(0))
        case AtLeast():
            parts = criterion.parts
            joint = AtLeast(criterion.count, tuple(map(_part, range(len(parts)))))
        case Follows():
            raise ValueError(f"put a stand-in for the rule {criterion.rule.id} first")
        case _:
            assert_never(criterion)
    yield joint, _joint_rows(joint, limit)
    for part in parts:
        yield from covers(part, limit)


def _part(number: int) -> Holds:
    return Holds(Fact(f"part_{number}", f"part {number}"))


def _all_rows(spans: Mapping[str, tuple[Amount | bool | None, ...]]) -> tuple[FactRow, ...]:
    return tuple(dict(zip(spans, values, strict=True)) for values in product(*spans.values()))


def _joint_rows(joint: Not | AtLeast, limit: int) -> tuple[FactRow, ...]:
    """All truths of all parts; for too many parts, enough of them.

    A joint counts its parts: it is a chain of AND or of OR, or a sum over the parts, and none of
    these minds their order. So it is enough to see every number of yes, no and unknown once, and
    each part with each truth where it decides: beside one yes too few, all others no.
    """
    size = 1 if isinstance(joint, Not) else len(joint.parts)
    if isinstance(joint, Not) or 3**size <= limit:
        return _all_rows({f"part_{n}": (None, True, False) for n in range(size)})
    rows = {
        _counted(size, yes, unknown) for yes in range(size + 1) for unknown in range(size + 1 - yes)
    }
    others = _counted(size - 1, joint.count - 1, 0)
    for part in range(size):
        rows |= {(*others[:part], truth, *others[part:]) for truth in (None, True, False)}
    return tuple({f"part_{n}": truth for n, truth in enumerate(row)} for row in rows)


def _counted(size: int, yes: int, unknown: int) -> tuple[bool | None, ...]:
    truths: list[bool | None] = [*[True] * yes, *[None] * unknown]
    return (*truths, *[False] * (size - len(truths)))

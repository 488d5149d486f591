"""What do the rules say of a million patients? Each truth is two rows of bits, one bit a patient.

A third reading of the same rules, beside one patient (`rules.evaluate`) and a query (`rules.sql`).
The first row of bits is "yes", the second "not no": unknown is 0 and 1. Then "both" is AND on each
row, "either" is OR, and "not" swaps the rows and turns them over, for 64 patients at a step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, assert_never, cast

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
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import facts_of, identifier, rules_of
from cobalamin.rules.sql import action_columns, fact_columns, gap_columns
from cobalamin.value import Value

if TYPE_CHECKING:
    from numpy import bool_, float64, int8, uint64
    from numpy.typing import NDArray

    Bits = NDArray[uint64]
    Truth = tuple[Bits, Bits]
    """The bits of "yes" and of "not no"."""

YES, UNKNOWN, NO = 3, 1, 0


class Columns(Value):
    """The facts of some patients by column of `rules.sql.fact_columns`.

    A yes/no fact is bytes: 1 yes, 0 no, 2 unknown. An end of a number is a double, NaN where it is
    unknown. A unit is bytes: its place among the units of the fact.
    """

    count: int
    yes_no: Mapping[str, NDArray[int8]]
    numbers: Mapping[str, NDArray[float64]]
    units: Mapping[str, NDArray[int8]]


class Answered(Value):
    """The answers of some patients.

    `codes` gives for each question the place of the code among `codes_of`, `settled` whether it is
    more than a leaning, `truths` for each action and gap 3 (yes), 1 (unknown) or 0 (no).
    """

    codes: Mapping[str, NDArray[int8]]
    settled: Mapping[str, NDArray[bool_]]
    truths: Mapping[str, NDArray[int8]]


def codes_of(question: Question) -> tuple[str, ...]:
    """The codes of a question in the order in which `Answered` numbers them."""
    return tuple(code for code, _ in question.answers)


def columns_needed(guideline: Guideline) -> tuple[tuple[Fact, tuple[str, ...]], ...]:
    """Each fact that the rules of a guideline compare, with its columns."""
    facts = facts_of(rules_of(guideline))
    return tuple((fact, tuple(name for name, _ in fact_columns(fact))) for fact in facts)


class Planes(Value, eq=False):
    """One guideline made ready to be asked of many patients, some at a time."""

    guideline: Guideline
    rules: tuple[Rule, ...]
    truths: tuple[tuple[str, Rule], ...]

    def answered(self, columns: Columns) -> Answered:
        """Every answer, action and gap of these patients. Raises ValueError for two at once."""
        desk = _Desk(columns)
        for rule in self.rules:
            desk.rules[rule] = desk.truth(rule.when)
        codes: dict[str, NDArray[int8]] = {}
        settled: dict[str, NDArray[bool_]] = {}
        for question in self.guideline.questions:
            name = identifier(question.name)
            codes[f"answer_{name}"], settled[f"settled_{name}"] = desk.answer(question)
        return Answered(codes, settled, {name: desk.as_bytes(r) for name, r in self.truths})


def planes(guideline: Guideline) -> Planes:
    """A guideline ready to be asked: the same as `rules.evaluate` and `rules.sql` give."""
    called = zip(action_columns(guideline), guideline.actions, strict=True)
    lacking = zip(gap_columns(guideline), guideline.gaps, strict=True)
    truths = tuple((name, each.rule) for name, each in (*called, *lacking))
    return Planes(guideline, rules_of(guideline), truths)


class _Desk:
    """The truths of some patients while they are worked out, each once."""

    def __init__(self, columns: Columns) -> None:
        import numpy

        self.numpy = numpy
        self.columns = columns
        self.rules: dict[Rule, Truth] = {}
        self._leaves: dict[tuple[object, ...], Truth] = {}

    def truth(self, criterion: Criterion) -> Truth:
        """A criterion, of rules that were worked out before."""
        match criterion:
            case Holds(fact):
                return self._once(("holds", fact.name), criterion)
            case Compare(fact, side, cut):
                cuts = tuple(cut.value_in(unit) for unit in fact.units)
                return self._once((fact.name, side, cuts), criterion)
            case Follows(rule):
                return self.rules[rule]
            case Not(part):
                yes, maybe = self.truth(part)
                return ~maybe, ~yes
            case AtLeast(count, parts):
                truths = [self.truth(part) for part in parts]
                return (
                    self._at_least(count, [yes for yes, _ in truths]),
                    self._at_least(count, [maybe for _, maybe in truths]),
                )
            case _:
                assert_never(criterion)

    def _once(self, key: tuple[object, ...], leaf: Holds | Compare) -> Truth:
        if key not in self._leaves:
            found = self._stated(leaf.fact) if isinstance(leaf, Holds) else self._compared(leaf)
            self._leaves[key] = found
        return self._leaves[key]

    def _stated(self, fact: Fact) -> Truth:
        said = self.columns.yes_no[fact.name]
        return self._bits(said == 1), self._bits(said != 0)

    def _compared(self, leaf: Compare) -> Truth:
        """Comparisons with NaN are false: neither surely so nor surely not."""
        fact = leaf.fact
        low = self.columns.numbers[f"{fact.name}_low"]
        high = self.columns.numbers[f"{fact.name}_high"]
        cuts = self.numpy.array([leaf.cut.value_in(unit) for unit in fact.units])
        cut = cuts[0] if len(cuts) == 1 else cuts[self.columns.units[f"{fact.name}_unit"]]
        match leaf.side:
            case "<":
                return self._bits(high < cut), ~self._bits(low >= cut)
            case "<=":
                return self._bits(high <= cut), ~self._bits(low > cut)
            case ">":
                return self._bits(low > cut), ~self._bits(high <= cut)
            case ">=":
                return self._bits(low >= cut), ~self._bits(high < cut)
            case _:
                assert_never(leaf.side)

    def _at_least(self, count: int, parts: Sequence[Bits]) -> Bits:
        """Bits that are set in at least so many of the parts."""
        if count == len(parts) or count == 1:
            both = self.numpy.bitwise_and if count == len(parts) else self.numpy.bitwise_or
            found = parts[0]
            for part in parts[1:]:
                found = both(found, part)
            return found
        none = self.numpy.zeros_like(parts[0])
        reached = [~none, *[none] * count]  # reached[k]: set in at least k of those so far
        for part in parts:
            for k in range(count, 0, -1):
                reached[k] = reached[k] | (reached[k - 1] & part)
        return reached[count]

    def _bits(self, truths: NDArray[bool_]) -> Bits:
        packed = self.numpy.packbits(truths, bitorder="little")
        padded = self.numpy.zeros(-(-self.columns.count // 64) * 8, self.numpy.uint8)
        padded[: len(packed)] = packed
        return padded.view(self.numpy.uint64)

    def _each(self, bits: Bits) -> NDArray[bool_]:
        spread = self.numpy.unpackbits(
            bits.view(self.numpy.uint8), bitorder="little", count=self.columns.count
        )
        return cast("NDArray[bool_]", spread.view(self.numpy.bool_))

    def as_bytes(self, rule: Rule) -> NDArray[int8]:
        """The truth of a rule, patient by patient: 3, 1 or 0."""
        yes, maybe = self.rules[rule]
        return 2 * self._each(yes).view(self.numpy.int8) + self._each(maybe).view(self.numpy.int8)

    def answer(self, question: Question) -> tuple[NDArray[int8], NDArray[bool_]]:
        """The code that holds, or the first to lean to; and whether it holds."""
        numbers = {code: place for place, code in enumerate(codes_of(question))}
        rules = dict(question.answers)
        given = self.numpy.full(self.columns.count, -1, self.numpy.int8)
        for code in reversed(question.leaning):
            given[self._each(self.rules[rules[code]][1])] = numbers[code]
        held = self.numpy.zeros_like(next(iter(self.rules.values()))[0])
        for code, rule in question.answers:
            yes = self.rules[rule][0]
            if self._each(held & yes).any():
                raise ValueError(f"{question.name} has several answers at once")
            held = held | yes
            given[self._each(yes)] = numbers[code]
        if (given < 0).any():
            raise ValueError(f"{question.name} has no answer left")
        return given, self._each(held)

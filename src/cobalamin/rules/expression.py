"""The language that rules are written in: facts, cut-points, criteria and rules.

A criterion is about *facts*. A fact is one thing that can be known of a patient on the day of
assessment. Anything that needs a loop, a date or a code list is a fact; a criterion only
compares, joins comparisons, or follows another rule. Keep it that small.
"""

from __future__ import annotations

from typing import Literal

from cobalamin.source import Citation
from cobalamin.value import Value

Side = Literal["<", "<=", ">", ">="]
Silence = Literal["unknown", "no"]


class Fact(Value):
    """One thing that can be known: its column name, its words, its units and what silence means.

    `units` is empty for a yes/no fact; a fact that laboratories report in two units lists both.
    `steps` holds, unit by unit, the smallest difference a laboratory reports.
    """

    name: str
    label: str
    units: tuple[str, ...] = ()
    steps: tuple[float, ...] = ()
    silence: Silence = "unknown"

    def __post_init__(self) -> None:
        if len(self.units) != len(self.steps):
            raise ValueError(f"{self.name}: give one step for each of its units {self.units}")

    def holds(self) -> Holds:
        """The yes/no fact is so."""
        return Holds(self)

    def below(self, cut: CutPoint) -> Compare:
        """Strictly less than the cut-point."""
        return Compare(self, "<", cut)

    def at_most(self, cut: CutPoint) -> Compare:
        """Less than or on the cut-point."""
        return Compare(self, "<=", cut)

    def above(self, cut: CutPoint) -> Compare:
        """Strictly more than the cut-point."""
        return Compare(self, ">", cut)

    def at_least(self, cut: CutPoint) -> Compare:
        """More than or on the cut-point."""
        return Compare(self, ">=", cut)


class CutPoint(Value):
    """A number exactly as its source prints it, one for each unit a laboratory may report in."""

    name: str
    printed: tuple[tuple[float, str], ...]
    cite: Citation

    def value_in(self, unit: str) -> float:
        """The number printed for this unit. Raises KeyError when none is printed."""
        for value, printed_unit in self.printed:
            if printed_unit == unit:
                return value
        raise KeyError(f"no {self.name} is printed in {unit}")


class Holds(Value):
    """A yes/no fact is so."""

    fact: Fact

    def __post_init__(self) -> None:
        if self.fact.units:
            raise ValueError(f"{self.fact.label} is a number in {self.fact.units}: compare it")


class Compare(Value):
    """A number lies on one side of a cut-point, in the unit it was reported in."""

    fact: Fact
    side: Side
    cut: CutPoint

    def __post_init__(self) -> None:
        printed = {unit for _, unit in self.cut.printed}
        if not self.fact.units or not set(self.fact.units) <= printed:
            raise ValueError(
                f"{self.fact.label} is read in {self.fact.units or 'no unit'}, but its cut-point "
                f"{self.cut.name} is printed in {sorted(printed)}. Compare in a printed unit; "
                f"do not convert."
            )


class Not(Value):
    """The opposite of a criterion."""

    part: Criterion


class AtLeast(Value):
    """At least `count` of the parts hold."""

    count: int
    parts: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        if not 1 <= self.count <= len(self.parts):
            raise ValueError(f"at least {self.count} of {len(self.parts)} parts can never be asked")


class Follows(Value):
    """Another rule holds. This is how a question builds on the answer to another."""

    rule: Rule


Criterion = Holds | Compare | Not | AtLeast | Follows


def all_of(*parts: Criterion) -> AtLeast:
    """Every part holds."""
    return AtLeast(len(parts), parts)


def any_of(*parts: Criterion) -> AtLeast:
    """One part or more holds."""
    return AtLeast(1, parts)


def at_least(count: int, *parts: Criterion) -> AtLeast:
    """At least `count` parts hold."""
    return AtLeast(count, parts)


def no(part: Criterion) -> Not:
    """The part does not hold."""
    return Not(part)


class Dissent(Value):
    """What speaks against: another source or a known limit; shown when `when` holds, or always.

    It is not shown when `unless` holds; while that is unknown, it is.
    """

    says: str
    cites: tuple[Citation, ...]
    when: Criterion | None = None
    unless: Criterion | None = None


class Rule(Value, eq=False):
    """One statement of the medicine: when it holds, what it says, who says so and who does not.

    `id` is permanent ("deficiency.confirmed"). `asks_for` names the facts whose absence this
    rule is about, so that they are reported as missing when it is the answer.
    `explains` is the part of `when` that a reader is shown as the reason; None means all of it.
    Two rules are the same rule only if they are the same object.
    """

    id: str
    when: Criterion
    says: str
    because: tuple[Citation, ...]
    against: tuple[Dissent, ...] = ()
    guards: tuple[str, ...] = ()
    asks_for: tuple[Fact, ...] = ()
    explains: Criterion | None = None

    def holds(self) -> Follows:
        """As a criterion of another rule."""
        return Follows(self)

"""Is a criterion so for one patient, and why? Worked out only as far as it is asked.

`evaluate` carries reasons up from every comparison, whether or not anyone will read them. Here a
truth is found first, and reasons are then collected downwards for what is shown. Same answers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, assert_never

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import FactRow, Reason, Truth, Verdict, evaluate, lies
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
from cobalamin.rules.outline import Outline, Part, Several
from cobalamin.rules.question import Question
from cobalamin.value import Value

_AS_BOOL: dict[Truth, bool | None] = {"yes": True, "no": False, "unknown": None}

T = TypeVar("T")
_Told = dict[int, Reason]
_Missing = dict[str, Fact]


class Standing(Value):
    """Where a question stands for one patient; its fields mean what they do in QuestionVerdict."""

    code: str
    settled: bool
    rule: Rule
    missing: tuple[Fact, ...] = ()


class Inquiry:
    """One patient's facts, and the truths reached so far of comparisons and rules, by place.

    A truth is True, False, or None for unknown. `truths` may come filled from the compiled
    reading; whatever it lacks is found when it is asked for. The outline serves all patients.
    """

    def __init__(
        self,
        facts: FactRow,
        outline: Outline | None = None,
        truths: dict[int, bool | None] | None = None,
    ) -> None:
        self.facts = facts
        self.outline = Outline() if outline is None else outline
        self.truths = {} if truths is None else truths
        self._told: dict[tuple[int, bool], _Told] = {}

    def so(self, criterion: Criterion) -> bool | None:
        """Whether it is so. Raises as `evaluate` does for a value that it has to look at."""
        match criterion:
            case Follows():
                return self.holds(criterion.rule)
            case Holds() | Compare():
                return self._compare(criterion)
            case Not():
                truth = self.so(criterion.part)
                return None if truth is None else not truth
            case AtLeast():
                return _at_least(criterion.count, criterion.parts, self.so)
            case _:
                assert_never(criterion)

    def holds(self, rule: Rule) -> bool | None:
        """Whether a rule holds. Raises as `so` does."""
        place = self.outline.places.get(rule, -1)
        if place in self.truths:
            return self.truths[place]
        return self._find(self.outline.place_of(rule), rule)

    def verdict(self, criterion: Criterion) -> Verdict:
        """The verdict that `evaluate` gives, `against` included; only with telling reasons."""
        match self.so(criterion):
            case True:
                return Verdict("yes", self.speaking(criterion, so=True))
            case False:
                return Verdict("no", self.speaking(criterion, so=False))
            case None:
                missing: _Missing = {}
                self._lack(self.outline.of(criterion, so=True), missing, set())
                return Verdict(
                    "unknown",
                    self.speaking(criterion, so=True),
                    tuple(missing.values()),
                    self.speaking(criterion, so=False),
                )

    def reasons(self, criterion: Criterion) -> tuple[Reason, ...]:
        """What settles it; while it is unknown, what already speaks for it."""
        return self.speaking(criterion, so=self.so(criterion) is not False)

    def speaking(self, criterion: Criterion, *, so: bool) -> tuple[Reason, ...]:
        """The comparisons that make it so (or not so); while unknown, those that speak for that."""
        told: _Told = {}
        truth = self.so(criterion)
        if truth is so or truth is None:
            self._tell(self.outline.of(criterion, so=so), truth is so, told)
        return tuple(told.values())

    def standing(self, question: Question) -> Standing:
        """The answer that `evaluate.answer` gives, without its reasons. Raises as that does."""
        code, rule, settled = self._chosen(question)
        missing: _Missing = {}
        if not settled:
            met: set[int] = set()
            for each in (rule, *(each for _, each in question.answers)):
                if self.holds(each) is None:
                    self._lack(self.outline.of_rule(each, so=True), missing, met)
        for fact in rule.asks_for:
            if self.facts.get(fact.name) is None:
                missing[fact.name] = fact
        return Standing(code, settled, rule, tuple(missing.values()))

    def _chosen(self, question: Question) -> tuple[str, Rule, bool]:
        """The answer that holds, or else the first that is not ruled out in the leaning order."""
        holds = self.holds
        yes = [answer for answer in question.answers if holds(answer[1])]
        if len(yes) > 1:
            codes = ", ".join(code for code, _ in yes)
            raise ValueError(f"{question.name} has {len(yes)} answers at once: {codes}")
        if yes:
            return (*yes[0], True)
        rules = dict(question.answers)
        for code in question.leaning:
            if self.holds(rules[code]) is None:
                return code, rules[code], False
        raise ValueError(f"{question.name} has no answer left: all of its answers are ruled out")

    def _so(self, part: Part) -> bool | None:
        """Looks at no more than settles it."""
        if isinstance(part, Several):
            return _at_least(part.count, part.parts, self._so)
        truths, place = self.truths, part.place
        truth = truths[place] if place in truths else self._find(place, part.of)
        return truth if truth is None else truth is part.so

    def _find(self, place: int, thing: Holds | Compare | Rule) -> bool | None:
        # A rule not by its outline: to make one takes longer than to look once.
        truth = self.so(thing.when) if isinstance(thing, Rule) else self._compare(thing)
        self.truths[place] = truth
        return truth

    def _compare(self, criterion: Holds | Compare) -> bool | None:
        value = self.facts.get(criterion.fact.name)
        if value is None:
            return None
        if isinstance(criterion, Holds):
            if isinstance(value, bool):
                return value
        elif isinstance(value, Amount) and value.unit in criterion.fact.units:
            return lies(criterion, value)
        # What the fact is not read in, the reference refuses.
        return _AS_BOOL[evaluate(criterion, self.facts).truth]

    def _tell(self, part: Part, settled: bool, told: _Told) -> None:
        """Add what speaks for the part, which is so (`settled`) or unknown."""
        if isinstance(part, Several):
            for each in part.parts:
                so = self._so(each) if each.telling else False
                # Once it is settled, what is still unknown no longer matters.
                if so or (so is None and not settled):
                    self._tell(each, so is True, told)
        elif isinstance(part.of, Rule):
            told |= self._told_by(part.place, part.of, part.so, settled)
        elif settled and part.telling:
            value = self.facts[part.of.fact.name]
            assert value is not None, "what is unknown tells nothing"
            told[part.place] = Reason(part.of, part.so, value)

    def _told_by(self, place: int, rule: Rule, so: bool, settled: bool) -> _Told:
        """The same for a rule, which several others may follow; found once."""
        told = self._told.get((place, so))
        if told is None:
            told = self._told[(place, so)] = {}
            self._tell(self.outline.of_rule(rule, so=so), settled, told)
        return told

    def _lack(self, part: Part, missing: _Missing, met: set[int]) -> None:
        """Add the facts that could still settle the part, which is unknown."""
        if isinstance(part, Several):
            for each in part.parts:
                if self._so(each) is None:
                    self._lack(each, missing, met)
        elif not isinstance(part.of, Rule):
            missing[part.of.fact.name] = part.of.fact
        elif part.place not in met:
            met.add(part.place)
            self._lack(self.outline.of_rule(part.of, so=True), missing, met)


def _at_least(
    needed: int, parts: tuple[T, ...], truth_of: Callable[[T], bool | None]
) -> bool | None:
    """Whether so many of the parts are so; looks at no more of them than settle it."""
    spare = len(parts) - needed
    for part in parts:
        so = truth_of(part)
        if so:
            needed -= 1
            if not needed:
                return True
        elif so is False:
            spare -= 1
            if spare < 0:
                return False
    return None

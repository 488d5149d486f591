"""Is a criterion so for one patient, and why? Worked out only as far as it is asked.

`evaluate` carries reasons up from every comparison, whether or not anyone will read them. Here a
truth is found first, and reasons are then collected downwards for what is shown. Same answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

from cobalamin.rules.evaluate import FactRow, Reason, Truth, Verdict, evaluate
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
from cobalamin.rules.question import Question

_AS_BOOL: dict[Truth, bool | None] = {"yes": True, "no": False, "unknown": None}

_Reasons = dict[tuple[object, ...], Reason]
_Missing = dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a question stands for one patient; its fields mean what they do in QuestionVerdict."""

    code: str
    settled: bool
    rule: Rule
    missing: tuple[Fact, ...] = ()


@dataclass(slots=True)
class Inquiry:
    """One patient's facts, and the truths of the rules reached so far.

    A truth is True, False, or None for unknown. `truths` may come filled from the compiled
    reading; whatever it lacks is found when it is asked for.
    """

    facts: FactRow
    truths: dict[Rule, bool | None] = field(default_factory=dict[Rule, "bool | None"])

    def so(self, criterion: Criterion) -> bool | None:
        """Whether it is so. Raises as `evaluate` does for a value that it has to look at."""
        match criterion:
            case Follows(rule):
                if rule not in self.truths:
                    self.truths[rule] = self.so(rule.when)
                return self.truths[rule]
            case AtLeast():
                return self._count(criterion)
            case Not(part):
                so = self.so(part)
                return None if so is None else not so
            case Holds() | Compare():
                return self._compare(criterion)
            case _:
                assert_never(criterion)

    def verdict(self, criterion: Criterion) -> Verdict:
        """The verdict that `evaluate` gives, `against` included."""
        match self.so(criterion):
            case True:
                return Verdict("yes", self.speaking(criterion, so=True))
            case False:
                return Verdict("no", self.speaking(criterion, so=False))
            case None:
                lacked: _Missing = {}
                self._lack(criterion, lacked, set())
                return Verdict(
                    "unknown",
                    self.speaking(criterion, so=True),
                    tuple(lacked.values()),
                    self.speaking(criterion, so=False),
                )

    def speaking(self, criterion: Criterion, *, so: bool) -> tuple[Reason, ...]:
        """The comparisons that make it so (or not so); while unknown, those that speak for that."""
        told: _Reasons = {}
        self._tell(criterion, so, told)
        return tuple(told.values())

    def standing(self, question: Question) -> Standing:
        """The answer that `evaluate.answer` gives, without its reasons. Raises as that does."""
        truths = {code: self.so(Follows(rule)) for code, rule in question.answers}
        code = _chosen(question, truths)
        rules = dict(question.answers)
        settled = truths[code] is True
        missing: _Missing = {}
        if not settled:
            met: set[Rule] = set()
            for rule in (rules[code], *rules.values()):
                self._lack(Follows(rule), missing, met)
        for fact in rules[code].asks_for:
            if self.facts.get(fact.name) is None:
                missing[fact.name] = fact
        return Standing(code, settled, rules[code], tuple(missing.values()))

    def _count(self, criterion: AtLeast) -> bool | None:
        """Looks at no more parts than settle it."""
        needed = criterion.count
        spare = len(criterion.parts) - needed
        for part in criterion.parts:
            match self.so(part):
                case True:
                    needed -= 1
                    if not needed:
                        return True
                case False:
                    spare -= 1
                    if spare < 0:
                        return False
                case None:
                    pass
        return None

    def _compare(self, criterion: Holds | Compare) -> bool | None:
        value = self.facts.get(criterion.fact.name)
        if value is None:
            return None
        if isinstance(criterion, Holds) and isinstance(value, bool):
            return value
        return _AS_BOOL[evaluate(criterion, self.facts).truth]

    def _tell(self, criterion: Criterion, so: bool, told: _Reasons) -> None:
        """Add what speaks for the criterion being `so`; nothing when it is settled otherwise."""
        truth = self.so(criterion)
        if truth is not so and truth is not None:
            return
        match criterion:
            case Follows(rule):
                self._tell(rule.when, so, told)
            case Not(part):
                self._tell(part, not so, told)
            case AtLeast(_, parts):
                for part in parts:
                    # Once it is settled, what is still unknown no longer matters.
                    if truth is None or self.so(part) is so:
                        self._tell(part, so, told)
            case Holds() | Compare():
                value = self.facts.get(criterion.fact.name)
                if truth is so and value is not None:
                    told[_comparison(criterion)] = Reason(criterion, so, value)
            case _:
                assert_never(criterion)

    def _lack(self, criterion: Criterion, lacked: _Missing, met: set[Rule]) -> None:
        """Add the facts that could still settle the criterion; `met` are rules already seen."""
        if self.so(criterion) is not None:
            return
        match criterion:
            case Follows(rule):
                if rule not in met:
                    met.add(rule)
                    self._lack(rule.when, lacked, met)
            case Not(part):
                self._lack(part, lacked, met)
            case AtLeast(_, parts):
                for part in parts:
                    self._lack(part, lacked, met)
            case Holds(fact) | Compare(fact):
                lacked[fact.name] = fact
            case _:
                assert_never(criterion)


def _chosen(question: Question, truths: dict[str, bool | None]) -> str:
    yes = [code for code, so in truths.items() if so]
    if len(yes) > 1:
        raise ValueError(f"{question.name} has {len(yes)} answers at once: {', '.join(yes)}")
    for code in yes or question.leaning:
        if truths[code] is not False:
            return code
    raise ValueError(f"{question.name} has no answer left: all of its answers are ruled out")


def _comparison(criterion: Holds | Compare) -> tuple[object, ...]:
    """What tells two reasons of one patient apart."""
    if isinstance(criterion, Holds):
        return (criterion.fact.name,)
    return (criterion.fact.name, criterion.side, criterion.cut.printed)

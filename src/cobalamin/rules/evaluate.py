"""Is a criterion so for one patient: yes, no or unknown, and why? The reference reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, assert_never

from cobalamin.quantity import Amount
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
from cobalamin.value import Value

Truth = Literal["yes", "no", "unknown"]
FactRow = Mapping[str, Amount | bool | None]
"""What is known of one patient, by fact name; None or absent means unknown."""


class Reason(Value):
    """One comparison that was decided, how it went, and the value it was decided on."""

    criterion: Holds | Compare
    holds: bool
    value: Amount | bool


class Verdict(Value):
    """Yes, no or unknown.

    `reasons` are the comparisons that settled it; while unknown, those that already speak for it.
    `missing` are the facts that could still settle it; empty once settled.
    `against` are, while unknown, the comparisons that already speak against it.
    """

    truth: Truth
    reasons: tuple[Reason, ...] = ()
    missing: tuple[Fact, ...] = ()
    against: tuple[Reason, ...] = ()


class QuestionVerdict(Value):
    """The answer to one question: its code, the rule that gives it and how that rule stands.

    `settled` is True when the rule holds; else the code is where the question leans.
    `missing` are the facts that could still settle it, then those the answer itself asks for.
    """

    code: str
    settled: bool
    rule: Rule
    verdict: Verdict
    missing: tuple[Fact, ...] = ()


Memo = dict[Rule, Verdict]
"""The verdicts already reached for one patient, so that each rule is read once."""


def evaluate(criterion: Criterion, facts: FactRow, memo: Memo | None = None) -> Verdict:
    """Read a criterion for one patient; pass the same `memo` for all criteria of that patient.

    Raises TypeError when a row holds a number for a yes/no fact or the reverse, and ValueError
    when it holds a unit that the fact is not read in.
    """
    return _read(criterion, facts, {} if memo is None else memo)


def answer(question: Question, facts: FactRow, memo: Memo | None = None) -> QuestionVerdict:
    """Answer one question for one patient, or say where it leans and what would settle it.

    Raises ValueError when two answers hold or all are ruled out: the question is then badly put.
    """
    known: Memo = {} if memo is None else memo
    verdicts = {code: _follow(rule, facts, known) for code, rule in question.answers}
    code = _chosen(question, verdicts)
    rule = dict(question.answers)[code]
    settled = verdicts[code].truth == "yes"
    unknown = () if settled else (verdicts[code], *verdicts.values())
    asked = [fact for fact in rule.asks_for if facts.get(fact.name) is None]
    missing = _once([*(fact for verdict in unknown for fact in verdict.missing), *asked])
    return QuestionVerdict(code, settled, rule, verdicts[code], missing)


def _chosen(question: Question, verdicts: Mapping[str, Verdict]) -> str:
    yes = [code for code, verdict in verdicts.items() if verdict.truth == "yes"]
    if len(yes) > 1:
        raise ValueError(f"{question.name} has {len(yes)} answers at once: {_ids(question, yes)}")
    still_open = [code for code in question.leaning if verdicts[code].truth == "unknown"]
    for code in (*yes, *still_open):
        return code
    raise ValueError(f"{question.name} has no answer left: {_ids(question, verdicts)}")


def _ids(question: Question, codes: Iterable[str]) -> str:
    rules = dict(question.answers)
    return ", ".join(f"{code} (rule {rules[code].id})" for code in codes)


def _read(criterion: Criterion, facts: FactRow, memo: Memo) -> Verdict:
    match criterion:
        case Holds():
            return _holds(criterion, facts.get(criterion.fact.name))
        case Compare():
            return _compare(criterion, facts.get(criterion.fact.name))
        case Not():
            return _opposite(_read(criterion.part, facts, memo))
        case AtLeast():
            parts = [_read(part, facts, memo) for part in criterion.parts]
            return _count(criterion.count, parts)
        case Follows():
            return _follow(criterion.rule, facts, memo)
        case _:
            assert_never(criterion)


def _follow(rule: Rule, facts: FactRow, memo: Memo) -> Verdict:
    verdict = memo.get(rule)
    if verdict is None:
        verdict = memo[rule] = _read(rule.when, facts, memo)
    return verdict


def _holds(criterion: Holds, value: Amount | bool | None) -> Verdict:
    if value is None:
        return Verdict("unknown", missing=(criterion.fact,))
    if not isinstance(value, bool):
        raise TypeError(f"{criterion.fact.name} is a yes/no fact, but the row holds {value!r}")
    return Verdict("yes" if value else "no", (Reason(criterion, value, value),))


def _compare(criterion: Compare, value: Amount | bool | None) -> Verdict:
    fact = criterion.fact
    if value is None:
        return Verdict("unknown", missing=(fact,))
    if not isinstance(value, Amount):
        raise TypeError(f"{fact.name} is a number in {fact.units}, but the row holds {value!r}")
    if value.unit not in fact.units:
        raise ValueError(
            f"{fact.name} is read in {fact.units}, but the row holds {value}. "
            f"Refuse such a unit where the record is read."
        )
    so = lies(criterion, value)
    if so is None:
        return Verdict("unknown", missing=(fact,))
    return Verdict("yes" if so else "no", (Reason(criterion, so, value),))


def lies(criterion: Compare, amount: Amount) -> bool | None:
    """Whether all, none or only some of what the amount can be lies on that side."""
    cut = criterion.cut.value_in(amount.unit)
    match criterion.side:
        case "<":
            some, whole = amount.low < cut, amount.high < cut
        case "<=":
            some, whole = amount.low <= cut, amount.high <= cut
        case ">":
            some, whole = amount.high > cut, amount.low > cut
        case ">=":
            some, whole = amount.high >= cut, amount.low >= cut
        case _:
            assert_never(criterion.side)
    return whole if whole == some else None


def _opposite(verdict: Verdict) -> Verdict:
    match verdict.truth:
        case "yes":
            return Verdict("no", verdict.reasons)
        case "no":
            return Verdict("yes", verdict.reasons)
        case "unknown":
            # What spoke for the part speaks against its opposite.
            return Verdict("unknown", verdict.against, verdict.missing, verdict.reasons)
        case _:
            assert_never(verdict.truth)


def _count(needed: int, parts: list[Verdict]) -> Verdict:
    yes = [part for part in parts if part.truth == "yes"]
    no = [part for part in parts if part.truth == "no"]
    if len(yes) >= needed:
        return Verdict("yes", _reasons(part.reasons for part in yes))
    if len(parts) - len(no) < needed:
        return Verdict("no", _reasons(part.reasons for part in no))
    return Verdict(
        "unknown",
        _reasons(part.reasons for part in parts if part.truth != "no"),
        _once(fact for part in parts if part.truth == "unknown" for fact in part.missing),
        _reasons(_speaking_against(part) for part in parts),
    )


def _speaking_against(part: Verdict) -> tuple[Reason, ...]:
    return part.reasons if part.truth == "no" else part.against


def _reasons(groups: Iterable[tuple[Reason, ...]]) -> tuple[Reason, ...]:
    """Each reason once, in the order met: rules that share a comparison would repeat it."""
    return tuple({_comparison(reason): reason for group in groups for reason in group}.values())


def _comparison(reason: Reason) -> tuple[object, ...]:
    """What tells two reasons of one patient apart, cheaper to hash than the whole criterion."""
    criterion = reason.criterion
    if isinstance(criterion, Holds):
        return (criterion.fact.name,)
    return (criterion.fact.name, criterion.side, criterion.cut.printed)


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple({fact.name: fact for fact in facts}.values())

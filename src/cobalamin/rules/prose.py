"""Read a criterion, or the reason it went as it did, as words."""

from __future__ import annotations

from typing import assert_never

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import Reason
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    CutPoint,
    Fact,
    Follows,
    Holds,
    Not,
    Side,
)

SIDE_WORDS: dict[Side, str] = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
_OTHER_SIDE: dict[Side, Side] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_UNIT_WORDS = {"a": "years", "mo": "months", "wk": "weeks", "d": "days", "h": "hours", "1": ""}


def to_prose(criterion: Criterion) -> str:
    """A criterion in words, each cut-point in every unit it is printed in."""
    match criterion:
        case Holds():
            return criterion.fact.label
        case Compare():
            return f"{criterion.fact.label} {_side(criterion, criterion.side)}"
        case Follows():
            return f"“{criterion.rule.says.rstrip('.')}” ({criterion.rule.id})"
        case Not():
            return _opposite(criterion.part)
        case AtLeast():
            return _joined(criterion)
        case _:
            assert_never(criterion)


def explain(reason: Reason) -> str:
    """What decided it: "total B12 is 150 ng/L, below 180 ng/L", "no ataxia recorded"."""
    criterion = reason.criterion
    match criterion:
        case Holds():
            return criterion.fact.label if reason.holds else _absent(criterion.fact)
        case Compare():
            side = criterion.side if reason.holds else _OTHER_SIDE[criterion.side]
            assert isinstance(reason.value, Amount), "a comparison is decided on an amount"
            cut = _number(criterion.cut.value_in(reason.value.unit), reason.value.unit)
            label = criterion.fact.label
            return f"{label} is {amount_words(reason.value)}, {SIDE_WORDS[side]} {cut}"
        case _:
            assert_never(criterion)


def amount_words(amount: Amount) -> str:
    """An amount as a person writes it: "<150 ng/L", "56 years", "41 mL/min/1.73 m2"."""
    return amount.bound + _number(amount.value, amount.unit)


def printed_words(cut: CutPoint) -> str:
    """The number of a cut-point in every unit it is printed in: "180 ng/L (133 pmol/L)"."""
    first, *others = [_number(value, unit) for value, unit in cut.printed]
    return first + (f" ({', '.join(others)})" if others else "")


def _number(value: float, unit: str) -> str:
    words = _UNIT_WORDS.get(unit, unit.replace("{", "").replace("}", "").replace("_", " "))
    if value == 1 and unit in _UNIT_WORDS:
        words = words.removesuffix("s")
    joint = "" if words == "%" else " "
    return f"{value:.12g}{joint}{words}".strip()


def _side(criterion: Compare, side: Side) -> str:
    fact, cut = criterion.fact, criterion.cut
    first, *others = [_number(cut.value_in(unit), unit) for unit in fact.units]
    return f"{SIDE_WORDS[side]} {first}" + (f" ({', '.join(others)})" if others else "")


def _absent(fact: Fact) -> str:
    words = fact.label
    for article in ("a ", "an ", "any "):
        words = words.removeprefix(article)
    if words.startswith(("no ", "not ", "the ")):
        return f"not so: {words}"
    return f"no {words}"


def _opposite(part: Criterion) -> str:
    match part:
        case Holds():
            return _absent(part.fact)
        case Compare():
            return f"{part.fact.label} {_side(part, _OTHER_SIDE[part.side])}"
        case Not():
            return to_prose(part.part)
        case AtLeast() if len(part.parts) == 1:
            return _opposite(part.parts[0])
        case AtLeast(count=1):
            return f"none of: {'; '.join(map(to_prose, part.parts))}"
        case Follows():
            return f"not {to_prose(part)}"
        case AtLeast():
            return f"not ({to_prose(part)})"
        case _:
            assert_never(part)


def _joined(criterion: AtLeast) -> str:
    parts = criterion.parts
    if len(parts) == 1:
        return to_prose(parts[0])
    if criterion.count == len(parts):
        return " and ".join(map(_bracketed, parts))
    if criterion.count == 1:
        return " or ".join(map(_bracketed, parts))
    return f"at least {criterion.count} of: {'; '.join(map(to_prose, parts))}"


def _bracketed(part: Criterion) -> str:
    """In brackets where the words of the part would run into its neighbours'."""
    inner = part.part if isinstance(part, Not) else part
    several = isinstance(inner, AtLeast) and len(inner.parts) > 1
    return f"({to_prose(part)})" if several else to_prose(part)

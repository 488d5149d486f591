"""How is a criterion laid out so that a clinician can check it part by part?"""

from __future__ import annotations

from typing import assert_never

from cobalamin.knowledge.entries import page_of
from cobalamin.rules.expression import AtLeast, Compare, Criterion, Follows, Holds, Not
from cobalamin.rules.prose import to_prose
from cobalamin.value import Value

COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


class Part(Value):
    """One line of a criterion: words, what they lead to, and the parts they join.

    `fact` or `rule` names what the line is about, if it is about one; both are empty for a joint.
    """

    words: str
    fact: str = ""
    rule: str = ""
    parts: tuple[Part, ...] = ()


def laid_out(criterion: Criterion) -> Part:
    """A criterion as nested lines; a rule that it follows is one line, in that rule's words."""
    match criterion:
        case Holds() | Compare():
            return Part(to_prose(criterion), fact=criterion.fact.name)
        case Follows(rule):
            return Part(rule.says.rstrip("."), rule=page_of(rule.id))
        case Not(part):
            return _opposite(part)
        case AtLeast(_, (only,)):
            return laid_out(only)
        case AtLeast():
            parts = _flat(criterion)
            every = criterion.count == len(criterion.parts) > 1
            count = len(parts) if every else criterion.count
            return _joined(_how_many(count, len(parts)), parts)
        case _:
            assert_never(criterion)


def _flat(criterion: AtLeast) -> tuple[Criterion, ...]:
    """Its parts; those of a part that joins them in the same way stand among them."""
    if criterion.count not in (1, len(criterion.parts)):
        return criterion.parts
    alike = criterion.count == 1
    found: list[Criterion] = []
    for part in criterion.parts:
        needed = 1 if alike or not isinstance(part, AtLeast) else len(part.parts)
        if isinstance(part, AtLeast) and part.count == needed:
            found += _flat(part)
        else:
            found.append(part)
    return tuple(found)


def _opposite(part: Criterion) -> Part:
    match part:
        case Holds() | Compare():
            return Part(to_prose(Not(part)), fact=part.fact.name)
        case Follows(rule):
            return Part(f"not: {rule.says.rstrip('.')}", rule=page_of(rule.id))
        case Not(inner):
            return laid_out(inner)
        case AtLeast(_, (only,)):
            return _opposite(only)
        case AtLeast(1):
            return _joined("none of these", _flat(part))
        case AtLeast(count, parts) if count == len(parts):
            return _joined("not all of these together", parts)
        case AtLeast(count, parts):
            return _joined(f"fewer than {_number(count)} of these", parts)
        case _:
            assert_never(part)


def _joined(words: str, parts: tuple[Criterion, ...]) -> Part:
    return Part(words, parts=tuple(laid_out(part) for part in parts))


def _how_many(count: int, of: int) -> str:
    if count == of:
        return "both of these" if of == 2 else "all of these"
    return "one or more of these" if count == 1 else f"{_number(count)} or more of these"


def _number(count: int) -> str:
    return COUNTS.get(count, str(count))

"""Which exact medicine gave an answer? One digest over every rule, cut-point and citation."""

from __future__ import annotations

from hashlib import sha256
from typing import assert_never

from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    Dissent,
    Follows,
    Holds,
    Not,
    Rule,
)
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import rules_of
from cobalamin.source import Citation


def fingerprint(guideline: Guideline, *further: bytes) -> str:
    """The digest of a guideline, and of further bytes such as its code lists: "sha256:..."."""
    digest = sha256(guideline.name.encode())
    for rule in rules_of(guideline):
        digest.update(rule_text(rule).encode())
    for question in guideline.questions:
        codes = [f"{code}={rule.id}" for code, rule in question.answers]
        digest.update(f"{question.name}:{codes}:{question.leaning}\n".encode())
    for action in guideline.actions:
        digest.update(f"{action.code}:{action.urgency}:{action.rule.id}\n".encode())
    for cause in guideline.causes.ranked if guideline.causes is not None else ():
        digest.update(f"{cause.id}:{cause.course}:{cause.mechanism}:{cause.then}\n".encode())
    for gap in guideline.gaps:
        digest.update(f"{gap.id}:{gap.urgency}:{gap.title}:{gap.rule.id}\n".encode())
    for text in further:
        digest.update(text)
    return f"sha256:{digest.hexdigest()}"


def rule_text(rule: Rule) -> str:
    """One text for all that a rule says, for digests; a rule that it follows stands by its id."""
    cites = " ".join(_cite(each) for each in rule.because)
    against = " ".join(_dissent(each) for each in rule.against)
    return f"{rule.id}|{canonical(rule.when)}|{rule.says}|{cites}|{against}|{rule.guards}\n"


def _cite(cite: Citation) -> str:
    return f"{cite.source.id}@{cite.place}#{cite.mark}"


def _dissent(dissent: Dissent) -> str:
    when = "always" if dissent.when is None else canonical(dissent.when)
    unless = "" if dissent.unless is None else f"!{canonical(dissent.unless)}"
    return f"{dissent.says}?{when}{unless}:{' '.join(_cite(each) for each in dissent.cites)}"


def canonical(criterion: Criterion) -> str:
    """One text for one meaning, used for the digest only; people read `prose`."""
    match criterion:
        case Holds(fact):
            return fact.name
        case Compare(fact, side, cut):
            return f"{fact.name}{side}{cut.printed!r}{_cite(cut.cite)}"
        case Follows(rule):
            return f"<{rule.id}>"
        case Not(part):
            return f"no({canonical(part)})"
        case AtLeast(count, parts):
            return f"{count}of({','.join(canonical(part) for part in parts)})"
        case _:
            assert_never(criterion)

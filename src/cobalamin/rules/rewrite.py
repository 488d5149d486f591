"""What is a guideline when some of its cut-points are replaced, and nothing else?

Rules are made anew only where they, or a rule that they follow, read a replaced cut-point. A rule
that several others share is made once and stays shared, for a rule is known by its identity.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never, cast

from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    CutPoint,
    Dissent,
    Fact,
    Follows,
    Holds,
    Not,
    Rule,
)
from cobalamin.rules.prose import printed_words
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import leaves
from cobalamin.source import Citation
from cobalamin.value import Value, replace

CutPoints = Mapping[CutPoint, CutPoint]


def with_cut_points(guideline: Guideline, new: CutPoints) -> Guideline:
    """The guideline with these cut-points in the place of others.

    A rule cites a new number where it cited the old one, and where it reads the number itself the
    old one speaks against it.
    """
    rewriting = _Rewriting(new)
    return cast("Guideline", rewriting.anything(guideline))


class _Rewriting:
    """One pass over a guideline; remembers each rule by identity."""

    def __init__(self, new: CutPoints) -> None:
        self.new = new
        self.cites = {old.cite: cut.cite for old, cut in new.items()}
        self.rules: dict[Rule, Rule] = {}

    def anything(self, told: object) -> object:
        """A value with every rule in it rewritten; the same object where none of them changes."""
        match told:
            case Rule():
                return self.rule(told)
            case Fact() | Citation():
                return told
            case tuple():
                parts = cast("tuple[object, ...]", told)
                new = tuple(self.anything(part) for part in parts)
                same = all(one is other for one, other in zip(new, parts, strict=True))
                return parts if same else new
            case Value():
                fields = {name: getattr(told, name) for name in told.__match_args__}
                changed = {name: self.anything(field) for name, field in fields.items()}
                same = all(changed[name] is field for name, field in fields.items())
                return told if same else replace(told, **changed)
            case _:
                return told

    def rule(self, rule: Rule) -> Rule:
        if rule not in self.rules:
            self.rules[rule] = self._rule(rule)
        return self.rules[rule]

    def _rule(self, rule: Rule) -> Rule:
        when = self.criterion(rule.when)
        explains = None if rule.explains is None else self.criterion(rule.explains)
        against = tuple(self._dissent(each) for each in rule.against)
        because = self._cited(rule.because)
        changed = (
            when is not rule.when
            or explains is not rule.explains
            or because != rule.because
            or any(new is not old for new, old in zip(against, rule.against, strict=True))
        )
        if not changed:
            return rule
        against = (*against, *self._own_numbers(rule))
        return replace(rule, when=when, explains=explains, because=because, against=against)

    def criterion(self, criterion: Criterion) -> Criterion:
        """The criterion with the new numbers; the same object where it reads none of the old."""
        match criterion:
            case Holds():
                return criterion
            case Compare(fact, side, cut):
                new = self.new.get(cut)
                return criterion if new is None else Compare(fact, side, new)
            case Follows(rule):
                followed = self.rule(rule)
                return criterion if followed is rule else Follows(followed)
            case Not(part):
                inner = self.criterion(part)
                return criterion if inner is part else Not(inner)
            case AtLeast(count, parts):
                inner = tuple(self.criterion(part) for part in parts)
                same = all(new is old for new, old in zip(inner, parts, strict=True))
                return criterion if same else AtLeast(count, inner)
            case _:
                assert_never(criterion)

    def _dissent(self, dissent: Dissent) -> Dissent:
        when = None if dissent.when is None else self.criterion(dissent.when)
        unless = None if dissent.unless is None else self.criterion(dissent.unless)
        same = when is dissent.when and unless is dissent.unless
        return dissent if same else replace(dissent, when=when, unless=unless)

    def _cited(self, cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(self.cites.get(cite, cite) for cite in cites))

    def _own_numbers(self, rule: Rule) -> tuple[Dissent, ...]:
        """What the guideline itself prints for the numbers that this rule reads."""
        criteria = (rule.when, *([rule.explains] if rule.explains else []))
        cuts = dict.fromkeys(
            leaf.cut
            for criterion in criteria
            for leaf in leaves(criterion)
            if isinstance(leaf, Compare) and leaf.cut in self.new
        )
        return tuple(
            Dissent(
                f"The guideline itself prints {printed_words(cut)} for {cut.name}; the site "
                "replaced it.",
                (cut.cite,),
            )
            for cut in cuts
        )

"""Which rules are there, and how does each read in every guideline that has it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cobalamin.rules.expression import Compare, Criterion, CutPoint, Fact, Follows, Rule
from cobalamin.rules.fingerprint import rule_text
from cobalamin.rules.prose import to_prose
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import comparisons, followed, in_order, leaves, rules_of
from cobalamin.value import Value

CASE = ".case"
"""How the id of a rule ends that says when one answer of a question is met by itself."""

GATES = "gates"
"""Stands beside the names of the guidelines for rules that only the safety gates ask."""


class Variant(Value, eq=False):
    """One reading of a rule and the guidelines that share it.

    For an answer that is the first of its question to be met, `case` is what meets it.
    """

    guidelines: tuple[str, ...]
    rule: Rule
    case: Rule | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rule itself and its case."""
        return (self.rule, self.case) if self.case else (self.rule,)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it compares itself, in the order met."""
        leaves = (leaf for rule in self.rules for leaf in comparisons(rule.when))
        return tuple(dict.fromkeys(leaf.fact for leaf in leaves))

    @property
    def doubts(self) -> tuple[Fact, ...]:
        """The facts that decide whether something speaks against it."""
        whens = (d.when for rule in self.rules for d in rule.against if d.when is not None)
        return tuple(dict.fromkeys(leaf.fact for when in whens for leaf in comparisons(when)))

    @property
    def cut_points(self) -> tuple[CutPoint, ...]:
        """The cut-points that it compares with itself."""
        leaves = (leaf for rule in self.rules for leaf in comparisons(rule.when))
        return tuple(dict.fromkeys(leaf.cut for leaf in leaves if isinstance(leaf, Compare)))

    @property
    def met(self) -> Criterion | None:
        """What meets it by itself; None for an answer that remains when no other is met."""
        if self.case:
            return self.case.when
        return None if self.earlier else self.rule.when

    @property
    def earlier(self) -> tuple[str, ...]:
        """For an answer: those that are tried before it."""
        if self.case is None and not self._remains:
            return ()
        cases = (other.id for other in followed(self.rule.when) if other is not self.case)
        return tuple(page_of(name) for name in dict.fromkeys(cases) if name.endswith(CASE))

    @property
    def _remains(self) -> bool:
        """Nothing but the cases of other answers decides it."""
        own = list(leaves(self.rule.when))
        return bool(own) and all(
            isinstance(leaf, Follows) and leaf.rule.id.endswith(CASE) for leaf in own
        )

    @property
    def follows(self) -> tuple[str, ...]:
        """The ids of the rules that it builds on."""
        ids = (page_of(other.id) for rule in self.rules for other in followed(rule.when))
        return tuple(dict.fromkeys(name for name in ids if name != self.rule.id))


class Entry(Value, eq=False):
    """One rule by its id, with all its readings."""

    id: str
    variants: tuple[Variant, ...]

    @property
    def rule(self) -> Rule:
        """The rule as its first guideline has it."""
        return self.variants[0].rule

    @property
    def readings(self) -> tuple[tuple[Variant, ...], ...]:
        """Its variants, those together that say the same in the same words.

        What differs within one reading is who says so.
        """
        found: dict[tuple[str, str], list[Variant]] = {}
        for variant in self.variants:
            words = "" if variant.met is None else to_prose(variant.met)
            found.setdefault((variant.rule.says, words), []).append(variant)
        return tuple(tuple(each) for each in found.values())

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that it compares in any guideline."""
        return tuple(dict.fromkeys(fact for variant in self.variants for fact in variant.facts))

    @property
    def asks_for(self) -> tuple[Fact, ...]:
        """The facts that are reported as missing when it is the answer."""
        return tuple(dict.fromkeys(fact for v in self.variants for fact in v.rule.asks_for))

    @property
    def guards(self) -> tuple[str, ...]:
        """The hazards that it guards against in any guideline."""
        each = (guard for v in self.variants for rule in v.rules for guard in rule.guards)
        return tuple(sorted(set(each)))


def names_of(variants: Iterable[Variant]) -> tuple[str, ...]:
    """The guidelines that these variants are of."""
    return tuple(name for variant in variants for name in variant.guidelines)


def page_of(rule_id: str) -> str:
    """The id of the entry that tells of a rule: a case is told with its answer."""
    return rule_id.removesuffix(CASE)


def entries(guidelines: Mapping[str, Guideline], further: Iterable[Rule] = ()) -> dict[str, Entry]:
    """Every rule that these guidelines reach, and further ones with what they follow, by id.

    A rule that is the same in several guidelines is one variant.
    """
    found: dict[str, list[Variant]] = {}
    sets = {name: rules_of(each) for name, each in guidelines.items()}
    known = {rule for rules in sets.values() for rule in rules}
    sets[GATES] = tuple(rule for rule in in_order(further) if rule not in known)
    for name, rules in sets.items():
        for rule, case in _with_cases(rules):
            variants = found.setdefault(rule.id, [])
            variants[:] = _added(variants, name, rule, case)
    return {name: Entry(name, tuple(variants)) for name, variants in found.items()}


def _with_cases(rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, Rule | None]]:
    by_id = {rule.id: rule for rule in rules}
    for rule in rules:
        if page_of(rule.id) == rule.id or page_of(rule.id) not in by_id:
            yield rule, by_id.get(rule.id + CASE)


def _added(variants: list[Variant], name: str, rule: Rule, case: Rule | None) -> list[Variant]:
    text = _text(rule, case)
    for place, variant in enumerate(variants):
        if _text(variant.rule, variant.case) == text:
            shared = Variant((*variant.guidelines, name), variant.rule, variant.case)
            return [*variants[:place], shared, *variants[place + 1 :]]
    return [*variants, Variant((name,), rule, case)]


def _text(rule: Rule, case: Rule | None) -> str:
    return rule_text(rule) + (rule_text(case) if case else "")

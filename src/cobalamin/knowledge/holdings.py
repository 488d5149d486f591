"""What does the knowledge base hold? All that its documents tell, gathered from the objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from cobalamin.guideline.gates import SAFEGUARDS
from cobalamin.guideline.profiles import VERSION, fingerprint_of, guidelines
from cobalamin.knowledge.cited import SourceUsed, bibliography
from cobalamin.knowledge.entries import CASE, Entry, entries
from cobalamin.knowledge.facts_told import Concept, FactTold, concepts, facts_told
from cobalamin.knowledge.records import Hazard, Records
from cobalamin.knowledge.reviews import Review, reviews
from cobalamin.knowledge.spec_pages import SpecTable
from cobalamin.rules.cause import Cause
from cobalamin.rules.expression import Compare, CutPoint, Fact
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import comparisons
from cobalamin.value import Value, replace


class CutUse(Value, eq=False):
    """One cut-point as one source prints it: what is compared with it, by which rules."""

    cut: CutPoint
    facts: tuple[Fact, ...]
    rules: tuple[str, ...]
    guidelines: tuple[str, ...]


class Holdings(Value, eq=False):
    """Everything at hand; the documents add nothing to it.

    `places` says of each rule what it answers or calls for; `followers` which rules build on it.
    """

    version: str
    guidelines: Mapping[str, Guideline]
    fingerprints: Mapping[str, str]
    entries: Mapping[str, Entry]
    places: Mapping[str, tuple[str, ...]]
    followers: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, FactTold]
    users: Mapping[str, tuple[str, ...]]
    cuts: tuple[CutUse, ...]
    concepts: Mapping[str, Concept]
    sources: tuple[SourceUsed, ...]
    hazards: tuple[Hazard, ...]
    tables: tuple[SpecTable, ...]
    reviews: Mapping[str, Review]

    def tables_of(self, subject: str, *, question: bool) -> tuple[SpecTable, ...]:
        """The spec tables about a rule or a question."""
        return tuple(
            each for each in self.tables if each.subject == subject and each.is_question is question
        )

    def rows_of(self, rule: str) -> tuple[SpecTable, ...]:
        """The spec tables about a rule; of its question, only the rows that this answer is given.

        The tables of the case of an answer are tables of the answer.
        """
        own = [t for name in (rule, rule + CASE) for t in self.tables_of(name, question=False)]
        question, _, code = rule.partition(".")
        for table in self.tables_of(question, question=True):
            rows = tuple(row for row in table.rows if row[-2].rstrip("?") == code)
            if rows:
                own.append(replace(table, rows=rows))
        return tuple(own)

    @property
    def grouped(self) -> dict[str, list[Entry]]:
        """The rules by the first word of their id: a question, "step", "finding" and so on."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            groups.setdefault(entry.id.partition(".")[0], []).append(entry)
        return groups

    @property
    def causes(self) -> tuple[Cause, ...]:
        """The causes of every guideline, each once, in the order of the first that has it."""
        found: dict[str, Cause] = {}
        for guideline in self.guidelines.values():
            for cause in guideline.causes.ranked if guideline.causes is not None else ():
                found.setdefault(cause.id, cause)
        return tuple(found.values())

    def guarding(self, hazard: str) -> tuple[str, ...]:
        """The rules that guard against a hazard."""
        return tuple(name for name, entry in self.entries.items() if hazard in entry.guards)


def gather(records: Records, as_of: date | None = None) -> Holdings:
    """All there is, with the records of the project. Raises RecordsError for a stray review."""
    known = guidelines()
    rules = entries(known, (each.rule for each in SAFEGUARDS))
    followers: dict[str, list[str]] = {}
    users: dict[str, list[str]] = {}
    for name, entry in rules.items():
        for other in dict.fromkeys(o for v in entry.variants for o in v.follows):
            followers.setdefault(other, []).append(name)
        for fact in dict.fromkeys(f for v in entry.variants for f in (*v.facts, *v.doubts)):
            users.setdefault(fact.name, []).append(name)
    cuts = _cuts(rules)
    at_hand = concepts()
    facts = dict.fromkeys(fact for each in known.values() for fact in each.facts)
    facts |= dict.fromkeys(f for e in rules.values() for v in e.variants for f in v.facts)
    return Holdings(
        version=VERSION,
        guidelines=known,
        fingerprints={name: fingerprint_of(each) for name, each in known.items()},
        entries=rules,
        places=_places(known),
        followers={name: tuple(each) for name, each in followers.items()},
        facts=facts_told(facts, at_hand),
        users={name: tuple(each) for name, each in users.items()},
        cuts=cuts,
        concepts=at_hand,
        sources=bibliography(rules.values(), (each.cut for each in cuts)),
        hazards=records.hazards,
        tables=records.tables,
        reviews=reviews(rules, records.stamps, as_of),
    )


def _places(known: Mapping[str, Guideline]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for guideline in known.values():
        for question in guideline.questions:
            for code, rule in question.answers:
                words = f"answer {code} of the question {question.name}"
                found.setdefault(rule.id, {})[words] = None
        for action in guideline.actions:
            words = f"calls for {action.code}, {action.urgency}"
            found.setdefault(action.rule.id, {})[words] = None
        for grade, cause in _graded(guideline):
            rule = cause.likely if grade == "likely" else cause.possible
            if rule is not None:
                found.setdefault(rule.id, {})[f"makes {cause.label} a {grade} cause"] = None
        for gap in guideline.gaps:
            words = f"finds the gap {gap.id} among many patients, {gap.urgency}"
            found.setdefault(gap.rule.id, {})[words] = None
    for each in SAFEGUARDS:
        products = ", ".join(each.products)
        found.setdefault(each.rule.id, {})[f"gate {each.code} for {products}"] = None
    return {name: tuple(words) for name, words in found.items()}


def _graded(guideline: Guideline) -> Iterator[tuple[str, Cause]]:
    ranked = guideline.causes.ranked if guideline.causes is not None else ()
    return ((grade, cause) for cause in ranked for grade in ("likely", "possible"))


def _cuts(rules: Mapping[str, Entry]) -> tuple[CutUse, ...]:
    facts: dict[CutPoint, dict[Fact, None]] = {}
    users: dict[CutPoint, dict[str, None]] = {}
    names: dict[CutPoint, dict[str, None]] = {}
    for entry in rules.values():
        for variant in entry.variants:
            leaves = (leaf for rule in variant.rules for leaf in comparisons(rule.when))
            for leaf in leaves:
                if isinstance(leaf, Compare):
                    facts.setdefault(leaf.cut, {})[leaf.fact] = None
                    users.setdefault(leaf.cut, {})[entry.id] = None
                    names.setdefault(leaf.cut, {}).update(dict.fromkeys(variant.guidelines))
    return tuple(
        CutUse(cut, tuple(facts[cut]), tuple(users[cut]), tuple(names[cut]))
        for cut in sorted(facts, key=lambda each: (each.name.lower(), each.cite.source.id))
    )

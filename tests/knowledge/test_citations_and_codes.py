"""Does every rule say who says so, and do steps and answers keep to the codes of the contract?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cobalamin.guideline import sources
from cobalamin.rules.expression import Compare, Rule
from cobalamin.rules.reach import comparisons, rules_of
from cobalamin.source import Citation, Source
from tests.house.tree import ROOT, modules
from tests.knowledge.rows import GUIDELINES

CONTRACT = ROOT.parent / "shared" / "docs" / "contract.md"
ADDED = frozenset(
    "ask-safety test-coeliac test-h-pylori test-parietal-antibody warn-site-infection".split()
)
"""Codes that came after the contract, which allows new ones and no renaming."""
CODE = r"`([a-z0-9-]+)`"
SOURCES = {name: each for name, each in vars(sources).items() if isinstance(each, Source)}
each_guideline = pytest.mark.parametrize("name", GUIDELINES)
needs_contract = pytest.mark.skipif(
    not CONTRACT.exists(), reason="the contract is kept in ../shared/docs, which is not here"
)


def citations(rule: Rule) -> Iterator[Citation]:
    yield from rule.because
    for dissent in rule.against:
        yield from dissent.cites
    for leaf in comparisons(rule.when):
        if isinstance(leaf, Compare):
            yield leaf.cut.cite


@each_guideline
def test_every_rule_cites_a_listed_source_at_a_place(name: str) -> None:
    listed = set(SOURCES.values())
    for rule in rules_of(GUIDELINES[name]):
        cited = list(citations(rule))
        assert cited, rule.id
        for cite in cited:
            assert cite.source in listed, (rule.id, cite.source.id)
            assert cite.place.strip(), rule.id
        assert all(dissent.cites for dissent in rule.against), rule.id


def test_source_ids_are_unique_and_every_source_is_used() -> None:
    assert len({each.id for each in SOURCES.values()}) == len(SOURCES)
    used = [m.text for m in modules("src") if not m.path.endswith("guideline/sources.py")]
    assert [name for name in SOURCES if not any(re.search(rf"\b{name}\b", t) for t in used)] == []


@each_guideline
def test_every_rule_speaks_in_sentences(name: str) -> None:
    """A full stop or a question mark last, and no code before it."""
    odd = [
        says
        for rule in rules_of(GUIDELINES[name])
        for says in (rule.says, *(dissent.says for dissent in rule.against))
        if not re.fullmatch(r".+[.?]", says) or re.search(r"[a-z]\.[a-z]|_|[{}]", says)
    ]
    assert odd == []


@needs_contract
@each_guideline
def test_every_step_has_a_code_of_the_contract(name: str) -> None:
    text = CONTRACT.read_text(encoding="utf-8")
    listed = text.partition("Action codes:")[2].partition("New codes")[0]
    codes = set(re.findall(CODE, listed))
    assert len(codes) > 40
    assert {action.code for action in GUIDELINES[name].actions} - codes == ADDED


@needs_contract
@each_guideline
def test_every_answer_that_is_shown_has_a_code_of_the_contract(name: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", CONTRACT.read_text("utf-8"), re.MULTILINE)
    listed = {
        question: set(re.findall(CODE, re.sub(r"\(.*?\)", "", codes))) for question, codes in rows
    }
    listed["active_b12"] = listed["total_b12"]  # "same five"
    for question in GUIDELINES[name].questions:
        if question.name in GUIDELINES[name].asked:
            assert set(question.leaning) == listed[question.name], question.name

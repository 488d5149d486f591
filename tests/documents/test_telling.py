"""Are criteria, facts, variants and differences told as they are?"""

from __future__ import annotations

import pytest

from cobalamin.guideline.profiles import guidelines
from cobalamin.knowledge.comparison import differences
from cobalamin.knowledge.criteria import Part, laid_out
from cobalamin.knowledge.entries import GATES, entries
from cobalamin.knowledge.spec_pages import spec_tables
from cobalamin.rules.expression import Criterion, Rule, all_of, any_of, at_least, no
from cobalamin.rules.reach import rules_of
from tests.documents.medicine import at_hand
from tests.house.tree import ROOT
from tests.rules.toy import ATAXIA, B12, FALLS, LOW, LOW_END, TINGLING
from tests.spec.page import tables

A, F, T = ATAXIA.holds(), FALLS.holds(), TINGLING.holds()


def outline(criterion: Criterion) -> str:
    """A criterion on one line: words, and in brackets the words of its parts."""

    def told(part: Part) -> str:
        return part.words + (f" [{'; '.join(map(told, part.parts))}]" if part.parts else "")

    return told(laid_out(criterion))


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        (A, "ataxia recorded"),
        (no(A), "no ataxia recorded"),
        (no(no(A)), "ataxia recorded"),
        (all_of(A, F), "both of these [ataxia recorded; falls recorded]"),
        (all_of(A), "ataxia recorded"),
        (any_of(A), "ataxia recorded"),
        (no(any_of(A)), "no ataxia recorded"),
        (any_of(A, F), "one or more of these [ataxia recorded; falls recorded]"),
        (no(any_of(A, F)), "none of these [ataxia recorded; falls recorded]"),
        (no(all_of(A, F)), "not all of these together [ataxia recorded; falls recorded]"),
    ],
)
def test_a_criterion_is_laid_out_in_words(criterion: Criterion, expected: str) -> None:
    assert outline(criterion) == expected


def test_counts_are_said() -> None:
    assert outline(at_least(2, A, F, T)).startswith("two or more of these [")
    assert outline(no(at_least(2, A, F, T))).startswith("fewer than two of these [")
    assert outline(all_of(A, F, T)).startswith("all of these [")


def test_only_joints_of_one_kind_are_told_as_one() -> None:
    assert outline(any_of(A, any_of(F, T))).count("[") == 1
    assert outline(all_of(A, all_of(F, T))).count("[") == 1
    assert outline(all_of(A, all_of(F, T))).startswith("all of these")
    assert outline(any_of(A, all_of(F, T))).count("[") == 2
    assert outline(all_of(A, any_of(F, T))).count("[") == 2
    assert outline(at_least(2, A, F, any_of(T, B12.below(LOW_END)))).count("[") == 2


def test_a_followed_rule_is_told_by_its_sentence() -> None:
    part = laid_out(LOW.holds())
    assert (part.words, part.rule) == (LOW.says.rstrip("."), LOW.id)
    assert laid_out(no(LOW.holds())).words == f"not: {LOW.says.rstrip('.')}"


def test_every_rule_is_one_entry_and_every_guideline_is_in_one_variant_of_it() -> None:
    known = guidelines()
    found = entries(known)
    for name, guideline in known.items():
        for rule in rules_of(guideline):
            variants = found[rule.id.removesuffix(".case")].variants
            assert [name in variant.guidelines for variant in variants].count(True) == 1


def test_rules_that_only_gates_ask_are_told_too() -> None:
    lonely = Rule("gate.alone", A, "Alone.", ())
    assert entries({}, [lonely])["gate.alone"].variants[0].guidelines == (GATES,)


def test_differences_are_those_of_the_rules() -> None:
    found = {each.entry.id: each for each in differences(at_hand())}
    assert not found["deficiency.confirmed"].only_sources
    assert found["total_b12.deficient"].only_sources
    assert "total_b12.not-measured" not in found
    assert all(each.lacking or len(each.entry.variants) > 1 for each in found.values())


def test_spec_pages_are_read_as_the_runner_of_the_tests_reads_them() -> None:
    compared = 0
    for page in sorted((ROOT / "tests" / "spec").glob("*.md")):
        shown, run = list(spec_tables(page)), list(tables(page))
        assert [t.subject for t in shown] == [t.subject for t in run]
        assert [t.guidelines for t in shown] == [t.profiles for t in run]
        assert [len(t.rows) for t in shown] == [len(t.lines) for t in run]
        assert [r[-2] for t in shown for r in t.rows] == [x.expected for t in run for x in t.lines]
        compared += len(shown)
    assert compared > 100

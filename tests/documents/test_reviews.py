"""Does a review stand only for the rule that was read, and only until it is due again?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cobalamin.knowledge.entries import Entry, entries
from cobalamin.knowledge.holdings import gather
from cobalamin.knowledge.markdown import reference
from cobalamin.knowledge.records import RecordsError, Stamp, records, shelf, stamps
from cobalamin.knowledge.reviews import digest_of, reviews
from cobalamin.rules.expression import Dissent, Rule, no
from cobalamin.source import Citation
from cobalamin.value import replace
from tests.documents.medicine import at_hand
from tests.house.tree import ROOT
from tests.rules.toy import ATAXIA, LOW

SIGNED = """
[[review]]
rule = "{rule}"
digest = "{digest}"
clinician = "A. Example, neurologist"
on = 2026-12-01
next = 2027-12-01
"""
ON, NEXT = date(2026, 12, 1), date(2027, 12, 1)


def entry(rule: Rule) -> Entry:
    return entries({}, [rule])[rule.id]


def stamp(of: Entry, on: date = ON) -> Stamp:
    return Stamp(of.id, digest_of(of), "A. Example, neurologist", on, NEXT)


def state(now: Entry, *given: Stamp, as_of: date | None = None) -> str:
    return reviews({now.id: now}, given, as_of)[now.id].state


def test_no_review_is_claimed_yet() -> None:
    assert stamps(ROOT / "safety" / "reviews.toml") == ()
    assert {review.state for review in at_hand().reviews.values()} == {"not-reviewed"}
    assert set(at_hand().reviews) == set(at_hand().entries)


def test_a_stamp_of_the_rule_as_it_is_stands() -> None:
    low = entry(LOW)
    assert state(low, stamp(low)) == "reviewed"


def changed() -> list[Rule]:
    cite: Citation = LOW.because[0]
    return [
        replace(LOW, when=no(LOW.when)),
        replace(LOW, when=ATAXIA.holds()),
        replace(LOW, says=LOW.says + " Now."),
        replace(LOW, because=()),
        replace(LOW, because=(replace(cite, place=cite.place + ", elsewhere"),)),
        replace(LOW, because=(replace(cite, mark="second-hand"),)),
        replace(LOW, because=(replace(cite, quotation="word for word"),)),
        replace(LOW, against=(Dissent("Another source says otherwise.", ()),)),
    ]


@pytest.mark.parametrize("rule", changed(), ids=range(len(changed())))
def test_a_changed_rule_voids_its_review(rule: Rule) -> None:
    assert state(entry(rule), stamp(entry(LOW))) == "void"


def test_a_change_in_one_guideline_voids_the_review_of_all() -> None:
    name, shared = next((n, e) for n, e in at_hand().entries.items() if len(e.variants) > 1)
    fewer = Entry(name, shared.variants[:1])
    assert state(fewer, stamp(shared)) == "void"


def test_a_change_of_the_case_of_an_answer_voids_its_review() -> None:
    whole = next(e for e in at_hand().entries.values() if e.variants[0].case)
    [variant, *others] = whole.variants
    assert variant.case is not None
    other = replace(variant, case=replace(variant.case, when=no(variant.case.when)))
    assert state(Entry(whole.id, (other, *others)), stamp(whole)) == "void"


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (None, "reviewed"),
        (date(2027, 11, 30), "reviewed"),
        (NEXT, "reviewed"),
        (date(2027, 12, 2), "due"),
    ],
)
def test_a_review_is_due_after_its_day(as_of: date | None, expected: str) -> None:
    low = entry(LOW)
    assert state(low, stamp(low), as_of=as_of) == expected


def test_a_void_review_is_void_even_when_due() -> None:
    other = entry(replace(LOW, says="Another."))
    assert state(other, stamp(entry(LOW)), as_of=date(2030, 1, 1)) == "void"


def test_the_latest_review_counts() -> None:
    low = entry(LOW)
    old = replace(stamp(low), digest="sha256:old", on=date(2025, 1, 1))
    assert state(low, stamp(low), old) == "reviewed"
    newer = replace(old, on=date(2027, 1, 1))
    assert state(low, stamp(low), newer) == "void"


def test_a_review_of_an_unknown_rule_is_refused() -> None:
    low = entry(LOW)
    with pytest.raises(RecordsError, match="there is no rule 'b12_lost'"):
        reviews({low.id: low}, [replace(stamp(low), rule="b12_lost")])


def written(folder: Path, text: str) -> Path:
    path = folder / "reviews.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_stamp_is_read_as_it_is_written(tmp_path: Path) -> None:
    [read] = stamps(written(tmp_path, SIGNED.format(rule=LOW.id, digest=digest_of(entry(LOW)))))
    assert read == stamp(entry(LOW))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('clinician = "A. Example, neurologist"', "", "needs `clinician`"),
        ('"A. Example, neurologist"', '""', "needs `clinician`"),
        ("on = 2026-12-01", 'on = "1 December"', "needs `on`"),
        ("next = 2027-12-01", "next = 2026-12-01", "before it was reviewed"),
        ("next =", 'approved = "yes"\nnext =', "says more than"),
        ("[[review]]", "[[review", "cannot be read"),
    ],
)
def test_an_incomplete_stamp_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = SIGNED.format(rule="b12.low", digest="sha256:0").replace(old, new)
    with pytest.raises(RecordsError, match=told):
        stamps(written(tmp_path, text))


def test_the_records_are_found_in_the_package_or_the_checkout(tmp_path: Path) -> None:
    assert shelf() == ROOT
    packaged = tmp_path / "shelf"
    (packaged / "safety").mkdir(parents=True)
    (packaged / "safety" / "hazards.toml").write_text("", encoding="utf-8")
    assert shelf((packaged, ROOT)) == packaged
    with pytest.raises(RecordsError, match="not part of this installation"):
        shelf((tmp_path,))
    with pytest.raises(RecordsError, match=r"reviews\.toml is missing"):
        records(packaged)


@pytest.mark.parametrize(
    ("changed", "as_of", "words"),
    [
        (False, None, "Review: reviewed."),
        (False, date(2027, 12, 2), "Review: review is due again."),
        (True, None, "Review: review void: the rule has changed since."),
    ],
)
def test_the_documents_show_how_a_review_stands(
    changed: bool, as_of: date | None, words: str
) -> None:
    name = "total_b12.deficient"
    signed = stamp(at_hand().entries[name])
    signed = replace(signed, digest="sha256:old") if changed else signed
    shown = gather(replace(records(shelf()), stamps=(signed,)), as_of)
    told = reference(shown)["rules.md"].partition(f"## `{name}`")[2].partition("\n## ")[0]
    assert words in told

"""Does a site's overlay replace exactly its cut-points, say so everywhere, and refuse the rest?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobalamin.assess.as_json import as_json
from cobalamin.assess.as_text import as_text
from cobalamin.assess.assess import assess
from cobalamin.assess.assessment import Assessment
from cobalamin.assess.many import assessor
from cobalamin.chart import Chart, LabResult
from cobalamin.guideline.overlay import OVERLAY, OverlayError, overlay, with_overlay
from cobalamin.guideline.profiles import NAMES, fingerprint_of, guideline
from cobalamin.quantity import Amount
from cobalamin.rules.diagram import faults
from cobalamin.rules.expression import Compare
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import leaves, rules_of
from cobalamin.rules.rewrite import with_cut_points
from cobalamin.value import replace
from tests.house.tree import ROOT
from tests.overlay.overlays import GOOD, spoiled

AS_OF = date(2026, 11, 22)
every_guideline = pytest.mark.parametrize("name", NAMES)


def local(name: str = "ng239", text: str = GOOD) -> Guideline:
    return with_overlay(guideline(name), overlay(text))


def b12(value: float, unit: str = "ng/L") -> Chart:
    day = AS_OF - timedelta(days=10)
    taken = (day - date(1970, 1, 1)).days * 86400.0
    result = LabResult(
        "total_b12", "Observation/b12", day=day, taken=taken, amount=Amount(value, unit)
    )
    return Chart("p1", AS_OF, results=(result,))


def code(followed: Guideline, value: float, unit: str = "ng/L") -> str:
    return assess(b12(value, unit), followed).answer("total_b12").code


@every_guideline
@pytest.mark.parametrize(
    ("value", "unit", "printed", "here"),
    [
        (179, "ng/L", "deficient", "deficient"),
        (180, "ng/L", "indeterminate", "deficient"),
        (199, "ng/L", "indeterminate", "deficient"),
        (200, "ng/L", "indeterminate", "indeterminate"),
        (147, "pmol/L", "indeterminate", "deficient"),
        (148, "pmol/L", "indeterminate", "indeterminate"),
        (351, "ng/L", "unlikely", "unlikely"),
    ],
)
def test_a_local_number_classifies_in_each_unit(
    name: str, value: float, unit: str, printed: str, here: str
) -> None:
    assert code(guideline(name), value, unit) == printed
    assert code(local(name), value, unit) == here


def reasons(assessment: Assessment, question: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.says, each.cites) for each in assessment.answer(question).because]


def test_every_answer_that_used_it_says_whose_number_it_is() -> None:
    assessment = assess(b12(190), local())
    for question in ("total_b12", "deficiency"):
        [(says, cites)] = reasons(assessment, question)
        assert "below 200 ng/L (local cut-point of St Elsewhere laboratory)" in says
        assert cites[0] == OVERLAY
    [numbers] = [each for each in assessment.citations if each.id == OVERLAY]
    assert numbers.place == (
        "total B12, deficient: 200 ng/L (148 pmol/L) instead of 180 ng/L (133 pmol/L), decided by "
        "A. Example, clinical biochemistry: the reference range of our assay"
    )


def test_the_guidelines_own_number_speaks_against_it_and_is_no_reason() -> None:
    answer = assess(b12(190), local()).answer("total_b12")
    [own] = [each for each in answer.against if "180 ng/L (133 pmol/L)" in each.says]
    assert own.cites == ("NG239",)
    assert all("180" not in each.says for each in answer.because)


def test_an_answer_that_did_not_use_it_does_not_claim_to() -> None:
    assessment = assess(b12(500), local(text=GOOD))
    [(says, cites)] = reasons(assessment, "total_b12")
    assert "local" not in says
    assert OVERLAY not in cites


def test_text_and_json_show_the_overlay_whatever_the_answer() -> None:
    assessment = assess(b12(500), local())
    header = " ".join(as_text(assessment).split("Answers")[0].split())
    assert "with the local cut-points of St Elsewhere laboratory (ng239)" in header
    printed = as_json(assessment)
    assert printed["guideline"] == "ng239"
    cited = {each["id"]: each for each in printed["citations"]}  # type: ignore[index, union-attr]
    assert cited[OVERLAY]["title"] == "Local cut-points of St Elsewhere laboratory"
    assert cited[OVERLAY]["place"].endswith("(decided by the site)")


@every_guideline
def test_the_fingerprint_tells_one_overlay_from_another_and_from_none(name: str) -> None:
    other = spoiled('"ng/L" = 200', '"ng/L" = 201')
    prints = [fingerprint_of(each) for each in (guideline(name), local(name), local(name, other))]
    assert len(set(prints)) == 3
    assert fingerprint_of(local(name)) == prints[1]


@every_guideline
def test_nothing_but_the_named_cut_point_changes(name: str) -> None:
    before, after = rules_of(guideline(name)), rules_of(local(name))
    assert [rule.id for rule in before] == [rule.id for rule in after]
    for old, new in zip(before, after, strict=True):
        assert (old.says, old.guards, old.asks_for) == (new.says, new.guards, new.asks_for)
        for one, other in zip(leaves(old.when), leaves(new.when), strict=True):
            if isinstance(one, Compare) and one.cut.name == "total B12, deficient":
                assert isinstance(other, Compare)
                assert (one.fact, one.side) == (other.fact, other.side)
                assert other.cut.printed == ((200, "ng/L"), (148, "pmol/L"))
            elif not hasattr(one, "rule"):
                assert one == other


@every_guideline
def test_rules_that_read_no_local_number_stay_the_same_objects(name: str) -> None:
    kept = set(rules_of(guideline(name))) & set(rules_of(local(name)))
    made = set(rules_of(local(name))) - kept
    assert kept
    assert {rule.id for rule in made} >= {"total_b12.deficient", "finding.low-total-b12"}
    assert "active_b12.deficient" in {rule.id for rule in kept}


@every_guideline
def test_a_question_still_has_exactly_one_answer(name: str) -> None:
    [question] = [q for q in local(name).questions if q.name == "total_b12"]
    assert list(faults(question)) == []


def test_many_patients_are_assessed_with_the_same_numbers() -> None:
    followed = local()
    for value in (150, 190, 250, 400):
        assert assessor(followed)(b12(value)) == assess(b12(value), followed)


def test_a_cut_point_of_another_guideline_leaves_this_one_as_it_is() -> None:
    text = spoiled('"total B12, deficient"', '"age for screening"').replace(
        '{ "ng/L" = 200, "pmol/L" = 148 }', "{ years = 70 }"
    )
    assert local("ng239", text) is guideline("ng239")
    assert local("aafp-2025", text) is not guideline("aafp-2025")


def test_two_numbers_may_meet_but_not_cross() -> None:
    met = spoiled("200", "350").replace("148", "258")
    assert code(local(text=met), 350) == "indeterminate"
    assert code(local(text=met), 349) == "deficient"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("site =", "place =", "place"),
        ('"St Elsewhere laboratory"', '" "', "site: say it in words"),
        ('"St Elsewhere laboratory"', "4", "site: say it in words"),
        ("[[cut-point]]", "[[criterion]]", "criterion: an overlay holds `site`, `cut-point` and"),
        ("[[cut-point]]", "[cut-point]", "cut-point: give one"),
        ("total B12, deficient", "total B12, defficient", "no rule reads a cut-point of this name"),
        ("total B12, deficient", "potassium, dangerously low", "it guards a dose"),
        ("why =", 'when = "always"\nwhy =', "when: only decided_by, name, printed, why belong"),
        (', "pmol/L" = 148', "", "printed: give the number in pmol/L too"),
        ('"pmol/L"', '"nmol/L"', "'nmol/L' is no unit of it"),
        ('{ "ng/L" = 200, "pmol/L" = 148 }', "200", "give a number for each unit"),
        ("200", "inf", "not a finite number above zero"),
        ("200", "nan", "not a finite number above zero"),
        ("200", "-200", "not a finite number above zero"),
        ("200", "0", "not a finite number above zero"),
        ("200", "true", "True is not a number"),
        ("200", '"200"', "'200' is not a number"),
        ("148", "200", "200 ng/L and 200 pmol/L are not the same amount"),
        ("decided_by =", "# ", "decided_by: say it in words"),
        ("why =", "# ", "why: say it in words"),
        ("[[cut-point]]", "[[cut-point]", "is not TOML"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_key(old: str, new: str, told: str) -> None:
    with pytest.raises(OverlayError) as refused:
        overlay(spoiled(old, new))
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_contradictory_order_is_refused() -> None:
    crossed = spoiled("200", "360").replace("148", "266")
    with pytest.raises(OverlayError, match="must not lie above 'total B12, deficiency unlikely'"):
        overlay(crossed)


def test_one_cut_point_is_given_once() -> None:
    with pytest.raises(OverlayError, match="is given twice"):
        overlay(GOOD + GOOD.partition("\n\n")[2])


@every_guideline
def test_a_name_means_one_number_in_one_guideline(name: str) -> None:
    printed: dict[str, set[object]] = {}
    for rule in rules_of(guideline(name)):
        for leaf in leaves(rule.when):
            if isinstance(leaf, Compare):
                printed.setdefault(leaf.cut.name, set()).add(leaf.cut.printed)
    assert {name: cuts for name, cuts in printed.items() if len(cuts) > 1} == {}


def test_the_examples_in_the_documents_are_overlays() -> None:
    document = (ROOT / "docs" / "reference" / "overlays.md").read_text(encoding="utf-8")
    numbers, regimens = (part.split("```")[0] for part in document.split("```toml\n")[1:])
    assert overlay(numbers).site == "St Elsewhere laboratory"
    [local] = overlay(regimens).regimens
    assert local.regimen.id == "st-elsewhere-nerves"


@every_guideline
def test_an_overlay_reaches_every_rule_that_reads_the_number(name: str) -> None:
    whole = guideline(name)
    read = {
        leaf.cut
        for rule in rules_of(whole)
        for leaf in leaves(rule.when)
        if isinstance(leaf, Compare)
    }
    other = {cut: replace(cut, name=f"{cut.name}, here") for cut in read}
    for rule in rules_of(with_cut_points(whole, other)):
        criteria = (rule.when, *([rule.explains] if rule.explains else []))
        criteria += tuple(dissent.when for dissent in rule.against if dissent.when)
        for leaf in (leaf for criterion in criteria for leaf in leaves(criterion)):
            if isinstance(leaf, Compare):
                assert leaf.cut not in read, rule.id

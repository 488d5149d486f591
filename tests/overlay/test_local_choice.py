"""Is a local regimen suggested only where ours would be and no gate forbids it, as the site's?"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from cobalamin.assess.as_text import as_text
from cobalamin.assess.assess import assess
from cobalamin.assess.assessment import Answer, Assessment
from cobalamin.assess.many import assessor
from cobalamin.chart import Chart
from cobalamin.fhir.read import read_record
from cobalamin.guideline.choice_of_regimen import NAME, words_of
from cobalamin.guideline.declare import read_facts
from cobalamin.guideline.gates import FACTS_READ, ROUTES, gates
from cobalamin.guideline.local_choice import forbidding, with_local_regimens
from cobalamin.guideline.local_regimens import suggested_by
from cobalamin.guideline.overlay import OVERLAY, overlay, with_overlay
from cobalamin.guideline.profiles import NAMES, fingerprint_of, guideline
from cobalamin.guideline.regimens import regimen
from cobalamin.guideline.safety import (
    ALLERGY_TO_ALL,
    ANAEMIA_OF_PREGNANCY,
    POTASSIUM_TOO_LOW,
)
from cobalamin.regimen import PRODUCTS, Product, Route
from cobalamin.rules.diagram import faults
from cobalamin.rules.evaluate import evaluate
from cobalamin.rules.expression import Compare, CutPoint, Dissent, Rule, any_of
from cobalamin.rules.fingerprint import rule_text
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import in_order, leaves
from cobalamin.rules.rewrite import with_cut_points
from cobalamin.value import replace
from tests.house.tree import ROOT
from tests.overlay.overlays import GOOD, REGIMEN, SITE, regimen_spoiled

AS_OF = date(2026, 11, 22)
NERVES = "bnf-hydroxocobalamin-neurological"
OURS = "st-elsewhere-nerves"
INSTEAD = f'instead_of = "{NERVES}"\n'
CYANO = ('product = "hydroxocobalamin"', 'product = "cyanocobalamin"')
ORAL = ('route = "intramuscular"', 'route = "oral"')
NUMB, LEBER, REFUSES, WARFARIN = (
    "metformin-nine-years-numb-feet",
    "leber-carrier-not-cyanocobalamin",
    "refuses-injections",
    "warfarin-inr-too-high-today",
)
every_guideline = pytest.mark.parametrize("name", NAMES)


@cache
def chart(story: str) -> Chart:
    path = ROOT / "examples" / f"{story}.json"
    return read_record([(path.name, path.read_bytes())], AS_OF)


def local(name: str = "ng239", *changes: tuple[str, str]) -> Guideline:
    return with_overlay(guideline(name), overlay(regimen_spoiled(*changes)))


def told(story: str, followed: Guideline) -> Answer:
    found = assess(chart(story), followed).regimen
    assert found is not None
    return found


def against(answer: Answer, words: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(each.says, each.cites) for each in answer.against if words in each.says]


def question_of(followed: Guideline) -> Question:
    [question] = [question for question in followed.questions if question.name == NAME]
    return question


def test_it_takes_the_place_of_ours_and_says_whose_it_is() -> None:
    answer = told(NUMB, local())
    assert answer.code == OURS
    assert answer.says.startswith(
        f"Suggested regimen {OURS}: hydroxocobalamin intramuscular, loading: 1,000 mcg every 3 "
        "days, 14 doses; maintenance: 1,000 mcg every 2 months as long as the cause lasts. Nerves "
        f"are involved. Local to St Elsewhere laboratory, in place of {NERVES}; decided by "
        "B. Example, neurology: what our nurses can reach. Source: Clinic protocol 7."
    )
    assert {cite for reason in answer.because for cite in reason.cites} == {OVERLAY}
    plain = told(NUMB, guideline("ng239"))
    assert [each.says for each in answer.because] == [each.says for each in plain.because]


def test_what_we_would_suggest_stays_with_its_sources_first_among_what_speaks_against() -> None:
    answer, plain = told(NUMB, local()), told(NUMB, guideline("ng239"))
    ours = plain.says.removeprefix("Suggested regimen ").partition(" Provisional")[0]
    [(says, cites)] = against(answer, "would suggest")
    assert says == f"The guideline ng239 would suggest {ours}"
    assert cites == ("BNF", "SMPCOHCBL", "BSH2014")
    assert answer.against[0].says == says
    assert answer.against[1:] == plain.against


def test_it_is_named_in_text_steps_and_citations() -> None:
    assessment = assess(chart(NUMB), local())
    [step] = [step for step in assessment.steps if step.code == "treat-load"]
    assert any(OURS in each.says and each.cites == (OVERLAY,) for each in step.because)
    text = " ".join(as_text(assessment).split())
    assert "with the local regimens of St Elsewhere laboratory (ng239)" in text
    assert f"Suggested regimen {OURS}" in text
    [cited] = [each for each in assessment.citations if each.id == OVERLAY]
    assert (cited.title, cited.mark) == ("Local regimens of St Elsewhere laboratory", "local")
    assert cited.place == (
        f"regimen {OURS} (our own) instead of {NERVES}, decided by B. Example, neurology: what "
        "our nurses can reach; after Clinic protocol 7"
    )


def test_it_is_cited_where_no_treatment_begins() -> None:
    assessment = assess(Chart("p1", AS_OF), local())
    assert assessment.regimen is None
    assert OVERLAY in [each.id for each in assessment.citations]


def test_another_patients_regimen_stays_ours() -> None:
    answer = told(REFUSES, local())
    assert answer.code == "oral-cyanocobalamin-1mg"
    assert told(LEBER, local()).code == "leber-hydroxocobalamin"


@every_guideline
def test_cyanocobalamin_is_never_suggested_to_a_leber_carrier_and_it_says_why(name: str) -> None:
    for code in [code for code, _ in question_of(guideline(name)).answers]:
        for route in ((), (ORAL,)):
            answer = told(LEBER, local(name, CYANO, *route, (NERVES, code)))
            assert answer.code == "leber-hydroxocobalamin"
            [(says, cites)] = against(answer, f"Not {OURS}")
            assert "Leber's disease in person or family: never cyanocobalamin" in says
            assert "local to St Elsewhere laboratory" in says
            assert cites == (OVERLAY, "USLABELCN", "SMPCOHCBL")
            assert against(answer, "would suggest") == []


def test_a_needle_is_not_suggested_to_one_who_refuses_it() -> None:
    for route in ("intramuscular", "deep-subcutaneous"):
        needle = local(
            "ng239", ("intramuscular", route), (NERVES, "oral-cyanocobalamin-1mg")
        )  # fmt: skip
        answer = told(REFUSES, needle)
        assert answer.code == "oral-cyanocobalamin-1mg"
        assert len(against(answer, f"Not {OURS}")) == 1
    tablets = local("ng239", ORAL, (NERVES, "oral-cyanocobalamin-1mg"))
    assert told(REFUSES, tablets).code == OURS


def test_tablets_instead_of_an_injection_say_that_nerves_want_the_needle() -> None:
    rather = "Injection is preferred where nerves are involved"
    assert len(against(told(NUMB, local("ng239", ORAL)), rather)) == 1
    assert against(told(NUMB, local()), rather) == []
    tablets = local("ng239", ORAL, (NERVES, "oral-cyanocobalamin-1mg"))
    assert len(against(told(REFUSES, tablets), rather)) == 1  # ours is by mouth and says it itself


@every_guideline
def test_two_regimens_of_a_site_stand_beside_each_other(name: str) -> None:
    further = REGIMEN.replace(INSTEAD, "").replace(OURS, "st-elsewhere-other")
    both_kinds = overlay(SITE + REGIMEN + further)
    followed = with_overlay(guideline(name), both_kinds)
    own = dict(question_of(followed).answers)[OURS]
    assert any(d.says.startswith("Also possible: st-elsewhere-other") for d in own.against)
    assert not any(f"Not {OURS}" in each.says for each in own.against)


def test_what_forbids_every_product_is_no_reason_for_another_regimen() -> None:
    [own] = overlay(regimen_spoiled()).regimens
    assert not {ALLERGY_TO_ALL, POTASSIUM_TOO_LOW, ANAEMIA_OF_PREGNANCY} & set(
        forbidding(own.regimen)
    )


@every_guideline
def test_a_further_choice_changes_no_suggestion(name: str) -> None:
    further = local(name, (INSTEAD, ""))
    for story in (NUMB, LEBER, REFUSES):
        answer, plain = told(story, further), told(story, guideline(name))
        assert (answer.code, answer.says) == (plain.code, plain.says)
        own = [each for each in answer.against if OVERLAY in each.cites]
        assert [each for each in answer.against if each not in own] == list(plain.against)
    [(says, cites)] = against(told(NUMB, further), "Also possible")
    assert f"Also possible: {OURS}: hydroxocobalamin intramuscular, loading: 1,000 mcg" in says
    assert "Local to St Elsewhere laboratory, a further choice; decided by B. Example" in says
    assert cites == (OVERLAY,)
    assert against(told(REFUSES, further), "Also possible") == []
    assert len(against(told(REFUSES, further), f"Not {OURS}")) == 1


@every_guideline
def test_a_further_choice_of_cyanocobalamin_is_no_choice_for_a_leber_carrier(name: str) -> None:
    further = local(name, CYANO, ORAL, (INSTEAD, ""))
    assert len(against(told(NUMB, further), "Also possible")) == 1  # Leber's disease not asked yet
    assert against(told(LEBER, further), "Also possible") == []
    assert len(against(told(LEBER, further), f"Not {OURS}")) == 1


def blocked(story: str, product: Product, route: Route) -> bool:
    """Whether a gate blocks this product by this route, but not every one by any route."""
    known = read_facts(chart(story), FACTS_READ)
    shut = [
        {gate.rule for gate in gates(known, each, AS_OF, route=way) if gate.state == "blocking"}
        for each in PRODUCTS
        for way in ROUTES
    ]
    here = {g.rule for g in gates(known, product, AS_OF, route=route) if g.state == "blocking"}
    return bool(here - set.intersection(*shut))


def test_what_a_gate_of_its_product_or_route_blocks_is_forbidden() -> None:
    met: set[tuple[str, Product, Route]] = set()
    for story in (NUMB, LEBER, REFUSES, WARFARIN):
        known = read_facts(chart(story), guideline("ng239").facts)
        facts = {name: each.value for name, each in known.items()}
        for product in PRODUCTS:
            for route in ROUTES:
                text = regimen_spoiled(("hydroxocobalamin", product), ("intramuscular", route))
                [own] = overlay(text).regimens
                forbidden = any_of(*(rule.holds() for rule in forbidding(own.regimen)))
                if blocked(story, product, route):
                    met.add((story, product, route))
                    assert evaluate(forbidden, facts).truth == "yes"
                elif route in ("oral", "nasal"):
                    assert evaluate(forbidden, facts).truth != "yes"
    assert {(LEBER, "cyanocobalamin", route) for route in ROUTES} <= met
    assert {(WARFARIN, product, "intramuscular") for product in PRODUCTS} <= met


@pytest.mark.parametrize(
    ("name", "code"),
    [(name, code) for name in NAMES for code in suggested_by(guideline(name))],
)
def test_a_question_still_has_exactly_one_answer(name: str, code: str) -> None:
    for product in PRODUCTS:
        followed = local(name, ("hydroxocobalamin", product), (NERVES, code))
        assert list(faults(question_of(followed))) == []


@every_guideline
def test_why_ours_was_chosen_is_said_of_the_local_one_too(name: str) -> None:
    for code, rule in question_of(guideline(name)).answers:
        why = rule.says.removeprefix(words_of(regimen(code)))
        assert why
        assert why != rule.says
        own = dict(question_of(local(name, (NERVES, code))).answers)[OURS]
        assert f". {why} Local to" in own.says
        assert (own.guards, own.explains) == (rule.guards, rule.explains)


@every_guideline
def test_nothing_but_the_choice_of_regimen_changes(name: str) -> None:
    before, after = guideline(name), local(name, (INSTEAD, ""))
    assert [q for q in after.questions if q.name != NAME] == [
        q for q in before.questions if q.name != NAME
    ]
    assert (after.actions, after.facts, after.asked) == (
        before.actions, before.facts, before.asked,
    )  # fmt: skip
    choice = question_of(before)
    assert [code for code, _ in question_of(after).answers] == [code for code, _ in choice.answers]


def test_ours_of_another_guideline_leaves_this_one_as_it_is() -> None:
    assert local("aafp-2025", (NERVES, "nitrous-oxide-hydroxocobalamin")) is guideline("aafp-2025")
    text = regimen_spoiled((NERVES, "nitrous-oxide-hydroxocobalamin"))
    [own] = overlay(text).regimens
    cite = local().local[0]
    with pytest.raises(ValueError, match="aafp-2025 never suggests nitrous-oxide"):
        with_local_regimens(guideline("aafp-2025"), {own: cite})


@every_guideline
def test_the_fingerprint_tells_every_word_of_it(name: str) -> None:
    variants = [
        guideline(name),
        local(name),
        local(name, (INSTEAD, "")),
        local(name, ("dose_ug = 1000", "dose_ug = 500")),
        local(name, ("Clinic protocol 7", "Clinic protocol 8")),
        local(name, ("our own", "another")),
        local(name, CYANO),
        local(name, CYANO, (INSTEAD, "")),
    ]
    assert len({fingerprint_of(each) for each in variants}) == len(variants)
    assert fingerprint_of(local(name)) == fingerprint_of(variants[1])


def test_many_patients_get_the_same_regimen() -> None:
    followed = local()
    assess_one = assessor(followed)
    for story in (NUMB, LEBER, REFUSES):
        assert assess_one(chart(story)) == assess(chart(story), followed)


def both() -> Assessment:
    followed = with_overlay(guideline("ng239"), overlay(GOOD + "\n" + REGIMEN))
    return assess(chart(NUMB), followed)


def test_numbers_and_regimens_of_one_site_are_one_source() -> None:
    assessment = both()
    [cited] = [each for each in assessment.citations if each.id == OVERLAY]
    assert cited.title == "Local cut-points and regimens of St Elsewhere laboratory"
    assert "total B12, deficient: 200 ng/L" in cited.place
    assert f"regimen {OURS}" in cited.place
    assert "with the local cut-points and regimens of St Elsewhere" in assessment.guideline_title
    reasons = [each.says for answer in assessment.answers for each in answer.because]
    assert any("(local cut-point of St Elsewhere laboratory)" in says for says in reasons)
    assert assessment.regimen is not None
    assert assessment.regimen.code == OURS


def _cuts(rule: Rule) -> set[CutPoint]:
    rules = in_order((rule,))
    compared = (leaf for each in rules for leaf in leaves(each.when))
    return {leaf.cut for leaf in compared if isinstance(leaf, Compare)}


def test_unless_is_part_of_what_a_rule_says_and_is_rewritten_like_the_rest() -> None:
    [deficient] = [
        rule for q in guideline("ng239").questions if q.name == "total_b12"
        for code, rule in q.answers if code == "deficient"
    ]  # fmt: skip
    plain = Rule("toy", deficient.when, "Toy.", (), against=(Dissent("But.", ()),))
    guarded = replace(plain, against=(Dissent("But.", (), unless=deficient.holds()),))
    assert rule_text(plain) != rule_text(guarded)
    question = Question("toy", "?", (("toy", guarded),), ("toy",))
    whole = replace(guideline("ng239"), questions=(question,))
    [cut] = overlay(GOOD).cut_points
    [old] = [each for each in _cuts(deficient) if each.name == cut.name]
    [rewritten] = with_cut_points(whole, {old: replace(old, printed=cut.printed)}).questions
    [dissent, *_] = rewritten.answers[0][1].against
    assert dissent.unless != deficient.holds()
    assert dissent.unless is not None


def test_a_site_alone_is_no_overlay_for_regimens() -> None:
    assert overlay(SITE + REGIMEN).cut_points == ()

"""Nerves in FHIR: sides and limbs, scores, nerve conduction, and the MNSI questionnaire."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fhir_record import ICD, SNOMED, concept, condition, quantity, read, resource, says, words

from cobalamin.quantity import Amount

Json = dict[str, Any]
ALL_NO = dict.fromkeys(range(1, 16), False)


def where(*resources: Json) -> tuple[str, str]:
    (entry,) = read(*resources).entries
    return entry.side, entry.limbs


@pytest.mark.parametrize(
    ("said", "side", "limbs"),
    [
        ("Numbness", "", ""),
        ("Numbness of left foot", "left", "lower"),
        ("Numb feet", "both", "lower"),
        ("Numbness of foot", "", "lower"),
        ("Tingling in both hands", "both", "upper"),
        ("Tingling of the right fingers", "right", "upper"),
        ("Bilateral numbness", "both", ""),
        ("Symmetrical numbness of toes", "both", "lower"),
        ("Glove and stocking numbness", "both", "both"),
        ("Numbness of left hand and right foot", "both", "both"),
    ],
)
def test_sides_and_limbs_are_read_from_words(said: str, side: str, limbs: str) -> None:
    assert where(condition(words(said))) == (side, limbs)


@pytest.mark.parametrize(
    ("site", "side", "limbs"),
    [
        ([words("left foot")], "left", "lower"),
        ([words("left foot"), words("right foot")], "both", "lower"),
        ([words("foot"), concept((SNOMED, "7771000"))], "left", "lower"),
        ([concept((SNOMED, "24028007"))], "right", ""),
        ([concept((SNOMED, "51440002"))], "both", ""),
        ([], "", ""),
    ],
)
def test_the_body_sites_of_a_condition_are_read(site: list[Json], side: str, limbs: str) -> None:
    assert where(condition(words("Numbness"), bodySite=site)) == (side, limbs)


def test_the_body_site_of_an_observation_is_one_object() -> None:
    seen = resource(
        "Observation",
        status="final",
        code=words("Tingling"),
        valueBoolean=True,
        bodySite=words("right hand"),
    )
    assert where(seen) == ("right", "upper")


def test_a_code_without_its_words_says_where_it_is() -> None:
    assert where(condition(concept((SNOMED, "15634841000119109")))) == ("left", "lower")
    assert where(condition(concept((SNOMED, "840319006")))) == ("both", "upper")


def test_a_coded_value_says_where_it_is() -> None:
    value = concept((SNOMED, "309538000"), text="Numbness of left foot")
    seen = resource(
        "Observation", status="final", code=words("Finding"), valueCodeableConcept=value
    )
    assert where(seen) == ("left", "lower")


@pytest.mark.parametrize("site", ["left foot", 7, [words("left"), 3]])
def test_a_body_site_of_a_wrong_shape_is_a_problem_and_not_a_fall(site: object) -> None:
    chart = read(condition(words("Numbness"), bodySite=site))
    assert [entry.concept for entry in chart.entries] == ["numbness"]
    assert "bodySite" in says(chart)


def score(text: str, value: Json) -> Json:
    return resource(
        "Observation",
        status="final",
        code=words(text),
        effectiveDateTime="2026-05-01",
        **value,
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("MNSI questionnaire score", "mnsi_questionnaire"),
        ("Michigan Neuropathy Screening Instrument examination", "mnsi_examination"),
        ("Toronto Clinical Neuropathy Score", "tcns"),
        ("Modified Toronto Clinical Neuropathy Score", "mtcns"),
        ("10 g monofilament", "monofilament"),
        ("Pain score", "pain_0_10"),
    ],
)
def test_a_score_is_read_by_its_words_with_or_without_a_unit(text: str, name: str) -> None:
    for value in (
        {"valueInteger": 5},
        {"valueQuantity": quantity(5, None, "{score}")},
        {"valueQuantity": quantity(5)},
    ):
        (result,) = read(score(text, value)).results
        assert (result.concept, result.amount) == (name, Amount(5.0, "1"))


def test_a_score_in_a_unit_of_something_else_is_refused() -> None:
    chart = read(score("Pain score", {"valueQuantity": quantity(5, "mm")}))
    assert chart.results[0].amount is None
    assert "pain, 0 to 10" in says(chart)


def test_nerve_conduction_keeps_the_laboratory_s_own_limit_in_its_own_unit() -> None:
    sural = score(
        "Sural sensory amplitude",
        {
            "valueQuantity": quantity(3.1, "µV"),
            "referenceRange": [{"low": quantity(6, "uV")}],
        },
    )
    (result,) = read(sural).results
    assert (result.amount, result.range_low) == (Amount(3.1, "uV"), 6.0)
    velocity = score("Peroneal motor conduction velocity", {"valueQuantity": quantity(37, "m/s")})
    (result,) = read(velocity).results
    assert (result.amount, result.range_low) == (Amount(37.0, "m/s"), None)


@pytest.mark.parametrize(("said", "present"), [("abnormal", True), ("normal", False)])
def test_a_conclusion_of_nerve_conduction_is_read(said: str, present: bool) -> None:
    study = score("Nerve conduction study", {"valueCodeableConcept": words(said)})
    (entry,) = read(study).entries
    assert (entry.concept, entry.present) == ("abnormal_nerve_conduction", present)


def test_an_absent_sural_response_is_abnormal() -> None:
    (entry,) = read(score("Sural response", {"valueString": "absent"})).entries
    assert (entry.concept, entry.present) == ("abnormal_nerve_conduction", True)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("G58.7", "multifocal_neuropathy"),
        ("M21.372", "foot_drop"),
        ("N31.9", "sphincter_change"),
        ("R13.12", "bulbar_weakness"),
        ("D70.9", "neutropenia"),
        ("R94.130", "abnormal_nerve_conduction"),
        ("I95.1", "autonomic_symptoms"),
    ],
)
def test_signs_are_read_by_their_codes(code: str, name: str) -> None:
    (entry,) = read(condition(concept((ICD, code)))).entries
    assert entry.concept == name


def mnsi(answers: dict[int, object], **fields: Any) -> Json:
    """A QuestionnaireResponse with our link ids, its items inside a group."""
    items = [{"linkId": f"mnsi-{n}", "answer": [answer_of(a)]} for n, a in answers.items()]
    whole = {"status": "completed", "authored": "2026-05-01", **fields}
    return resource("QuestionnaireResponse", item=[{"linkId": "group", "item": items}], **whole)


def answer_of(said: object) -> Json:
    return {"valueBoolean": said} if isinstance(said, bool) else {"valueCoding": said}


def test_the_questionnaire_is_added_up_with_its_reversed_questions() -> None:
    (result,) = read(mnsi(ALL_NO | {1: True, 4: True})).results
    assert (result.concept, result.amount) == ("mnsi_questionnaire", Amount(3.0, "1"))
    assert result.day == date(2026, 5, 1)


def test_a_coded_yes_or_no_answers_too() -> None:
    yes = {"system": "http://loinc.org", "code": "LA33-6", "display": "Yes"}
    (result,) = read(mnsi(ALL_NO | {2: yes})).results
    assert result.amount == Amount(3.0, "1")


def test_a_question_left_out_leaves_no_total() -> None:
    chart = read(mnsi(dict.fromkeys(range(1, 15), False)))
    assert chart.results == ()
    assert "a scored question has no answer" in says(chart)


def test_an_answer_that_says_two_things_is_none() -> None:
    both = mnsi(ALL_NO)
    both["item"][0]["item"][0]["answer"] = [{"valueBoolean": True}, {"valueBoolean": False}]
    assert read(both).results == ()
    other = mnsi(ALL_NO)
    other["item"][0]["item"][0]["answer"] = [{"valueString": "sometimes"}]
    assert read(other).results == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"status": "in-progress"}, "it is not completed"),
        ({"status": "entered-in-error"}, ""),
        ({"authored": "2026-12-24"}, "dated after"),
    ],
)
def test_a_questionnaire_that_does_not_count_gives_nothing(fields: Json, said: str) -> None:
    chart = read(mnsi(ALL_NO, **fields))
    assert chart.results == ()
    assert says(chart) == "" if not said else said in says(chart)


def test_a_questionnaire_without_our_link_ids_is_not_ours() -> None:
    other = resource("QuestionnaireResponse", status="completed", item=[{"linkId": "1.1"}])
    chart = read(other)
    assert (chart.results, chart.problems) == ((), ())


def test_items_nested_without_end_are_left() -> None:
    item: Json = {"linkId": "mnsi-1", "answer": [{"valueBoolean": True}]}
    for _ in range(12):
        item = {"linkId": "group", "item": [item]}
    chart = read(resource("QuestionnaireResponse", status="completed", item=[item]))
    assert chart.results == ()

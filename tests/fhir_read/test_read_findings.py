"""Symptoms and signs, asked for and found: present, absent or not said."""

from __future__ import annotations

from typing import Any

import pytest
from fhir_record import (
    LOINC,
    SNOMED,
    concept,
    condition,
    read,
    resource,
    says,
    words,
)

from cobalamin.chart import Entry

PERNICIOUS = concept((SNOMED, "84027009"))
PARAESTHESIA = concept((SNOMED, "91019004"))


def only(*resources: dict[str, Any]) -> Entry:
    (entry,) = read(*resources).entries
    return entry


def symptom(code: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return resource("Observation", status="final", code=code, **fields)


@pytest.mark.parametrize(
    ("value", "present"),
    [
        ({"valueBoolean": True}, True),
        ({"valueBoolean": False}, False),
        ({"valueCodeableConcept": concept((SNOMED, "52101004"))}, True),
        ({"valueCodeableConcept": concept((SNOMED, "2667000"))}, False),
        ({"valueCodeableConcept": words("Moderate")}, True),
        ({"valueString": "yes"}, True),
        ({"valueString": "no"}, False),
        ({"valueString": "not present"}, False),
    ],
)
def test_a_symptom_that_was_asked_for(value: dict[str, Any], present: bool) -> None:
    entry = only(symptom(PARAESTHESIA, **value))
    assert (entry.concept, entry.kind, entry.present) == ("paraesthesia", "symptom", present)


@pytest.mark.parametrize(
    "value", [{}, {"valueString": "three weeks"}, {"valueInteger": 3}, {"valueBoolean": "true"}]
)
def test_a_symptom_without_yes_or_no_is_no_fact_and_is_said(value: dict[str, Any]) -> None:
    chart = read(symptom(PARAESTHESIA, **value))
    assert chart.entries == ()
    assert "whether it is present" in says(chart, "Observation/r")


def test_a_symptom_as_a_coded_value() -> None:
    entry = only(symptom(words("Symptom"), valueCodeableConcept=PARAESTHESIA))
    assert (entry.concept, entry.present) == ("paraesthesia", True)


@pytest.mark.parametrize(
    ("about", "eaten", "named"),
    [
        ("Diet", "Vegan diet since 2019", "vegan_diet"),
        ("Dietary habits", "strict vegetarian", "vegan_diet"),
        ("Type of diet", "Poor diet, little meat", "poor_diet"),
    ],
)
def test_a_diet_in_plain_words_is_read_and_the_match_is_said(
    about: str, eaten: str, named: str
) -> None:
    chart = read(symptom(words(about), valueString=eaten, effectiveDateTime="2026-04"))
    assert [(e.concept, e.present, e.by_text) for e in chart.entries] == [(named, True, True)]
    assert f'matched by its words "{eaten}"' in says(chart, "Observation/r")


def test_a_diet_in_a_component_is_read() -> None:
    diet = {"code": words("Diet"), "valueString": "vegan"}
    assert only(symptom(words("Social history"), component=[diet])).concept == "vegan_diet"


@pytest.mark.parametrize(
    ("about", "eaten"),
    [
        ("Diet", "eats everything"),
        ("Diet", "not vegan"),
        ("Diet", "mother is vegan"),
        ("Diet", "tingling after meals"),
        ("Diet advice", "vegan diet"),
        ("Family diet", "vegan diet"),
        ("Note", "vegan diet"),
    ],
)
def test_words_that_state_no_diet_of_the_patient_are_no_fact(about: str, eaten: str) -> None:
    chart = read(symptom(words(about), valueString=eaten))
    assert (chart.entries, chart.problems) == ((), ())


@pytest.mark.parametrize(
    ("eaten", "why"),
    [
        ("vegan until 2015", "may speak of the past"),
        ("possibly vegan", "state it as a suspicion"),
        (7, "expected text"),
    ],
)
def test_a_diet_that_is_not_stated_plainly_is_no_fact_and_is_said(eaten: Any, why: str) -> None:
    chart = read(symptom(words("Diet"), valueString=eaten))
    assert chart.entries == ()
    assert why in says(chart, "Observation/r")


def test_a_diet_that_is_not_final_is_no_fact_and_is_said() -> None:
    early = resource("Observation", status="preliminary", code=words("Diet"), valueString="vegan")
    chart = read(early)
    assert chart.entries == ()
    assert "not final yet" in says(chart, "Observation/r")


@pytest.mark.parametrize("about", ["Family history", "Mother's illness", "Risk of", "Ruled out"])
def test_a_coded_value_about_someone_else_is_no_fact(about: str) -> None:
    assert read(symptom(words(about), valueCodeableConcept=PERNICIOUS)).entries == ()


@pytest.mark.parametrize(
    ("examined", "value", "named", "present"),
    [
        ("Vibration sense", "reduced at both ankles", "vibration_loss", True),
        ("Vibration sense", "normal", "vibration_loss", False),
        ("Joint position sense", "absent", "proprioception_loss", True),
        ("Ankle reflex", "absent", "abnormal_reflex", True),
        ("Ankle reflex", "present", "abnormal_reflex", False),
        ("Gait", "ataxic", "abnormal_gait", True),
        ("Plantar response", "extensor", "babinski", True),
        ("Plantar response", "flexor", "babinski", False),
        ("Romberg test", "positive", "romberg_positive", True),
    ],
)
def test_an_examined_function_that_is_lost_is_a_sign(
    examined: str, value: str, named: str, present: bool
) -> None:
    entry = only(symptom(words(examined), valueString=value))
    assert (entry.concept, entry.present, entry.by_text) == (named, present, True)


@pytest.mark.parametrize(
    ("value", "present"),
    [
        (concept((SNOMED, "77386006")), True),
        (concept((SNOMED, "60001007")), False),
        (concept((LOINC, "LA15173-0")), True),
        (concept((LOINC, "LA26683-5")), False),
    ],
)
def test_pregnancy_status(value: dict[str, Any], present: bool) -> None:
    status = symptom(concept((LOINC, "82810-3")), valueCodeableConcept=value)
    entry = only({**status, "effectiveDateTime": "2026-05-01"})
    assert (entry.concept, entry.kind, entry.present) == ("pregnancy", "status", present)


@pytest.mark.parametrize(
    ("start", "active"),
    [("2026-01-01", True), ("2025-08-11", True), ("2025-08-10", False), ("2020-01-01", False)],
)
def test_a_pregnancy_of_more_than_42_weeks_is_over(start: str, active: bool) -> None:
    pregnant = condition(concept((SNOMED, "77386006")), onsetDateTime=start)
    assert only(pregnant).active is active


def test_findings_of_a_clinical_impression() -> None:
    impression = resource("ClinicalImpression", status="completed", date="2026-05-01",
                          finding=[{"itemCodeableConcept": PARAESTHESIA}])  # fmt: skip
    assert only(impression).concept == "paraesthesia"
    assert read({**impression, "status": "in-progress"}).entries == ()

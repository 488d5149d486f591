"""Diagnoses, symptoms, procedures, allergies and family history: what is a fact and what is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fhir_record import (
    ICD,
    RXNORM,
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


@pytest.mark.parametrize(
    ("system", "code", "named"),
    [
        (SNOMED, "84027009", "pernicious_anaemia"),
        ("https://snomed.info/sct/", "84027009", "pernicious_anaemia"),
        ("http://snomed.info/sct/900000000000207008/version/20240101", "84027009",
         "pernicious_anaemia"),
        ("urn:oid:2.16.840.1.113883.6.96", "84027009", "pernicious_anaemia"),
        (ICD, "D51.0", "pernicious_anaemia"),
        (ICD, "D510", "pernicious_anaemia"),
        ("http://hl7.org/fhir/sid/icd-10", "D51.0", "pernicious_anaemia"),
        ("urn:oid:2.16.840.1.113883.6.90", "d51.0", "pernicious_anaemia"),
        (ICD, "D51.8", "b12_deficiency"),
        (ICD, "D51.9", "b12_deficiency"),
        (ICD, "K50.012", "crohn"),
        (ICD, "E11.42", "diabetic_neuropathy"),
        (ICD, "E11.65", "type_2_diabetes"),
        (ICD, "G62.1", "alcoholic_neuropathy"),
        (ICD, "G62.9", "neuropathy"),
        (ICD, "N18.2", "ckd_early"),
        (ICD, "N18.32", "ckd"),
        (ICD, "H47.22", "lhon"),
        (ICD, "H47.213", "optic_neuropathy"),
        (ICD, "F18.10", "inhalant_abuse"),
        (ICD, "Z98.84", "bariatric_surgery"),
        (SNOMED, "368581000119106", "diabetic_neuropathy"),
        (ICD, "C22.0", "solid_tumour"),
        (ICD, "C92.10", "leukaemia_myeloid"),
    ],
)  # fmt: skip
def test_a_diagnosis_is_known_by_its_code(system: str, code: str, named: str) -> None:
    chart = read(condition(concept((system, code)), recordedDate="2020-03-04"))
    (entry,) = chart.entries
    assert (entry.concept, entry.by_text, entry.start) == (named, False, date(2020, 3, 4))
    assert chart.problems == ()


@pytest.mark.parametrize("code", ["84027009", "D51.0"])
def test_a_code_whose_shape_shows_its_system_needs_none(code: str) -> None:
    assert only(condition({"coding": [{"code": code}]})).concept == "pernicious_anaemia"


@pytest.mark.parametrize("code", ["84027008", "D510", "I10"])
def test_a_bare_code_of_uncertain_shape_is_not_guessed(code: str) -> None:
    assert read(condition({"coding": [{"code": code}]})).entries == ()


@pytest.mark.parametrize("status", ["refuted", "entered-in-error"])
def test_a_refuted_diagnosis_is_no_fact(status: str) -> None:
    chart = read(condition(PERNICIOUS, verificationStatus=concept(("x", status))))
    assert (chart.entries, chart.problems, chart.not_relevant) == ((), (), 1)


@pytest.mark.parametrize("status", ["unconfirmed", "provisional", "differential"])
def test_an_unconfirmed_diagnosis_is_no_fact_and_is_said(status: str) -> None:
    chart = read(condition(PERNICIOUS, verificationStatus=concept(("x", status))))
    assert chart.entries == ()
    assert "not confirmed" in says(chart, "Condition/r")


@pytest.mark.parametrize("status", ["inactive", "resolved", "remission"])
def test_what_is_over_is_not_active(status: str) -> None:
    assert only(condition(PERNICIOUS, clinicalStatus=concept(("x", status)))).active is False


@pytest.mark.parametrize("status", ["active", "recurrence", "relapse"])
def test_what_goes_on_is_active(status: str) -> None:
    assert only(condition(PERNICIOUS, clinicalStatus=concept(("x", status)))).active is True


def test_an_abatement_before_the_day_ends_it_and_one_after_it_is_not_known_yet() -> None:
    resolved = concept(("x", "resolved"))
    before = only(condition(PERNICIOUS, abatementDateTime="2025-01-01", clinicalStatus=resolved))
    after = only(condition(PERNICIOUS, abatementDateTime="2026-09-01", clinicalStatus=resolved))
    assert (before.active, before.end) == (False, date(2025, 1, 1))
    assert (after.active, after.end) == (True, None)


@pytest.mark.parametrize(
    ("fields", "start"),
    [
        ({"onsetDateTime": "2019"}, date(2019, 1, 1)),
        ({"onsetPeriod": {"start": "2018-05"}}, date(2018, 5, 1)),
        ({"onsetAge": {"value": 40, "unit": "years", "code": "a"}}, date(2000, 1, 1)),
        ({"onsetAge": {"value": 40, "unit": "furlongs"}, "recordedDate": "2020-01-01"},
         date(2020, 1, 1)),
        ({"onsetString": "long ago"}, None),
        ({"onsetDateTime": "2019-05-05", "recordedDate": "2020-01-01"}, date(2019, 5, 5)),
    ],
)  # fmt: skip
def test_the_onset(fields: dict[str, Any], start: date | None) -> None:
    assert only(condition(PERNICIOUS, **fields)).start == start


def test_an_onset_after_the_day_leaves_the_diagnosis_out() -> None:
    chart = read(condition(PERNICIOUS, onsetDateTime="2026-06-02"))
    assert chart.entries == ()
    assert "dated after" in chart.problems[0].says


def test_a_diagnosis_known_by_its_words_only_is_said() -> None:
    chart = read(condition(words("Subacute combined degeneration of spinal cord")))
    (entry,) = chart.entries
    assert (entry.concept, entry.by_text) == ("myelopathy", True)
    assert len(chart.problems) == 1
    assert "matched by its words" in chart.problems[0].says


def test_a_code_that_we_could_not_verify_is_said() -> None:
    chart = read(condition(concept((SNOMED, "84568007"))))
    assert (chart.entries[0].concept, chart.entries[0].by_text) == ("atrophic_gastritis", False)
    assert "SNOMED CT 84568007 is a code that we could not verify" in says(chart, "Condition/r")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Vitamin B12 deficiency", "b12_deficiency"),
        ("Folate deficiency", "folate_deficiency"),
        ("", "b12_deficiency"),
    ],
)
def test_the_words_decide_where_a_code_covers_several_diseases(text: str, named: str) -> None:
    chart = read(condition(concept((ICD, "E53.8"), text=text)))
    assert [entry.concept for entry in chart.entries] == [named]
    assert chart.problems


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Pernicious anemia", {"pernicious_anaemia"}),
        ("Pernicious anaemia", {"pernicious_anaemia"}),
        ("Neuropathy due to type 2 diabetes mellitus", {"diabetic_neuropathy"}),
        ("Leber's hereditary optic neuropathy", {"lhon"}),
        ("Small-bowel Crohn’s disease", {"crohn"}),
        ("Chronic kidney disease stage 2", {"ckd_early"}),
        ("Chronic kidney disease stage 4", {"ckd"}),
        ("Roux-en-Y gastric bypass 2015", {"bariatric_surgery"}),
        ("Misuse of nitrous oxide", {"nitrous_oxide"}),
        ("Non-insulin-dependent diabetes", {"type_2_diabetes"}),
        ("Family history of pernicious anaemia", {"family_b12"}),
        ("Allergy to cobalt", {"cobalt_allergy"}),
        ("Allergy to cyanocobalamin", {"cyanocobalamin_allergy"}),
        ("Cobalamin deficiency", {"b12_deficiency"}),
        ("Contact dermatitis due to cobalt", {"cobalt_dermatitis"}),
        ("Tubal pregnancy", set()),
        ("Acute kidney failure", set()),
        ("Bone marrow depression", set()),
        ("Family history of diabetes", set()),
        ("Screening for vitamin B12 deficiency", set()),
        ("No neuropathy", set()),
        ("Neuropathy absent", set()),
        ("Denies numbness, tingling", set()),
        ("At risk of falls", set()),
        ("Mother has pernicious anaemia", set()),
        ("Type 2 diabetes mellitus without neuropathy", {"type_2_diabetes"}),
    ],
)
def test_what_words_state(text: str, named: set[str]) -> None:
    assert {entry.concept for entry in read(condition(words(text))).entries} == named


@pytest.mark.parametrize("text", ["?neuropathy", "Possible pernicious anaemia", "Rule out SIBO"])
def test_a_suspicion_in_words_is_no_fact_and_is_said(text: str) -> None:
    chart = read(condition(words(text)))
    assert chart.entries == ()
    assert "as a suspicion" in says(chart, "Condition/r")


def test_a_general_code_beside_a_special_one_says_nothing_more() -> None:
    both = concept((SNOMED, "386033004"), (ICD, "E11.42"))
    assert [e.concept for e in read(condition(both)).entries] == ["diabetic_neuropathy"]


# Procedures, allergies, family


@pytest.mark.parametrize(
    ("status", "count", "said"),
    [("completed", 1, ""), ("in-progress", 1, ""), ("not-done", 0, ""),
     ("entered-in-error", 0, ""), ("preparation", 0, ""), ("unknown", 0, "not stated"),
     (None, 0, "not stated")],
)  # fmt: skip
def test_a_procedure_counts_when_it_was_done(status: str | None, count: int, said: str) -> None:
    fields = {"status": status} if status else {}
    chart = read(resource("Procedure", code=concept((SNOMED, "53442002")), **fields,
                          performedPeriod={"start": "2011-01-01"}))  # fmt: skip
    assert [(e.concept, e.start) for e in chart.entries] == [
        ("gastrectomy", date(2011, 1, 1))
    ] * count
    assert said in says(chart, "Procedure/r")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("Procedure", {"status": "completed", "code": words("Vitamin B12 injection")}),
        ("Immunization", {"status": "completed", "vaccineCode": words("Hydroxocobalamin 1 mg")}),
    ],
)
def test_b12_recorded_in_the_wrong_place_is_said(kind: str, fields: dict[str, Any]) -> None:
    chart = read(resource(kind, **fields))
    assert chart.medicines == ()
    assert "not as a medicine given" in says(chart, f"{kind}/r")


def allergy(**fields: Any) -> dict[str, Any]:
    whole = resource("AllergyIntolerance", patient={"reference": "Patient/p"}, **fields)
    del whole["subject"]
    return whole


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (words("Cobalt"), "cobalt_allergy"),
        (words("Cobalt chloride"), "cobalt_allergy"),
        (words("Cyanocobalamin"), "cyanocobalamin_allergy"),
        (words("Hydroxocobalamin"), "hydroxocobalamin_allergy"),
        (words("Vitamin B12"), "cobalamin_allergy"),
        (concept(("http://www.whocc.no/atc", "B03BA01")), "cyanocobalamin_allergy"),
        (concept(("http://www.whocc.no/atc", "B03BA03")), "hydroxocobalamin_allergy"),
        (concept((RXNORM, "11248"), display="vitamin B12"), "cobalamin_allergy"),
        (concept((RXNORM, "11248"), display="cyanocobalamin"), "cyanocobalamin_allergy"),
        (words("Nickel"), "metal_dermatitis"),
    ],
)
def test_an_allergy_that_matters_for_an_injection(code: dict[str, Any], named: str) -> None:
    entry = only(allergy(code=code))
    assert (entry.concept, entry.kind) == (named, "allergy")


def test_an_allergy_named_only_by_the_substance_of_its_reaction() -> None:
    substance = {"substance": words("Cyanocobalamin"), "manifestation": [words("Rash")]}
    assert only(allergy(reaction=[substance])).concept == "cyanocobalamin_allergy"


@pytest.mark.parametrize("code", [concept((SNOMED, "716186003")), words("No known allergies"),
                                  words("Penicillin"), words("No allergy to cobalt")])  # fmt: skip
def test_no_allergy_and_other_allergies_are_no_allergy_to_what_is_injected(
    code: dict[str, Any],
) -> None:
    named = {entry.concept for entry in read(allergy(code=code)).entries}
    assert named <= {"no_known_allergy"}


def test_an_allergy_to_nothing_named_is_said() -> None:
    assert "no substance" in says(read(allergy()), "AllergyIntolerance/r")


def test_an_unconfirmed_allergy_is_kept_and_said_and_a_refuted_one_is_not() -> None:
    cobalt = words("Cobalt")
    kept = read(allergy(code=cobalt, verificationStatus=concept(("x", "unconfirmed"))))
    assert len(kept.entries) == 1
    assert "unconfirmed" in says(kept)
    refuted = read(allergy(code=cobalt, verificationStatus=concept(("x", "refuted"))))
    assert refuted.entries == ()


def test_an_allergy_that_is_over_is_not_active() -> None:
    entry = only(allergy(code=words("Cobalt"), clinicalStatus=concept(("x", "resolved"))))
    assert entry.active is False


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (PERNICIOUS, {"family_b12"}),
        (concept((SNOMED, "40930008")), {"family_autoimmune"}),
        (concept((ICD, "H47.22")), {"family_lhon"}),
        (words("Vitamin B12 deficiency"), {"family_b12"}),
        (concept((ICD, "I10")), set()),
    ],
)
def test_family_history(code: dict[str, Any], named: set[str]) -> None:
    history = allergy(status="completed", condition=[{"code": code}])
    history["resourceType"] = "FamilyMemberHistory"
    entries = read(history).entries
    assert {(e.concept, e.kind) for e in entries} == {(n, "family") for n in named}
    history["relationship"] = concept(("v3", "HUSB"))
    assert read(history).entries == ()

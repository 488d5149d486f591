"""Allergies denied, and earlier harm by a dose: what is read, and what is left to be asked?"""

from __future__ import annotations

from typing import Any

import pytest
from fhir_record import ICD, SNOMED, concept, condition, read, resource, says, words

IPS = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"


def allergy(code: dict[str, Any], **fields: Any) -> dict[str, Any]:
    whole = resource("AllergyIntolerance", code=code, **fields)
    return {**whole, "patient": whole.pop("subject")}


def event(text: str, suspect: str, **fields: Any) -> dict[str, Any]:
    suspects = [{"instance": {"reference": suspect}}]
    return resource(
        "AdverseEvent",
        "e",
        actuality="actual",
        event=words(text),
        date="2026-03-01",
        suspectEntity=suspects,
        **fields,
    )


def dose(product: str) -> dict[str, Any]:
    return resource(
        "MedicationAdministration",
        "dose",
        status="completed",
        medicationCodeableConcept=words(product),
        effectiveDateTime="2026-03-01",
    )


@pytest.mark.parametrize(
    ("code", "read_as"),
    [
        (concept((SNOMED, "716186003")), "no_known_allergy"),
        (concept((SNOMED, "409137002")), "no_known_drug_allergy"),
        (concept((IPS, "no-known-allergies")), "no_known_allergy"),
        (concept((IPS, "no-known-medication-allergies")), "no_known_drug_allergy"),
        (words("No known allergies"), "no_known_allergy"),
        (words("NKDA"), "no_known_drug_allergy"),
    ],
)
def test_no_known_allergy_is_kept(code: dict[str, Any], read_as: str) -> None:
    (found,) = read(allergy(code)).entries
    assert (found.concept, found.kind) == (read_as, "allergy")


def test_no_known_allergy_to_one_thing_is_not_none_at_all() -> None:
    assert read(allergy(words("No known allergy to penicillin"))).entries == ()


def test_a_refuted_statement_of_no_allergy_is_none() -> None:
    refuted = concept(("http://x", "refuted"))
    whole = allergy(concept((SNOMED, "716186003")), verificationStatus=refuted)
    assert read(whole).entries == ()


@pytest.mark.parametrize(
    ("product", "read_as"),
    [
        ("Hydroxocobalamin 1 mg/mL injection", "hydroxocobalamin_allergy"),
        ("Cyanocobalamin injection", "cyanocobalamin_allergy"),
        ("Methylcobalamin 500 mcg", "methylcobalamin_allergy"),
    ],
)
def test_an_anaphylaxis_to_a_dose_is_an_allergy_to_its_form(product: str, read_as: str) -> None:
    chart = read(dose(product), event("Anaphylaxis", "MedicationAdministration/dose"))
    (found,) = [entry for entry in chart.entries if entry.resource == "AdverseEvent/e"]
    assert (found.concept, found.kind) == (read_as, "allergy")


def test_a_suspect_can_be_a_medication() -> None:
    drug = {"resourceType": "Medication", "id": "m", "code": words("Hydroxocobalamin")}
    (found,) = read(drug, event("Urticaria within minutes", "Medication/m")).entries
    assert found.concept == "hydroxocobalamin_allergy"


def test_a_grave_event_counts_in_whatever_words() -> None:
    grave = concept(("http://terminology.hl7.org/CodeSystem/adverse-event-seriousness", "serious"))
    whole = event("Unwell", "MedicationAdministration/dose", seriousness=grave)
    found = [e.concept for e in read(dose("Cyanocobalamin"), whole).entries]
    assert found == ["cyanocobalamin_allergy"]


def test_a_sore_arm_is_no_allergy_but_is_said() -> None:
    chart = read(dose("Cyanocobalamin"), event("Sore arm", "MedicationAdministration/dose"))
    assert chart.entries == ()
    assert "not worded as allergic or serious" in says(chart)


def test_what_only_might_have_happened_is_no_fact() -> None:
    whole = event("Anaphylaxis", "MedicationAdministration/dose") | {"actuality": "potential"}
    assert read(dose("Cyanocobalamin"), whole).entries == ()


def test_an_event_after_another_medicine_is_none_of_ours() -> None:
    chart = read(dose("Amoxicillin 500 mg"), event("Rash", "MedicationAdministration/dose"))
    assert (chart.entries, says(chart)) == ((), "")


@pytest.mark.parametrize(
    ("code", "read_as"),
    [
        (concept((ICD, "T45.2X5A")), "vitamin_reaction"),
        (concept((ICD, "T88.6XXA")), "drug_anaphylaxis"),
        (concept((ICD, "L03.317")), "buttock_infection"),
    ],
)
def test_harm_of_unnamed_medicines_is_kept_as_that(code: dict[str, Any], read_as: str) -> None:
    (found,) = read(condition(code)).entries
    assert found.concept == read_as


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Family history of Leber hereditary optic neuropathy", "family_lhon"),
        ("No family history of Leber hereditary optic neuropathy", "no_lhon"),
    ],
)
def test_a_family_without_leber_is_not_one_with_it(text: str, read_as: str) -> None:
    assert [entry.concept for entry in read(condition(words(text))).entries] == [read_as]

"""The seldom seen corners of the reader, each with the smallest record that shows it."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
import pytest
from fhir_record import (
    ICD,
    LOINC,
    PATIENT,
    SNOMED,
    bundle,
    concept,
    condition,
    lab,
    quantity,
    read,
    read_text,
    resource,
    says,
    words,
)

PERNICIOUS = concept((SNOMED, "84027009"))


@pytest.mark.parametrize(
    ("fields", "active", "end"),
    [
        ({"abatementPeriod": {"start": "2020-01-01", "end": "2021-01-01"}}, False,
         date(2021, 1, 1)),
        ({"abatementPeriod": {"start": "2020-01-01"}}, False, date(2020, 1, 1)),
        ({"abatementAge": {"value": 60, "code": "a"}}, False, date(2020, 1, 1)),
        ({"abatementAge": {"value": 60, "code": "furlong"}}, False, None),
        ({"abatementString": "last year"}, False, None),
        ({"onsetAge": {"value": 9000, "code": "a"}}, True, None),
        ({"onsetAge": {"value": -1, "code": "a"}}, True, None),
    ],
)  # fmt: skip
def test_when_a_condition_ended(fields: dict[str, Any], active: bool, end: date | None) -> None:
    (entry,) = read(condition(PERNICIOUS, **fields)).entries
    assert (entry.active, entry.end) == (active, end)


def test_an_age_at_the_end_of_the_calendar_is_unknown() -> None:
    born = {**PATIENT, "birthDate": "9990-01-01"}
    sick = condition(PERNICIOUS, onsetAge={"value": 5, "code": "a"})
    assert read(sick, patient=born, as_of=date.max).entries[0].start is None


@pytest.mark.parametrize(
    ("value", "present"),
    [({"valueBoolean": True}, False), ({"valueBoolean": False}, True),
     ({"valueCodeableConcept": words("Impaired")}, True), ({"valueString": "see letter"}, None),
     ({"valueBoolean": "no"}, None)],
)  # fmt: skip
def test_an_examined_function(value: dict[str, Any], present: bool | None) -> None:
    examined = resource("Observation", status="final", code=words("Vibration sense"), **value)
    assert [e.present for e in read(examined).entries] == ([] if present is None else [present])


def test_an_interpretation_of_low_is_no_antibody() -> None:
    low = lab("31444-3", valueQuantity=quantity(1, "AU/mL"), interpretation=[concept(("v", "L"))])
    assert read(low).results[0].positive is False


@pytest.mark.parametrize(
    ("comparator", "value", "positive"),
    [("<", 20, False), (">", 30, True), (">", 10, None), ("<", 30, None)],
)
def test_a_bounded_antibody_against_the_range(
    comparator: str, value: float, positive: bool | None
) -> None:
    measured = quantity(value, "AU/mL", comparator=comparator)
    ranges = [{"low": quantity(0, "AU/mL")}, {"high": quantity(20, "AU/mL")}]
    (result,) = read(lab("31444-3", valueQuantity=measured, referenceRange=ranges)).results
    assert result.positive is positive


def test_only_the_normal_reference_range_is_kept() -> None:
    def limits(high: float, kind: str | None) -> dict[str, Any]:
        whole = {"high": quantity(high, "pg/mL")}
        return whole | ({"type": concept(("t", kind))} if kind else {})

    ranges = [limits(1, "critical"), limits(900, "normal"), limits(2, None)]
    b12 = lab("2132-9", valueQuantity=quantity(150, "pg/mL"), referenceRange=ranges)
    assert read(b12).results[0].range_high == 900


@pytest.mark.parametrize(
    ("code", "fields", "reason"),
    [
        ("2132-9", {"valueInteger": 150}, "no unit"),
        ("2132-9", {"valueCodeableConcept": words("low")}, "a CodeableConcept, not an amount"),
        ("2132-9", {"valueQuantity": quantity(1, "pg/mL"), "valueString": "1"}, "two values"),
        ("2132-9", {"valueRange": {}}, "a Range, not an amount"),
    ],
)
def test_a_value_of_another_kind_is_unreadable(
    code: str, fields: dict[str, Any], reason: str
) -> None:
    chart = read(lab(code, **fields))
    assert reason in (chart.results[0].unreadable or "")
    assert reason in says(chart, "Observation/r")


def test_an_inr_needs_no_unit() -> None:
    assert str(read(lab("6301-6", valueInteger=2)).results[0].amount) == "2 1"
    assert str(read(lab("6301-6", valueQuantity=quantity(2.5))).results[0].amount) == "2.5 1"


def test_an_observation_of_nothing_is_said() -> None:
    nothing = resource("Observation", status="final")
    assert "code: missing" in says(read(nothing), "Observation/r")
    assert "code: missing" in says(read(resource("Condition")), "Condition/r")


def test_a_contained_result_keeps_a_date_of_its_own() -> None:
    inner = {"resourceType": "Observation", "id": "o", "effectiveDateTime": "2026-04-30",
             "code": concept((LOINC, "2132-9")), "valueQuantity": quantity(1, "pg/mL")}  # fmt: skip
    report = resource("DiagnosticReport", "d", status="final", issued="2026-05-02T00:00:00Z",
                      contained=[inner, {"resourceType": "Specimen"}, 3])  # fmt: skip
    assert read(report).results[0].day == date(2026, 4, 30)


def test_an_allergy_to_a_brand_is_an_allergy_to_what_is_in_it() -> None:
    allergy = resource("AllergyIntolerance", code=words("Nascobal"))
    assert [e.concept for e in read(allergy).entries] == ["cyanocobalamin_allergy"]


def test_a_retracted_family_history_is_no_fact() -> None:
    history = resource("FamilyMemberHistory", status="entered-in-error",
                       condition=[{"code": PERNICIOUS}])  # fmt: skip
    assert read(history).entries == ()


def test_a_long_term_medicine_coded_as_a_condition_is_a_status() -> None:
    (entry,) = read(condition(concept((ICD, "Z79.01")))).entries
    assert (entry.concept, entry.kind) == ("anticoagulant", "status")


def test_a_sex_that_is_none_of_the_four_is_said() -> None:
    chart = read(patient={**PATIENT, "gender": "F"})
    assert chart.sex == "unknown"
    assert "gender" in says(chart, "Patient/p")


def test_a_record_whose_only_patient_is_contained() -> None:
    inner = {**PATIENT, "id": "c"}
    b12 = lab("2132-9", valueQuantity=quantity(1, "pg/mL"), contained=[inner],
              subject={"reference": "#c"})  # fmt: skip
    chart = read(b12, patient=None)
    assert (chart.birth_date, len(chart.results)) == (date(1960, 2, 29), 1)


def test_identifiers_that_differ_in_one_system_are_two_people() -> None:
    from cobalamin.fhir.read import RecordError

    def known(number: str) -> dict[str, Any]:
        return {**PATIENT, "identifier": [{"system": "urn:mrn", "value": number}, 3, {"value": 1}]}

    b12 = lab("2132-9", subject={"reference": "#p"}, contained=[known("1")])
    assert read(b12, patient=known("1")).patient_id == "p"
    with pytest.raises(RecordError, match="2 patients"):
        read(b12, patient=known("2"))


def test_a_broken_link_says_nothing() -> None:
    patient = {**PATIENT, "link": [{"type": "seealso"}, {"other": {"display": "x"}}, 3]}
    assert read_text(orjson.dumps(bundle(patient))).patient_id == "p"

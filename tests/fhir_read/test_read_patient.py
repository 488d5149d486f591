"""The patient's own particulars: birth, sex, ethnicity and death."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fhir_record import (
    PATIENT,
    SNOMED,
    concept,
    read,
    says,
)

from cobalamin.chart import Entry

PERNICIOUS = concept((SNOMED, "84027009"))
PARAESTHESIA = concept((SNOMED, "91019004"))


def only(*resources: dict[str, Any]) -> Entry:
    (entry,) = read(*resources).entries
    return entry


def test_the_particulars_of_the_patient() -> None:
    chart = read()
    assert (chart.patient_id, chart.birth_date, chart.sex) == ("p", date(1960, 2, 29), "female")
    assert (chart.birth_year_only, chart.black_ethnicity) == (False, None)


@pytest.mark.parametrize(
    ("birth", "day", "year_only", "said"),
    [
        ("1960", date(1960, 1, 1), True, ""),
        ("1960-05", date(1960, 5, 1), False, ""),
        ("1960-13-01", None, False, "not a date"),
        ("2031-01-01", None, False, "after"),
        (None, None, False, "no birth date"),
        (1960, None, False, "expected text"),
    ],
)
def test_the_birth_date(birth: Any, day: date | None, year_only: bool, said: str) -> None:
    patient = {**PATIENT, "birthDate": birth}
    if birth is None:
        del patient["birthDate"]
    chart = read(patient=patient)
    assert (chart.birth_date, chart.birth_year_only) == (day, year_only)
    assert said in says(chart, "Patient/p")


def race(*codes: str) -> dict[str, Any]:
    categories = [
        {"url": "ombCategory", "valueCoding": {"system": "urn:oid:2.16.840.1.113883.6.238",
                                               "code": code}}
        for code in codes
    ]  # fmt: skip
    url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
    return {**PATIENT, "extension": [{"url": url, "extension": categories}]}


@pytest.mark.parametrize(
    ("codes", "black"),
    [(["2054-5"], True), (["2106-3", "2054-5"], True), (["2106-3"], False), (["UNK"], None),
     ([], None)],
)  # fmt: skip
def test_us_core_race(codes: list[str], black: bool | None) -> None:
    assert read(patient=race(*codes)).black_ethnicity is black


@pytest.mark.parametrize(("code", "black"), [("N", True), ("A", False), ("D", None), ("Z", None)])
def test_uk_core_ethnic_category(code: str, black: bool | None) -> None:
    url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-EthnicCategory"
    category = {"url": url, "valueCodeableConcept": concept(("uk", code))}
    assert read(patient={**PATIENT, "extension": [category]}).black_ethnicity is black


@pytest.mark.parametrize(
    ("death", "said"),
    [({"deceasedBoolean": True}, True), ({"deceasedBoolean": False}, False),
     ({"deceasedDateTime": "2026-01-01"}, True), ({"deceasedDateTime": "2026-12-01"}, False)],
)  # fmt: skip
def test_a_recorded_death_is_said(death: dict[str, Any], said: bool) -> None:
    assert ("recorded as dead" in says(read(patient={**PATIENT, **death}))) is said

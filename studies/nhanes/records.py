"""Participants of NHANES as FHIR R4 records: real people, in the words of the survey.

What the survey did not ask is not in the record. One day stands for the unknown day of each
examination in a cycle; everything measured is dated on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import orjson

EXAMINED = {
    "2001-2002": date(2002, 6, 15),
    "2005-2006": date(2006, 6, 15),
    "2011-2012": date(2012, 6, 15),
}
"""The day that stands for every examination of a cycle; chosen by us, the survey gives none."""

Json = dict[str, Any]
Row = Mapping[str, Any]
Lab = tuple[str, str, str, str]
"""The column, its LOINC code, the unit as printed, and the UCUM code."""

LOINC, SNOMED, RXNORM = (
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
)
UCUM = "http://unitsofmeasure.org"
US_CORE_RACE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
OMB_RACE = "urn:oid:2.16.840.1.113883.6.238"

LABS: tuple[Lab, ...] = (
    ("mma_nmol_per_l", "13964-2", "nmol/L", "nmol/L"),
    ("hcy_umol_per_l", "13965-9", "umol/L", "umol/L"),
    ("serum_folate_ng_per_ml", "2284-8", "ng/mL", "ng/mL"),
    ("egfr_ckdepi2021_ml_per_min_1_73m2", "98979-8", "mL/min/1.73 m2", "mL/min/{1.73_m2}"),
    ("hgb_g_per_dl", "718-7", "g/dL", "g/dL"),
    ("mcv_fl", "787-2", "fL", "fL"),
)
B12_BY_MASS: Lab = ("b12_pg_per_ml", "2132-9", "pg/mL", "pg/mL")
B12_BY_MOLES: Lab = ("b12_pmol_per_l", "14685-2", "pmol/L", "pmol/L")
HBA1C: Lab = ("hba1c_pct", "4548-4", "%", "%")

# column, SNOMED CT code, words
SYMPTOMS = (
    ("symptom_numbness_3mo", "44077006", "Numbness"),
    ("symptom_pain_tingling_3mo", "91019004", "Paresthesia"),
)
TOLD = (
    ("diabetes_told", "73211009", "Diabetes mellitus"),
    ("celiac_told", "396331005", "Celiac disease"),
)
"""Diseases that a doctor told of; the survey does not give the type of diabetes."""
YES_OR_NO = {"yes": True, "no": False, True: True, False: False}
"""What counts as told and as denied; "borderline" is neither, so it is not in the record."""
# Only single medicines are coded, by ingredient; every other is known by its words alone.
INGREDIENTS = {
    "METFORMIN HYDROCHLORIDE": "6809",
    "OMEPRAZOLE": "7646",
    "LANSOPRAZOLE": "17128",
    "RANITIDINE HYDROCHLORIDE": "9143",
    "CYANOCOBALAMIN": "11248",
}
RACES = {
    "nh_black": ("2054-5", "Black or African American"),
    "nh_white": ("2106-3", "White"),
}


def record(
    row: Row, taken: Iterable[Row], *, b12: Lab = B12_BY_MASS, rivals: bool = False
) -> bytes:
    """One participant's record as the bytes of a Bundle.

    `taken` holds one row for each medicine of the past 30 days. With `rivals` it holds also what
    speaks for other causes of a neuropathy: diabetes told of, HbA1c, coeliac disease.
    """
    resources = [_patient(row), *_results(row, (b12, *LABS)), *_statements(row)]
    resources += [_medicine(medicine, number) for number, medicine in enumerate(taken)]
    if rivals:
        resources += [*_results(row, (HBA1C,)), *_conditions(row, TOLD)]
    entries = [{"resource": each} for each in resources]
    return orjson.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def _patient(row: Row) -> Json:
    """Born so long before the examination that the age in whole years is the one stated."""
    born = date(EXAMINED[row["cycle"]].year - int(row["age_years"]), 1, 1)
    patient: Json = {
        "resourceType": "Patient",
        "id": str(row["seqn"]),
        "gender": row["sex"],
        "birthDate": born.isoformat(),
    }
    if row["race_ethnicity"] in RACES:
        code, words = RACES[row["race_ethnicity"]]
        category = {"system": OMB_RACE, "code": code, "display": words}
        parts = [
            {"url": "ombCategory", "valueCoding": category},
            {"url": "text", "valueString": words},
        ]
        patient["extension"] = [{"url": US_CORE_RACE, "extension": parts}]
    return patient


def _results(row: Row, labs: Iterable[Lab]) -> Iterator[Json]:
    for column, loinc, printed, code in labs:
        if row[column] is not None:
            # Six figures: what the survey released, without the last bits of its arithmetic.
            value = round(row[column], 6)
            quantity = {"value": value, "unit": printed, "system": UCUM, "code": code}
            yield _observation(row, column, _coding(LOINC, loinc), {"valueQuantity": quantity})


def _statements(row: Row) -> Iterator[Json]:
    """What was asked: a symptom answered with no is refuted; one not asked is not there."""
    yield from _conditions(row, SYMPTOMS)
    if row["pregnant"] is not None:
        value = _coding(SNOMED, "77386006" if row["pregnant"] else "60001007")
        yield _observation(
            row, "pregnant", _coding(LOINC, "82810-3"), {"valueCodeableConcept": value}
        )


def _conditions(row: Row, asked: Iterable[tuple[str, str, str]]) -> Iterator[Json]:
    for column, code, words in asked:
        if row[column] in YES_OR_NO:
            is_so = "confirmed" if YES_OR_NO[row[column]] else "refuted"
            yield {
                "resourceType": "Condition",
                "id": _name(row, column),
                "subject": _subject(row),
                "clinicalStatus": _coding(_hl7("condition-clinical"), "active"),
                "verificationStatus": _coding(_hl7("condition-ver-status"), is_so),
                "code": {**_coding(SNOMED, code), "text": words},
                "recordedDate": EXAMINED[row["cycle"]].isoformat(),
            }


def _medicine(taken: Row, number: int) -> Json:
    name = taken["drug_name"]
    asserted = EXAMINED[taken["cycle"]]
    medicine: Json = {"text": name}
    if name in INGREDIENTS:
        medicine |= _coding(RXNORM, INGREDIENTS[name])
    statement: Json = {
        "resourceType": "MedicationStatement",
        "id": _name(taken, f"medicine-{number}"),
        "status": "active",
        "subject": _subject(taken),
        "medicationCodeableConcept": medicine,
        "dateAsserted": asserted.isoformat(),
    }
    if taken["days_taken"] is not None:
        since = asserted - timedelta(days=int(taken["days_taken"]))
        statement["effectivePeriod"] = {"start": since.isoformat()}
    return statement


def _observation(row: Row, column: str, code: Json, value: Json) -> Json:
    return {
        "resourceType": "Observation",
        "id": _name(row, column),
        "status": "final",
        "code": code,
        "subject": _subject(row),
        "effectiveDateTime": EXAMINED[row["cycle"]].isoformat(),
        **value,
    }


def _subject(row: Row) -> Json:
    return {"reference": f"Patient/{row['seqn']}"}


def _name(row: Row, words: str) -> str:
    return f"{row['seqn']}-{words.replace('_', '-')}"


def _hl7(name: str) -> str:
    return f"http://terminology.hl7.org/CodeSystem/{name}"


def _coding(system: str, code: str) -> Json:
    return {"coding": [{"system": system, "code": code}]}

"""NHANES 2001-2002 participants as FHIR R4 records: real people, in the words of the survey.

What the survey did not ask is not in the record. One day stands for the unknown day of each
examination; everything measured is dated on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson
import polars as pl

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "nhanes"
CYCLE = "2001-2002"
EXAMINED = date(2002, 6, 15)

Json = dict[str, Any]
Row = Mapping[str, Any]

LOINC, SNOMED, RXNORM = (
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
)
UCUM = "http://unitsofmeasure.org"
US_CORE_RACE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
OMB_RACE = "urn:oid:2.16.840.1.113883.6.238"

# column, LOINC code, unit as printed, UCUM code
LABS = (
    ("mma_nmol_per_l", "13964-2", "nmol/L", "nmol/L"),
    ("hcy_umol_per_l", "13965-9", "umol/L", "umol/L"),
    ("serum_folate_ng_per_ml", "2284-8", "ng/mL", "ng/mL"),
    ("egfr_ckdepi2021_ml_per_min_1_73m2", "98979-8", "mL/min/1.73 m2", "mL/min/{1.73_m2}"),
    ("hgb_g_per_dl", "718-7", "g/dL", "g/dL"),
    ("mcv_fl", "787-2", "fL", "fL"),
)
B12_BY_MASS = ("b12_pg_per_ml", "2132-9", "pg/mL", "pg/mL")
B12_BY_MOLES = ("b12_pmol_per_l", "14685-2", "pmol/L", "pmol/L")

# column, SNOMED CT code, words
SYMPTOMS = (
    ("symptom_numbness_3mo", "44077006", "Numbness"),
    ("symptom_pain_tingling_3mo", "91019004", "Paresthesia"),
)
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


def participants() -> pl.DataFrame:
    """Everyone of the cycle who has a serum B12, in the order of their numbers."""
    everyone = pl.read_parquet(FOLDER / "participants.parquet")
    wanted = (pl.col("cycle") == CYCLE) & pl.col("b12_pg_per_ml").is_not_null()
    return everyone.filter(wanted).sort("seqn")


def prescriptions() -> pl.DataFrame:
    """One row for each medicine taken in the past 30 days, in this cycle."""
    taken = pl.read_parquet(FOLDER / "prescriptions.parquet")
    return taken.filter(pl.col("cycle") == CYCLE).sort("seqn", "drug_name", "days_taken")


def records(*, moles: bool = False) -> Iterator[bytes]:
    """Each participant's record as the bytes of a Bundle; B12 by mass, or by moles."""
    medicines: dict[int, list[Row]] = {}
    for taken in prescriptions().iter_rows(named=True):
        medicines.setdefault(taken["seqn"], []).append(taken)
    b12 = B12_BY_MOLES if moles else B12_BY_MASS
    for row in participants().iter_rows(named=True):
        resources = [_patient(row), *_results(row, b12), *_statements(row)]
        resources += [_medicine(m, n) for n, m in enumerate(medicines.get(row["seqn"], ()))]
        entries = [{"resource": each} for each in resources]
        yield orjson.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries})


def _patient(row: Row) -> Json:
    """Born so long before the examination that the age in whole years is the one stated."""
    born = date(EXAMINED.year - int(row["age_years"]), 1, 1)
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


def _results(row: Row, b12: tuple[str, str, str, str]) -> Iterator[Json]:
    for column, loinc, printed, code in (b12, *LABS):
        if row[column] is not None:
            # Six figures: what the survey released, without the last bits of its arithmetic.
            value = round(row[column], 6)
            quantity = {"value": value, "unit": printed, "system": UCUM, "code": code}
            yield _observation(row, column, _coding(LOINC, loinc), {"valueQuantity": quantity})


def _statements(row: Row) -> Iterator[Json]:
    """What was asked: a symptom answered with no is refuted; one not asked is not there."""
    for column, code, words in SYMPTOMS:
        if row[column] is not None:
            yield {
                "resourceType": "Condition",
                "id": _name(row, column),
                "subject": _subject(row),
                "clinicalStatus": _coding(_hl7("condition-clinical"), "active"),
                "verificationStatus": _coding(
                    _hl7("condition-ver-status"), "confirmed" if row[column] else "refuted"
                ),
                "code": {**_coding(SNOMED, code), "text": words},
                "recordedDate": EXAMINED.isoformat(),
            }
    if row["pregnant"] is not None:
        value = _coding(SNOMED, "77386006" if row["pregnant"] else "60001007")
        yield _observation(
            row, "pregnant", _coding(LOINC, "82810-3"), {"valueCodeableConcept": value}
        )


def _medicine(taken: Row, number: int) -> Json:
    name = taken["drug_name"]
    medicine: Json = {"text": name}
    if name in INGREDIENTS:
        medicine |= _coding(RXNORM, INGREDIENTS[name])
    statement: Json = {
        "resourceType": "MedicationStatement",
        "id": _name(taken, f"medicine-{number}"),
        "status": "active",
        "subject": _subject(taken),
        "medicationCodeableConcept": medicine,
        "dateAsserted": EXAMINED.isoformat(),
    }
    if taken["days_taken"] is not None:
        since = EXAMINED - timedelta(days=int(taken["days_taken"]))
        statement["effectivePeriod"] = {"start": since.isoformat()}
    return statement


def _observation(row: Row, column: str, code: Json, value: Json) -> Json:
    return {
        "resourceType": "Observation",
        "id": _name(row, column),
        "status": "final",
        "code": code,
        "subject": _subject(row),
        "effectiveDateTime": EXAMINED.isoformat(),
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

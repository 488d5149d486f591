"""Invented patients for the benchmarks: FHIR R4 Bundles drawn from one seed, nobody's record.

Numbers lie on, beside and between cut-points, so that edges are met all the time.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

AS_OF = date(2026, 6, 1)
SEED = 20260601

Json = dict[str, Any]

LOINC, SNOMED, RXNORM = (
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://www.nlm.nih.gov/research/umls/rxnorm",
)
# how often it is there, then (LOINC code, unit, values) to choose from
LABS = (
    (
        0.9,
        (
            ("2132-9", "pg/mL", (90, 150, 179, 180, 181, 250, 349, 350, 351, 420, 600, 1200)),
            ("14685-2", "pmol/L", (60, 132, 132.5, 133, 200, 257, 258, 259, 300, 800)),
        ),
    ),
    (0.6, (("13964-2", "nmol/L", (90, 150, 270, 271, 272, 400, 900)),)),
    (0.5, (("13965-9", "umol/L", (8, 14.9, 15, 15.1, 22, 60)),)),
    (0.7, (("98979-8", "mL/min/{1.73_m2}", (20, 45, 59, 60, 61, 85, 110)),)),
    (
        0.5,
        (
            ("2284-8", "ng/mL", (1.5, 2.9, 3, 3.1, 9, 20)),
            ("14732-2", "nmol/L", (4, 6.9, 7, 7.1, 20)),
        ),
    ),
    (0.7, (("718-7", "g/dL", (7.5, 10.5, 12, 13, 15)),)),
    (0.7, (("787-2", "fL", (82, 90, 100, 101, 112)),)),
)
CONDITIONS = (
    (0.15, "309538000", "Numbness of foot"),
    (0.15, "91019004", "Paresthesia"),
    (0.05, "250063008", "Ataxia"),
    (0.05, "77386006", "Pregnant"),
    (0.08, "709044004", "Chronic kidney disease"),
    (0.1, "44054006", "Type 2 diabetes mellitus"),
    (0.3, "38341003", "Hypertensive disorder"),
)
MEDICINES = ((0.2, "6809", "metformin"), (0.1, "7646", "omeprazole"), (0.1, "11248", "vitamin B12"))


def bundles(count: int) -> Iterator[bytes]:
    """So many patients, each the bytes of one Bundle."""
    chance = random.Random(SEED)
    for number in range(count):
        yield json.dumps(_bundle(f"p{number}", chance)).encode()


def _bundle(patient: str, chance: random.Random) -> Json:
    years = chance.randint(18, 95)
    person: Json = {
        "resourceType": "Patient",
        "id": patient,
        "gender": chance.choice(["female", "male"]),
        "birthDate": date(AS_OF.year - years, 1, 1).isoformat(),
    }
    resources = [person, *_results(patient, chance), *_statements(patient, chance)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": each} for each in resources],
    }


def _results(patient: str, chance: random.Random) -> Iterator[Json]:
    """At most one result an analyte, except that B12 may have been measured twice."""
    days = sorted(chance.sample(range(1, 300), 2))
    for place, (often, kinds) in enumerate(LABS):
        if chance.random() > often:
            continue
        for back in days if place == 0 and chance.random() < 0.2 else days[:1]:
            code, unit, values = chance.choice(kinds)
            yield {
                "resourceType": "Observation",
                "id": f"{patient}-{code}-{back}",
                "status": "final",
                "subject": {"reference": f"Patient/{patient}"},
                "code": {"coding": [{"system": LOINC, "code": code}]},
                "effectiveDateTime": (AS_OF - timedelta(days=back)).isoformat(),
                "valueQuantity": {
                    "value": chance.choice(values),
                    "unit": unit,
                    "system": "http://unitsofmeasure.org",
                    "code": unit,
                },
            }


def _statements(patient: str, chance: random.Random) -> Iterator[Json]:
    for often, code, words in CONDITIONS:
        if chance.random() < often:
            yield {
                "resourceType": "Condition",
                "id": f"{patient}-{code}",
                "subject": {"reference": f"Patient/{patient}"},
                "clinicalStatus": _hl7("condition-clinical", "active"),
                "verificationStatus": _hl7("condition-ver-status", "confirmed"),
                "code": {"coding": [{"system": SNOMED, "code": code}], "text": words},
                "onsetDateTime": (AS_OF - timedelta(days=chance.randint(10, 200))).isoformat(),
            }
    for often, code, words in MEDICINES:
        if chance.random() < often:
            begun = AS_OF - timedelta(days=chance.randint(10, 400))
            yield {
                "resourceType": "MedicationStatement",
                "id": f"{patient}-{code}",
                "status": "active",
                "subject": {"reference": f"Patient/{patient}"},
                "medicationCodeableConcept": {
                    "coding": [{"system": RXNORM, "code": code}],
                    "text": words,
                },
                "effectivePeriod": {"start": begun.isoformat()},
            }


def _hl7(name: str, code: str) -> Json:
    system = f"http://terminology.hl7.org/CodeSystem/{name}"
    return {"coding": [{"system": system, "code": code}]}

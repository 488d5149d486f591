"""The smallest records that show a point: builders of FHIR resources for these tests."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson

from cobalamin.chart import Chart
from cobalamin.fhir.read import read_record

AS_OF = date(2026, 6, 1)
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"

Json = dict[str, Any]
PATIENT: Json = {
    "resourceType": "Patient",
    "id": "p",
    "gender": "female",
    "birthDate": "1960-02-29",
}


def concept(*codes: tuple[str, str], text: str = "", display: str = "") -> Json:
    codings = [{"system": system, "code": code} for system, code in codes]
    if display:
        codings[0]["display"] = display
    return {"coding": codings, **({"text": text} if text else {})}


def words(text: str) -> Json:
    return {"text": text}


def resource(kind: str, name: str = "r", /, **fields: Any) -> Json:
    return {"resourceType": kind, "id": name, "subject": {"reference": "Patient/p"}, **fields}


def lab(loinc: str, name: str = "r", /, **fields: Any) -> Json:
    """A final laboratory Observation of 1 May 2026."""
    whole = {
        "status": "final",
        "code": concept((LOINC, loinc)),
        "effectiveDateTime": "2026-05-01T08:30:00+01:00",
        **fields,
    }
    return resource("Observation", name, **{k: v for k, v in whole.items() if v is not None})


def quantity(value: Any, unit: str | None = None, code: str | None = None, **more: Any) -> Json:
    whole = {"value": value, "unit": unit, "code": code, **more}
    whole["system"] = UCUM if code else None
    return {k: v for k, v in whole.items() if v is not None}


def condition(code: Json, name: str = "r", /, **fields: Any) -> Json:
    return resource("Condition", name, code=code, **fields)


def bundle(*resources: Json) -> Json:
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }


def read(*resources: Json, as_of: date = AS_OF, patient: Json | None = PATIENT) -> Chart:
    """The chart of these resources and the patient."""
    everything = (patient, *resources) if patient else resources
    return read_record([("record.json", orjson.dumps(bundle(*everything)))], as_of)


def read_text(*texts: bytes | str, as_of: date = AS_OF) -> Chart:
    """The chart of these texts, named file-0 and so on."""
    return read_record(
        [(f"file-{n}", t.encode() if isinstance(t, str) else t) for n, t in enumerate(texts)], as_of
    )


def says(chart: Chart, resource: str = "") -> str:
    """Every problem of the chart (or of one resource), as one text."""
    return "\n".join(p.says for p in chart.problems if resource in ("", p.resource))

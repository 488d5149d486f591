"""Which columns of which resources would a screening read? Typed as DuckDB takes them.

A stand-in until the screening names its own: `read_floor.floor` takes any mapping of this shape.
"""

from __future__ import annotations

Columns = dict[str, dict[str, str]]
"""DuckDB's `columns` for each type of resource."""

_TEXT = "VARCHAR"
_CODING = "STRUCT(system VARCHAR, code VARCHAR, display VARCHAR)"
_CONCEPT = f"STRUCT(coding {_CODING}[], text VARCHAR)"
_QUANTITY = "STRUCT(value DOUBLE, comparator VARCHAR, unit VARCHAR, system VARCHAR, code VARCHAR)"
_PERIOD = 'STRUCT("start" VARCHAR, "end" VARCHAR)'
_REFERENCE = "STRUCT(reference VARCHAR)"
_LIMITS = f"STRUCT(low {_QUANTITY}, high {_QUANTITY}, type {_CONCEPT})[]"
_DOSAGE = f"STRUCT(route {_CONCEPT}, doseAndRate STRUCT(doseQuantity {_QUANTITY})[])[]"
_META = "STRUCT(versionId VARCHAR, lastUpdated VARCHAR)"
_INNER = f"STRUCT(url VARCHAR, valueCoding {_CODING})"
_PART = (
    f"STRUCT(code {_CONCEPT}, valueQuantity {_QUANTITY}, valueString VARCHAR, "
    f"valueBoolean BOOLEAN, valueCodeableConcept {_CONCEPT}, referenceRange {_LIMITS})"
)


def _read(*texts: str, **typed: str) -> dict[str, str]:
    return {
        "id": _TEXT,
        "meta": _META,
        "subject": _REFERENCE,
        **dict.fromkeys(texts, _TEXT),
        **typed,
    }


_MEDICINE = {"medicationCodeableConcept": _CONCEPT, "medicationReference": _REFERENCE}

COLUMNS: Columns = {
    "Patient": {
        "id": _TEXT,
        "meta": _META,
        "birthDate": _TEXT,
        "gender": _TEXT,
        "deceasedBoolean": "BOOLEAN",
        "deceasedDateTime": _TEXT,
        "extension": f"STRUCT(url VARCHAR, extension {_INNER}[])[]",
    },
    "Observation": _read(
        *("status", "effectiveDateTime", "effectiveInstant", "issued", "valueString"),
        code=_CONCEPT,
        effectivePeriod=_PERIOD,
        valueQuantity=_QUANTITY,
        valueBoolean="BOOLEAN",
        valueCodeableConcept=_CONCEPT,
        interpretation=f"{_CONCEPT}[]",
        dataAbsentReason=_CONCEPT,
        referenceRange=_LIMITS,
        component=f"{_PART}[]",
    ),
    "Condition": _read(
        *("onsetDateTime", "abatementDateTime", "recordedDate"),
        code=_CONCEPT,
        clinicalStatus=_CONCEPT,
        verificationStatus=_CONCEPT,
        onsetPeriod=_PERIOD,
        abatementPeriod=_PERIOD,
        bodySite=f"{_CONCEPT}[]",
    ),
    "MedicationRequest": _read(
        *("status", "intent", "authoredOn"),
        **_MEDICINE,
        doNotPerform="BOOLEAN",
        reportedBoolean="BOOLEAN",
        dosageInstruction=_DOSAGE,
    ),
    "MedicationStatement": _read(
        *("status", "effectiveDateTime", "dateAsserted"),
        **_MEDICINE,
        effectivePeriod=_PERIOD,
        dosage=_DOSAGE,
    ),
    "MedicationAdministration": _read(
        *("status", "effectiveDateTime"),
        **_MEDICINE,
        effectivePeriod=_PERIOD,
        dosage=f"STRUCT(route {_CONCEPT}, dose {_QUANTITY})",
    ),
    "MedicationDispense": _read(
        *("status", "whenHandedOver", "whenPrepared"),
        **_MEDICINE,
        daysSupply=_QUANTITY,
    ),
    "Procedure": _read(
        *("status", "performedDateTime"), code=_CONCEPT, performedPeriod=_PERIOD
    ),
    "AllergyIntolerance": _read(
        "recordedDate", patient=_REFERENCE, code=_CONCEPT, clinicalStatus=_CONCEPT,
        verificationStatus=_CONCEPT,
    ),
    "Immunization": _read("occurrenceDateTime", patient=_REFERENCE, vaccineCode=_CONCEPT),
    "DiagnosticReport": _read("status", "effectiveDateTime", "issued", contained="JSON"),
    "FamilyMemberHistory": _read(
        *("status", "date"),
        patient=_REFERENCE,
        relationship=_CONCEPT,
        condition=f"STRUCT(code {_CONCEPT})[]",
    ),
    "ClinicalImpression": _read(
        *("status", "effectiveDateTime", "date"),
        finding=f"STRUCT(itemCodeableConcept {_CONCEPT})[]",
    ),
    "Medication": {"id": _TEXT, "code": _CONCEPT},
}  # fmt: skip

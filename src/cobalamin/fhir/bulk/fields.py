"""Which fields of a resource can change a fact, and which of them say whether it matters at all?

Whatever `fhir.read` looks at stands here; everything else of an export is passed over unread.
"""

from __future__ import annotations

from cobalamin.value import Value


class Fields(Value):
    """The fields read of one resource type.

    `says` gives the CodeableConcepts, as one JSON text, by which a resource is told from the many
    that say nothing asked here, and `by` the fields that tell it; "" where every one is looked at.
    `shape` are the fields that with dates, number, id and patient taken away decide what it means;
    () where none is read so.
    """

    all: tuple[str, ...]
    says: str = ""
    by: tuple[str, ...] = ()
    shape: tuple[str, ...] = ()


_ALWAYS = ("resourceType", "id", "meta", "contained")
_VALUES = (
    "valueQuantity", "valueCodeableConcept", "valueString", "valueBoolean", "valueInteger",
    "valueRange", "valueRatio", "valueSampledData", "valueTime", "valueDateTime", "valuePeriod",
)  # fmt: skip
# The product itself, and whatever is contained: a Medication is often written so.
_PRODUCT = (
    "CASE WHEN contained IS NULL THEN product ELSE json_array(product, "
    "member(contained, '$[*].code'), "
    "member(contained, '$[*].ingredient[*].itemCodeableConcept')) END"
)
_NAMED = ("medicationCodeableConcept", "medicationReference")
_MEDICINE = ("subject", "status", *_NAMED)

FIELDS: dict[str, Fields] = {
    "Patient": Fields(
        ("resourceType", "id", "meta", "birthDate", "gender", "deceasedBoolean",
         "deceasedDateTime", "extension", "link")
    ),
    "Medication": Fields(("resourceType", "id", "meta", "code", "ingredient")),
    "Observation": Fields(
        (*_ALWAYS, "subject", "status", "code", "effectiveDateTime", "effectivePeriod",
         "effectiveInstant", "effectiveTiming", "issued", *_VALUES, "interpretation",
         "referenceRange", "dataAbsentReason", "bodySite", "component", "hasMember"),
        # Most components hold numbers: to look for concepts in each of them takes a second parse.
        says='CASE WHEN "valueCodeableConcept" IS NULL AND component IS NULL THEN code '
        'WHEN "valueCodeableConcept" IS NULL AND NOT '
        "contains(CAST(component AS VARCHAR), 'valueCodeableConcept') "
        "THEN json_array(code, member(component, '$[*].code')) "
        "ELSE json_array(code, \"valueCodeableConcept\", member(component, '$[*].code'), "
        "member(component, '$[*].valueCodeableConcept')) END",
        by=("code", "valueCodeableConcept", "component", "contained"),
        shape=("code", "status", "quantity", "valueCodeableConcept", "valueString",
               "valueBoolean", "valueInteger", "interpretation", "referenceRange",
               "dataAbsentReason", "bodySite"),
    ),
    "Condition": Fields(
        (*_ALWAYS, "subject", "clinicalStatus", "verificationStatus", "code", "bodySite",
         "onsetDateTime", "onsetAge", "onsetPeriod", "recordedDate", "abatementDateTime",
         "abatementAge", "abatementPeriod", "abatementString"),
        says="code",
        by=("code", "contained"),
        shape=("code", "clinicalStatus", "verificationStatus", "bodySite"),
    ),
    "Procedure": Fields(
        (*_ALWAYS, "subject", "status", "code", "bodySite", "performedDateTime",
         "performedPeriod"),
        says="code",
        by=("code", "contained"),
        shape=("code", "status", "bodySite"),
    ),
    "MedicationRequest": Fields(
        (*_ALWAYS, *_MEDICINE, "intent", "doNotPerform", "reportedBoolean", "reportedReference",
         "authoredOn", "dosageInstruction", "dispenseRequest"),
        says=_PRODUCT,
        by=(*_NAMED, "contained"),
        shape=("product", "status", "intent", "doNotPerform", "reportedBoolean",
               "reportedReference", "dosageInstruction"),
    ),
    "MedicationStatement": Fields(
        (*_ALWAYS, *_MEDICINE, "effectivePeriod", "effectiveDateTime", "dateAsserted", "dosage"),
        says=_PRODUCT,
        by=(*_NAMED, "contained"),
        shape=("product", "status", "dosage"),
    ),
    "MedicationAdministration": Fields(
        (*_ALWAYS, *_MEDICINE, "effectivePeriod", "effectiveDateTime", "dosage"),
        says=_PRODUCT,
        by=(*_NAMED, "contained"),
        shape=("product", "status", "dosage"),
    ),
    "MedicationDispense": Fields(
        (*_ALWAYS, *_MEDICINE, "whenHandedOver", "whenPrepared", "daysSupply",
         "dosageInstruction"),
        says=_PRODUCT,
        by=(*_NAMED, "contained"),
    ),
    "AllergyIntolerance": Fields(
        (*_ALWAYS, "patient", "clinicalStatus", "verificationStatus", "code", "reaction",
         "onsetDateTime", "onsetAge", "onsetPeriod", "recordedDate"),
        says="json_array(code, member(reaction, '$[*].substance'))",
        by=("code", "reaction", "contained"),
    ),
    "FamilyMemberHistory": Fields(
        (*_ALWAYS, "patient", "status", "date", "relationship", "condition"),
        says="json_array(member(condition, '$[*].code'))",
        by=("condition", "contained"),
    ),
    "ClinicalImpression": Fields(
        (*_ALWAYS, "subject", "status", "effectiveDateTime", "date", "finding"),
        says="json_array(member(finding, '$[*].itemCodeableConcept'))",
        by=("finding", "contained"),
    ),
    "QuestionnaireResponse": Fields(
        (*_ALWAYS, "subject", "status", "authored", "item"), by=("item",)
    ),
    "DiagnosticReport": Fields(
        (*_ALWAYS, "subject", "status", "effectiveDateTime", "effectivePeriod", "issued"),
        by=("contained",),
    ),
    "AdverseEvent": Fields(
        (*_ALWAYS, "subject", "actuality", "event", "date", "detected", "recordedDate",
         "suspectEntity", "description", "seriousness", "severity")
    ),
}  # fmt: skip
"""The types that are read, each with its fields."""

KEPT: dict[str, str] = {
    "QuestionnaireResponse": "contains(CAST(item AS VARCHAR), '\"mnsi-')",
    "DiagnosticReport": "contains(CAST(contained AS VARCHAR), '\"Observation\"')",
}
"""Where words alone tell that a resource may matter: the condition in SQL."""


def is_medicine(kind: str) -> bool:
    """Whether a resource of this type is about a medicine, which it may only point to."""
    return "medicationReference" in FIELDS[kind].all

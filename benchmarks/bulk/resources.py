"""Which shape have the resources of an export? US Core like, with the ballast that real ones carry.

The same builders make what matters, from a real `Frame`, and the templates of what does not, from
a frame of slots (see `template`).
"""

from __future__ import annotations

from benchmarks.bulk.person import Json
from cobalamin.value import Value

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
ICD10 = "http://hl7.org/fhir/sid/icd-10-cm"
ATC = "http://www.whocc.no/atc"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem/"
_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"


class Frame(Value):
    """Whose resource it is, its id and version, and when: whatever every resource says."""

    id: str
    version: str
    updated: str
    patient: str  # the whole reference
    encounter: str
    staff: str
    day: str
    instant: str
    number: str


def concept(system: str, code: str, display: str, text: str | None = None) -> Json:
    """A CodeableConcept with one coding; its text is the display unless another is given."""
    coding = {"system": system, "code": code, "display": display}
    return {"coding": [coding], "text": display if text is None else text}


def quantity(value: float | str, unit: str) -> Json:
    """A Quantity in UCUM; the value may be a slot."""
    return {"value": value, "unit": unit, "system": UCUM, "code": unit}


def head(f: Frame, kind: str, profile: str, *, told: str = "") -> Json:
    """What comes first in every resource; `told` makes a narrative."""
    meta = {
        "versionId": f.version,
        "lastUpdated": f.updated,
        "source": f"urn:oid:2.16.840.1.113883.19.5#{f.number}",
        "profile": [f"{_US_CORE}{profile}"],
    }
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><p><b>{told}</b> ({f.day})</p></div>'
    text = {"text": {"status": "generated", "div": div}} if told else {}
    return {"resourceType": kind, "id": f.id, "meta": meta, **text}


def _identified(f: Frame, what: str) -> Json:
    return {
        "identifier": [
            {
                "use": "official",
                "system": f"https://hospital.example.org/ids/{what}",
                "value": f"{what[:3].upper()}-{f.number}",
                "assigner": {"display": "Town Hospital"},
            }
        ]
    }


def _about(f: Frame, field: str = "subject") -> Json:
    return {
        field: {"reference": f.patient},
        "encounter": {"reference": f"Encounter/{f.encounter}", "display": "Outpatient visit"},
    }


def _category(kind: str, code: str, display: str) -> Json:
    return {"category": [concept(HL7 + kind, code, display)]}


_OBSERVED = {
    "laboratory": "us-core-observation-lab",
    "vital-signs": "us-core-vital-signs",
    "survey": "us-core-observation-screening-assessment",
    "social-history": "us-core-smokingstatus",
    "exam": "us-core-observation-clinical-result",
}


def observation(f: Frame, code: Json, value: Json, category: str = "laboratory") -> Json:
    """An Observation; `value` holds value[x], status, interpretation and whatever else."""
    return {
        **head(f, "Observation", _OBSERVED[category]),
        **_identified(f, "observation"),
        "status": "final",
        **_category("observation-category", category, category.replace("-", " ").title()),
        "code": code,
        **_about(f),
        "effectiveDateTime": f.instant,
        "issued": f.updated,
        "performer": [
            {"reference": f"Practitioner/{f.staff}", "display": "Dr. R. Moss"},
            {"reference": "Organization/org-0", "display": "Town Hospital"},
        ],
        **value,
    }


def condition(f: Frame, code: Json, status: str = "active", more: Json | None = None) -> Json:
    """A Condition, confirmed unless `more` says otherwise."""
    return {
        **head(f, "Condition", "us-core-condition-problems-health-concerns", told=code["text"]),
        **_identified(f, "condition"),
        "clinicalStatus": concept(HL7 + "condition-clinical", status, status.title()),
        "verificationStatus": concept(HL7 + "condition-ver-status", "confirmed", "Confirmed"),
        **_category("condition-category", "problem-list-item", "Problem List Item"),
        "code": code,
        **_about(f),
        "onsetDateTime": f.day,
        "recordedDate": f.day,
        "recorder": {"reference": f"Practitioner/{f.staff}", "display": "Dr. R. Moss"},
        **(more or {}),
    }


def _dosage(text: str, route: Json | None, dose: Json | None) -> Json:
    timing = {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d"}}
    given: Json = {"sequence": 1, "text": text, "timing": timing}
    if route:
        given["route"] = route
    if dose:
        given["doseAndRate"] = [{"type": concept(HL7 + "dose-rate-type", "ordered", "Ordered"),
                                 "doseQuantity": dose}]  # fmt: skip
    return given


def request(
    f: Frame, medicine: Json, *, route: Json | None = None, more: Json | None = None
) -> Json:
    """A MedicationRequest, an active order unless `more` says otherwise.

    `medicine` holds medication[x].
    """
    return {
        **head(f, "MedicationRequest", "us-core-medicationrequest"),
        **_identified(f, "prescription"),
        "status": "active",
        "intent": "order",
        **_category("medicationrequest-category", "community", "Community"),
        **medicine,
        **_about(f),
        "authoredOn": f.instant,
        "requester": {"reference": f"Practitioner/{f.staff}", "display": "Dr. R. Moss"},
        "dosageInstruction": [_dosage("As directed", route, None)],
        "dispenseRequest": {
            "numberOfRepeatsAllowed": 3,
            "quantity": {"value": 90, "unit": "each"},
            "expectedSupplyDuration": {"value": 90, "unit": "days", "system": UCUM, "code": "d"},
        },
        **(more or {}),
    }


def statement(
    f: Frame, medicine: Json, *, route: Json | None = None, more: Json | None = None
) -> Json:
    """A MedicationStatement, active since the day unless `more` says otherwise."""
    return {
        **head(f, "MedicationStatement", "medicationstatement"),
        **_identified(f, "statement"),
        "status": "active",
        **medicine,
        "subject": {"reference": f.patient},
        "context": {"reference": f"Encounter/{f.encounter}"},
        "effectivePeriod": {"start": f.day},
        "dateAsserted": f.instant,
        "informationSource": {"reference": f.patient},
        "dosage": [_dosage("As directed", route, None)],
        **(more or {}),
    }


def administration(
    f: Frame, medicine: Json, *, route: Json | None = None, more: Json | None = None
) -> Json:
    """A MedicationAdministration, completed unless `more` says otherwise."""
    return {
        **head(f, "MedicationAdministration", "medicationadministration"),
        **_identified(f, "administration"),
        "status": "completed",
        **medicine,
        "subject": {"reference": f.patient},
        "context": {"reference": f"Encounter/{f.encounter}"},
        "effectiveDateTime": f.instant,
        "performer": [{"actor": {"reference": f"Practitioner/{f.staff}", "display": "Nurse Q."}}],
        "dosage": {
            "text": "One dose",
            **({"route": route} if route else {}),
            "dose": {"value": 1, "unit": "mg", "system": UCUM, "code": "mg"},
        },
        **(more or {}),
    }


def dispense(f: Frame, medicine: Json, *, days: int = 90, more: Json | None = None) -> Json:
    """A MedicationDispense, handed over on the day."""
    return {
        **head(f, "MedicationDispense", "us-core-medicationdispense"),
        **_identified(f, "dispense"),
        "status": "completed",
        **medicine,
        "subject": {"reference": f.patient},
        "context": {"reference": f"Encounter/{f.encounter}"},
        "performer": [{"actor": {"reference": "Organization/org-1", "display": "Town Pharmacy"}}],
        "type": concept(HL7 + "v3-ActCode", "RFP", "Refill - Part Fill"),
        "quantity": {"value": days, "unit": "each"},
        "daysSupply": {"value": days, "unit": "days", "system": UCUM, "code": "d"},
        "whenHandedOver": f.instant,
        "dosageInstruction": [_dosage("As directed", None, None)],
        **(more or {}),
    }


def procedure(f: Frame, code: Json, more: Json | None = None) -> Json:
    """A Procedure, completed unless `more` says otherwise."""
    return {
        **head(f, "Procedure", "us-core-procedure", told=code["text"]),
        **_identified(f, "procedure"),
        "status": "completed",
        "category": concept(SNOMED, "103693007", "Diagnostic procedure"),
        "code": code,
        **_about(f),
        "performedDateTime": f.instant,
        "performer": [
            {"actor": {"reference": f"Practitioner/{f.staff}", "display": "Dr. R. Moss"}}
        ],
        "location": {"reference": "Location/loc-0", "display": "Town Hospital, room 4"},
        **(more or {}),
    }


def allergy(f: Frame, code: Json, more: Json | None = None) -> Json:
    """An AllergyIntolerance, active and confirmed."""
    return {
        **head(f, "AllergyIntolerance", "us-core-allergyintolerance", told=code["text"]),
        **_identified(f, "allergy"),
        "clinicalStatus": concept(HL7 + "allergyintolerance-clinical", "active", "Active"),
        "verificationStatus": concept(
            HL7 + "allergyintolerance-verification", "confirmed", "Confirmed"
        ),
        "type": "allergy",
        "category": ["environment"],
        "criticality": "low",
        "code": code,
        **_about(f, "patient"),
        "recordedDate": f.instant,
        "reaction": [
            {
                "manifestation": [concept(SNOMED, "271807003", "Eruption of skin")],
                "severity": "mild",
            }
        ],
        **(more or {}),
    }


def family_history(f: Frame, code: Json, relation: Json) -> Json:
    """A FamilyMemberHistory of one diagnosis."""
    return {
        **head(f, "FamilyMemberHistory", "familymemberhistory"),
        **_identified(f, "family"),
        "status": "completed",
        "patient": {"reference": f.patient},
        "date": f.day,
        "relationship": relation,
        "condition": [{"code": code, "contributedToDeath": False}],
    }


def impression(f: Frame, finding: Json) -> Json:
    """A ClinicalImpression with one finding."""
    return {
        **head(f, "ClinicalImpression", "clinicalimpression"),
        "status": "completed",
        **_about(f),
        "effectiveDateTime": f.instant,
        "date": f.instant,
        "assessor": {"reference": f"Practitioner/{f.staff}"},
        "summary": "Seen in the clinic.",
        "finding": [{"itemCodeableConcept": finding}],
    }


def report(f: Frame, code: Json, more: Json) -> Json:
    """A DiagnosticReport; `more` holds its results, contained or referenced."""
    return {
        **head(f, "DiagnosticReport", "us-core-diagnosticreport-lab", told=code["text"]),
        **_identified(f, "report"),
        "status": "final",
        **_category("v2-0074", "LAB", "Laboratory"),
        "code": code,
        **_about(f),
        "effectiveDateTime": f.instant,
        "issued": f.updated,
        "performer": [{"reference": "Organization/org-0", "display": "Town Hospital"}],
        **more,
    }


def immunization(f: Frame, code: Json, more: Json | None = None) -> Json:
    """An Immunization, completed."""
    return {
        **head(f, "Immunization", "us-core-immunization", told=code["text"]),
        **_identified(f, "immunization"),
        "status": "completed",
        "vaccineCode": code,
        **_about(f, "patient"),
        "occurrenceDateTime": f.instant,
        "primarySource": True,
        "lotNumber": f"L{f.number}",
        "site": concept(HL7 + "v3-ActSite", "LA", "left arm"),
        "performer": [{"actor": {"reference": f"Practitioner/{f.staff}", "display": "Nurse Q."}}],
        **(more or {}),
    }

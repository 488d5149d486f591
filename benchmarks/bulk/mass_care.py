"""Which visits, bills, diagnoses, drugs and procedures fill an export without saying anything?"""

from __future__ import annotations

from benchmarks.bulk.person import Json
from benchmarks.bulk.resources import (
    HL7,
    ICD10,
    RXNORM,
    SNOMED,
    administration,
    allergy,
    concept,
    condition,
    dispense,
    family_history,
    head,
    immunization,
    procedure,
    request,
    statement,
)
from benchmarks.bulk.template import OTHER, SLOTS, VALUE, Template, template

DIAGNOSES = (
    (SNOMED, "59621000", "Essential hypertension"),
    (SNOMED, "55822004", "Hyperlipidemia"),
    (SNOMED, "195662009", "Acute viral pharyngitis"),
    (SNOMED, "444814009", "Viral sinusitis"),
    (SNOMED, "10509002", "Acute bronchitis"),
    (SNOMED, "195967001", "Asthma"),
    (SNOMED, "396275006", "Osteoarthritis"),
    (SNOMED, "162864005", "Body mass index 30+ - obesity"),
    (ICD10, "I10", "Essential (primary) hypertension"),
    (ICD10, "M54.50", "Low back pain, unspecified"),
    (ICD10, "J30.2", "Other seasonal allergic rhinitis"),
    (ICD10, "H25.9", "Unspecified age-related cataract"),
)
DRUGS = (
    ("314076", "lisinopril 10 MG Oral Tablet"),
    ("197361", "amlodipine 5 MG Oral Tablet"),
    ("617318", "atorvastatin 20 MG Oral Tablet"),
    ("312961", "simvastatin 20 MG Oral Tablet"),
    ("866427", "metoprolol succinate 25 MG Extended Release Oral Tablet"),
    ("979480", "losartan potassium 50 MG Oral Tablet"),
    ("313782", "acetaminophen 325 MG Oral Tablet"),
    ("197591", "cetirizine hydrochloride 10 MG Oral Tablet"),
    ("312938", "sertraline 50 MG Oral Tablet"),
    ("308182", "amoxicillin 250 MG Oral Capsule"),
)
OPERATIONS = (
    ("430193006", "Medication reconciliation"),
    ("73761001", "Colonoscopy"),
    ("268425006", "Pelvis X-ray"),
    ("399208008", "Plain X-ray of chest"),
    ("29303009", "Electrocardiographic procedure"),
    ("225158009", "Auscultation of the fetal heart"),
    ("34043003", "Dental consultation and report"),
)
VACCINES = (
    ("140", "Influenza, seasonal, injectable, preservative free"),
    ("115", "Tdap"),
    ("33", "pneumococcal polysaccharide vaccine, 23 valent"),
    ("208", "COVID-19, mRNA, LNP-S, PF, 30 mcg/0.3 mL dose"),
    ("187", "zoster recombinant"),
)
ALLERGENS = (
    ("91935009", "Allergy to peanuts"),
    ("91936005", "Allergy to penicillin"),
    ("232347008", "Dander (animal) allergy"),
    ("418689008", "Allergy to grass pollen"),
)


def _drug(code: str, name: str) -> Json:
    return {"medicationCodeableConcept": concept(RXNORM, code, name)}


def _money(text: str) -> Json:
    return {
        "category": concept(HL7 + "adjudication", text, text.title()),
        "amount": {"value": VALUE, "currency": "USD"},
    }


def _encounter(code: str, name: str) -> Template:
    staff = {"reference": f"Practitioner/{SLOTS.staff}", "display": "Dr. R. Moss"}
    performs = concept(HL7 + "v3-ParticipationType", "PPRF", "primary performer")
    body = {
        **head(SLOTS, "Encounter", "us-core-encounter", told=name),
        "status": "finished",
        "class": {"system": HL7 + "v3-ActCode", "code": "AMB", "display": "ambulatory"},
        "type": [concept(SNOMED, code, name)],
        "subject": {"reference": SLOTS.patient, "display": "the patient"},
        "participant": [
            {
                "type": [performs],
                "period": {"start": SLOTS.instant, "end": SLOTS.instant},
                "individual": staff,
            }
        ],
        "period": {"start": SLOTS.instant, "end": SLOTS.instant},
        "reasonCode": [concept(SNOMED, "59621000", "Essential hypertension")],
        "location": [{"location": {"reference": "Location/loc-0", "display": "Town Hospital"}}],
        "serviceProvider": {"reference": "Organization/org-0", "display": "Town Hospital"},
    }
    return template(1.0, body)


def _claim_base(kind: str) -> Json:
    return {
        **head(SLOTS, kind, f"carin-bb-{kind.lower()}"),
        "identifier": [{"system": "https://hospital.example.org/ids/claim", "value": SLOTS.number}],
        "status": "active",
        "type": concept(HL7 + "claim-type", "professional", "Professional"),
        "use": "claim",
        "patient": {"reference": SLOTS.patient, "display": "the patient"},
        "billablePeriod": {"start": SLOTS.day, "end": SLOTS.day},
        "created": SLOTS.instant,
        "insurer": {"reference": "Organization/org-2", "display": "Town Health Plan"},
        "provider": {"reference": "Organization/org-0", "display": "Town Hospital"},
        "diagnosis": [
            {
                "sequence": 1,
                "diagnosisReference": {"reference": f"Condition/{OTHER}"},
            }
        ],
    }


def _insurance(**more: object) -> Json:
    coverage = {"reference": f"Coverage/{OTHER}", "display": "Town Health Plan"}
    return {"insurance": [{**more, "focal": True, "coverage": coverage}]}


def _claim() -> Template:
    item = {
        "sequence": 1,
        "productOrService": concept(SNOMED, "162673000", "General examination of patient"),
        "encounter": [{"reference": f"Encounter/{SLOTS.encounter}"}],
        "net": {"value": VALUE, "currency": "USD"},
    }
    body = {
        **_claim_base("Claim"),
        **_insurance(sequence=1),
        "priority": concept(HL7 + "processpriority", "normal", "Normal"),
        "item": [item],
        "total": {"value": VALUE, "currency": "USD"},
    }
    return template(2.4, body, (60, 900), "%.2f")


def _benefit() -> Template:
    item = {
        "sequence": 1,
        "productOrService": concept(SNOMED, "162673000", "General examination of patient"),
        "servicedPeriod": {"start": SLOTS.instant, "end": SLOTS.instant},
        "encounter": [{"reference": f"Encounter/{SLOTS.encounter}"}],
        "adjudication": [_money(text) for text in ("submitted", "eligible", "benefit", "copay")],
    }
    body = {
        **_claim_base("ExplanationOfBenefit"),
        **_insurance(),
        "outcome": "complete",
        "careTeam": [
            {
                "sequence": 1,
                "provider": {"reference": f"Practitioner/{SLOTS.staff}"},
                "role": concept(HL7 + "claimcareteamrole", "primary", "Primary provider"),
            }
        ],
        "item": [item],
        "total": [_money("submitted")],
        "payment": {"amount": {"value": VALUE, "currency": "USD"}},
    }
    return template(1.2, body, (60, 900), "%.2f")


def _document() -> Template:
    body = {
        **head(SLOTS, "DocumentReference", "us-core-documentreference"),
        "status": "current",
        "type": concept("http://loinc.org", "34117-2", "History and physical note"),
        "subject": {"reference": SLOTS.patient},
        "date": SLOTS.updated,
        "author": [{"reference": f"Practitioner/{SLOTS.staff}", "display": "Dr. R. Moss"}],
        "custodian": {"reference": "Organization/org-0", "display": "Town Hospital"},
        "content": [
            {
                "attachment": {
                    "contentType": "text/plain; charset=utf-8",
                    "url": f"https://hospital.example.org/Binary/{OTHER}",
                }
            }
        ],
        "context": {"encounter": [{"reference": f"Encounter/{SLOTS.encounter}"}]},
    }
    return template(1.5, body)


def _care_plan() -> Template:
    body = {
        **head(SLOTS, "CarePlan", "us-core-careplan", told="Lifestyle education"),
        "status": "active",
        "intent": "order",
        "category": [concept(SNOMED, "443402002", "Lifestyle education regarding hypertension")],
        "subject": {"reference": SLOTS.patient},
        "encounter": {"reference": f"Encounter/{SLOTS.encounter}"},
        "period": {"start": SLOTS.day},
        "activity": [
            {
                "detail": {
                    "code": concept(SNOMED, "229065009", "Exercise therapy"),
                    "status": "in-progress",
                    "location": {"display": "Town Hospital"},
                }
            }
        ],
    }
    return template(0.8, body)


_FATHER = concept(HL7 + "v3-RoleCode", "FTH", "father")
_HYPERTENSION = concept(SNOMED, "59621000", "Essential hypertension")

VISITS: tuple[Template, ...] = (
    _encounter("185345009", "Encounter for symptom"),
    _encounter("162673000", "General examination of patient"),
    _encounter("185349003", "Encounter for check up"),
)
CARE: tuple[Template, ...] = (
    _claim(),
    _benefit(),
    _document(),
    _care_plan(),
    *(template(0.6, condition(SLOTS, concept(*row))) for row in DIAGNOSES),
    *(template(0.7, request(SLOTS, _drug(*row))) for row in DRUGS),
    *(template(0.25, dispense(SLOTS, _drug(*row))) for row in DRUGS[:6]),
    *(template(0.2, statement(SLOTS, _drug(*row))) for row in DRUGS[:4]),
    *(template(0.2, administration(SLOTS, _drug(*row))) for row in DRUGS[6:]),
    *(template(0.8, procedure(SLOTS, concept(SNOMED, *row))) for row in OPERATIONS),
    *(
        template(0.6, immunization(SLOTS, concept("http://hl7.org/fhir/sid/cvx", *row)))
        for row in VACCINES
    ),
    *(template(0.2, allergy(SLOTS, concept(SNOMED, *row))) for row in ALLERGENS),
    template(0.3, family_history(SLOTS, _HYPERTENSION, _FATHER)),
)

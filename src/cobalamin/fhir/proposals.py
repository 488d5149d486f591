"""Which orders does an assessment propose, and what does it warn of? Drafts for a person to judge.

Treatment is never among them: a person signs for it.
"""

from __future__ import annotations

from cobalamin.assess.assessment import Answer, Assessment, Because, Step
from cobalamin.fhir.elements import Json, concept, day, filled, in_words, references, subject
from cobalamin.rules.question import Urgency

ACTION_SYSTEM = "urn:cobalamin:action"
DISSENT_SYSTEM = "urn:cobalamin:dissent"

ORDERED = ("test-", "repeat-", "refer-")
WARNED = ("warn-", "block-")
DISSENT_ON = ("deficiency", "attribution", "treatment", "duration")  # what a person acts on

PRIORITY: dict[Urgency, str] = {"now": "stat", "soon": "urgent", "routine": "routine"}

LOINC: dict[str, tuple[str, str]] = {
    "test-b12": ("14685-2", "Cobalamin (Vitamin B12) [Moles/volume] in Serum or Plasma"),
    "test-active-b12": ("72160-5", "Holo-transcobalamin II [Moles/volume] in Serum"),
    "test-mma": ("13964-2", "Methylmalonate [Moles/volume] in Serum or Plasma"),
    "test-homocysteine": ("13965-9", "Homocysteine [Moles/volume] in Serum or Plasma"),
    "test-egfr": ("69405-9", "GFR/1.73 sq M predicted"),
    "test-folate": ("2284-8", "Folate [Mass/volume] in Serum or Plasma"),
    "test-if-antibody": ("31444-3", "Intrinsic factor blocking Ab [Presence] in Serum"),
    "test-parietal-antibody": ("14241-4", "Parietal cell Ab [Presence] in Serum"),
    "test-coeliac": ("46128-5", "Tissue transglutaminase Ab.IgA in Serum"),
    "test-urine-mma": ("25116-5", "Methylmalonate/Creatinine in Urine"),
    "test-copper": ("14665-4", "Copper [Moles/volume] in Serum or Plasma"),
    "test-tsh": ("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma"),
    "test-b6": ("30552-4", "Pyridoxal phosphate in Serum or Plasma"),
    "test-potassium": ("2823-3", "Potassium [Moles/volume] in Serum or Plasma"),
    "test-glucose": ("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood"),
    "test-paraprotein": (
        "33358-3",
        "Protein.monoclonal [Mass/volume] in Serum or Plasma by Electrophoresis",
    ),
}
"""One code of the concept that each test measures; tests hold these to the value sets.

A test without one is asked for in words, because no single code says it.
"""


def proposals(assessment: Assessment) -> list[Json]:
    """Draft ServiceRequests, then DetectedIssues, without ids."""
    steps = assessment.steps
    orders = [_order(step, assessment) for step in steps if step.code.startswith(ORDERED)]
    warnings = [_warning(step, assessment) for step in steps if step.code.startswith(WARNED)]
    return [*orders, *warnings, *_dissents(assessment)]


def left_to_a_person(step: Step) -> bool:
    """Treatment, stopping and reviews: said in the note, proposed as no resource."""
    return not step.code.startswith((*ORDERED, *WARNED))


def _order(step: Step, assessment: Assessment) -> Json:
    return filled(
        {
            "resourceType": "ServiceRequest",
            "status": "draft",
            "intent": "proposal",
            "category": [_category(step)],
            "priority": PRIORITY[step.urgency],
            "code": _order_code(step),
            "subject": subject(assessment),
            "authoredOn": day(assessment),
            "reasonCode": [{"text": reason.says} for reason in step.because],
            "supportingInfo": references(step.because),
        }
    )


def _order_code(step: Step) -> Json:
    coding: list[Json] = [{"system": ACTION_SYSTEM, "code": step.code}]
    if step.code in LOINC:
        code, display = LOINC[step.code]
        coding.insert(0, {"system": "http://loinc.org", "code": code, "display": display})
    return {"coding": coding, "text": step.says}


def _category(step: Step) -> Json:
    if step.code.startswith("refer-"):
        return {"text": "Referral"}
    laboratory = {"system": "http://snomed.info/sct", "code": "108252007"}
    return {"coding": [{**laboratory, "display": "Laboratory procedure"}]}


def _warning(step: Step, assessment: Assessment) -> Json:
    what: Json = {
        "code": concept(ACTION_SYSTEM, step.code, step.says),
        "severity": _severity(step),
        "detail": step.says,
    }
    return _issue(what, step.because, assessment)


def _severity(step: Step) -> str:
    if step.code.startswith("block-"):
        return "high"
    return "low" if step.urgency == "routine" else "moderate"


def _dissents(assessment: Assessment) -> list[Json]:
    """What speaks against an answer that a person acts on; each once, under its first answer."""
    first: dict[Because, Answer] = {}
    for answer in assessment.answers:
        for reason in answer.against if answer.question in DISSENT_ON else ():
            first.setdefault(reason, answer)
    return [_dissent(answer, reason, assessment) for reason, answer in first.items()]


def _dissent(answer: Answer, reason: Because, assessment: Assessment) -> Json:
    what: Json = {
        "code": concept(DISSENT_SYSTEM, answer.question, f"Speaks against: {answer.says}"),
        "severity": "low",
        "detail": in_words((reason,)),
    }
    return _issue(what, (reason,), assessment)


def _issue(what: Json, because: tuple[Because, ...], assessment: Assessment) -> Json:
    return filled(
        {
            "resourceType": "DetectedIssue",
            "status": "preliminary",  # a person has not judged it
            "patient": subject(assessment),
            "identifiedDateTime": day(assessment),
            "implicated": references(because),
            "evidence": [{"code": [{"text": in_words((reason,))}]} for reason in because],
            **what,
        }
    )

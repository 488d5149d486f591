"""What does one resource say? The reader of its type, and nothing of what is not the patient's."""

from __future__ import annotations

from collections.abc import Callable

from cobalamin.chart import Problem
from cobalamin.day import parse
from cobalamin.fhir.entries import (
    read_allergy,
    read_condition,
    read_family_history,
    read_immunization,
    read_impression,
    read_procedure,
)
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.medicines import (
    read_administration,
    read_dispense,
    read_request,
    read_statement,
)
from cobalamin.fhir.observations import read_observation
from cobalamin.fhir.person import subject_of
from cobalamin.fhir.questionnaires import read_questionnaire
from cobalamin.fhir.reactions import read_adverse_event
from cobalamin.fhir.source import Resource
from cobalamin.value import replace

_READERS: dict[str, Callable[[Resource, Setting], Found]] = {
    "Observation": read_observation,
    "Condition": read_condition,
    "Procedure": read_procedure,
    "AllergyIntolerance": read_allergy,
    "FamilyMemberHistory": read_family_history,
    "ClinicalImpression": read_impression,
    "Immunization": read_immunization,
    "QuestionnaireResponse": read_questionnaire,
    "MedicationRequest": read_request,
    "MedicationStatement": read_statement,
    "MedicationAdministration": read_administration,
    "MedicationDispense": read_dispense,
    "AdverseEvent": read_adverse_event,
}


def read_resource(resource: Resource, setting: Setting) -> Found:
    """Everything that one resource gives; nothing where its type is not read here.

    Raises RecordError for a unit that is none.
    """
    reader = _READERS.get(resource.kind)
    if reader is None:
        return NOTHING
    if broken := _broken_subject(resource.container or resource):
        return Found(problems=tuple(replace(p, resource=resource.name) for p in broken))
    about = subject_of(resource.container or resource, setting.known)
    if about.other:
        says = f"it is about {about.other}, which is not a patient, so it is not used"
        return Found(problems=(Problem(resource.name, says),))
    return reader(resource, setting)


def _broken_subject(resource: Resource) -> list[Problem]:
    """What is wrong with the shape of `subject` or `patient`: then it may be anyone's."""
    whole = resource.reader()
    for field in ("subject", "patient"):
        about = whole.part(field)
        if about is not None and about.has("reference") and not about.text("reference"):
            about.problem("empty, so it is not known whom this is about", "reference")
    return whole.problems


def version_of(resource: Resource) -> tuple[float, int]:
    """When it was last changed (UTC seconds, 0 if unsaid) and the number of its version."""
    meta = resource.body.get("meta")
    if not isinstance(meta, dict):
        return (0.0, 0)
    part = resource.reader().part("meta")
    assert part is not None
    updated = parse(part.text("lastUpdated"))
    number = part.text("versionId")
    return (
        updated.instant if updated else 0.0,
        int(number) if number.isdecimal() and len(number) < 19 else 0,
    )

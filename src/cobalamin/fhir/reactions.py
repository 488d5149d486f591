"""Did an earlier dose of B12 do harm? Adverse events, read as allergies where they may be one."""

from __future__ import annotations

from collections.abc import Iterable

from cobalamin.fhir.coded import Meaning, code_values, meanings, words_of
from cobalamin.fhir.dates import moment
from cobalamin.fhir.entries import ALLERGY_OF, entry, say_weak_matches, spoken
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.medicines import pointed, product_of
from cobalamin.fhir.part import Part
from cobalamin.fhir.source import Resource
from cobalamin.guideline.words import tokens

_ALLERGIC = frozenset(
    tokens(
        "anaphylaxis anaphylactic anaphylactoid allergy allergic hypersensitivity urticaria hives "
        "angioedema bronchospasm wheeze collapse rash erythema dermatitis itching pruritus"
    )
)
_GRAVE = frozenset({"serious", "severe"})
_NAMES_A_PRODUCT = frozenset(
    {
        "MedicationRequest",
        "MedicationStatement",
        "MedicationAdministration",
        "MedicationDispense",
    }
)


def read_adverse_event(resource: Resource, setting: Setting) -> Found:
    """An allergy to the form of B12 that is suspected, if the event is worded so or was grave.

    Any other event after B12 is a problem that a clinician should look at. One that might have
    happened but did not gives nothing.
    """
    whole = resource.reader()
    event = whole.part("event")
    suspects = tuple(_suspected(resource, whole, setting)) or meanings(event, ("medicine",))
    found = {m.concept: m for m in suspects if m.concept in ALLERGY_OF}
    when = moment(whole, "date") or moment(whole, "detected") or moment(whole, "recordedDate")
    if not found or whole.text("actuality") == "potential" or setting.later(when):
        return Found(problems=tuple(whole.problems)) if found else NOTHING
    if not _may_be_allergic(whole, event):
        whole.problem(
            f"an adverse event after {_listed(found)} that is not worded as allergic or serious, "
            "so it is not read as an allergy: look at it before the next dose"
        )
        return Found(problems=tuple(whole.problems))
    allergies = [
        Meaning(ALLERGY_OF[m.concept], "allergy", m.by_text, m.doubt) for m in found.values()
    ]
    say_weak_matches(whole, allergies)
    return Found(
        (), tuple(entry(whole, each, when) for each in allergies), (), tuple(whole.problems)
    )


def _suspected(resource: Resource, whole: Part, setting: Setting) -> Iterable[Meaning]:
    """The medicines that the event names as suspects, wherever in the record they stand."""
    for suspect in whole.parts("suspectEntity"):
        instance = suspect.part("instance")
        if instance is None:
            continue
        reference = instance.text("reference")
        body = pointed(resource, reference, setting) if reference else None
        if body is None:
            shown = {"text": instance.text("display")}
            yield from meanings(Part(shown, whole.resource, "", whole.problems), ("medicine",))
            continue
        held = Resource(str(body.get("resourceType", "")), whole.resource, body, resource.file)
        part = held.reader()
        if held.kind in _NAMES_A_PRODUCT:
            yield from meanings(product_of(held, part, setting), ("medicine",))
        else:
            yield from meanings(part.part("code"), ("medicine", "allergy"))


def _may_be_allergic(whole: Part, event: Part | None) -> bool:
    said = frozenset(tokens(" ".join((*words_of(event), whole.text("description")))))
    grave = {*code_values(whole.part("seriousness")), *code_values(whole.part("severity"))}
    coded = {m.concept for m in meanings(event, ("condition",))}
    return bool(said & _ALLERGIC or grave & _GRAVE or "drug_anaphylaxis" in coded)


def _listed(found: Iterable[str]) -> str:
    return ", ".join(spoken(concept) for concept in found)

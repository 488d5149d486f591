"""What is stated of the patient: diagnoses, symptoms, procedures, allergies, family history."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from cobalamin.chart import Entry, EntryKind
from cobalamin.day import Moment
from cobalamin.fhir.coded import Meaning, code_values, meanings, words_of
from cobalamin.fhir.dates import begun, ended, moment, performed
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.part import Part
from cobalamin.fhir.sites import where
from cobalamin.fhir.source import Resource
from cobalamin.guideline.words import tokens
from cobalamin.value import replace

_STATED = frozenset({"condition", "symptom", "procedure", "status", "family", "allergy"})
_NO_FACT = frozenset({"refuted", "entered-in-error"})
_UNSURE = frozenset({"unconfirmed", "provisional", "differential"})
_OVER = frozenset({"inactive", "resolved", "remission"})
_PREGNANCY_DAYS = 42 * 7


def read_condition(resource: Resource, setting: Setting) -> Found:
    """Entries of one Condition; a refuted one gives nothing, an unconfirmed one a problem.

    `active` is False when it is inactive, in remission or resolved, or abated by the day of
    assessment; an end after that day is not known yet. A pregnancy is over after 42 weeks.
    """
    whole = resource.reader()
    found = _stated(whole, whole.part("code"))
    if not found:
        return Found(problems=tuple(whole.problems))
    verified = code_values(whole.part("verificationStatus"))
    start, end = begun(whole, setting.birth_date), ended(whole, setting.birth_date)
    if _NO_FACT.intersection(verified) or setting.later(start):
        return NOTHING
    if _UNSURE.intersection(verified):
        whole.problem("recorded as not confirmed, so it is not used", "verificationStatus")
        return Found(problems=tuple(whole.problems))
    say_weak_matches(whole, found)
    over = bool(_OVER.intersection(code_values(whole.part("clinicalStatus"))))
    if end is not None:
        over = end.day <= setting.as_of
    elif whole.has("abatementString") or whole.has("abatementAge"):
        over = True
    last = end.day if end and over else None
    entries = [replace(entry(whole, m, start), end=last, active=not over) for m in found]
    return Found((), tuple(current(e, setting) for e in entries), (), tuple(whole.problems))


def read_procedure(resource: Resource, setting: Setting) -> Found:
    """Entries of one Procedure that was done; one that was not done gives nothing."""
    whole = resource.reader()
    found = _stated(whole, whole.part("code"))
    if not found:
        _b12_given(whole, whole.part("code"))
        return Found(problems=tuple(whole.problems))
    done = performed(whole)
    match whole.text("status"):
        case "completed" | "in-progress":
            pass
        case "not-done" | "entered-in-error" | "preparation":
            return NOTHING
        case _:
            whole.problem("it is not stated to be done, so it is not used", "status")
            return Found(problems=tuple(whole.problems))
    if setting.later(done):
        return NOTHING
    say_weak_matches(whole, found)
    return Found((), tuple(entry(whole, m, done) for m in found), (), tuple(whole.problems))


def read_immunization(resource: Resource, setting: Setting) -> Found:
    """B12 that was recorded as a vaccination is a problem; all other gives nothing."""
    whole = resource.reader()
    if setting.later(moment(whole, "occurrenceDateTime")):
        return NOTHING
    _b12_given(whole, whole.part("vaccineCode"))
    return Found(problems=tuple(whole.problems))


_COBALAMINS = frozenset({"cyanocobalamin", "hydroxocobalamin", "methylcobalamin", "cobalamin"})


def _b12_given(whole: Part, code: Part | None) -> None:
    """A cobalamin in a resource that cannot say how it was given."""
    named = {m.concept for m in meanings(code, ("medicine",))} & _COBALAMINS
    if named:
        whole.problem(
            f"{named.pop()} is recorded here and not as a medicine given, so the dose is not "
            "counted; results taken after it may mislead"
        )


def read_allergy(resource: Resource, setting: Setting) -> Found:
    """Allergies to cobalt, to a cobalamin or to metal; an unconfirmed one counts, and is said."""
    whole = resource.reader()
    places = [whole.part("code")]
    places += [r.part("substance") for r in whole.parts("reaction") if r.has("substance")]
    found = [m for place in places for m in _allergens(place)]
    if not found:
        if not any(place and place.body for place in places):
            whole.problem("no substance is named, so a cobalamin or cobalt allergy may be hidden")
        return Found(problems=tuple(whole.problems))
    verified = code_values(whole.part("verificationStatus"))
    start = begun(whole, setting.birth_date)
    if _NO_FACT.intersection(verified) or setting.later(start):
        return NOTHING
    if _UNSURE.intersection(verified):
        whole.problem("recorded as unconfirmed; kept until it is ruled out", "verificationStatus")
    say_weak_matches(whole, found)
    over = bool(_OVER.intersection(code_values(whole.part("clinicalStatus"))))
    unique = {m.concept: m for m in found}.values()
    entries = tuple(replace(entry(whole, m, start), active=not over) for m in unique)
    return Found((), entries, (), tuple(whole.problems))


ALLERGY_OF = {
    "cyanocobalamin": "cyanocobalamin_allergy",
    "hydroxocobalamin": "hydroxocobalamin_allergy",
    "hydroxocobalamin_antidote": "hydroxocobalamin_allergy",
    "methylcobalamin": "methylcobalamin_allergy",
    "cobalamin": "cobalamin_allergy",
}


def _allergens(concept: Part | None) -> list[Meaning]:
    """The substances of a CodeableConcept that are allergens here.

    RxNorm calls cyanocobalamin "vitamin B12": unless the record's own words say cyanocobalamin,
    an allergy to "vitamin B12" is to any cobalamin.
    """
    found = list(meanings(concept, ("allergy",)))
    if any(not m.by_text for m in found):
        return found
    spoken = {m.concept for m in found}
    for medicine in meanings(concept, ("medicine",)):
        allergy = ALLERGY_OF.get(medicine.concept)
        if allergy == "cyanocobalamin_allergy" and not medicine.by_text and words_of(concept):
            named = "cyanocobalamin" in tokens(" ".join(words_of(concept)))
            allergy = allergy if named else "cobalamin_allergy"
        if allergy and not medicine.by_text:
            found = [m for m in found if m.concept != allergy]
            found.append(Meaning(allergy, "allergy", doubt=medicine.doubt))
        elif allergy and allergy not in spoken:
            found.append(Meaning(allergy, "allergy", True, medicine.doubt))
    return found


_FAMILY_OF = {
    "lhon": "family_lhon",
    **dict.fromkeys(
        ("b12_deficiency", "pernicious_anaemia", "selective_b12_malabsorption",
         "transcobalamin_deficiency", "inborn_cobalamin_error", "atrophic_gastritis"),
        "family_b12",
    ),
    **dict.fromkeys(
        ("thyroid_disease", "type_1_diabetes", "coeliac", "sjogren", "other_autoimmune"),
        "family_autoimmune",
    ),
}  # fmt: skip
_NOT_BY_BLOOD = frozenset({"SPS", "HUSB", "WIFE", "DOMPART", "ADOPTP", "ADOPTF", "ADOPTM", "INLAW"})


def read_family_history(resource: Resource, setting: Setting) -> Found:
    """Family history of B12 deficiency, autoimmune disease and Leber's disease, by blood."""
    whole = resource.reader()
    found = [m for c in whole.parts("condition") for m in _in_family(c.part("code"))]
    if not found:
        return Found(problems=tuple(whole.problems))
    said = moment(whole, "date")
    if whole.text("status") == "entered-in-error" or setting.later(said):
        return NOTHING
    if _NOT_BY_BLOOD.intersection(code_values(whole.part("relationship"))):
        return NOTHING
    say_weak_matches(whole, found)
    unique = {m.concept: m for m in found}.values()
    return Found((), tuple(entry(whole, m, said) for m in unique), (), tuple(whole.problems))


def _in_family(code: Part | None) -> list[Meaning]:
    own = list(meanings(code, ("family",)))
    of_patient = meanings(code, ("condition",))
    return own + [
        Meaning(_FAMILY_OF[m.concept], "family", m.by_text, m.doubt)
        for m in of_patient
        if m.concept in _FAMILY_OF and not m.doubted
    ]


def read_impression(resource: Resource, setting: Setting) -> Found:
    """The findings of a completed ClinicalImpression."""
    whole = resource.reader()
    found = [
        m
        for finding in whole.parts("finding")
        if finding.has("itemCodeableConcept") and not _is_ours(finding.part("itemCodeableConcept"))
        for m in _stated(whole, finding.part("itemCodeableConcept"))
    ]
    if not found:
        return Found(problems=tuple(whole.problems))
    when = moment(whole, "effectiveDateTime") or moment(whole, "date")
    if whole.text("status") != "completed" or setting.later(when):
        return NOTHING
    say_weak_matches(whole, found)
    return Found((), tuple(entry(whole, m, when) for m in found), (), tuple(whole.problems))


def _is_ours(concept: Part | None) -> bool:
    """Our own answer of an earlier assessment: never evidence, or it would confirm itself."""
    return concept is not None and any(
        coding.text("system").startswith("urn:cobalamin:") for coding in concept.parts("coding")
    )


def _stated(whole: Part, concept: Part | None) -> tuple[Meaning, ...]:
    """What a concept states of the patient. A medicine's code here is a status ("long-term...").

    "Allergy to cobalamin" as a diagnosis is an allergy; "cobalamin deficiency" is none.
    """
    if concept is None:
        whole.problem("missing, so nothing can be read", "code")
        return ()
    words = frozenset(tokens(" ".join(words_of(concept))))
    found = meanings(concept, _STATED)
    if _ALLERGIC.isdisjoint(words):
        found = tuple(m for m in found if not (m.by_text and m.group == "allergy"))
    if not found:
        coded = [m for m in meanings(concept, ("medicine",)) if not m.by_text]
        found = tuple(replace(m, group="status") for m in coded)
    return plain_statements(whole, found)


_ALLERGIC = frozenset(
    tokens("allergy allergic allergies hypersensitivity anaphylaxis anaphylactic intolerance "
           "dermatitis sensitivity")
)  # fmt: skip


def plain_statements(whole: Part, found: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Without what is worded as a suspicion, which is said as a problem."""
    kept: list[Meaning] = []
    for meaning in found:
        if meaning.doubted:
            whole.problem(
                f"{spoken(meaning.concept)}: {meaning.doubt}, which state it as a suspicion, so "
                "it is not used"
            )
        else:
            kept.append(meaning)
    return tuple(kept)


def say_weak_matches(whole: Part, found: Iterable[Meaning]) -> None:
    """One problem for a resource that was recognised on weak ground."""
    weak = {m.concept: m.doubt for m in found if m.doubt}
    if weak:
        doubts = "; ".join(f"{spoken(concept)}: {doubt}" for concept, doubt in weak.items())
        whole.problem(doubts)


def entry(part: Part, meaning: Meaning, start: Moment | None) -> Entry:
    """One statement of this kind, present and active from `start`."""
    side, limbs = where(part)
    return Entry(
        meaning.concept,
        cast(EntryKind, meaning.group),
        part.resource,
        start=start.day if start else None,
        by_text=meaning.by_text,
        side=side,
        limbs=limbs,
    )


def current(found: Entry, setting: Setting) -> Entry:
    """A pregnancy that began more than 42 weeks ago is over; everything else is as recorded."""
    began = found.start.toordinal() if found.start else None
    long_ago = began is not None and began < setting.as_of.toordinal() - _PREGNANCY_DAYS
    if found.concept == "pregnancy" and long_ago:
        return replace(found, active=False)
    return found


def spoken(concept: str) -> str:
    """The name of a concept in words."""
    return concept.replace("_", " ")

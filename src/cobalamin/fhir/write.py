"""How is an assessment said in FHIR R4? One collection that concludes, proposes and warns.

The same assessment always gives the same bundle: ids come from its content, times from `as_of`.
"""

from __future__ import annotations

import json
from itertools import chain
from uuid import NAMESPACE_URL, UUID, uuid5

from cobalamin import __version__
from cobalamin.assess.as_json import as_json, place_with_mark
from cobalamin.assess.assessment import Answer, Assessment, Because, Cited, RankedCause
from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.fhir.elements import (
    Json,
    concept,
    day,
    filled,
    in_words,
    instant,
    plain,
    references,
    subject,
)
from cobalamin.fhir.proposals import left_to_a_person, proposals

ANSWER_SYSTEM = "urn:cobalamin:answer:"  # and the question: "urn:cobalamin:answer:deficiency"
CAUSE_SYSTEM = "urn:cobalamin:cause"
GUIDELINE_SYSTEM = "urn:cobalamin:guideline:"

FINDING_TYPES = ("Condition/", "Observation/", "Media/")  # all that R4 lets a finding refer to


def assessment_bundle(assessment: Assessment) -> Json:
    """The assessment as a FHIR R4 Bundle of type collection, as plain dicts and lists."""
    root = uuid5(NAMESPACE_URL, f"urn:cobalamin:{__version__}:{_canonical(assessment)}")
    said = [
        _entry(root, number, resource)
        for number, resource in enumerate((_impression(assessment), *proposals(assessment)))
    ]
    targets = [{"reference": entry["fullUrl"]} for entry in said]
    return {
        "resourceType": "Bundle",
        "id": str(root),
        "type": "collection",
        "timestamp": instant(assessment),
        "entry": [*said, _entry(root, len(said), _provenance(assessment, targets))],
    }


def _canonical(assessment: Assessment) -> str:
    return json.dumps(as_json(assessment), allow_nan=False)


def _entry(root: UUID, number: int, resource: Json) -> Json:
    own = uuid5(root, str(number))
    kind = {"resourceType": resource["resourceType"], "id": str(own)}
    return {"fullUrl": own.urn, "resource": plain(kind | resource)}


def _impression(assessment: Assessment) -> Json:
    """The conclusion, answer by answer; completed as a computation, not as a judgement."""
    return filled(
        {
            "resourceType": "ClinicalImpression",
            "text": _narrative(assessment),
            "status": "completed",
            "code": {"text": "Vitamin B12 deficiency pathway assessed by software"},
            "description": f"Assessed under {assessment.guideline_title}.",
            "subject": subject(assessment),
            "effectiveDateTime": day(assessment),
            "date": day(assessment),
            "protocol": [GUIDELINE_SYSTEM + assessment.guideline],
            "summary": _summary(assessment),
            "finding": [
                *(_finding(answer) for answer in assessment.answers),
                *(_cause(cause) for cause in assessment.causes),
            ],
            "supportingInfo": references(_every_reason(assessment)),
            "note": [{"text": text} for text in _notes(assessment)],
        }
    )


def _summary(assessment: Assessment) -> str:
    told = [a.says for a in assessment.answers if a.question in ("deficiency", "treatment")]
    return " ".join(f"{says.rstrip('.')}." for says in told)


def _cause(cause: RankedCause) -> Json:
    evidence = _evidence(cause.because)
    return filled(
        {
            "itemCodeableConcept": concept(
                CAUSE_SYSTEM, cause.id, f"{cause.grade} cause: {cause.label}"
            ),
            "itemReference": {"reference": evidence} if evidence else None,
            "basis": in_words(cause.because),
        }
    )


def _evidence(reasons: tuple[Because, ...]) -> str | None:
    """The first resource among the reasons that R4 lets a finding refer to."""
    read_from = (place for reason in reasons for place in reason.sources)
    return next((place for place in read_from if place.startswith(FINDING_TYPES)), None)


def _finding(answer: Answer) -> Json:
    evidence = _evidence(answer.because)
    provisional = "" if answer.settled else "provisional"
    return filled(
        {
            "itemCodeableConcept": concept(
                ANSWER_SYSTEM + answer.question, answer.code, answer.says
            ),
            "itemReference": {"reference": evidence} if evidence else None,
            "basis": "; ".join(filter(None, (provisional, in_words(answer.because)))),
        }
    )


def _every_reason(assessment: Assessment) -> tuple[Because, ...]:
    answers = assessment.answers
    each = chain(*(a.because for a in answers), *(a.against for a in answers))
    return (*each, *chain.from_iterable(step.because for step in assessment.steps))


def _notes(assessment: Assessment) -> list[str]:
    """What no resource here carries: steps that a person signs for, gaps, problems, sources."""
    labels = dict(assessment.missing_labels)
    missing = dict.fromkeys(name for answer in assessment.answers for name in answer.missing)
    about = (
        ("For a person to decide and sign; not ordered here: ", _steps_in_words(assessment)),
        ("Would settle what is open: ", [labels.get(name, name) for name in missing]),
        ("Not read: ", [f"{p.resource}: {p.says}" for p in assessment.problems]),
        ("Sources: ", [_source(cited) for cited in assessment.citations]),
    )
    return [*(opening + "; ".join(texts) for opening, texts in about if texts), DISCLAIMER]


def _steps_in_words(assessment: Assessment) -> list[str]:
    return [f"{s.says} ({s.urgency})" for s in assessment.steps if left_to_a_person(s)]


def _source(cited: Cited) -> str:
    return " ".join(filter(None, (f"[{cited.id}] {cited.title}", place_with_mark(cited))))


def _narrative(assessment: Assessment) -> Json:
    said = "".join(f"<li>{_escaped(answer.says)}</li>" for answer in assessment.answers)
    return {
        "status": "generated",
        "div": f'<div xmlns="http://www.w3.org/1999/xhtml"><ul>{said}</ul>'
        f"<p>{_escaped(DISCLAIMER)}</p></div>",
    }


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _provenance(assessment: Assessment, targets: list[Json]) -> Json:
    read_from = references(_every_reason(assessment))
    return filled(
        {
            "resourceType": "Provenance",
            "contained": [_software(assessment)],
            "target": targets,
            "occurredDateTime": day(assessment),
            "recorded": instant(assessment),
            "agent": [
                {
                    "type": {
                        "coding": [
                            {
                                "system": "http://terminology.hl7.org/CodeSystem/"
                                "provenance-participant-type",
                                "code": "assembler",
                            }
                        ]
                    },
                    "who": {"reference": "#software"},
                }
            ],
            "entity": [{"role": "source", "what": what} for what in read_from],
        }
    )


def _software(assessment: Assessment) -> Json:
    versions = (
        ("software", __version__),
        ("knowledge", assessment.knowledge_version),
        ("knowledge fingerprint", assessment.fingerprint),
    )
    return {
        "resourceType": "Device",
        "id": "software",
        "deviceName": [{"name": "cobalamin", "type": "model-name"}],
        "version": [{"type": {"text": of}, "value": value} for of, value in versions],
    }

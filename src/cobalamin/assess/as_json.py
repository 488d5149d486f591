"""What does a program get of an assessment? The fixed shape of `cobalamin.assessment/1`."""

from __future__ import annotations

from cobalamin.assess.assessment import Answer, Assessment, Because, Cited, Step
from cobalamin.source import MARK_WORDS

SCHEMA = "cobalamin.assessment/1"
"""The name of the shape; assessment-1.schema.json beside this module describes it."""


def as_json(assessment: Assessment) -> dict[str, object]:
    """The assessment as plain dicts, lists, text and numbers, its keys in the published order."""
    return {
        "schema": SCHEMA,
        "as_of": assessment.as_of.isoformat(),
        "guideline": assessment.guideline,
        "patient": {
            "id": assessment.patient_id,
            "age_years": assessment.age_years,
            "sex": assessment.sex,
        },
        "answers": {answer.question: _answer(answer) for answer in assessment.answers},
        "actions": [_action(step) for step in assessment.steps],
        "problems": [{"resource": p.resource, "says": p.says} for p in assessment.problems],
        "citations": [_citation(cited) for cited in assessment.citations],
        "knowledge": {
            "version": assessment.knowledge_version,
            "fingerprint": assessment.fingerprint,
        },
    }


def place_with_mark(cited: Cited) -> str:
    """Where in the source, and how sure we are of it unless it was seen."""
    marked = MARK_WORDS[cited.mark]
    return " ".join(part for part in (cited.place, marked and f"({marked})") if part)


def _answer(answer: Answer) -> dict[str, object]:
    return {
        "code": answer.code,
        "says": answer.says,
        "because": _reasons(answer.because),
        "against": _reasons(answer.against),
        "missing": list(answer.missing),
    }


def _action(step: Step) -> dict[str, object]:
    return {
        "code": step.code,
        "urgency": step.urgency,
        "says": step.says,
        "because": _reasons(step.because),
    }


def _reasons(reasons: tuple[Because, ...]) -> list[object]:
    return [
        {"says": reason.says, "sources": list(reason.sources), "cites": list(reason.cites)}
        for reason in reasons
    ]


def _citation(cited: Cited) -> dict[str, object]:
    return {
        "id": cited.id,
        "title": cited.title,
        "place": place_with_mark(cited),
        "quotation": cited.quotation,
    }

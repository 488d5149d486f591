"""What did the patient answer in a questionnaire? The MNSI, item by item, added up here.

Our own link ids are "mnsi-1" to "mnsi-15", one for each question of the Michigan Neuropathy
Screening Instrument, answered by valueBoolean or by a coded yes or no. Items may be nested.
"""

from __future__ import annotations

from collections.abc import Iterator

from cobalamin.chart import LabResult
from cobalamin.fhir.answers import coded_answer
from cobalamin.fhir.dates import moment
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.part import Part
from cobalamin.fhir.source import Resource
from cobalamin.guideline.scores import MNSI_ITEMS, mnsi_questionnaire
from cobalamin.quantity import Amount

_LINK_IDS = {f"mnsi-{number}": number for number in MNSI_ITEMS}
_DEEPEST = 8  # groups within groups; more is no questionnaire that a person fills in


def read_questionnaire(resource: Resource, setting: Setting) -> Found:
    """The MNSI total of a completed QuestionnaireResponse; one that is incomplete is a problem."""
    whole = resource.reader()
    answers: dict[int, bool] = {}
    asked = False
    for item in _items(whole):
        number = _LINK_IDS.get(item.text("linkId"))
        if number is None:
            continue
        asked = True
        said = _said(item)
        if said is not None:
            answers[number] = said
    when = moment(whole, "authored")
    if not asked or whole.text("status") == "entered-in-error" or setting.later(when):
        return NOTHING
    if whole.text("status") not in ("completed", "amended"):
        whole.problem("MNSI questionnaire: it is not completed, so it is not used", "status")
        return Found(problems=tuple(whole.problems))
    total = mnsi_questionnaire(answers)
    if total is None:
        whole.problem("MNSI questionnaire: a scored question has no answer, so it has no total")
        return Found(problems=tuple(whole.problems))
    result = LabResult(
        "mnsi_questionnaire",
        whole.resource,
        day=when.day if when else None,
        taken=when.instant if when else None,
        day_known=when.precision in ("day", "time") if when else True,
        time_known=when.precision == "time" if when else False,
        amount=Amount(float(total), "1"),
    )
    return Found((result,), (), (), tuple(whole.problems))


def _items(part: Part, depth: int = 0) -> Iterator[Part]:
    if depth > _DEEPEST:
        return
    for item in part.parts("item"):
        yield item
        yield from _items(item, depth + 1)


def _said(item: Part) -> bool | None:
    """The one yes or no of an item; None for none, several, or another kind of answer."""
    told: set[bool | None] = set()
    for answer in item.parts("answer"):
        if answer.has("valueBoolean"):
            told.add(answer.flag("valueBoolean"))
        elif coding := answer.part("valueCoding"):
            concept = Part({"coding": [coding.body]}, item.resource, item.place, item.problems)
            told.add(coded_answer(concept))
    return told.pop() if len(told) == 1 else None

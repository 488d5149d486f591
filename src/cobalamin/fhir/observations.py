"""What does an Observation say: a laboratory result, a symptom asked for, a finding?"""

from __future__ import annotations

from cobalamin.chart import Entry, EntryKind, LabResult
from cobalamin.day import Moment
from cobalamin.fhir.answers import answer_of, function_lost
from cobalamin.fhir.coded import Meaning, meanings, words_of
from cobalamin.fhir.dates import measured
from cobalamin.fhir.entries import current, entry, plain_statements, say_weak_matches, spoken
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.part import Part
from cobalamin.fhir.results import HIDES, lab_result
from cobalamin.fhir.source import Resource
from cobalamin.guideline.labs import lab_of
from cobalamin.guideline.words import tokens
from cobalamin.value import Value, replace

FINAL = frozenset({"final", "amended", "corrected", "appended"})
_NEVER = frozenset({"entered-in-error", "cancelled"})
# The groups of the value sets of which an Observation can speak by its code, and by its value.
BY_CODE = frozenset({"lab", "condition", "symptom", "status", "function"})
BY_VALUE = frozenset({"condition", "symptom", "status", "procedure", "family"})
# Observations whose coded value is about someone else, or about what is not so.
_NOT_ABOUT_NOW = frozenset(
    tokens("family mother father relative risk screening differential ruled excluded absence goal")
)
_ABOUT_DIET = frozenset(tokens("diet dietary eating"))
_NOT_EATEN = frozenset(tokens("advice counselling counseling education order plan recommendation"))
_DIETS = frozenset({"vegan_diet", "poor_diet"})
_NO_LONGER = frozenset(
    tokens("former formerly ex past previous previously stopped until used was gave longer")
)


class _Statement(Value):
    """One thing that an Observation or a component is about; by its own code or by its value."""

    holder: Part
    meaning: Meaning
    by_code: bool


def read_observation(resource: Resource, setting: Setting) -> Found:
    """Results, symptoms and findings of one Observation and its components.

    Only a final result counts; one that is not final yet, and one of unknown standing, is a
    problem. An Observation dated after the day of assessment gives nothing.
    """
    whole = resource.reader()
    said = [s for part in (whole, *whole.parts("component")) for s in _said(part)]
    if not said:
        if not whole.has("code") and not whole.has("component"):
            whole.problem("missing, so nothing can be read", "code")
        return Found(problems=tuple(whole.problems))
    outer = _dated(resource, whole)
    taken = measured(outer)
    status = outer.text("status")
    if status in _NEVER or setting.later(taken):
        return NOTHING
    if status not in FINAL:
        early = status in ("registered", "preliminary")
        why = "the result is not final yet" if early else "the status does not say that it is final"
        whole.problem(f"{_labels(said)}: {why}, {HIDES}", "status")
        return Found(problems=tuple(whole.problems))
    results: list[LabResult] = []
    entries: list[Entry] = []
    for statement in said:
        if statement.meaning.group == "lab":
            result = lab_result(statement.holder, statement.meaning, taken, resource.file)
            results += [result] if result else []
        else:
            finding = _finding(statement, taken)
            entries += [current(finding, setting)] if finding else []
    say_weak_matches(whole, [s.meaning for s in said])
    return Found(tuple(results), tuple(entries), (), tuple(whole.problems))


def labs_named(resource: Resource) -> tuple[str, ...]:
    """The laboratory concepts that an Observation or its components are about."""
    whole = resource.reader()
    said = (s for part in (whole, *whole.parts("component")) for s in _said(part))
    return tuple(dict.fromkeys(s.meaning.concept for s in said if s.meaning.group == "lab"))


def about_diet(code: Part) -> bool:
    """The code speaks of a diet, so that the words beside it may tell which."""
    return not _ABOUT_DIET.isdisjoint(tokens(" ".join(words_of(code))))


def _dated(resource: Resource, whole: Part) -> Part:
    """A contained Observation takes a date or status that it lacks from its container."""
    outer = resource.container
    if outer is None:
        return whole
    kept = {k: v for k, v in outer.body.items() if k.startswith(("effective", "issued", "status"))}
    if any(field.startswith("effective") for field in whole.body):
        kept = {"status": kept.get("status", "")}
    return Part({**kept, **whole.body}, whole.resource, "", whole.problems)


def _said(part: Part) -> tuple[_Statement, ...]:
    """What its own code means, or else what its coded value means."""
    code = part.part("code")
    # A diagnosis in the words of a measurement's name is not stated by it ("cancer protocol").
    own = [m for m in meanings(code, BY_CODE) if not (m.by_text and m.group == "condition")]
    if own:
        panel = part.has("component") or part.has("hasMember")
        valued = any(field.startswith("value") for field in part.body)
        return tuple(_Statement(part, m, True) for m in own) if valued or not panel else ()
    about = frozenset(tokens(" ".join(words_of(code))))
    if not _NOT_ABOUT_NOW.isdisjoint(about):
        return ()
    if not part.has("valueCodeableConcept"):
        return _eaten(part, about) if part.has("valueString") else ()
    stated = plain_statements(part, meanings(part.part("valueCodeableConcept"), BY_VALUE))
    return tuple(_Statement(part, m, False) for m in stated)


def _eaten(part: Part, about: frozenset[str]) -> tuple[_Statement, ...]:
    """What an Observation about the diet says in plain words ("Vegan diet since 2019").

    Of all Observations only these are read so: a diet is seldom coded, and its words are few.
    """
    if _ABOUT_DIET.isdisjoint(about) or not _NOT_EATEN.isdisjoint(about):
        return ()
    text = part.text("valueString")
    value = Part({"text": text}, part.resource, part.place, part.problems)
    found = [m for m in meanings(value, BY_VALUE) if m.concept in _DIETS]
    if found and not _NO_LONGER.isdisjoint(tokens(text)):
        diets = ", ".join(spoken(m.concept) for m in found)
        part.problem(f"{diets}: the words may speak of the past, so it is not used", "valueString")
        return ()
    return tuple(_Statement(part, m, False) for m in plain_statements(part, found))


def _labels(said: list[_Statement]) -> str:
    return ", ".join(
        dict.fromkeys(
            lab_of(s.meaning.concept).label
            if s.meaning.group == "lab"
            else spoken(s.meaning.concept)
            for s in said
        )
    )


def _finding(statement: _Statement, when: Moment | None) -> Entry | None:
    """A symptom or sign, present or stated absent; a problem when it is neither."""
    meaning, holder = statement.meaning, statement.holder
    if not statement.by_code:
        return entry(holder, meaning, when)
    kind: EntryKind = "symptom"
    if meaning.group == "function":
        present = function_lost(holder)
    else:
        present = answer_of(holder)
        kind = entry(holder, meaning, when).kind
    if present is None:
        holder.problem(
            f"{spoken(meaning.concept)}: it does not say whether it is present, so it is not used"
        )
        return None
    return replace(entry(holder, meaning, when), kind=kind, present=present)

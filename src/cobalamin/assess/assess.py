"""From a chart to an assessment: read the facts, answer the questions, say why and what is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from cobalamin.assess.assessment import (
    Answer,
    Assessment,
    Because,
    Cited,
    Grade,
    RankedCause,
    Step,
    suggested,
)
from cobalamin.chart import Chart
from cobalamin.guideline import choice_of_regimen
from cobalamin.guideline.declare import read_facts
from cobalamin.guideline.facts import AGE
from cobalamin.guideline.profiles import VERSION, fingerprint_of
from cobalamin.guideline.reading import Known
from cobalamin.quantity import Amount
from cobalamin.rules.cause import Cause, Causes
from cobalamin.rules.evaluate import Reason
from cobalamin.rules.expression import Compare, Dissent, Holds, Rule
from cobalamin.rules.inquiry import Inquiry
from cobalamin.rules.outline import Outline
from cobalamin.rules.prose import explain
from cobalamin.rules.question import Action, Guideline, Question
from cobalamin.source import Citation, Mark
from cobalamin.value import replace

_WEAKEST_FIRST: tuple[Mark, ...] = ("memory", "second-hand", "chosen", "local", "seen")
_SOONEST_FIRST = ("now", "soon", "routine")
_NAMES_A_REGIMEN = ("treat-now", "treat-load")


def assess(chart: Chart, guideline: Guideline) -> Assessment:
    """Assess one patient under one guideline. Depends on nothing but the two.

    Prepares nothing, so that one answer comes soon; for many patients see `assess.many`.
    """
    known = read_facts(chart, guideline.facts)
    row = {name: each.value for name, each in known.items()}
    return told(chart, guideline, known, Inquiry(row, Outline(is_telling)))


def told(
    chart: Chart, guideline: Guideline, known: Mapping[str, Known], inquiry: Inquiry
) -> Assessment:
    """The assessment on facts that have been read, by an inquiry into them."""
    desk = _Desk(known, inquiry)
    causes = desk.causes(guideline.causes)
    asked = tuple(
        _caused(desk.answer(q), causes) if q.name == guideline.causes_bear_on else desk.answer(q)
        for q in guideline.questions
        if q.name in guideline.asked
    )
    steps = _steps(guideline.actions, desk)
    regimen = _regimen(guideline, steps, desk)
    names = dict.fromkeys(name for a in asked for name in a.missing)
    labels = {fact.name: fact.label for fact in guideline.facts if fact.name in names}
    age = known[AGE.name].value
    return Assessment(
        as_of=chart.as_of,
        guideline=guideline.name,
        guideline_title=guideline.title,
        patient_id=chart.patient_id,
        age_years=int(age.value) if isinstance(age, Amount) else None,
        sex=chart.sex,
        answers=asked,
        steps=_naming(regimen, steps),
        problems=chart.problems,
        citations=_cited((*desk.cites, *guideline.local)),
        missing_labels=tuple((name, labels[name]) for name in names),
        knowledge_version=VERSION,
        fingerprint=fingerprint_of(guideline),
        regimen=regimen,
        causes=causes,
    )


class _Desk:
    """What is on the desk while one patient is assessed."""

    def __init__(self, known: Mapping[str, Known], inquiry: Inquiry) -> None:
        self.known = known
        self.inquiry = inquiry
        self.cites: list[Citation] = []
        self.words: dict[int, str] = {}

    def answer(self, question: Question) -> Answer:
        standing = self.inquiry.standing(question)
        rule = standing.rule
        return Answer(
            question.name,
            question.asks,
            standing.code,
            rule.says,
            because=self.because(rule),
            against=self.against(rule.against),
            missing=tuple(fact.name for fact in standing.missing),
            settled=standing.settled,
        )

    def because(self, rule: Rule) -> tuple[Because, ...]:
        """The reasons of a rule that holds (or leans), or its own sentence if there are none."""
        reasons = self.inquiry.reasons(rule.explains or rule.when)
        self.cites += rule.because
        ids = _ids_of(rule)
        if not reasons:
            return (Because(rule.says, (), ids),)
        return tuple(self._reason(each, ids) for each in _tightest(reasons))

    def _reason(self, reason: Reason, ids: tuple[str, ...]) -> Because:
        criterion = reason.criterion
        known = self.known[criterion.fact.name]
        if isinstance(criterion, Compare):
            self.cites.append(criterion.cut.cite)
            ids = (first := criterion.cut.cite.source.id, *(id_ for id_ in ids if id_ != first))
        return Because(self._words(reason, known), known.resources, ids)

    def _words(self, reason: Reason, known: Known) -> str:
        """The reason in words; several steps often stand on one."""
        words = self.words.get(key := id(reason.criterion))
        if words is None:
            words = explain(reason) + _local(reason.criterion)
            if known.day is not None and isinstance(reason.value, Amount):
                words = f"{words} (sample of {known.day.isoformat()})"
            self.words[key] = words
        return words

    def against(self, dissents: Iterable[Dissent]) -> tuple[Because, ...]:
        """What speaks against, where it applies to this patient."""
        told: list[Because] = []
        for dissent in dissents:
            if dissent.when is not None and not self.inquiry.so(dissent.when):
                continue
            if dissent.unless is not None and self.inquiry.so(dissent.unless):
                continue
            self.cites += dissent.cites
            told.append(Because(dissent.says, (), _ids(dissent.cites)))
        return tuple(told)

    def causes(self, asked: Causes | None) -> tuple[RankedCause, ...]:
        """The causes that the record makes likely, then those that it allows."""
        if asked is None or self.inquiry.holds(asked.when) is False:
            return ()
        likely: list[RankedCause] = []
        possible: list[RankedCause] = []
        for cause in asked.ranked:
            if cause.likely is not None and self.inquiry.holds(cause.likely):
                likely.append(self._cause(cause, cause.likely, "likely"))
            elif cause.possible is not None and self.inquiry.holds(cause.possible):
                possible.append(self._cause(cause, cause.possible, "possible"))
        return (*likely, *possible)

    def _cause(self, cause: Cause, rule: Rule, grade: Grade) -> RankedCause:
        unsure = grade == "possible" and cause.likely is not None
        missing = self.inquiry.verdict(cause.likely.when).missing if unsure and cause.likely else ()
        return RankedCause(
            cause.id,
            cause.label,
            grade,
            cause.mechanism,
            cause.then,
            because=self.because(rule),
            against=self.against(rule.against),
            missing=tuple(fact.label for fact in missing),
        )


def _caused(answer: Answer, causes: tuple[RankedCause, ...]) -> Answer:
    """The answer with the causes as its reasons; its own stay where no cause tells them."""
    told = {reason.says for cause in causes for reason in cause.because}
    own = (reason for reason in answer.because if reason.says not in told)
    who = [c for c in answer.because[0].cites if all(c in each.cites for each in answer.because)]
    against = (reason for cause in causes for reason in cause.against)
    return replace(
        answer,
        because=(*(cause.as_reason(who) for cause in causes), *own),
        against=(*answer.against, *against),
    )


def is_telling(criterion: Holds | Compare, so: bool) -> bool:
    """A number tells; a yes/no fact tells when it is so, except that something was measured."""
    return isinstance(criterion, Compare) or (so and not criterion.fact.name.endswith("_measured"))


def _local(criterion: Holds | Compare) -> str:
    """Whose number it is, where a site replaced the guideline's."""
    if isinstance(criterion, Holds) or criterion.cut.cite.mark != "local":
        return ""
    site = criterion.cut.cite.source.title.partition(" of ")[2]
    return f" (local cut-point of {site})"


@cache
def _ids_of(rule: Rule) -> tuple[str, ...]:
    return _ids(rule.because)


def _ids(cites: Iterable[Citation]) -> tuple[str, ...]:
    return tuple({cite.source.id: None for cite in cites})


def _tightest(reasons: Iterable[Reason]) -> list[Reason]:
    """One reason a fact and direction: "below 180" says already that it is at most 350."""
    kept: dict[tuple[str, str], Reason] = {}
    for reason in reasons:
        criterion = reason.criterion
        if not isinstance(criterion, Compare) or not isinstance(reason.value, Amount):
            kept.setdefault((criterion.fact.name, ""), reason)
            continue
        upper = (criterion.side in ("<", "<=")) is reason.holds
        key = (criterion.fact.name, "below" if upper else "above")
        other = kept.get(key)
        if other is None or _tighter(criterion, other.criterion, reason.value.unit, upper=upper):
            kept[key] = reason
    return list(kept.values())


def _tighter(criterion: Compare, other: Holds | Compare, unit: str, *, upper: bool) -> bool:
    assert isinstance(other, Compare), "both compare the same fact"
    new, old = criterion.cut.value_in(unit), other.cut.value_in(unit)
    return new < old if upper else new > old


_ABOUT_SEVERAL = ("block-", "refer-", "review-", "warn-")
"""Codes whose steps may each be about another thing: another medicine, another danger."""


def _steps(actions: Iterable[Action], desk: _Desk) -> tuple[Step, ...]:
    """The steps called for, each code once at its most urgent, the soonest first.

    Where one code is called for by rules about different things (two medicines to review), the
    step says and explains both; a test or a treatment is the same one whoever asks for it.
    """
    called: dict[str, list[Action]] = {}
    for action in sorted(actions, key=_soon):
        so = desk.inquiry.holds(action.rule)
        if so or (so is None and action.asks):
            called.setdefault(action.code, []).append(action)
    return tuple(
        _step(same if code.startswith(_ABOUT_SEVERAL) else same[:1], desk)
        for code, same in called.items()
    )


def _step(actions: Sequence[Action], desk: _Desk) -> Step:
    first = actions[0]
    told = {action.rule.says: action.rule for action in reversed(actions)}
    rules = [told[says] for says in dict.fromkeys(action.rule.says for action in actions)]
    because = (reason for rule in rules for reason in desk.because(rule))
    says = " ".join(rule.says for rule in rules)
    return Step(first.code, first.urgency, says, tuple(dict.fromkeys(because)))


def _regimen(guideline: Guideline, steps: Iterable[Step], desk: _Desk) -> Answer | None:
    """The regimen that suits, what else is possible, and why; None where no treatment begins."""
    if not any(step.code in _NAMES_A_REGIMEN for step in steps):
        return None
    asked = (q for q in guideline.questions if q.name == choice_of_regimen.NAME)
    found = next((desk.answer(question) for question in asked), None)
    if found is None:
        return None
    provisional = "" if found.settled else " Provisional until the safety questions are answered."
    return replace(found, says=f"Suggested regimen {found.says}{provisional}")


def _naming(regimen: Answer | None, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps, those that begin treatment with the suggested regimen and the others possible."""
    if regimen is None:
        return steps
    named = suggested(regimen)
    return tuple(
        Step(step.code, step.urgency, step.says, (*step.because, *named))
        if step.code in _NAMES_A_REGIMEN
        else step
        for step in steps
    )


def _soon(action: Action) -> int:
    return _SOONEST_FIRST.index(action.urgency)


def _cited(cites: Iterable[Citation]) -> tuple[Cited, ...]:
    """One line a source, in order of first use, with every place used and the weakest mark."""
    by_source: dict[str, list[Citation]] = {}
    for cite in cites:
        by_source.setdefault(cite.source.id, []).append(cite)
    return tuple(
        Cited(
            id=group[0].source.id,
            title=group[0].source.title,
            place="; ".join(dict.fromkeys(cite.place for cite in group)),
            mark=_weakest(cite.mark for cite in group),
            quotation=next((c.quotation for c in group if c.quotation is not None), None),
        )
        for group in by_source.values()
    )


def _weakest(marks: Iterable[Mark]) -> Mark:
    given = set(marks)
    return next(mark for mark in _WEAKEST_FIRST if mark in given)

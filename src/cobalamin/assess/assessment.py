"""What an assessment is: answers with reasons, steps, problems and citations; plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from cobalamin.chart import Problem
from cobalamin.rules.question import Urgency
from cobalamin.source import Mark
from cobalamin.value import Value


class Because(Value):
    """One reason in plain words, the resources it was read from, and the ids of who says so."""

    says: str
    sources: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()


class Answer(Value):
    """The answer to one question.

    `settled` is False while what is missing could still change the code.
    `missing` holds the names of the facts that could settle it ("mma", "egfr").
    """

    question: str
    asks: str
    code: str
    says: str
    because: tuple[Because, ...] = ()
    against: tuple[Because, ...] = ()
    missing: tuple[str, ...] = ()
    settled: bool = True


class Step(Value):
    """A next step: a stable action code, how soon, what to do and why."""

    code: str
    urgency: Urgency
    says: str
    because: tuple[Because, ...] = ()


class Cited(Value):
    """One source that this assessment stands on; the places used, joined; `mark` is the weakest."""

    id: str
    title: str
    place: str
    mark: Mark
    quotation: str | None = None


Grade = Literal["likely", "possible"]


class RankedCause(Value):
    """One cause that the record makes likely or allows, how it works and what to do about it.

    `missing` holds the words for facts that could make a possible cause a likely one.
    """

    id: str
    label: str
    grade: Grade
    mechanism: str
    then: str
    because: tuple[Because, ...]
    against: tuple[Because, ...] = ()
    missing: tuple[str, ...] = ()

    def as_reason(self, who: Iterable[str] = ()) -> Because:
        """The whole cause as one reason of an answer that it bears on; `who` gives the answer."""
        facts = "; ".join(reason.says for reason in self.because)
        sources = dict.fromkeys(place for reason in self.because for place in reason.sources)
        cites = dict.fromkeys((*who, *(c for reason in self.because for c in reason.cites)))
        return Because(f"{self.label}, {self.grade} cause: {facts}", tuple(sources), tuple(cites))


class Assessment(Value):
    """The assessment of one patient on one day under one guideline.

    `missing_labels` gives the words for each name in any `missing`. `fingerprint` identifies the
    exact medicine used ("sha256:..."). `regimen` is the one suggested, with what else is possible
    in `against`; None where no treatment begins. `causes` come with the strongest evidence first.
    """

    as_of: date
    guideline: str
    guideline_title: str
    patient_id: str
    age_years: int | None
    sex: str
    answers: tuple[Answer, ...]
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    citations: tuple[Cited, ...]
    missing_labels: tuple[tuple[str, str], ...]
    knowledge_version: str
    fingerprint: str
    regimen: Answer | None = None
    causes: tuple[RankedCause, ...] = ()

    def answer(self, question: str) -> Answer:
        """The answer to a question by its name. Raises KeyError when it was not asked."""
        for answer in self.answers:
            if answer.question == question:
                return answer
        raise KeyError(question)


def suggested(regimen: Answer) -> tuple[Because, ...]:
    """A suggested regimen as reasons: itself, with who says so, then what else is possible."""
    cites = dict.fromkeys(cite for reason in regimen.because for cite in reason.cites)
    return (Because(regimen.says, (), tuple(cites)), *regimen.against)

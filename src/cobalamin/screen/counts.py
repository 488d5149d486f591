"""How many patients have each answer, each gap and each step?"""

from __future__ import annotations

from collections.abc import Sequence

from cobalamin.rules.question import Gap, Guideline, Question
from cobalamin.screen.columns import answer_column, called_for, gap_column, settled_column
from cobalamin.screen.database import Database, rows
from cobalamin.screen.side_by_side import LIVING, NAME
from cobalamin.value import Value


class CodeCount(Value):
    """One code of a question: how many have it, and for how many of them it is settled."""

    code: str
    people: int
    settled: int


class QuestionCount(Value):
    """The answers to one question: every code that there is, also those that nobody has."""

    question: str
    asks: str
    codes: tuple[CodeCount, ...]


class GapCount(Value):
    """One gap: for how many it is there, is not, and cannot be told."""

    id: str
    title: str
    says: str
    yes: int
    no: int
    cannot_be_told: int


class Counts(Value):
    """All counts but the first two are of those who are not recorded as dead."""

    patients: int
    deceased: int
    answers: tuple[QuestionCount, ...]
    gaps: tuple[GapCount, ...]
    actions: tuple[tuple[str, int], ...]

    @property
    def living(self) -> int:
        """Everyone who is not recorded as dead."""
        return self.patients - self.deceased

    def answer(self, question: str) -> QuestionCount:
        """The answers to one question. Raises KeyError if it was not asked."""
        for each in self.answers:
            if each.question == question:
                return each
        raise KeyError(question)


def count(database: Database, guideline: Guideline, gaps: Sequence[Gap]) -> Counts:
    """Count them all. Raises ValueError where the guideline left somebody without an answer."""
    query = f"SELECT count(*), count(*) FILTER (deceased) FROM {NAME}"
    [(patients, deceased)] = rows(database, query)
    asked = (each for each in guideline.questions if each.name in guideline.asked)
    return Counts(
        patients,
        deceased,
        answers=tuple(_question(database, each) for each in asked),
        gaps=_gaps(database, gaps),
        actions=_actions(database, guideline),
    )


def _question(database: Database, question: Question) -> QuestionCount:
    answer, settled = answer_column(question.name), settled_column(question.name)
    query = f"SELECT {answer}, count(*), count(*) FILTER ({settled}) FROM {LIVING} GROUP BY 1"
    found = {code: (people, sure) for code, people, sure in rows(database, query)}
    codes = [code for code, _ in question.answers]
    if strange := [code for code in found if code not in codes]:
        people = sum(found[code][0] for code in strange)
        raise ValueError(f"{question.name}: {people} patients have no single answer: {strange}")
    counted = (CodeCount(code, *found.get(code, (0, 0))) for code in codes)
    return QuestionCount(question.name, question.asks, tuple(counted))


def _gaps(database: Database, gaps: Sequence[Gap]) -> tuple[GapCount, ...]:
    if not gaps:
        return ()
    filters = [
        f"count(*) FILTER ({gap_column(gap.id)} IS {truth})"
        for gap in gaps
        for truth in ("TRUE", "FALSE", "NULL")
    ]
    [counted] = rows(database, f"SELECT {', '.join(filters)} FROM {LIVING}")
    return tuple(
        GapCount(gap.id, gap.title, gap.rule.says, *counted[3 * place : 3 * place + 3])
        for place, gap in enumerate(gaps)
    )


def _actions(database: Database, guideline: Guideline) -> tuple[tuple[str, int], ...]:
    called = called_for(guideline)
    if not called:
        return ()
    filters = ", ".join(f"count(*) FILTER ({when})" for when in called.values())
    [counted] = rows(database, f"SELECT {filters} FROM {LIVING}")
    return tuple(zip(called, counted, strict=True))

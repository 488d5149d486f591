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

    def people(self, *codes: str) -> int:
        """How many have one of these codes."""
        return sum(each.people for each in self.codes if each.code in codes)


class GapCount(Value):
    """One gap: for how many it is there, is not, and cannot be told."""

    id: str
    title: str
    says: str
    yes: int
    no: int
    cannot_be_told: int


class Counts(Value):
    """All counts. `answers` are of everyone; the other three of those not recorded as dead."""

    patients: int
    deceased: int
    answers: tuple[QuestionCount, ...]
    living_answers: tuple[QuestionCount, ...]
    gaps: tuple[GapCount, ...]
    actions: tuple[tuple[str, int], ...]

    @property
    def living(self) -> int:
        """Everyone who is not recorded as dead."""
        return self.patients - self.deceased

    def answer(self, question: str) -> QuestionCount:
        """The living by their answers to one question. Raises KeyError if it was not asked."""
        for each in self.living_answers:
            if each.question == question:
                return each
        raise KeyError(question)


def count(database: Database, guideline: Guideline, gaps: Sequence[Gap]) -> Counts:
    """Count them all. Raises ValueError where the guideline left somebody without an answer."""
    query = f"SELECT count(*), count(*) FILTER (deceased) FROM {NAME}"
    [(patients, deceased)] = rows(database, query)
    asked = [each for each in guideline.questions if each.name in guideline.asked]
    answers = [_question(database, each) for each in asked]
    return Counts(
        patients,
        deceased,
        answers=tuple(everyone for everyone, _ in answers),
        living_answers=tuple(living for _, living in answers),
        gaps=_gaps(database, gaps),
        actions=_actions(database, guideline),
    )


def _question(database: Database, question: Question) -> tuple[QuestionCount, QuestionCount]:
    """The answers to one question of everyone, and of the living."""
    answer, settled = answer_column(question.name), settled_column(question.name)
    columns = ", ".join(
        f"count(*) FILTER ({holds})"
        for holds in ("TRUE", settled, "NOT deceased", f"NOT deceased AND {settled}")
    )
    found = {
        code: counts
        for code, *counts in rows(database, f"SELECT {answer}, {columns} FROM {NAME} GROUP BY 1")
    }
    codes = [code for code, _ in question.answers]
    if strange := [code for code in found if code not in codes]:
        people = sum(found[code][0] for code in strange)
        raise ValueError(f"{question.name}: {people} patients have no single answer: {strange}")
    nobody = [0, 0, 0, 0]
    everyone, living = (
        tuple(CodeCount(code, *found.get(code, nobody)[from_:][:2]) for code in codes)
        for from_ in (0, 2)
    )
    name, asks = question.name, question.asks
    return QuestionCount(name, asks, everyone), QuestionCount(name, asks, living)


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

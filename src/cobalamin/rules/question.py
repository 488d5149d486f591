"""A question has a few answers, each a rule; exactly one holds once everything is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cobalamin.rules.expression import Fact, Follows, Rule

Urgency = Literal["now", "soon", "routine"]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Rules that answer one question.

    `answers` maps each code to its rule. `leaning` orders the codes for the time when what is
    known leaves several open: the first that is not ruled out is what we say until more is known.
    """

    name: str
    asks: str
    answers: tuple[tuple[str, Rule], ...]
    leaning: tuple[str, ...]

    def __post_init__(self) -> None:
        codes = [code for code, _ in self.answers]
        if len(set(codes)) != len(codes) or sorted(codes) != sorted(self.leaning):
            raise ValueError(f"{self.name}: `leaning` must order exactly the codes {codes}")

    def is_(self, code: str) -> Follows:
        """The criterion that this question's answer is `code`. Raises KeyError if it has none."""
        return Follows(dict(self.answers)[code])


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """A next step: its stable code, how soon, and the rule that calls for it."""

    code: str
    urgency: Urgency
    rule: Rule


@dataclass(frozen=True, slots=True, eq=False)
class Guideline:
    """A named profile: which rules answer which question, and which steps follow.

    `facts` lists every fact that the questions and actions read, in a fixed order.
    Questions come in an order in which each follows only earlier ones.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    actions: tuple[Action, ...]
    facts: tuple[Fact, ...]

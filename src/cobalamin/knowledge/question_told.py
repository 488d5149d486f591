"""How does each guideline answer one question, answer by answer in order?"""

from __future__ import annotations

from cobalamin.knowledge.entries import Variant
from cobalamin.knowledge.holdings import Holdings
from cobalamin.value import Value


class AnswerTold(Value, eq=False):
    """One answer: its code, its rule, and how it reads in the guidelines that give it."""

    code: str
    rule: str
    variants: tuple[Variant, ...]


class QuestionTold(Value, eq=False):
    """One question: what it asks, who asks it, whether its answer is shown, and its answers.

    `in_turn`: the answers are tried in order, and the first that is met holds. `leaning` is the
    order in which answers are given while several are still open.
    """

    name: str
    asks: str
    guidelines: tuple[str, ...]
    shown: tuple[str, ...]
    in_turn: bool
    answers: tuple[AnswerTold, ...]
    leaning: tuple[str, ...]


def question_told(at_hand: Holdings, name: str) -> QuestionTold:
    """One question of any guideline. Raises KeyError when none asks it."""
    asked = {
        each.name: question
        for each in at_hand.guidelines.values()
        for question in each.questions
        if question.name == name
    }
    if not asked:
        raise KeyError(f"no guideline asks {name!r}")
    first = next(iter(asked.values()))
    codes = {code: rule.id for question in asked.values() for code, rule in question.answers}
    shown = (n for n, each in at_hand.guidelines.items() if name in each.asked)
    answers = tuple(
        AnswerTold(code, rule, at_hand.entries[rule].variants) for code, rule in codes.items()
    )
    in_turn = any(variant.case for each in answers for variant in each.variants)
    return QuestionTold(
        name, first.asks, tuple(asked), tuple(shown), in_turn, answers, first.leaning
    )

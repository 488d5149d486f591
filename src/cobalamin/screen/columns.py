"""In which columns of `answers` do answers, steps and gaps stand, and when is a step called for?"""

from __future__ import annotations

from cobalamin.rules.question import Action, Guideline, Urgency
from cobalamin.rules.reach import identifier
from cobalamin.rules.sql import action_columns

URGENCIES: tuple[Urgency, ...] = ("now", "soon", "routine")


def gap_column(gap_id: str) -> str:
    """The column of a gap in `answers`."""
    return f"gap_{identifier(gap_id)}"


def answer_column(question: str) -> str:
    """The column of the answer to a question in `answers`."""
    return f"answer_{identifier(question)}"


def settled_column(question: str) -> str:
    """The column that says whether that answer is settled."""
    return f"settled_{identifier(question)}"


def called_for(guideline: Guideline) -> dict[str, str]:
    """For each action code, when it is called for in SQL; the codes in order of urgency."""
    columns = dict(zip(guideline.actions, action_columns(guideline), strict=True))
    told: dict[str, list[str]] = {}
    for action in sorted(guideline.actions, key=lambda each: URGENCIES.index(each.urgency)):
        told.setdefault(action.code, []).append(_called(action, columns[action]))
    return {code: f"({' OR '.join(each)})" for code, each in told.items()}


def _called(action: Action, column: str) -> str:
    """A step that only asks is called for unless it is ruled out; any other needs its rule."""
    return f"{column} IS NOT FALSE" if action.asks else f"{column} IS TRUE"


STEPS_THAT_CANNOT_WAIT = ("treat-", "refer-", "stop-")
"""Codes of steps for which somebody must see the patient; tests and warnings go with them."""


def urgent_steps(guideline: Guideline) -> list[tuple[Action, str]]:
    """Each step that cannot wait, with when its rule holds in SQL."""
    columns = action_columns(guideline)
    return [
        (action, f"{column} IS TRUE")
        for action, column in zip(guideline.actions, columns, strict=True)
        if action.urgency == "now" and action.code.startswith(STEPS_THAT_CANNOT_WAIT)
    ]

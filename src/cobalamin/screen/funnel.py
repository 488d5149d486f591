"""How many who are suspected get through each step of care to a review, and where do they stop?"""

from __future__ import annotations

from cobalamin.screen.database import Database, rows
from cobalamin.screen.side_by_side import DEFICIENT, DEFICIENT_OR_PROBABLE, LIVING, SUSPECTED
from cobalamin.value import Value


class Step(Value):
    """One step: how many reached it, and what it means for those who did not go on from it."""

    name: str
    people: int
    left: str


_STEPS = (
    ("suspected", SUSPECTED, "No B12, active B12 or MMA result is on record."),
    (
        "tested",
        "tested",
        "The results speak against a deficiency, or do not decide; this is not a failing of care.",
    ),
    (
        "deficient or probable",
        DEFICIENT_OR_PROBABLE,
        "The deficiency is probable, and was not confirmed.",
    ),
    ("confirmed", DEFICIENT, "No B12 treatment is going on."),
    ("treated", "treated", "No review is on record since the treatment began."),
    ("reviewed", "reviewed_ever", ""),
)
"""Each step, when it is reached in SQL, and why somebody stops before the next one."""


def funnel(database: Database) -> tuple[Step, ...]:
    """Each step among the living who took every step before it."""
    filters: list[str] = []
    reached: list[str] = []
    for _, holds, _ in _STEPS:
        reached.append(holds)
        filters.append(f"count(*) FILTER ({' AND '.join(reached)})")
    [counted] = rows(database, f"SELECT {', '.join(filters)} FROM {LIVING}")
    return tuple(
        Step(name, people, left) for (name, _, left), people in zip(_STEPS, counted, strict=True)
    )

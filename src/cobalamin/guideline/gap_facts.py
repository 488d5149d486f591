"""What must be known to see who fell through: B12 ever, B12 injected, the age of a low level?"""

from __future__ import annotations

from cobalamin.guideline.cut_points import (
    ACTIVE_DEFICIENT,
    B12_DEFICIENT,
    HOMOCYSTEINE_RAISED,
    MMA_RAISED,
)
from cobalamin.guideline.declare import number, yes_no
from cobalamin.guideline.kinds import (
    COBALAMINS,
    DaysSinceResult,
    EverBeyond,
    LatestResult,
    Taking,
)

A_LIFETIME_DAYS = 365 * 200
"""Longer than any record of one patient."""

COBALAMIN_EVER = yes_no(
    "cobalamin_ever",
    "B12 ever ordered, stated or given",
    Taking(COBALAMINS, within_days=A_LIFETIME_DAYS),
)
COBALAMIN_INJECTED = yes_no(
    "cobalamin_injected",
    "B12 injections going on",
    Taking(COBALAMINS, within_days=120, routes=("injection",)),
)
ACTIVE_B12_AGE = number(
    "active_b12_age_days",
    "age of the active B12 result",
    (("days", 1.0),),
    DaysSinceResult(LatestResult("active_b12")),
)

# What was ever seen counts as evidence, whatever came later: treatment makes results normal.
TOTAL_B12_WAS_LOW = yes_no(
    "total_b12_was_low",
    "total B12 was low once",
    EverBeyond("total_b12", "below", B12_DEFICIENT),
)
ACTIVE_B12_WAS_LOW = yes_no(
    "active_b12_was_low",
    "active B12 was low once",
    EverBeyond("active_b12", "below", ACTIVE_DEFICIENT),
)
MMA_WAS_RAISED = yes_no(
    "mma_was_raised", "MMA was raised once", EverBeyond("mma", "above", MMA_RAISED)
)
HOMOCYSTEINE_WAS_RAISED = yes_no(
    "homocysteine_was_raised",
    "homocysteine was raised once",
    EverBeyond("homocysteine", "above", HOMOCYSTEINE_RAISED),
)

"""What must be known to see who fell through: B12 ever, B12 injected, the age of a low level?"""

from __future__ import annotations

from cobalamin.guideline.declare import number, yes_no
from cobalamin.guideline.kinds import COBALAMINS, DaysSinceResult, LatestResult, Taking

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

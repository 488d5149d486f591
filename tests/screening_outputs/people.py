"""A small practice, every one of whom stands for something; what is expected of them is in words.

The day is 2026-11-22. Whoever is not said to have something has an empty record.
"""

from __future__ import annotations

from datetime import date

from cobalamin.quantity import Amount
from tests.screening_outputs.tables import Known, Person, days, ng

LOW: Known = {
    "total_b12": ng(145),
    "total_b12_measured": True,
    "total_b12_age_days": days(412),
}
TREATED: Known = {
    "on_cobalamin": True,
    "cobalamin_ever": True,
    "days_on_course": days(900),
    "recorded_deficiency": True,
}

METFORMIN = Person(
    "metformin", {"metformin": True, "days_on_metformin": days(2265)}, birth=date(1950, 6, 1)
)
METFORMIN_SHORT = Person(
    "metformin-short", {"metformin": True, "days_on_metformin": days(364)}, birth=date(1950, 6, 1)
)
NUMB = Person("numb", {"sensory_symptoms": True, "gait_disorder": True}, sex="male")
NUMB_OLDER = Person("numb-older", {"sensory_symptoms": True}, birth=date(1940, 1, 1))
LOW_ALONE = Person("low", LOW)
LOW_FRESH = Person("low-fresh", {**LOW, "total_b12_age_days": days(20)})
LOW_BOUND = Person("low-bound", {**LOW, "total_b12": ng(150, "<")})
LISTED_UNTREATED = Person("listed", {"recorded_deficiency": True})
REVIEW = Person("review", {**TREATED, "reviewed": True, "days_since_review": days(400)})
NEVER_REVIEWED = Person("never-reviewed", TREATED)
INJECTED = Person(
    "injected",
    {
        "on_cobalamin": True,
        "cobalamin_ever": True,
        "cobalamin_injected": True,
        "days_on_course": days(50),
    },
)
MYELOPATHY = Person("myelopathy", {**LOW, "myelopathy": True, "total_b12_age_days": days(3)})
DEAD = Person("dead", {"recorded_deficiency": True}, deceased=True)
NO_ONE = Person(
    "=SUM(A1)", {"sensory_symptoms": True}, birth=None, sex="unknown", has_patient=False
)
FINE = Person(
    "fine",
    {"total_b12": ng(500), "total_b12_measured": True, "total_b12_age_days": days(30)},
    ethnicity="Pakistani",
)
CONFIRMED = Person(
    "confirmed",
    {
        **LOW,
        "mma": Amount(560, "nmol/L"),
        "mma_measured": True,
        "egfr": Amount(90, "mL/min/{1.73_m2}"),
        "egfr_measured": True,
        "fatigue": True,
        "low_b12_diet": True,
    },
)

PRACTICE = (
    METFORMIN,
    METFORMIN_SHORT,
    NUMB,
    NUMB_OLDER,
    LOW_ALONE,
    LOW_FRESH,
    LOW_BOUND,
    LISTED_UNTREATED,
    REVIEW,
    NEVER_REVIEWED,
    INJECTED,
    MYELOPATHY,
    DEAD,
    NO_ONE,
    FINE,
    CONFIRMED,
)

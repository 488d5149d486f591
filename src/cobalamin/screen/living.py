"""Who is counted, and what is meant in SQL by tested, deficient and treated?"""

from __future__ import annotations

from cobalamin.screen.columns import answer_column

LIVING = (
    "(SELECT patient, sex AS recorded_sex, ethnicity AS recorded_ethnicity, has_patient"
    " FROM people WHERE deceased IS NOT TRUE) AS living"
    " JOIN facts USING (patient) JOIN answers USING (patient)"
)
"""Everyone who is not recorded as dead, with facts and answers. A FROM clause."""

LIVING_ANSWERS = (
    "(SELECT patient FROM people WHERE deceased IS NOT TRUE) AS living JOIN answers USING (patient)"
)
"""The same, without facts."""

EVER_TESTED = " OR ".join(
    f"coalesce({test}_{how}, FALSE)"
    for test in ("total_b12", "active_b12", "mma")
    for how in ("measured", "unreadable")
)
"""A total B12, active B12 or MMA result is on record, readable or not."""

SUSPECTED = f"({answer_column('suspicion')} = 'suspected')"
DEFICIENT = f"({answer_column('deficiency')} IN ('confirmed', 'functional'))"
DEFICIENT_OR_PROBABLE = (
    f"({answer_column('deficiency')} IN ('confirmed', 'functional', 'probable'))"
)
TREATED = "coalesce(on_cobalamin, FALSE)"
REVIEWED = "coalesce(reviewed, FALSE)"
AGE = "CAST(age_low AS INTEGER)"
"""Age in completed years; NULL where no birth date is recorded."""

AGE_BANDS = ("0-17", "18-39", "40-49", "50-59", "60-69", "70-79", "80 and over", "not recorded")
AGE_BAND = (
    "CASE WHEN age_low IS NULL THEN 'not recorded' WHEN age_low < 18 THEN '0-17'"
    " WHEN age_low < 40 THEN '18-39' WHEN age_low < 50 THEN '40-49' WHEN age_low < 60 THEN '50-59'"
    " WHEN age_low < 70 THEN '60-69' WHEN age_low < 80 THEN '70-79' ELSE '80 and over' END"
)
"""Bands chosen by us, because stores of B12 run low more often with each decade from 50."""

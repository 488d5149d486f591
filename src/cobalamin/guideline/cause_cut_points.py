"""From which use of a medicine, and which age, is it taken for a likely cause, and who says so?"""

from __future__ import annotations

from cobalamin.guideline.sources import INFANTE_2021, LAM_2013
from cobalamin.rules.expression import CutPoint

METFORMIN_INDEX_HIGH = CutPoint(
    "metformin usage index, high",
    ((5, "1"),),
    INFANTE_2021.at("usage index above 5 (and at least 6 months, which 5 implies)", "seen"),
)
METFORMIN_LONG = CutPoint(
    "metformin, days of use: five years",
    ((1826, "days"),),
    INFANTE_2021.at("5 years or more; 5 years taken as 1,826 days", "seen"),
)
METFORMIN_HIGH_DOSE = CutPoint(
    "metformin, high daily dose",
    ((1500, "mg"),),
    INFANTE_2021.at("1,500 mg a day or more, highest risk from 2,000 mg", "seen"),
)
METFORMIN_HALF_A_YEAR = CutPoint(
    "metformin, days of use: six months",
    ((183, "days"),),
    INFANTE_2021.at("a high dose for at least 6 months; 6 months taken as 183 days", "seen"),
)
ACID_BLOCKER_LAM = CutPoint(
    "acid blocker, days of use: two years",
    ((730, "days"),),
    LAM_2013.at("2 years or more: OR 1.65 for PPI, 1.25 for H2 blockers", "seen"),
)

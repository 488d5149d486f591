"""At which printed numbers do safety and review rules change, and who printed them?"""

from __future__ import annotations

from cobalamin.guideline.cut_points import EGFR_UNIT
from cobalamin.guideline.sources import (
    CTCAE,
    LABEL_CYANOCOBALAMIN,
    NG239,
    PROJECT,
    SPS_ANTICOAGULANTS,
    UK_DIRECTION,
    WHO_ANAEMIA,
)
from cobalamin.rules.expression import CutPoint

INR_RANGE = CutPoint(
    "INR, upper end of the usual range",
    ((3.0, "1"),),
    SPS_ANTICOAGULANTS.at(
        "no injection into muscle above the therapeutic range (seen); 3.0 as the upper end of the "
        "usual range of 2 to 3",
        "memory",
    ),
)
PLATELETS_LOW = CutPoint(
    "platelets, low for an injection into muscle",
    ((50, "10*9/L"),),
    UK_DIRECTION.at("working thresholds of 50 and 25: follow the local policy", "second-hand"),
)
PLATELETS_VERY_LOW = CutPoint(
    "platelets, too low for an injection into muscle",
    ((25, "10*9/L"),),
    UK_DIRECTION.at("working thresholds of 50 and 25: follow the local policy", "second-hand"),
)
POTASSIUM_LOW = CutPoint(
    "potassium, low",
    ((3.5, "mmol/L"),),
    CTCAE.at("hypokalaemia begins below the laboratory's lower limit; 3.5 is usual", "memory"),
)
POTASSIUM_VERY_LOW = CutPoint(
    "potassium, dangerously low",
    ((3.0, "mmol/L"),),
    CTCAE.at("hypokalaemia grade 3: below 3.0 mmol/L, hospital", "memory"),
)
ANAEMIA_SEVERE_NOW = CutPoint(
    "haemoglobin, anaemia in which potassium is watched",
    ((8, "g/dL"), (80, "g/L")),
    WHO_ANAEMIA.at("severe anaemia below 80 g/L", "memory"),
)
ANAEMIA_IN_PREGNANCY = CutPoint(
    "haemoglobin, anaemia in pregnancy",
    ((11, "g/dL"), (110, "g/L")),
    WHO_ANAEMIA.at("anaemia in pregnancy below 110 g/L", "memory"),
)
KIDNEYS_IMPAIRED = CutPoint(
    "eGFR, kidneys impaired",
    ((60, EGFR_UNIT),),
    LABEL_CYANOCOBALAMIN.at("impaired kidneys: aluminium; 60 as limit from memory", "memory"),
)
AGE_MAY_BE_PREGNANT = CutPoint(
    "age up to which pregnancy is asked for",
    ((55, "years"),),
    PROJECT.at("chosen by us: pregnancy beyond 55 is very rare", "chosen"),
)
FIRST_REVIEW = CutPoint(
    "days of treatment at the first review",
    ((91, "days"),),
    NG239.at("first review after 3 months, taken as 91 days", "seen"),
)
FIRST_REVIEW_PREGNANT = CutPoint(
    "days of treatment at the first review in pregnancy or breastfeeding",
    ((30, "days"),),
    NG239.at("pregnant or breastfeeding: after 1 month, taken as 30 days", "seen"),
)
YEARLY_REVIEW = CutPoint(
    "days from one review to the next",
    ((365, "days"),),
    NG239.at("yearly review", "memory"),
)

"""At which printed numbers do answers change, and who printed them?

One number for each unit a laboratory reports in; nothing is converted when a result is compared.
"""

from __future__ import annotations

from cobalamin.guideline.sources import (
    AAFP_2017,
    AAFP_2025,
    BSH_2014,
    NG239,
    NIH_ODS,
    PROJECT,
    RENAL_MMA_2018,
    STABLER_2013,
    VALUCK_2004,
    WHO_ANAEMIA,
)
from cobalamin.rules.expression import CutPoint

EGFR_UNIT = "mL/min/{1.73_m2}"

B12_DEFICIENT = CutPoint(
    "total B12, deficient",
    ((180, "ng/L"), (133, "pmol/L")),
    NG239.at(
        "total B12 thresholds: confirmed deficiency below 180 ng/L (133 pmol/L)", "second-hand"
    ),
)
B12_UNLIKELY = CutPoint(
    "total B12, deficiency unlikely",
    ((350, "ng/L"), (258, "pmol/L")),
    NG239.at("total B12 thresholds: unlikely above 350 ng/L (258 pmol/L)", "second-hand"),
)
B12_DEFICIENT_AAFP = CutPoint(
    "total B12, deficient",
    ((180, "ng/L"), (133, "pmol/L")),
    AAFP_2025.at("below 180 pg/mL is diagnostic; the pmol/L number is the one NICE prints", "seen"),
)
B12_UNLIKELY_AAFP = CutPoint(
    "total B12, deficiency unlikely",
    ((350, "ng/L"), (258, "pmol/L")),
    AAFP_2025.at("180 to 350 pg/mL asks for MMA; the pmol/L number is the one NICE prints", "seen"),
)
ACTIVE_DEFICIENT = CutPoint(
    "active B12, deficient",
    ((25, "pmol/L"),),
    NG239.at("active B12 thresholds: confirmed deficiency below 25 pmol/L", "second-hand"),
)
ACTIVE_UNLIKELY = CutPoint(
    "active B12, deficiency unlikely",
    ((70, "pmol/L"),),
    NG239.at("active B12 thresholds: unlikely above 70 pmol/L", "second-hand"),
)
B12_VERY_HIGH = CutPoint(
    "total B12, persistently high",
    ((1000, "ng/L"), (738, "pmol/L")),
    AAFP_2025.at("over 1,000 pg/mL on two measurements: look for a serious cause", "seen"),
)
# 271 nmol/L to umol/L is a power of ten, so 0.271 says the same and nothing is rounded.
MMA_RAISED = CutPoint(
    "MMA, upper limit",
    ((271, "nmol/L"), (0.271, "umol/L")),
    NIH_ODS.at("usual upper reference limit; limits of 271 to 400 nmol/L are in use", "memory"),
)
HOMOCYSTEINE_RAISED = CutPoint(
    "homocysteine, upper limit",
    ((15, "umol/L"), (2.03, "mg/L")),
    BSH_2014.at("above 15 umol/L suggests deficiency (2.03 mg/L: 15 divided by 7.396)", "memory"),
)
KIDNEYS_CLEAR = CutPoint(
    "eGFR from which MMA and homocysteine can be read",
    ((60, EGFR_UNIT),),
    RENAL_MMA_2018.at("unadjusted MMA overestimates deficiency; 60 as limit from memory", "memory"),
)
FOLATE_LOW = CutPoint(
    "serum folate, low",
    ((3, "ug/L"), (7, "nmol/L")),
    BSH_2014.at("serum folate below 7 nmol/L (3 ug/L) indicates deficiency", "memory"),
)
MACROCYTOSIS = CutPoint(
    "MCV, macrocytosis",
    ((100, "fL"),),
    STABLER_2013.at("macrocytosis: MCV above 100 fL", "memory"),
)
ANAEMIA_MEN = CutPoint(
    "haemoglobin, anaemia in men",
    ((13, "g/dL"), (130, "g/L")),
    WHO_ANAEMIA.at("anaemia in men below 130 g/L", "memory"),
)
ANAEMIA_WOMEN = CutPoint(
    "haemoglobin, anaemia in women",
    ((12, "g/dL"), (120, "g/L")),
    WHO_ANAEMIA.at("anaemia in women who are not pregnant below 120 g/L", "memory"),
)
ANAEMIA_PREGNANT = CutPoint(
    "haemoglobin, anaemia in pregnancy",
    ((11, "g/dL"), (110, "g/L")),
    WHO_ANAEMIA.at("anaemia in pregnancy below 110 g/L", "memory"),
)
SEVERE_ANAEMIA = CutPoint(
    "haemoglobin, severe anaemia",
    ((8, "g/dL"), (80, "g/L")),
    WHO_ANAEMIA.at("severe anaemia below 80 g/L", "memory"),
)
AGE_RISK = CutPoint(
    "age at which food B12 is often no longer absorbed",
    ((65, "years"),),
    NG239.at("summary in BMJ 2024;385:q1019: commoner with age", "seen"),
)
AGE_SCREEN_AAFP = CutPoint(
    "age for screening",
    ((75, "years"),),
    AAFP_2017.at("screen above 75 years", "seen"),
)
METFORMIN_AAFP = CutPoint(
    "metformin, days of use before screening",
    ((122, "days"),),
    AAFP_2017.at("more than 4 months of metformin; 4 months taken as 122 days", "seen"),
)
ACID_BLOCKER_DAYS = CutPoint(
    "acid blocker, days of use before screening",
    ((365, "days"),),
    VALUCK_2004.at("12 months or more; AAFP 2017 the same, Lam 2013 two years", "seen"),
)
RESULT_OLD = CutPoint(
    "age of a result from which it should be repeated",
    ((365, "days"),),
    PROJECT.at("chosen by us: stores change within a year of a new cause", "chosen"),
)
TWO_RESULTS = CutPoint(
    "two measurements",
    ((2, "results"),),
    AAFP_2025.at("over 1,000 pg/mL on two measurements", "seen"),
)

"""Who belongs to which group, and what is compared and adjusted for?

A group is a condition on the joined table of participants and answers; nobody is taken out of the
table, because the survey's design needs everyone who was examined.
"""

from __future__ import annotations

import polars as pl

from cobalamin.guideline.cut_points import (
    B12_DEFICIENT,
    B12_UNLIKELY,
    HOMOCYSTEINE_RAISED,
    KIDNEYS_CLEAR,
    MMA_RAISED,
)
from cobalamin.guideline.rivals import DIABETES_HBA1C
from studies.nhanes.answers import answer_column

FIRST, SECOND, THIRD = "2001-2002", "2005-2006", "2011-2012"
CYCLES = (FIRST, SECOND, THIRD)
"""The first has B12, MMA, homocysteine and the foot exam together; the second has no MMA; the third
has another B12 assay, no homocysteine and no foot exam."""

DEFICIENT = B12_DEFICIENT.value_in("ng/L")
UNLIKELY = B12_UNLIKELY.value_in("ng/L")
MMA_LIMIT = MMA_RAISED.value_in("nmol/L")
HOMOCYSTEINE_LIMIT = HOMOCYSTEINE_RAISED.value_in("umol/L")
KIDNEY_LIMIT = KIDNEYS_CLEAR.value_in("mL/min/{1.73_m2}")
HBA1C_LIMIT = DIABETES_HBA1C.value_in("%")
"""The guidelines' own numbers, in the units that the survey reports."""

AGE = pl.col("age_years")
B12, MMA, HCY = pl.col("b12_pg_per_ml"), pl.col("mma_nmol_per_l"), pl.col("hcy_umol_per_l")
EGFR = pl.col("egfr_ckdepi2021_ml_per_min_1_73m2")
SITES = pl.col("insensate_sites_total_0_6")

ADULTS = AGE >= 18
TWENTY = AGE >= 20
"""From 20 years, where the third cycle takes part: it measured nobody younger."""
FORTY = AGE >= 40
"""Only from 40 years were feet examined and numbness asked about."""
HAS_B12 = B12.is_not_null()
HAS_MMA = MMA.is_not_null()
HAS_ALL = HAS_B12 & HAS_MMA & HCY.is_not_null()
FEET_EXAMINED = FORTY & HAS_ALL & SITES.is_not_null()

INSENSATE = SITES >= 1
MMA_HIGH = MMA > MMA_LIMIT
DIABETES = ((pl.col("diabetes_told") == "yes") | (pl.col("hba1c_pct") >= HBA1C_LIMIT)).fill_null(
    value=False
)
"""Told by a doctor, or an HbA1c in the range of diabetes; who has neither answer counts as no."""

AGES = {
    "18 to 39 years": AGE.is_between(18, 39),
    "40 to 59 years": AGE.is_between(40, 59),
    "60 to 69 years": AGE.is_between(60, 69),
    "70 years and over": AGE >= 70,
}
SEXES = {"women": pl.col("sex") == "female", "men": pl.col("sex") == "male"}
RACES = {
    "non-Hispanic White": pl.col("race_ethnicity") == "nh_white",
    "non-Hispanic Black": pl.col("race_ethnicity") == "nh_black",
    "Mexican American": pl.col("race_ethnicity") == "mexican_american",
    "other Hispanic, other or several": pl.col("race_ethnicity").is_in(
        ["other_hispanic", "other_or_multi"]
    ),
}
BASIC = {
    "age_decades": AGE / 10,
    "male": pl.col("sex") == "male",
    "black": pl.col("race_ethnicity") == "nh_black",
    "hispanic_or_other": ~pl.col("race_ethnicity").is_in(["nh_white", "nh_black"]),
}
FULL = {
    **BASIC,
    "diabetes": DIABETES,
    "hba1c_pct": pl.col("hba1c_pct"),
    "egfr_tens": EGFR / 10,
    "drinks_log2": (pl.col("alcohol_drinks_per_week").fill_null(0) + 1).log(2),
    "drinks_unknown": pl.col("alcohol_drinks_per_week").is_null(),
    "height_decimetres": pl.col("height_cm") / 10,
}
"""What associations are adjusted for. Who did not say how much is drunk is kept, with a mark."""


def answered(question: str, name: str, *codes: str, reading: str = "") -> pl.Expr:
    """Whether the answer under a guideline is one of these codes; null where it was not asked."""
    return pl.col(answer_column(question, name, reading)).is_in(codes)


def mma_is_read_as_raised(name: str) -> pl.Expr:
    """MMA is raised and nothing recorded explains it: two of the answers on metabolites say so."""
    return answered("metabolites", name, "both-raised", "mma-raised")


def both_raised(name: str) -> pl.Expr:
    """MMA and homocysteine are both raised and can both be read."""
    return answered("metabolites", name, "both-raised")


def asks_for(test: str, name: str, way: str) -> str:
    """The column that says whether a guideline's steps ask for a test when it is withheld."""
    return answer_column(f"asks_for_{test}", name, way)


def is_open(name: str) -> str:
    """The column that says whether what is missing could still change the answer on deficiency."""
    return answer_column("deficiency_is_open", name)

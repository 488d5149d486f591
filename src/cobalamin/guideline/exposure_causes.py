"""Which causes lie in medicines, gas, diet, age or demand, and from which use are they likely?"""

from __future__ import annotations

from cobalamin.guideline import cause_facts as c
from cobalamin.guideline import facts as f
from cobalamin.guideline import rival_facts as r
from cobalamin.guideline import safety_facts as sf
from cobalamin.guideline.cause_cut_points import (
    ACID_BLOCKER_LAM,
    METFORMIN_HALF_A_YEAR,
    METFORMIN_HIGH_DOSE,
    METFORMIN_INDEX_HIGH,
    METFORMIN_LONG,
)
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import (
    ACID_BLOCKER_DAYS,
    AGE_RISK,
    AGE_SCREEN_AAFP,
    METFORMIN_AAFP,
)
from cobalamin.guideline.gut_causes import Kept, cause
from cobalamin.guideline.sources import (
    AAFP_2017,
    AAFP_2025,
    ADA_STANDARDS,
    ARODA_2016,
    ARTICLE,
    BNSSG,
    DRI_1998,
    INFANTE_2021,
    LAM_2013,
    LHON_2022,
    METHYCOBAL,
    MHRA_2022,
    N2O_CASES,
    NEJM_360,
    NG239,
    SHIVAPRASAD_2020,
    VA_METFORMIN,
    VALUCK_2004,
)
from cobalamin.rules.cause import Cause
from cobalamin.rules.expression import Criterion, Dissent, all_of, any_of, no

_INFANTE = any_of(
    c.METFORMIN_INDEX.above(METFORMIN_INDEX_HIGH),
    f.DAYS_ON_METFORMIN.at_least(METFORMIN_LONG),
    all_of(
        c.METFORMIN_DOSE.at_least(METFORMIN_HIGH_DOSE),
        f.DAYS_ON_METFORMIN.at_least(METFORMIN_HALF_A_YEAR),
    ),
)
METFORMIN_LIKELY_ARTICLE = all_of(f.METFORMIN.holds(), _INFANTE)
"""The source article names metformin without a number, so the proposed thresholds are taken."""
METFORMIN_LIKELY_NG239 = f.METFORMIN.holds()
METFORMIN_LIKELY_AAFP = all_of(f.METFORMIN.holds(), f.DAYS_ON_METFORMIN.above(METFORMIN_AAFP))
ACID_BLOCKER_LIKELY_NG239 = f.ACID_BLOCKER.holds()
ACID_BLOCKER_LIKELY = all_of(
    f.ACID_BLOCKER.holds(), f.DAYS_ON_ACID_BLOCKER.at_least(ACID_BLOCKER_DAYS)
)

_METFORMIN_THRESHOLDS = (
    Dissent(
        "MHRA names neither dose nor duration: the risk rises with both, up to 1 in 10 are "
        "affected; test on symptoms such as a new neuropathy.",
        (MHRA_2022.at("common; test if suspected", "seen"),),
    ),
    Dissent(
        "ADA tests everyone on metformin now and then, above all with anaemia or neuropathy; later "
        "editions name more than 4 to 5 years.",
        (
            VA_METFORMIN.at("ADA 2017: periodic testing", "seen"),
            ADA_STANDARDS.at("more than 4 to 5 years of metformin", "memory"),
        ),
    ),
    Dissent(
        "AAFP 2017 counts metformin only after more than 4 months, and it is not so long yet.",
        (AAFP_2017.at("metformin over 4 months", "seen"),),
        when=f.DAYS_ON_METFORMIN.at_most(METFORMIN_AAFP),
    ),
    Dissent(
        "AAFP 2017 counts metformin after more than 4 months, and it is longer.",
        (AAFP_2017.at("metformin over 4 months", "seen"),),
        when=f.DAYS_ON_METFORMIN.above(METFORMIN_AAFP),
    ),
    Dissent(
        "Infante 2021 would test: 5 years, 1,500 mg a day for 6 months, or a usage index above 5 "
        "is reached.",
        (
            INFANTE_2021.at("whom to test", "seen"),
            SHIVAPRASAD_2020.at("usage index: daily dose in mg / 1000 x years", "memory"),
        ),
        when=_INFANTE,
    ),
    Dissent(
        "Infante 2021 would not yet test for metformin alone: neither 5 years, nor 1,500 mg a day "
        "for 6 months, nor a usage index above 5 is reached.",
        (
            INFANTE_2021.at("whom to test", "seen"),
            SHIVAPRASAD_2020.at("usage index: daily dose in mg / 1000 x years", "memory"),
        ),
        when=no(_INFANTE),
    ),
)
_ACID_BLOCKER_THRESHOLDS = (
    Dissent(
        "Lam 2013 found it from 2 years of use (odds 1.65 for PPI, 1.25 for H2 blockers), which "
        "are not reached.",
        (LAM_2013.at("2 years or more", "seen"),),
        when=f.DAYS_ON_ACID_BLOCKER.below(ACID_BLOCKER_LAM),
    ),
    Dissent(
        "Lam 2013 found it from 2 years of use (odds 1.65 for PPI, 1.25 for H2 blockers), which "
        "are reached.",
        (LAM_2013.at("2 years or more", "seen"),),
        when=f.DAYS_ON_ACID_BLOCKER.at_least(ACID_BLOCKER_LAM),
    ),
    Dissent(
        "Valuck 2004 found none after short use, and AAFP counts from 12 months, which are not "
        "reached.",
        (
            VALUCK_2004.at("no association with past or short use", "seen"),
            AAFP_2017.at("acid blocker over 12 months", "seen"),
        ),
        when=f.DAYS_ON_ACID_BLOCKER.below(ACID_BLOCKER_DAYS),
    ),
)

NITROUS_OXIDE = cause(
    "nitrous-oxide",
    Kept(
        "nitrous oxide",
        "goes",
        "It oxidises the cobalt of B12, which then no longer works, whatever the level.",
        "Stop it: treatment fails while exposure goes on. Treat until well and stable.",
    ),
    N2O_CASES.at("methionine synthase is inactivated", "seen"),
    NG239.at("recreational nitrous oxide", "seen"),
    likely=NITROUS_OXIDE_EXPOSURE.holds(),
)
DIET = cause(
    "diet",
    Kept(
        "a diet low in B12",
        "goes",
        "B12 comes only from animal food, fortified food or tablets.",
        "Advise on food, fortified food or tablets for as long as the diet lasts.",
    ),
    NG239.at("low-B12 diet", "memory"),
    DRI_1998.at("2.4 mcg a day", "seen"),
    likely=f.LOW_B12_DIET.holds(),
)
OTHER_MEDICINE = cause(
    "other-medicine",
    Kept(
        "another medicine that lowers B12",
        "goes",
        "It disturbs the uptake of B12; how is not clear for all of them.",
        "Ask whether it is still needed; test again before B12 is stopped.",
    ),
    NG239.at("colchicine, phenobarbital, pregabalin, primidone, topiramate", "seen"),
    METHYCOBAL.at("neomycin, aminosalicylic acid, colchicine", "seen"),
    likely=any_of(
        c.COLCHICINE.holds(),
        c.NEOMYCIN.holds(),
        c.AMINOSALICYLATE.holds(),
        c.COLESTYRAMINE.holds(),
    ),
    possible=any_of(
        c.PHENOBARBITAL.holds(),
        c.PRIMIDONE.holds(),
        c.PREGABALIN.holds(),
        c.TOPIRAMATE.holds(),
    ),
)
FOOD_BOUND = cause(
    "food-bound-malabsorption",
    Kept(
        "poor release of B12 from food",
        "partly",
        "With little acid B12 is not freed from food; free B12 by mouth is still taken up.",
        "Tablets work; look for Helicobacter pylori.",
    ),
    NG239.at("summary in BMJ 2024;385:q1019: commoner with age", "seen"),
    AAFP_2025.at("atrophic gastritis, age", "seen"),
    ARTICLE.at("older age: absorption", "seen"),
    likely=c.ACHLORHYDRIA.holds(),
    possible=f.AGE.at_least(AGE_RISK),
    against=(
        Dissent(
            "AAFP takes age for a risk only above 75 years.",
            (AAFP_2017.at("screen above 75 years", "seen"),),
            when=all_of(f.AGE.at_least(AGE_RISK), f.AGE.at_most(AGE_SCREEN_AAFP)),
        ),
    ),
)
ALCOHOL = cause(
    "alcohol",
    Kept(
        "alcohol",
        "partly",
        "It harms stomach and liver, often with a poor diet; it harms nerves by itself too.",
        "Offer help with drinking; measure folate and thiamine too.",
    ),
    LHON_2022.at("alcohol predicted deficiency", "seen"),
    possible=r.ALCOHOL.holds(),
)
DEMAND = cause(
    "pregnancy-or-lactation",
    Kept(
        "pregnancy or breastfeeding",
        "goes",
        "Demand is higher; the child takes its share.",
        "Review after one month; ask about diet.",
    ),
    NEJM_360.at("higher demand in pregnancy", "seen"),
    NG239.at("review after 1 month if pregnant or breastfeeding", "seen"),
    possible=any_of(f.PREGNANT.holds(), sf.LACTATION.holds()),
)
HIV = cause(
    "hiv",
    Kept(
        "HIV",
        "partly",
        "B12 is often low with HIV, in part without a lack in the cells.",
        "Confirm with MMA and homocysteine.",
    ),
    BNSSG.at("spuriously low B12 with HIV", "seen"),
    possible=c.HIV.holds(),
)


def metformin(likely: Criterion) -> Cause:
    """Metformin, with the use from which one guideline takes it for likely."""
    return cause(
        "metformin",
        Kept(
            "metformin",
            "goes",
            "It disturbs the uptake of B12 in the ileum, the more the higher and longer it is "
            "taken.",
            "Correct the deficiency and go on with metformin as long as it is needed; test yearly.",
        ),
        MHRA_2022.at("common; rises with dose and duration; continue metformin", "seen"),
        ARODA_2016.at("odds 1.13 per year of use", "seen"),
        likely=likely,
        possible=f.METFORMIN.holds(),
        against=_METFORMIN_THRESHOLDS,
    )


def acid_blocker(likely: Criterion) -> Cause:
    """Acid blockers, with the use from which one guideline takes them for likely."""
    return cause(
        "acid-blocker",
        Kept(
            "an acid blocker",
            "goes",
            "With little acid B12 is not freed from food.",
            "Ask whether it is still needed, and at this dose; test again before B12 is stopped.",
        ),
        VALUCK_2004.at("12 months or more: OR 4.45 from 65 years", "seen"),
        NG239.at("PPI and H2 antagonists", "seen"),
        likely=likely,
        possible=f.ACID_BLOCKER.holds(),
        against=_ACID_BLOCKER_THRESHOLDS,
    )

"""What do MMA and homocysteine say, once kidneys and folate are known?

A raised value is read only when nothing else can have raised it. A value that is not raised needs
no kidney function: kidney disease never lowers it. After treatment a raised value still counts and
a normal one proves nothing, because treatment makes it normal.
"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import HOMOCYSTEINE_CLOUDED, MMA_CLOUDED
from cobalamin.guideline.cut_points import HOMOCYSTEINE_RAISED, MMA_RAISED
from cobalamin.guideline.sources import (
    ARTICLE,
    BSH_2014,
    HVAS_2001,
    NEJM_360,
    RENAL_MMA_2018,
    SOLOMON_2005,
)
from cobalamin.rules.expression import Dissent, Rule, all_of, any_of, no
from cobalamin.rules.question import Case, first_match

_AFTER_TREATMENT = BSH_2014.at("metabolites fall within days of treatment", "memory")

MMA_READING = first_match(
    "mma",
    "Is MMA raised, and can it be read?",
    (
        Case(
            "not-measured",
            all_of(no(f.MMA_MEASURED.holds()), no(f.MMA_UNREADABLE.holds())),
            "No MMA result is in the record.",
            (NEJM_360.at("MMA and homocysteine", "seen"),),
            asks_for=(f.MMA,),
        ),
        Case(
            "clouded",
            any_of(
                all_of(f.MMA_UNREADABLE.holds(), no(f.MMA_MEASURED.holds())),
                all_of(f.MMA_MEASURED.holds(), f.MMA.above(MMA_RAISED), MMA_CLOUDED.holds()),
                all_of(f.MMA_MEASURED.holds(), f.MMA.at_most(MMA_RAISED), f.MMA_TREATED.holds()),
            ),
            "The MMA result cannot be read as it stands.",
            (
                RENAL_MMA_2018.at("MMA not adjusted for eGFR overestimates deficiency", "seen"),
                _AFTER_TREATMENT,
            ),
            guards=("H-05", "H-09"),
        ),
        Case(
            "raised",
            all_of(f.MMA_MEASURED.holds(), f.MMA.above(MMA_RAISED)),
            "MMA is raised.",
            (MMA_RAISED.cite,),
            guards=("H-02",),
            explains=all_of(f.MMA.above(MMA_RAISED), no(MMA_CLOUDED.holds())),
        ),
        Case(
            "normal",
            None,
            "MMA is not raised.",
            (MMA_RAISED.cite,),
            guards=("H-02",),
            explains=all_of(f.MMA.at_most(MMA_RAISED), no(f.MMA_TREATED.holds())),
        ),
    ),
    leaning=("clouded", "normal", "raised", "not-measured"),
)

HOMOCYSTEINE_READING = first_match(
    "homocysteine",
    "Is homocysteine raised, and can it be read?",
    (
        Case(
            "not-measured",
            all_of(no(f.HOMOCYSTEINE_MEASURED.holds()), no(f.HOMOCYSTEINE_UNREADABLE.holds())),
            "No homocysteine result is in the record.",
            (NEJM_360.at("MMA and homocysteine", "seen"),),
            asks_for=(f.HOMOCYSTEINE,),
        ),
        Case(
            "clouded",
            any_of(
                all_of(f.HOMOCYSTEINE_UNREADABLE.holds(), no(f.HOMOCYSTEINE_MEASURED.holds())),
                all_of(
                    f.HOMOCYSTEINE_MEASURED.holds(),
                    f.HOMOCYSTEINE.above(HOMOCYSTEINE_RAISED),
                    HOMOCYSTEINE_CLOUDED.holds(),
                ),
                all_of(
                    f.HOMOCYSTEINE_MEASURED.holds(),
                    f.HOMOCYSTEINE.at_most(HOMOCYSTEINE_RAISED),
                    f.HOMOCYSTEINE_TREATED.holds(),
                ),
            ),
            "The homocysteine result cannot be read as it stands.",
            (
                NEJM_360.at("folate deficiency raises homocysteine, not MMA", "seen"),
                _AFTER_TREATMENT,
            ),
            guards=("H-05", "H-09"),
        ),
        Case(
            "raised",
            all_of(f.HOMOCYSTEINE_MEASURED.holds(), f.HOMOCYSTEINE.above(HOMOCYSTEINE_RAISED)),
            "Homocysteine is raised.",
            (HOMOCYSTEINE_RAISED.cite,),
            guards=("H-02",),
            explains=all_of(
                f.HOMOCYSTEINE.above(HOMOCYSTEINE_RAISED), no(HOMOCYSTEINE_CLOUDED.holds())
            ),
        ),
        Case(
            "normal",
            None,
            "Homocysteine is not raised.",
            (HOMOCYSTEINE_RAISED.cite,),
            guards=("H-02",),
            explains=all_of(
                f.HOMOCYSTEINE.at_most(HOMOCYSTEINE_RAISED),
                no(f.HOMOCYSTEINE_TREATED.holds()),
            ),
        ),
    ),
    leaning=("clouded", "normal", "raised", "not-measured"),
)

_MMA = MMA_READING.is_
_HCY = HOMOCYSTEINE_READING.is_


HOMOCYSTEINE_REASSURES = Rule(
    "finding.homocysteine-reassures",
    all_of(_HCY("normal"), no(f.PREGNANT.holds())),
    "Homocysteine is not raised, and no pregnancy lowers it.",
    (BSH_2014.at("pregnancy lowers homocysteine by 30 to 50%", "memory"),),
    guards=("H-03",),
)
METABOLITES = first_match(
    "metabolites",
    "What do MMA and homocysteine say?",
    (
        Case(
            "not-measured",
            all_of(_MMA("not-measured"), _HCY("not-measured")),
            "Neither MMA nor homocysteine is in the record.",
            (NEJM_360.at("MMA and homocysteine", "seen"),),
            asks_for=(f.MMA, f.HOMOCYSTEINE),
        ),
        Case(
            "both-raised",
            all_of(_MMA("raised"), _HCY("raised")),
            "MMA and homocysteine are both raised, and nothing else recorded explains it.",
            (
                ARTICLE.at("elevated MMA and homocysteine strongly suggest deficiency", "seen"),
                NEJM_360.at("both raised in B12 deficiency", "seen"),
            ),
            against=(
                Dissent(
                    "Raised metabolites do not prove deficiency: 45% of people with a high MMA "
                    "and 43% with a high homocysteine did not respond to treatment.",
                    (SOLOMON_2005.at("22 of 49 and 13 of 30 did not respond", "seen"),),
                ),
            ),
            guards=("H-05",),
        ),
        Case(
            "mma-raised",
            _MMA("raised"),
            "MMA is raised, and nothing else recorded explains it.",
            (MMA_RAISED.cite,),
            against=(
                Dissent(
                    "An isolated, mildly raised MMA is not a diagnosis: of untreated people with "
                    "a raised MMA 44% fell and 16% rose over 1 to 4 years.",
                    (HVAS_2001.at("course of untreated raised MMA", "seen"),),
                ),
            ),
            asks_for=(f.HOMOCYSTEINE,),
            guards=("H-05",),
        ),
        Case(
            "homocysteine-raised",
            _HCY("raised"),
            "Homocysteine is raised, and nothing recorded explains it.",
            (HOMOCYSTEINE_RAISED.cite,),
            against=(
                Dissent(
                    "Homocysteine alone is not specific: B6 deficiency, hypothyroidism, alcohol, "
                    "smoking and several medicines raise it.",
                    (BSH_2014.at("what raises homocysteine", "memory"),),
                ),
            ),
            asks_for=(f.MMA,),
            guards=("H-05",),
        ),
        Case(
            "not-interpretable",
            any_of(_MMA("clouded"), _HCY("clouded")),
            "The metabolites cannot be read as they stand.",
            (
                RENAL_MMA_2018.at("MMA not adjusted for eGFR overestimates deficiency", "seen"),
                NEJM_360.at("folate deficiency raises homocysteine, not MMA", "seen"),
            ),
            asks_for=(f.MMA, f.HOMOCYSTEINE),
            guards=("H-05", "H-09"),
        ),
        Case(
            "normal",
            None,
            "What was measured of MMA and homocysteine is not raised.",
            (MMA_RAISED.cite, HOMOCYSTEINE_RAISED.cite),
            against=(
                Dissent(
                    "Normal metabolites do not exclude deficiency: MMA was normal in 23% and "
                    "homocysteine in 50% of those who responded to treatment.",
                    (SOLOMON_2005.at("37 responders before treatment", "seen"),),
                ),
            ),
            asks_for=(f.MMA, f.HOMOCYSTEINE),
            explains=any_of(_MMA("normal"), _HCY("normal")),
        ),
    ),
    leaning=(
        "not-interpretable",
        "homocysteine-raised",
        "mma-raised",
        "normal",
        "both-raised",
        "not-measured",
    ),
)

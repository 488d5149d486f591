"""What does the total B12 result say by itself?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.sources import (
    AAFP_2025,
    ANDRES_2013,
    BSH_2014,
    INTERFERENCE,
    MPN_2012,
    N2O_CASES,
    NG239,
    SOLOMON_2005,
    STABLER_2013,
)
from cobalamin.rules.expression import CutPoint, Dissent, all_of, any_of, no
from cobalamin.rules.question import Case, Question, first_match

MISLEADS = Dissent(
    "A total B12 in range does not exclude deficiency: it was normal in 54% of those who responded "
    "to treatment.",
    (SOLOMON_2005.at("54% of 37 responders had a normal B12 before treatment", "seen"),),
)
LOW_WITHOUT_DEFICIENCY = Dissent(
    "A low total B12 alone is not always deficiency: with mild haptocorrin deficiency active B12, "
    "MMA and homocysteine are normal.",
    (STABLER_2013.at("low B12 without deficiency", "memory"),),
)
LOWERED = Dissent(
    "Myeloma, HIV or an oestrogen can lower total B12 without deficiency.",
    (BSH_2014.at("causes of a low B12 without deficiency", "second-hand"),),
    when=any_of(f.LOWERS_B12.holds(), f.OESTROGEN.holds()),
)
BLACK_RANGE = Dissent(
    "The reference range is higher in people of Black ethnicity, so the result may look falsely "
    "adequate.",
    (NG239.at("before interpreting: ethnicity", "seen"),),
    when=f.BLACK_ETHNICITY.holds(),
)


def total_b12(deficient: CutPoint, unlikely: CutPoint) -> Question:
    """The question with one guideline's cut-points; the ends of the grey band belong to it."""
    measured = f.TOTAL_B12_MEASURED.holds()
    cases = (
        _not_measured(),
        _not_interpretable(unlikely),
        Case(
            "deficient",
            all_of(measured, f.TOTAL_B12.below(deficient)),
            "Total B12 is in the deficient range.",
            (deficient.cite,),
            against=(LOW_WITHOUT_DEFICIENCY, LOWERED),
            guards=("H-02",),
        ),
        Case(
            "unlikely",
            all_of(measured, f.TOTAL_B12.above(unlikely)),
            "Total B12 is above the grey range: by itself it makes deficiency unlikely.",
            (unlikely.cite,),
            against=(MISLEADS, BLACK_RANGE),
            guards=("H-02", "H-03"),
        ),
        Case(
            "indeterminate",
            None,
            "Total B12 is in the grey range: it neither shows nor excludes deficiency.",
            (deficient.cite, unlikely.cite, AAFP_2025.at("180 to 350 pg/mL asks for MMA", "seen")),
            against=(MISLEADS, BLACK_RANGE, LOWERED),
            guards=("H-02",),
            explains=all_of(f.TOTAL_B12.at_least(deficient), f.TOTAL_B12.at_most(unlikely)),
        ),
    )
    return first_match(
        "total_b12",
        "What does total B12 say?",
        cases,
        leaning=("not-interpretable", "indeterminate", "deficient", "unlikely", "not-measured"),
    )


def _not_measured() -> Case:
    return Case(
        "not-measured",
        all_of(no(f.TOTAL_B12_MEASURED.holds()), no(f.TOTAL_B12_UNREADABLE.holds())),
        "No total B12 result is in the record.",
        (NG239.at("the first test is total or active B12", "seen"),),
        asks_for=(f.TOTAL_B12,),
    )


def _not_interpretable(unlikely: CutPoint) -> Case:
    measured = f.TOTAL_B12_MEASURED.holds()
    falsely_high = all_of(
        f.TOTAL_B12.above(unlikely),
        any_of(
            f.IF_ANTIBODY_POSITIVE.holds(),
            f.MYELOPROLIFERATIVE.holds(),
            f.LIVER_DISEASE.holds(),
        ),
    )
    not_interpretable = any_of(
        all_of(f.TOTAL_B12_UNREADABLE.holds(), no(measured)),
        all_of(
            measured,
            any_of(
                f.TOTAL_B12_TREATED.holds(),
                f.PREGNANT.holds(),
                NITROUS_OXIDE_EXPOSURE.holds(),
                falsely_high,
            ),
        ),
    )
    return Case(
        "not-interpretable",
        not_interpretable,
        "The total B12 result cannot be read as it stands.",
        (
            NG239.at("pregnancy and nitrous oxide need another first test", "seen"),
            BSH_2014.at("blood before treatment", "memory"),
            N2O_CASES.at("total B12 is often normal", "seen"),
            INTERFERENCE.at("falsely normal or high results", "seen"),
            MPN_2012.at("normal B12 with raised MMA in 9 of 33", "seen"),
            ANDRES_2013.at("liver disease and tumours raise B12", "seen"),
        ),
        guards=("H-03", "H-09"),
    )

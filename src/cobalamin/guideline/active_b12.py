"""What does the active B12 (holotranscobalamin) result say by itself?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import ACTIVE_DEFICIENT, ACTIVE_UNLIKELY
from cobalamin.guideline.sources import BSH_2014, N2O_CASES, NG239
from cobalamin.rules.expression import Dissent, all_of, any_of, no
from cobalamin.rules.question import Case, first_match

_MEASURED = f.ACTIVE_B12_MEASURED.holds()
_CUT_OFFS_VARY = Dissent(
    "Other laboratories use 25, 32, 35 or 50 pmol/L as the lower limit.",
    (BSH_2014.at("holotranscobalamin cut-offs in use", "memory"),),
)

ACTIVE_B12_QUESTION = first_match(
    "active_b12",
    "What does active B12 say?",
    (
        Case(
            "not-measured",
            all_of(no(_MEASURED), no(f.ACTIVE_B12_UNREADABLE.holds())),
            "No active B12 result is in the record.",
            (NG239.at("the first test is total or active B12", "seen"),),
        ),
        Case(
            "not-interpretable",
            any_of(
                all_of(f.ACTIVE_B12_UNREADABLE.holds(), no(_MEASURED)),
                all_of(
                    _MEASURED,
                    any_of(f.ACTIVE_B12_TREATED.holds(), NITROUS_OXIDE_EXPOSURE.holds()),
                ),
            ),
            "The active B12 result cannot be read as it stands.",
            (
                BSH_2014.at("active B12 rises within hours of a dose", "memory"),
                N2O_CASES.at("blood levels do not show the block", "seen"),
            ),
            guards=("H-03", "H-09"),
        ),
        Case(
            "deficient",
            all_of(_MEASURED, f.ACTIVE_B12.below(ACTIVE_DEFICIENT)),
            "Active B12 is in the deficient range.",
            (ACTIVE_DEFICIENT.cite,),
            guards=("H-02",),
        ),
        Case(
            "unlikely",
            all_of(_MEASURED, f.ACTIVE_B12.above(ACTIVE_UNLIKELY)),
            "Active B12 is above the grey range: by itself it makes deficiency unlikely.",
            (ACTIVE_UNLIKELY.cite,),
            guards=("H-02",),
        ),
        Case(
            "indeterminate",
            None,
            "Active B12 is in the grey range: it neither shows nor excludes deficiency.",
            (ACTIVE_DEFICIENT.cite, ACTIVE_UNLIKELY.cite),
            against=(_CUT_OFFS_VARY,),
            guards=("H-02",),
            explains=all_of(
                f.ACTIVE_B12.at_least(ACTIVE_DEFICIENT), f.ACTIVE_B12.at_most(ACTIVE_UNLIKELY)
            ),
        ),
    ),
    leaning=("not-interpretable", "indeterminate", "deficient", "unlikely", "not-measured"),
)

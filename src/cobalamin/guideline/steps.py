"""Which next steps follow from the answers: tests, treatment, warnings and referrals?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import (
    B12_VERY_HIGH,
    RESULT_OLD,
    TWO_RESULTS,
)
from cobalamin.guideline.metabolites import HOMOCYSTEINE_READING, MMA_READING
from cobalamin.guideline.sources import (
    AAFP_2025,
    ANDRES_2013,
    ARTICLE,
    BSH_2014,
    HVAS_2001,
    INTERFERENCE,
    LABEL_CYANOCOBALAMIN,
    N2O_CASES,
    NG239,
    PROJECT,
    SILVERSTEIN_2019,
    SMPC_HYDROXOCOBALAMIN,
    TRANSPORT_CASES,
)
from cobalamin.guideline.tests_due import Asked, confirming_tests, first_tests, step
from cobalamin.guideline.treatment import HARM_BY_WAITING, LIFELONG_CAUSE
from cobalamin.rules.expression import all_of, any_of, no
from cobalamin.rules.question import Action

_MMA = MMA_READING.is_
_HCY = HOMOCYSTEINE_READING.is_


def steps(asked: Asked, *, both_metabolites: bool) -> tuple[Action, ...]:
    """Every step of one guideline; `both_metabolites` asks for homocysteine beside MMA."""
    return (
        *_treatment(asked),
        *_before_any_dose(asked),
        *first_tests(asked),
        *confirming_tests(asked, both_metabolites),
        *_second_looks(asked),
        *_second_opinions(asked),
        *_warnings(asked),
        *_exposures(),
    )


def _treatment(a: Asked) -> tuple[Action, ...]:
    return (
        step(
            "treat-now",
            "now",
            a.treatment.is_("start-now"),
            "Take blood for B12, MMA and homocysteine now, then treat without waiting for the "
            "results. A prescriber signs.",
            NG239.at("do not delay where the condition may deteriorate rapidly", "memory"),
            BSH_2014.at("treatment should not be delayed", "seen"),
            guards=("H-03",),
        ),
        step(
            "treat-load",
            "now",
            all_of(a.treatment.is_("start"), HARM_BY_WAITING.holds()),
            "Plan loading with B12 today: waiting is likely to harm. Clear the safety questions "
            "first. A prescriber signs.",
            *HARM_BY_WAITING.because,
        ),
        step(
            "treat-load",
            "soon",
            a.treatment.is_("start"),
            "Plan loading with B12 once the safety questions are cleared. A prescriber signs.",
            ARTICLE.at("loading, then maintenance", "seen"),
        ),
        step(
            "treat-maintain",
            "routine",
            a.treatment.is_("continue"),
            "Go on with B12 and review its effect.",
            NG239.at("at review: continue", "seen"),
        ),
        step(
            "treat-intensify",
            "soon",
            a.treatment.is_("intensify"),
            "Review dose, interval, route, adherence and cause; think of another diagnosis.",
            NG239.at("at review: increase frequency, or another diagnosis", "seen"),
        ),
    )


def _before_any_dose(a: Asked) -> tuple[Action, ...]:
    return (
        step(
            "block-all-cobalamin",
            "now",
            f.COBALAMIN_ALLERGY.holds(),
            "Give no cobalamin until the recorded allergy has been cleared.",
            SMPC_HYDROXOCOBALAMIN.at("hypersensitivity is a contraindication", "seen"),
            guards=("H-01",),
        ),
        step(
            "refer-allergy",
            "soon",
            a.treatment.is_("hold"),
            "Ask an allergist which form can be given.",
            SMPC_HYDROXOCOBALAMIN.at("hypersensitivity is a contraindication", "seen"),
            guards=("H-01",),
        ),
        step(
            "block-folate-alone",
            "now",
            all_of(
                f.FOLIC_ACID.holds(),
                no(f.ON_COBALAMIN.holds()),
                no(a.deficiency.is_("unlikely")),
                no(a.deficiency.is_("not-confirmed")),
                no(all_of(a.deficiency.is_("not-tested"), a.suspicion.is_("none"))),
            ),
            "Do not give folic acid alone until B12 deficiency is excluded or treated.",
            LABEL_CYANOCOBALAMIN.at("folic acid may mend the blood while nerves go on", "seen"),
        ),
    )


def _second_looks(a: Asked) -> tuple[Action, ...]:
    return (
        step(
            "test-alternative-assay",
            "soon",
            all_of(
                a.total_b12.is_("not-interpretable"),
                f.TOTAL_B12_MEASURED.holds(),
                f.IF_ANTIBODY_POSITIVE.holds(),
                no(f.TOTAL_B12_TREATED.holds()),
            ),
            "Ask for another B12 assay: intrinsic factor antibodies can make this one falsely "
            "normal.",
            INTERFERENCE.at("falsely normal or high results", "seen"),
            guards=("H-03",),
        ),
        step(
            "repeat-test",
            "routine",
            all_of(
                a.deficiency.is_("indeterminate"),
                no(_MMA("not-measured")),
                no(_HCY("not-measured")),
            ),
            "Repeat B12 and MMA in 3 to 6 months: nothing measured decides, and an isolated raised "
            "MMA often falls by itself.",
            HVAS_2001.at("44% of untreated raised MMA fell", "seen"),
        ),
        step(
            "repeat-test",
            "soon",
            all_of(
                f.TOTAL_B12_MEASURED.holds(),
                f.TOTAL_B12_AGE.above(RESULT_OLD),
                no(f.ON_COBALAMIN.holds()),
                no(a.suspicion.is_("none")),
            ),
            "Repeat B12: the result is more than a year old.",
            RESULT_OLD.cite,
        ),
    )


def _second_opinions(a: Asked) -> tuple[Action, ...]:
    return (
        step(
            "review-diagnosis",
            "routine",
            any_of(
                all_of(
                    any_of(a.suspicion.is_("suspected"), a.suspicion.is_("symptoms-only")),
                    any_of(a.deficiency.is_("unlikely"), a.deficiency.is_("not-confirmed")),
                ),
                all_of(
                    f.ON_COBALAMIN.holds(),
                    no(a.deficiency.is_("confirmed")),
                    no(a.deficiency.is_("functional")),
                    no(LIFELONG_CAUSE.holds()),
                ),
            ),
            "Review the diagnosis: look for other causes of the symptoms, or for the evidence "
            "behind the treatment.",
            NG239.at("unlikely: look for other causes", "memory"),
            SILVERSTEIN_2019.at("two of three courses had no evidence of deficiency", "seen"),
        ),
        step(
            "refer-neurology",
            "now",
            all_of(
                any_of(f.MYELOPATHY.holds(), f.PROGRESSIVE_WEAKNESS.holds()),
                HARM_BY_WAITING.holds(),
            ),
            "Ask neurology today: signs of myelopathy or weakness that progresses.",
            NG239.at("suspected neurological conditions", "memory"),
        ),
    )


def _warnings(a: Asked) -> tuple[Action, ...]:
    return (
        step(
            "warn-treated-sample",
            "soon",
            any_of(
                f.TOTAL_B12_TREATED.holds(),
                f.ACTIVE_B12_TREATED.holds(),
                f.MMA_TREATED.holds(),
                f.HOMOCYSTEINE_TREATED.holds(),
            ),
            "A sample was taken after B12 was given: only earlier samples classify.",
            BSH_2014.at("blood before treatment", "memory"),
            guards=("H-09",),
        ),
        step(
            "warn-high-b12",
            "soon",
            all_of(
                f.TOTAL_B12_VERY_HIGH.at_least(TWO_RESULTS),
                no(f.TOTAL_B12_TREATED.holds()),
            ),
            "B12 was very high twice without treatment: look for a tumour, blood or liver disease.",
            AAFP_2025.at("over 1,000 pg/mL on two measurements", "seen"),
            ANDRES_2013.at("causes of high B12", "seen"),
            B12_VERY_HIGH.cite,
        ),
        step(
            "warn-ethnicity",
            "routine",
            all_of(
                f.BLACK_ETHNICITY.holds(),
                any_of(a.total_b12.is_("indeterminate"), a.total_b12.is_("unlikely")),
            ),
            "In people of Black ethnicity the B12 result may look falsely adequate.",
            NG239.at("before interpreting: ethnicity", "seen"),
        ),
    )


def _exposures() -> tuple[Action, ...]:
    return (
        step(
            "stop-nitrous-oxide",
            "now",
            NITROUS_OXIDE_EXPOSURE.holds(),
            "Stop nitrous oxide: treatment fails while exposure goes on.",
            N2O_CASES.at("reversible with abstinence and B12", "seen"),
        ),
        step(
            "refer-metabolic",
            "soon",
            any_of(f.TRANSPORT_DEFECT.holds(), f.MMA_ACIDAEMIA.holds(), f.HOMOCYSTINURIA.holds()),
            "Ask a metabolic specialist: an inborn error changes how results are read and treated.",
            TRANSPORT_CASES.at("inborn errors", "seen"),
            PROJECT.at("specialist care of inborn errors", "chosen"),
        ),
    )

"""Which next steps follow from the answers: tests, treatment, warnings and referrals?"""

from __future__ import annotations

from dataclasses import dataclass

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import KIDNEYS_CLOUD, NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import (
    B12_VERY_HIGH,
    HOMOCYSTEINE_RAISED,
    MMA_RAISED,
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
    MHRA_2022,
    N2O_CASES,
    NEJM_360,
    NG239,
    PROJECT,
    RENAL_MMA_2018,
    SILVERSTEIN_2019,
    SMPC_HYDROXOCOBALAMIN,
    SUPAKUL_2020,
    TRANSPORT_CASES,
)
from cobalamin.guideline.treatment import HARM_BY_WAITING, LIFELONG_CAUSE
from cobalamin.rules.expression import Criterion, Rule, all_of, any_of, no
from cobalamin.rules.question import Action, Question, Urgency
from cobalamin.source import Citation

_MMA = MMA_READING.is_
_HCY = HOMOCYSTEINE_READING.is_


@dataclass(frozen=True, slots=True)
class Asked:
    """The answers that steps follow from."""

    total_b12: Question
    active_b12: Question
    deficiency: Question
    suspicion: Question
    treatment: Question


def steps(asked: Asked, *, both_metabolites: bool) -> tuple[Action, ...]:
    """Every step of one guideline; `both_metabolites` asks for homocysteine beside MMA."""
    return (
        *_treatment(asked),
        *_first_tests(asked),
        *_confirming_tests(asked, both_metabolites),
        *_second_looks(asked),
        *_warnings(asked),
        *_causes(asked),
    )


def _step(
    code: str,
    urgency: Urgency,
    when: Criterion,
    says: str,
    *because: Citation,
    guards: tuple[str, ...] = (),
) -> Action:
    rule = Rule(f"step.{code}.{urgency}", when, says, because, guards=guards)
    return Action(code, urgency, rule, asks=code.startswith("test-"))


def _treatment(a: Asked) -> tuple[Action, ...]:
    return (
        _step(
            "treat-now",
            "now",
            a.treatment.is_("start-now"),
            "Take blood for B12, MMA and homocysteine now, then treat without waiting for the "
            "results. A prescriber signs.",
            NG239.at("do not delay where the condition may deteriorate rapidly", "memory"),
            BSH_2014.at("treatment should not be delayed", "seen"),
            guards=("H-03",),
        ),
        _step(
            "treat-load",
            "now",
            all_of(a.treatment.is_("start"), HARM_BY_WAITING.holds()),
            "Plan loading with B12 today: waiting is likely to harm. Clear the safety questions "
            "first. A prescriber signs.",
            *HARM_BY_WAITING.because,
        ),
        _step(
            "treat-load",
            "soon",
            a.treatment.is_("start"),
            "Plan loading with B12 once the safety questions are cleared. A prescriber signs.",
            ARTICLE.at("loading, then maintenance", "seen"),
        ),
        _step(
            "treat-maintain",
            "routine",
            a.treatment.is_("continue"),
            "Go on with B12 and review its effect.",
            NG239.at("at review: continue", "seen"),
        ),
        _step(
            "treat-intensify",
            "soon",
            a.treatment.is_("intensify"),
            "Review dose, interval, route, adherence and cause; think of another diagnosis.",
            NG239.at("at review: increase frequency, or another diagnosis", "seen"),
        ),
        _step(
            "block-all-cobalamin",
            "now",
            f.COBALAMIN_ALLERGY.holds(),
            "Give no cobalamin until the recorded allergy has been cleared.",
            SMPC_HYDROXOCOBALAMIN.at("hypersensitivity is a contraindication", "seen"),
            guards=("H-01",),
        ),
        _step(
            "refer-allergy",
            "soon",
            a.treatment.is_("hold"),
            "Ask an allergist which form can be given.",
            SMPC_HYDROXOCOBALAMIN.at("hypersensitivity is a contraindication", "seen"),
            guards=("H-01",),
        ),
        _step(
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


def _first_tests(a: Asked) -> tuple[Action, ...]:
    unmeasured = all_of(
        a.total_b12.is_("not-measured"),
        a.active_b12.is_("not-measured"),
        no(f.PREGNANT.holds()),
        no(a.deficiency.is_("confirmed")),
        no(a.deficiency.is_("functional")),
    )
    says = "Measure total B12 (or active B12), before any B12 is given."
    first = NG239.at("the first test is total or active B12", "seen")
    not_yet_active = all_of(no(f.ACTIVE_B12_MEASURED.holds()), no(a.suspicion.is_("none")))
    return (
        _step("test-b12", "now", all_of(unmeasured, a.treatment.is_("start-now")), says, first),
        _step(
            "test-b12",
            "soon",
            all_of(
                unmeasured,
                any_of(
                    a.suspicion.is_("suspected"),
                    a.suspicion.is_("symptoms-only"),
                    no(a.deficiency.is_("not-tested")),
                ),
            ),
            says,
            first,
            guards=("H-08",),
        ),
        _step(
            "test-b12",
            "routine",
            all_of(unmeasured, a.suspicion.is_("risk-only")),
            says,
            first,
            NG239.at("common risk factors", "seen"),
        ),
        _step(
            "test-active-b12",
            "soon",
            all_of(f.PREGNANT.holds(), not_yet_active, no(a.deficiency.is_("confirmed"))),
            "Measure active B12: total B12 falls in pregnancy without deficiency.",
            NG239.at("pregnant: active B12", "seen"),
        ),
        _step(
            "warn-pregnancy",
            "soon",
            all_of(f.PREGNANT.holds(), f.TOTAL_B12_MEASURED.holds()),
            "Do not use total B12 in pregnancy.",
            NG239.at("pregnant: active B12", "seen"),
        ),
        _step(
            "test-cbc",
            "routine",
            all_of(
                no(f.HAEMOGLOBIN_MEASURED.holds()),
                any_of(
                    a.suspicion.is_("suspected"),
                    a.treatment.is_("start"),
                    a.treatment.is_("start-now"),
                ),
            ),
            "Take a full blood count and film.",
            NG239.at("do not rule out for lack of anaemia; baseline before treatment", "memory"),
        ),
    )


def _confirming_tests(a: Asked, both: bool) -> tuple[Action, ...]:
    asks = any_of(
        a.deficiency.is_("probable"),
        a.deficiency.is_("indeterminate"),
        all_of(a.deficiency.is_("not-tested"), NITROUS_OXIDE_EXPOSURE.holds()),
    )
    urgent = a.treatment.is_("start-now")
    no_mma = all_of(_MMA("not-measured"), asks)
    hcy_for = (
        asks
        if both
        else all_of(asks, any_of(NITROUS_OXIDE_EXPOSURE.holds(), f.HOMOCYSTEINE_MEASURED.holds()))
    )
    no_hcy = all_of(_HCY("not-measured"), any_of(hcy_for, all_of(urgent, asks)))
    in_range_but_suspected = all_of(
        a.deficiency.is_("unlikely"), a.suspicion.is_("suspected"), _MMA("not-measured")
    )
    mma = "Measure MMA, with eGFR from the same blood."
    hcy = "Measure homocysteine (separated within 2 hours), with folate."
    confirm = ARTICLE.at("MMA and homocysteine confirm", "seen")
    any_metabolite = any_of(f.MMA_MEASURED.holds(), f.HOMOCYSTEINE_MEASURED.holds())
    raised_unread = any_of(
        all_of(f.MMA_MEASURED.holds(), f.MMA.above(MMA_RAISED)),
        all_of(f.HOMOCYSTEINE_MEASURED.holds(), f.HOMOCYSTEINE.above(HOMOCYSTEINE_RAISED)),
    )
    egfr_due = all_of(
        no(f.EGFR_MEASURED.holds()),
        no(f.KIDNEY_DISEASE.holds()),
        any_of(raised_unread, all_of(no_mma, no(any_metabolite))),
    )
    egfr = "Measure creatinine and eGFR: raised MMA and homocysteine are read only with them."
    kidneys = RENAL_MMA_2018.at("MMA not adjusted for eGFR overestimates deficiency", "seen")
    folate_due = all_of(
        no(f.FOLATE_MEASURED.holds()),
        any_of(
            all_of(f.HOMOCYSTEINE_MEASURED.holds(), f.HOMOCYSTEINE.above(HOMOCYSTEINE_RAISED)),
            no_hcy,
        ),
    )
    folate = "Measure serum folate: a raised homocysteine is read only with it."
    pattern = NEJM_360.at("folate deficiency raises homocysteine, not MMA", "seen")
    return (
        _step("test-mma", "now", all_of(no_mma, urgent), mma, confirm),
        _step("test-mma", "soon", no_mma, mma, confirm, NG239.at("indeterminate", "seen")),
        _step(
            "test-mma",
            "routine",
            in_range_but_suspected,
            "Consider MMA: B12 in range does not exclude deficiency in a person with symptoms.",
            ARTICLE.at("serum B12 can be misleading in early stages", "seen"),
            guards=("H-03",),
        ),
        _step("test-homocysteine", "now", all_of(no_hcy, urgent), hcy, confirm),
        _step(
            "test-homocysteine",
            "soon",
            no_hcy,
            hcy,
            confirm,
            NG239.at("nitrous oxide: homocysteine or MMA", "seen"),
        ),
        _step("test-egfr", "now", all_of(egfr_due, urgent), egfr, kidneys, guards=("H-05",)),
        _step("test-egfr", "soon", egfr_due, egfr, kidneys, guards=("H-05",)),
        _step("test-folate", "now", all_of(folate_due, urgent), folate, pattern, guards=("H-05",)),
        _step("test-folate", "soon", folate_due, folate, pattern, guards=("H-05",)),
        _step(
            "test-urine-mma",
            "soon",
            all_of(
                _MMA("clouded"),
                KIDNEYS_CLOUD.holds(),
                no(f.URINE_MMA_MEASURED.holds()),
                no(a.deficiency.is_("confirmed")),
            ),
            "Consider urine MMA/creatinine, which does not depend on the kidneys.",
            SUPAKUL_2020.at("urine MMA/creatinine", "seen"),
            guards=("H-05",),
        ),
        _step(
            "test-active-b12",
            "routine",
            all_of(
                any_of(_MMA("clouded"), _HCY("clouded")),
                KIDNEYS_CLOUD.holds(),
                no(f.ACTIVE_B12_MEASURED.holds()),
                no(a.deficiency.is_("confirmed")),
                no(f.PREGNANT.holds()),
            ),
            "Consider active B12: it is read without kidney function.",
            RENAL_MMA_2018.at("kidney disease: use active or total B12", "seen"),
            guards=("H-05",),
        ),
    )


def _second_looks(a: Asked) -> tuple[Action, ...]:
    return (
        _step(
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
        _step(
            "repeat-test",
            "routine",
            all_of(a.deficiency.is_("indeterminate"), _MMA("raised")),
            "Repeat MMA in 3 to 6 months: an isolated raised MMA often falls by itself.",
            HVAS_2001.at("44% of untreated raised MMA fell", "seen"),
        ),
        _step(
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
        _step(
            "review-diagnosis",
            "routine",
            any_of(
                all_of(
                    a.suspicion.is_("suspected"),
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
        _step(
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
        _step(
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
        _step(
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
        _step(
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


def _causes(a: Asked) -> tuple[Action, ...]:
    shown = any_of(
        a.deficiency.is_("confirmed"),
        a.deficiency.is_("functional"),
        a.deficiency.is_("probable"),
    )
    return (
        _step(
            "test-if-antibody",
            "soon",
            all_of(
                any_of(a.deficiency.is_("confirmed"), a.deficiency.is_("probable")),
                no(f.IF_ANTIBODY_MEASURED.holds()),
                no(f.AUTOIMMUNE_GASTRITIS.holds()),
                no(f.GUT_SURGERY.holds()),
            ),
            "Test for intrinsic factor antibody, not within 2 weeks of an injection.",
            NG239.at("autoimmune gastritis: anti-intrinsic-factor antibody", "seen"),
        ),
        _step(
            "stop-nitrous-oxide",
            "now",
            NITROUS_OXIDE_EXPOSURE.holds(),
            "Stop nitrous oxide: treatment fails while exposure goes on.",
            N2O_CASES.at("reversible with abstinence and B12", "seen"),
        ),
        _step(
            "review-medicine",
            "routine",
            all_of(
                shown,
                any_of(f.METFORMIN.holds(), f.ACID_BLOCKER.holds(), f.OTHER_RISK_MEDICINE.holds()),
            ),
            "Review the medicine that lowers B12; go on with metformin as long as it is needed.",
            MHRA_2022.at("correct the deficiency, continue metformin", "seen"),
            NG239.at("medicine-induced: review the medicine", "memory"),
        ),
        _step(
            "refer-metabolic",
            "soon",
            any_of(f.TRANSPORT_DEFECT.holds(), f.MMA_ACIDAEMIA.holds(), f.HOMOCYSTINURIA.holds()),
            "Ask a metabolic specialist: an inborn error changes how results are read and treated.",
            TRANSPORT_CASES.at("inborn errors", "seen"),
            PROJECT.at("specialist care of inborn errors", "chosen"),
        ),
    )

"""Which tests are due, and how soon?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import KIDNEYS_KNOWN_TO_CLOUD, NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import (
    HOMOCYSTEINE_RAISED,
    MMA_RAISED,
)
from cobalamin.guideline.metabolites import HOMOCYSTEINE_READING, MMA_READING
from cobalamin.guideline.sources import (
    ARTICLE,
    NEJM_360,
    NG239,
    RENAL_MMA_2018,
    SUPAKUL_2020,
)
from cobalamin.rules.expression import Criterion, Rule, all_of, any_of, no
from cobalamin.rules.question import Action, Question, Urgency
from cobalamin.source import Citation
from cobalamin.value import Value

_MMA = MMA_READING.is_
_HCY = HOMOCYSTEINE_READING.is_


class Asked(Value):
    """The answers that steps follow from."""

    total_b12: Question
    active_b12: Question
    deficiency: Question
    suspicion: Question
    treatment: Question
    doubt: Rule


def step(
    code: str,
    urgency: Urgency,
    when: Criterion,
    says: str,
    *because: Citation,
    guards: tuple[str, ...] = (),
) -> Action:
    """A step; one that only asks (a test) is called for unless its rule is ruled out."""
    rule = Rule(f"step.{code}.{urgency}", when, says, because, guards=guards)
    return Action(code, urgency, rule, asks=code.startswith("test-"))


def first_tests(a: Asked) -> tuple[Action, ...]:
    """Blood levels and blood count, for those in whom deficiency is suspected or at risk."""
    return (*_b12_tests(a), *_pregnancy_and_blood_count(a))


def _b12_tests(a: Asked) -> tuple[Action, ...]:
    unmeasured = all_of(
        no(f.TOTAL_B12_MEASURED.holds()),
        a.active_b12.is_("not-measured"),
        no(f.ON_COBALAMIN.holds()),
        no(f.PREGNANT.holds()),
        no(a.deficiency.is_("confirmed")),
        no(a.deficiency.is_("functional")),
    )
    says = "Measure total B12 (or active B12), before any B12 is given."
    first = NG239.at("the first test is total or active B12", "seen")
    return (
        step("test-b12", "now", all_of(unmeasured, a.treatment.is_("start-now")), says, first),
        step(
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
        step(
            "test-b12",
            "routine",
            all_of(unmeasured, a.suspicion.is_("risk-only")),
            says,
            first,
            NG239.at("common risk factors", "seen"),
        ),
    )


def _pregnancy_and_blood_count(a: Asked) -> tuple[Action, ...]:
    not_yet_active = all_of(
        no(f.ACTIVE_B12_MEASURED.holds()),
        any_of(no(a.suspicion.is_("none")), f.TOTAL_B12_MEASURED.holds()),
    )
    return (
        step(
            "test-active-b12",
            "soon",
            all_of(f.PREGNANT.holds(), not_yet_active, no(a.deficiency.is_("confirmed"))),
            "Measure active B12: total B12 falls in pregnancy without deficiency.",
            NG239.at("pregnant: active B12", "seen"),
        ),
        step(
            "warn-pregnancy",
            "soon",
            all_of(f.PREGNANT.holds(), f.TOTAL_B12_MEASURED.holds()),
            "Do not use total B12 in pregnancy.",
            NG239.at("pregnant: active B12", "seen"),
        ),
        step(
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


def confirming_tests(a: Asked, both: bool) -> tuple[Action, ...]:
    """MMA and homocysteine, and what they are read with; `both` asks for homocysteine too."""
    asks = any_of(
        a.deficiency.is_("probable"),
        a.deficiency.is_("indeterminate"),
        all_of(a.deficiency.is_("not-tested"), NITROUS_OXIDE_EXPOSURE.holds()),
        a.doubt.holds(),
    )
    urgent = any_of(a.treatment.is_("start-now"), a.doubt.holds())
    no_mma = all_of(_MMA("not-measured"), asks)
    no_hcy = all_of(_HCY("not-measured"), asks)
    if not both:
        no_hcy = all_of(no_hcy, any_of(NITROUS_OXIDE_EXPOSURE.holds(), urgent))
    return (
        *_metabolite_tests(a, urgent, no_mma, no_hcy),
        *_what_they_are_read_with(urgent, no_mma, no_hcy),
        *_beside_the_kidneys(a),
    )


def _metabolite_tests(
    a: Asked, urgent: Criterion, no_mma: Criterion, no_hcy: Criterion
) -> tuple[Action, ...]:
    mma = "Measure MMA, with eGFR from the same blood."
    hcy = "Measure homocysteine (separated within 2 hours), with folate."
    confirm = ARTICLE.at("MMA and homocysteine confirm", "seen")
    first_for_gas = NG239.at("nitrous oxide: homocysteine or MMA", "seen")
    return (
        step("test-mma", "now", all_of(no_mma, urgent), mma, confirm),
        step("test-mma", "soon", no_mma, mma, confirm, NG239.at("indeterminate", "seen")),
        step(
            "test-mma",
            "routine",
            all_of(
                a.deficiency.is_("unlikely"), a.suspicion.is_("suspected"), _MMA("not-measured")
            ),
            "Consider MMA: B12 in range does not exclude deficiency in a person with symptoms.",
            ARTICLE.at("serum B12 can be misleading in early stages", "seen"),
            guards=("H-03",),
        ),
        step("test-homocysteine", "now", all_of(no_hcy, urgent), hcy, confirm),
        step("test-homocysteine", "soon", no_hcy, hcy, confirm, first_for_gas),
    )


def _what_they_are_read_with(
    urgent: Criterion, no_mma: Criterion, no_hcy: Criterion
) -> tuple[Action, ...]:
    high_mma = all_of(f.MMA_MEASURED.holds(), f.MMA.above(MMA_RAISED))
    high_hcy = all_of(f.HOMOCYSTEINE_MEASURED.holds(), f.HOMOCYSTEINE.above(HOMOCYSTEINE_RAISED))
    egfr_due = all_of(
        no(f.EGFR_MEASURED.holds()),
        no(f.KIDNEY_DISEASE.holds()),
        any_of(high_mma, high_hcy, no_mma),
    )
    folate_due = all_of(no(f.FOLATE_MEASURED.holds()), any_of(high_hcy, no_hcy))
    egfr = "Measure creatinine and eGFR: raised MMA and homocysteine are read only with them."
    kidneys = RENAL_MMA_2018.at("MMA not adjusted for eGFR overestimates deficiency", "seen")
    folate = "Measure serum folate: a raised homocysteine is read only with it."
    pattern = NEJM_360.at("folate deficiency raises homocysteine, not MMA", "seen")
    return (
        step("test-egfr", "now", all_of(egfr_due, urgent), egfr, kidneys, guards=("H-05",)),
        step("test-egfr", "soon", egfr_due, egfr, kidneys, guards=("H-05",)),
        step("test-folate", "now", all_of(folate_due, urgent), folate, pattern, guards=("H-05",)),
        step("test-folate", "soon", folate_due, folate, pattern, guards=("H-05",)),
    )


def _beside_the_kidneys(a: Asked) -> tuple[Action, ...]:
    return (
        step(
            "test-urine-mma",
            "soon",
            all_of(
                _MMA("clouded"),
                KIDNEYS_KNOWN_TO_CLOUD,
                no(f.URINE_MMA_MEASURED.holds()),
                no(a.deficiency.is_("confirmed")),
            ),
            "Consider urine MMA/creatinine, which does not depend on the kidneys.",
            SUPAKUL_2020.at("urine MMA/creatinine", "seen"),
            guards=("H-05",),
        ),
        step(
            "test-active-b12",
            "routine",
            all_of(
                any_of(_MMA("clouded"), _HCY("clouded")),
                KIDNEYS_KNOWN_TO_CLOUD,
                no(f.ACTIVE_B12_MEASURED.holds()),
                no(a.deficiency.is_("confirmed")),
                no(f.PREGNANT.holds()),
            ),
            "Consider active B12: it is read without kidney function.",
            RENAL_MMA_2018.at("kidney disease: use active or total B12", "seen"),
            guards=("H-05",),
        ),
    )

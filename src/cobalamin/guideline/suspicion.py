"""Should B12 deficiency be suspected: a symptom, a risk, both or neither?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.cut_points import (
    ACID_BLOCKER_DAYS,
    AGE_RISK,
    AGE_SCREEN_AAFP,
    ANAEMIA_MEN,
    ANAEMIA_PREGNANT,
    ANAEMIA_WOMEN,
    MACROCYTOSIS,
    METFORMIN_AAFP,
)
from cobalamin.guideline.neuropathy import NEUROPATHY
from cobalamin.guideline.sources import (
    AAFP_2017,
    AAFP_2025,
    ARTICLE,
    LAM_2013,
    LINDENBAUM_1988,
    MHRA_2022,
    NG239,
    VALUCK_2004,
)
from cobalamin.rules.expression import Criterion, Dissent, Rule, all_of, any_of, no
from cobalamin.rules.question import Case, Question, first_match
from cobalamin.source import Citation

ABNORMAL_BLOOD_COUNT = Rule(
    "finding.abnormal-blood-count",
    any_of(
        f.ANAEMIA_RECORDED.holds(),
        all_of(f.MCV_MEASURED.holds(), f.MCV.above(MACROCYTOSIS)),
        all_of(
            f.HAEMOGLOBIN_MEASURED.holds(),
            any_of(
                f.HAEMOGLOBIN.below(ANAEMIA_PREGNANT),
                all_of(no(f.PREGNANT.holds()), f.HAEMOGLOBIN.below(ANAEMIA_WOMEN)),
                all_of(f.MALE.holds(), f.HAEMOGLOBIN.below(ANAEMIA_MEN)),
            ),
        ),
    ),
    "The blood count is abnormal: anaemia or large red cells.",
    (NG239.at("common symptoms and signs: abnormal blood count", "memory"), MACROCYTOSIS.cite),
)
SYMPTOM = Rule(
    "finding.symptom",
    any_of(
        f.SENSORY_SYMPTOMS.holds(),
        f.GAIT_DISORDER.holds(),
        f.FALLS.holds(),
        f.MYELOPATHY.holds(),
        f.PROGRESSIVE_WEAKNESS.holds(),
        f.COGNITIVE_DECLINE.holds(),
        f.MOOD_SYMPTOMS.holds(),
        f.OPTIC_NEUROPATHY.holds(),
        f.VISUAL_DISTURBANCE.holds(),
        f.GLOSSITIS.holds(),
        f.FATIGUE.holds(),
        ABNORMAL_BLOOD_COUNT.holds(),
        NEUROPATHY.is_("present"),
    ),
    "A symptom or sign of B12 deficiency is recorded.",
    (
        NG239.at("common symptoms and signs", "memory"),
        ARTICLE.at("symmetric tingling or numbness, gait and balance, memory and mood", "seen"),
    ),
)
_ANYWHERE: tuple[Criterion, ...] = (
    f.AUTOIMMUNE_GASTRITIS.holds(),
    f.IF_ANTIBODY_POSITIVE.holds(),
    f.GUT_SURGERY.holds(),
    f.MALABSORPTION.holds(),
    f.RADIOTHERAPY.holds(),
    f.AUTOIMMUNE_DISEASE.holds(),
    f.LOW_B12_DIET.holds(),
    f.FAMILY_HISTORY.holds(),
    f.RECORDED_DEFICIENCY.holds(),
    f.TRANSPORT_DEFECT.holds(),
    f.OTHER_RISK_MEDICINE.holds(),
    NITROUS_OXIDE_EXPOSURE.holds(),
)
_LONG_ACID_BLOCKER = all_of(
    f.ACID_BLOCKER.holds(), f.DAYS_ON_ACID_BLOCKER.at_least(ACID_BLOCKER_DAYS)
)
RISK_ARTICLE = any_of(*_ANYWHERE, f.METFORMIN.holds(), _LONG_ACID_BLOCKER, f.AGE.at_least(AGE_RISK))
RISK_NG239 = any_of(*_ANYWHERE, f.METFORMIN.holds(), f.ACID_BLOCKER.holds())
RISK_AAFP = any_of(
    *_ANYWHERE,
    all_of(f.METFORMIN.holds(), f.DAYS_ON_METFORMIN.above(METFORMIN_AAFP)),
    _LONG_ACID_BLOCKER,
    f.AGE.above(AGE_SCREEN_AAFP),
)
RISK_CITES_ARTICLE = (
    ARTICLE.at("older age, pernicious anaemia, Crohn, coeliac, metformin", "seen"),
    NG239.at("common risk factors", "seen"),
)
RISK_CITES_NG239 = (NG239.at("common risk factors", "seen"),)
RISK_CITES_AAFP = (
    AAFP_2017.at("metformin over 4 months, acid blocker over 12 months, age over 75", "seen"),
    AAFP_2025.at("risk factors", "seen"),
)
_THRESHOLDS_DIFFER = Dissent(
    "Sources differ on metformin: MHRA tests on symptoms, AAFP screens after 4 months, others "
    "after years; and on acid blockers: 12 months or 2 years.",
    (
        MHRA_2022.at("test if suspected", "seen"),
        AAFP_2017.at("metformin over 4 months", "seen"),
        LAM_2013.at("2 years or more", "seen"),
        VALUCK_2004.at("12 months or more", "seen"),
    ),
    when=any_of(f.METFORMIN.holds(), f.ACID_BLOCKER.holds()),
)
_BLOOD_MAY_BE_NORMAL = Dissent(
    "Normal blood does not argue against it: 28% of neuropsychiatric cases had neither anaemia nor "
    "macrocytosis.",
    (LINDENBAUM_1988.at("40 of 141", "seen"),),
    when=no(ABNORMAL_BLOOD_COUNT.holds()),
)


def suspicion(risk: Criterion, cites: tuple[Citation, ...]) -> Question:
    """The question with one guideline's risk factors."""
    a_risk = Rule("finding.risk", risk, "A cause or risk factor is recorded.", cites).holds()
    symptom = SYMPTOM.holds()
    return first_match(
        "suspicion",
        "Should B12 deficiency be suspected?",
        (
            Case(
                "suspected",
                all_of(symptom, a_risk),
                "B12 deficiency should be suspected: a symptom or sign and a risk factor.",
                (
                    NG239.at("offer a test with one common symptom and one risk factor", "seen"),
                    *cites,
                ),
                against=(_BLOOD_MAY_BE_NORMAL, _THRESHOLDS_DIFFER),
            ),
            Case(
                "symptoms-only",
                symptom,
                "A symptom or sign that B12 deficiency can cause is recorded, but no risk factor.",
                (NG239.at("a symptom without a risk factor: clinical judgement", "memory"),),
                against=(_BLOOD_MAY_BE_NORMAL,),
                guards=("H-08",),
            ),
            Case(
                "risk-only",
                a_risk,
                "A risk factor is recorded, but no symptom: screening is due if not done.",
                cites,
                against=(_THRESHOLDS_DIFFER,),
                guards=("H-08",),
            ),
            Case(
                "none",
                None,
                "Neither a symptom nor a risk factor is recorded.",
                (NG239.at("who to test", "seen"),),
                guards=("H-08",),
                explains=all_of(no(symptom), no(a_risk)),
            ),
        ),
        leaning=("suspected", "risk-only", "symptoms-only", "none"),
    )

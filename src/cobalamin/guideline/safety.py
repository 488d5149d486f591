"""Which rules say that a dose must not, or not simply, be given?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import safety_cut_points as c
from cobalamin.guideline import safety_facts as s
from cobalamin.guideline.active_b12 import ACTIVE_B12_QUESTION
from cobalamin.guideline.metabolites import MMA_READING
from cobalamin.guideline.sources import (
    CTCAE,
    DIVINE_2010,
    HYPERSENSITIVITY_2023,
    LABEL_CYANOCOBALAMIN,
    LABEL_HYDROXOCOBALAMIN_US,
    MHRA_COBALT_2023,
    PROJECT,
    SMPC_HYDROXOCOBALAMIN,
    SPS_ANTICOAGULANTS,
    UK_DIRECTION,
    US_LEAFLETS,
)
from cobalamin.rules.expression import Dissent, Rule, all_of, any_of, at_least, no

_CONTRAINDICATED = (
    SMPC_HYDROXOCOBALAMIN.at("hypersensitivity is a contraindication", "seen"),
    LABEL_CYANOCOBALAMIN.at("anaphylactic shock and death reported", "seen"),
)
_CROSS_REACTIVITY = Dissent(
    "Cross-reactivity varies: seven patients sensitised to one form tolerated another, and a "
    "filler of tablets can be the culprit.",
    (HYPERSENSITIVITY_2023.at("cross-reactivity", "seen"),),
)

ALLERGY_TO_ALL = Rule(
    "gate.allergy-to-all",
    any_of(
        s.UNSPECIFIED_ALLERGY.holds(),
        at_least(
            2,
            s.CYANOCOBALAMIN_ALLERGY.holds(),
            s.HYDROXOCOBALAMIN_ALLERGY.holds(),
            s.METHYLCOBALAMIN_ALLERGY.holds(),
        ),
    ),
    "An allergy to B12, or to several forms of it, is recorded: give none until it is cleared.",
    _CONTRAINDICATED,
    against=(_CROSS_REACTIVITY,),
    guards=("H-01",),
)
ALLERGY_TO_CYANOCOBALAMIN = Rule(
    "gate.allergy-to-cyanocobalamin",
    s.CYANOCOBALAMIN_ALLERGY.holds(),
    "An allergy to cyanocobalamin is recorded: do not give it.",
    _CONTRAINDICATED,
    guards=("H-01",),
)
ALLERGY_TO_HYDROXOCOBALAMIN = Rule(
    "gate.allergy-to-hydroxocobalamin",
    s.HYDROXOCOBALAMIN_ALLERGY.holds(),
    "An allergy to hydroxocobalamin is recorded: do not give it.",
    _CONTRAINDICATED,
    guards=("H-01",),
)
ALLERGY_TO_METHYLCOBALAMIN = Rule(
    "gate.allergy-to-methylcobalamin",
    s.METHYLCOBALAMIN_ALLERGY.holds(),
    "An allergy to methylcobalamin is recorded: do not give it.",
    _CONTRAINDICATED,
    guards=("H-01",),
)
ALLERGY_TO_ONE = Rule(
    "gate.allergy-to-one",
    any_of(
        ALLERGY_TO_CYANOCOBALAMIN.holds(),
        ALLERGY_TO_HYDROXOCOBALAMIN.holds(),
        ALLERGY_TO_METHYLCOBALAMIN.holds(),
    ),
    "An allergy to one form of B12 is recorded: an allergist or the prescriber clears any other.",
    (HYPERSENSITIVITY_2023.at("cross-reactivity varies", "seen"),),
    against=(_CROSS_REACTIVITY,),
    guards=("H-01",),
)
COBALT = Rule(
    "gate.cobalt-allergy",
    s.COBALT_ALLERGY.holds(),
    "Cobalt allergy: weigh the benefit, sign for it, and watch for a reaction for 72 hours. "
    "Sources differ: the MHRA asks for vigilance, US leaflets say not to use B12.",
    (
        MHRA_COBALT_2023.at("be vigilant; immediate, or up to 72 hours later", "seen"),
        US_LEAFLETS.at("do not use if allergic to cobalt", "seen"),
    ),
    against=(
        Dissent(
            "US leaflets say not to use B12 at all in cobalt allergy; the MHRA asks for vigilance.",
            (US_LEAFLETS.at("do not use if allergic to cobalt", "seen"),),
        ),
    ),
    guards=("H-01",),
)
LEBER = Rule(
    "gate.leber",
    s.LEBER_DISEASE.holds(),
    "Leber's disease in person or family: never cyanocobalamin, which can destroy sight swiftly. "
    "Hydroxocobalamin may be given after sign-off.",
    (
        LABEL_CYANOCOBALAMIN.at("early Leber's disease: severe and swift optic atrophy", "seen"),
        SMPC_HYDROXOCOBALAMIN.at("Leber's optic atrophy is an indication", "seen"),
    ),
    guards=("H-13",),
)
INR_HIGH = Rule(
    "gate.inr-high",
    any_of(
        all_of(s.INR_MEASURED.holds(), s.INR.above(c.INR_RANGE)),
        all_of(s.VITAMIN_K_ANTAGONIST.holds(), s.INR.above(c.INR_RANGE)),
    ),
    "INR is above the usual range: no injection into muscle today. Where another range is set for "
    "this patient, that range decides.",
    (
        SPS_ANTICOAGULANTS.at("no injection into muscle above the therapeutic range", "seen"),
        c.INR_RANGE.cite,
    ),
    guards=("H-14",),
)
ANTICOAGULATED = Rule(
    "gate.anticoagulant",
    s.ANTICOAGULANT.holds(),
    "An anticoagulant is taken: avoid muscle if possible (deep subcutaneous or oral), else a fine "
    "needle and 2 minutes of pressure. With warfarin know the INR first.",
    (
        SPS_ANTICOAGULANTS.at("avoid injections into muscle if possible; bruising", "seen"),
        UK_DIRECTION.at("pressure for 2 minutes", "second-hand"),
    ),
    guards=("H-14",),
)
PLATELETS_TOO_LOW = Rule(
    "gate.platelets-too-low",
    any_of(
        all_of(s.PLATELETS_MEASURED.holds(), s.PLATELETS.below(c.PLATELETS_VERY_LOW)),
        all_of(s.BLEEDING_DISORDER.holds(), s.PLATELETS.below(c.PLATELETS_VERY_LOW)),
    ),
    "Platelets are very low: no injection into muscle until a clinician who knows the bleeding "
    "risk has judged it safe.",
    (c.PLATELETS_VERY_LOW.cite,),
    guards=("H-14",),
)
BLEEDING = Rule(
    "gate.bleeding",
    any_of(
        s.BLEEDING_DISORDER.holds(),
        all_of(s.PLATELETS_MEASURED.holds(), s.PLATELETS.below(c.PLATELETS_LOW)),
    ),
    "Bleeding risk: ask a clinician who knows it before an injection; fine needle, 5 to 10 "
    "minutes of pressure.",
    (
        UK_DIRECTION.at("bleeding disorder or severe thrombocytopenia", "second-hand"),
        c.PLATELETS_LOW.cite,
    ),
    guards=("H-14",),
)
SEVERE_ANAEMIA_NOW = Rule(
    "finding.severe-anaemia-now",
    any_of(
        f.SEVERE_ANAEMIA_RECORDED.holds(),
        s.HAEMOGLOBIN_NOW.below(c.ANAEMIA_SEVERE_NOW),
    ),
    "Anaemia is severe.",
    (c.ANAEMIA_SEVERE_NOW.cite,),
    guards=("H-15",),
)
POTASSIUM_AT_RISK = Rule(
    "gate.potassium-at-risk",
    any_of(
        SEVERE_ANAEMIA_NOW.holds(),
        s.HYPOKALAEMIA.holds(),
        all_of(s.POTASSIUM_MEASURED.holds(), s.POTASSIUM.below(c.POTASSIUM_LOW)),
        s.DIURETIC.holds(),
        s.DIGOXIN.holds(),
    ),
    "Potassium can fall when blood begins to form: know it before the first dose, watch it closely "
    "in the first 48 hours, replace it if it falls.",
    (
        LABEL_CYANOCOBALAMIN.at("potassium observed closely the first 48 hours", "seen"),
        PROJECT.at(
            "who needs it: severe anaemia, low potassium, diuretics, digoxin; from memory", "memory"
        ),
    ),
    guards=("H-15",),
)
POTASSIUM_TOO_LOW = Rule(
    "gate.potassium-too-low",
    any_of(
        all_of(s.POTASSIUM_MEASURED.holds(), s.POTASSIUM.below(c.POTASSIUM_VERY_LOW)),
        all_of(POTASSIUM_AT_RISK.holds(), s.POTASSIUM.below(c.POTASSIUM_VERY_LOW)),
    ),
    "Potassium is dangerously low: correct it before the first dose, in hospital.",
    (
        CTCAE.at("hypokalaemia grade 3", "memory"),
        LABEL_HYDROXOCOBALAMIN_US.at(
            "hypokalaemia and sudden death after intense treatment", "seen"
        ),
    ),
    guards=("H-15",),
)
MAY_BE_PREGNANT = Rule(
    "finding.may-be-pregnant",
    all_of(no(f.MALE.holds()), f.AGE.at_most(c.AGE_MAY_BE_PREGNANT)),
    "Sex and age allow a pregnancy.",
    (c.AGE_MAY_BE_PREGNANT.cite,),
    guards=("H-16",),
)
B12_PROVED_IN_PREGNANCY = Rule(
    "finding.proved-in-pregnancy",
    any_of(
        ACTIVE_B12_QUESTION.is_("deficient"),
        MMA_READING.is_("raised"),
        f.IF_ANTIBODY_POSITIVE.holds(),
        f.AUTOIMMUNE_GASTRITIS.holds(),
        f.GUT_SURGERY.holds(),
    ),
    "B12 deficiency is shown by a test that holds in pregnancy, or by its cause.",
    (PROJECT.at("total B12 proves nothing in pregnancy; active B12 and MMA do", "chosen"),),
    guards=("H-16",),
)
PREGNANT_UNPROVED = Rule(
    "gate.pregnant-unproved",
    all_of(MAY_BE_PREGNANT.holds(), s.PREGNANT_NOW.holds(), no(B12_PROVED_IN_PREGNANCY.holds())),
    "Pregnant, and B12 deficiency is not shown: prove it with active B12 or MMA.",
    (SMPC_HYDROXOCOBALAMIN.at("megaloblastic anaemia of pregnancy", "seen"),),
    guards=("H-16",),
)
NERVE_IN_DANGER = Rule(
    "finding.nerve-in-danger",
    any_of(
        f.GAIT_DISORDER.holds(),
        f.MYELOPATHY.holds(),
        f.PROGRESSIVE_WEAKNESS.holds(),
        f.OPTIC_NEUROPATHY.holds(),
        f.COGNITIVE_DECLINE.holds(),
    ),
    "Spinal cord, gait, sight or mind is in danger.",
    (LABEL_CYANOCOBALAMIN.at("over 3 months untreated: permanent cord lesions", "seen"),),
    guards=("H-03",),
)
ANAEMIA_OF_PREGNANCY = Rule(
    "gate.anaemia-of-pregnancy",
    all_of(
        PREGNANT_UNPROVED.holds(),
        any_of(
            f.ANAEMIA_RECORDED.holds(),
            s.HAEMOGLOBIN_NOW.below(c.ANAEMIA_IN_PREGNANCY),
        ),
        no(NERVE_IN_DANGER.holds()),
    ),
    "Anaemia in pregnancy without proof of B12 deficiency: not today. It is more often folate or "
    "iron; prove it first.",
    (SMPC_HYDROXOCOBALAMIN.at("megaloblastic anaemia of pregnancy: contraindicated", "seen"),),
    guards=("H-16",),
)
KIDNEYS = Rule(
    "gate.kidneys",
    any_of(
        f.KIDNEY_DISEASE.holds(),
        s.EGFR_NOW.below(c.KIDNEYS_IMPAIRED),
    ),
    "Kidney disease: choose an ampoule without preservative and low in aluminium; a kidney "
    "clinician should know of long high-dose cyanocobalamin.",
    (
        LABEL_CYANOCOBALAMIN.at("aluminium; benzyl alcohol", "seen"),
        DIVINE_2010.at(
            "1 mg a day with folic acid and B6 in diabetic kidney disease: worse kidneys, more "
            "strokes",
            "memory",
        ),
    ),
    guards=("H-17",),
)
POLYCYTHAEMIA = Rule(
    "gate.polycythaemia",
    s.POLYCYTHAEMIA_VERA.holds(),
    "Polycythaemia vera: B12 deficiency can mask it, and treatment can unmask it. Watch the blood "
    "count with a haematologist.",
    (LABEL_CYANOCOBALAMIN.at("polycythaemia vera", "memory"),),
    guards=("H-17",),
)
INFECTED_SITE = Rule(
    "gate.infected-site",
    s.SITE_INFECTION.holds(),
    "An infection of buttock, thigh or arm is recorded: do not inject there, choose another site.",
    (UK_DIRECTION.at("infection at the site", "second-hand"),),
    guards=("H-17",),
)

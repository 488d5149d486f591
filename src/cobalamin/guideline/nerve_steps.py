"""Which next steps follow from the nerves: who must see them today, and which tests are due?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import nerve_facts as n
from cobalamin.guideline import rival_facts as r
from cobalamin.guideline.metabolites import MMA_READING
from cobalamin.guideline.neuropathy import FOUND, NEUROPATHY, SLOWED
from cobalamin.guideline.rivals import B6_EXCESS, MEDICINE, PARAPROTEIN
from cobalamin.guideline.sources import (
    AAN_2009,
    B6_TOXICITY,
    COPPER_MYELOPATHY,
    MSD_POLYNEUROPATHY,
    NEUROTOXIC_MEDICINES,
    NG127,
    NG239,
    PARAPROTEIN_NEUROPATHY,
)
from cobalamin.guideline.suspicion import ABNORMAL_BLOOD_COUNT
from cobalamin.guideline.tests_due import Asked
from cobalamin.rules.expression import Criterion, Rule, all_of, any_of, no
from cobalamin.rules.question import Action, Urgency
from cobalamin.source import Citation

_SHOWN = any_of(NEUROPATHY.is_("present"), NEUROPATHY.is_("possible"))

RED_FLAG = Rule(
    "finding.red-flag",
    any_of(
        f.PROGRESSIVE_WEAKNESS.holds(),
        n.SENSORY_LEVEL.holds(),
        n.GUILLAIN_BARRE.holds(),
        n.MULTIFOCAL.holds(),
        n.ONE_SIDED.holds(),
        # By itself, trouble with bladder, swallowing or speech is common and has other causes.
        all_of(_SHOWN, any_of(n.SPHINCTER_CHANGE.holds(), n.BULBAR_OR_RESPIRATORY.holds())),
    ),
    "A red flag is recorded: something other than B12 deficiency may need treatment today.",
    (
        NG127.at(
            "weakness that progresses fast, sphincters, sensory level, breathing or bulbar signs, "
            "asymmetric or multifocal",
            "memory",
        ),
    ),
    guards=("H-04",),
)
WORK_UP_DUE = Rule(
    "finding.neuropathy-work-up-due",
    any_of(
        NEUROPATHY.is_("present"),
        n.SENSORY_COMPLAINT.holds(),
        n.LIMB_WEAKNESS.holds(),
        FOUND.holds(),
        SLOWED.holds(),
    ),
    "A neuropathy is present, or possible on more than unsteadiness.",
    (AAN_2009.at("screening tests may be considered in all (Level C)", "seen"),),
    guards=("H-04",),
)
COPPER_AT_RISK = Rule(
    "finding.copper-at-risk",
    any_of(
        r.STOMACH_SURGERY.holds(),
        r.ZINC_TAKEN.holds(),
        all_of(
            any_of(f.MYELOPATHY.holds(), n.CORD_DIAGNOSIS.holds()),
            any_of(r.CYTOPENIA.holds(), ABNORMAL_BLOOD_COUNT.holds()),
        ),
    ),
    "Copper may be short: gastric surgery, zinc, or cord disease with a low blood count.",
    (COPPER_MYELOPATHY.at("gastric surgery, zinc excess; cytopenia", "seen"),),
)


def _step(
    code: str,
    urgency: Urgency,
    when: Criterion,
    says: str,
    *because: Citation,
    reason: str = "neuropathy",
) -> Action:
    """A step named after its reason; one that only asks is called for unless it is ruled out."""
    rule = Rule(f"step.{code}.{reason}", when, says, because, guards=("H-04",))
    return Action(code, urgency, rule, asks=code.startswith("test-"))


def nerve_steps(a: Asked) -> tuple[Action, ...]:
    """Every step of one guideline that follows from the nerves."""
    return (*_referrals(a), *_work_up(), *_blood_for_b12(a), *_reviews())


def _referrals(a: Asked) -> tuple[Action, ...]:
    likely = any_of(
        a.deficiency.is_("confirmed"), a.deficiency.is_("functional"), a.deficiency.is_("probable")
    )
    return (
        _step(
            "refer-neurology",
            "now",
            RED_FLAG.holds(),
            "Ask neurology today: a red flag is recorded that B12 deficiency alone does not "
            "explain. Do not wait for B12 results.",
            *RED_FLAG.because,
            reason="red-flag",
        ),
        _step(
            "refer-neurology",
            "soon",
            all_of(_SHOWN, n.WORSENING.holds()),
            "Ask neurology soon: the symptoms get worse.",
            NG127.at("neuropathy that progresses", "memory"),
            reason="worsening",
        ),
        _step(
            "refer-ophthalmology",
            "now",
            f.OPTIC_NEUROPATHY.holds(),
            "Ask an eye specialist now, about Leber's disease too: it changes which B12 is safe.",
            NG239.at("eyesight problems from optic-nerve dysfunction", "memory"),
            reason="optic",
        ),
        _step(
            "refer-ophthalmology",
            "soon",
            all_of(f.VISUAL_DISTURBANCE.holds(), likely),
            "Have the sight examined: B12 deficiency can harm the optic nerve.",
            NG239.at("eyesight problems from optic-nerve dysfunction", "memory"),
            reason="sight",
        ),
        _step(
            "refer-haematology",
            "soon",
            all_of(_SHOWN, PARAPROTEIN.holds()),
            "Ask haematology about the paraprotein beside a neuropathy.",
            PARAPROTEIN_NEUROPATHY.at("paraprotein, often demyelinating", "seen"),
            reason="paraprotein",
        ),
    )


def _work_up() -> tuple[Action, ...]:
    due = WORK_UP_DUE.holds()
    yields = AAN_2009.at("glucose, B12 with metabolites, immunofixation: highest yield", "seen")
    usual = MSD_POLYNEUROPATHY.at("usual panel", "seen")
    no_glucose = no(any_of(r.HBA1C_MEASURED.holds(), r.FASTING_GLUCOSE_MEASURED.holds()))
    no_protein = no(any_of(r.M_PROTEIN_MEASURED.holds(), r.M_PROTEIN_IN_WORDS.holds()))
    no_tsh = no(r.TSH_MEASURED.holds())
    return (
        _step(
            "test-glucose",
            "routine",
            all_of(due, no_glucose, no(r.DIABETES.holds())),
            "Measure HbA1c or fasting glucose; if normal, consider a glucose tolerance test.",
            yields,
        ),
        _step(
            "test-paraprotein",
            "routine",
            all_of(due, no_protein, no(r.GAMMOPATHY.holds())),
            "Test serum for a paraprotein, with immunofixation.",
            yields,
        ),
        _step(
            "test-tsh",
            "soon",
            all_of(due, no_tsh, r.THYROID_DISEASE.holds()),
            "Measure TSH: thyroid disease is recorded, and it can cause a neuropathy.",
            usual,
            reason="thyroid-disease",
        ),
        _step(
            "test-tsh",
            "routine",
            all_of(due, no_tsh),
            "Measure TSH.",
            usual,
        ),
        _step(
            "test-cbc",
            "routine",
            all_of(due, no(f.HAEMOGLOBIN_MEASURED.holds())),
            "Take a full blood count and film.",
            usual,
        ),
        _step(
            "test-copper",
            "soon",
            all_of(due, COPPER_AT_RISK.holds(), no(r.COPPER_MEASURED.holds())),
            "Measure serum copper and ceruloplasmin: copper deficiency looks like B12 deficiency.",
            *COPPER_AT_RISK.because,
        ),
        _step(
            "test-b6",
            "routine",
            all_of(due, r.B6_TAKEN.holds(), no(r.B6_MEASURED.holds())),
            "Measure vitamin B6: too much of it harms the nerves.",
            B6_TOXICITY.at("cases below 500 mg a day over months", "seen"),
        ),
    )


def _blood_for_b12(a: Asked) -> tuple[Action, ...]:
    panel = AAN_2009.at("B12 with metabolites", "seen")
    return (
        _step(
            "test-b12",
            "soon",
            all_of(
                WORK_UP_DUE.holds(),
                a.total_b12.is_("not-measured"),
                a.active_b12.is_("not-measured"),
                a.deficiency.is_("not-tested"),
                no(f.PREGNANT.holds()),
            ),
            "Measure total B12 (or active B12), before any B12 is given.",
            panel,
        ),
        _step(
            "test-mma",
            "routine",
            all_of(
                NEUROPATHY.is_("present"),
                a.deficiency.is_("unlikely"),
                MMA_READING.is_("not-measured"),
            ),
            "Consider MMA: B12 in range does not exclude deficiency where a neuropathy is present.",
            panel,
        ),
    )


def _reviews() -> tuple[Action, ...]:
    return (
        _step(
            "review-medicine",
            "soon",
            all_of(_SHOWN, any_of(MEDICINE.holds(), B6_EXCESS.holds())),
            "Review with its prescriber the medicine or supplement that harms nerves.",
            NEUROTOXIC_MEDICINES.at("timing of the medicine", "memory"),
            B6_TOXICITY.at("sensory ataxia", "seen"),
            reason="neurotoxic",
        ),
    )

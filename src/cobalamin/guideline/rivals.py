"""Which causes of neuropathy other than B12 deficiency does the record show?"""

from __future__ import annotations

from cobalamin.guideline import nerve_facts as n
from cobalamin.guideline import rival_facts as r
from cobalamin.guideline.cut_points import FOLATE_LOW
from cobalamin.guideline.facts import FOLATE, FOLATE_DEFICIENCY, FOLATE_MEASURED
from cobalamin.guideline.sources import (
    AAN_2009,
    ADA_STANDARDS,
    B6_TOXICITY,
    COPPER_LABORATORY,
    COPPER_MYELOPATHY,
    FOLATE_NEUROPATHY,
    MSD_POLYNEUROPATHY,
    NEUROTOXIC_MEDICINES,
    NG127,
    PARAPROTEIN_NEUROPATHY,
    PROJECT,
    THYROID_LABORATORY,
)
from cobalamin.rules.expression import CutPoint, Rule, all_of, any_of

DIABETES_HBA1C = CutPoint(
    "HbA1c, diabetes",
    ((6.5, "%"), (48, "mmol/mol")),
    ADA_STANDARDS.at("HbA1c of 6.5% (48 mmol/mol) or more", "memory"),
)
DIABETES_FASTING = CutPoint(
    "fasting glucose, diabetes",
    ((126, "mg/dL"), (7.0, "mmol/L")),
    ADA_STANDARDS.at("fasting glucose of 126 mg/dL (7.0 mmol/L) or more", "memory"),
)
TSH_RAISED = CutPoint(
    "TSH, usual upper limit",
    ((4.5, "m[IU]/L"),),
    THYROID_LABORATORY.at("about 4.5 mIU/L; the laboratory's own limit goes first", "memory"),
)
COPPER_LOW = CutPoint(
    "serum copper, usual lower limit",
    ((70, "ug/dL"), (11, "umol/L"), (700, "ug/L")),
    COPPER_LABORATORY.at("about 70 ug/dL; the laboratory's own limit goes first", "memory"),
)
M_PROTEIN_SHOWN = CutPoint(
    "monoclonal protein that counts as shown",
    ((0.1, "g/dL"), (1, "g/L")),
    PROJECT.at("the least that electrophoresis commonly gives a number to", "chosen"),
)
B6_TOXIC_DOSE = CutPoint(
    "daily dose of vitamin B6 that harms nerves",
    ((500, "mg"),),
    B6_TOXICITY.at("usually over 500 to 1,000 mg a day; cases below 500 mg over months", "seen"),
)
LONG_ANTIBIOTIC = CutPoint(
    "metronidazole or nitrofurantoin, days of use before it harms nerves",
    ((28, "days"),),
    NEUROTOXIC_MEDICINES.at("more than four weeks of metronidazole", "memory"),
)

DIABETES = Rule(
    "finding.rival-diabetes",
    any_of(
        r.DIABETES.holds(),
        all_of(r.HBA1C_MEASURED.holds(), r.HBA1C.at_least(DIABETES_HBA1C)),
        all_of(r.FASTING_GLUCOSE_MEASURED.holds(), r.FASTING_GLUCOSE.at_least(DIABETES_FASTING)),
    ),
    "Diabetes is recorded or shown: by itself a cause of neuropathy.",
    (AAN_2009.at("blood glucose is among the tests of highest yield", "seen"),),
    guards=("H-04",),
)
ALCOHOL = Rule(
    "finding.rival-alcohol",
    any_of(r.ALCOHOL.holds(), r.THIAMINE_DEFICIENCY.holds()),
    "Alcohol or thiamine deficiency is recorded.",
    (FOLATE_NEUROPATHY.at("thiamine deficiency: painful and faster", "seen"),),
)
FOLATE_SHORTAGE = Rule(
    "finding.rival-folate",
    any_of(
        FOLATE_DEFICIENCY.holds(),
        all_of(FOLATE_MEASURED.holds(), FOLATE.below(FOLATE_LOW)),
    ),
    "Folate is low: a slowly progressive sensory neuropathy can follow.",
    (FOLATE_NEUROPATHY.at("18 cases, slowly progressive, deep sensation", "seen"),),
)
COPPER_SHORTAGE = Rule(
    "finding.rival-copper",
    any_of(
        r.COPPER_DEFICIENCY.holds(),
        r.COPPER_BELOW_OWN_LIMIT.holds(),
        all_of(r.COPPER_WITHOUT_LIMIT.holds(), r.COPPER.below(COPPER_LOW)),
    ),
    "Copper is low: the cord and nerves suffer as in B12 deficiency.",
    (COPPER_MYELOPATHY.at("myelopathy and neuropathy with cytopenia", "seen"),),
)
B6_EXCESS = Rule(
    "finding.rival-b6",
    any_of(
        r.B6_EXCESS.holds(),
        r.B6_ABOVE_OWN_LIMIT.holds(),
        all_of(r.B6_DOSE_KNOWN.holds(), r.B6_DOSE.at_least(B6_TOXIC_DOSE)),
    ),
    "Vitamin B6 is in excess: it causes a sensory ataxia.",
    (B6_TOXICITY.at("sensory ataxia", "seen"),),
)
THYROID = Rule(
    "finding.rival-thyroid",
    any_of(
        r.TSH_ABOVE_OWN_LIMIT.holds(),
        all_of(r.TSH_WITHOUT_LIMIT.holds(), r.TSH.above(TSH_RAISED)),
    ),
    "TSH is raised: hypothyroidism can cause a neuropathy.",
    (MSD_POLYNEUROPATHY.at("hypothyroidism: TSH", "memory"),),
)
PARAPROTEIN = Rule(
    "finding.rival-paraprotein",
    any_of(
        r.GAMMOPATHY.holds(),
        all_of(r.M_PROTEIN_MEASURED.holds(), r.M_PROTEIN.at_least(M_PROTEIN_SHOWN)),
    ),
    "A paraprotein is recorded or shown.",
    (
        PARAPROTEIN_NEUROPATHY.at("paraprotein, often demyelinating", "seen"),
        AAN_2009.at("immunofixation is among the tests of highest yield", "seen"),
    ),
)
MEDICINE = Rule(
    "finding.rival-medicine",
    any_of(
        r.NEUROTOXIC_MEDICINE.holds(),
        all_of(
            r.NEUROTOXIC_ANTIBIOTIC.holds(),
            r.DAYS_ON_NEUROTOXIC_ANTIBIOTIC.above(LONG_ANTIBIOTIC),
        ),
    ),
    "A medicine that harms nerves is or was taken.",
    (NEUROTOXIC_MEDICINES.at("vincristine, platinum, taxanes, amiodarone, isoniazid", "memory"),),
)
OTHER_DISEASE = Rule(
    "finding.rival-disease",
    any_of(r.NAMED_NEUROPATHY.holds(), r.CORD_DISEASE.holds(), r.NERVE_INFECTION.holds()),
    "Another disease of nerves or cord is recorded.",
    (
        MSD_POLYNEUROPATHY.at("CIDP and Guillain-Barre: weakness, areflexia", "seen"),
        NG127.at("cord compression, multiple sclerosis, syphilis, HTLV", "memory"),
    ),
)
LOPSIDED = Rule(
    "finding.rival-one-sided",
    n.ONE_SIDED.holds(),
    "Symptoms are on one side only: B12 deficiency is symmetric, so think of a nerve or root.",
    (NG127.at("asymmetric or multifocal", "memory"),),
    guards=("H-04",),
)
RIVAL = Rule(
    "finding.rival",
    any_of(
        DIABETES.holds(),
        ALCOHOL.holds(),
        FOLATE_SHORTAGE.holds(),
        COPPER_SHORTAGE.holds(),
        B6_EXCESS.holds(),
        THYROID.holds(),
        PARAPROTEIN.holds(),
        MEDICINE.holds(),
        OTHER_DISEASE.holds(),
        LOPSIDED.holds(),
    ),
    "Another cause of neuropathy is recorded.",
    (MSD_POLYNEUROPATHY.at("causes of polyneuropathy", "seen"),),
    guards=("H-04",),
)

"""What makes a result unreadable, and what blocks the use of B12 that is there?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.cut_points import FOLATE_LOW, KIDNEYS_CLEAR
from cobalamin.guideline.sources import (
    N2O_CASES,
    NEJM_360,
    NG239,
    RENAL_MMA_2018,
    STABLER_2013,
    SUPAKUL_2020,
    TRANSPORT_CASES,
)
from cobalamin.rules.expression import Rule, all_of, any_of, no

NITROUS_OXIDE_EXPOSURE = Rule(
    "finding.nitrous-oxide",
    any_of(f.NITROUS_OXIDE.holds(), f.NITROUS_OXIDE_GIVEN.holds()),
    "Nitrous oxide inactivates the B12 that is there; the blood level does not show it.",
    (N2O_CASES.at("methionine synthase is inactivated", "seen"),),
    guards=("H-03",),
)
BLOCKED_USE = Rule(
    "finding.blocked-use",
    any_of(NITROUS_OXIDE_EXPOSURE.holds(), f.TRANSPORT_DEFECT.holds()),
    "Something blocks the use of B12 whatever its level in the blood.",
    (
        N2O_CASES.at("methionine synthase is inactivated", "seen"),
        TRANSPORT_CASES.at("normal B12 with very high metabolites", "seen"),
    ),
    guards=("H-03",),
)
KIDNEYS_CLOUD = Rule(
    "finding.kidneys-cloud",
    any_of(
        f.EGFR.below(KIDNEYS_CLEAR),
        all_of(no(f.EGFR_MEASURED.holds()), f.KIDNEY_DISEASE.holds()),
    ),
    "Kidney disease raises MMA and homocysteine by itself.",
    (
        KIDNEYS_CLEAR.cite,
        SUPAKUL_2020.at("urine MMA/creatinine does not depend on the kidneys", "seen"),
    ),
    guards=("H-05",),
)
KIDNEYS_KNOWN_TO_CLOUD = all_of(
    any_of(f.EGFR_MEASURED.holds(), f.KIDNEY_DISEASE.holds()), KIDNEYS_CLOUD.holds()
)
"""Something is recorded of the kidneys, and it clouds: where nothing is, ask for eGFR instead."""
FOLATE_EXPLAINS = Rule(
    "finding.folate-explains-homocysteine",
    any_of(
        all_of(f.FOLATE_MEASURED.holds(), f.FOLATE.below(FOLATE_LOW)),
        all_of(no(f.FOLATE_MEASURED.holds()), f.FOLATE_DEFICIENCY.holds()),
    ),
    "Folate is low, which raises homocysteine by itself.",
    (NEJM_360.at("folate deficiency raises homocysteine, not MMA", "seen"), FOLATE_LOW.cite),
)
MMA_CLOUDED = Rule(
    "finding.mma-clouded",
    any_of(KIDNEYS_CLOUD.holds(), f.MMA_ACIDAEMIA.holds()),
    "Something other than B12 deficiency can raise MMA here.",
    (
        RENAL_MMA_2018.at("MMA not adjusted for eGFR overestimates deficiency by 40%", "seen"),
        STABLER_2013.at("inborn methylmalonic acidaemia", "memory"),
    ),
    guards=("H-05",),
)
HOMOCYSTEINE_CLOUDED = Rule(
    "finding.homocysteine-clouded",
    any_of(
        KIDNEYS_CLOUD.holds(),
        f.FOLATE.below(FOLATE_LOW),
        all_of(no(f.FOLATE_MEASURED.holds()), f.FOLATE_DEFICIENCY.holds()),
        f.HOMOCYSTINURIA.holds(),
    ),
    "Something other than B12 deficiency can raise homocysteine here.",
    (
        NEJM_360.at("folate deficiency raises homocysteine, not MMA", "seen"),
        KIDNEYS_CLEAR.cite,
        NG239.at("homocysteine and folate", "memory"),
    ),
    guards=("H-05",),
)

"""How severe is the neuropathy, how long has it lasted, and what does that mean for recovery?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import nerve_facts as n
from cobalamin.guideline.clouds import NITROUS_OXIDE_EXPOSURE
from cobalamin.guideline.neuropathy import TORONTO_MODERATE, TORONTO_SEVERE
from cobalamin.guideline.sources import (
    BRIL_2002,
    HEALTON_1991,
    LABEL_CYANOCOBALAMIN,
    N2O_CASES,
    PROJECT,
    SAVAGE_1995,
    VASCONCELOS_2006,
)
from cobalamin.guideline.suspicion import ABNORMAL_BLOOD_COUNT
from cobalamin.rules.expression import CutPoint, Dissent, Rule, all_of, any_of, no

LONG_DAYS = CutPoint(
    "days of symptoms after which some damage may stay",
    ((91, "days"),),
    LABEL_CYANOCOBALAMIN.at(
        "over 3 months untreated: permanent cord lesions; 3 months taken as 91 days", "seen"
    ),
)
OLDER = CutPoint(
    "age from which recovery is less complete",
    ((50, "years"),),
    VASCONCELOS_2006.at("better below 50 years", "seen"),
)
_BANDS = (
    PROJECT.at("severity by what is recorded: cord and power, balance, feeling only", "chosen"),
    BRIL_2002.at("bands of the Toronto score", "memory"),
)

SEVERE = Rule(
    "finding.severe",
    any_of(
        f.MYELOPATHY.holds(),
        f.PROGRESSIVE_WEAKNESS.holds(),
        n.SPHINCTER_CHANGE.holds(),
        n.SENSORY_LEVEL.holds(),
        all_of(n.TORONTO_TAKEN.holds(), n.TORONTO.at_least(TORONTO_SEVERE)),
    ),
    "By what is recorded it is severe: cord, power or sphincters are affected.",
    _BANDS,
)
MODERATE = Rule(
    "finding.moderate",
    all_of(
        no(SEVERE.holds()),
        any_of(
            f.GAIT_DISORDER.holds(),
            f.FALLS.holds(),
            n.LIMB_WEAKNESS.holds(),
            all_of(n.TORONTO_TAKEN.holds(), n.TORONTO.at_least(TORONTO_MODERATE)),
        ),
    ),
    "By what is recorded it is moderate: balance, walking or power is affected.",
    _BANDS,
)

_SEVERITY_DECIDES = SAVAGE_1995.at("severity goes with duration; advanced disease may stay", "seen")
RECOVERY: tuple[Dissent, ...] = (
    Dissent(
        "Severe by what is recorded (cord, power or sphincters): most improve with treatment, but "
        "complete recovery is the exception: 8 of 57 with cord disease.",
        (_SEVERITY_DECIDES, VASCONCELOS_2006.at("8 complete, 49 improved", "seen"), *_BANDS),
        when=SEVERE.holds(),
    ),
    Dissent(
        "Moderate by what is recorded (balance, walking or power): improvement is likely within "
        "3 months, and some of it may stay.",
        (_SEVERITY_DECIDES, HEALTON_1991.at("91% of episodes improved by half", "memory"), *_BANDS),
        when=MODERATE.holds(),
    ),
    Dissent(
        "Mild by what is recorded (feeling only): it recovers best, but not always completely.",
        (_SEVERITY_DECIDES, HEALTON_1991.at("recovery by severity", "memory"), *_BANDS),
        when=all_of(no(SEVERE.holds()), no(MODERATE.holds())),
    ),
    Dissent(
        "Symptoms have been recorded for more than 3 months: the longer they last, the less "
        "complete the recovery.",
        (LONG_DAYS.cite, HEALTON_1991.at("improvement falls with duration", "memory")),
        when=all_of(n.SYMPTOM_DAYS_KNOWN.holds(), n.SYMPTOM_DAYS.above(LONG_DAYS)),
    ),
    Dissent(
        "Age of 50 or more, Romberg's or Babinski's sign and a sensory level each speak for an "
        "incomplete recovery.",
        (VASCONCELOS_2006.at("better without these signs and below 50 years", "seen"),),
        when=any_of(
            f.AGE.at_least(OLDER),
            n.ROMBERG.holds(),
            n.BABINSKI.holds(),
            n.SENSORY_LEVEL.holds(),
        ),
    ),
    Dissent(
        "Without anaemia the neurology tends to be worse and to improve less.",
        (
            SAVAGE_1995.at("severity correlates inversely with anaemia", "seen"),
            HEALTON_1991.at("improvement falls with haematocrit", "memory"),
        ),
        when=all_of(f.HAEMOGLOBIN_MEASURED.holds(), no(ABNORMAL_BLOOD_COUNT.holds())),
    ),
    Dissent(
        "While nitrous oxide goes on, treatment fails.",
        (N2O_CASES.at("reversible with abstinence and B12", "seen"),),
        when=NITROUS_OXIDE_EXPOSURE.holds(),
    ),
)
"""What to expect, and what speaks for an incomplete recovery; exactly one of the first three."""

"""Is there a disease of the peripheral nerves or the cord?

Three kinds of evidence count: what the patient feels, what is found on examination, and nerve
conduction. Two kinds make it present, one makes it possible; so does a diagnosis by itself. The
MNSI questionnaire is what the patient feels; the scores of an examiner are what is found. The
eyes are read by themselves.
"""

from __future__ import annotations

from cobalamin.guideline import nerve_facts as n
from cobalamin.guideline.sources import (
    AAN_2009,
    AANEM_2016,
    ARTICLE,
    BRIL_2002,
    FELDMAN_1994,
    HERMAN_2012,
    LINDENBAUM_1988,
    MNSI_GUIDE,
    MNSI_POLISH_2023,
    NCS_ADULT_VALUES,
    NG239,
    PRESTON_SHAPIRO,
    PROJECT,
    SAVAGE_1995,
)
from cobalamin.rules.expression import (
    CutPoint,
    Dissent,
    Fact,
    Rule,
    all_of,
    any_of,
    at_least,
)
from cobalamin.rules.question import Case, first_match

QUESTIONNAIRE_ABNORMAL = CutPoint(
    "MNSI questionnaire, abnormal",
    ((4, "1"),),
    HERMAN_2012.at("4 or more; the classical cut-off is 7", "memory"),
)
EXAMINATION_ABNORMAL = CutPoint(
    "MNSI examination, abnormal",
    ((2.5, "1"),),
    FELDMAN_1994.at("2.5 or more; other validations use more than 2", "memory"),
)
TORONTO_MILD = CutPoint(
    "Toronto score, mild neuropathy", ((6, "1"),), BRIL_2002.at("6 to 8 mild", "memory")
)
TORONTO_MODERATE = CutPoint(
    "Toronto score, moderate neuropathy", ((9, "1"),), BRIL_2002.at("9 to 11 moderate", "memory")
)
TORONTO_SEVERE = CutPoint(
    "Toronto score, severe neuropathy", ((12, "1"),), BRIL_2002.at("12 or more severe", "memory")
)
MONOFILAMENT_NORMAL = CutPoint(
    "10 g monofilament, normal",
    ((8, "1"),),
    FELDMAN_1994.at("8 or more of 10 felt are normal", "memory"),
)


def _printed(name: str, value: float, unit: str, low: str) -> CutPoint:
    source = PRESTON_SHAPIRO if name == "sural sensory velocity" else AANEM_2016
    return CutPoint(f"{name}, lower limit", ((value, unit),), source.at(low, "memory"))


_PRINTED: tuple[tuple[Fact, Fact, CutPoint], ...] = (
    (n.SURAL_AMPLITUDE, n.SURAL_AMPLITUDE_MEASURED,
     _printed("sural sensory amplitude", 4, "uV", "sural amplitude at least 4 uV")),
    (n.SURAL_VELOCITY, n.SURAL_VELOCITY_MEASURED,
     _printed("sural sensory velocity", 40, "m/s", "sural velocity at least 40 m/s")),
    (n.PERONEAL_AMPLITUDE, n.PERONEAL_AMPLITUDE_MEASURED,
     _printed("peroneal motor amplitude", 1.3, "mV", "peroneal amplitude at least 1.3 mV")),
    (n.PERONEAL_VELOCITY, n.PERONEAL_VELOCITY_MEASURED,
     _printed("peroneal motor velocity", 38, "m/s", "peroneal velocity at least 38 m/s")),
    (n.TIBIAL_AMPLITUDE, n.TIBIAL_AMPLITUDE_MEASURED,
     _printed("tibial motor amplitude", 4.4, "mV", "tibial amplitude at least 4.4 mV")),
    (n.TIBIAL_VELOCITY, n.TIBIAL_VELOCITY_MEASURED,
     _printed("tibial motor velocity", 39, "m/s", "tibial velocity at least 39 m/s")),
)  # fmt: skip

FELT = Rule(
    "finding.nerve-symptom",
    any_of(
        n.SENSORY_COMPLAINT.holds(),
        n.LIMB_WEAKNESS.holds(),
        n.UNSTEADINESS.holds(),
        all_of(
            n.MNSI_QUESTIONNAIRE_TAKEN.holds(),
            n.MNSI_QUESTIONNAIRE.at_least(QUESTIONNAIRE_ABNORMAL),
        ),
    ),
    "The patient has symptoms of the nerves.",
    (
        SAVAGE_1995.at("symmetric paraesthesia of the legs, often with ataxia", "seen"),
        ARTICLE.at("symmetric tingling or numbness, gait and balance", "seen"),
        MNSI_GUIDE.at("questionnaire, with its two reversed questions", "seen"),
    ),
)
FOUND = Rule(
    "finding.nerve-sign",
    any_of(
        n.DORSAL_COLUMN_SIGN.holds(),
        n.REFLEX_CHANGE.holds(),
        n.CORD_SIGN.holds(),
        all_of(
            n.MNSI_EXAMINATION_TAKEN.holds(),
            n.MNSI_EXAMINATION.at_least(EXAMINATION_ABNORMAL),
        ),
        all_of(n.TORONTO_TAKEN.holds(), n.TORONTO.at_least(TORONTO_MILD)),
        all_of(n.MONOFILAMENT_TAKEN.holds(), n.MONOFILAMENT.below(MONOFILAMENT_NORMAL)),
    ),
    "The examination of the nerves is abnormal.",
    (SAVAGE_1995.at("almost all lose vibration sense, often position sense", "seen"),),
)
CONDUCTION_BELOW_PRINTED = Rule(
    "finding.nerve-conduction-below-printed-limit",
    any_of(*(all_of(taken.holds(), value.below(limit)) for value, taken, limit in _PRINTED)),
    "Nerve conduction is below a printed limit; the laboratory gives none of its own.",
    (AANEM_2016.at("lower limits in adults", "memory"),),
)
SLOWED = Rule(
    "finding.nerve-conduction",
    any_of(
        n.CONDUCTION_BELOW_OWN_LIMIT.holds(),
        n.ABNORMAL_CONDUCTION.holds(),
        CONDUCTION_BELOW_PRINTED.holds(),
    ),
    "Nerve conduction is abnormal.",
    (
        AAN_2009.at("symptoms, signs and conduction together define it", "memory"),
        PROJECT.at("the laboratory's own limits before printed ones", "chosen"),
    ),
)
_CUT_OFFS_DIFFER = Dissent(
    "Cut-offs of the MNSI differ: 7 for the questionnaire in its first version, 3 and 2 for its "
    "two parts in a Polish validation, where many healthy people reached them.",
    (FELDMAN_1994.at("questionnaire 7", "memory"), MNSI_POLISH_2023.at("3 and 2", "seen")),
    when=any_of(n.MNSI_QUESTIONNAIRE_TAKEN.holds(), n.MNSI_EXAMINATION_TAKEN.holds()),
)
_PRINTED_LIMITS = Dissent(
    "Printed limits of nerve conduction are not the laboratory's: they shift with age, height and "
    "temperature, and healthy people over 40 can have low or absent responses.",
    (NCS_ADULT_VALUES.at("low responses in healthy people over 40", "seen"),),
    when=CONDUCTION_BELOW_PRINTED.holds(),
)

NEUROPATHY = first_match(
    "neuropathy",
    "Is there a neuropathy or myelopathy?",
    (
        Case(
            "present",
            any_of(
                n.NEUROPATHY_DIAGNOSIS.holds(),
                n.CORD_DIAGNOSIS.holds(),
                at_least(2, FELT.holds(), FOUND.holds(), SLOWED.holds()),
            ),
            "A neuropathy or myelopathy is present.",
            (
                AAN_2009.at("symptoms, signs and conduction together define it", "memory"),
                SAVAGE_1995.at("the picture in B12 deficiency", "seen"),
            ),
            against=(_CUT_OFFS_DIFFER, _PRINTED_LIMITS),
            guards=("H-04",),
        ),
        Case(
            "possible",
            any_of(FELT.holds(), FOUND.holds(), SLOWED.holds()),
            "A neuropathy is possible: one kind of evidence is recorded. Examine the nerves.",
            (
                AAN_2009.at("symptoms, signs and conduction together define it", "memory"),
                NG239.at("pins and needles, numbness, impaired gait", "memory"),
            ),
            against=(_CUT_OFFS_DIFFER, _PRINTED_LIMITS),
        ),
        Case(
            "none-recorded",
            None,
            "No neuropathy is recorded.",
            (LINDENBAUM_1988.at("neuropsychiatric disorders take many forms", "seen"),),
            against=(
                Dissent(
                    "What is not recorded may not have been asked or examined: ask about feet, "
                    "balance and walking.",
                    (PROJECT.at("silence is not a normal examination", "chosen"),),
                ),
            ),
            guards=("H-08",),
        ),
    ),
    leaning=("possible", "present", "none-recorded"),
)

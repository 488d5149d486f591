"""What can be known of the nerves: symptoms, signs, scores, conduction, pattern and first day?"""

from __future__ import annotations

from cobalamin.guideline.declare import number, yes_no
from cobalamin.guideline.kinds import (
    ArmsEarly,
    DaysSinceBegun,
    HasResult,
    LatestMeasurement,
    OnSides,
    OutsideOwnLimit,
    Recorded,
)
from cobalamin.rules.expression import Fact

_SENSORY = ("paraesthesia", "numbness", "neuropathic_pain")
_WEAK = ("limb_weakness", "progressive_weakness", "foot_drop", "muscle_wasting")
_SIGNS = (
    "vibration_loss",
    "proprioception_loss",
    "romberg_positive",
    "ataxia",
    "abnormal_reflex",
    "lhermitte",
    "babinski",
)
_DISEASES = (
    "neuropathy",
    "diabetic_neuropathy",
    "alcoholic_neuropathy",
    "other_neuropathy",
    "demyelinating_neuropathy",
    "multifocal_neuropathy",
    "cidp",
    "guillain_barre",
)
_CORD = ("myelopathy", "cervical_myelopathy")
CONDUCTION = (
    "sural_amplitude",
    "sural_velocity",
    "peroneal_amplitude",
    "peroneal_velocity",
    "tibial_amplitude",
    "tibial_velocity",
)
"""The measurements of nerve conduction that are read; in all of them low is abnormal."""

# --- symptoms and signs ---
NEUROPATHY_DIAGNOSIS = yes_no(
    "neuropathy_diagnosis", "a neuropathy on the problem list", Recorded(_DISEASES)
)
CORD_DIAGNOSIS = yes_no("cord_diagnosis", "a myelopathy on the problem list", Recorded(_CORD))
SENSORY_COMPLAINT = yes_no(
    "sensory_complaint", "tingling, numbness or nerve pain recorded", Recorded(_SENSORY)
)
LIMB_WEAKNESS = yes_no(
    "limb_weakness", "limb weakness, wasting or foot drop recorded", Recorded(_WEAK)
)
UNSTEADINESS = yes_no(
    "unsteadiness", "unsteady or difficult walking recorded", Recorded(("abnormal_gait",))
)
DORSAL_COLUMN_SIGN = yes_no(
    "dorsal_column_sign",
    "loss of vibration or position sense, Romberg's sign or ataxia recorded",
    Recorded(("vibration_loss", "proprioception_loss", "romberg_positive", "ataxia")),
)
REFLEX_CHANGE = yes_no("reflex_change", "changed reflexes recorded", Recorded(("abnormal_reflex",)))
CORD_SIGN = yes_no(
    "cord_sign", "Lhermitte's or Babinski's sign recorded", Recorded(("lhermitte", "babinski"))
)
ROMBERG = yes_no("romberg", "Romberg's sign recorded", Recorded(("romberg_positive",)))
BABINSKI = yes_no("babinski", "Babinski's sign recorded", Recorded(("babinski",)))
AUTONOMIC_SYMPTOMS = yes_no(
    "autonomic_symptoms", "autonomic symptoms recorded", Recorded(("autonomic_symptoms",))
)
WORSENING = yes_no(
    "worsening", "symptoms recorded as getting worse", Recorded(("worsening_symptoms",))
)

# --- red flags ---
SPHINCTER_CHANGE = yes_no(
    "sphincter_change", "bladder or bowel disturbance recorded", Recorded(("sphincter_change",))
)
SENSORY_LEVEL = yes_no("sensory_level", "a sensory level recorded", Recorded(("sensory_level",)))
BULBAR_OR_RESPIRATORY = yes_no(
    "bulbar_or_respiratory",
    "trouble with swallowing, speech or the muscles of breathing recorded",
    Recorded(("bulbar_weakness", "respiratory_weakness")),
)
MULTIFOCAL = yes_no(
    "multifocal", "an asymmetric or multifocal neuropathy recorded",
    Recorded(("multifocal_neuropathy",)),
)  # fmt: skip
GUILLAIN_BARRE = yes_no(
    "guillain_barre", "Guillain-Barre syndrome recorded", Recorded(("guillain_barre",))
)

# --- pattern and course ---
ONE_SIDED = yes_no(
    "one_sided", "symptoms recorded on one side only", OnSides((*_SENSORY, *_WEAK), both=False)
)
BOTH_SIDES = yes_no(
    "both_sides", "symptoms recorded on both sides", OnSides((*_SENSORY, *_WEAK), both=True)
)
ARMS_EARLY = yes_no(
    "arms_early",
    "symptoms in the arms first, or together with the legs",
    ArmsEarly((*_SENSORY, *_WEAK)),
)
SYMPTOM_DAYS = number(
    "symptom_days",
    "time since the first record of nerve symptoms",
    (("days", 1.0),),
    DaysSinceBegun((*_SENSORY, *_WEAK, *_SIGNS, "abnormal_gait", *_DISEASES, *_CORD)),
)
SYMPTOM_DAYS_KNOWN = yes_no(
    "symptom_days_measured",
    "first day of nerve symptoms recorded",
    HasResult(DaysSinceBegun((*_SENSORY, *_WEAK, *_SIGNS, "abnormal_gait", *_DISEASES, *_CORD))),
)


# --- scores and nerve conduction ---
def _score(name: str, label: str, step: float) -> tuple[Fact, Fact]:
    """A score or count without a unit, and whether it was taken; before or on treatment."""
    kind = LatestMeasurement(name)
    return (
        number(name, label, (("1", step),), kind),
        yes_no(f"{name}_measured", f"{label} recorded", HasResult(kind)),
    )


def _conduction(name: str, label: str, unit: str) -> tuple[Fact, Fact]:
    """A measurement of nerve conduction without the laboratory's own lower limit beside it."""
    kind = LatestMeasurement(name, unless_own="low")
    return (
        number(name, label, ((unit, 0.1),), kind),
        yes_no(f"{name}_measured", f"{label} measured", HasResult(kind)),
    )


MNSI_QUESTIONNAIRE, MNSI_QUESTIONNAIRE_TAKEN = _score(
    "mnsi_questionnaire", "MNSI questionnaire score", 1.0
)
MNSI_EXAMINATION, MNSI_EXAMINATION_TAKEN = _score("mnsi_examination", "MNSI examination score", 0.5)
TORONTO, TORONTO_TAKEN = _score("tcns", "Toronto clinical neuropathy score", 1.0)
MONOFILAMENT, MONOFILAMENT_TAKEN = _score(
    "monofilament", "10 g monofilament, number felt of 10", 1.0
)
SURAL_AMPLITUDE, SURAL_AMPLITUDE_MEASURED = _conduction(
    "sural_amplitude", "sural sensory amplitude", "uV"
)
SURAL_VELOCITY, SURAL_VELOCITY_MEASURED = _conduction(
    "sural_velocity", "sural sensory conduction velocity", "m/s"
)
PERONEAL_AMPLITUDE, PERONEAL_AMPLITUDE_MEASURED = _conduction(
    "peroneal_amplitude", "peroneal motor amplitude", "mV"
)
PERONEAL_VELOCITY, PERONEAL_VELOCITY_MEASURED = _conduction(
    "peroneal_velocity", "peroneal motor conduction velocity", "m/s"
)
TIBIAL_AMPLITUDE, TIBIAL_AMPLITUDE_MEASURED = _conduction(
    "tibial_amplitude", "tibial motor amplitude", "mV"
)
TIBIAL_VELOCITY, TIBIAL_VELOCITY_MEASURED = _conduction(
    "tibial_velocity", "tibial motor conduction velocity", "m/s"
)
CONDUCTION_BELOW_OWN_LIMIT = yes_no(
    "conduction_below_own_limit",
    "nerve conduction below the laboratory's own limit",
    OutsideOwnLimit(CONDUCTION, "low"),
)
ABNORMAL_CONDUCTION = yes_no(
    "abnormal_conduction",
    "nerve conduction recorded as abnormal",
    Recorded(("abnormal_nerve_conduction",)),
)

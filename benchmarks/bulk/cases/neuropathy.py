"""Who has tingling, numbness, neuropathy, a gait disorder or myelopathy and was never tested?"""

from __future__ import annotations

from benchmarks.bulk.case import METFORMIN_GAP, NEUROPATHY_GAP, Case, Expected
from benchmarks.bulk.pieces import (
    ATAXIC_GAIT,
    CARPAL_TUNNEL,
    DIABETIC_NEUROPATHY,
    METFORMIN,
    NUMB,
    NUMB_FOOT,
    POLYNEUROPATHY,
    TINGLING,
    Piece,
    diagnosis,
    doubted,
    ended,
    found,
    lab,
    ordered,
    other_lab,
    relative_has,
    stated,
    tablets,
)
from benchmarks.bulk.resources import LOINC, SNOMED, concept


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"neuropathy-{name}", NEUROPATHY_GAP, expected, why, pieces)


_CORD = {"text": "Subacute combined degeneration of the spinal cord"}
_FINDING = concept(LOINC, "75325-1", "Symptom")
_NUMB = concept(SNOMED, "44077006", "Numbness")

NEUROPATHY: tuple[Case, ...] = (
    _case("numb-foot", "yes", "numbness of the foot, never tested", diagnosis(NUMB_FOOT, 200)),
    _case("polyneuropathy", "yes", "polyneuropathy by ICD-10", diagnosis(POLYNEUROPATHY, 900)),
    _case("diabetic", "yes", "a diabetic neuropathy is a neuropathy",
          diagnosis(DIABETIC_NEUROPATHY, 500)),
    _case("gait", "yes", "an ataxic gait", diagnosis(ATAXIC_GAIT, 90)),
    _case("cord", "yes", "a disease of the cord, in words only", diagnosis(_CORD, 60)),
    _case("observed-value", "yes", "tingling as the value of an Observation",
          stated(_FINDING, {"valueCodeableConcept": TINGLING}, 40)),
    _case("observed", "yes", "numbness asked for and present",
          stated(NUMB, {"valueBoolean": True}, 40)),
    _case("impression", "yes", "a finding of a clinical impression", found(NUMB_FOOT, 80)),
    _case("ends-later", "yes", "the symptom ends after the day",
          ended(TINGLING, 60, -20, "active")),
    _case("denied", "no", "numbness asked for and absent",
          stated(NUMB, {"valueBoolean": False}, 40)),
    _case("resolved", "no", "the symptom is resolved", diagnosis(TINGLING, 700, "resolved")),
    _case("abated", "no", "the symptom abated", ended(TINGLING, 700, 300)),
    _case("inactive", "no", "the diagnosis is inactive",
          diagnosis(POLYNEUROPATHY, 700, "inactive")),
    _case("refuted", "no", "the diagnosis was refuted", doubted(POLYNEUROPATHY, 300, "refuted")),
    _case("in-error", "no", "entered in error", doubted(NUMB_FOOT, 300, "entered-in-error")),
    _case("unconfirmed", "no", "not confirmed", doubted(POLYNEUROPATHY, 30, "provisional")),
    _case("suspected", "no", "worded as a suspicion",
          diagnosis({"text": "Suspected peripheral neuropathy"}, 30)),
    _case("later", "no", "it began after the day", diagnosis(NUMB_FOOT, -4)),
    _case("relative", "no", "it is the mother's", relative_has(POLYNEUROPATHY, 900)),
    _case("trapped", "no", "a trapped nerve is none of these", diagnosis(CARPAL_TUNNEL, 100)),
    _case("tested", "no", "total B12 was measured", diagnosis(NUMB_FOOT, 200), lab("b12", 505, 90)),
    _case("unreadable", "no", "tested, though the result is a text", diagnosis(NUMB_FOOT, 200),
          other_lab("b12", 50, valueString="see report")),
    _case("treated", "no", "B12 is being taken", diagnosis(NUMB_FOOT, 200), tablets(60)),
    Case("neuropathy-dead", NEUROPATHY_GAP, "no", "the patient has died",
         (diagnosis(POLYNEUROPATHY, 400),), died=12),
    Case("neuropathy-and-metformin", NEUROPATHY_GAP, "yes", "numb feet, and metformin for years",
         (diagnosis(NUMB_FOOT, 100), ordered(METFORMIN, 3000)), also=(METFORMIN_GAP,)),
)  # fmt: skip

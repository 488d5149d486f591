"""Every declared fact, and facts of corners that no declared one has yet."""

from __future__ import annotations

from cobalamin.guideline import (
    cause_facts,
    facts,
    gap_facts,
    nerve_facts,
    rival_facts,
    safety_facts,
)
from cobalamin.guideline.cut_points import B12_VERY_HIGH
from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import (
    COBALAMINS,
    Answered,
    BlackEthnicity,
    CountAbove,
    DailyDose,
    DaysOn,
    DaysSinceBegun,
    DaysSinceResult,
    DaysSinceReview,
    DrawnAfterInjection,
    EverBeyond,
    HasResult,
    InjectedLately,
    Kind,
    LatestMeasurement,
    LatestResult,
    NewestResult,
    OnSides,
    OutsideOwnLimit,
    Positive,
    Recorded,
    ResultOnTreatment,
    Reviewed,
    SampleTreated,
    SexIs,
    Taking,
    Told,
    ToldTaking,
    Unreadable,
    Untold,
)
from cobalamin.guideline.labs import lab_of
from cobalamin.rules.expression import Fact

DECLARING = (cause_facts, facts, gap_facts, nerve_facts, rival_facts, safety_facts)
"""The modules that fill `READ` while they load."""

_FAR = LatestResult("egfr", near=("total_b12", "mma", "haemoglobin"), within_days=30)
_FOLATE = LatestResult("folate", near=("homocysteine",), within_days=0)
_DOSES = Reviewed(("mma",), (), 0)
_TALKS = Reviewed((), ("fatigue", "numbness"), 60)
_ALLERGY = Told(("cobalamin_allergy",), ("no_known_allergy",), ("drug_anaphylaxis",), lasts_days=90)
_BLOOD = ToldTaking(("anticoagulant",), ("no_medicines", "no_anticoagulant"), 7)

_YES_NO: tuple[Kind, ...] = (
    Answered("if_antibody"),
    BlackEthnicity(),
    DrawnAfterInjection("if_antibody", 30),
    DrawnAfterInjection("h_pylori_test", 200),
    EverBeyond("total_b12", "below", B12_VERY_HIGH),
    EverBeyond("total_b12", "above", B12_VERY_HIGH),
    InjectedLately(0),
    InjectedLately(120),
    OnSides(("numbness", "ataxia"), both=True),
    OnSides(("numbness", "ataxia"), both=False),
    OutsideOwnLimit(("tsh", "copper"), "high"),
    OutsideOwnLimit(("total_b12",), "low"),
    Positive("h_pylori_test"),
    Recorded(("numbness",), kinds=("symptom",)),
    Recorded(("numbness", "fatigue"), active=False, kinds=("condition", "status")),
    SampleTreated(_FAR),
    SampleTreated(LatestResult("haemoglobin")),
    SexIs("male"),
    SexIs("female"),
    Taking(COBALAMINS, within_days=120, routes=("injection",)),
    Taking(COBALAMINS, routes=("oral", "")),
    Taking(("metformin", *COBALAMINS), within_days=30),
    Unreadable("h_pylori_test"),
    Unreadable("haemoglobin"),
    _ALLERGY,
    Untold(_ALLERGY),
    _BLOOD,
    Untold(_BLOOD),
    _DOSES,
    _TALKS,
    *map(
        HasResult,
        (
            _FAR,
            ResultOnTreatment("haemoglobin", 30),
            NewestResult("haemoglobin", 60),
            LatestMeasurement("total_b12", unless_own="high"),
            DaysSinceBegun(("numbness", "fatigue")),
            DailyDose(("metformin",)),
        ),
    ),
)
_NUMBERS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (_FAR, ("egfr",)),
    (_FOLATE, ("folate",)),
    (ResultOnTreatment("mma", 0), ("mma",)),
    (ResultOnTreatment("total_b12", 200), ("total_b12",)),
    (NewestResult("total_b12", 0), ("total_b12",)),
    (NewestResult("mma", 365), ("mma",)),
    (LatestMeasurement("total_b12", unless_own="low"), ("total_b12",)),
)
_COUNTS: tuple[tuple[Kind, str], ...] = (
    (CountAbove("total_b12", B12_VERY_HIGH), "results"),
    (DaysOn(COBALAMINS), "days"),
    (DaysSinceBegun(("numbness", "fatigue")), "days"),
    (DaysSinceResult(_FOLATE), "days"),
    (DaysSinceResult(LatestResult("mma")), "days"),
    (DaysSinceReview(_DOSES), "days"),
    (DaysSinceReview(_TALKS), "days"),
    (DailyDose(COBALAMINS), "mg"),
)


def corners() -> dict[Fact, Kind]:
    """Each yes/no kind with both meanings of silence, and each number."""
    made: dict[Fact, Kind] = {}
    for number, kind in enumerate(_YES_NO):
        made[Fact(f"corner_{number}_no", "", silence="no")] = kind
        made[Fact(f"corner_{number}_unknown", "", silence="unknown")] = kind
    for number, (kind, [concept]) in enumerate(_NUMBERS):
        units = tuple(unit for unit, _ in lab_of(concept).units)
        made[Fact(f"number_{number}", "", units, (1.0,) * len(units))] = kind
    for number, (kind, unit) in enumerate(_COUNTS):
        made[Fact(f"count_{number}", "", (unit,), (1.0,))] = kind
    return made


ASKED: dict[Fact, Kind] = {**READ, **corners()}

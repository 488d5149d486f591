"""Who has taken metformin for a year or more and was never tested, and who only seems so?"""

from __future__ import annotations

from benchmarks.bulk.case import METFORMIN_GAP, Case, Expected
from benchmarks.bulk.pieces import (
    METFORMIN as PLAIN,
)
from benchmarks.bulk.pieces import (
    METFORMIN_ATC,
    METFORMIN_IN_WORDS,
    METFORMIN_SITAGLIPTIN,
    TYPE_2_DIABETES,
    Piece,
    contained,
    diagnosis,
    lab,
    ordered,
    other_lab,
    shelved,
    tablets,
    taken,
    taken_until,
)
from benchmarks.bulk.resources import HL7, concept

YEARS = 800
"""Days of use that are surely long."""


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"metformin-{name}", METFORMIN_GAP, expected, why, pieces)


def _long() -> Piece:
    return ordered(PLAIN, YEARS)


_NO_VALUE = concept(HL7 + "data-absent-reason", "not-performed", "Not performed")

METFORMIN: tuple[Case, ...] = (
    _case("ordered", "yes", "metformin ordered for two years, never tested", _long(),
          diagnosis(TYPE_2_DIABETES, 1500), lab("hba1c", 7.1, 90)),
    _case("stated", "yes", "metformin stated for two years, never tested", taken(PLAIN, YEARS)),
    _case("atc", "yes", "metformin by its ATC code", taken(METFORMIN_ATC, YEARS)),
    _case("combined", "yes", "metformin in a combined tablet", ordered(METFORMIN_SITAGLIPTIN, 600)),
    _case("worded", "yes", "metformin in words only", taken(METFORMIN_IN_WORDS, YEARS)),
    _case("shelved", "yes", "metformin in a Medication file", ordered(shelved("metformin"), 500)),
    _case("contained", "yes", "metformin in a contained Medication",
          ordered(contained(PLAIN), 500)),
    _case("365-days", "yes", "365 days of metformin are a year", ordered(PLAIN, 365)),
    _case("364-days", "no", "364 days of metformin are not yet a year", ordered(PLAIN, 364)),
    _case("11-months", "no", "metformin for 11 months only", taken(PLAIN, 334)),
    _case("restarted", "no", "what is taken now began 100 days ago", taken_until(PLAIN, 900, 500),
          ordered(PLAIN, 100)),
    _case("ends-later", "yes", "the course ends after the day", taken_until(PLAIN, 500, -30)),
    _case("stopped", "no", "metformin was stopped a year ago", taken_until(PLAIN, 1500, 380)),
    _case("on-hold", "no", "the order is on hold", ordered(PLAIN, YEARS, status="on-hold")),
    _case("draft", "no", "a draft order is not taken", ordered(PLAIN, YEARS, status="draft")),
    _case("plan", "no", "a plan is not an order", ordered(PLAIN, YEARS, intent="plan")),
    _case("prohibited", "no", "the order is not to give it",
          ordered(PLAIN, YEARS, doNotPerform=True)),
    _case("in-error", "no", "the order was entered in error",
          ordered(PLAIN, YEARS, status="entered-in-error")),
    _case("not-taken", "no", "stated not to be taken", taken(PLAIN, YEARS, status="not-taken")),
    _case("begins-later", "no", "the order begins after the day", ordered(PLAIN, -5)),
    _case("tested", "no", "total B12 was measured", _long(), lab("b12", 420, 100)),
    _case("tested-long-ago", "no", "tested, though long ago", _long(), lab("b12", 510, 2900)),
    _case("active-tested", "no", "active B12 was measured", _long(), lab("active", 88, 200)),
    _case("mma-tested", "no", "MMA was measured", _long(), lab("mma", 160, 200)),
    _case("unreadable", "no", "tested, though the result is a text", _long(),
          other_lab("b12", 50, valueString="sample haemolysed")),
    _case("wrong-unit", "no", "tested, though in a unit that is not read", _long(),
          other_lab("b12", 50, valueQuantity={"value": 42, "unit": "mg/dL", "code": "mg/dL",
                                              "system": "http://unitsofmeasure.org"})),
    _case("homocysteine-only", "yes", "homocysteine alone is no test of B12", _long(),
          lab("hcy", 9, 60)),
    _case("test-in-error", "yes", "the only B12 result was entered in error", _long(),
          lab("b12", 420, 60, status="entered-in-error")),
    _case("test-cancelled", "yes", "the only B12 test was cancelled", _long(),
          lab("b12", 420, 60, status="cancelled")),
    _case("test-preliminary", "yes", "the only B12 result is not final yet", _long(),
          lab("b12", 420, 3, status="preliminary")),
    _case("test-without-value", "yes", "the only B12 test gave no result", _long(),
          other_lab("b12", 60, dataAbsentReason=_NO_VALUE)),
    _case("tested-later", "yes", "the only B12 result is from after the day", _long(),
          lab("b12", 420, -1)),
    _case("treated", "no", "B12 is being taken", _long(), tablets(60)),
    _case("start-unknown", "unknown", "it is not recorded since when it is taken",
          taken(PLAIN, 0, effectivePeriod=None, dateAsserted=None)),
    Case("metformin-dead", METFORMIN_GAP, "no", "the patient has died", (_long(),), died=30),
    Case("metformin-dead-unsaid-when", METFORMIN_GAP, "no", "the patient has died", (_long(),),
         died="boolean"),
    Case("metformin-died-later", METFORMIN_GAP, "yes", "the death is after the day", (_long(),),
         died=-3),
)  # fmt: skip

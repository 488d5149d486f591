"""Whose low B12 was not followed up, and whose was, or is not low, or not old enough?"""

from __future__ import annotations

from benchmarks.bulk.case import DEFICIENT_GAP, LOW_B12_GAP, Case, Expected
from benchmarks.bulk.pieces import (
    Piece,
    bounded,
    lab,
    other_lab,
    panel,
    reported,
    tablets,
)
from benchmarks.bulk.resources import UCUM


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"low-b12-{name}", LOW_B12_GAP, expected, why, pieces)


def _low(days: float = 60) -> Piece:
    return lab("b12", 140, days)


LOW_B12: tuple[Case, ...] = (
    _case("unfollowed", "yes", "140 ng/L two months ago, nothing since", _low(),
          lab("hb", 13.1, 60), lab("mcv", 97, 60)),
    _case("29-days", "yes", "29 days are more than 28", _low(29)),
    _case("28-days", "no", "28 days are not more than 28", _low(28)),
    _case("27-days", "no", "the sample is 27 days old", _low(27)),
    _case("179", "yes", "179 ng/L is below 180", lab("b12", 179, 70)),
    _case("180", "no", "180 ng/L is not below 180", lab("b12", 180, 70)),
    _case("132-pmol", "yes", "132 pmol/L is below 133", lab("b12-moles", 132, 70)),
    _case("133-pmol", "no", "133 pmol/L is not below 133", lab("b12-moles", 133, 70)),
    _case("150-pmol", "no", "150 pmol/L is not below 133, though 150 ng/L would be low",
          lab("b12-moles", 150, 70)),
    _case("active", "yes", "active B12 of 20 pmol/L", lab("active", 20, 90)),
    _case("active-25", "no", "25 pmol/L of active B12 is not below 25", lab("active", 25, 90)),
    _case("bounded", "yes", "below 150 ng/L is surely low", bounded("b12", "<", 150, 90)),
    _case("bounded-high", "no", "above 1,500 ng/L is not low", bounded("b12", ">", 1500, 90)),
    _case("worded", "yes", "140 pg/mL, written as text",
          other_lab("b12", 90, valueString="140 pg/mL")),
    _case("worded-bound", "yes", "below 150 pg/mL, written as text",
          other_lab("b12", 90, valueString="<150 pg/mL")),
    _case("component", "yes", "low in a component of a panel", panel("b12", 140, 90)),
    _case("contained", "yes", "low in an Observation that a report contains",
          reported("b12", 140, 90)),
    _case("corrected", "yes", "a corrected result counts", lab("b12", 140, 90, status="corrected")),
    _case("fell", "yes", "normal before, low now", lab("b12", 420, 500), _low()),
    _case("rose", "no", "low before, normal now", _low(500), lab("b12", 420, 60)),
    _case("repeated", "no", "repeated ten days ago", _low(300), lab("b12", 150, 10)),
    _case("grey", "no", "250 ng/L is in the grey range", lab("b12", 250, 90)),
    _case("wrong-unit", "no", "14 ng/dL is not read",
          other_lab("b12", 90, valueQuantity={"value": 14, "unit": "ng/dL", "code": "ng/dL",
                                              "system": UCUM})),
    _case("in-error", "no", "entered in error", lab("b12", 140, 90, status="entered-in-error")),
    _case("preliminary", "no", "not final", lab("b12", 140, 90, status="preliminary")),
    _case("later", "no", "the sample is from after the day", lab("b12", 140, -2)),
    _case("mma-normal", "no", "MMA was measured", _low(), lab("mma", 150, 50), lab("egfr", 90, 50)),
    _case("homocysteine", "no", "homocysteine was measured", _low(), lab("hcy", 9, 50)),
    _case("treated", "no", "B12 is being taken", _low(), tablets(50)),
    Case("low-b12-confirmed", LOW_B12_GAP, "no", "confirmed by MMA, but then never treated",
         (_low(), lab("mma", 600, 50), lab("egfr", 90, 50)), also=(DEFICIENT_GAP,)),
    Case("low-b12-dead", LOW_B12_GAP, "no", "the patient has died", (_low(),), died=5),
)  # fmt: skip

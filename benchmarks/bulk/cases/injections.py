"""Who is given injections of B12 without evidence of a deficiency, and who with it?"""

from __future__ import annotations

from benchmarks.bulk.case import INJECTIONS_GAP, REVIEW_GAP, Case, Expected
from benchmarks.bulk.pieces import (
    ATROPHIC_GASTRITIS,
    B12_AMPOULE,
    B12_DEFICIENCY,
    GASTRECTOMY,
    NASAL_B12,
    Piece,
    bounded,
    diagnosis,
    injected,
    injections,
    lab,
    operation,
    ordered,
    other_lab,
    tablets,
    taken,
)
from benchmarks.bulk.resources import SNOMED, concept


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"injections-{name}", INJECTIONS_GAP, expected, why, pieces)


def _now() -> Piece:
    """Injections since two months: too short for a review to be due."""
    return injections(60)


_POSITIVE = concept(SNOMED, "10828004", "Positive")
_NEGATIVE = concept(SNOMED, "260385009", "Negative")

INJECTIONS: tuple[Case, ...] = (
    _case("ordered", "yes", "injections ordered, nothing measured", _now()),
    _case("given", "yes", "an injection 40 days ago, nothing measured", injected(40)),
    _case("stated", "yes", "injections stated, the route in the product's words",
          taken(B12_AMPOULE, 60)),
    _case("worded-route", "yes", "ordered as an injectable solution, no route",
          ordered(B12_AMPOULE, 30)),
    _case("normal", "yes", "B12 was normal before", lab("b12", 520, 90), _now()),
    _case("all-normal", "yes", "B12, MMA and homocysteine were normal", lab("b12", 480, 90),
          lab("mma", 150, 90), lab("hcy", 8, 90), _now()),
    _case("high", "yes", "B12 was high", lab("b12", 1400, 90), _now()),
    _case("negative", "yes", "the antibody was negative",
          other_lab("antibody", 90, valueCodeableConcept=_NEGATIVE), _now()),
    _case("evidence-in-error", "yes", "the low result was entered in error",
          lab("b12", 90, 90, status="entered-in-error"), _now()),
    _case("evidence-unreadable", "yes", "the result cannot be read",
          other_lab("b12", 90, valueString="low"), _now()),
    _case("120-days", "yes", "given 120 days ago, seen since", injected(120), lab("hb", 13.5, 50)),
    _case("121-days", "no", "given 121 days ago, nothing since", injected(121)),
    _case("low", "no", "B12 was low before", lab("b12", 120, 90), _now()),
    _case("low-pmol", "no", "B12 was low in pmol/L", lab("b12-moles", 110, 90), _now()),
    _case("low-active", "no", "active B12 was low", lab("active", 12, 90), _now()),
    _case("low-bound", "no", "B12 was below 150", bounded("b12", "<", 150, 90), _now()),
    _case("low-once", "no", "B12 was low once, years ago", lab("b12", 120, 1500),
          lab("b12", 600, 200), _now()),
    _case("raised-mma", "no", "MMA was raised", lab("mma", 700, 90), lab("egfr", 95, 90), _now()),
    _case("raised-homocysteine", "no", "homocysteine was raised", lab("hcy", 32, 90),
          lab("folate", 9, 90), lab("egfr", 95, 90), _now()),
    _case("listed", "no", "B12 deficiency is on the problem list",
          diagnosis(B12_DEFICIENCY, 300), _now()),
    _case("antibody", "no", "antibody to intrinsic factor",
          other_lab("antibody", 90, valueCodeableConcept=_POSITIVE), _now()),
    _case("gastritis", "no", "atrophic gastritis", diagnosis(ATROPHIC_GASTRITIS, 900), _now()),
    _case("surgery", "no", "the stomach was removed", operation(GASTRECTOMY, 2500), _now()),
    _case("tablets", "no", "tablets are no injections", tablets(60)),
    _case("nasal", "no", "a nasal spray is no injection", ordered(NASAL_B12, 60)),
    _case("draft", "no", "a draft is no order", injections(60, status="draft")),
    _case("cancelled", "no", "the order was cancelled", injections(60, status="cancelled")),
    _case("not-done", "no", "the injection was not done", injected(30, status="not-done")),
    _case("in-error", "no", "entered in error", injected(30, status="entered-in-error")),
    _case("later", "no", "the first injection is after the day", injected(-3)),
    Case("injections-dead", INJECTIONS_GAP, "no", "the patient has died", (_now(),), died=2),
    Case("injections-unreviewed", INJECTIONS_GAP, "yes", "injections for a year, nothing measured",
         (injections(400),), also=(REVIEW_GAP,)),
)  # fmt: skip

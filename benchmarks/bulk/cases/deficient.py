"""Who is deficient and was never given B12, and who was, or is not deficient?"""

from __future__ import annotations

from benchmarks.bulk.case import DEFICIENT_GAP, Case, Expected
from benchmarks.bulk.pieces import (
    ANTIDOTE,
    B12_AMPOULE,
    B12_DEFICIENCY,
    B12_TABLET,
    BY_MOUTH,
    HYDROXOCOBALAMIN,
    INHALANTS,
    INTO_MUSCLE,
    PERNICIOUS,
    Piece,
    diagnosis,
    doubted,
    given,
    handed_over,
    injected,
    injections,
    lab,
    ordered,
    relative_has,
    taken,
    taken_until,
)
from benchmarks.bulk.resources import ICD10, SNOMED, concept


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"deficient-{name}", DEFICIENT_GAP, expected, why, pieces)


def _listed() -> Piece:
    return diagnosis(B12_DEFICIENCY, 700)


_OTHER_B = "Deficiency of other specified B group vitamins"
_B12_AMONG_THEM = concept(ICD10, "E53.8", _OTHER_B, "Vitamin B12 deficiency")
_ANY_OF_THEM = concept(ICD10, "E53.8", _OTHER_B)
_RAISED = (lab("mma", 800, 90), lab("egfr", 90, 90))

DEFICIENT: tuple[Case, ...] = (
    _case("listed", "yes", "B12 deficiency on the problem list, never treated", _listed()),
    _case("pernicious", "yes", "pernicious anaemia, never treated", diagnosis(PERNICIOUS, 900)),
    _case("snomed", "yes", "cobalamin deficiency by SNOMED CT",
          diagnosis(concept(SNOMED, "190634004", "Cobalamin deficiency"), 400)),
    _case("shared-code", "yes", "a shared code that its words explain",
          diagnosis(_B12_AMONG_THEM, 400)),
    _case("shared-code-alone", "yes", "a shared code is doubtful, but counts",
          diagnosis(_ANY_OF_THEM, 400)),
    _case("confirmed", "yes", "low B12 and raised MMA", lab("b12", 150, 90), *_RAISED),
    _case("confirmed-both", "yes", "MMA and homocysteine raised", lab("b12", 300, 90), *_RAISED,
          lab("hcy", 24, 90), lab("folate", 9, 90)),
    _case("functional", "yes", "inhalants, normal B12 and raised MMA",
          diagnosis(INHALANTS, 400), lab("b12", 500, 90), *_RAISED),
    _case("draft", "yes", "only a draft order", _listed(), injections(80, status="draft")),
    _case("proposal", "yes", "only a proposal", _listed(), injections(80, intent="proposal")),
    _case("cancelled", "yes", "the order was cancelled", _listed(),
          injections(80, status="cancelled")),
    _case("not-done", "yes", "the injection was not done", _listed(),
          injected(80, status="not-done")),
    _case("not-taken", "yes", "stated not to be taken", _listed(),
          taken(B12_TABLET, 300, BY_MOUTH, status="not-taken")),
    _case("antidote", "yes", "the cyanide antidote is not this treatment", _listed(),
          given(ANTIDOTE, 300)),
    _case("treated-later", "yes", "the first injection is after the day", _listed(), injected(-2)),
    _case("treated-once", "no", "one injection years ago", _listed(), injected(2000)),
    _case("ordered", "no", "an order, on hold", _listed(), injections(300, status="on-hold")),
    _case("stated", "no", "tablets were taken", _listed(), taken_until(B12_TABLET, 600, 300)),
    _case("dispensed", "no", "tablets were handed over", _listed(),
          handed_over(B12_TABLET, 400, 90)),
    _case("hydroxocobalamin", "no", "hydroxocobalamin was given", _listed(),
          given(HYDROXOCOBALAMIN, 700, INTO_MUSCLE)),
    _case("refuted", "no", "the diagnosis was refuted", doubted(PERNICIOUS, 300, "refuted")),
    _case("in-error", "no", "entered in error", doubted(B12_DEFICIENCY, 300, "entered-in-error")),
    _case("unconfirmed", "no", "not confirmed", doubted(PERNICIOUS, 30, "differential")),
    _case("resolved", "no", "the deficiency is resolved",
          diagnosis(B12_DEFICIENCY, 900, "resolved")),
    _case("later", "no", "diagnosed after the day", diagnosis(PERNICIOUS, -1)),
    _case("relative", "no", "it is the mother's", relative_has(PERNICIOUS, 300)),
    _case("kidneys", "no", "kidney disease explains the MMA", lab("b12", 520, 90),
          lab("mma", 500, 90), lab("egfr", 35, 90)),
    _case("normal", "no", "normal metabolites speak against", lab("b12", 150, 90),
          lab("mma", 120, 90), lab("hcy", 8, 90)),
    Case("deficient-dead", DEFICIENT_GAP, "no", "the patient has died", (_listed(),),
         died="boolean"),
    Case("deficient-ordered-tablets", DEFICIENT_GAP, "no", "ordered as an ampoule, but by mouth",
         (_listed(), ordered(B12_AMPOULE, 60, BY_MOUTH, status="stopped"))),
    Case("deficient-order-in-error", DEFICIENT_GAP, "yes", "the order was entered in error",
         (_listed(), ordered(B12_AMPOULE, 60, INTO_MUSCLE, status="entered-in-error"))),
)  # fmt: skip

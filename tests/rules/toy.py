"""A small guideline with one of everything that the language has; no medicine in it."""

from __future__ import annotations

from cobalamin.quantity import Amount, Bound
from cobalamin.rules.expression import CutPoint, Fact, Rule, all_of, any_of, at_least, no
from cobalamin.rules.question import Action, Guideline, Question
from cobalamin.source import Source

PAPER = Source("TOY", "A paper that does not exist").at("table 1", "chosen")

B12 = Fact("total_b12", "total B12", ("ng/L", "pmol/L"), (1.0, 1.0))
MMA = Fact("mma", "MMA", ("umol/L",), (0.01,))
EGFR = Fact("egfr", "eGFR", ("mL/min/{1.73_m2}",), (1.0,))
AGE = Fact("age", "age", ("a",), (1.0,))
ATAXIA = Fact("ataxia", "ataxia recorded")
TINGLING = Fact("tingling", "tingling recorded")
FALLS = Fact("falls", "falls recorded")
ALLERGY = Fact("allergy", "an allergy to a cobalamin")
FACTS = (B12, MMA, EGFR, AGE, ATAXIA, TINGLING, FALLS, ALLERGY)

LOW_END = CutPoint("b12-low", ((180.0, "ng/L"), (133.0, "pmol/L")), PAPER)
HIGH_END = CutPoint("b12-high", ((350.0, "ng/L"), (258.0, "pmol/L")), PAPER)
MMA_RAISED = CutPoint("mma-raised", ((0.28, "umol/L"),), PAPER)
MMA_READABLE = CutPoint("mma-readable", ((60.0, "mL/min/{1.73_m2}"),), PAPER)
OLD = CutPoint("old", ((75.0, "a"),), PAPER)

LOW = Rule("b12.low", B12.below(LOW_END), "total B12 is low", (PAPER,))
GREY = Rule("b12.grey", all_of(B12.at_least(LOW_END), B12.at_most(HIGH_END)), "grey", (PAPER,))
RAISED = Rule(
    "mma.raised",
    all_of(MMA.above(MMA_RAISED), EGFR.at_least(MMA_READABLE)),
    "MMA is raised and can be read.",
    (PAPER,),
)
SIGNS = Rule(
    "signs.several",
    at_least(2, ATAXIA.holds(), TINGLING.holds(), FALLS.holds(), AGE.above(OLD)),
    "several signs",
    (PAPER,),
)
CONFIRMED = Rule(
    "deficiency.confirmed",
    any_of(LOW.holds(), all_of(GREY.holds(), RAISED.holds())),
    "B12 deficiency is confirmed.",
    (PAPER,),
)
PROBABLE = Rule(
    "deficiency.probable",
    all_of(GREY.holds(), no(RAISED.holds()), SIGNS.holds()),
    "B12 deficiency is probable.",
    (PAPER,),
    asks_for=(MMA,),
)
NOT_SHOWN = Rule(
    "deficiency.not-shown",
    no(any_of(CONFIRMED.holds(), PROBABLE.holds())),
    "B12 deficiency is not shown.",
    (PAPER,),
)
DEFICIENCY = Question(
    "deficiency",
    "Is there B12 deficiency?",
    (("confirmed", CONFIRMED), ("probable", PROBABLE), ("not-shown", NOT_SHOWN)),
    leaning=("probable", "confirmed", "not-shown"),
)
SHOWN = any_of(DEFICIENCY.is_("confirmed"), DEFICIENCY.is_("probable"))
HOLD = Rule("treat.hold", all_of(SHOWN, ALLERGY.holds()), "hold", (PAPER,))
START = Rule("treat.start", all_of(SHOWN, no(ALLERGY.holds())), "start", (PAPER,))
WAIT = Rule("treat.wait", DEFICIENCY.is_("not-shown"), "wait", (PAPER,))
TREATMENT = Question(
    "treatment",
    "Treat?",
    (("hold", HOLD), ("start", START), ("wait", WAIT)),
    leaning=("wait", "hold", "start"),
)
GUIDELINE = Guideline(
    "toy",
    "Toy",
    (DEFICIENCY, TREATMENT),
    (
        Action("test-mma", "soon", PROBABLE),
        Action("test-mma", "routine", GREY),
        Action("treat-now", "now", START),
    ),
    FACTS,
    ("deficiency", "treatment"),
)


def ng(value: float, bound: Bound = "") -> Amount:
    return Amount(value, "ng/L", bound)


def pmol(value: float, bound: Bound = "") -> Amount:
    return Amount(value, "pmol/L", bound)

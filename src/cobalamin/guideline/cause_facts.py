"""What can be known of the causes: antibodies, diseases, surgery, and how medicines are used?"""

from __future__ import annotations

from cobalamin.guideline.declare import number, yes_no
from cobalamin.guideline.kinds import (
    Answered,
    DailyDose,
    DrawnAfterInjection,
    InjectedLately,
    OutsideOwnLimit,
    Positive,
    Recorded,
    Taking,
    UsageIndex,
)
from cobalamin.rules.expression import Fact

SETTLING_DAYS = 14
"""How long an injection can disturb the antibody test; sources say one to two weeks."""

# --- stomach ---
PERNICIOUS_ANAEMIA = yes_no(
    "pernicious_anaemia",
    "pernicious anaemia recorded",
    Recorded(("pernicious_anaemia",), active=False),
)
ATROPHIC_GASTRITIS = yes_no(
    "atrophic_gastritis",
    "autoimmune or atrophic gastritis recorded",
    Recorded(("atrophic_gastritis",), active=False),
)
ACHLORHYDRIA = yes_no("achlorhydria", "achlorhydria recorded", Recorded(("achlorhydria",)))
IF_ANTIBODY_AFTER_INJECTION = yes_no(
    "if_antibody_after_injection",
    "intrinsic factor antibody sampled within 2 weeks after an injection",
    DrawnAfterInjection("if_antibody", SETTLING_DAYS),
)
INJECTED_LATELY = yes_no(
    "injected_lately", "B12 injected in the past 2 weeks", InjectedLately(SETTLING_DAYS)
)
PARIETAL_ANTIBODY_MEASURED = yes_no(
    "parietal_antibody_measured", "parietal cell antibody measured", Answered("parietal_antibody")
)
PARIETAL_ANTIBODY = yes_no(
    "parietal_antibody", "parietal cell antibody positive", Positive("parietal_antibody")
)
GASTRIN_HIGH = yes_no(
    "gastrin_high",
    "gastrin above the limit that its laboratory gives",
    OutsideOwnLimit(("gastrin",), "high"),
)
H_PYLORI = yes_no("h_pylori", "Helicobacter pylori recorded", Recorded(("h_pylori",)))
H_PYLORI_TESTED = yes_no(
    "h_pylori_measured", "Helicobacter pylori tested", Answered("h_pylori_test")
)
H_PYLORI_POSITIVE = yes_no(
    "h_pylori_positive", "Helicobacter pylori test positive", Positive("h_pylori_test")
)

# --- surgery ---
TOTAL_GASTRECTOMY = yes_no(
    "total_gastrectomy",
    "total gastrectomy recorded",
    Recorded(("total_gastrectomy",), active=False),
)
GASTRECTOMY = yes_no(
    "gastrectomy",
    "gastrectomy recorded, partial or without its extent",
    Recorded(("gastrectomy",), active=False),
)
BARIATRIC_SURGERY = yes_no(
    "bariatric_surgery",
    "bariatric surgery recorded",
    Recorded(("bariatric_surgery",), active=False),
)
ILEAL_RESECTION = yes_no(
    "ileal_resection",
    "resection of the terminal ileum recorded",
    Recorded(("ileal_resection",), active=False),
)
INTESTINAL_BYPASS = yes_no(
    "intestinal_bypass",
    "intestinal bypass or anastomosis recorded",
    Recorded(("intestinal_bypass",), active=False),
)
PANCREATECTOMY = yes_no(
    "pancreatectomy",
    "pancreatectomy or Whipple's operation recorded",
    Recorded(("pancreatectomy",), active=False),
)

# --- gut ---
COELIAC = yes_no("coeliac", "coeliac disease recorded", Recorded(("coeliac",)))
TTG_MEASURED = yes_no("ttg_measured", "tissue transglutaminase measured", Answered("ttg_iga"))
TTG_POSITIVE = yes_no(
    "ttg_positive", "tissue transglutaminase antibody positive", Positive("ttg_iga")
)
CROHN = yes_no(
    "crohn",
    "Crohn's or another disease of the ileum recorded",
    Recorded(("crohn", "ileal_disease")),
)
SIBO = yes_no("sibo", "bacterial overgrowth or blind loop recorded", Recorded(("sibo",)))
TAPEWORM = yes_no("tapeworm", "fish tapeworm recorded", Recorded(("tapeworm",)))
PANCREATIC_INSUFFICIENCY = yes_no(
    "pancreatic_insufficiency",
    "pancreatic exocrine insufficiency recorded",
    Recorded(("pancreatic_insufficiency",)),
)
CHRONIC_PANCREATITIS = yes_no(
    "chronic_pancreatitis", "chronic pancreatitis recorded", Recorded(("chronic_pancreatitis",))
)
OTHER_MALABSORPTION = yes_no(
    "other_malabsorption", "malabsorption recorded", Recorded(("malabsorption",))
)

# --- inborn, infection ---
SELECTIVE_MALABSORPTION = yes_no(
    "selective_malabsorption",
    "selective B12 malabsorption recorded",
    Recorded(("selective_b12_malabsorption",), active=False),
)
HIV = yes_no("hiv", "HIV recorded", Recorded(("hiv",), active=False))

# --- medicines ---
METFORMIN_DOSE = number(
    "metformin_dose", "daily dose of metformin", (("mg", 1.0),), DailyDose(("metformin",))
)
METFORMIN_INDEX = number(
    "metformin_index",
    "metformin usage index (grams a day x years)",
    (("1", 0.01),),
    UsageIndex(("metformin",)),
)


def _taken(concept: str, label: str) -> Fact:
    return yes_no(concept, f"{label} taken", Taking((concept,)))


COLCHICINE = _taken("colchicine", "colchicine")
NEOMYCIN = _taken("neomycin", "neomycin")
AMINOSALICYLATE = _taken("aminosalicylate", "aminosalicylic acid")
COLESTYRAMINE = _taken("cholestyramine", "colestyramine")
PHENOBARBITAL = _taken("phenobarbital", "phenobarbital")
PRIMIDONE = _taken("primidone", "primidone")
PREGABALIN = _taken("pregabalin", "pregabalin")
TOPIRAMATE = _taken("topiramate", "topiramate")

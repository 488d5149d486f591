"""What can be known of a patient, what silence means, and where in the record it is read."""

from __future__ import annotations

from collections.abc import Iterable

from cobalamin.chart import Chart
from cobalamin.guideline.cut_points import B12_VERY_HIGH, EGFR_UNIT
from cobalamin.guideline.kinds import (
    COBALAMINS,
    AgeYears,
    Answered,
    BegunOnTreatment,
    BlackEthnicity,
    CountAbove,
    DaysOn,
    DaysSinceResult,
    HasResult,
    Kind,
    LatestResult,
    Positive,
    Recorded,
    ResultOnTreatment,
    SampleTreated,
    SexIs,
    Taking,
    Unreadable,
)
from cobalamin.guideline.reading import Known, View, read
from cobalamin.rules.expression import Fact

READ: dict[Fact, Kind] = {}
"""Every fact with its one reader; filled here and nowhere else."""


def _number(name: str, label: str, units: tuple[tuple[str, float], ...], kind: Kind) -> Fact:
    fact = Fact(name, label, tuple(u for u, _ in units), tuple(s for _, s in units))
    READ[fact] = kind
    return fact


def _yes_no(name: str, label: str, kind: Kind) -> Fact:
    """A fact about which an empty record means "no": nothing here guards an injection."""
    fact = Fact(name, label, silence="no")
    READ[fact] = kind
    return fact


_B12 = LatestResult("total_b12")
_ACTIVE = LatestResult("active_b12")
_MMA = LatestResult("mma")
_HCY = LatestResult("homocysteine")
_EGFR = LatestResult("egfr", near=("mma", "homocysteine"))
_FOLATE = LatestResult("folate", near=("homocysteine",))

# --- blood ---
TOTAL_B12 = _number("total_b12", "total B12", (("ng/L", 1.0), ("pmol/L", 1.0)), _B12)
TOTAL_B12_MEASURED = _yes_no("total_b12_measured", "total B12 measured", HasResult(_B12))
TOTAL_B12_UNREADABLE = _yes_no(
    "total_b12_unreadable", "total B12 reported, but not readably", Unreadable("total_b12")
)
TOTAL_B12_TREATED = _yes_no(
    "total_b12_treated", "total B12 sample taken after B12 was given", SampleTreated(_B12)
)
TOTAL_B12_AGE = _number(
    "total_b12_age_days", "age of the total B12 result", (("days", 1.0),), DaysSinceResult(_B12)
)
TOTAL_B12_VERY_HIGH = _number(
    "total_b12_very_high_count",
    "number of very high total B12 results",
    (("results", 1.0),),
    CountAbove("total_b12", B12_VERY_HIGH),
)
ACTIVE_B12 = _number("active_b12", "active B12", (("pmol/L", 1.0),), _ACTIVE)
ACTIVE_B12_MEASURED = _yes_no("active_b12_measured", "active B12 measured", HasResult(_ACTIVE))
ACTIVE_B12_UNREADABLE = _yes_no(
    "active_b12_unreadable", "active B12 reported, but not readably", Unreadable("active_b12")
)
ACTIVE_B12_TREATED = _yes_no(
    "active_b12_treated", "active B12 sample taken after B12 was given", SampleTreated(_ACTIVE)
)
MMA = _number("mma", "MMA", (("nmol/L", 1.0), ("umol/L", 0.001)), _MMA)
MMA_MEASURED = _yes_no("mma_measured", "MMA measured", HasResult(_MMA))
MMA_UNREADABLE = _yes_no("mma_unreadable", "MMA reported, but not readably", Unreadable("mma"))
MMA_TREATED = _yes_no("mma_treated", "MMA sample taken after B12 was given", SampleTreated(_MMA))
MMA_ON_TREATMENT = _number(
    "mma_on_treatment",
    "MMA after two months or more of B12",
    (("nmol/L", 1.0), ("umol/L", 0.001)),
    ResultOnTreatment("mma", 60),
)
MMA_ON_TREATMENT_MEASURED = _yes_no(
    "mma_on_treatment_measured",
    "MMA measured after two months or more of B12",
    HasResult(ResultOnTreatment("mma", 60)),
)
HOMOCYSTEINE = _number("homocysteine", "homocysteine", (("umol/L", 0.1), ("mg/L", 0.01)), _HCY)
HOMOCYSTEINE_MEASURED = _yes_no("homocysteine_measured", "homocysteine measured", HasResult(_HCY))
HOMOCYSTEINE_UNREADABLE = _yes_no(
    "homocysteine_unreadable", "homocysteine reported, but not readably", Unreadable("homocysteine")
)
HOMOCYSTEINE_TREATED = _yes_no(
    "homocysteine_treated", "homocysteine sample taken after B12 was given", SampleTreated(_HCY)
)
EGFR = _number("egfr", "eGFR", ((EGFR_UNIT, 1.0),), _EGFR)
EGFR_MEASURED = _yes_no("egfr_measured", "eGFR within a year of the metabolites", HasResult(_EGFR))
FOLATE = _number("folate", "serum folate", (("ug/L", 0.1), ("nmol/L", 0.1)), _FOLATE)
FOLATE_MEASURED = _yes_no(
    "folate_measured", "serum folate within a year of homocysteine", HasResult(_FOLATE)
)
HAEMOGLOBIN = _number(
    "haemoglobin", "haemoglobin", (("g/dL", 0.1), ("g/L", 1.0)), LatestResult("haemoglobin")
)
HAEMOGLOBIN_MEASURED = _yes_no(
    "haemoglobin_measured", "haemoglobin measured", HasResult(LatestResult("haemoglobin"))
)
MCV = _number("mcv", "MCV", (("fL", 1.0),), LatestResult("mcv"))
MCV_MEASURED = _yes_no("mcv_measured", "MCV measured", HasResult(LatestResult("mcv")))
IF_ANTIBODY_MEASURED = _yes_no(
    "if_antibody_measured", "intrinsic factor antibody measured", Answered("if_antibody")
)
IF_ANTIBODY_POSITIVE = _yes_no(
    "if_antibody_positive", "intrinsic factor antibody positive", Positive("if_antibody")
)
URINE_MMA_MEASURED = _yes_no(
    "urine_mma_measured", "urine MMA measured", HasResult(LatestResult("mma_urine"))
)

# --- symptoms and signs ---
SENSORY_SYMPTOMS = _yes_no(
    "sensory_symptoms",
    "tingling, numbness or neuropathy recorded",
    Recorded(
        (
            "paraesthesia",
            "numbness",
            "neuropathy",
            "other_neuropathy",
            "vibration_loss",
            "diabetic_neuropathy",
            "alcoholic_neuropathy",
            "abnormal_reflex",
        )
    ),
)
GAIT_DISORDER = _yes_no(
    "gait_disorder",
    "ataxia or gait disorder recorded",
    Recorded(("ataxia", "abnormal_gait", "romberg_positive", "proprioception_loss")),
)
FALLS = _yes_no("falls", "falls recorded", Recorded(("falls",)))
MYELOPATHY = _yes_no(
    "myelopathy", "signs of myelopathy recorded", Recorded(("myelopathy", "lhermitte", "babinski"))
)
PROGRESSIVE_WEAKNESS = _yes_no(
    "progressive_weakness", "progressive weakness recorded", Recorded(("progressive_weakness",))
)
COGNITIVE_DECLINE = _yes_no(
    "cognitive_decline",
    "cognitive decline or memory loss recorded",
    Recorded(("cognitive_decline", "memory_loss")),
)
MOOD_SYMPTOMS = _yes_no(
    "mood_symptoms",
    "depression, anxiety, psychosis or irritability recorded",
    Recorded(("depression", "anxiety", "psychosis", "irritability")),
)
OPTIC_NEUROPATHY = _yes_no(
    "optic_neuropathy", "optic neuropathy recorded", Recorded(("optic_neuropathy",))
)
VISUAL_DISTURBANCE = _yes_no(
    "visual_disturbance", "visual disturbance recorded", Recorded(("visual_disturbance",))
)
GLOSSITIS = _yes_no("glossitis", "glossitis recorded", Recorded(("glossitis",)))
FATIGUE = _yes_no("fatigue", "fatigue recorded", Recorded(("fatigue",)))
ANAEMIA_RECORDED = _yes_no(
    "anaemia_recorded",
    "anaemia, macrocytosis or pancytopenia recorded",
    Recorded(("anaemia", "severe_anaemia", "macrocytosis", "pancytopenia")),
)
SEVERE_ANAEMIA_RECORDED = _yes_no(
    "severe_anaemia_recorded", "severe anaemia recorded", Recorded(("severe_anaemia",))
)

# --- causes and risks ---
AGE = _number("age", "age", (("years", 1.0),), AgeYears())
MALE = Fact("male", "male sex")
READ[MALE] = SexIs("male")
AUTOIMMUNE_GASTRITIS = _yes_no(
    "autoimmune_gastritis",
    "autoimmune or atrophic gastritis, or pernicious anaemia, recorded",
    Recorded(("pernicious_anaemia", "atrophic_gastritis", "achlorhydria"), active=False),
)
GUT_SURGERY = _yes_no(
    "gut_surgery",
    "stomach, bariatric, ileal or pancreatic surgery recorded",
    Recorded(
        (
            "gastrectomy",
            "bariatric_surgery",
            "ileal_resection",
            "intestinal_bypass",
            "pancreatectomy",
        ),
        active=False,
    ),
)
MALABSORPTION = _yes_no(
    "malabsorption",
    "coeliac, Crohn or another malabsorbing disease recorded",
    Recorded(
        (
            "coeliac",
            "crohn",
            "ileal_disease",
            "sibo",
            "malabsorption",
            "pancreatic_insufficiency",
            "tapeworm",
            "h_pylori",
        )
    ),
)
RADIOTHERAPY = _yes_no(
    "radiotherapy",
    "abdominal or pelvic radiotherapy recorded",
    Recorded(("radiotherapy_abdomen",), active=False),
)
AUTOIMMUNE_DISEASE = _yes_no(
    "autoimmune_disease",
    "thyroid, type 1 diabetes, Sjogren or another autoimmune disease recorded",
    Recorded(("thyroid_disease", "type_1_diabetes", "sjogren", "other_autoimmune")),
)
LOW_B12_DIET = _yes_no(
    "low_b12_diet",
    "vegan or other low-B12 diet recorded",
    Recorded(("vegan_diet", "poor_diet", "dietary_b12_deficiency")),
)
FAMILY_HISTORY = _yes_no(
    "family_history",
    "family history of B12 deficiency or autoimmune disease recorded",
    Recorded(("family_b12", "family_autoimmune"), active=False),
)
RECORDED_DEFICIENCY = _yes_no(
    "recorded_deficiency",
    "B12 deficiency on the problem list",
    Recorded(
        (
            "b12_deficiency",
            "pernicious_anaemia",
            "dietary_b12_deficiency",
            "selective_b12_malabsorption",
        )
    ),
)
NITROUS_OXIDE = _yes_no(
    "nitrous_oxide",
    "nitrous oxide use recorded",
    Recorded(("nitrous_oxide", "inhalant_abuse")),
)
NITROUS_OXIDE_GIVEN = _yes_no(
    "nitrous_oxide_given",
    "nitrous oxide given in the past year",
    Taking(("nitrous_oxide",), within_days=365),
)
TRANSPORT_DEFECT = _yes_no(
    "transport_defect",
    "transcobalamin deficiency or inborn cobalamin error recorded",
    Recorded(("transcobalamin_deficiency", "inborn_cobalamin_error"), active=False),
)
MMA_ACIDAEMIA = _yes_no(
    "mma_acidaemia",
    "methylmalonic acidaemia recorded",
    Recorded(("methylmalonic_acidaemia",), active=False),
)
HOMOCYSTINURIA = _yes_no(
    "homocystinuria",
    "homocystinuria or MTHFR deficiency recorded",
    Recorded(("homocystinuria", "mthfr_deficiency"), active=False),
)
METFORMIN = _yes_no("metformin", "metformin taken", Taking(("metformin",)))
DAYS_ON_METFORMIN = _number(
    "days_on_metformin", "metformin use", (("days", 1.0),), DaysOn(("metformin",))
)
ACID_BLOCKER = _yes_no("acid_blocker", "acid blocker taken", Taking(("ppi", "h2_blocker")))
DAYS_ON_ACID_BLOCKER = _number(
    "days_on_acid_blocker", "acid blocker use", (("days", 1.0),), DaysOn(("ppi", "h2_blocker"))
)
OTHER_RISK_MEDICINE = _yes_no(
    "other_risk_medicine",
    "another medicine that lowers B12 taken",
    Taking(
        (
            "colchicine",
            "phenobarbital",
            "pregabalin",
            "primidone",
            "topiramate",
            "neomycin",
            "cholestyramine",
        )
    ),
)

# --- what clouds a result ---
PREGNANT = _yes_no("pregnant", "pregnancy recorded", Recorded(("pregnancy",)))
KIDNEY_DISEASE = _yes_no(
    "kidney_disease", "kidney disease stage 3 or more recorded", Recorded(("ckd", "dialysis"))
)
FOLATE_DEFICIENCY = _yes_no(
    "folate_deficiency", "folate deficiency recorded", Recorded(("folate_deficiency",))
)
MYELOPROLIFERATIVE = _yes_no(
    "myeloproliferative",
    "myeloproliferative disease or myeloid leukaemia recorded",
    Recorded(("myeloproliferative", "polycythaemia_vera", "leukaemia_myeloid"), active=False),
)
LIVER_DISEASE = _yes_no(
    "liver_disease",
    "liver disease or solid tumour recorded",
    Recorded(("liver_disease", "solid_tumour")),
)
LOWERS_B12 = _yes_no("lowers_b12", "myeloma or HIV recorded", Recorded(("myeloma", "hiv")))
OESTROGEN = _yes_no("oestrogen", "oestrogen taken", Taking(("oestrogen",)))
BLACK_ETHNICITY = _yes_no("black_ethnicity", "Black ethnicity recorded", BlackEthnicity())

# --- treatment ---
ON_COBALAMIN = _yes_no(
    "on_cobalamin", "B12 treatment going on", Taking(COBALAMINS, within_days=120)
)
COBALAMIN_ALLERGY = _yes_no(
    "cobalamin_allergy",
    "allergy to a cobalamin recorded",
    Recorded(
        (
            "cobalamin_allergy",
            "cyanocobalamin_allergy",
            "hydroxocobalamin_allergy",
            "methylcobalamin_allergy",
        ),
        kinds=("allergy", "condition"),
    ),
)
NEW_NEUROLOGY_ON_TREATMENT = _yes_no(
    "new_neurology_on_treatment",
    "a neurological symptom that began after two months or more of B12",
    BegunOnTreatment(
        (
            "paraesthesia",
            "numbness",
            "ataxia",
            "abnormal_gait",
            "myelopathy",
            "lhermitte",
            "progressive_weakness",
            "optic_neuropathy",
            "cognitive_decline",
            "memory_loss",
        ),
        60,
    ),
)
FOLIC_ACID = _yes_no("folic_acid", "folic acid taken", Taking(("folic_acid",)))


def read_facts(chart: Chart, facts: Iterable[Fact]) -> dict[str, Known]:
    """Read these facts from one chart, by name."""
    view = View(chart)
    known: dict[str, Known] = {}
    for fact in facts:
        found = read(READ[fact], view)
        if found.value is None and fact.silence == "no" and not found.resources:
            found = Known(False)
        known[fact.name] = found
    return known

"""What can be known of a patient, what silence means, and where in the record it is read."""

from __future__ import annotations

from cobalamin.guideline.cut_points import B12_VERY_HIGH, EGFR_UNIT
from cobalamin.guideline.declare import asked, number, yes_no
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
    LatestResult,
    Positive,
    Recorded,
    ResultOnTreatment,
    SampleTreated,
    SexIs,
    Taking,
    Unreadable,
)

_B12 = LatestResult("total_b12")
_ACTIVE = LatestResult("active_b12")
_MMA = LatestResult("mma")
_HCY = LatestResult("homocysteine")
_EGFR = LatestResult("egfr", near=("mma", "homocysteine"))
_FOLATE = LatestResult("folate", near=("homocysteine",))

# --- blood ---
TOTAL_B12 = number("total_b12", "total B12", (("ng/L", 1.0), ("pmol/L", 1.0)), _B12)
TOTAL_B12_MEASURED = yes_no("total_b12_measured", "total B12 measured", HasResult(_B12))
TOTAL_B12_UNREADABLE = yes_no(
    "total_b12_unreadable", "total B12 reported, but not readably", Unreadable("total_b12")
)
TOTAL_B12_TREATED = yes_no(
    "total_b12_treated", "total B12 sample taken after B12 was given", SampleTreated(_B12)
)
TOTAL_B12_AGE = number(
    "total_b12_age_days", "age of the total B12 result", (("days", 1.0),), DaysSinceResult(_B12)
)
TOTAL_B12_VERY_HIGH = number(
    "total_b12_very_high_count",
    "number of very high total B12 results",
    (("results", 1.0),),
    CountAbove("total_b12", B12_VERY_HIGH),
)
ACTIVE_B12 = number("active_b12", "active B12", (("pmol/L", 1.0),), _ACTIVE)
ACTIVE_B12_MEASURED = yes_no("active_b12_measured", "active B12 measured", HasResult(_ACTIVE))
ACTIVE_B12_UNREADABLE = yes_no(
    "active_b12_unreadable", "active B12 reported, but not readably", Unreadable("active_b12")
)
ACTIVE_B12_TREATED = yes_no(
    "active_b12_treated", "active B12 sample taken after B12 was given", SampleTreated(_ACTIVE)
)
MMA = number("mma", "MMA", (("nmol/L", 1.0), ("umol/L", 0.001)), _MMA)
MMA_MEASURED = yes_no("mma_measured", "MMA measured", HasResult(_MMA))
MMA_UNREADABLE = yes_no("mma_unreadable", "MMA reported, but not readably", Unreadable("mma"))
MMA_TREATED = yes_no("mma_treated", "MMA sample taken after B12 was given", SampleTreated(_MMA))
MMA_ON_TREATMENT = number(
    "mma_on_treatment",
    "MMA after two months or more of B12",
    (("nmol/L", 1.0), ("umol/L", 0.001)),
    ResultOnTreatment("mma", 60),
)
MMA_ON_TREATMENT_MEASURED = yes_no(
    "mma_on_treatment_measured",
    "MMA measured after two months or more of B12",
    HasResult(ResultOnTreatment("mma", 60)),
)
HOMOCYSTEINE = number("homocysteine", "homocysteine", (("umol/L", 0.1), ("mg/L", 0.01)), _HCY)
HOMOCYSTEINE_MEASURED = yes_no("homocysteine_measured", "homocysteine measured", HasResult(_HCY))
HOMOCYSTEINE_UNREADABLE = yes_no(
    "homocysteine_unreadable", "homocysteine reported, but not readably", Unreadable("homocysteine")
)
HOMOCYSTEINE_TREATED = yes_no(
    "homocysteine_treated", "homocysteine sample taken after B12 was given", SampleTreated(_HCY)
)
EGFR = number("egfr", "eGFR", ((EGFR_UNIT, 1.0),), _EGFR)
EGFR_MEASURED = yes_no("egfr_measured", "eGFR within a year of the metabolites", HasResult(_EGFR))
FOLATE = number("folate", "serum folate", (("ug/L", 0.1), ("nmol/L", 0.1)), _FOLATE)
FOLATE_MEASURED = yes_no(
    "folate_measured", "serum folate within a year of homocysteine", HasResult(_FOLATE)
)
HAEMOGLOBIN = number(
    "haemoglobin", "haemoglobin", (("g/dL", 0.1), ("g/L", 1.0)), LatestResult("haemoglobin")
)
HAEMOGLOBIN_MEASURED = yes_no(
    "haemoglobin_measured", "haemoglobin measured", HasResult(LatestResult("haemoglobin"))
)
MCV = number("mcv", "MCV", (("fL", 1.0),), LatestResult("mcv"))
MCV_MEASURED = yes_no("mcv_measured", "MCV measured", HasResult(LatestResult("mcv")))
IF_ANTIBODY_MEASURED = yes_no(
    "if_antibody_measured", "intrinsic factor antibody measured", Answered("if_antibody")
)
IF_ANTIBODY_POSITIVE = yes_no(
    "if_antibody_positive", "intrinsic factor antibody positive", Positive("if_antibody")
)
URINE_MMA_MEASURED = yes_no(
    "urine_mma_measured", "urine MMA measured", HasResult(LatestResult("mma_urine"))
)

# --- symptoms and signs ---
SENSORY_SYMPTOMS = yes_no(
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
GAIT_DISORDER = yes_no(
    "gait_disorder",
    "ataxia or gait disorder recorded",
    Recorded(("ataxia", "abnormal_gait", "romberg_positive", "proprioception_loss")),
)
FALLS = yes_no("falls", "falls recorded", Recorded(("falls",)))
MYELOPATHY = yes_no(
    "myelopathy", "signs of myelopathy recorded", Recorded(("myelopathy", "lhermitte", "babinski"))
)
PROGRESSIVE_WEAKNESS = yes_no(
    "progressive_weakness", "progressive weakness recorded", Recorded(("progressive_weakness",))
)
COGNITIVE_DECLINE = yes_no(
    "cognitive_decline",
    "cognitive decline or memory loss recorded",
    Recorded(("cognitive_decline", "memory_loss")),
)
MOOD_SYMPTOMS = yes_no(
    "mood_symptoms",
    "depression, anxiety, psychosis or irritability recorded",
    Recorded(("depression", "anxiety", "psychosis", "irritability")),
)
OPTIC_NEUROPATHY = yes_no(
    "optic_neuropathy", "optic neuropathy recorded", Recorded(("optic_neuropathy",))
)
VISUAL_DISTURBANCE = yes_no(
    "visual_disturbance", "visual disturbance recorded", Recorded(("visual_disturbance",))
)
GLOSSITIS = yes_no("glossitis", "glossitis recorded", Recorded(("glossitis",)))
FATIGUE = yes_no("fatigue", "fatigue recorded", Recorded(("fatigue",)))
ANAEMIA_RECORDED = yes_no(
    "anaemia_recorded",
    "anaemia, macrocytosis or pancytopenia recorded",
    Recorded(("anaemia", "severe_anaemia", "macrocytosis", "pancytopenia")),
)
SEVERE_ANAEMIA_RECORDED = yes_no(
    "severe_anaemia_recorded", "severe anaemia recorded", Recorded(("severe_anaemia",))
)

# --- causes and risks ---
AGE = number("age", "age", (("years", 1.0),), AgeYears())
MALE = asked("male", "male sex", SexIs("male"))
AUTOIMMUNE_GASTRITIS = yes_no(
    "autoimmune_gastritis",
    "autoimmune or atrophic gastritis, or pernicious anaemia, recorded",
    Recorded(("pernicious_anaemia", "atrophic_gastritis", "achlorhydria"), active=False),
)
GUT_SURGERY = yes_no(
    "gut_surgery",
    "stomach, bariatric, ileal or pancreatic surgery recorded",
    Recorded(
        (
            "gastrectomy",
            "total_gastrectomy",
            "bariatric_surgery",
            "ileal_resection",
            "intestinal_bypass",
            "pancreatectomy",
        ),
        active=False,
    ),
)
MALABSORPTION = yes_no(
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
RADIOTHERAPY = yes_no(
    "radiotherapy",
    "abdominal or pelvic radiotherapy recorded",
    Recorded(("radiotherapy_abdomen",), active=False),
)
AUTOIMMUNE_DISEASE = yes_no(
    "autoimmune_disease",
    "thyroid, type 1 diabetes, Sjogren or another autoimmune disease recorded",
    Recorded(("thyroid_disease", "type_1_diabetes", "sjogren", "other_autoimmune")),
)
LOW_B12_DIET = yes_no(
    "low_b12_diet",
    "vegan or other low-B12 diet recorded",
    Recorded(("vegan_diet", "poor_diet", "dietary_b12_deficiency")),
)
FAMILY_HISTORY = yes_no(
    "family_history",
    "family history of B12 deficiency or autoimmune disease recorded",
    Recorded(("family_b12", "family_autoimmune"), active=False),
)
RECORDED_DEFICIENCY = yes_no(
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
NITROUS_OXIDE = yes_no(
    "nitrous_oxide",
    "nitrous oxide use recorded",
    Recorded(("nitrous_oxide", "inhalant_abuse")),
)
NITROUS_OXIDE_GIVEN = yes_no(
    "nitrous_oxide_given",
    "nitrous oxide given in the past year",
    Taking(("nitrous_oxide",), within_days=365),
)
TRANSPORT_DEFECT = yes_no(
    "transport_defect",
    "transcobalamin deficiency or inborn cobalamin error recorded",
    Recorded(("transcobalamin_deficiency", "inborn_cobalamin_error"), active=False),
)
MMA_ACIDAEMIA = yes_no(
    "mma_acidaemia",
    "methylmalonic acidaemia recorded",
    Recorded(("methylmalonic_acidaemia",), active=False),
)
HOMOCYSTINURIA = yes_no(
    "homocystinuria",
    "homocystinuria or MTHFR deficiency recorded",
    Recorded(("homocystinuria", "mthfr_deficiency"), active=False),
)
METFORMIN = yes_no("metformin", "metformin taken", Taking(("metformin",)))
DAYS_ON_METFORMIN = number(
    "days_on_metformin", "metformin use", (("days", 1.0),), DaysOn(("metformin",))
)
ACID_BLOCKER = yes_no("acid_blocker", "acid blocker taken", Taking(("ppi", "h2_blocker")))
DAYS_ON_ACID_BLOCKER = number(
    "days_on_acid_blocker", "acid blocker use", (("days", 1.0),), DaysOn(("ppi", "h2_blocker"))
)
OTHER_RISK_MEDICINE = yes_no(
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
PREGNANT = yes_no("pregnant", "pregnancy recorded", Recorded(("pregnancy",)))
KIDNEY_DISEASE = yes_no(
    "kidney_disease", "kidney disease stage 3 or more recorded", Recorded(("ckd", "dialysis"))
)
FOLATE_DEFICIENCY = yes_no(
    "folate_deficiency", "folate deficiency recorded", Recorded(("folate_deficiency",))
)
MYELOPROLIFERATIVE = yes_no(
    "myeloproliferative",
    "myeloproliferative disease or myeloid leukaemia recorded",
    Recorded(("myeloproliferative", "polycythaemia_vera", "leukaemia_myeloid"), active=False),
)
LIVER_DISEASE = yes_no(
    "liver_disease",
    "liver disease or solid tumour recorded",
    Recorded(("liver_disease", "solid_tumour")),
)
LOWERS_B12 = yes_no("lowers_b12", "myeloma or HIV recorded", Recorded(("myeloma", "hiv")))
OESTROGEN = yes_no("oestrogen", "oestrogen taken", Taking(("oestrogen",)))
BLACK_ETHNICITY = yes_no("black_ethnicity", "Black ethnicity recorded", BlackEthnicity())

# --- treatment ---
ON_COBALAMIN = yes_no("on_cobalamin", "B12 treatment going on", Taking(COBALAMINS, within_days=120))
COBALAMIN_ALLERGY = yes_no(
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
NEW_NEUROLOGY_ON_TREATMENT = yes_no(
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
FOLIC_ACID = yes_no("folic_acid", "folic acid taken", Taking(("folic_acid",)))

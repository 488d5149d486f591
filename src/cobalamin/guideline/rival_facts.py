"""What can be known of causes of neuropathy other than B12 deficiency?"""

from __future__ import annotations

from cobalamin.guideline.declare import number, yes_no
from cobalamin.guideline.kinds import (
    DailyDose,
    DaysOn,
    HasResult,
    LatestMeasurement,
    OutsideOwnLimit,
    Recorded,
    Taking,
    Unreadable,
)

COASTING_DAYS = 365
"""How long after its last dose a medicine still counts as a cause.

Chosen by us: the neuropathy of platinum and vincristine can begin or worsen for months after.
"""

# --- diabetes ---
DIABETES = yes_no(
    "diabetes",
    "diabetes recorded",
    Recorded(("type_1_diabetes", "type_2_diabetes", "other_diabetes", "diabetic_neuropathy")),
)
_HBA1C = LatestMeasurement("hba1c")
HBA1C = number("hba1c", "HbA1c", (("%", 0.1), ("mmol/mol", 1.0)), _HBA1C)
HBA1C_MEASURED = yes_no("hba1c_measured", "HbA1c measured", HasResult(_HBA1C))
_FASTING = LatestMeasurement("fasting_glucose")
FASTING_GLUCOSE = number(
    "fasting_glucose", "fasting glucose", (("mg/dL", 1.0), ("mmol/L", 0.1)), _FASTING
)
FASTING_GLUCOSE_MEASURED = yes_no(
    "fasting_glucose_measured", "fasting glucose measured", HasResult(_FASTING)
)

# --- alcohol and food ---
ALCOHOL = yes_no(
    "alcohol",
    "harmful alcohol use or alcoholic neuropathy recorded",
    Recorded(("alcohol", "alcoholic_neuropathy")),
)
THIAMINE_DEFICIENCY = yes_no(
    "thiamine_deficiency", "thiamine deficiency recorded", Recorded(("thiamine_deficiency",))
)
COPPER_DEFICIENCY = yes_no(
    "copper_deficiency", "copper deficiency recorded", Recorded(("copper_deficiency",))
)
COPPER_BELOW_OWN_LIMIT = yes_no(
    "copper_below_own_limit",
    "copper or ceruloplasmin below the laboratory's own limit",
    OutsideOwnLimit(("copper", "ceruloplasmin"), "low"),
)
_COPPER = LatestMeasurement("copper", unless_own="low")
COPPER = number("copper", "serum copper", (("ug/dL", 1.0), ("umol/L", 0.1), ("ug/L", 1.0)), _COPPER)
COPPER_WITHOUT_LIMIT = yes_no(
    "copper_without_limit_measured",
    "serum copper measured without the laboratory's own limit",
    HasResult(_COPPER),
)
COPPER_MEASURED = yes_no(
    "copper_measured", "serum copper measured", HasResult(LatestMeasurement("copper"))
)
ZINC_TAKEN = yes_no("zinc_taken", "zinc taken", Taking(("zinc_supplement",), COASTING_DAYS))
STOMACH_SURGERY = yes_no(
    "stomach_surgery",
    "gastric, bariatric or pancreatic surgery recorded",
    Recorded(
        (
            "gastrectomy",
            "total_gastrectomy",
            "bariatric_surgery",
            "intestinal_bypass",
            "pancreatectomy",
        ),
        active=False,
    ),
)
CYTOPENIA = yes_no(
    "cytopenia",
    "anaemia, neutropenia or pancytopenia recorded",
    Recorded(("anaemia", "severe_anaemia", "pancytopenia", "neutropenia")),
)
B6_EXCESS = yes_no("b6_excess", "vitamin B6 toxicity recorded", Recorded(("b6_excess",)))
B6_TAKEN = yes_no("b6_taken", "vitamin B6 taken", Taking(("vitamin_b6",), COASTING_DAYS))
B6_DOSE = number("b6_dose", "daily dose of vitamin B6", (("mg", 1.0),), DailyDose(("vitamin_b6",)))
B6_DOSE_KNOWN = yes_no(
    "b6_dose_measured", "daily dose of vitamin B6 recorded", HasResult(DailyDose(("vitamin_b6",)))
)
B6_ABOVE_OWN_LIMIT = yes_no(
    "b6_above_own_limit",
    "vitamin B6 above the laboratory's own limit",
    OutsideOwnLimit(("b6",), "high"),
)
B6_MEASURED = yes_no("b6_measured", "vitamin B6 measured", HasResult(LatestMeasurement("b6")))

# --- thyroid and paraprotein ---
THYROID_DISEASE = yes_no(
    "thyroid_disease", "thyroid disease recorded", Recorded(("thyroid_disease",))
)
TSH_MEASURED = yes_no("tsh_measured", "TSH measured", HasResult(LatestMeasurement("tsh")))
TSH_ABOVE_OWN_LIMIT = yes_no(
    "tsh_above_own_limit",
    "TSH above the laboratory's own limit",
    OutsideOwnLimit(("tsh",), "high"),
)
_TSH = LatestMeasurement("tsh", unless_own="high")
TSH = number("tsh", "TSH", (("m[IU]/L", 0.1),), _TSH)
TSH_WITHOUT_LIMIT = yes_no(
    "tsh_without_limit_measured",
    "TSH measured without the laboratory's own limit",
    HasResult(_TSH),
)
GAMMOPATHY = yes_no(
    "gammopathy", "monoclonal gammopathy or myeloma recorded", Recorded(("mgus", "myeloma"))
)
_M_PROTEIN = LatestMeasurement("m_protein")
M_PROTEIN = number("m_protein", "monoclonal protein", (("g/dL", 0.01), ("g/L", 0.1)), _M_PROTEIN)
M_PROTEIN_MEASURED = yes_no(
    "m_protein_measured", "monoclonal protein measured", HasResult(_M_PROTEIN)
)

M_PROTEIN_IN_WORDS = yes_no(
    "m_protein_in_words", "monoclonal protein reported without a number", Unreadable("m_protein")
)

# --- medicines, nerves, cord and infection ---
NEUROTOXIC_MEDICINE = yes_no(
    "neurotoxic_medicine",
    "a medicine that harms nerves taken within a year",
    Taking(("neurotoxic_medicine", "isoniazid"), COASTING_DAYS),
)
NEUROTOXIC_ANTIBIOTIC = yes_no(
    "neurotoxic_antibiotic",
    "metronidazole or nitrofurantoin taken",
    Taking(("neurotoxic_antibiotic",)),
)
DAYS_ON_NEUROTOXIC_ANTIBIOTIC = number(
    "days_on_neurotoxic_antibiotic",
    "metronidazole or nitrofurantoin use",
    (("days", 1.0),),
    DaysOn(("neurotoxic_antibiotic",)),
)
NAMED_NEUROPATHY = yes_no(
    "named_neuropathy",
    "an inflammatory, demyelinating, hereditary or toxic neuropathy recorded",
    Recorded(
        (
            "cidp",
            "guillain_barre",
            "demyelinating_neuropathy",
            "multifocal_neuropathy",
            "other_neuropathy",
        )
    ),
)
CORD_DISEASE = yes_no(
    "cord_disease",
    "cord compression or multiple sclerosis recorded",
    Recorded(("cervical_myelopathy", "multiple_sclerosis")),
)
NERVE_INFECTION = yes_no(
    "nerve_infection",
    "HIV, HTLV or syphilis of the nervous system recorded",
    Recorded(("hiv", "htlv", "tabes")),
)

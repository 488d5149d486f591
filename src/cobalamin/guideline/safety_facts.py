"""What must be known before a dose is given, and what silence about it means?

Silence about what guards an injection is unknown (`asked`), so that it is asked for; a person's
answer at the chair counts as much as a record's. A laboratory result guards only while it is fresh.
"""

from __future__ import annotations

from cobalamin.guideline.declare import asked, number, yes_no
from cobalamin.guideline.kinds import (
    DaysOnCourse,
    DaysSinceReview,
    HasResult,
    NewestResult,
    Recorded,
    Reviewed,
    Taking,
    Told,
    ToldTaking,
    Untold,
)

# --- how long a result guards; chosen by us, because no source read gives a number of days ---
INR_FRESH_DAYS = 7
POTASSIUM_FRESH_DAYS = 7
PLATELETS_FRESH_DAYS = 30
HAEMOGLOBIN_FRESH_DAYS = 90
EGFR_FRESH_DAYS = 365
NOT_PREGNANT_DAYS = 30
NO_MEDICINE_DAYS = 90

_NO_ALLERGY = ("no_known_allergy", "no_known_drug_allergy")
_FORMS = ("cyanocobalamin_allergy", "hydroxocobalamin_allergy", "methylcobalamin_allergy")
# A reaction to "a vitamin" or "a medicine" may have been one to B12: it leaves the question open.
_MAYBE = ("vitamin_reaction", "drug_anaphylaxis")

# --- allergy ---
ANY_COBALAMIN_ALLERGY = Told(("cobalamin_allergy", *_FORMS), _NO_ALLERGY, _MAYBE)
UNSPECIFIED_ALLERGY = asked(
    "cobalamin_allergy_told",
    "allergy to B12, its form not told",
    Told(("cobalamin_allergy",), _NO_ALLERGY, _MAYBE),
)
CYANOCOBALAMIN_ALLERGY = asked(
    "cyanocobalamin_allergy_told",
    "allergy to cyanocobalamin",
    Told(("cyanocobalamin_allergy",), _NO_ALLERGY, _MAYBE),
)
HYDROXOCOBALAMIN_ALLERGY = asked(
    "hydroxocobalamin_allergy_told",
    "allergy to hydroxocobalamin",
    Told(("hydroxocobalamin_allergy",), _NO_ALLERGY, _MAYBE),
)
METHYLCOBALAMIN_ALLERGY = asked(
    "methylcobalamin_allergy_told",
    "allergy to methylcobalamin",
    Told(("methylcobalamin_allergy",), _NO_ALLERGY, _MAYBE),
)
ALLERGY_UNASKED = yes_no(
    "allergy_unasked", "not recorded: allergy to any form of B12", Untold(ANY_COBALAMIN_ALLERGY)
)
# No known *drug* allergy says nothing of a metal.
_COBALT = Told(
    ("cobalt_allergy", "cobalt_dermatitis"), ("no_known_allergy",), ("metal_dermatitis",)
)
COBALT_ALLERGY = asked("cobalt_allergy_told", "allergy to cobalt", _COBALT)
COBALT_UNASKED = yes_no(
    "cobalt_unasked", "not recorded: allergy to cobalt (a metal)", Untold(_COBALT)
)

# --- Leber's disease ---
_LEBER = Told(("lhon", "family_lhon"), ("no_lhon",))
LEBER_DISEASE = asked("leber_told", "Leber's disease in person or family", _LEBER)
LEBER_UNASKED = yes_no(
    "leber_unasked", "not recorded: Leber's disease in person or family", Untold(_LEBER)
)

# --- bleeding ---
_NO_ANTICOAGULANT = ("no_medicines", "no_anticoagulant")
_VKA = ToldTaking(("vitamin_k_antagonist",), _NO_ANTICOAGULANT, NO_MEDICINE_DAYS)
_ANTICOAGULANT = ToldTaking(
    ("anticoagulant", "vitamin_k_antagonist"), _NO_ANTICOAGULANT, NO_MEDICINE_DAYS
)
VITAMIN_K_ANTAGONIST = asked("vitamin_k_antagonist_told", "warfarin or the like taken", _VKA)
ANTICOAGULANT = asked("anticoagulant_told", "anticoagulant taken", _ANTICOAGULANT)
ANTICOAGULANT_UNASKED = yes_no(
    "anticoagulant_unasked", "not recorded: anticoagulants, taken or not", Untold(_ANTICOAGULANT)
)
_INR = NewestResult("inr", INR_FRESH_DAYS)
INR = number("inr", "INR", (("1", 0.1),), _INR)
INR_MEASURED = yes_no("inr_measured", "INR measured in the past week", HasResult(_INR))
_BLEEDING = Told(("bleeding_disorder", "thrombocytopenia"), ("no_bleeding_disorder",))
BLEEDING_DISORDER = asked("bleeding_disorder_told", "bleeding disorder", _BLEEDING)
BLEEDING_UNASKED = yes_no("bleeding_unasked", "not recorded: bleeding disorder", Untold(_BLEEDING))
_PLATELETS = NewestResult("platelets", PLATELETS_FRESH_DAYS)
PLATELETS = number("platelets", "platelets", (("10*9/L", 1.0),), _PLATELETS)
PLATELETS_MEASURED = yes_no(
    "platelets_measured", "platelets measured in the past month", HasResult(_PLATELETS)
)

# --- potassium ---
_POTASSIUM = NewestResult("potassium", POTASSIUM_FRESH_DAYS)
POTASSIUM = number("potassium", "potassium", (("mmol/L", 0.1),), _POTASSIUM)
POTASSIUM_MEASURED = yes_no(
    "potassium_measured", "potassium measured in the past week", HasResult(_POTASSIUM)
)
HYPOKALAEMIA = yes_no("hypokalaemia", "low potassium recorded", Recorded(("hypokalaemia",)))
DIURETIC = yes_no(
    "diuretic", "a diuretic that lowers potassium taken", Taking(("diuretic",), within_days=30)
)
DIGOXIN = yes_no("digoxin", "digoxin taken", Taking(("digoxin",), within_days=30))
_HAEMOGLOBIN = NewestResult("haemoglobin", HAEMOGLOBIN_FRESH_DAYS)
HAEMOGLOBIN_NOW = number(
    "haemoglobin_now", "haemoglobin now", (("g/dL", 0.1), ("g/L", 1.0)), _HAEMOGLOBIN
)

# --- pregnancy, kidneys, blood, the site ---
_PREGNANCY = Told(("pregnancy",), lasts_days=NOT_PREGNANT_DAYS)
PREGNANT_NOW = asked("pregnant_now", "pregnancy", _PREGNANCY)
PREGNANCY_UNASKED = yes_no(
    "pregnancy_unasked", "not recorded in the past month: pregnant or not", Untold(_PREGNANCY)
)
LACTATION = yes_no("lactation", "breastfeeding recorded", Recorded(("lactation",)))
_EGFR = NewestResult("egfr", EGFR_FRESH_DAYS)
EGFR_NOW = number("egfr_now", "eGFR now", (("mL/min/{1.73_m2}", 1.0),), _EGFR)
POLYCYTHAEMIA_VERA = yes_no(
    "polycythaemia_vera", "polycythaemia vera recorded", Recorded(("polycythaemia_vera",))
)
SITE_INFECTION = yes_no(
    "site_infection",
    "infection of buttock, thigh or upper arm recorded",
    Recorded(("buttock_infection", "thigh_infection", "arm_infection", "site_infection")),
)

# --- choice ---
INJECTION_REFUSED = yes_no(
    "injection_refused", "injections refused", Recorded(("injection_refused",))
)

# --- review ---
_REVIEW = Reviewed(
    ("haemoglobin", "mma", "homocysteine", "reticulocytes"),
    (
        "paraesthesia",
        "numbness",
        "ataxia",
        "abnormal_gait",
        "romberg_positive",
        "vibration_loss",
        "proprioception_loss",
        "fatigue",
        "memory_loss",
        "cognitive_decline",
        "neuropathy",
    ),
    21,
)
DAYS_ON_COURSE = number("days_on_course", "course of B12", (("days", 1.0),), DaysOnCourse())
REVIEWED = yes_no("reviewed", "reviewed since B12 was started", _REVIEW)
DAYS_SINCE_REVIEW = number(
    "days_since_review", "time since the last review", (("days", 1.0),), DaysSinceReview(_REVIEW)
)

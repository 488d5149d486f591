"""Assessments built by hand: the shapes that text, JSON and FHIR must all carry."""

from __future__ import annotations

from datetime import date

from cobalamin.assess.assessment import Answer, Assessment, Because, Cited, Step
from cobalamin.chart import Problem
from cobalamin.value import replace

LOW_B12 = Because(
    "total B12 is 152 ng/L, below 180 ng/L", ("Observation/b12",), ("NG239", "AAFP2025")
)
MMA_RAISED = Because("MMA is 0.9 umol/L, above 0.271 umol/L", ("Observation/mma",), ("NIHODS",))
KIDNEYS_WORK = Because(
    "eGFR is 84 mL/min/{1.73_m2}, at least 60 mL/min/{1.73_m2}", ("Observation/egfr",), ("NG239",)
)
NUMB_FEET = Because(
    "numbness or pins and needles is recorded", ("Condition/numb-feet",), ("NG239",)
)
METFORMIN = Because(
    "metformin has been taken for at least four months",
    ("MedicationStatement/metformin", "MedicationRequest/metformin-2024"),
    ("MHRA2022",),
)
NOT_PROOF = Because(
    "nearly half of people with a high MMA did not respond to treatment, so a raised MMA alone "
    "is not proof",
    (),
    ("SOLOMON2005",),
)
LIFELONG_DOUBTED = Because("the cause may be reversible", (), ("NG239",))

CONFIRMED = Assessment(
    as_of=date(2026, 11, 22),
    guideline="ng239",
    guideline_title="NICE NG239, March 2024",
    patient_id="p1",
    age_years=56,
    sex="male",
    answers=(
        Answer(
            "suspicion",
            "Should B12 deficiency be suspected?",
            "suspected",
            "a symptom and a risk factor are recorded",
            (NUMB_FEET, METFORMIN),
        ),
        Answer(
            "total_b12",
            "What does total B12 say?",
            "deficient",
            "total B12 is in the deficient range",
            (LOW_B12,),
        ),
        Answer(
            "active_b12",
            "What does active B12 say?",
            "not-measured",
            "active B12 has not been measured",
            missing=("active_b12",),
            settled=False,
        ),
        Answer(
            "metabolites",
            "What do MMA and homocysteine say?",
            "mma-raised",
            "MMA is raised; homocysteine has not been measured",
            (MMA_RAISED, KIDNEYS_WORK),
            missing=("homocysteine",),
            settled=False,
        ),
        Answer(
            "deficiency",
            "Is there B12 deficiency?",
            "confirmed",
            "B12 deficiency is confirmed",
            (LOW_B12, MMA_RAISED, KIDNEYS_WORK),
            (NOT_PROOF,),
        ),
        Answer(
            "neuropathy",
            "Is there a neuropathy?",
            "possible",
            "a neuropathy is possible",
            (NUMB_FEET,),
        ),
        Answer(
            "attribution",
            "Is it due to B12?",
            "unclear",
            "what causes the symptoms is not clear",
            (NUMB_FEET,),
            missing=("hba1c", "copper"),
            settled=False,
        ),
        Answer(
            "treatment",
            "Should B12 be given?",
            "start-now",
            "start injections now: neurological symptoms must not wait",
            (LOW_B12, NUMB_FEET),
            (NOT_PROOF,),
        ),
        Answer(
            "duration",
            "For how long?",
            "undetermined",
            "how long is not settled until the cause is known",
            (),
            (LIFELONG_DOUBTED,),
            missing=("if_antibody",),
            settled=False,
        ),
    ),
    steps=(
        Step(
            "treat-now",
            "now",
            "give the first injection today, after the samples",
            (LOW_B12, NUMB_FEET),
        ),
        Step("test-if-antibody", "soon", "test for intrinsic factor antibody", (LOW_B12,)),
        Step(
            "warn-potassium",
            "now",
            "measure potassium before the first dose and watch it",
            (Because("severe anaemia is recorded", ("Observation/hb",), ("USLABELCN",)),),
        ),
        Step("test-potassium", "now", "measure potassium", ()),
        Step(
            "block-cyanocobalamin",
            "now",
            "do not give cyanocobalamin: optic atrophy is recorded",
            (),
        ),
        Step("refer-neurology", "soon", "refer to neurology if walking is affected", (NUMB_FEET,)),
        Step("test-alternative-assay", "routine", "ask the laboratory for another B12 assay", ()),
        Step("review-medicine", "routine", "review metformin; do not stop it", (METFORMIN,)),
    ),
    problems=(
        Problem("Observation/b12-old", "the unit 'pg/dL' is not a unit of total B12; not used"),
        Problem("Observation/b12-older", "the unit 'pg/dL' is not a unit of total B12; not used"),
        Problem("bundle.json line 3", "has no resourceType; not read"),
    ),
    citations=(
        Cited(
            "NG239",
            "NICE. Vitamin B12 deficiency in over 16s: diagnosis and management. 6 March 2024",
            "total B12 thresholds; symptoms and signs",
            "second-hand",
        ),
        Cited(
            "AAFP2025", "Patel, McGuirk. Am Fam Physician 2025;112(3):294-300", "below 180", "seen"
        ),
        Cited("NIHODS", "NIH Office of Dietary Supplements. Vitamin B12", "MMA", "memory"),
        Cited("MHRA2022", "MHRA Drug Safety Update, 20 June 2022", "", "seen", "a common reaction"),
        Cited("SOLOMON2005", "Solomon. Blood 2005;105:978", "22 of 49", "seen"),
        Cited("USLABELCN", "Cyanocobalamin injection, US label", "warnings", "memory"),
        Cited("COBALAMIN", "Chosen by the authors of cobalamin", "four months", "chosen"),
    ),
    missing_labels=(
        ("active_b12", "active B12"),
        ("homocysteine", "homocysteine"),
        ("hba1c", "HbA1c"),
        ("copper", "copper"),
        ("if_antibody", "intrinsic factor antibody"),
    ),
    knowledge_version="2026.1",
    fingerprint="sha256:" + "0123456789abcdef" * 4,
)

EMPTY_RECORD = replace(
    CONFIRMED,
    guideline="confirm-first",
    guideline_title="Confirm first (the source article)",
    patient_id="",
    age_years=None,
    sex="unknown",
    answers=tuple(
        Answer(question, "?", code, says, missing=missing, settled=False)
        for question, code, says, missing in (
            ("suspicion", "none", "no symptom and no risk factor is recorded", ()),
            ("total_b12", "not-measured", "total B12 has not been measured", ("total_b12",)),
            ("active_b12", "not-measured", "active B12 has not been measured", ("active_b12",)),
            ("metabolites", "not-measured", "neither has been measured", ("mma", "homocysteine")),
            ("deficiency", "not-tested", "no test for B12 deficiency is recorded", ("total_b12",)),
            ("neuropathy", "none-recorded", "no neuropathy is recorded", ()),
            ("attribution", "not-applicable", "there is none to explain", ()),
            ("treatment", "not-indicated", "nothing recorded calls for treatment", ()),
            ("duration", "not-applicable", "how long to treat is not asked", ()),
        )
    ),
    steps=(),
    problems=(),
    citations=(),
    missing_labels=(("total_b12", "total B12"), ("active_b12", "active B12"), ("mma", "MMA")),
)

HOSTILE = replace(
    CONFIRMED,
    patient_id="p<1>",
    steps=(
        Step(
            "test-mma",
            "soon",
            "measure MMA in µmol/L  –  “soon”",
            (Because("<b>bold</b> & \x1b[31mred\x1b[0m\u202e", ("bundle.json line 3",), ()),),
        ),
    ),
    problems=(
        Problem(
            "Observation/x",
            "the text is '\x1b]0;title\x07' \ud83d\ude00".encode("utf-16", "surrogatepass").decode(
                "utf-16"
            ),
        ),
        *(Problem(f"Observation/{n}", f"cannot be read, for reason {n}") for n in range(40)),
    ),
)

CASES = {"confirmed": CONFIRMED, "empty-record": EMPTY_RECORD, "hostile": HOSTILE}

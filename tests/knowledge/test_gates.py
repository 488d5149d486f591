"""Do the safety gates hold, from a chart to each product, route and day?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobalamin.assess.assess import assess
from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.guideline.declare import read_facts
from cobalamin.guideline.gates import FACTS_READ, SAFEGUARDS, Gate, gates
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.guideline.reading import Known
from cobalamin.quantity import Amount
from cobalamin.regimen import PRODUCTS, Product, Route

AS_OF = date(2026, 11, 22)
EGFR = "mL/min/{1.73_m2}"
Thing = LabResult | Entry | Medicine
NO_ALLERGY = Entry("no_known_allergy", "allergy", "AllergyIntolerance/none")


def lab(concept: str, value: float, unit: str, days_ago: int = 1) -> LabResult:
    day = AS_OF - timedelta(days=days_ago)
    taken = day.toordinal() * 86400.0
    name = f"Observation/{concept}-{days_ago}"
    return LabResult(concept, name, day=day, taken=taken, amount=Amount(value, unit))


def entry(concept: str, days_ago: int = 100) -> Entry:
    return Entry(
        concept, "condition", f"Condition/{concept}", start=AS_OF - timedelta(days=days_ago)
    )


def taken(concept: str) -> Medicine:
    return Medicine(concept, "ordered", f"MedicationRequest/{concept}", current=True)


def given(days_ago: int) -> Medicine:
    start = AS_OF - timedelta(days=days_ago)
    name = f"MedicationAdministration/{days_ago}"
    return Medicine("hydroxocobalamin", "given", name, start=start, route="injection")


def chart(*known: Thing, sex: str = "female", born: int = 1960) -> Chart:
    return Chart(
        "p",
        AS_OF,
        birth_date=date(born, 1, 1),
        sex=sex,
        results=tuple(k for k in known if isinstance(k, LabResult)),
        entries=tuple(k for k in known if isinstance(k, Entry)),
        medicines=tuple(k for k in known if isinstance(k, Medicine)),
    )


def standing(
    patient: Chart,
    product: Product = "hydroxocobalamin",
    *,
    on: date = AS_OF,
    route: Route = "intramuscular",
    answers: dict[str, Known] | None = None,
) -> dict[str, Gate]:
    """The gates by the name of their rule."""
    known = read_facts(patient, FACTS_READ) | (answers or {})
    return {gate.rule: gate for gate in gates(known, product, on, route=route)}


def steps(patient: Chart, name: str = "confirm-first") -> dict[str, str]:
    return {step.code: step.urgency for step in assess(patient, guideline(name)).steps}


CONFIRMING = (
    lab("total_b12", 100, "ng/L"),
    lab("mma", 900, "nmol/L"),
    lab("homocysteine", 40, "umol/L"),
    lab("egfr", 90, EGFR),
    lab("folate", 8, "ug/L"),
)


@pytest.mark.parametrize("product", PRODUCTS)
def test_silence_about_an_allergy_leaves_the_gate_open_for_every_product(product: Product) -> None:
    silent = standing(chart(), product)
    assert silent["gate.allergy-to-all"].state == "open"
    assert not silent["gate.allergy-to-all"].signs
    assert "cobalamin_allergy_told" in silent["gate.allergy-to-all"].missing
    asked = standing(chart(NO_ALLERGY), product)
    assert asked["gate.allergy-to-all"].state == "cleared"
    assert asked["gate.cobalt-allergy"].state == "cleared"


def test_no_known_drug_allergy_does_not_speak_of_a_metal() -> None:
    denied = Entry("no_known_drug_allergy", "allergy", "AllergyIntolerance/none")
    found = standing(chart(denied))
    assert found["gate.allergy-to-all"].state == "cleared"
    assert found["gate.cobalt-allergy"].state == "open"


def test_an_allergy_to_one_form_blocks_that_form_and_asks_before_another() -> None:
    patient = chart(Entry("cyanocobalamin_allergy", "allergy", "AllergyIntolerance/cn"), NO_ALLERGY)
    cyano = standing(patient, "cyanocobalamin")["gate.allergy-to-cyanocobalamin"]
    assert (cyano.state, cyano.code) == ("blocking", "block-cyanocobalamin")
    hydroxo = standing(patient, "hydroxocobalamin")
    assert "gate.allergy-to-cyanocobalamin" not in hydroxo
    assert hydroxo["gate.allergy-to-hydroxocobalamin"].state == "cleared"
    other = hydroxo["gate.allergy-to-one"]
    assert (other.state, other.signs, other.code) == ("open", True, "refer-allergy")


def test_two_allergies_block_the_third_form() -> None:
    two = chart(
        Entry("cyanocobalamin_allergy", "allergy", "AllergyIntolerance/cn"),
        Entry("hydroxocobalamin_allergy", "allergy", "AllergyIntolerance/oh"),
    )
    assert standing(two, "methylcobalamin")["gate.allergy-to-all"].state == "blocking"


def test_a_reaction_to_an_unnamed_vitamin_keeps_the_question_open() -> None:
    patient = chart(NO_ALLERGY, entry("vitamin_reaction"))
    assert standing(patient)["gate.allergy-to-all"].state == "open"


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_cobalt_allergy_asks_for_a_signature_and_never_blocks(product: Product) -> None:
    patient = chart(entry("cobalt_dermatitis"), NO_ALLERGY)
    found = standing(patient, product)
    gate = found["gate.cobalt-allergy"]
    assert (gate.state, gate.signs) == ("open", True)
    assert not [each for each in found.values() if each.state == "blocking"]


@pytest.mark.parametrize("concept", ["lhon", "family_lhon"])
def test_leber_blocks_cyanocobalamin_and_asks_a_signature_for_hydroxocobalamin(
    concept: str,
) -> None:
    patient = chart(entry(concept))
    cyano = standing(patient, "cyanocobalamin", route="oral")["gate.leber"]
    assert (cyano.state, cyano.code) == ("blocking", "block-cyanocobalamin")
    hydroxo = standing(patient, "hydroxocobalamin")["gate.leber"]
    assert (hydroxo.state, hydroxo.signs, hydroxo.code) == ("open", True, "refer-ophthalmology")


def test_an_inr_above_its_range_blocks_muscle_today_and_is_looked_at_again_tomorrow() -> None:
    patient = chart(lab("inr", 4.5, "1"), taken("vitamin_k_antagonist"))
    today = standing(patient)["gate.inr-high"]
    assert (today.state, today.code) == ("blocking", "block-today")
    assert today.again == AS_OF + timedelta(days=1)
    assert "gate.inr-high" not in standing(patient, "cyanocobalamin", route="oral")
    within = standing(patient, on=AS_OF + timedelta(days=6))["gate.inr-high"]
    assert within.state == "blocking"
    stale = standing(patient, on=AS_OF + timedelta(days=7))["gate.inr-high"]
    assert (stale.state, stale.missing) == ("open", ("inr",))


def test_an_answer_at_the_chair_clears_what_the_record_leaves_open() -> None:
    said_no = {"vitamin_k_antagonist_told": Known(False), "anticoagulant_told": Known(False)}
    found = standing(chart(), answers=said_no)
    assert found["gate.inr-high"].state == "cleared"
    assert found["gate.anticoagulant"].state == "cleared"


def test_apixaban_asks_for_a_signature_and_for_pressure() -> None:
    gate = standing(chart(taken("anticoagulant")))["gate.anticoagulant"]
    assert (gate.state, gate.signs) == ("open", True)
    assert "pressure" in gate.says
    assert gate.resources == ("MedicationRequest/anticoagulant",)


def test_platelets_of_20_block_muscle_and_not_tablets() -> None:
    patient = chart(lab("platelets", 20, "10*9/L"))
    assert standing(patient)["gate.platelets-too-low"].state == "blocking"
    assert "gate.platelets-too-low" not in standing(patient, "cyanocobalamin", route="oral")
    under_the_skin = standing(patient, "cyanocobalamin", route="deep-subcutaneous")
    assert "gate.platelets-too-low" not in under_the_skin
    assert under_the_skin["gate.bleeding"].signs


def test_severe_anaemia_on_a_diuretic_is_watched_and_a_potassium_below_3_waits() -> None:
    anaemic = (lab("haemoglobin", 62, "g/L"), taken("diuretic"))
    unmeasured = standing(chart(*anaemic))
    assert unmeasured["gate.potassium-at-risk"].signs
    assert unmeasured["gate.potassium-too-low"].state == "open"
    low = standing(chart(*anaemic, lab("potassium", 3.1, "mmol/L")))
    assert low["gate.potassium-too-low"].state == "cleared"
    assert low["gate.potassium-at-risk"].signs
    very_low = standing(chart(*anaemic, lab("potassium", 2.9, "mmol/L")))
    assert very_low["gate.potassium-too-low"].state == "blocking"
    assert steps(chart(*CONFIRMING, *anaemic))["test-potassium"] == "now"


def test_anaemia_in_pregnancy_waits_for_proof_and_a_spinal_cord_does_not() -> None:
    patient = (entry("pregnancy"), lab("haemoglobin", 95, "g/L"))
    waits = standing(chart(*patient, born=1996))["gate.anaemia-of-pregnancy"]
    assert (waits.state, waits.again) == ("blocking", AS_OF + timedelta(days=1))
    cord = standing(chart(*patient, entry("myelopathy"), born=1996))
    assert cord["gate.anaemia-of-pregnancy"].state == "cleared"
    assert cord["gate.pregnant-unproved"].signs
    proved = standing(chart(*patient, lab("active_b12", 12, "pmol/L"), born=1996))
    assert proved["gate.anaemia-of-pregnancy"].state == "cleared"


def test_pregnancy_is_not_asked_of_men_and_of_the_old() -> None:
    assert standing(chart(sex="male"))["gate.pregnant-unproved"].state == "cleared"
    assert standing(chart(born=1950))["gate.pregnant-unproved"].state == "cleared"
    assert standing(chart(born=1996))["gate.pregnant-unproved"].state == "open"


def test_a_denied_pregnancy_counts_for_a_month() -> None:
    def denied(days_ago: int) -> Entry:
        day = AS_OF - timedelta(days=days_ago)
        return Entry("pregnancy", "symptom", "Observation/hcg", start=day, present=False)

    assert standing(chart(denied(30), born=1996))["gate.pregnant-unproved"].state == "cleared"
    assert standing(chart(denied(31), born=1996))["gate.pregnant-unproved"].state == "open"


@pytest.mark.parametrize(
    ("thing", "rule"),
    [
        (entry("ckd"), "gate.kidneys"),
        (lab("egfr", 41, EGFR), "gate.kidneys"),
        (entry("polycythaemia_vera"), "gate.polycythaemia"),
        (entry("buttock_infection"), "gate.infected-site"),
    ],
)
def test_kidneys_polycythaemia_and_an_infected_site_ask_for_a_signature(
    thing: Thing, rule: str
) -> None:
    gate = standing(chart(thing))[rule]
    assert (gate.state, gate.signs) == ("open", True)
    assert gate.cites
    assert gate.because


def test_every_safeguard_is_a_step_or_question_of_each_guideline() -> None:
    assert len({(each.rule.id, each.products, each.routes) for each in SAFEGUARDS}) == 19
    for name in NAMES:
        codes = {action.code for action in guideline(name).actions}
        assert {each.code for each in SAFEGUARDS} <= codes


def test_what_the_record_leaves_open_is_asked_before_the_first_dose_only() -> None:
    asked = assess(chart(*CONFIRMING), guideline("confirm-first"))
    [ask] = [step for step in asked.steps if step.code == "ask-safety"]
    assert [reason.says for reason in ask.because] == [
        "not recorded: allergy to any form of B12",
        "not recorded: allergy to cobalt (a metal)",
        "not recorded: Leber's disease in person or family",
        "not recorded: anticoagulants, taken or not",
        "not recorded: bleeding disorder",
    ]
    assert "ask-safety" not in steps(chart(given(40), *CONFIRMING))
    assert "ask-safety" not in steps(chart())


def test_a_review_is_asked_for_after_3_months_and_in_pregnancy_after_1() -> None:
    assert "review-due" not in steps(chart(given(90), given(30)))
    assert steps(chart(given(91), given(30)))["review-due"] == "soon"
    young = {"born": 1996}
    assert "review-due" not in steps(chart(given(29), entry("lactation"), **young))
    assert steps(chart(given(30), entry("lactation"), **young))["review-due"] == "soon"
    count = lab("haemoglobin", 130, "g/L", days_ago=20)
    assert "review-due" not in steps(chart(given(91), given(30), count))


def test_a_new_course_after_a_long_gap_is_counted_from_its_own_start() -> None:
    assert "review-due" not in steps(chart(given(3000), given(40), given(10)))
    assert steps(chart(given(290), given(110), given(40)))["review-due"] == "soon"

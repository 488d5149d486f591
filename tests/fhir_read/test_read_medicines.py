"""Medicines: ordered, stated or given; by which route, from when to when, at which dose."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fhir_record import RXNORM, SNOMED, concept, quantity, read, resource, says, words

from cobalamin.chart import Medicine

METFORMIN = concept((RXNORM, "860975"))
ATC = "http://www.whocc.no/atc"


def order(**fields: Any) -> dict[str, Any]:
    whole = {"status": "active", "intent": "order", "medicationCodeableConcept": METFORMIN,
             "authoredOn": "2020-01-01", **fields}  # fmt: skip
    return resource("MedicationRequest", **{k: v for k, v in whole.items() if v is not None})


def given(**fields: Any) -> dict[str, Any]:
    whole = {"status": "completed", "effectiveDateTime": "2026-04-01",
             "medicationCodeableConcept": words("Hydroxocobalamin"), **fields}  # fmt: skip
    return resource("MedicationAdministration", **whole)


def stated(**fields: Any) -> dict[str, Any]:
    whole = {"status": "active", "medicationCodeableConcept": METFORMIN, **fields}
    return resource("MedicationStatement", **whole)


def only(*resources: dict[str, Any]) -> Medicine:
    (medicine,) = read(*resources).medicines
    return medicine


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (concept((RXNORM, "6809")), "metformin"),
        (concept((RXNORM, "2001499")), "cyanocobalamin"),
        (concept((ATC, "B03BA03")), "hydroxocobalamin"),
        (concept((ATC, "B03BA")), "cobalamin"),
        (concept((ATC, "V03AB33")), "hydroxocobalamin_antidote"),
        (concept((ATC, "A02BC01")), "ppi"),
        (concept((ATC, "A02BA03")), "h2_blocker"),
        (words("sitagliptin 50 mg / metformin 1000 mg"), "metformin"),
        (words("Glucophage 500 mg tablets"), "metformin"),
        (words("Mecobalamin 500 mcg"), "methylcobalamin"),
        (words("Vitamin B12 injection"), "cobalamin"),
        (words("Cyanokit"), "hydroxocobalamin_antidote"),
        (words("Hydroxocobalamin 5 g powder for infusion"), "hydroxocobalamin_antidote"),
        (words("Hydroxocobalamin 1 mg/ml"), "hydroxocobalamin"),
        (words("Entonox"), "nitrous_oxide"),
        (concept((RXNORM, "11289")), "vitamin_k_antagonist"),
        (words("colestyramine 4 g sachets"), "cholestyramine"),
    ],
)
def test_a_medicine_is_known_by_its_code_or_its_words(code: dict[str, Any], named: str) -> None:
    medicine = only(order(medicationCodeableConcept=code))
    assert medicine.concept == named
    assert medicine.by_text is ("text" in code)


@pytest.mark.parametrize("text", ["Vitamin D", "Neomycin ear drops", "Heparin flush", "Atenolol"])
def test_another_medicine_is_not_taken_for_ours(text: str) -> None:
    chart = read(order(medicationCodeableConcept=words(text)))
    assert (chart.medicines, chart.problems, chart.not_relevant) == ((), (), 1)


def test_a_combination_by_its_words_is_each_of_its_parts() -> None:
    chart = read(order(medicationCodeableConcept=words("Folic acid 5 mg and cyanocobalamin 50 ug")))
    assert {m.concept for m in chart.medicines} == {"folic_acid", "cyanocobalamin"}
    assert len(chart.problems) == 1


@pytest.mark.parametrize("status", ["draft", "cancelled", "entered-in-error"])
def test_what_was_never_ordered_is_not_taken(status: str) -> None:
    assert read(order(status=status)).medicines == ()


@pytest.mark.parametrize("intent", ["proposal", "plan", "option"])
def test_what_is_only_proposed_is_not_taken_unless_it_is_reported(intent: str) -> None:
    assert read(order(intent=intent)).medicines == ()
    assert only(order(intent=intent, reportedBoolean=True)).kind == "stated"


def test_what_must_not_be_given_is_not_taken() -> None:
    assert read(order(doNotPerform=True)).medicines == ()


@pytest.mark.parametrize(
    ("status", "current"),
    [("active", True), ("on-hold", False), ("completed", False), ("stopped", False)],
)
def test_an_order_is_current_while_it_is_active(status: str, current: bool) -> None:
    medicine = only(order(status=status))
    assert (medicine.kind, medicine.current, medicine.start) == (
        "ordered",
        current,
        date(2020, 1, 1),
    )


@pytest.mark.parametrize("status", ["unknown", "mystery", None])
def test_an_order_of_unknown_status_is_said(status: str | None) -> None:
    chart = read(order(status=status))
    assert chart.medicines == ()
    assert "status" in says(chart, "MedicationRequest/r")


@pytest.mark.parametrize("status", ["not-taken", "intended", "entered-in-error"])
def test_what_is_stated_not_to_be_taken_is_not(status: str) -> None:
    assert read(stated(status=status)).medicines == ()


@pytest.mark.parametrize("status", ["not-done", "entered-in-error"])
def test_a_dose_that_was_not_given_is_none(status: str) -> None:
    chart = read(given(status=status))
    assert (chart.medicines, chart.problems) == ((), ())


def test_a_dose_given() -> None:
    medicine = only(given(dosage={"route": concept((SNOMED, "78421000"))}))
    assert (medicine.kind, medicine.start, medicine.current, medicine.route) == (
        "given",
        date(2026, 4, 1),
        False,
        "injection",
    )


def test_hydroxocobalamin_by_the_gram_is_the_antidote() -> None:
    assert only(given(dosage={"dose": quantity(5, "g", "g")})).concept.endswith("antidote")
    assert only(given(dosage={"dose": quantity(1000, "mg")})).concept.endswith("antidote")
    assert only(given(dosage={"dose": quantity(1, "mg", "mg")})).concept == "hydroxocobalamin"
    assert only(given(dosage={"dose": quantity(1000, "ug", "ug")})).concept == "hydroxocobalamin"


@pytest.mark.parametrize(
    ("start", "end", "status", "left_out", "current", "known_end"),
    [
        ("2020-01-01", "2024-01-01", "active", False, False, date(2024, 1, 1)),
        ("2020-01-01", "2027-01-01", "completed", False, True, None),
        ("2020-01-01", None, "completed", False, False, None),
        ("2020-01-01", None, "active", False, True, None),
        ("2026-06-02", None, "active", True, False, None),
        ("2026-06", None, "active", False, True, None),
    ],
)
def test_a_course_and_the_day_of_assessment(
    start: str, end: str | None, status: str, left_out: bool, current: bool, known_end: date | None
) -> None:
    period = {"start": start} | ({"end": end} if end else {})
    chart = read(stated(status=status, effectivePeriod=period))
    if left_out:
        assert chart.medicines == ()
        assert "dated after" in chart.problems[0].says
    else:
        assert (chart.medicines[0].current, chart.medicines[0].end) == (current, known_end)


def test_the_dates_of_an_order() -> None:
    bounds = {"timing": {"repeat": {"boundsPeriod": {"start": "2021-01-01", "end": "2021-06-01"}}}}
    by_timing = only(order(dosageInstruction=[bounds]))
    period = {"start": "2022-01-01", "end": "2022-06-01"}
    by_dispensing = only(order(dispenseRequest={"validityPeriod": period}))
    assert (by_timing.start, by_timing.end) == (date(2021, 1, 1), date(2021, 6, 1))
    assert (by_dispensing.start, by_dispensing.end) == (date(2022, 1, 1), date(2022, 6, 1))


@pytest.mark.parametrize(("handed", "current"), [("2026-05-20", True), ("2026-01-01", False)])
def test_a_dispensed_supply_goes_on_while_it_lasts(handed: str, current: bool) -> None:
    supply = resource("MedicationDispense", status="completed", whenHandedOver=handed,
                      medicationCodeableConcept=METFORMIN, daysSupply={"value": 28})  # fmt: skip
    assert (only(supply).kind, only(supply).current) == ("ordered", current)


@pytest.mark.parametrize(
    ("route", "product", "read_as"),
    [
        (concept((SNOMED, "78421000")), "cyanocobalamin", "injection"),
        (concept((SNOMED, "34206005")), "cyanocobalamin", "injection"),
        (concept((SNOMED, "26643006")), "cyanocobalamin", "oral"),
        (concept((SNOMED, "46713006")), "cyanocobalamin", "nasal"),
        (concept((SNOMED, "447694001")), "nitrous oxide", "inhaled"),
        (words("Intramuscular route"), "cyanocobalamin tablet", "injection"),
        (words("by mouth"), "cyanocobalamin", "oral"),
        (words("intravesical"), "cyanocobalamin", "other"),
        (None, "vitamin B12 1 MG/ML Injectable Solution", "injection"),
        (None, "cyanocobalamin 1 mg oral tablet", "oral"),
        (None, "cyanocobalamin nasal spray", "nasal"),
        (None, "cyanocobalamin", ""),
    ],
)
def test_the_route(route: dict[str, Any] | None, product: str, read_as: str) -> None:
    dosage = [{"route": route}] if route else []
    medicine = only(order(medicationCodeableConcept=words(product), dosageInstruction=dosage))
    assert medicine.route == read_as


def daily(value: float, unit: str, **repeat: Any) -> dict[str, Any]:
    return {"doseAndRate": [{"doseQuantity": quantity(value, unit)}], "timing": {"repeat": repeat}}


@pytest.mark.parametrize(
    ("dosage", "mg"),
    [
        ([daily(500, "mg", frequency=2, period=1, periodUnit="d")], 1000),
        ([daily(1, "g", period=1, periodUnit="d")], 1000),
        ([daily(850, "mg", frequency=1, period=8, periodUnit="h")], 2550),
        ([daily(1000, "ug", frequency=1, period=1, periodUnit="wk")], 1 / 7),
        ([{"doseAndRate": [{"doseQuantity": quantity(500, "mg")}],
           "timing": {"code": concept(("v3", "BID"))}}], 1000),
        ([daily(1, "tablet", frequency=2, period=1, periodUnit="d")], None),
        ([daily(500, "mg", frequency=2, period=0, periodUnit="d")], None),
        ([{**daily(500, "mg", frequency=2, period=1, periodUnit="d"), "asNeededBoolean": True}],
         None),
        ([{"text": "500 mg twice daily"}], None),
        ([daily(500, "mg", period=1, periodUnit="d")] * 2, None),
    ],
)  # fmt: skip
def test_the_daily_dose_is_read_only_from_numbers(dosage: Any, mg: float | None) -> None:
    dose = only(order(dosageInstruction=dosage)).dose_mg_day
    assert dose == (mg if mg is None else pytest.approx(mg))


@pytest.mark.parametrize(
    ("reference", "held"),
    [
        ("Medication/m", {"resourceType": "Medication", "id": "m", "code": METFORMIN}),
        ("http://h/fhir/Medication/m", {"resourceType": "Medication", "id": "m",
                                        "code": METFORMIN}),
        ("Medication/m/_history/2", {"resourceType": "Medication", "id": "m", "code": METFORMIN}),
        ("Medication/m", {"resourceType": "Medication", "id": "m",
                          "ingredient": [{"itemCodeableConcept": METFORMIN}]}),
    ],
)  # fmt: skip
def test_a_medicine_by_reference(reference: str, held: dict[str, Any]) -> None:
    by = order(medicationCodeableConcept=None, medicationReference={"reference": reference})
    assert only(by, held).concept == "metformin"
    assert only(held, by).concept == "metformin"


def test_a_contained_medicine() -> None:
    inner = {"resourceType": "Medication", "id": "m", "code": METFORMIN}
    by = order(medicationCodeableConcept=None, contained=[inner],
               medicationReference={"reference": "#m"})  # fmt: skip
    assert only(by).concept == "metformin"


def test_a_medicine_that_is_not_in_the_record_is_said() -> None:
    by = order(medicationCodeableConcept=None, medicationReference={"reference": "Medication/9"})
    chart = read(by)
    assert chart.medicines == ()
    assert "not in the record" in says(chart, "MedicationRequest/r")


def test_an_order_of_nothing_is_said() -> None:
    chart = read(order(medicationCodeableConcept=None))
    assert "no medicine is named" in says(chart, "MedicationRequest/r")

"""Does each hazard of safety/hazards.toml stay controlled, from a chart to its answer?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobalamin.assess.assess import assess
from cobalamin.assess.assessment import Assessment
from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.quantity import Amount, Bound

AS_OF = date(2026, 11, 22)
EPOCH = date(1970, 1, 1)
EGFR_UNIT = "mL/min/{1.73_m2}"
every_guideline = pytest.mark.parametrize("name", NAMES)


def lab(concept: str, value: float, unit: str, days_ago: int = 10, bound: Bound = "") -> LabResult:
    """One result, sampled so many days before the assessment."""
    day = AS_OF - timedelta(days=days_ago)
    taken = (day - EPOCH).days * 86400.0
    amount = Amount(value, unit, bound)
    return LabResult(concept, f"Observation/{concept}", day=day, taken=taken, amount=amount)


def assessed(
    name: str,
    *results: LabResult,
    entries: tuple[Entry, ...] = (),
    medicines: tuple[Medicine, ...] = (),
) -> Assessment:
    chart = Chart("p", AS_OF, results=results, entries=entries, medicines=medicines)
    return assess(chart, guideline(name))


def codes(assessment: Assessment) -> set[str]:
    return {step.code for step in assessment.steps}


CONFIRMING = (
    lab("total_b12", 100, "ng/L"),
    lab("mma", 900, "nmol/L"),
    lab("homocysteine", 40, "umol/L"),
    lab("egfr", 90, EGFR_UNIT),
    lab("folate", 8, "ug/L"),
)


@every_guideline
def test_a_recorded_cobalamin_allergy_holds_treatment(name: str) -> None:
    allergy = Entry("cobalamin_allergy", "allergy", "AllergyIntolerance/1")
    assert assessed(name, *CONFIRMING).answer("treatment").code == "start"
    held = assessed(name, *CONFIRMING, entries=(allergy,))
    assert held.answer("treatment").code == "hold"
    assert "block-all-cobalamin" in codes(held)


@every_guideline
@pytest.mark.parametrize(
    ("value", "unit", "code"),
    [
        (179, "ng/L", "deficient"),
        (180, "ng/L", "indeterminate"),
        (350, "ng/L", "indeterminate"),
        (351, "ng/L", "unlikely"),
        (132, "pmol/L", "deficient"),
        (132.9, "pmol/L", "deficient"),
        (133, "pmol/L", "indeterminate"),
        (258, "pmol/L", "indeterminate"),
        (259, "pmol/L", "unlikely"),
    ],
)
def test_a_result_at_the_edge_is_read_in_the_unit_it_was_printed_for(
    name: str, value: float, unit: str, code: str
) -> None:
    assert assessed(name, lab("total_b12", value, unit)).answer("total_b12").code == code


@every_guideline
def test_a_result_only_known_to_be_below_a_number_is_no_number(name: str) -> None:
    below = assessed(name, lab("total_b12", 200, "ng/L", bound="<")).answer("total_b12")
    assert not below.settled
    assert assessed(name, lab("total_b12", 150, "ng/L", bound="<")).answer("total_b12").settled


@every_guideline
def test_a_normal_b12_with_a_raised_mma_is_not_called_unlikely(name: str) -> None:
    b12, egfr = lab("total_b12", 400, "ng/L"), lab("egfr", 90, EGFR_UNIT)
    normal = assessed(name, b12, egfr, lab("mma", 150, "nmol/L"))
    raised = assessed(name, b12, egfr, lab("mma", 900, "nmol/L"))
    assert normal.answer("deficiency").code == "unlikely"
    assert raised.answer("deficiency").code == "probable"


@every_guideline
def test_a_raised_mma_confirms_nothing_when_the_kidneys_may_explain_it(name: str) -> None:
    blood = (lab("total_b12", 250, "ng/L"), lab("mma", 400, "nmol/L"))
    failing = assessed(name, *blood, lab("egfr", 59, EGFR_UNIT))
    assert failing.answer("metabolites").code == "not-interpretable"
    assert failing.answer("deficiency").code == "indeterminate"
    clear = assessed(name, *blood, lab("egfr", 60, EGFR_UNIT))
    assert clear.answer("metabolites").code == "mma-raised"


@every_guideline
def test_an_egfr_that_is_not_recorded_is_not_a_normal_one(name: str) -> None:
    unasked = assessed(name, lab("total_b12", 250, "ng/L"), lab("mma", 400, "nmol/L"))
    assert unasked.answer("metabolites").code == "not-interpretable"
    assert "egfr" in unasked.answer("metabolites").missing
    assert "test-egfr" in codes(unasked)


@every_guideline
def test_an_empty_record_is_never_read_as_a_healthy_one(name: str) -> None:
    empty = assessed(name)
    assert empty.answer("total_b12").code == "not-measured"
    assert empty.answer("metabolites").code == "not-measured"
    assert empty.answer("deficiency").code == "not-tested"
    assert "total_b12" in empty.answer("deficiency").missing


@every_guideline
def test_a_sample_taken_after_an_injection_does_not_classify(name: str) -> None:
    injection = Medicine(
        "hydroxocobalamin",
        "given",
        "MedicationAdministration/1",
        start=AS_OF - timedelta(days=30),
        route="injection",
    )
    after = lab("total_b12", 900, "ng/L", days_ago=10)
    treated = assessed(name, after, medicines=(injection,))
    assert treated.answer("total_b12").code == "not-interpretable"
    assert "warn-treated-sample" in codes(treated)
    before = lab("total_b12", 900, "ng/L", days_ago=40)
    assert assessed(name, before, medicines=(injection,)).answer("total_b12").code == "unlikely"

"""Are those found who fell through, and only those? Whole charts, every guideline."""

from __future__ import annotations

from datetime import date

import pytest

from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.guideline.declare import read_facts
from cobalamin.guideline.profiles import guidelines
from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import evaluate

AS_OF = date(2026, 11, 1)
EVERY = guidelines()


def found(chart: Chart, name: str) -> dict[str, str]:
    """Each gap of the guideline with its truth."""
    rules = EVERY[name]
    row = {fact: known.value for fact, known in read_facts(chart, rules.facts).items()}
    return {gap.id: evaluate(gap.rule.holds(), row).truth for gap in rules.gaps}


def metformin(start: date | None) -> Medicine:
    return Medicine("metformin", "ordered", "MedicationRequest/m", start=start, current=True)


def b12(day: date, value: float | None = None) -> LabResult:
    if value is None:
        return LabResult("total_b12", "Observation/b", day=day, unreadable="it has no unit")
    return LabResult("total_b12", "Observation/b", day=day, amount=Amount(value, "ng/L"))


@pytest.mark.parametrize("name", EVERY)
def test_years_of_metformin_without_a_test_are_a_gap(name: str) -> None:
    chart = Chart("p", AS_OF, medicines=(metformin(date(2020, 1, 1)),))
    assert found(chart, name)["metformin-never-tested"] == "yes"


@pytest.mark.parametrize("name", EVERY)
def test_a_test_that_cannot_be_read_is_not_never_tested(name: str) -> None:
    dark = b12(date(2026, 1, 1))
    chart = Chart("p", AS_OF, medicines=(metformin(date(2020, 1, 1)),), results=(dark,))
    assert found(chart, name)["metformin-never-tested"] == "no"


@pytest.mark.parametrize("name", EVERY)
def test_what_is_not_known_is_told_and_not_guessed(name: str) -> None:
    chart = Chart("p", AS_OF, medicines=(metformin(None),))
    assert found(chart, name)["metformin-never-tested"] == "unknown"


@pytest.mark.parametrize("name", EVERY)
def test_a_tablet_is_not_an_injection(name: str) -> None:
    def given(route: str) -> Chart:
        dose = Medicine(
            "cyanocobalamin", "ordered", "MedicationRequest/b", current=True, route=route
        )
        return Chart("p", AS_OF, medicines=(dose,))

    assert found(given("injection"), name)["injections-without-evidence"] == "yes"
    assert found(given("oral"), name)["injections-without-evidence"] == "no"
    assert found(given(""), name)["injections-without-evidence"] == "no"


@pytest.mark.parametrize("name", EVERY)
def test_an_injection_years_ago_still_counts_as_treated_once(name: str) -> None:
    listed = Entry("pernicious_anaemia", "condition", "Condition/pa", start=date(2010, 1, 1))
    old = Medicine(
        "hydroxocobalamin", "given", "MedicationAdministration/h", start=date(2011, 1, 1)
    )
    assert found(Chart("p", AS_OF, entries=(listed,)), name)["deficient-never-treated"] == "yes"
    treated = Chart("p", AS_OF, entries=(listed,), medicines=(old,))
    assert found(treated, name)["deficient-never-treated"] == "no"


@pytest.mark.parametrize("name", EVERY)
def test_a_low_level_is_followed_up_within_four_weeks(name: str) -> None:
    def low(day: date) -> Chart:
        return Chart("p", AS_OF, results=(b12(day, 120.0),))

    assert found(low(date(2026, 10, 4)), name)["low-b12-no-follow-up"] == "no"
    assert found(low(date(2026, 10, 3)), name)["low-b12-no-follow-up"] == "yes"

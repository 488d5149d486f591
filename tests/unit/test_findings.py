"""Do sides, limbs, first days, own limits and doses add up to what a record says, and no more?"""

from __future__ import annotations

from datetime import date

import pytest

from cobalamin.chart import BodySide, Entry, LabResult, Limbs, Medicine
from cobalamin.guideline.findings import (
    arms_early,
    daily_dose,
    days_since_begun,
    latest_measurement,
    on_sides,
    outside_own_limit,
)
from cobalamin.quantity import Amount, Bound
from cobalamin.value import replace

AS_OF = date(2026, 11, 22)
JUNE, MAY = date(2026, 6, 1), date(2026, 5, 1)


def numb(
    side: BodySide = "", limbs: Limbs = "", start: date | None = None, *, present: bool = True
) -> Entry:
    name = f"Condition/{side}{limbs}{start}"
    return Entry("numbness", "symptom", name, start, present=present, side=side, limbs=limbs)


def measured(
    value: float, taken: float | None = 0.0, concept: str = "tsh", bound: Bound = ""
) -> LabResult:
    amount = Amount(value, "m[IU]/L", bound)
    return LabResult(concept, f"Observation/{concept}-{taken}", JUNE, taken, amount=amount)


@pytest.mark.parametrize(
    ("sides", "one", "both"),
    [
        ((), False, False),
        (("",), False, False),
        (("left",), True, False),
        (("left", "left"), True, False),
        (("left", ""), False, False),
        (("left", "right"), False, True),
        (("both",), False, True),
        (("both", ""), False, True),
        (("both", "left"), False, True),
    ],
)
def test_sides_are_said_only_where_the_record_names_them(
    sides: tuple[BodySide, ...], one: bool, both: bool
) -> None:
    entries = [numb(side) for side in sides]
    assert on_sides(entries, both=False)[0] is one
    assert on_sides(entries, both=True)[0] is both


def test_what_is_denied_or_over_names_no_side() -> None:
    over = replace(numb("left"), active=False)
    assert on_sides([numb("left", present=False), over], both=False) == (False, (), None)


@pytest.mark.parametrize(
    ("entries", "early"),
    [
        ((), False),
        ((numb(limbs="lower"),), False),
        ((numb(limbs="upper"),), True),
        ((numb(limbs="both"),), True),
        ((numb(limbs="upper", start=MAY), numb(limbs="lower", start=JUNE)), True),
        ((numb(limbs="upper", start=MAY), numb(limbs="lower", start=MAY)), True),
        ((numb(limbs="upper", start=JUNE), numb(limbs="lower", start=MAY)), False),
        ((numb(limbs="upper"), numb(limbs="lower", start=MAY)), False),
        ((numb(limbs="upper", start=MAY), numb(limbs="lower")), False),
    ],
)
def test_arms_are_early_only_where_the_days_or_the_words_say_so(
    entries: tuple[Entry, ...], early: bool
) -> None:
    assert arms_early(entries)[0] is early


def test_the_first_day_is_the_earliest_of_what_is_still_there() -> None:
    gone = replace(numb(start=date(2020, 1, 1)), active=False)
    value, resources, _ = days_since_begun([numb(start=JUNE), numb(start=MAY), gone, numb()], AS_OF)
    assert value == Amount(205.0, "days")
    assert resources == ("Condition/2026-05-01",)
    assert days_since_begun([numb()], AS_OF) == (None, (), None)


def test_the_latest_measurement_speaks_unless_the_laboratory_gives_its_own_limit() -> None:
    old, new = measured(9.0, 1.0), measured(2.0, 2.0)
    undated = measured(5.0, None)
    assert latest_measurement([new, old, undated], "")[0] == Amount(2.0, "m[IU]/L")
    limited = replace(new, range_high=4.0)
    assert latest_measurement([old, limited], "high") == (None, (), None)
    assert latest_measurement([old, limited], "low")[0] == Amount(2.0, "m[IU]/L")
    assert latest_measurement([], "") == (None, (), None)


@pytest.mark.parametrize(
    ("value", "bound", "low", "high"),
    [
        (3.9, "", True, False),
        (4.0, "", False, False),
        (9.0, "", False, False),
        (9.1, "", False, True),
        (4.0, "<", True, False),
        (5.0, "<", False, False),
        (9.0, ">", False, True),
        (8.0, ">", False, False),
    ],
)
def test_a_measurement_is_outside_its_own_limit_only_where_it_surely_is(
    value: float, bound: Bound, low: bool, high: bool
) -> None:
    result = replace(measured(value, bound=bound), range_low=4.0, range_high=9.0)
    assert outside_own_limit([result], "low")[0] is low
    assert outside_own_limit([result], "high")[0] is high


def test_only_the_latest_of_each_concept_is_held_to_its_limit() -> None:
    old = replace(measured(1.0, 1.0), range_low=4.0)
    new = replace(measured(5.0, 2.0), range_low=4.0)
    other = replace(measured(1.0, 0.5, "copper"), range_low=4.0)
    assert outside_own_limit([old, new], "low")[0] is False
    assert outside_own_limit([old, new, other], "low") == (True, (other.resource,), JUNE)
    assert outside_own_limit([measured(1.0)], "low")[0] is False


def test_the_highest_dose_being_taken_counts() -> None:
    small = Medicine("vitamin_b6", "stated", "MedicationStatement/1", current=True, dose_mg_day=50)
    large = replace(small, resource="MedicationStatement/2", dose_mg_day=600.0)
    past = replace(large, resource="MedicationStatement/3", current=False, dose_mg_day=900.0)
    untold = replace(small, dose_mg_day=None)
    found = daily_dose([small, large, past, untold])
    assert found == (Amount(600.0, "mg"), ("MedicationStatement/2",), None)
    assert daily_dose([past, untold]) == (None, (), None)

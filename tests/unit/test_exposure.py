"""Do doses, starts, injections and samples add up to how much of a medicine, and how near?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cobalamin.chart import LabResult, Medicine
from cobalamin.guideline.exposure import drawn_after_injection, injected_lately, usage_index
from cobalamin.quantity import Amount
from cobalamin.value import replace

AS_OF = date(2026, 11, 22)
SAMPLED = date(2026, 11, 10)


def metformin(name: str, start: date | None, mg: float | None, *, current: bool = True) -> Medicine:
    return Medicine("metformin", "stated", name, start, current=current, dose_mg_day=mg)


def injection(day: date | None, route: str = "injection") -> Medicine:
    return Medicine("hydroxocobalamin", "given", f"given {day}", day, route=route)


def antibody(day: date | None = SAMPLED, *, positive: bool | None = True) -> LabResult:
    taken = None if day is None else (day - date(1970, 1, 1)).days * 86400.0
    return LabResult("if_antibody", f"sampled {day}", day, taken, positive=positive)


def test_the_index_is_grams_a_day_times_years() -> None:
    value, places, _ = usage_index([metformin("m", date(2021, 11, 22), 2000)], AS_OF)
    assert value == Amount(10.0, "1")
    assert places == ("m",)


def test_the_index_is_rounded_half_up_to_hundredths() -> None:
    # 487 days of 2 g: 2.6666..., and 1461 days of 153.75 mg, exactly 0.615: a half.
    value, _, _ = usage_index([metformin("m", AS_OF - timedelta(days=487), 2000)], AS_OF)
    assert value == Amount(2.67, "1")
    value, _, _ = usage_index([metformin("m", AS_OF - timedelta(days=1461), 153.75)], AS_OF)
    assert value == Amount(0.62, "1")


def test_the_index_takes_the_highest_dose_and_the_earliest_start() -> None:
    one, other = metformin("one", date(2016, 11, 22), None), metformin("other", AS_OF, 1000)
    value, places, _ = usage_index([one, other], AS_OF)
    assert value == Amount(10.0, "1")
    assert places == ("other", "one")


@pytest.mark.parametrize(
    "medicine",
    [
        metformin("no dose", date(2020, 1, 1), None),
        metformin("no start", None, 2000),
        metformin("over", date(2010, 1, 1), 2000, current=False),
    ],
    ids=lambda medicine: medicine.resource,
)
def test_without_dose_start_or_use_the_index_is_not_known(medicine: Medicine) -> None:
    assert usage_index([medicine], AS_OF) == (None, (), None)
    assert usage_index([], AS_OF) == (None, (), None)


@pytest.mark.parametrize(
    ("days_before", "clouded"),
    [(-1, False), (0, False), (1, True), (14, True), (15, False)],
)
def test_a_sample_is_clouded_for_two_weeks_after_an_injection(
    days_before: int, *, clouded: bool
) -> None:
    given = injection(SAMPLED - timedelta(days=days_before))
    value, places, day = drawn_after_injection([antibody()], [given], 14)
    assert value is clouded
    assert (places, day) == (
        ((f"sampled {SAMPLED}", given.resource), SAMPLED) if clouded else ((), None)
    )


def test_the_latest_sample_that_was_answered_counts() -> None:
    given = injection(SAMPLED - timedelta(days=4))
    later = antibody(date(2026, 11, 21))
    unread = antibody(date(2026, 11, 22), positive=None)
    assert drawn_after_injection([antibody(), later, unread], [given], 14)[0] is False
    assert drawn_after_injection([antibody(), antibody(date(2026, 1, 1))], [given], 14)[0] is True


def test_tablets_orders_and_what_has_no_day_cloud_nothing() -> None:
    near = SAMPLED - timedelta(days=3)
    harmless = (
        injection(near, "oral"),
        replace(injection(near), kind="ordered"),
        injection(None),
    )
    assert drawn_after_injection([antibody()], harmless, 14)[0] is False
    assert drawn_after_injection([antibody(None)], [injection(near)], 14)[0] is False
    assert drawn_after_injection([antibody()], [injection(near, "")], 14)[0] is True


@pytest.mark.parametrize(("days_ago", "lately"), [(0, True), (14, True), (15, False)])
def test_an_injection_was_lately_within_two_weeks(days_ago: int, *, lately: bool) -> None:
    given = injection(AS_OF - timedelta(days=days_ago))
    value, places, _ = injected_lately([given], AS_OF, 14)
    assert value is lately
    assert places == ((given.resource,) if lately else ())

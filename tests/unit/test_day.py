"""Dates of a record, months and ages."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobalamin.day import Moment, add_months, age_in_years, parse, today


@pytest.mark.parametrize(
    ("text", "instant", "day", "precision"),
    [
        ("1970", 0, date(1970, 1, 1), "year"),
        ("1970-02", 31 * 86400, date(1970, 2, 1), "month"),
        ("1970-01-02", 86400, date(1970, 1, 2), "day"),
        ("1970-01-01T00:00:01Z", 1, date(1970, 1, 1), "time"),
        ("1970-01-01T00:00:00+01:00", -3600, date(1970, 1, 1), "time"),
        ("1969-12-31T23:30:00-05:00", 4.5 * 3600, date(1969, 12, 31), "time"),
        ("1970-01-01T00:00:00.5Z", 0.5, date(1970, 1, 1), "time"),
        ("1970-01-01T00:00:00.123456789Z", 0.123456, date(1970, 1, 1), "time"),
        ("1970-01-01T00:00:10", 10, date(1970, 1, 1), "time"),
        ("1970-01-01T00:01", 60, date(1970, 1, 1), "time"),
        ("2016-12-31T23:59:60Z", 1483228799, date(2016, 12, 31), "time"),
        ("0001-01-01", -62135596800, date(1, 1, 1), "day"),
        ("0001-01-01T00:00:00+14:00", -62135596800 - 14 * 3600, date(1, 1, 1), "time"),
        ("9999-12-31T23:59:59-12:00", 253402300799 + 12 * 3600, date(9999, 12, 31), "time"),
    ],
)
def test_a_date_is_read_to_its_first_moment(
    text: str, instant: float, day: date, precision: str
) -> None:
    moment = parse(text)
    assert isinstance(moment, Moment)
    assert (moment.instant, moment.day, moment.precision) == (instant, day, precision)


@pytest.mark.parametrize(
    "text",
    ["", "0000", "24", "May 2024", "2024-2", "2024-13", "2024-02-30", "2024-1-01", "20240101",
     "2024-W01-1", "2024/01/01", "01-02-2024", "2024-01-01 10:00:00", "2024-01-01T25:00:00Z",
     "2024-01-01T24:00:00Z", "2024-01-01T", "2024-01-01T10", "2024-01-01T10:00:00+99:00",
     "２０２４-01-01", "2024-01-0a", "-2024-01-01", "2024-01-01T10:00:00Zjunk", "+024", "2024-001"],
)  # fmt: skip
def test_what_is_no_fhir_date_is_none(text: str) -> None:
    assert parse(text) is None


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    moment = parse(text)
    assert moment is None or text.startswith(f"{moment.day.year:04}")


@given(st.dates(), st.dates())
def test_later_days_have_later_moments(one: date, other: date) -> None:
    moments = parse(one.isoformat()), parse(other.isoformat())
    assert moments[0] is not None
    assert moments[1] is not None
    assert (moments[0].instant < moments[1].instant) == (one < other)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 5, 5), -12, date(2023, 5, 5)),
        (date(9999, 11, 30), 1, date(9999, 12, 30)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@pytest.mark.parametrize(("day", "months"), [(date(9999, 12, 1), 1), (date(1, 1, 1), -1)])
def test_months_beyond_the_calendar_are_refused(day: date, months: int) -> None:
    with pytest.raises(ValueError, match="beyond the calendar"):
        add_months(day, months)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.integers(-600, 600))
def test_months_land_in_the_right_month(day: date, months: int) -> None:
    then = add_months(day, months)
    assert (then.year - day.year) * 12 + then.month - day.month == months
    assert then.day <= day.day


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(1960, 6, 1), date(2026, 5, 31), 65),
        (date(1960, 6, 1), date(2026, 6, 1), 66),
        (date(1960, 2, 29), date(2026, 2, 28), 65),
        (date(1960, 2, 29), date(2026, 3, 1), 66),
        (date(1960, 2, 29), date(2024, 2, 29), 64),
        (date(2026, 6, 1), date(2026, 6, 1), 0),
    ],
)
def test_age_in_completed_years(birth: date, on: date, years: int) -> None:
    assert age_in_years(birth, on) == years


def test_today_is_a_day() -> None:
    assert type(today()) is date

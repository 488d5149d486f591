"""Which day is it, and which moment does a date of a record mean? The only reader of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Literal

from cobalamin.value import Value

Precision = Literal["year", "month", "day", "time"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(Value):
    """A date of the record: its first instant, its calendar day, and how much of it was given.

    `instant` is in seconds since 1970 UTC; where the record gives no zone, UTC stands for it.
    `day` is the calendar day in the record's own zone; a partial date stands for its first day.
    """

    instant: float
    day: date
    precision: Precision


def today() -> date:
    """The day in the local zone of this machine."""
    return datetime.now().astimezone().date()


def parse(text: str) -> Moment | None:
    """A FHIR date, dateTime or instant; None when it is not a date ("2024-02-30", "May 2024")."""
    if not text.isascii():
        return None
    match len(text):
        case 4:
            return _whole(text + "-01-01", "year")
        case 7:
            return _whole(text + "-01", "month")
        case 10:
            return _whole(text, "day")
        case _:
            return _timed(text)


def _whole(text: str, precision: Precision) -> Moment | None:
    if text[4] != "-" or text[7] != "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return Moment(_seconds(datetime(day.year, day.month, day.day, tzinfo=UTC)), day, precision)


def _timed(text: str) -> Moment | None:
    if len(text) < 16 or text[4] != "-" or text[7] != "-" or text[10] != "T":
        return None
    if text[17:19] == "60":  # a leap second, which FHIR allows and datetime does not
        text = text[:17] + "59" + text[19:]
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return Moment(_seconds(moment), moment.date(), "time")


def _seconds(moment: datetime) -> float:
    return (moment - _EPOCH).total_seconds()


def add_months(day: date, months: int) -> date:
    """The same day of the month, so many months on; the last day of a shorter month.

    Raises ValueError beyond the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise ValueError(f"{months} months from {day} is beyond the calendar")
    first = date(year, month + 1, 1)
    last = 31 if month == 11 else (date(year, month + 2, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def age_in_years(birth: date, on: date) -> int:
    """Completed years of life; a birthday on 29 February is kept on 1 March in common years."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))

"""When was it? The dates of a resource, in the order in which they say so."""

from __future__ import annotations

from datetime import date

from cobalamin.day import Moment, add_months, parse
from cobalamin.fhir.part import Part

_OLDEST_MONTHS = 150 * 12  # an age beyond this is a slip of the pen


def moment(part: Part, field: str) -> Moment | None:
    """The date in this field; None when absent, and a problem when it is not a date."""
    written = part.text(field)
    if not written:
        return None
    found = parse(written)
    if found is None:
        part.problem("not a date, so the day is unknown", field)
    return found


def measured(part: Part) -> Moment | None:
    """When an Observation was so: effective[x], or else when it was issued."""
    return _span_start(part, "effective") or moment(part, "issued")


def performed(part: Part) -> Moment | None:
    """When a Procedure was begun; unknown where only words or an age are given."""
    return _span_start(part, "performed")


def _span_start(part: Part, stem: str) -> Moment | None:
    """A date, an instant, the start of a period (or its end), or the first event of a timing."""
    found = moment(part, stem + "DateTime") or moment(part, stem + "Instant")
    if found is None and (period := part.part(stem + "Period")):
        found = moment(period, "start") or moment(period, "end")
    if found is None and (timing := part.part(stem + "Timing")):
        moments = [m for m in map(parse, timing.texts("event")) if m]
        found = min(moments, key=lambda m: m.instant, default=None)
    return found


def begun(part: Part, birth: date | None) -> Moment | None:
    """When a condition or an allergy began: onset[x], or else when it was recorded."""
    found = moment(part, "onsetDateTime")
    if found is None and (period := part.part("onsetPeriod")):
        found = moment(period, "start")
    if found is None and (age := part.part("onsetAge")) and birth:
        found = _at_age(age, birth)
    return found or moment(part, "recordedDate")


def ended(part: Part, birth: date | None) -> Moment | None:
    """When a condition ended: abatement[x]."""
    found = moment(part, "abatementDateTime")
    if found is None and (period := part.part("abatementPeriod")):
        found = moment(period, "end") or moment(period, "start")
    if found is None and (age := part.part("abatementAge")) and birth:
        found = _at_age(age, birth)
    return found


def _at_age(age: Part, birth: date) -> Moment | None:
    """The birthday of that age, known to the year only; None when the age has no plain unit."""
    number = age.number("value")
    months = {"a": 12, "year": 12, "years": 12, "mo": 1, "month": 1, "months": 1}.get(
        age.text("code") or age.text("unit").lower()
    )
    if number is None or months is None or not 0 <= number * months <= _OLDEST_MONTHS:
        return None
    if birth.year > 9999 - _OLDEST_MONTHS // 12 - 1:
        return None
    return parse(add_months(birth, int(number * months)).isoformat()[:4])

"""What do statements, doses and reviews of a record tell, deny or leave open?

Each function gives the value of a fact, the resources it was read from, and the day of the latest.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cobalamin.chart import Entry, LabResult, Medicine
from cobalamin.guideline.latest import when_dated
from cobalamin.quantity import Amount

Told = tuple[Amount | bool | None, tuple[str, ...], date | None]
"""A value, where it was read, and when."""

LONGEST_GAP_DAYS = 200
"""Doses further apart than this belong to two courses.

Chosen by us: the widest licensed interval is half a year, and a dose may be late.
"""


STILL_ACTS_DAYS = 7
"""How long after its last dose a medicine still counts as taken where its denial is asked.

A week, chosen by us: what thins the blood works on for days after the last dose.
"""


def stated(entries: Sequence[Entry], denials: Sequence[Entry], unclear: Sequence[Entry]) -> Told:
    """Yes if one is stated, no if that is denied, open if neither or if a statement is unclear.

    A statement that the thing itself is absent ("not pregnant") denies it; a later one stands
    over an earlier one. Among undated statements a yes stands over a no.
    """
    so = [entry for entry in entries if entry.present and entry.active]
    absent = [entry for entry in entries if not entry.present]
    latest = max((_day(entry) for entry in so), default=None)
    if latest is not None and not any(_day(entry) > latest for entry in absent):
        return True, _resources(so), _latest(so)
    doubtful = [entry for entry in unclear if entry.present and entry.active]
    if doubtful:
        return None, _resources(doubtful), _latest(doubtful)
    against = [*absent, *(entry for entry in denials if entry.present and entry.active)]
    return (False, _resources(against), _latest(against)) if against else (None, (), None)


def recent(entries: Sequence[Entry], as_of: date, lasts_days: int) -> list[Entry]:
    """The entries without denials that are older than `lasts_days`, or not dated."""
    return [
        entry
        for entry in entries
        if (entry.present and entry.active)
        or (entry.start is not None and (as_of - entry.start).days <= lasts_days)
    ]


def newest(results: Sequence[LabResult], as_of: date, within_days: int) -> Told:
    """The newest result if it is fresh; open where the newest cannot be read or has no day."""
    dated = [result for result in results if result.day is not None]
    if not dated:
        return None, (), None
    last = max(dated, key=when_dated)
    assert last.day is not None
    if (as_of - last.day).days > within_days:
        return None, (), None
    return last.amount, (last.resource,), last.day


def taken(
    medicines: Sequence[Medicine], denials: Sequence[Medicine | Entry], as_of: date, lasts_days: int
) -> Told:
    """Yes while one is taken or was so lately; no while it is freshly stated that none is."""
    current = [
        medicine
        for medicine in medicines
        if medicine.current or _within(medicine.end or medicine.start, as_of, STILL_ACTS_DAYS)
    ]
    if current:
        return True, tuple(dict.fromkeys(m.resource for m in current)), None
    none = [each for each in denials if _within(each.start, as_of, lasts_days)]
    return (False, tuple(each.resource for each in none), None) if none else (None, (), None)


def _within(day: date | None, as_of: date, days: int) -> bool:
    return day is not None and (as_of - day).days <= days


def course_start(cobalamin: Sequence[Medicine]) -> date | None:
    """The first day of the course that the latest dose belongs to; None without a dated dose."""
    dated = sorted(
        ((m.start, m.end or m.start) for m in cobalamin if m.start is not None), reverse=True
    )
    first: date | None = None
    for start, end in dated:
        if first is not None and (first - max(start, end)).days > LONGEST_GAP_DAYS:
            break
        first = start if first is None else min(first, start)
    return first


def days_on_course(cobalamin: Sequence[Medicine], as_of: date) -> Told:
    """Days since the first dose of the course that goes on. [days]"""
    first = course_start(cobalamin)
    resources = tuple(dict.fromkeys(m.resource for m in cobalamin))
    if first is None:
        return None, resources, None
    return Amount(float((as_of - first).days), "days"), resources, None


def last_review(
    cobalamin: Sequence[Medicine],
    results: Sequence[LabResult],
    findings: Sequence[Entry],
    after_days: int,
) -> tuple[str, date] | None:
    """The latest result or finding so long into the course: its resource and its day."""
    first = course_start(cobalamin)
    if first is None:
        return None
    dated = [(r.day, r.resource) for r in results if r.day is not None]
    dated += [(e.start, e.resource) for e in findings if e.start is not None]
    late = [(day, resource) for day, resource in dated if (day - first).days >= after_days]
    if not late:
        return None
    day, resource = max(late)
    return resource, day


def _day(entry: Entry) -> date:
    return entry.start or date.min


def _latest(entries: Sequence[Entry]) -> date | None:
    return max((entry.start for entry in entries if entry.start is not None), default=None)


def _resources(entries: Sequence[Entry]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.resource for entry in entries))

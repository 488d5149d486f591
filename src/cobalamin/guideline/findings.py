"""What do the signs and measurements of one record add up to: sides, limbs, first day, own limits?

Each function returns what a fact is made of: its value, the resources it was read from, and the
day of the latest of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from cobalamin.chart import Entry, LabResult, Medicine
from cobalamin.guideline.kinds import EverBeyond
from cobalamin.guideline.latest import when
from cobalamin.quantity import Amount

_NOTHING = (None, (), None)
_ABSENT = (False, (), None)

Read = tuple[Amount | bool | None, tuple[str, ...], date | None]


def latest_measurement(
    results: Iterable[LabResult], unless_own: Literal["", "low", "high"]
) -> Read:
    """The latest readable amount; nothing where the laboratory gives the named limit beside it."""
    last = _last(results)
    if last is None or (unless_own and _own_limit(last, unless_own) is not None):
        return _NOTHING
    return last.amount, (last.resource,), last.day


def ever_beyond(kind: EverBeyond, results: Iterable[LabResult]) -> Read:
    """Whether one of them lies surely below, or above, the number printed for its own unit."""
    found: list[LabResult] = []
    for result in results:
        if result.amount is not None:
            cut = kind.cut.value_in(result.amount.unit)
            low, high = result.amount.low, result.amount.high
            found += [result] if (high < cut if kind.side == "below" else low > cut) else []
    days = [result.day for result in found if result.day is not None]
    return bool(found), tuple(result.resource for result in found), max(days, default=None)


def outside_own_limit(results: Iterable[LabResult], limit: Literal["low", "high"]) -> Read:
    """Whether the latest of each concept lies surely outside its laboratory's own limit."""
    by_concept: dict[str, list[LabResult]] = {}
    for result in results:
        by_concept.setdefault(result.concept, []).append(result)
    outside = [
        last
        for group in by_concept.values()
        if (last := _last(group)) is not None and _is_outside(last, limit)
    ]
    if not outside:
        return _ABSENT
    days = [last.day for last in outside if last.day is not None]
    return True, tuple(last.resource for last in outside), max(days, default=None)


def _last(results: Iterable[LabResult]) -> LabResult | None:
    readable = (r for r in results if r.amount is not None)
    return max(readable, key=when, default=None)


def _own_limit(result: LabResult, limit: Literal["low", "high"]) -> float | None:
    return result.range_low if limit == "low" else result.range_high


def _is_outside(result: LabResult, limit: Literal["low", "high"]) -> bool:
    own, amount = _own_limit(result, limit), result.amount
    if own is None or amount is None:
        return False
    return amount.high < own if limit == "low" else amount.low > own


def on_sides(entries: Iterable[Entry], *, both: bool) -> Read:
    """Whether what is recorded names both sides; or one side only, and each of it the same."""
    present = _present(entries)
    sides = {entry.side for entry in present}
    two = "both" in sides or {"left", "right"} <= sides
    if not (two if both else sides in ({"left"}, {"right"})):
        return _ABSENT
    return _so(entry for entry in present if entry.side)


def arms_early(entries: Iterable[Entry]) -> Read:
    """Whether it began in the arms not later than in the legs, or is named in the arms only.

    With both named but not both dated it is not known, so it is not said.
    """
    present = _present(entries)
    arms = [entry for entry in present if entry.limbs in ("upper", "both")]
    legs = [entry for entry in present if entry.limbs in ("lower", "both")]
    in_arms, in_legs = _first_day(arms), _first_day(legs)
    together = any(entry.limbs == "both" for entry in present)
    early = in_arms is not None and in_legs is not None and in_arms <= in_legs
    if not arms or not (together or early or not legs):
        return _ABSENT
    return _so(arms)


def days_since_begun(entries: Iterable[Entry], as_of: date) -> Read:
    """Days since the first of them is recorded to be so; unknown when none is dated. [days]"""
    dated = [entry for entry in _present(entries) if entry.start is not None]
    first = _first_day(dated)
    if first is None:
        return _NOTHING
    firsts = tuple(dict.fromkeys(entry.resource for entry in dated if entry.start == first))
    return Amount(float((as_of - first).days), "days"), firsts, None


def daily_dose(medicines: Iterable[Medicine]) -> Read:
    """The highest recorded daily dose of those being taken; unknown when none is. [mg]"""
    dosed = [m for m in medicines if m.current and m.dose_mg_day is not None]
    highest = max(dosed, key=lambda m: m.dose_mg_day or 0.0, default=None)
    if highest is None or highest.dose_mg_day is None:
        return _NOTHING
    return Amount(highest.dose_mg_day, "mg"), (highest.resource,), None


def _present(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.present and entry.active]


def _first_day(entries: Iterable[Entry]) -> date | None:
    return min((entry.start for entry in entries if entry.start is not None), default=None)


def _so(entries: Iterable[Entry]) -> Read:
    found = tuple(entries)
    days = [entry.start for entry in found if entry.start is not None]
    return True, tuple(dict.fromkeys(entry.resource for entry in found)), max(days, default=None)

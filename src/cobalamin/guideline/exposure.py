"""How much of a medicine, and how near to an injection: what do doses and samples say together?

Each function returns what a fact is made of: its value, the resources it was read from, and the
day of the latest of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import floor
from typing import assert_never

from cobalamin.chart import Chart, LabResult, Medicine
from cobalamin.guideline.findings import daily_dose
from cobalamin.guideline.kinds import (
    COBALAMINS,
    DrawnAfterInjection,
    Exposure,
    InjectedLately,
    UsageIndex,
)
from cobalamin.guideline.latest import apart
from cobalamin.quantity import Amount

Read = tuple[Amount | bool | None, tuple[str, ...], date | None]

DAYS_A_YEAR = 365.25
MG_A_GRAM = 1000.0


def exposed(kind: Exposure, chart: Chart) -> Read:
    """Read what doses of one chart say together, or doses and a sample."""
    match kind:
        case UsageIndex(concepts):
            return usage_index((m for m in chart.medicines if m.concept in concepts), chart.as_of)
        case DrawnAfterInjection(concept, within_days):
            results = [r for r in chart.results if r.concept == concept]
            return drawn_after_injection(results, _cobalamin(chart), within_days)
        case InjectedLately(within_days):
            return injected_lately(_cobalamin(chart), chart.as_of, within_days)
        case _:
            assert_never(kind)


def _cobalamin(chart: Chart) -> list[Medicine]:
    return [medicine for medicine in chart.medicines if medicine.concept in COBALAMINS]


def usage_index(medicines: Iterable[Medicine], as_of: date) -> Read:
    """The highest daily dose in grams times the years since the first start; as if never changed.

    Unknown when no dose or no start of what is being taken is recorded.
    """
    current = [medicine for medicine in medicines if medicine.current]
    dose, resources, _ = daily_dose(current)
    starts = [medicine.start for medicine in current if medicine.start is not None]
    if not isinstance(dose, Amount) or not starts:
        return None, (), None
    years = (as_of - min(starts)).days / DAYS_A_YEAR
    first = [medicine.resource for medicine in current if medicine.start == min(starts)]
    # Half up in plain doubles, which every engine works out alike; `round` looks at all digits.
    index = floor(dose.value / MG_A_GRAM * years * 100 + 0.5) / 100
    return Amount(index, "1"), tuple(dict.fromkeys((*resources, *first))), None


def drawn_after_injection(
    results: Iterable[LabResult], medicines: Iterable[Medicine], within_days: int
) -> Read:
    """Whether the sample of the latest yes/no result was taken so soon after an injection."""
    told = [r for r in results if r.positive is not None and r.day is not None]
    latest = max(told, key=lambda r: (r.taken or 0.0, *apart(r)), default=None)
    if latest is None or latest.day is None:
        return False, (), None
    before = _injections(medicines, latest.day, within_days, least=1)
    if not before:
        return False, (), None
    return True, (latest.resource, *before), latest.day


def injected_lately(medicines: Iterable[Medicine], as_of: date, within_days: int) -> Read:
    """Whether an injection was given within so many days before the day of assessment."""
    lately = _injections(medicines, as_of, within_days, least=0)
    return bool(lately), lately, None


def _injections(
    medicines: Iterable[Medicine], day: date, within_days: int, *, least: int
) -> tuple[str, ...]:
    """The doses given by injection from `within_days` to `least` days before a day."""
    given = (m for m in medicines if m.kind == "given" and m.route in ("injection", ""))
    dated = ((m, m.end or m.start) for m in given)
    return tuple(
        dict.fromkeys(
            m.resource
            for m, last in dated
            if last is not None and least <= (day - last).days <= within_days
        )
    )

"""What do the laboratory results of a record say to each kind of fact, as SQL?"""

from __future__ import annotations

from typing import Literal

from cobalamin.guideline.kinds import (
    CountAbove,
    DaysSinceResult,
    DaysSinceReview,
    DrawnAfterInjection,
    EverBeyond,
    LatestMeasurement,
    LatestResult,
    NewestResult,
    OutsideOwnLimit,
    ResultOnTreatment,
    Reviewed,
    SampleTreated,
)
from cobalamin.rules.expression import CutPoint
from cobalamin.rules.sql import double, quoted
from cobalamin.screen.gathering import Gathering
from cobalamin.screen.picks import Pick
from cobalamin.screen.said import Measure, YesNo, exactly


def latest(kind: LatestResult, need: Gathering) -> Measure:
    """The number of the result that speaks."""
    return _picked(_speaking(kind), need)


def on_treatment(kind: ResultOnTreatment, need: Gathering) -> Measure:
    """The number of the latest result so long into treatment."""
    return _picked(Pick("on treatment", kind.concept, kind.after_days), need)


def newest(kind: NewestResult, need: Gathering) -> Measure:
    """The number of the newest result while it is fresh."""
    pick = Pick("newest", kind.concept)
    age = need.age_days(need.picks.column(pick, "day"))
    fresh = f"({need.picks.found(pick)} AND {age} <= {kind.within_days})"
    return _where(fresh, pick, need)


def measurement(kind: LatestMeasurement, need: Gathering) -> Measure:
    """The number of the latest measurement, unless its laboratory gives the limit of its own."""
    pick = Pick("measured", kind.concept)
    if not kind.unless_own:
        return _picked(pick, need)
    own = need.picks.column(pick, f"range_{kind.unless_own}")
    return _where(f"({need.picks.found(pick)} AND {own} IS NULL)", pick, need)


def outside_own_limit(kind: OutsideOwnLimit, need: Gathering) -> YesNo:
    """The latest of one of them lies outside its laboratory's own limit."""
    outside = [_outside(Pick("measured", c), kind.limit, need) for c in kind.concepts]
    return YesNo(f"({' OR '.join(outside)})")


def sample_treated(kind: SampleTreated, need: Gathering) -> YesNo:
    """The sample that speaks is treated; unknown where the dates cannot tell."""
    pick = _speaking(kind.of)
    found, treated = need.picks.found(pick), need.picks.column(pick, "treated")
    return YesNo(f"(CASE WHEN {found} THEN {treated} ELSE FALSE END)", found)


def days_since_result(kind: DaysSinceResult, need: Gathering) -> Measure:
    """Days since the sample that speaks, none for one of the day itself."""
    day = need.picks.column(_speaking(kind.of), "day")
    return exactly(_double(f"GREATEST({need.age_days(day)}, 0)", day), quoted("days"))


def count_above(kind: CountAbove, need: Gathering) -> Measure:
    """How many lie surely above the number printed for their own unit."""
    count = need.results.total((kind.concept,), f"t.low > {_cut(kind.cut)}", "COUNT(1)")
    return exactly(f"CAST(COALESCE({count}, 0) AS DOUBLE)", quoted("results"))


def ever_beyond(kind: EverBeyond, need: Gathering) -> YesNo:
    """One of them lies surely on that side of the number printed for its own unit."""
    cut = _cut(kind.cut)
    beyond = f"t.high < {cut}" if kind.side == "below" else f"t.low > {cut}"
    found = need.results.any((kind.concept,), beyond)
    return YesNo(found)


def unreadable(concept: str, need: Gathering) -> YesNo:
    """There are results, and none of them can be read."""
    concepts = (concept,)
    dark = need.results.any(concepts, "t.value IS NULL AND t.positive IS NULL")
    light = need.results.any(concepts, "(t.value IS NOT NULL OR t.positive IS NOT NULL)")
    return YesNo(f"({dark} AND NOT {light})")


def positive(concept: str, need: Gathering) -> YesNo:
    """The latest yes or no is a yes."""
    pick = Pick("told", concept)
    found = need.picks.found(pick)
    return YesNo(f"({found} AND COALESCE({need.picks.column(pick, 'positive')}, FALSE))", found)


def answered(concept: str, need: Gathering) -> YesNo:
    """There is a yes or no."""
    return YesNo(need.picks.found(Pick("told", concept)))


def drawn_after_injection(kind: DrawnAfterInjection, need: Gathering) -> YesNo:
    """The sample of the latest yes or no was drawn so soon after an injection."""
    return YesNo(need.picks.injected_before(Pick("drawn", kind.concept, kind.within_days)))


def reviewed(kind: Reviewed, need: Gathering) -> YesNo:
    """A review is recorded so long into the course."""
    return YesNo(f"COALESCE({_is_late(kind, need)}, FALSE)")


def days_since_review(kind: DaysSinceReview, need: Gathering) -> Measure:
    """Days since the latest such review."""
    days = need.age_days(_review_day(kind.of, need))
    late = f"(CASE WHEN {_is_late(kind.of, need)} THEN CAST({days} AS DOUBLE) END)"
    return exactly(late, quoted("days"))


def _review_day(kind: Reviewed, need: Gathering) -> str:
    """The latest day of what counts as a review; if any is late into the course, this one is."""
    days: list[str] = []
    if kind.results:
        days.append(need.results.total(kind.results, "t.day IS NOT NULL", "MAX(t.day)"))
    if kind.findings:
        dated = "t.start_day IS NOT NULL"
        days.append(need.entries.total(kind.findings, dated, "MAX(t.start_day)"))
    return f"GREATEST({', '.join(days)})" if len(days) > 1 else days[0]


def _is_late(kind: Reviewed, need: Gathering) -> str:
    day = _review_day(kind, need)
    into_course = need.dialect.days(day, need.course("course_day"))
    return f"({into_course} >= {kind.after_days})"


def _speaking(kind: LatestResult) -> Pick:
    return Pick("speaking", kind.concept, kind.within_days if kind.near else 0, kind.near)


def _picked(pick: Pick, need: Gathering) -> Measure:
    low, high, unit = (need.picks.column(pick, name) for name in ("low", "high", "unit"))
    return Measure(low, high, unit, need.picks.found(pick))


def _where(condition: str, pick: Pick, need: Gathering) -> Measure:
    """The picked number where the condition holds."""
    low, high, unit = (
        f"(CASE WHEN {condition} THEN {need.picks.column(pick, name)} END)"
        for name in ("low", "high", "unit")
    )
    return Measure(low, high, unit, condition)


def _outside(pick: Pick, limit: Literal["low", "high"], need: Gathering) -> str:
    own = need.picks.column(pick, f"range_{limit}")
    if limit == "low":
        return f"COALESCE({need.picks.column(pick, 'high')} < {own}, FALSE)"
    return f"COALESCE({need.picks.column(pick, 'low')} > {own}, FALSE)"


def _cut(cut: CutPoint) -> str:
    cases = " ".join(f"WHEN {quoted(unit)} THEN {double(value)}" for value, unit in cut.printed)
    return f"(CASE t.unit {cases} END)"


def _double(days: str, day: str) -> str:
    """Days as a number; NULL without a day, which GREATEST would leave out of account."""
    return f"(CASE WHEN {day} IS NOT NULL THEN CAST({days} AS DOUBLE) END)"

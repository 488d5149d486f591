"""What do entries, medicines and the person of a record say to each kind of fact, as SQL?"""

from __future__ import annotations

from cobalamin.guideline.exposure import DAYS_A_YEAR, MG_A_GRAM
from cobalamin.guideline.kinds import (
    COBALAMINS,
    ArmsEarly,
    BegunOnTreatment,
    DaysSinceBegun,
    InjectedLately,
    OnSides,
    Recorded,
    Taking,
    Told,
    ToldTaking,
    UsageIndex,
)
from cobalamin.guideline.telling import STILL_ACTS_DAYS
from cobalamin.rules.sql import double, quoted
from cobalamin.screen.courses import GIVEN_BY_INJECTION, LAST_DAY
from cobalamin.screen.gathering import Gathering
from cobalamin.screen.said import Measure, YesNo, exactly

_SO = "t.present AND t.active"
_ABSENT = "NOT t.present"
_DATED = "t.start_day IS NOT NULL"
_BEFORE_ALL = "DATE '0001-01-01'"


def recorded(kind: Recorded, need: Gathering) -> YesNo:
    """One of these is recorded as present."""
    condition = _SO if kind.active else "t.present"
    if kind.kinds:
        condition += f" AND t.kind IN ({_texts(kind.kinds)})"
    return YesNo(need.entries.any(kind.concepts, condition))


def told(kind: Told, need: Gathering) -> YesNo:
    """One of these is stated, or stated not to be, or neither."""
    absent = _ABSENT
    if kind.lasts_days:
        absent += f" AND {_recent(kind.lasts_days, need)}"
    latest = f"MAX(COALESCE(t.start_day, {_BEFORE_ALL}))"
    so_day = need.entries.total(kind.concepts, _SO, latest)
    not_day = need.entries.total(kind.concepts, absent, latest)
    unclear = need.entries.any(kind.unclear, _SO) if kind.unclear else "FALSE"
    denied = need.entries.any(kind.denied_by, _SO) if kind.denied_by else "FALSE"
    value = (
        f"(CASE WHEN {so_day} IS NOT NULL AND ({not_day} IS NULL OR {not_day} <= {so_day}) "
        f"THEN TRUE WHEN {unclear} THEN NULL "
        f"WHEN {not_day} IS NOT NULL OR {denied} THEN FALSE END)"
    )
    return YesNo(value, f"({so_day} IS NOT NULL OR {not_day} IS NOT NULL OR {unclear} OR {denied})")


def taking(kind: Taking, need: Gathering) -> YesNo:
    """One of these is being taken, or was so lately."""
    condition = _taken_within(kind.within_days, need)
    if kind.routes:
        condition += f" AND t.route IN ({_texts(kind.routes)})"
    return YesNo(need.medicines.any(kind.concepts, condition))


def told_taking(kind: ToldTaking, need: Gathering) -> YesNo:
    """One of these is taken, or it is stated lately that none is, or neither."""
    taken = need.medicines.any(kind.concepts, _taken_within(STILL_ACTS_DAYS, need))
    recent = _recent(kind.lasts_days, need)
    denials = (need.medicines, need.entries)
    denied = " OR ".join(table.any(kind.denied_by, recent) for table in denials)
    value = f"(CASE WHEN {taken} THEN TRUE WHEN {denied} THEN FALSE END)"
    return YesNo(value, f"({taken} OR {denied})")


def injected_lately(kind: InjectedLately, need: Gathering) -> YesNo:
    """An injection of cobalamin was given within so many days."""
    lately = f"{need.age_days(LAST_DAY)} BETWEEN 0 AND {kind.within_days}"
    return YesNo(need.medicines.any(COBALAMINS, f"{GIVEN_BY_INJECTION} AND {lately}"))


def days_on(concepts: tuple[str, ...], need: Gathering) -> Measure:
    """Days since the earliest start of those being taken."""
    first = need.medicines.total(concepts, "t.going_on", "MIN(t.start_day)")
    return exactly(_days(first, need), quoted("days"))


def days_on_course(need: Gathering) -> Measure:
    """Days since the first dose of the course that goes on."""
    return exactly(_days(need.course("course_day"), need), quoted("days"))


def daily_dose(concepts: tuple[str, ...], need: Gathering) -> Measure:
    """The highest recorded daily dose of those being taken."""
    return exactly(_highest_dose(concepts, need), quoted("mg"))


def usage_index(kind: UsageIndex, need: Gathering) -> Measure:
    """Grams a day times years, to hundredths; each step in doubles as in `guideline.exposure`."""
    first = need.medicines.total(kind.concepts, "t.going_on", "MIN(t.start_day)")
    years = f"({_days(first, need)} / {double(DAYS_A_YEAR)})"
    grams = f"{_highest_dose(kind.concepts, need)} / {double(MG_A_GRAM)}"
    hundredths = f"FLOOR({grams} * {years} * {double(100)} + {double(0.5)})"
    return exactly(f"(CAST({hundredths} AS DOUBLE) / {double(100)})", quoted("1"))


def begun_on_treatment(kind: BegunOnTreatment, need: Gathering) -> YesNo:
    """One of these, still so, began so long after the first cobalamin."""
    latest = need.entries.total(kind.concepts, _SO, "MAX(t.start_day)")
    into_treatment = need.dialect.days(latest, need.course("first_day"))
    return YesNo(f"COALESCE({into_treatment} >= {kind.after_days}, FALSE)")


def on_sides(kind: OnSides, need: Gathering) -> YesNo:
    """What is recorded names both sides; or one side only, and each of it the same."""
    left, right, both, unsaid = (
        need.entries.any(kind.concepts, f"{_SO} AND t.side = {quoted(side)}")
        for side in ("left", "right", "both", "")
    )
    if kind.both:
        return YesNo(f"({both} OR ({left} AND {right}))")
    return YesNo(f"(({left} <> {right}) AND NOT {both} AND NOT {unsaid})")


def arms_early(kind: ArmsEarly, need: Gathering) -> YesNo:
    """It began in the arms not later than in the legs, or is named in the arms only."""
    arms, legs = (
        f"{_SO} AND t.limbs IN ('upper', 'both')",
        f"{_SO} AND t.limbs IN ('lower', 'both')",
    )
    in_arms, in_legs = (need.entries.any(kind.concepts, where) for where in (arms, legs))
    together = need.entries.any(kind.concepts, f"{_SO} AND t.limbs = 'both'")
    first, then = (
        need.entries.total(kind.concepts, where, "MIN(t.start_day)") for where in (arms, legs)
    )
    early = f"COALESCE({first} <= {then}, FALSE)"
    return YesNo(f"({in_arms} AND ({together} OR {early} OR NOT {in_legs}))")


def days_since_begun(kind: DaysSinceBegun, need: Gathering) -> Measure:
    """Days since the first day on which one of these is recorded."""
    first = need.entries.total(kind.concepts, _SO, "MIN(t.start_day)")
    return exactly(_days(first, need), quoted("days"))


def age(need: Gathering) -> Measure:
    """Age in completed years."""
    born, on = "g.birth_date", need.as_of
    later = f"MONTH({born}) * 100 + DAY({born}) > {on.month * 100 + on.day}"
    years = f"{on.year} - YEAR({born}) - (CASE WHEN {later} THEN 1 ELSE 0 END)"
    return exactly(f"CAST({years} AS DOUBLE)", quoted("years"))


def sex_is(sex: str) -> YesNo:
    """The recorded sex is this one; it is recorded as one of two, or else unknown."""
    known = "COALESCE(g.sex IN ('male', 'female'), FALSE)"
    return YesNo(f"(CASE WHEN {known} THEN g.sex = {quoted(sex)} END)", known)


def _taken_within(days: int, need: Gathering) -> str:
    return f"(t.going_on OR {need.age_days(LAST_DAY)} <= {days})"


def _recent(days: int, need: Gathering) -> str:
    return f"{_DATED} AND {need.age_days('t.start_day')} <= {days}"


def _highest_dose(concepts: tuple[str, ...], need: Gathering) -> str:
    return need.medicines.total(concepts, "t.going_on", "MAX(t.dose_mg_day)")


def _days(day: str, need: Gathering) -> str:
    return f"CAST({need.age_days(day)} AS DOUBLE)"


def _texts(words: tuple[str, ...]) -> str:
    return ", ".join(quoted(word) for word in words)

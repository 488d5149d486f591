"""How are all facts of many patients read in one query?

The same facts as `guideline.declare.read_facts`, read from the tables of `fhir.bulk.chart_rows`:
one row a person, with the columns of `rules.sql`. DuckDB, Spark and Sail run one text but for what
`screen.dialect` names.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import assert_never

from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import (
    AgeYears,
    Answered,
    ArmsEarly,
    BegunOnTreatment,
    BlackEthnicity,
    CountAbove,
    DailyDose,
    DaysOn,
    DaysOnCourse,
    DaysSinceBegun,
    DaysSinceResult,
    DaysSinceReview,
    DrawnAfterInjection,
    EverBeyond,
    Exposure,
    Finding,
    HasResult,
    InjectedLately,
    Kind,
    LatestMeasurement,
    LatestResult,
    NewestResult,
    OnSides,
    OutsideOwnLimit,
    Positive,
    Recorded,
    ResultOnTreatment,
    Reviewed,
    SampleTreated,
    SexIs,
    Taking,
    Told,
    ToldTaking,
    Unreadable,
    Untold,
    UsageIndex,
)
from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.expression import Fact
from cobalamin.screen import tell_records as records
from cobalamin.screen import tell_results as results
from cobalamin.screen.dialect import Dialect
from cobalamin.screen.gathering import Gathering
from cobalamin.screen.said import Measure, Said, YesNo, columns_of


def every_fact_sql(as_of: date, dialect: Dialect) -> str:
    """`facts_sql` for the facts of all guidelines, in the one order that facts on disk have."""
    every = dict.fromkeys(fact for each in guidelines().values() for fact in each.facts)
    return facts_sql(every, as_of, dialect)


def facts_sql(facts: Iterable[Fact], as_of: date, dialect: Dialect) -> str:
    """One SELECT: `patient`, then the columns of each fact in turn, for everyone in `people`."""
    return kinds_sql(((fact, READ[fact]) for fact in facts), as_of, dialect)


def kinds_sql(asked: Iterable[tuple[Fact, Kind]], as_of: date, dialect: Dialect) -> str:
    """The same for facts that are read by these kinds. Raises TypeError for one that cannot be."""
    need = Gathering(as_of, dialect)
    columns = [column for fact, kind in asked for column in columns_of(fact, said(kind, need))]
    return need.select(["g.patient", *columns])


def said(kind: Kind, need: Gathering) -> Said:
    """What records say to a fact of this kind."""
    match kind:
        case HasResult(of):
            number = said(of, need)
            assert isinstance(number, Measure)
            return YesNo(f"({number.low} IS NOT NULL)", number.spoke)
        case Untold(of):
            statement = said(of, need)
            assert isinstance(statement, YesNo)
            return YesNo(f"({statement.value} IS NULL)", statement.spoke)
        case AgeYears():
            return records.age(need)
        case SexIs(sex):
            return records.sex_is(sex)
        case BlackEthnicity():
            return YesNo("g.black_ethnicity", "TRUE")
        case Recorded():
            return records.recorded(kind, need)
        case Told():
            return records.told(kind, need)
        case BegunOnTreatment():
            return records.begun_on_treatment(kind, need)
        case Taking():
            return records.taking(kind, need)
        case ToldTaking():
            return records.told_taking(kind, need)
        case DaysOn(concepts):
            return records.days_on(concepts, need)
        case DaysOnCourse():
            return records.days_on_course(need)
        case _:
            return (
                _found(kind, need) if isinstance(kind, Finding | Exposure) else _result(kind, need)
            )


_ResultKind = (
    LatestResult
    | Unreadable
    | SampleTreated
    | ResultOnTreatment
    | DaysSinceResult
    | CountAbove
    | EverBeyond
    | Positive
    | Answered
    | NewestResult
    | Reviewed
    | DaysSinceReview
)


def _result(kind: _ResultKind, need: Gathering) -> Said:
    match kind:
        case LatestResult():
            return results.latest(kind, need)
        case Unreadable(concept):
            return results.unreadable(concept, need)
        case SampleTreated():
            return results.sample_treated(kind, need)
        case ResultOnTreatment():
            return results.on_treatment(kind, need)
        case DaysSinceResult():
            return results.days_since_result(kind, need)
        case CountAbove():
            return results.count_above(kind, need)
        case EverBeyond():
            return results.ever_beyond(kind, need)
        case Positive(concept):
            return results.positive(concept, need)
        case Answered(concept):
            return results.answered(concept, need)
        case NewestResult():
            return results.newest(kind, need)
        case Reviewed():
            return results.reviewed(kind, need)
        case DaysSinceReview():
            return results.days_since_review(kind, need)
        case _:
            assert_never(kind)


def _found(kind: Finding | Exposure, need: Gathering) -> Said:
    match kind:
        case LatestMeasurement():
            return results.measurement(kind, need)
        case OutsideOwnLimit():
            return results.outside_own_limit(kind, need)
        case OnSides():
            return records.on_sides(kind, need)
        case ArmsEarly():
            return records.arms_early(kind, need)
        case DaysSinceBegun():
            return records.days_since_begun(kind, need)
        case DailyDose(concepts):
            return records.daily_dose(concepts, need)
        case UsageIndex():
            return records.usage_index(kind, need)
        case DrawnAfterInjection():
            return results.drawn_after_injection(kind, need)
        case InjectedLately():
            return records.injected_lately(kind, need)
        case _:
            assert_never(kind)

"""In which few ways is a fact read from a record? Each kind is a declaration with one reading here.

Kinds say what to look for, not how to loop, so that the same declaration can also be read as SQL
over many records.
"""

from __future__ import annotations

from typing import Literal, assert_never

from cobalamin.chart import EntryKind
from cobalamin.rules.expression import CutPoint
from cobalamin.value import Value

COBALAMINS = ("cyanocobalamin", "hydroxocobalamin", "methylcobalamin", "cobalamin")


class LatestResult(Value):
    """The result that speaks: the latest untreated one, or the latest at all if all are treated.

    With `near`, the one closest in days to the sample of the first of those concepts that has
    one, and only within `within_days` of it.
    """

    concept: str
    near: tuple[str, ...] = ()
    within_days: int = 365


class HasResult(Value):
    """There is such a result, with a number that can be read."""

    of: (
        LatestResult
        | ResultOnTreatment
        | NewestResult
        | LatestMeasurement
        | DaysSinceBegun
        | DailyDose
    )


class Unreadable(Value):
    """There are results, but none whose number can be read."""

    concept: str


class SampleTreated(Value):
    """The sample that speaks was taken after cobalamin had been given."""

    of: LatestResult


class ResultOnTreatment(Value):
    """The latest result from a sample at least `after_days` into cobalamin treatment."""

    concept: str
    after_days: int


class DaysSinceResult(Value):
    """Days from the sample that speaks to the day of assessment."""

    of: LatestResult


class CountAbove(Value):
    """How many results lie above a cut-point, in the unit each was reported in."""

    concept: str
    cut: CutPoint


class EverBeyond(Value):
    """A result ever lay surely on that side of a cut-point, in the unit it was reported in."""

    concept: str
    side: Literal["below", "above"]
    cut: CutPoint


class Positive(Value):
    """The latest yes/no result is positive; no such result means no."""

    concept: str


class Answered(Value):
    """There is a yes/no result."""

    concept: str


class Recorded(Value):
    """One of these is recorded as present; with `active`, as still so on the day."""

    concepts: tuple[str, ...]
    active: bool = True
    kinds: tuple[EntryKind, ...] = ()


class Taking(Value):
    """One of these medicines is being taken, or was within `within_days`.

    With `routes`, only by one of these routes ("injection"; "" stands for one not recorded).
    """

    concepts: tuple[str, ...]
    within_days: int = 0
    routes: tuple[str, ...] = ()


class DaysOn(Value):
    """Days since the earliest start of those being taken; unknown when none is (see `Taking`)."""

    concepts: tuple[str, ...]


class AgeYears(Value):
    """Age in completed years."""


class SexIs(Value):
    """The recorded sex is this one; unknown when none is recorded."""

    sex: str


class BlackEthnicity(Value):
    """The record states Black ethnicity, or states another; unknown when it says nothing."""


class BegunOnTreatment(Value):
    """One of these, still active, began at least `after_days` into cobalamin treatment."""

    concepts: tuple[str, ...]
    after_days: int


class NewestResult(Value):
    """The newest result, treated or not, if it is at most `within_days` old.

    Where the newest cannot be read nothing older stands in for it.
    """

    concept: str
    within_days: int


class Told(Value):
    """The record states one of these (yes), states that there is none (no), or says neither.

    `denied_by` are statements that there is none ("no known allergy"). `unclear` are statements
    that may mean one of these: they leave it open whatever denies it. With `lasts_days` a denial
    counts only so long.
    """

    concepts: tuple[str, ...]
    denied_by: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    lasts_days: int = 0


class ToldTaking(Value):
    """One of these medicines is taken (yes), it is stated that none is (no), or neither.

    A denial counts for `lasts_days`, and not at all without a day.
    """

    concepts: tuple[str, ...]
    denied_by: tuple[str, ...]
    lasts_days: int


class Untold(Value):
    """The record says neither that it is so nor that it is not: it has to be asked."""

    of: Told | ToldTaking


class DaysOnCourse(Value):
    """Days since the first dose of the course of cobalamin that goes on."""


class Reviewed(Value):
    """A review is recorded: one of these results or findings, `after_days` into the course."""

    results: tuple[str, ...]
    findings: tuple[str, ...]
    after_days: int


class DaysSinceReview(Value):
    """Days since the latest such review."""

    of: Reviewed


class LatestMeasurement(Value):
    """The latest measurement, before or on treatment.

    With `unless_own`, only where the laboratory gives no such limit of its own beside it.
    """

    concept: str
    unless_own: Literal["", "low", "high"] = ""


class OutsideOwnLimit(Value):
    """The latest measurement of one of these lies outside the limit that its laboratory gives."""

    concepts: tuple[str, ...]
    limit: Literal["low", "high"]


class OnSides(Value):
    """These are recorded on one side only, or on both; with nothing said of sides neither is so.

    One side only: each of them that is recorded names the same side.
    """

    concepts: tuple[str, ...]
    both: bool


class ArmsEarly(Value):
    """These began in the arms before the legs, or together: both are dated, or only arms named."""

    concepts: tuple[str, ...]


class DaysSinceBegun(Value):
    """Days since the first day on which one of these, still present, is recorded."""

    concepts: tuple[str, ...]


class DailyDose(Value):
    """The highest recorded daily dose of those being taken; unknown when none is recorded. [mg]"""

    concepts: tuple[str, ...]


Finding = LatestMeasurement | OutsideOwnLimit | OnSides | ArmsEarly | DaysSinceBegun | DailyDose
"""What several signs or measurements add up to."""


class UsageIndex(Value):
    """Grams a day times years of use; unknown without a recorded dose and start (see `DaysOn`)."""

    concepts: tuple[str, ...]


class DrawnAfterInjection(Value):
    """The latest yes/no result is from a sample so soon after an injection of cobalamin."""

    concept: str
    within_days: int


class InjectedLately(Value):
    """An injection of cobalamin was given within so many days."""

    within_days: int


Exposure = UsageIndex | DrawnAfterInjection | InjectedLately
"""How much of a medicine there has been, or how near an injection was."""

Kind = (
    LatestResult
    | HasResult
    | Unreadable
    | SampleTreated
    | ResultOnTreatment
    | DaysSinceResult
    | CountAbove
    | EverBeyond
    | Positive
    | Answered
    | Recorded
    | Taking
    | DaysOn
    | AgeYears
    | SexIs
    | BlackEthnicity
    | BegunOnTreatment
    | NewestResult
    | Told
    | ToldTaking
    | Untold
    | DaysOnCourse
    | Reviewed
    | DaysSinceReview
    | Finding
    | Exposure
)


def concepts_of(kind: Kind) -> tuple[str, ...] | None:
    """The concepts without which it reads as from an empty record; None when it reads the person.

    Others may be read beside them (a dose beside a sample), but change nothing by themselves.
    """
    match kind:
        case HasResult(of):
            return concepts_of(of)
        case SampleTreated(of) | DaysSinceResult(of):
            return (of.concept,)
        case (
            LatestResult(concept)
            | Unreadable(concept)
            | ResultOnTreatment(concept)
            | CountAbove(concept)
            | EverBeyond(concept)
            | Positive(concept)
            | Answered(concept)
            | NewestResult(concept)
            | LatestMeasurement(concept)
        ):
            return (concept,)
        case Recorded(concepts) | Taking(concepts) | DaysOn(concepts) | BegunOnTreatment(concepts):
            return concepts
        case OutsideOwnLimit(concepts) | OnSides(concepts) | ArmsEarly(concepts):
            return concepts
        case DaysSinceBegun(concepts) | DailyDose(concepts) | UsageIndex(concepts):
            return concepts
        case DrawnAfterInjection(concept):
            return (concept,)
        case Told():
            return (*kind.concepts, *kind.denied_by, *kind.unclear)
        case ToldTaking():
            return (*kind.concepts, *kind.denied_by)
        case Untold(of):
            return concepts_of(of)
        case DaysOnCourse() | Reviewed() | DaysSinceReview() | InjectedLately():
            return COBALAMINS
        case AgeYears() | SexIs() | BlackEthnicity():
            return None
        case _:
            assert_never(kind)

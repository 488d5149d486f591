"""In which few ways is a fact read from a record? Each kind is a declaration with one reading here.

Kinds say what to look for, not how to loop, so that the same declaration can also be read as SQL
over many records.
"""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from cobalamin.chart import EntryKind
from cobalamin.rules.expression import CutPoint

COBALAMINS = ("cyanocobalamin", "hydroxocobalamin", "methylcobalamin", "cobalamin")


class LatestResult(Struct, frozen=True):
    """The result that speaks: the latest untreated one, or the latest at all if all are treated.

    With `near`, the one closest in days to the sample of the first of those concepts that has
    one, and only within `within_days` of it.
    """

    concept: str
    near: tuple[str, ...] = ()
    within_days: int = 365


class HasResult(Struct, frozen=True):
    """There is such a result, with a number that can be read."""

    of: LatestResult | ResultOnTreatment | NewestResult


class Unreadable(Struct, frozen=True):
    """There are results, but none whose number can be read."""

    concept: str


class SampleTreated(Struct, frozen=True):
    """The sample that speaks was taken after cobalamin had been given."""

    of: LatestResult


class ResultOnTreatment(Struct, frozen=True):
    """The latest result from a sample at least `after_days` into cobalamin treatment."""

    concept: str
    after_days: int


class DaysSinceResult(Struct, frozen=True):
    """Days from the sample that speaks to the day of assessment."""

    of: LatestResult


class CountAbove(Struct, frozen=True):
    """How many results lie above a cut-point, in the unit each was reported in."""

    concept: str
    cut: CutPoint


class Positive(Struct, frozen=True):
    """The latest yes/no result is positive; no such result means no."""

    concept: str


class Answered(Struct, frozen=True):
    """There is a yes/no result."""

    concept: str


class Recorded(Struct, frozen=True):
    """One of these is recorded as present; with `active`, as still so on the day."""

    concepts: tuple[str, ...]
    active: bool = True
    kinds: tuple[EntryKind, ...] = ()


class Taking(Struct, frozen=True):
    """One of these medicines is being taken, or was within `within_days`."""

    concepts: tuple[str, ...]
    within_days: int = 0


class DaysOn(Struct, frozen=True):
    """Days since the earliest start of those being taken; unknown when none is (see `Taking`)."""

    concepts: tuple[str, ...]


class AgeYears(Struct, frozen=True):
    """Age in completed years."""


class SexIs(Struct, frozen=True):
    """The recorded sex is this one; unknown when none is recorded."""

    sex: str


class BlackEthnicity(Struct, frozen=True):
    """The record states Black ethnicity, or states another; unknown when it says nothing."""


class BegunOnTreatment(Struct, frozen=True):
    """One of these, still active, began at least `after_days` into cobalamin treatment."""

    concepts: tuple[str, ...]
    after_days: int


class NewestResult(Struct, frozen=True):
    """The newest result, treated or not, if it is at most `within_days` old.

    Where the newest cannot be read nothing older stands in for it.
    """

    concept: str
    within_days: int


class Told(Struct, frozen=True):
    """The record states one of these (yes), states that there is none (no), or says neither.

    `denied_by` are statements that there is none ("no known allergy"). `unclear` are statements
    that may mean one of these: they leave it open whatever denies it. With `lasts_days` a denial
    counts only so long.
    """

    concepts: tuple[str, ...]
    denied_by: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    lasts_days: int = 0


class ToldTaking(Struct, frozen=True):
    """One of these medicines is taken (yes), it is stated that none is (no), or neither."""

    concepts: tuple[str, ...]
    denied_by: tuple[str, ...] = ()


class Untold(Struct, frozen=True):
    """The record says neither that it is so nor that it is not: it has to be asked."""

    of: Told | ToldTaking


class DaysOnCourse(Struct, frozen=True):
    """Days since the first dose of the course of cobalamin that goes on."""


class Reviewed(Struct, frozen=True):
    """A review is recorded: one of these results or findings, `after_days` into the course."""

    results: tuple[str, ...]
    findings: tuple[str, ...]
    after_days: int


class DaysSinceReview(Struct, frozen=True):
    """Days since the latest such review."""

    of: Reviewed


Kind = (
    LatestResult
    | HasResult
    | Unreadable
    | SampleTreated
    | ResultOnTreatment
    | DaysSinceResult
    | CountAbove
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
)


def concepts_of(kind: Kind) -> tuple[str, ...] | None:
    """The concepts without which it reads as from an empty record; None when it reads the person.

    Others may be read beside them (a dose beside a sample), but change nothing by themselves.
    """
    match kind:
        case HasResult(of) | SampleTreated(of) | DaysSinceResult(of):
            return (of.concept,)
        case (
            LatestResult(concept)
            | Unreadable(concept)
            | ResultOnTreatment(concept)
            | CountAbove(concept)
            | Positive(concept)
            | Answered(concept)
            | NewestResult(concept)
        ):
            return (concept,)
        case Recorded(concepts) | Taking(concepts) | DaysOn(concepts) | BegunOnTreatment(concepts):
            return concepts
        case Told():
            return (*kind.concepts, *kind.denied_by, *kind.unclear)
        case ToldTaking():
            return (*kind.concepts, *kind.denied_by)
        case Untold(of):
            return concepts_of(of)
        case DaysOnCourse() | Reviewed() | DaysSinceReview():
            return COBALAMINS
        case AgeYears() | SexIs() | BlackEthnicity():
            return None
        case _:
            assert_never(kind)

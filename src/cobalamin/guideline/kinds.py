"""In which few ways is a fact read from a record? Each kind is a declaration with one reading here.

Kinds say what to look for, not how to loop, so that the same declaration can also be read as SQL
over many records.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from cobalamin.chart import EntryKind
from cobalamin.rules.expression import CutPoint

COBALAMINS = ("cyanocobalamin", "hydroxocobalamin", "methylcobalamin", "cobalamin")


@dataclass(frozen=True, slots=True)
class LatestResult:
    """The result that speaks: the latest untreated one, or the latest at all if all are treated.

    With `near`, the one closest in days to the sample of the first of those concepts that has
    one, and only within `within_days` of it.
    """

    concept: str
    near: tuple[str, ...] = ()
    within_days: int = 365


@dataclass(frozen=True, slots=True)
class HasResult:
    """There is such a result, with a number that can be read."""

    of: LatestResult | ResultOnTreatment


@dataclass(frozen=True, slots=True)
class Unreadable:
    """There are results, but none whose number can be read."""

    concept: str


@dataclass(frozen=True, slots=True)
class SampleTreated:
    """The sample that speaks was taken after cobalamin had been given."""

    of: LatestResult


@dataclass(frozen=True, slots=True)
class ResultOnTreatment:
    """The latest result from a sample at least `after_days` into cobalamin treatment."""

    concept: str
    after_days: int


@dataclass(frozen=True, slots=True)
class DaysSinceResult:
    """Days from the sample that speaks to the day of assessment."""

    of: LatestResult


@dataclass(frozen=True, slots=True)
class CountAbove:
    """How many results lie above a cut-point, in the unit each was reported in."""

    concept: str
    cut: CutPoint


@dataclass(frozen=True, slots=True)
class Positive:
    """The latest yes/no result is positive; no such result means no."""

    concept: str


@dataclass(frozen=True, slots=True)
class Answered:
    """There is a yes/no result."""

    concept: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """One of these is recorded as present; with `active`, as still so on the day."""

    concepts: tuple[str, ...]
    active: bool = True
    kinds: tuple[EntryKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Taking:
    """One of these medicines is being taken, or was within `within_days`."""

    concepts: tuple[str, ...]
    within_days: int = 0


@dataclass(frozen=True, slots=True)
class DaysOn:
    """Days since the earliest start of those being taken; unknown when none is (see `Taking`)."""

    concepts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgeYears:
    """Age in completed years."""


@dataclass(frozen=True, slots=True)
class SexIs:
    """The recorded sex is this one; unknown when none is recorded."""

    sex: str


@dataclass(frozen=True, slots=True)
class BlackEthnicity:
    """The record states Black ethnicity, or states another; unknown when it says nothing."""


@dataclass(frozen=True, slots=True)
class BegunOnTreatment:
    """One of these, still active, began at least `after_days` into cobalamin treatment."""

    concepts: tuple[str, ...]
    after_days: int


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
        ):
            return (concept,)
        case Recorded(concepts) | Taking(concepts) | DaysOn(concepts) | BegunOnTreatment(concepts):
            return concepts
        case AgeYears() | SexIs() | BlackEthnicity():
            return None
        case _:
            assert_never(kind)

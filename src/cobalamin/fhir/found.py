"""What one resource gave: results, entries, medicines and problems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cobalamin.chart import Entry, LabResult, Medicine, Problem
from cobalamin.day import Moment
from cobalamin.fhir.source import Resource
from cobalamin.value import Value


class Found(Value):
    """Everything read from one resource; all empty when it says nothing that is asked here."""

    results: tuple[LabResult, ...] = ()
    entries: tuple[Entry, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def anything(self) -> bool:
        """It gave at least one result, entry or medicine."""
        return bool(self.results or self.entries or self.medicines)


NOTHING = Found()


class Setting(Value):
    """What a reader of one resource may know besides it."""

    as_of: date
    birth_date: date | None
    known: Mapping[str, Resource]  # every resource under each of its addresses

    def later(self, moment: Moment | None) -> bool:
        """Surely after the day of assessment: its first possible day is."""
        return moment is not None and moment.day > self.as_of

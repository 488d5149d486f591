"""What is a finished screening: who asked what of which files, and everything that was counted?"""

from __future__ import annotations

from datetime import date

from cobalamin.guideline.profiles import VERSION, fingerprint_of
from cobalamin.rules.question import Gap, Guideline
from cobalamin.screen.counts import Counts
from cobalamin.screen.distribution import Distribution
from cobalamin.screen.equity import Equity
from cobalamin.screen.funnel import Step
from cobalamin.screen.quality import Quality
from cobalamin.screen.small_numbers import Protected
from cobalamin.screen.what_if import Comparison
from cobalamin.screen.worklist import Length
from cobalamin.value import Value


class FileRead(Value):
    """One file of the record: its lines, how many said something, and how many were refused."""

    name: str
    read: int
    used: int
    rejected: int


class Broken(Value):
    """A line that could not be read: in which file, which one, and why."""

    file: str
    line: int
    says: str


BROKEN_AT_MOST = 5
"""So many broken lines are shown, chosen by us: `rejected.ndjson` has them all."""


class Reading(Value):
    """What was read, and what was not.

    `dated_after` counts, by what they are ("Observation"), resources dated after the day of
    screening, which are not read. `unverified_codes` counts, by concept, the resources that say it
    only by codes which we could not verify; None where that was not looked at. `broken` are the
    first lines that could not be read.
    """

    files: tuple[FileRead, ...] = ()
    dated_after: tuple[tuple[str, int], ...] = ()
    unverified_codes: tuple[tuple[str, int], ...] | None = None
    broken: tuple[Broken, ...] = ()

    @property
    def read(self) -> int:
        """Lines of all files."""
        return sum(each.read for each in self.files)

    @property
    def used(self) -> int:
        """Lines that said something."""
        return sum(each.used for each in self.files)

    @property
    def rejected(self) -> int:
        """Lines that were refused."""
        return sum(each.rejected for each in self.files)


class Asked(Value):
    """What was asked: which guideline, on which day, of which files."""

    guideline: Guideline
    as_of: date
    reading: Reading = Reading()

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps that this guideline looks for, the gravest first."""
        return self.guideline.gaps

    @property
    def knowledge_version(self) -> str:
        """The version of the medicine."""
        return VERSION

    @property
    def fingerprint(self) -> str:
        """The digest of exactly this medicine."""
        return fingerprint_of(self.guideline)


class Screening(Value):
    """Everything that was counted; `listed` is how many rows the worklist for people has.

    `published` says which numbers a page for a board may show.
    """

    asked: Asked
    counts: Counts
    length: Length
    listed: int
    funnel: tuple[Step, ...]
    equity: Equity
    distributions: tuple[Distribution, ...]
    quality: Quality
    comparison: Comparison | None
    published: Protected

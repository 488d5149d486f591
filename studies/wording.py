"""How is a number written in a report, so that a clinician reads it and is not misled?"""

from __future__ import annotations

from collections.abc import Iterable

from cobalamin.value import Value
from studies.nhanes.survey import FEWEST, Mean, Odds, Share

FLAG = "†"
"""Stands behind a number whose relative standard error is over 30%."""
SUPPRESSED = f"– (n < {FEWEST})"
NO_INTERVAL = "no interval"


class Table(Value):
    """A table of words: one heading for each column, and rows of as many cells."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.heads) for row in self.rows):
            raise ValueError(f"a row has not {len(self.heads)} cells: {self.heads}")

    @property
    def markdown(self) -> str:
        """The table as Markdown; the first column holds words and the others numbers."""
        lines = [_line(self.heads), _line(("---", *["---:"] * (len(self.heads) - 1)))]
        return "\n".join([*lines, *map(_line, self.rows)])


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """A table from any headings and rows. Raises ValueError when a row is too short or long."""
    return Table(tuple(heads), tuple(tuple(row) for row in rows))


def count(number: float | None) -> str:
    """A whole number with its thousands apart."""
    return "–" if number is None else f"{number:,.0f}"


def percent(part: float | None) -> str:
    """A part as a percentage with one decimal; none and all have none."""
    if part is None:
        return SUPPRESSED
    if 0 < part < 0.0005:
        return "<0.1%"
    return f"{100 * part:.0f}%" if part in (0, 1) else f"{100 * part:.1f}%"


def share(found: Share) -> str:
    """The percentage with its interval, flagged where unreliable: "3.1% (2.3 to 3.9)"."""
    if found.part is None:
        return SUPPRESSED
    flag = FLAG if found.is_unreliable else ""
    if found.low is None or found.high is None:
        return f"{percent(found.part)}{flag} ({NO_INTERVAL})"
    return f"{percent(found.part)}{flag} ({100 * found.low:.1f} to {100 * found.high:.1f})"


def of(found: Share) -> str:
    """The unweighted counts: "12 of 345"."""
    return f"{count(found.count)} of {count(found.n)}"


def mean(found: Mean, places: int = 0) -> str:
    """The mean with its interval: "456 (448 to 465)"."""
    if found.mean is None or found.low is None or found.high is None:
        return SUPPRESSED
    return f"{found.mean:,.{places}f} ({found.low:,.{places}f} to {found.high:,.{places}f})"


def odds(found: Odds) -> str:
    """The odds ratio with its interval: "1.29 (0.57 to 2.92)"."""
    if found.ratio is None or found.low is None or found.high is None:
        return SUPPRESSED if found.exposed is not None and found.exposed < FEWEST else "no fit"
    return f"{found.ratio:.2f} ({found.low:.2f} to {found.high:.2f})"


def events(found: Odds) -> str:
    """How many of the exposed have the outcome: "20 of 90"; empty for a number."""
    if found.exposed is None:
        return ""
    return f"{count(found.events)} of {count(found.exposed)}"


def direction(found: Odds) -> str:
    """What an odds ratio allows to be said, in words that cannot say more than its interval."""
    if found.ratio is None or found.low is None or found.high is None:
        return "cannot be estimated"
    if found.low > 1:
        return "is associated with higher odds"
    if found.high < 1:
        return "is associated with lower odds"
    return "shows no clear association"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

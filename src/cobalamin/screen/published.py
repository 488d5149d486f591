"""Which counts of people does the page for a board show, and how do they hang together?

Every count of living people on the page is a cell here, and so is every count that a reader can
subtract. Counts of rows and lines are not: they are about no one.
"""

from __future__ import annotations

from itertools import pairwise

from cobalamin.screen import distribution, equity, what_if
from cobalamin.screen.counts import Counts
from cobalamin.screen.distribution import Distribution
from cobalamin.screen.equity import EVERYONE, Equity
from cobalamin.screen.funnel import Step
from cobalamin.screen.quality import Quality
from cobalamin.screen.small_numbers import Key, Protected, Sum, protect
from cobalamin.screen.what_if import Comparison
from cobalamin.screen.worklist import Length

LIVING: Key = ("people", *EVERYONE)
"""The cell that holds how many are not recorded as dead."""


_MISSED = {
    **dict.fromkeys(("no", "rest", "settled", "same"), 0),
    **dict.fromkeys(("yes", "move", "action", "before", "after", "open"), 1),
    "people": 3,
}


def _missed(key: Key) -> int:
    """How much a reader would miss a number: what is not shown least, sizes of groups most."""
    if key[0] == "yes" and key[2:] == EVERYONE:
        return 2
    if key[0] == "gap":
        return 2 if key[2] == "yes" else 1
    return _MISSED.get(key[0], 2)


class Published:
    """Gathers the cells and their sums, then decides for all of them together."""

    def __init__(self) -> None:
        self._cells: dict[Key, int] = {}
        self._sums: list[Sum] = []

    def decided(self, threshold: int) -> Protected:
        """What may be shown of each cell."""
        return protect(self._cells, self._sums, threshold, _missed)

    def _split(self, whole: Key, parts: dict[Key, int]) -> None:
        """The whole is divided into these parts; what they leave of it is a part too."""
        rest = self._cells[whole] - sum(parts.values())
        self._cells |= parts
        self._sums.append(Sum(whole, tuple(parts)))
        if rest:
            left = ("rest", *next(iter(parts)))
            self._cells[left] = rest
            self._sums[-1] = Sum(whole, (*parts, left))

    def _same(self, one: Key, other: Key) -> None:
        self._sums.append(Sum(one, (other,)))

    def count_people(self, counts: Counts) -> None:
        """Everyone, the dead and the living."""
        self._cells[("people", "read")] = counts.patients
        self._split(
            ("people", "read"), {LIVING: counts.living, ("people", "dead"): counts.deceased}
        )

    def count_answers(self, counts: Counts) -> None:
        """The answers of the living by code, and for how many they are open."""
        for each in counts.answers:
            name = each.question
            self._split(LIVING, {("answer", name, c.code): c.people for c in each.codes})
            settled = sum(code.settled for code in each.codes)
            self._split(
                LIVING, {("settled", name): settled, ("open", name): counts.living - settled}
            )

    def count_gaps(self, counts: Counts) -> None:
        """Each gap: there, not there, cannot be told."""
        for gap in counts.gaps:
            told = {"yes": gap.yes, "no": gap.no, "cannot be told": gap.cannot_be_told}
            self._split(LIVING, {("gap", gap.id, how): people for how, people in told.items()})

    def count_actions(self, counts: Counts) -> None:
        """Each step that is called for."""
        for code, people in counts.actions:
            self._split(LIVING, {("action", code): people})

    def count_worklist(self, length: Length) -> None:
        """Who is on the worklist, by urgency."""
        self._split(LIVING, {("list", "all"): length.all})
        self._split(("list", "all"), {("list", each): n for each, n in length.by_urgency})

    def count_funnel(self, steps: tuple[Step, ...]) -> None:
        """Who reached each step, and who did not go on from it."""
        self._split(LIVING, {("step", steps[0].name): steps[0].people})
        for one, following in pairwise(steps):
            self._split(
                ("step", one.name),
                {
                    ("step", following.name): following.people,
                    ("lost", one.name): one.people - following.people,
                },
            )
        self._same(("step", "suspected"), ("answer", "suspicion", "suspected"))

    def count_equity(self, found: Equity) -> None:
        """Every group; its totals are the same people as in the other tables."""
        self._cells |= dict(equity.cells(found))
        self._sums += equity.sums(found)
        [everyone] = found.of(EVERYONE[0])
        self._same(equity.yes_key("suspected", everyone), ("answer", "suspicion", "suspected"))
        self._same(equity.yes_key("suspected-never-tested", everyone), ("lost", "suspected"))
        deficient = tuple(("answer", "deficiency", code) for code in ("confirmed", "functional"))
        self._sums.append(Sum(equity.yes_key("deficient", everyone), deficient))
        for measure in found.measures:
            if ("gap", measure.id, "yes") in self._cells:
                self._same(equity.yes_key(measure.id, everyone), ("gap", measure.id, "yes"))
                self._same(equity.no_key(measure.id, everyone), ("gap", measure.id, "no"))

    def count_bars(self, found: tuple[Distribution, ...]) -> None:
        """The bars of the distribution of B12."""
        self._cells |= dict(distribution.cells(found))

    def count_quality(self, found: Quality) -> None:
        """The two counts of people among those of rows."""
        self._split(LIVING, {("mma", "measured"): found.mma_measured})
        self._split(("mma", "measured"), {("mma", "without eGFR"): found.mma_without_egfr})
        self._split(LIVING, {("people", "without"): found.without_patient})
        if ("people", "record", equity.WITHOUT) in self._cells:
            self._same(("people", "without"), ("people", "record", equity.WITHOUT))

    def count_changes(self, found: Comparison) -> None:
        """The cross tables; what is answered before stands in the other tables too."""
        self._cells |= dict(what_if.cells(found))
        self._sums += what_if.sums(found, LIVING)
        for cross in found.changing:
            for before in cross.before():
                self._same(("before", cross.subject, before), self._told(cross.subject, before))

    def _told(self, subject: str, before: str) -> Key:
        gap = ("gap", subject, before)
        return gap if gap in self._cells else ("answer", subject, before)

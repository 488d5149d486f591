"""Which one result of each person speaks for a fact, and what does it say?

The order is that of `guideline.latest`, to its last column, so that every engine picks the same.
"""

from __future__ import annotations

from typing import Literal

from cobalamin.rules.sql import double, quoted
from cobalamin.screen.courses import sampled, treated_days
from cobalamin.screen.dialect import Dialect
from cobalamin.screen.marks import Part
from cobalamin.value import Value

How = Literal["speaking", "on treatment", "measured", "newest", "told", "drawn"]


class Pick(Value):
    """One result of each person, and how it is chosen.

    speaking: the latest untreated one, or the latest at all; with `near`, the one closest to the
    sample that speaks for the first of those concepts. on treatment: the latest from so many `days`
    into treatment. measured: the latest. newest: by day, readable or not. told: the latest yes or
    no. drawn: the latest yes or no that has a day. `days` is how far apart a near one may be.
    """

    how: How
    concept: str
    days: int = 0
    near: tuple[str, ...] = ()


TREATED = ("speaking", "on treatment")
"""What must be known to be treated or not before one is picked."""

_UNDATED = double(-1e308)  # before every moment; engines spell an infinity in different ways
_SAID = "t.patient, t.resource, t.value, t.unit, t.bound, t.positive, t.range_low, t.range_high"
_ORDER = (
    "first_key DESC, moment DESC, resource DESC, value DESC NULLS LAST, unit DESC NULLS LAST, "
    "bound DESC NULLS LAST, CASE WHEN positive THEN 1 ELSE 0 END DESC, "
    "range_low DESC NULLS LAST, range_high DESC NULLS LAST"
)
_KEPT = "low, high, unit, day, positive, treated, range_low, range_high"


class Picks:
    """The picks that facts ask for, collected while facts are told; rows are called `t`."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._numbers: dict[Pick, int] = {}
        self._columns: dict[tuple[int, str], None] = {}

    def column(self, pick: Pick, name: str) -> str:
        """SQL: a column of the picked result, NULL where there is none."""
        number = self._number(pick)
        self._columns[number, name] = None
        return f"g.pick_{number}_{name}"

    def found(self, pick: Pick) -> str:
        """SQL, never NULL: there is such a result."""
        return self.column(pick, "found")

    def injected_before(self, pick: Pick) -> str:
        """SQL, never NULL: the sample was drawn within `days` after an injection of cobalamin."""
        return self.column(pick, "injected")

    def _number(self, pick: Pick) -> int:
        for concept in pick.near:
            self._number(Pick("speaking", concept))
        return self._numbers.setdefault(pick, len(self._numbers))

    def joins(self) -> list[str]:
        """How they are found for each of `people`."""
        numbers = dict.fromkeys(number for number, _ in self._columns)
        near = {number for pick, number in self._numbers.items() if pick.near}
        after = {number for number, name in self._columns if name == "injected"}
        return [
            f"LEFT JOIN injected_before_{number} AS pick_{number} "
            f"ON pick_{number}.patient = people.patient"
            if number in after
            else f"LEFT JOIN (SELECT * FROM {'picked_near' if number in near else 'picked'} "
            f"WHERE pick = {number}) AS pick_{number} ON pick_{number}.patient = people.patient"
            for number in numbers
        ]

    def columns(self) -> list[str]:
        """The columns of the gathered rows, with their names."""
        return [
            f"pick_{number}.patient IS NOT NULL AS pick_{number}_{name}"
            if name in ("found", "injected")
            else f"pick_{number}.{name} AS pick_{number}_{name}"
            for number, name in self._columns
        ]

    def parts(self) -> list[Part]:
        """The parts of the query that work them out; `doses` and `courses` come before."""
        parts: list[Part] = []
        treated = tuple(pick.concept for pick in self._numbers if pick.how in TREATED)
        if treated:
            parts += [treated_days(self.dialect, treated), sampled(treated)]
        plain = {pick: number for pick, number in self._numbers.items() if not pick.near}
        if plain:
            parts.append(("picked", _first(self._branches(plain))))
        near = {pick: number for pick, number in self._numbers.items() if pick.near}
        for pick, number in near.items():
            parts.append((f"anchors_{number}", self._anchors(pick)))
        if near:
            branches = [self._near_branch(pick, number) for pick, number in near.items()]
            parts.append(("picked_near", _first(branches)))
        for pick, number in plain.items():
            if pick.how == "drawn":
                parts.append((f"injected_before_{number}", self._injected_before(pick, number)))
        return parts

    def _branches(self, plain: dict[Pick, int]) -> list[str]:
        """One SELECT for each way to choose, over the results of all that are chosen so."""
        ways: dict[tuple[How, int], list[str]] = {}
        for pick, number in plain.items():
            days = pick.days if pick.how == "on treatment" else 0
            asked = f"({quoted(pick.concept)}, {number})"
            ways.setdefault((pick.how, days), []).append(asked)
        return [self._branch(how, days, ", ".join(asked)) for (how, days), asked in ways.items()]

    def _branch(self, how: How, days: int, asked: str) -> str:
        """Every result that may be picked in one way, with the keys that order them."""
        since = self.dialect.days("t.day", "DATE '1970-01-01'")
        late = f"{self.dialect.days('t.day', 't.first_day')} >= {days} AND t.treated"
        at_all, at_nought = f"COALESCE(t.taken, {_UNDATED})", f"COALESCE(t.taken, {double(0.0)})"
        unsure = "CAST(NULL AS BOOLEAN)"
        source, condition, first, moment, treated = {
            "speaking": ("sampled", "", _untreated_first(), at_all, "t.treated"),
            "on treatment": ("sampled", late, "0", at_all, "t.treated"),
            "measured": ("results", "t.value IS NOT NULL", "0", at_all, unsure),
            "newest": ("results", "t.day IS NOT NULL", since, at_nought, unsure),
            "told": ("results", "t.positive IS NOT NULL", "0", at_all, unsure),
            "drawn": (
                "results",
                "t.positive IS NOT NULL AND t.day IS NOT NULL",
                "0",
                at_nought,
                unsure,
            ),
        }[how]
        return (
            f"SELECT {_SAID}, t.low, t.high, t.day, {treated} AS treated, s.pick, "
            f"{first} AS first_key, {moment} AS moment FROM {source} AS t "
            f"JOIN (VALUES {asked}) AS s (concept, pick) ON s.concept = t.concept"
            + (f" WHERE {condition}" if condition else "")
        )

    def _anchors(self, pick: Pick) -> str:
        """The sample that a near one has to be close to: of the first concept that has one."""
        order = [self._numbers[Pick("speaking", concept)] for concept in pick.near]
        places = " ".join(f"WHEN {number} THEN {place}" for place, number in enumerate(order))
        numbers = ", ".join(str(number) for number in order)
        return (
            "SELECT patient, day FROM (SELECT patient, day, ROW_NUMBER() OVER (PARTITION BY "
            f"patient ORDER BY CASE pick {places} END) AS place FROM picked "
            f"WHERE pick IN ({numbers})) AS ranked WHERE place = 1"
        )

    def _near_branch(self, pick: Pick, number: int) -> str:
        """Results close enough to their anchor, the closest first; a day missing is no distance."""
        apart = (
            "CASE WHEN t.day IS NULL OR a.day IS NULL THEN 0 "
            f"ELSE ABS({self.dialect.days('t.day', 'a.day')}) END"
        )
        return (
            f"SELECT {_SAID}, t.low, t.high, t.day, t.treated, {number} AS pick, "
            f"-({apart}) AS first_key, COALESCE(t.taken, {_UNDATED}) AS moment "
            f"FROM sampled AS t LEFT JOIN anchors_{number} AS a ON a.patient = t.patient "
            f"WHERE t.concept = {quoted(pick.concept)} AND {apart} <= {pick.days}"
        )

    def _injected_before(self, pick: Pick, number: int) -> str:
        """The people whose picked sample was taken from 1 to `days` days after an injection."""
        return (
            "SELECT DISTINCT p.patient FROM picked AS p JOIN doses AS d ON d.patient = p.patient "
            f"WHERE p.pick = {number} AND d.injected "
            f"AND {self.dialect.days('p.day', 'd.last_day')} BETWEEN 1 AND {pick.days}"
        )


def _untreated_first() -> str:
    return "CASE WHEN NOT t.treated THEN 1 ELSE 0 END"


def _first(branches: list[str]) -> str:
    """The first in order of each person and pick."""
    return (
        f"SELECT patient, pick, {_KEPT} FROM (SELECT *, ROW_NUMBER() OVER "
        f"(PARTITION BY patient, pick ORDER BY {_ORDER}) AS place "
        f"FROM ({' UNION ALL '.join(branches)}) AS candidates) AS ranked WHERE place = 1"
    )

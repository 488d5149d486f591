"""Which one result of each person speaks for a fact, and what does it say?

The order is that of `guideline.latest`, to its last column, so that every engine picks the same.
"""

from __future__ import annotations

from typing import Literal, assert_never

from cobalamin.guideline.labs import LABS
from cobalamin.rules.sql import double, quoted
from cobalamin.screen.beside import Beside
from cobalamin.screen.courses import UNTREATED, sampled, treated_days
from cobalamin.screen.dialect import Dialect
from cobalamin.screen.tally import Part
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

OFTEN_MEASURED = frozenset(
    "total_b12 egfr folate haemoglobin mcv hba1c fasting_glucose tsh platelets potassium".split()
)
"""What many people have a result of; only the speed depends on it, see `screen.beside`."""

# Before every moment; engines spell an infinity in different ways.
_AT_ALL = f"COALESCE(t.taken, {double(-1e308)})"
_AT_NOUGHT = f"COALESCE(t.taken, {double(0.0)})"
_SAID = "t.patient, t.resource, t.day, t.low, t.high, t.unit, t.positive, t.range_low, t.range_high"
_UNITS = sorted({unit for lab in LABS for unit, _ in lab.units})
# A short number sorts sooner than a text, and the names of units are all known.
_UNIT_PLACE = " ".join(f"WHEN {quoted(unit)} THEN {n}" for n, unit in enumerate(_UNITS, start=1))
_ORDER = (
    "first_key DESC, moment DESC, resource DESC, low DESC NULLS LAST, high DESC NULLS LAST, "
    "range_low DESC NULLS LAST, range_high DESC NULLS LAST, "
    f"CASE WHEN positive THEN 1 ELSE 0 END DESC, CASE unit {_UNIT_PLACE} ELSE 0 END DESC"
)
_KEPT = "low, high, unit, day, positive, treated, range_low, range_high"


class Keys(Value):
    """One source of results `t` to pick from, and what orders them before `_ORDER` goes on."""

    source: str
    condition: str
    first: str = "0"
    moment: str = _AT_ALL
    treated: str = "CAST(NULL AS BOOLEAN)"


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
        injected = [
            f"LEFT JOIN injected_before_{number} "
            f"ON injected_before_{number}.patient = people.patient"
            for number, name in self._columns
            if name == "injected"
        ]
        return [*self._beside().joins(), *injected]

    def columns(self) -> list[str]:
        """The columns of the gathered rows, with their names."""
        beside = self._beside()
        gathered = (
            f"injected_before_{number}.patient IS NOT NULL"
            if name == "injected"
            else beside.column(number, name)
            for number, name in self._columns
        )
        names = (f"pick_{number}_{name}" for number, name in self._columns)
        return [f"{column} AS {name}" for column, name in zip(gathered, names, strict=True)]

    def _beside(self) -> Beside:
        wanted: dict[int, tuple[str, ...]] = {}
        for number, name in self._columns:
            if name != "injected":
                wanted[number] = (*wanted.get(number, ()), name)
        near = frozenset(number for pick, number in self._numbers.items() if pick.near)
        concepts = {number: pick.concept for pick, number in self._numbers.items()}
        rare = tuple(n for n in wanted if concepts[n] not in OFTEN_MEASURED and n not in near)
        return Beside(self.dialect, wanted, near, rare)

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
            branches = (self._near_branches(pick, number) for pick, number in near.items())
            parts.append(("picked_near", _first([one for each in branches for one in each])))
        for pick, number in plain.items():
            if pick.how == "drawn":
                parts.append((f"injected_before_{number}", self._injected_before(pick, number)))
        return [*parts, *self._beside().parts()]

    def _branches(self, plain: dict[Pick, int]) -> list[str]:
        """A SELECT or two for each way to choose, over the results of all that are chosen so."""
        ways: dict[tuple[How, int], list[str]] = {}
        for pick, number in plain.items():
            days = pick.days if pick.how == "on treatment" else 0
            asked = f"({quoted(pick.concept)}, {number})"
            ways.setdefault((pick.how, days), []).append(asked)
        return [
            f"SELECT {_SAID}, {keys.treated} AS treated, s.pick, {keys.first} AS first_key, "
            f"{keys.moment} AS moment FROM {keys.source} AS t "
            f"JOIN (VALUES {', '.join(asked)}) AS s (concept, pick) ON s.concept = t.concept "
            f"WHERE {keys.condition}"
            for (how, days), asked in ways.items()
            for keys in self._keys(how, days)
        ]

    def _keys(self, how: How, days: int) -> tuple[Keys, ...]:
        """Where the results for one way to choose stand, and what orders them."""
        match how:
            case "speaking":
                first = "CASE WHEN NOT t.treated THEN 1 ELSE 0 END"
                of_treated = Keys("sampled", "TRUE", first, treated="t.treated")
                return of_treated, Keys("results", UNTREATED, "1", treated="FALSE")
            case "on treatment":
                late = f"{self.dialect.days('t.day', 't.first_day')} >= {days} AND t.treated"
                return (Keys("sampled", late, treated="t.treated"),)
            case "measured":
                return (Keys("results", "t.value IS NOT NULL"),)
            case "newest":
                by_day = self.dialect.days("t.day", "DATE '1970-01-01'")
                return (Keys("results", "t.day IS NOT NULL", by_day, _AT_NOUGHT),)
            case "told":
                return (Keys("results", "t.positive IS NOT NULL"),)
            case "drawn":
                dated = "t.positive IS NOT NULL AND t.day IS NOT NULL"
                return (Keys("results", dated, moment=_AT_NOUGHT),)
            case _:
                assert_never(how)

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

    def _near_branches(self, pick: Pick, number: int) -> list[str]:
        """Results close enough to their anchor, the closest first; a day missing is no distance."""
        apart = (
            "CASE WHEN t.day IS NULL OR a.day IS NULL THEN 0 "
            f"ELSE ABS({self.dialect.days('t.day', 'a.day')}) END"
        )
        return [
            f"SELECT {_SAID}, {keys.treated} AS treated, {number} AS pick, -({apart}) "
            f"AS first_key, {keys.moment} AS moment FROM {keys.source} AS t "
            f"LEFT JOIN anchors_{number} AS a ON a.patient = t.patient WHERE {keys.condition} "
            f"AND t.concept = {quoted(pick.concept)} AND {apart} <= {pick.days}"
            for keys in self._keys("speaking", 0)
        ]

    def _injected_before(self, pick: Pick, number: int) -> str:
        """The people whose picked sample was taken from 1 to `days` days after an injection."""
        return (
            "SELECT DISTINCT p.patient FROM picked AS p JOIN doses AS d ON d.patient = p.patient "
            f"WHERE p.pick = {number} AND d.injected "
            f"AND {self.dialect.days('p.day', 'd.last_day')} BETWEEN 1 AND {pick.days}"
        )


def _first(branches: list[str]) -> str:
    """The first in order of each person and pick."""
    return (
        f"SELECT patient, pick, {_KEPT} FROM (SELECT *, ROW_NUMBER() OVER "
        f"(PARTITION BY patient, pick ORDER BY {_ORDER}) AS place "
        f"FROM ({' UNION ALL '.join(branches)}) AS candidates) AS ranked WHERE place = 1"
    )

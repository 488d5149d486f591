"""How do the picked results of one person come to stand side by side in one row?

By a join for each pick, the rare ones joined first to the few people who have any of them; or by
one grouping. Both give the same, and `Dialect.beside` says which of them an engine is good at.
"""

from __future__ import annotations

from collections.abc import Mapping

from cobalamin.screen.dialect import Dialect
from cobalamin.screen.tally import Part
from cobalamin.value import Value


class Beside(Value):
    """Which columns of which picks are wanted, by number, and which picks are near or rare."""

    dialect: Dialect
    wanted: Mapping[int, tuple[str, ...]]
    near: frozenset[int]
    rare: tuple[int, ...]

    @property
    def grouped(self) -> bool:
        """By one grouping instead of joins."""
        return self.dialect.beside == "grouping"

    def parts(self) -> list[Part]:
        """The parts of the query that lay them out."""
        if self.grouped:
            return [("wide", self._wide())] if self.wanted else []
        return [("rare", self._few())] if self.rare else []

    def joins(self) -> list[str]:
        """How they are found for each of `people`."""
        if self.grouped:
            return ["LEFT JOIN wide ON wide.patient = people.patient"] if self.wanted else []
        joins = [self._join(number, "people") for number in self.wanted if number not in self.rare]
        return [*joins, "LEFT JOIN rare ON rare.patient = people.patient"] if self.rare else joins

    def column(self, number: int, name: str) -> str:
        """SQL: a column of a pick once it is joined."""
        column = f"pick_{number}.{_source(name)}"
        if self.grouped:
            column = f"wide.pick_{number}_{name}"
        elif number in self.rare:
            column = f"rare.pick_{number}_{name}"
        return f"{column} IS NOT NULL" if name == "found" else column

    def _wide(self) -> str:
        """Everyone with a picked result, and all their picked results."""
        columns = ", ".join(
            f"MAX(CASE WHEN pick = {number} THEN {_source(name)} END) AS pick_{number}_{name}"
            for number, names in self.wanted.items()
            for name in names
        )
        both = "(SELECT * FROM picked UNION ALL SELECT * FROM picked_near) AS every_pick"
        return f"SELECT patient, {columns} FROM {both if self.near else 'picked'} GROUP BY patient"

    def _few(self) -> str:
        """The few people who have any of the rare picks, with all their rare picks."""
        columns = ", ".join(
            f"pick_{number}.{_source(name)} AS pick_{number}_{name}"
            for number in self.rare
            for name in self.wanted[number]
        )
        numbers = ", ".join(str(number) for number in self.rare)
        return (
            f"SELECT few.patient, {columns} FROM "
            f"(SELECT DISTINCT patient FROM picked WHERE pick IN ({numbers})) AS few "
            f"{' '.join(self._join(number, 'few') for number in self.rare)}"
        )

    def _join(self, number: int, to: str) -> str:
        source = "picked_near" if number in self.near else "picked"
        return (
            f"LEFT JOIN (SELECT * FROM {source} WHERE pick = {number}) AS pick_{number} "
            f"ON pick_{number}.patient = {to}.patient"
        )


def _source(name: str) -> str:
    """The column of a picked result that tells of this one."""
    return "patient" if name == "found" else name

"""What do the rows of one table say of each person: which flags are set, what is the most or least?

A flag says that some row of certain concepts is so; each is one bit, and the bits of a person are
worked out in one pass over the table, however many facts ask for them. A total is the latest day,
the highest dose or a count; only rows of the concepts that are asked for are looked at.
"""

from __future__ import annotations

from cobalamin.rules.sql import quoted

BITS = 62
"""Flags in one number: a 64-bit integer has a sign, and its last bit is left alone."""

Part = tuple[str, str]
"""A named part of a query (a common table expression) and its text."""


class Tally:
    """The flags and totals of one table, collected while facts are told; rows are called `t`."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._flags: dict[tuple[tuple[str, ...], str], int] = {}
        self._totals: dict[tuple[tuple[str, ...], str, str], int] = {}

    def any(self, concepts: tuple[str, ...], condition: str) -> str:
        """SQL, never NULL: some row of these concepts meets the condition."""
        number = self._flags.setdefault((_listed(concepts), condition), len(self._flags))
        word, bit = divmod(number, BITS)
        return f"((g.{self.table}_flags_{word} & {1 << bit}) <> 0)"

    def total(self, concepts: tuple[str, ...], condition: str, aggregate: str) -> str:
        """SQL: an aggregate such as "MAX(t.day)" over such rows, NULL where there is none."""
        key = (_listed(concepts), condition, aggregate)
        number = self._totals.setdefault(key, len(self._totals))
        return f"g.{self.table}_total_{number}"

    def parts(self) -> list[Part]:
        """The parts of the query that work them out."""
        return [*self._flag_parts(), *self._total_parts()]

    def joins(self) -> list[str]:
        """How they are found for each of `people`."""
        wanted = [("flags", self._flags), ("totals", self._totals)]
        names = [f"{self.table}_{name}" for name, asked in wanted if asked]
        return [f"LEFT JOIN {name} ON {name}.patient = people.patient" for name in names]

    def columns(self) -> list[str]:
        """The columns of the gathered rows, with their names."""
        flags = (f"{self.table}_flags_{word}" for word in range(_words(len(self._flags))))
        return [
            *(f"COALESCE({self.table}_flags.{flag}, 0) AS {flag}" for flag in flags),
            *(
                f"{self.table}_totals.total_{number} AS {self.table}_total_{number}"
                for number in self._totals.values()
            ),
        ]

    def _flag_parts(self) -> list[Part]:
        if not self._flags:
            return []
        sets = f"{self.table}_flagged"
        words = range(_words(len(self._flags)))
        rows = ", ".join(f"{self._word(word)} AS word_{word}" for word in words)
        found = ", ".join(f"BIT_OR(word_{w}) AS {self.table}_flags_{w}" for w in words)
        text = (
            f"SELECT patient, {found} FROM (SELECT t.patient, {rows} FROM {self.table} AS t "
            f"JOIN {sets} AS s ON s.concept = t.concept) AS flagged GROUP BY patient"
        )
        members = [concepts for concepts, _ in self._flags]
        return [(sets, _membership(members)), (f"{self.table}_flags", text)]

    def _word(self, word: int) -> str:
        """The bits of one row: those of its concept whose condition it meets."""
        masks: dict[str, int] = {}
        for (_, condition), number in self._flags.items():
            if number // BITS == word:
                masks[condition] = masks.get(condition, 0) | 1 << number % BITS
        return " | ".join(
            f"(CASE WHEN {condition} THEN s.word_{word} & {mask} ELSE 0 END)"
            for condition, mask in masks.items()
        )

    def _total_parts(self) -> list[Part]:
        if not self._totals:
            return []
        sets = f"{self.table}_totalled"
        columns = ", ".join(
            f"{_only(aggregate, _asked(number, condition))} AS total_{number}"
            for (_, condition, aggregate), number in self._totals.items()
        )
        text = (
            f"SELECT t.patient, {columns} FROM {self.table} AS t "
            f"JOIN {sets} AS s ON s.concept = t.concept GROUP BY t.patient"
        )
        members = [concepts for concepts, _, _ in self._totals]
        return [(sets, _membership(members)), (f"{self.table}_totals", text)]


def _asked(number: int, condition: str) -> str:
    word, bit = divmod(number, BITS)
    return f"(s.word_{word} & {1 << bit}) <> 0 AND {condition}"


def _only(aggregate: str, condition: str) -> str:
    """The aggregate over those rows alone: "MAX(x)" is "MAX(CASE WHEN ... THEN x END)"."""
    function, argument = aggregate.removesuffix(")").split("(", 1)
    return f"{function}(CASE WHEN {condition} THEN {argument} END)"


def _membership(sets: list[tuple[str, ...]]) -> str:
    """A table of concepts, each with the bits of the sets that it is in."""
    masks: dict[str, int] = {}
    for number, concepts in enumerate(sets):
        for concept in concepts:
            masks[concept] = masks.get(concept, 0) | 1 << number
    words = range(_words(len(sets)))
    rows = ", ".join(
        f"({', '.join([quoted(concept), *(str(_bits_of(mask, word)) for word in words)])})"
        for concept, mask in sorted(masks.items())
    )
    names = ", ".join(f"word_{word}" for word in words)
    casts = ", ".join(f"CAST(word_{word} AS BIGINT) AS word_{word}" for word in words)
    return f"SELECT concept, {casts} FROM (VALUES {rows}) AS listed (concept, {names})"


def _bits_of(mask: int, word: int) -> int:
    return mask >> word * BITS & (1 << BITS) - 1


def _words(count: int) -> int:
    return -(-count // BITS)


def _listed(concepts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(concepts)))

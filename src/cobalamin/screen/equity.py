"""Does care reach everyone alike: by age, sex, ethnicity and whether the person is on record?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cobalamin.rules.question import Gap
from cobalamin.screen.columns import gap_column
from cobalamin.screen.database import Database, rows, text
from cobalamin.screen.side_by_side import AGE_BANDS, DEFICIENT, LIVING, SUSPECTED
from cobalamin.screen.small_numbers import Key, Sum
from cobalamin.value import Value

ETHNIC_GROUPS_AT_MOST = 12
"""Chosen by us, because a page shows no more; the smaller groups are joined as "all others"."""

EVERYONE = ("all", "everyone")
"""The dimension and the group that hold everybody."""


WITH, WITHOUT = "with a Patient resource", "without a Patient resource"


class Measure(Value):
    """What is counted in each group, and among whom: everyone, or another measure.

    `yes` and `among` are criteria in SQL; `of` is the id of the measure that `among` is, or "".
    """

    id: str
    says: str
    yes: str
    of: str = ""


class Group(Value):
    """One group of one dimension: how many it has, and how many each measure counts in it."""

    dimension: str
    name: str
    people: int
    counts: tuple[tuple[str, int], ...]


class Equity(Value):
    """Every group, everyone together first, and the measures."""

    measures: tuple[Measure, ...]
    groups: tuple[Group, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """By what everyone was divided."""
        each = (group.dimension for group in self.groups)
        return tuple(dict.fromkeys(name for name in each if name != EVERYONE[0]))

    def of(self, dimension: str) -> tuple[Group, ...]:
        """The groups of one dimension."""
        return tuple(group for group in self.groups if group.dimension == dimension)


def measures(gaps: Sequence[Gap]) -> tuple[Measure, ...]:
    """What is counted: the steps of care, and each gap among those for whom it can be told."""
    care = (
        Measure("tested", "ever tested", "tested"),
        Measure("suspected", "suspected", SUSPECTED),
        Measure("suspected-never-tested", "never tested", "NOT tested", "suspected"),
        Measure("deficient", "deficient", DEFICIENT),
        Measure("treated", "treated now", "treated", "deficient"),
    )
    each: list[Measure] = []
    for gap in gaps:
        column, told = gap_column(gap.id), f"{gap.id}-told"
        each.append(Measure(told, "can be told", f"{column} IS NOT NULL"))
        each.append(Measure(gap.id, gap.title, f"{column} IS TRUE", told))
    return (*care, *each)


def equity(database: Database, gaps: Sequence[Gap]) -> Equity:
    """Count everyone who is living in every group."""
    counted = measures(gaps)
    [everyone] = rows(database, f"SELECT {_filters(counted)} FROM {LIVING}")
    groups = [_group(*EVERYONE, counted, everyone)]
    for dimension, expression in _dimensions(database).items():
        query = f"SELECT {expression} AS by_group, {_filters(counted)} FROM {LIVING} GROUP BY 1"
        found = {str(name): counts for name, *counts in rows(database, query)}
        names = sorted(found, key=lambda name: _place(name, found[name][0]))
        groups += [_group(dimension, name, counted, found[name]) for name in names]
    return Equity(counted, tuple(groups))


def _filters(counted: Sequence[Measure]) -> str:
    """How many there are, and how many each measure counts, in SQL."""
    holds = {"": "TRUE"}
    for measure in counted:
        holds[measure.id] = f"({holds[measure.of]} AND ({measure.yes}))"
    return ", ".join(f"count(*) FILTER ({each})" for each in holds.values())


def _group(dimension: str, name: str, counted: Sequence[Measure], counts: Sequence[int]) -> Group:
    people, *others = counts
    each = zip((measure.id for measure in counted), others, strict=True)
    return Group(dimension, name, people, tuple(each))


def _dimensions(database: Database) -> dict[str, str]:
    """By what everyone is divided, each as an expression that names a group."""
    query = f"SELECT recorded_ethnicity, count(*) AS n FROM {LIVING}"
    query += " WHERE recorded_ethnicity IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1"
    largest = [name for name, _ in rows(database, f"{query} LIMIT {ETHNIC_GROUPS_AT_MOST}")]
    among = ", ".join(text(name) for name in largest)
    ethnicity = "CASE WHEN recorded_ethnicity IS NULL THEN 'not recorded'"
    ethnicity += f" WHEN recorded_ethnicity IN ({among}) THEN recorded_ethnicity" if among else ""
    return {
        "age": "age_band",
        "sex": "coalesce(recorded_sex, 'unknown')",
        "ethnicity": f"{ethnicity} ELSE 'all others' END",
        "record": f"CASE WHEN with_patient THEN {text(WITH)} ELSE {text(WITHOUT)} END",
    }


def _place(name: str, people: int) -> tuple[int, int, str]:
    """Ages in their order, other groups by size, and last what is not a group of its own."""
    if name in AGE_BANDS:
        return AGE_BANDS.index(name), 0, name
    return (1 if name in ("all others", "unknown") else 0), -people, name


def cells(found: Equity) -> Iterator[tuple[Key, int]]:
    """Every count of the table, and its complement, as cells whose publication is decided."""
    among = {measure.id: measure.of for measure in found.measures}
    for group in found.groups:
        yield people_key(group), group.people
        counts = dict(group.counts)
        for measure, count in group.counts:
            whole = counts[among[measure]] if among[measure] else group.people
            yield yes_key(measure, group), count
            yield no_key(measure, group), whole - count


def sums(found: Equity) -> Iterator[Sum]:
    """How the cells add up: groups to everyone; yes and no to those among whom it is counted."""
    for group in found.groups:
        for measure in found.measures:
            whole = yes_key(measure.of, group) if measure.of else people_key(group)
            yield Sum(whole, (yes_key(measure.id, group), no_key(measure.id, group)))
    everyone = found.of(EVERYONE[0])[0]
    for dimension in found.dimensions:
        groups = found.of(dimension)
        yield Sum(people_key(everyone), tuple(people_key(group) for group in groups))
        for measure in found.measures:
            for key in (yes_key, no_key):
                parts = tuple(key(measure.id, group) for group in groups)
                yield Sum(key(measure.id, everyone), parts)


def people_key(group: Group) -> Key:
    """The cell that holds how many a group has."""
    return ("people", group.dimension, group.name)


def yes_key(measure: str, group: Group) -> Key:
    """The cell that holds how many of a group a measure counts."""
    return ("yes", measure, group.dimension, group.name)


def no_key(measure: str, group: Group) -> Key:
    """The cell that holds how many of those among whom it is counted it does not count."""
    return ("no", measure, group.dimension, group.name)

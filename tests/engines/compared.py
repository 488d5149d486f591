"""The facts of many charts as one engine reads them, beside what Python reads from each chart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import duckdb

from cobalamin.chart import Chart
from cobalamin.fhir.bulk.chart_rows import TABLES, Rows, create_sql, joined, rows_of
from cobalamin.guideline.declare import known_of
from cobalamin.guideline.kinds import Kind
from cobalamin.guideline.reading import View
from cobalamin.rules.expression import Fact
from cobalamin.rules.sql import fact_columns, row_values
from cobalamin.screen.dialect import DUCKDB, Dialect
from cobalamin.screen.fact_sql import kinds_sql
from cobalamin.value import Value, replace

Facts = Mapping[Fact, Kind]
Change = Callable[[str], str]


class Engine(Protocol):
    """Something that holds the tables and answers a query."""

    dialect: Dialect

    def hold(self, rows: Rows) -> None:
        """Hold these rows and no others."""
        ...

    def answers(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a query's answer, in any order."""
        ...


class Duck:
    """DuckDB in memory."""

    dialect = DUCKDB

    def __init__(self) -> None:
        self.database = duckdb.connect(config={"threads": 1})

    def hold(self, rows: Rows) -> None:
        """Hold these rows and no others."""
        for table in TABLES:
            self.database.execute(f"DROP TABLE IF EXISTS {table.name}")
            self.database.execute(create_sql(table))
            lists = ", ".join(
                f"unnest(${number}::{kind}[]) AS {name}"
                for number, (name, kind) in enumerate(table.columns, 1)
            )
            columns = [list(column) for column in zip(*rows.of(table), strict=True)]
            if columns:
                self.database.execute(f"INSERT INTO {table.name} SELECT {lists}", columns)

    def answers(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a query's answer, in any order."""
        return self.database.execute(text).fetchall()


class Difference(Value):
    """One fact of one chart that an engine reads otherwise."""

    fact: str
    expected: tuple[Any, ...]
    read: tuple[Any, ...]
    chart: Chart


def expected(chart: Chart, facts: Facts) -> tuple[Any, ...]:
    """The columns of all facts as Python reads them."""
    view = View(chart)
    known = ((fact, known_of(fact, kind, view).value) for fact, kind in facts.items())
    return tuple(cell for fact, value in known for cell in row_values(fact, value))


def same(text: str) -> str:
    """The query as it is."""
    return text


def differences(
    engine: Engine,
    charts: Sequence[Chart],
    facts: Facts,
    *,
    change: Change = same,
    known: Sequence[tuple[Any, ...]] | None = None,
) -> list[Difference]:
    """Every fact of every chart that the engine reads otherwise than Python does.

    `known` spares reading the same charts again; `change` makes a fault in the query.
    """
    [as_of] = {chart.as_of for chart in charts}
    engine.hold(joined(rows_of(chart) for chart in charts))
    text = change(kinds_sql(facts.items(), as_of, engine.dialect))
    read = {row[0]: row[1:] for row in engine.answers(text)}
    assert read.keys() == {chart.patient_id for chart in charts}
    known = [expected(chart, facts) for chart in charts] if known is None else known
    return [
        difference
        for chart, held in zip(charts, known, strict=True)
        if _marked(told := read[chart.patient_id]) != _marked(held)
        for difference in _apart(chart, facts, held, told)
    ]


def _marked(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The cells with their types: 1 is not True, and 1 is not 1.0."""
    return row, [*map(type, row)]


def _apart(
    chart: Chart, facts: Facts, held: tuple[Any, ...], told: tuple[Any, ...]
) -> list[Difference]:
    assert len(held) == len(told)
    found: list[Difference] = []
    place = 0
    for fact in facts:
        cells = slice(place, place := place + len(fact_columns(fact)))
        if _marked(held[cells]) != _marked(told[cells]):
            found.append(Difference(fact.name, held[cells], told[cells], chart))
    return found


def check(engine: Engine, charts: Sequence[Chart], facts: Facts) -> None:
    """The engine reads what Python reads; if not, the smallest chart that shows it is told."""
    found = differences(engine, charts, facts)
    if not found:
        return
    names = sorted({each.fact for each in found})
    wrong = {fact: kind for fact, kind in facts.items() if fact.name == found[0].fact}
    smallest = _smallest(engine, found[0].chart, wrong)
    [shown] = differences(engine, [smallest], wrong)
    raise AssertionError(f"{len(found)} differences in {names}; the first: {shown}, {wrong}")


def _smallest(engine: Engine, chart: Chart, facts: Facts) -> Chart:
    """The chart without what can be left out while the fact is still read otherwise."""
    for name in ("results", "entries", "medicines"):
        for item in getattr(chart, name):
            rest = tuple(each for each in getattr(chart, name) if each is not item)
            smaller = replace(chart, **{name: rest})
            if differences(engine, [smaller], facts):
                chart = smaller
    return chart

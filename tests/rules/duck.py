"""The rules read by DuckDB: rows of facts in, truths out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import duckdb

from cobalamin.rules.agreement import truth_of
from cobalamin.rules.evaluate import FactRow, Truth
from cobalamin.rules.expression import Criterion, Fact, Rule
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import facts_of, rules_of
from cobalamin.rules.sql import fact_columns, question_sql, row_values, to_sql


def fact_table(facts: Iterable[Fact], rows: Sequence[FactRow]) -> duckdb.DuckDBPyConnection:
    """A database whose table `facts` holds these rows, numbered by `row_number`."""
    columns: dict[str, str] = {"row_number": "BIGINT"}
    values: list[list[Any]] = [list(range(len(rows)))]
    for fact in facts:
        columns |= dict(fact_columns(fact))
        held = [row_values(fact, row.get(fact.name)) for row in rows]
        values += [list(column) for column in zip(*held, strict=True)]
    lists = ", ".join(
        f"unnest(${n}::{kind}[]) AS {name}" for n, (name, kind) in enumerate(columns.items(), 1)
    )
    database = duckdb.connect(config={"threads": 1})
    database.execute(f"CREATE TABLE facts AS SELECT {lists}", values)
    return database


def duck(criterion: Criterion, rows: tuple[FactRow, ...]) -> list[Truth]:
    """One criterion over many rows, as SQL."""
    facts = facts_of([Rule("", criterion, "", ())])
    with fact_table(facts, rows) as database:
        text = f"SELECT {to_sql(criterion)} FROM facts ORDER BY row_number"
        return [truth_of(held) for (held,) in database.execute(text).fetchall()]


def duck_answers(guideline: Guideline, rows: Sequence[FactRow]) -> list[dict[str, Any]]:
    """All answers, actions and rules of a guideline for many rows, by column name."""
    facts = facts_of(rules_of(guideline))
    with fact_table(facts, rows) as database:
        text = question_sql(guideline, "facts", keep=("row_number",), with_rules=True)
        answered = database.execute(f"SELECT * FROM ({text}) AS answered ORDER BY row_number")
        names = [column[0] for column in answered.description or []]
        return [dict(zip(names, row, strict=True)) for row in answered.fetchall()]

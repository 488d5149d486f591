"""Does a chart become rows that say the same, in columns that an engine can hold?"""

from __future__ import annotations

from datetime import date

import duckdb

from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.fhir.bulk.chart_rows import TABLES, create_sql, joined, rows_of
from cobalamin.quantity import Amount

AS_OF = date(2026, 6, 1)
CHART = Chart(
    "p1",
    AS_OF,
    date(1960, 2, 29),
    sex="female",
    results=(
        LabResult("total_b12", "Observation/a", AS_OF, 5.5, amount=Amount(150.0, "ng/L", "<")),
        LabResult("if_antibody", "Observation/b", positive=False),
        LabResult("mma", "Observation/c", unreadable="it has no unit"),
    ),
    entries=(Entry("numbness", "symptom", "Condition/a", AS_OF, present=False, side="left"),),
    medicines=(Medicine("metformin", "stated", "MedicationStatement/a", current=True),),
)


def test_each_thing_of_a_chart_is_one_row_as_long_as_its_table() -> None:
    rows = rows_of(CHART)
    assert [len(rows.of(table)) for table in TABLES] == [1, 3, 1, 1]
    for table in TABLES:
        assert {len(row) for row in rows.of(table)} == {len(table.columns)}
        assert {row[0] for row in rows.of(table)} == {"p1"}


def test_a_bounded_amount_is_a_row_with_its_ends() -> None:
    [bounded, answered, unread] = rows_of(CHART).results
    assert bounded[7:12] == (150.0, "ng/L", "<", 0.0, 149.99999999999997)
    assert answered[7:14] == (None, None, None, None, None, False, None)
    assert unread[7:14] == (None, None, None, None, None, None, "it has no unit")


def test_what_a_chart_does_not_hold_of_a_person_is_given_beside_it() -> None:
    [told] = rows_of(CHART, ethnicity="White", deceased=True, has_patient=False).people
    [untold] = rows_of(CHART).people
    assert told[5:] == ("White", True, False)
    assert untold[5:] == (None, False, True)


def test_an_engine_holds_the_rows_as_they_are() -> None:
    rows = joined([rows_of(CHART), rows_of(CHART)])
    with duckdb.connect() as database:
        for table in TABLES:
            database.execute(create_sql(table))
            marks = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows.of(table))
            held = database.execute(f"SELECT * FROM {table.name}")
            assert [column[0] for column in held.description or ()] == list(table.names)
            assert held.fetchall() == list(rows.of(table))


def test_only_the_word_for_a_text_differs_between_engines() -> None:
    for table in TABLES:
        spark = create_sql(table, text="STRING")
        assert "VARCHAR" not in spark
        assert spark.replace("STRING", "VARCHAR") == create_sql(table)

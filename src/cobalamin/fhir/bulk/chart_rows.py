"""Which tables hold the charts of many patients, and which rows does one chart give?

The rows mean what the fields of `cobalamin.chart` mean: only newest versions, each thing once, and
nothing dated after the day of screening. NULL is what a chart holds as None.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.value import Value

SqlType = Literal["VARCHAR", "DATE", "BOOLEAN", "DOUBLE"]
Cell = str | date | bool | float | None
Row = tuple[Cell, ...]


class Table(Value):
    """One table: its name, and its columns in their order, each with its SQL type."""

    name: str
    columns: tuple[tuple[str, SqlType], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in their order."""
        return tuple(name for name, _ in self.columns)


PEOPLE = Table(
    "people",
    (
        ("patient", "VARCHAR"),
        ("birth_date", "DATE"),
        ("birth_year_only", "BOOLEAN"),
        ("sex", "VARCHAR"),
        ("black_ethnicity", "BOOLEAN"),
        ("ethnicity", "VARCHAR"),  # in the words of the record
        ("deceased", "BOOLEAN"),  # recorded as dead on or before the day of screening
        ("has_patient", "BOOLEAN"),  # false: the record holds no Patient resource
    ),
)
"""One row for everyone who occurs in any table."""

RESULTS = Table(
    "results",
    (
        ("patient", "VARCHAR"),
        ("concept", "VARCHAR"),
        ("resource", "VARCHAR"),
        ("day", "DATE"),
        ("taken", "DOUBLE"),  # seconds since 1970 UTC
        ("day_known", "BOOLEAN"),
        ("time_known", "BOOLEAN"),
        ("value", "DOUBLE"),  # this and the next four: NULL where there is no amount
        ("unit", "VARCHAR"),
        ("bound", "VARCHAR"),
        ("low", "DOUBLE"),  # `Amount.low` and `Amount.high`
        ("high", "DOUBLE"),
        ("positive", "BOOLEAN"),
        ("unreadable", "VARCHAR"),
        ("range_low", "DOUBLE"),
        ("range_high", "DOUBLE"),
    ),
)
"""One row for each laboratory result that means something here."""

ENTRIES = Table(
    "entries",
    (
        ("patient", "VARCHAR"),
        ("concept", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("resource", "VARCHAR"),
        ("start_day", "DATE"),
        ("end_day", "DATE"),
        ("active", "BOOLEAN"),
        ("present", "BOOLEAN"),
        ("by_text", "BOOLEAN"),
        ("side", "VARCHAR"),
        ("limbs", "VARCHAR"),
    ),
)
"""One row for each diagnosis, symptom, procedure, allergy, family history or status."""

MEDICINES = Table(
    "medicines",
    (
        ("patient", "VARCHAR"),
        ("concept", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("resource", "VARCHAR"),
        ("start_day", "DATE"),
        ("end_day", "DATE"),
        ("going_on", "BOOLEAN"),  # `Medicine.current`; CURRENT is a word of SQL
        ("route", "VARCHAR"),
        ("by_text", "BOOLEAN"),
        ("dose_mg_day", "DOUBLE"),
    ),
)
"""One row for each medicine ordered, stated or given."""

TABLES = (PEOPLE, RESULTS, ENTRIES, MEDICINES)


class Rows(Value):
    """The rows of charts, table by table."""

    people: tuple[Row, ...] = ()
    results: tuple[Row, ...] = ()
    entries: tuple[Row, ...] = ()
    medicines: tuple[Row, ...] = ()

    def of(self, table: Table) -> tuple[Row, ...]:
        """The rows of one table."""
        held = (self.people, self.results, self.entries, self.medicines)
        return dict(zip(TABLES, held, strict=True))[table]


def rows_of(
    chart: Chart,
    *,
    ethnicity: str | None = None,
    deceased: bool = False,
    has_patient: bool = True,
) -> Rows:
    """The rows of one chart; what a chart does not hold of a person is given beside it."""
    who = chart.patient_id
    person = (
        who,
        chart.birth_date,
        chart.birth_year_only,
        chart.sex,
        chart.black_ethnicity,
        ethnicity,
        deceased,
        has_patient,
    )
    return Rows(
        (person,),
        tuple((who, *result_cells(result)) for result in chart.results),
        tuple((who, *entry_cells(entry)) for entry in chart.entries),
        tuple((who, *medicine_cells(medicine)) for medicine in chart.medicines),
    )


def joined(parts: Iterable[Rows]) -> Rows:
    """The rows of many charts together."""
    listed = list(parts)
    return Rows(*(tuple(row for one in listed for row in one.of(table)) for table in TABLES))


def create_sql(table: Table, *, text: str = "VARCHAR") -> str:
    """The statement that makes an empty table; `text` is the engine's type for text of any length.

    Spark asks for a length after VARCHAR and calls it STRING.
    """
    columns = ", ".join(
        f"{name} {text if kind == 'VARCHAR' else kind}" for name, kind in table.columns
    )
    return f"CREATE TABLE {table.name} ({columns})"


def result_cells(result: LabResult) -> Row:
    """The cells of one result, after the patient."""
    amount = result.amount
    measured: Row = (
        (None,) * 5
        if amount is None
        else (amount.value, amount.unit, amount.bound, amount.low, amount.high)
    )
    return (
        result.concept,
        result.resource,
        result.day,
        result.taken,
        result.day_known,
        result.time_known,
        *measured,
        result.positive,
        result.unreadable,
        result.range_low,
        result.range_high,
    )


def entry_cells(entry: Entry) -> Row:
    """The cells of one entry, after the patient."""
    return (
        entry.concept,
        entry.kind,
        entry.resource,
        entry.start,
        entry.end,
        entry.active,
        entry.present,
        entry.by_text,
        entry.side,
        entry.limbs,
    )


def medicine_cells(medicine: Medicine) -> Row:
    """The cells of one medicine, after the patient."""
    return (
        medicine.concept,
        medicine.kind,
        medicine.resource,
        medicine.start,
        medicine.end,
        medicine.current,
        medicine.route,
        medicine.by_text,
        medicine.dose_mg_day,
    )

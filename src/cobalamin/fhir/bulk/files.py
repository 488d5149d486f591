"""How do files become one table of JSON columns, whatever is broken in them?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk.fields import FIELDS, is_medicine
from cobalamin.fhir.bulk.folder import BulkFile
from cobalamin.fhir.fault import RecordError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

USUAL_LINE_BYTES = 16_777_216
"""Lines up to this length are read in pieces by all processors; chosen by DuckDB as its default."""

LONGEST_LINE_BYTES = 268_435_456
"""The longest line that is read, in larger pieces, where a file has one beyond the usual."""

_STRICT = "ignore_errors=false"
_TOLERANT = "ignore_errors=true"


def quoted(place: Path | str) -> str:
    """A path as a string of SQL."""
    text = str(place).replace("'", "''")
    return f"'{text}'"


def read(
    con: DuckDBPyConnection, sql: str, files: Sequence[BulkFile], careful: bool = False
) -> bool:
    """Run a statement that reads files; give whether one of them holds what cannot be read.

    Passing over broken lines takes a sixth more time, so it is done where there are some, or
    where it is `careful`. Raises RecordError when a file cannot be read at all.
    """
    from duckdb import Error, InterruptException, OutOfMemoryException

    tolerant = sql.replace(_STRICT, _TOLERANT)
    tries = [sql, tolerant, tolerant.replace(str(USUAL_LINE_BYTES), str(LONGEST_LINE_BYTES))]
    fault: Exception | None = None
    for number, each in enumerate(tries):
        if careful and number == 0:
            continue
        try:
            con.execute("CREATE OR REPLACE TEMP SEQUENCE lines")
            con.execute(each)
        except Error as error:
            fault = error
            if isinstance(error, (InterruptException, OutOfMemoryException)):
                break  # another way to read would not help, and who interrupts wants an end
        else:
            return number > 0
    said = str(fault).partition("\n")[0]
    named = next((file.path for file in files if file.path in said), files[0].path)
    raise RecordError(named, f"cannot be read: {said}") from None


def read_sql(kind: str, files: Sequence[BulkFile], only: Sequence[str] = ()) -> str:
    """The files as one table: fields of the type, all or only these, as JSON, and `filename`.

    Medicines have a `product` too, see `PRODUCTS_FOUND`.
    """
    fields = only or FIELDS[kind].all
    parquet = [file for file in files if file.form == "parquet"]
    lines = [file for file in files if file.form != "parquet"]
    parts: list[str] = []
    if lines:
        columns = ", ".join(f"'{name}': 'JSON'" for name in fields)
        parts.append(
            f"SELECT * FROM read_json([{', '.join(quoted(file.path) for file in lines)}], "
            f"format='newline_delimited', columns={{{columns}}}, filename=true, "
            f"{_STRICT}, maximum_object_size={USUAL_LINE_BYTES})"
        )
    parts += [_parquet_sql(fields, kind, file) for file in parquet]
    source = " UNION ALL BY NAME ".join(parts)
    return _with_product(source) if is_medicine(kind) else source


def _parquet_sql(fields: Sequence[str], kind: str, file: BulkFile) -> str:
    from duckdb import connect

    with connect() as con:
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(file.path)})")
        there = {str(row[0]): str(row[1]) for row in described.fetchall()}
    columns = ", ".join(
        f'{_as_json(name, there[name])} AS "{name}"' if name in there else f'NULL::JSON AS "{name}"'
        for name in fields
        if name != "resourceType"
    )
    typed = f"""'"{kind}"'::JSON AS "resourceType\""""
    return (
        f"SELECT {typed}, {columns}, filename FROM read_parquet({quoted(file.path)}, filename=true)"
    )


def _as_json(name: str, kind: str) -> str:
    """A column of Parquet as FHIR writes it; a timestamp has lost its zone and is in UTC."""
    if "TIMESTAMP" not in kind:
        return f'to_json("{name}")'
    moment = r'"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(\.\d+)?)(\+00)?"'
    whole = f'CAST(to_json("{name}") AS VARCHAR)'
    return f"CAST(regexp_replace({whole}, '{moment}', '\"\\1T\\2Z\"', 'g') AS JSON)"


PRODUCTS_FOUND = """
    UPDATE raw SET product = m.product FROM medications m
    WHERE raw."medicationCodeableConcept" IS NULL AND m.id = regexp_extract(
        text_of(member(raw."medicationReference", '$.reference')),
        '(?:^|/)Medication/([^/]+)(?:/_history/[^/]+)?$', 1)"""
"""Give each medicine in `raw` the product that it points to, where that is known."""


def _with_product(source: str) -> str:
    """Each medicine with the product that it names itself, or shows in words."""
    shown = "member(\"medicationReference\", '$.display')"
    words = f"CASE WHEN text_of({shown}) IS NOT NULL THEN json_object('text', {shown}) END"
    return f'SELECT *, coalesce("medicationCodeableConcept", {words}) AS product FROM ({source})'

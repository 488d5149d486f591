"""Which resources does an export say were deleted, and which patients are one person?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cobalamin.day import parse
from cobalamin.fhir.bulk.chart_rows import PEOPLE
from cobalamin.fhir.bulk.charts import rows_sql
from cobalamin.fhir.bulk.files import quoted
from cobalamin.fhir.bulk.folder import BulkFile, opened
from cobalamin.fhir.bulk.reading import write_lines
from cobalamin.fhir.fault import RecordError
from cobalamin.fhir.part import Part
from cobalamin.fhir.person import linked
from cobalamin.fhir.source import Resource, contents

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def read_deletions(con: DuckDBPyConnection, files: Sequence[BulkFile], out: Path) -> None:
    """The Bundles of deletions that an export brings in its folder `deleted`."""
    out.mkdir(exist_ok=True)
    lines = ({"resource": name, "deleted": when} for name, when in _deleted(files))
    place = out / "deleted.ndjson"
    write_lines(place, lines)
    con.execute(
        f"COPY (SELECT * FROM read_json({quoted(place)}, format='newline_delimited', "
        "columns={resource: 'VARCHAR', deleted: 'DOUBLE'})) "
        f"TO {quoted(out / 'gone.parquet')} (FORMAT parquet)"
    )


def _deleted(files: Iterable[BulkFile]) -> Iterator[tuple[str, float | None]]:
    for file in files:
        with opened(file.path) as text:
            for number, line in enumerate(text, start=1):
                if not line.strip():
                    continue
                try:
                    found = contents([(f"{file.path} line {number}", line)])
                except RecordError:
                    continue
                for gone in found.deleted:
                    when = parse(gone.when)
                    yield gone.name, when.instant if when else None


def read_links(con: DuckDBPyConnection, steps: Sequence[Path], out: Path) -> None:
    """The patients who are linked to others, each with the one id that stands for the person."""
    held = rows_sql(steps, PEOPLE)
    columns = {row[0] for row in con.execute(f"DESCRIBE {held}").fetchall()}
    lines: list[dict[str, str]] = []
    if "link" in columns:
        found = con.execute(f"SELECT patient, link FROM ({held}) WHERE link IS NOT NULL").fetchall()
        lines = list(_same(found))
    place = out / "same.ndjson"
    write_lines(place, lines)
    con.execute(
        f"COPY (SELECT * FROM read_json({quoted(place)}, format='newline_delimited', "
        "columns={patient: 'VARCHAR', one: 'VARCHAR'})) "
        f"TO {quoted(out / 'same.parquet')} (FORMAT parquet)"
    )


def _same(found: Sequence[tuple[str, str]]) -> Iterator[dict[str, str]]:
    """Everyone who is linked, under the id of one whose record was not replaced by another."""
    patients = [
        Resource("Patient", f"Patient/{who}", {"id": who, "link": json.loads(link)}, "")
        for who, link in found
    ]
    replaced = {
        str(patient.body["id"])
        for patient in patients
        if any(
            link.text("type") == "replaced-by"
            for link in Part(patient.body, patient.name, "", []).parts("link")
        )
    }
    groups: dict[str, list[str]] = {}
    for who, one in linked(patients).items():
        groups.setdefault(one, []).append(who)
    for group in groups.values():
        chosen = max([who for who in group if who not in replaced] or group)
        yield from ({"patient": who, "one": chosen} for who in group)

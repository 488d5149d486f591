"""Who are the patients of an export, and which medicines do its orders point to?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cobalamin.fhir.bulk.files import quoted, read, read_sql
from cobalamin.fhir.bulk.functions import add_function
from cobalamin.fhir.bulk.lines import Rejected, lines_without_id
from cobalamin.fhir.bulk.reading import ROOM, Counts, write_lines
from cobalamin.fhir.bulk.shapes import MOST_SHAPES, may_speak, without_nulls
from cobalamin.fhir.demographics import black_ethnicity, ethnicity_in_words
from cobalamin.fhir.part import Json, Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from duckdb import DuckDBPyConnection

    from cobalamin.fhir.bulk.folder import BulkFile, Step

_ETHNIC = (
    "CAST(list_filter(CAST(extension AS JSON[]), lambda x: contains(x ->> '$.url', 'us-core-race') "
    "OR contains(x ->> '$.url', 'EthnicCategory')) AS VARCHAR)"
)
_PLAIN_DATE = r"[1-9]\d{3}(-\d\d(-\d\d)?)?"

_PEOPLE = """
    SELECT text_of(id) AS patient,
        CASE WHEN regexp_full_match(text_of("birthDate"), '{plain}')
            AND day_of(text_of("birthDate")) <= {as_of} THEN day_of(text_of("birthDate")) END
            AS birth_date,
        birth_date IS NOT NULL AND length(text_of("birthDate")) = 4 AS birth_year_only,
        CASE WHEN text_of(gender) IN ('male', 'female', 'other') THEN text_of(gender)
            ELSE 'unknown' END AS sex,
        is_black(ethnic) AS black_ethnicity,
        ethnicity_of(ethnic) AS ethnicity,
        CASE WHEN "deceasedDateTime" IS NOT NULL
            THEN coalesce(day_of(text_of("deceasedDateTime")) <= {as_of}, TRUE)
            ELSE coalesce("deceasedBoolean" = 'true', FALSE) END AS deceased,
        TRUE AS has_patient,
        CASE WHEN link IS NOT NULL THEN CAST(link AS VARCHAR) END AS link,
        version_of(text_of(member(meta, '$.lastUpdated'))) AS version, number_of(meta) AS number,
        {first} + rowid AS seq
    FROM (SELECT *, {ethnic} AS ethnic, rowid FROM raw
        WHERE text_of(id) IS NOT NULL AND "resourceType" = '"Patient"')"""


class Words:
    """What the ethnic categories of patients say; few are different, so each is read once."""

    def __init__(self) -> None:
        self._black: dict[str | None, bool | None] = {None: None}
        self._words: dict[str | None, str | None] = {None: None}

    def is_black(self, extension: str | None) -> bool | None:
        """Whether a stated category is Black; None when none is stated."""
        if extension not in self._black and len(self._black) < MOST_SHAPES:
            self._black[extension] = black_ethnicity(_patient(extension))
        return self._black.get(extension)

    def in_words(self, extension: str | None) -> str | None:
        """The category in the words of the record."""
        if extension not in self._words and len(self._words) < MOST_SHAPES:
            self._words[extension] = ethnicity_in_words(_patient(extension))
        return self._words.get(extension)


def _patient(extension: str | None) -> Part:
    body: Json = {"extension": without_nulls(json.loads(extension or "[]"))}
    return Part(body, "Patient", "", [])


def add_functions(con: DuckDBPyConnection) -> None:
    """Make known to a connection what the queries of this module call."""
    words = Words()
    add_function(con, "is_black", words.is_black, "BOOLEAN")
    add_function(con, "ethnicity_of", words.in_words, "VARCHAR")
    add_function(con, "names_a_medicine", _named, "BOOLEAN")


def _named(product: str | None) -> bool:
    return product is not None and may_speak("Medication", product)


def read_people(con: DuckDBPyConnection, step: Step, as_of: date, out: Path) -> Counts:
    """Read files of Patient and write one row for each into `people.parquet`."""
    read(con, f"CREATE OR REPLACE TEMP TABLE raw AS {read_sql('Patient', step.files)}", step.files)
    filled = _PEOPLE.format(
        plain=_PLAIN_DATE, as_of=f"DATE '{as_of}'", first=step.number * ROOM, ethnic=_ETHNIC
    )
    con.execute(f"COPY ({filled}) TO {quoted(out / 'people.parquet')} (FORMAT parquet)")
    return _counted(con, "Patient", step.files, out)


def _counted(con: DuckDBPyConnection, kind: str, files: Sequence[BulkFile], out: Path) -> Counts:
    """Count what was read into `raw`, and tell of each line that was of no use."""
    bad = con.execute(
        "SELECT filename, count(*) FROM raw WHERE text_of(id) IS NULL "
        f"""OR "resourceType" IS DISTINCT FROM '"{kind}"' GROUP BY 1 ORDER BY 1"""
    ).fetchall()
    total = con.execute("SELECT count(*) FROM raw").fetchone()
    assert total is not None, "an aggregate gives a row"
    broken = sum(int(count) for _, count in bad)
    forms = {file.path: file.form for file in files}
    told: list[Rejected] = []
    for path, _ in bad:
        if forms[path] == "parquet":
            told.append(Rejected(path, 0, "", f"a {kind} has no id"))
        else:
            told += lines_without_id(path, kind)
    write_lines(out / "rejected.ndjson", (each.line() for each in told))
    return Counts(int(total[0]), int(total[0]) - broken, broken, 0)


def read_medications(con: DuckDBPyConnection, files: Sequence[BulkFile], out: Path) -> Counts:
    """Read files of Medication; keep those that name a medicine asked for here."""
    read(con, f"CREATE OR REPLACE TEMP TABLE raw AS {read_sql('Medication', files)}", files)
    con.execute(
        "COPY (SELECT id, CAST(product AS VARCHAR) AS product FROM (SELECT text_of(id) AS id, "
        "coalesce(code, json_object('coding', "
        "member(ingredient, '$[*].itemCodeableConcept.coding[*]'))) AS product FROM raw "
        """WHERE "resourceType" = '"Medication"') WHERE id IS NOT NULL """
        "AND product IS NOT NULL AND names_a_medicine(CAST(product AS VARCHAR))) "
        f"TO {quoted(out / 'medications.parquet')} (FORMAT parquet)"
    )
    return _counted(con, "Medication", files, out)

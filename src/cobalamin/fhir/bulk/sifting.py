"""Which lines of an export may matter? Most say nothing asked here, and are not read whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, compress
from pathlib import Path

from cobalamin.fhir.bulk.fields import FIELDS, KEPT, is_medicine
from cobalamin.fhir.bulk.files import quoted, read_sql
from cobalamin.fhir.bulk.folder import BulkFile, is_packed
from cobalamin.fhir.bulk.shapes import Shapes

MOST_PICKED = 0.3
"""Where a larger share of the lines may matter, it takes no longer to read all of them whole:
half of reading is to take the fields apart, and picking lines takes a tenth."""

_AT_ONCE = 1 << 20  # bytes read at once: less often into the system


def asked_sql(kind: str, source: str) -> str:
    """The rows of a table of resources, with the text by which each may matter as `said`."""
    return f"SELECT *, CAST({FIELDS[kind].says or 'NULL'} AS VARCHAR) AS said FROM ({source})"


def matters_sql(kind: str, looked_up: bool = True) -> str:
    """The condition for rows of `asked_sql` that may matter.

    What is known to say nothing (`silent_<type>`), a query passes over by itself; of the rest our
    own code is asked. With `looked_up` the product that an order points to is there.
    """
    says = _speaks_sql(kind) if FIELDS[kind].says else KEPT.get(kind, "TRUE")
    return f"CASE WHEN {anyway_sql(kind, looked_up)} THEN TRUE ELSE {says} END"


def _speaks_sql(kind: str) -> str:
    return f"CASE WHEN said IN (FROM silent_{kind}) THEN FALSE ELSE speaks('{kind}', said) END"


def anyway_sql(kind: str, looked_up: bool = False) -> str:
    """The condition for a row that may matter whatever it says.

    It is of another type, or could not be read, or holds more than the row itself shows.
    """
    anyway = f"""\"resourceType\" IS DISTINCT FROM '"{kind}"'"""
    fields = FIELDS[kind]
    if fields.says and "contained" in fields.all:
        anyway += " OR contains(part(contained), '\"Observation\"')"
    if is_medicine(kind) and not looked_up:
        anyway += ' OR "medicationReference" IS NOT NULL'
    return f"({anyway})"


def first_cut_sql(kind: str, frequent: Sequence[str]) -> str:
    """The condition for a row that does not say one of these texts, which say nothing.

    A query with a table to look things up in would not keep the order of lines, and what stands
    later is the newer one of two: so only the commonest texts are compared while lines are read.
    """
    rest = KEPT.get(kind, "TRUE")
    if FIELDS[kind].says:
        listed = ", ".join(f"{quoted(each)}: 1" for each in frequent) or "'': 1"
        rest = f"said IS NOT NULL AND NOT map_contains(MAP {{{listed}}}, said)"
    return f"({anyway_sql(kind)} OR coalesce({rest}, FALSE))"


def look_sql(kind: str, files: Sequence[BulkFile], frequent: Sequence[str]) -> str:
    """One row for each line of the files, in their order: what it says.

    It is '' where the line may matter anyway, and NULL where it does not.
    """
    source = read_sql(kind, files, ("resourceType", *FIELDS[kind].by))
    said = f"CASE WHEN {anyway_sql(kind)} THEN '' ELSE said END" if FIELDS[kind].says else "''"
    shown = f"CASE WHEN {first_cut_sql(kind, frequent)} THEN {said} END"
    return f"SELECT {shown} AS said FROM ({asked_sql(kind, source)})"


def wanted_sql(kind: str, looks: str) -> str:
    """Which lines are wanted, one BOOLEAN for each row of a table made by `look_sql`."""
    speaks = _speaks_sql(kind) if FIELDS[kind].says else "TRUE"
    wanted = f"CASE WHEN said IS NULL THEN FALSE WHEN said = '' THEN TRUE ELSE {speaks} END"
    return f"SELECT {wanted} AS wanted FROM {looks} ORDER BY rowid"


def can_be_picked(kind: str, files: Sequence[BulkFile], shapes: Shapes) -> bool:
    """Whether lines of these files are picked: the files are plain text, and few lines matter."""
    few = (shapes.share is not None and shapes.share <= MOST_PICKED) or kind in KEPT
    return few and all(file.form == "ndjson" and not is_packed(file.path) for file in files)


def pick(files: Sequence[BulkFile], wanted: bytes, place: Path) -> tuple[BulkFile, ...] | None:
    """Copy the lines that are wanted, a file for each file; None if there are not as many lines.

    `wanted` has one byte, 0 or 1, for each line that the query read. Where lines are more or fewer,
    they are of other lines.
    """
    answers = chain(wanted, b"\1")  # one more, which no line may use up
    copies = tuple(_picked(file, answers, place / f"{n}.ndjson") for n, file in enumerate(files))
    return copies if next(answers, None) and next(answers, None) is None else None


def _picked(file: BulkFile, answers: Iterator[int], place: Path) -> BulkFile:
    with Path(file.path).open("rb", buffering=_AT_ONCE) as lines, place.open("wb") as out:
        out.writelines(compress(lines, answers))
    return BulkFile(str(place), file.kind, file.form, place.stat().st_size)

"""What are the answers for everyone whose facts are on disk? Some patients at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cobalamin.fhir.bulk.at_once import at_once
from cobalamin.fhir.bulk.files import quoted
from cobalamin.rules.expression import Fact
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import identifier
from cobalamin.screen.facts_on_disk import ROWS, put_together
from cobalamin.screen.planes import Answered, Columns, Planes, codes_of, columns_needed, planes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

TOGETHER = 4 * ROWS
"""So many patients are asked about together: whole groups of rows, 140 MB, chosen by us, because
the queries for a part take a third of a second to plan, however few are in it."""

PARTS_AT_ONCE = 2
"""So many such parts are asked about at once."""


def write_answers(
    con: DuckDBPyConnection,
    guideline: Guideline,
    facts: Path,
    out: Path,
    *,
    together: int = TOGETHER,
) -> None:
    """Ask the rules about every row of a Parquet file of facts; write one row of answers for each.

    The columns are those of `rules.sql.question_sql` with `patient`; the order is that of the
    facts.
    """
    asked = planes(guideline)
    row = con.execute(f"SELECT count(*) FROM read_parquet({quoted(facts)})").fetchone()
    assert row is not None, "an aggregate gives a row"
    count = int(row[0])
    parts: list[Path] = []
    jobs: list[Callable[[DuckDBPyConnection], None]] = []
    for number, first in enumerate(range(0, max(count, 1), together)):
        parts.append(out.with_name(f"{out.stem}-{number:05d}.part"))
        rows = f"file_row_number >= {first} AND file_row_number < {first + together}"
        jobs.append(partial(_write_part, asked=asked, facts=facts, rows=rows, part=parts[-1]))
    for _ in at_once(con, jobs, PARTS_AT_ONCE):
        pass
    put_together(con, parts, out)
    for part in parts:
        part.unlink()


def _source(facts: Path) -> str:
    return f"read_parquet({quoted(facts)}, file_row_number=true)"


def columns_of(
    con: DuckDBPyConnection, guideline: Guideline, facts: Path, rows: str = "TRUE"
) -> Columns:
    """The facts that the rules compare, of these rows, as arrays."""
    import numpy

    needed = columns_needed(guideline)
    shown = ", ".join(each for fact, names in needed for each in _shown(fact, names))
    relation = con.execute(
        f"SELECT {shown}, file_row_number FROM {_source(facts)} WHERE {rows} ORDER BY "
        "file_row_number"
    )
    # DuckDB's own types leave open what is in an array; here no column holds a NULL.
    found = cast("dict[str, Any]", getattr(relation, "fetchnumpy")())  # noqa: B009
    arrays = {name: numpy.asarray(array) for name, array in found.items()}
    facts_of_kind = [(fact, names) for fact, names in needed]
    return Columns(
        len(arrays["file_row_number"]),
        {names[0]: arrays[names[0]] for fact, names in facts_of_kind if not fact.units},
        {n: arrays[n] for fact, names in facts_of_kind if fact.units for n in names[:2]},
        {names[2]: arrays[names[2]] for _, names in facts_of_kind if len(names) > 2},
    )


def _shown(fact: Fact, names: tuple[str, ...]) -> list[str]:
    """The columns of a fact as `planes.Columns` wants them."""
    if not fact.units:
        said = f"CASE WHEN {names[0]} THEN 1 WHEN NOT {names[0]} THEN 0 ELSE 2 END"
        return [f"CAST({said} AS TINYINT) AS {names[0]}"]
    ends = [f"coalesce({name}, CAST('NaN' AS DOUBLE)) AS {name}" for name in names[:2]]
    if len(names) == 2:
        return ends
    cases = " ".join(f"WHEN '{unit}' THEN {place}" for place, unit in enumerate(fact.units))
    return [*ends, f"CAST(CASE {names[2]} {cases} ELSE 0 END AS TINYINT) AS {names[2]}"]


def _write_part(
    con: DuckDBPyConnection, *, asked: Planes, facts: Path, rows: str, part: Path
) -> None:
    """Ask about these rows of the facts, and write what is answered of each."""
    answered = asked.answered(columns_of(con, asked.guideline, facts, rows))
    told = _told(asked.guideline, answered)
    arrays = {**answered.codes, **answered.settled, **answered.truths}
    con.register("answered_now", arrays)
    con.execute(
        f"COPY (SELECT patient, {', '.join(told)} FROM "
        f"(SELECT patient FROM {_source(facts)} WHERE {rows} ORDER BY file_row_number) "
        "POSITIONAL JOIN answered_now) "
        f"TO {quoted(part)} (FORMAT parquet)"
    )
    con.unregister("answered_now")


def _told(guideline: Guideline, answered: Answered) -> list[str]:
    """The columns of the answers, from the numbers that stand for them."""
    told: list[str] = []
    for question in guideline.questions:
        name = identifier(question.name)
        codes = ", ".join(f"'{code}'" for code in codes_of(question))
        told.append(f"[{codes}][answer_{name} + 1] AS answer_{name}")
        told.append(f"settled_{name}")
    told += [
        f"CASE {name} WHEN 3 THEN TRUE WHEN 0 THEN FALSE END AS {name}" for name in answered.truths
    ]
    return told

"""Who needs something, the most urgent first, and why? One row a patient, nobody recorded as dead.

On it is whoever has a gap, or a step that cannot wait. First comes the urgency, then how many steps
cannot wait, then the gravest gap as the guideline lists them, then how many gaps there are, then
age, the oldest first; the id decides between the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from cobalamin.rules.question import Gap, Guideline, Urgency
from cobalamin.screen.columns import URGENCIES, called_for, gap_column, urgent_steps
from cobalamin.screen.database import Database, Row, listed, rows, text
from cobalamin.screen.phrasing import Phrasing
from cobalamin.screen.sentences import FINDINGS, SENTENCES, TELL_FINDINGS
from cobalamin.screen.side_by_side import LIVING
from cobalamin.screen.spreadsheet import line
from cobalamin.value import Value

COLUMNS = (
    "patient",
    "urgency",
    "gaps",
    "actions",
    "reasons",
    "cannot_be_told",
    "missing",
    "age",
    "sex",
)
"""What the worklist tells of a patient, in the files for people and for programs."""

DAY_SIZE = 40
"""Chosen by us, because this is about what one nurse can follow up in a day."""

MISSING = (
    ("a Patient resource (who this is)", "NOT with_patient"),
    ("date of birth", "age IS NULL"),
    ("a B12 result", "NOT tested"),
    ("a readable total B12", "total_b12_unreadable IS TRUE"),
    ("MMA", "mma_measured IS NOT TRUE"),
    ("homocysteine", "homocysteine_measured IS NOT TRUE"),
    ("eGFR beside the metabolites", "egfr_measured IS NOT TRUE AND mma_measured IS TRUE"),
)
"""What is missing to tell more of a patient, and when that is so in SQL."""


class Length(Value):
    """How many patients are on the worklist, by urgency."""

    by_urgency: tuple[tuple[Urgency, int], ...]

    @property
    def all(self) -> int:
        """All of them."""
        return sum(count for _, count in self.by_urgency)


def worklist_sql(guideline: Guideline, gaps: Sequence[Gap], as_of: date) -> str:
    """The worklist, in its order, as one SELECT over what is side by side, and facts."""
    phrasing = Phrasing(guideline.facts, as_of)
    urgent = urgent_steps(guideline)
    cannot_wait = " OR ".join(holds for _, holds in urgent) or "FALSE"
    some_gap = " OR ".join(f"{gap_column(gap.id)} IS TRUE" for gap in gaps) or "FALSE"
    return f"""
SELECT patient, urgency, gaps, actions, reasons, cannot_be_told, missing, age, sex FROM (
  SELECT patient, age, sex, gaps, cannot_be_told, missing, actions, reasons, urgent_steps,
    CASE WHEN urgent_steps > 0 THEN 'now' {_urgency_of(gaps)} END AS urgency,
    CASE {_grade_of(gaps)} ELSE {len(gaps)} END AS grade
  FROM (
    SELECT patient, age, recorded_sex AS sex,
      {" + ".join(_one(holds) for _, holds in urgent) or "0"} AS urgent_steps,
      {listed([_case(f"{gap_column(gap.id)} IS TRUE", gap.id) for gap in gaps])} AS gaps,
      {listed([_case(f"{gap_column(gap.id)} IS NULL", gap.id) for gap in gaps])} AS cannot_be_told,
      {listed([_case(when, code) for code, when in called_for(guideline).items()])} AS actions,
      {listed([_case(when, words) for words, when in MISSING])} AS missing,
      {listed(_reasons(guideline, gaps, phrasing))} AS reasons
    FROM (SELECT * FROM {LIVING} WHERE ({some_gap}) OR ({cannot_wait})) AS listed
    JOIN facts USING (patient)
  ) AS told
) AS graded
ORDER BY {_order("urgency", URGENCIES)}, urgent_steps DESC, grade, len(gaps) DESC,
  age DESC NULLS LAST, patient"""


def _one(when: str) -> str:
    return f"CASE WHEN {when} THEN 1 ELSE 0 END"


def _case(when: str, words: str) -> str:
    return f"CASE WHEN {when} THEN {text(words)} END"


def _urgency_of(gaps: Sequence[Gap]) -> str:
    return " ".join(
        f"WHEN list_contains(gaps, {text(gap.id)}) THEN {text(gap.urgency)}"
        for gap in sorted(gaps, key=lambda gap: URGENCIES.index(gap.urgency))
    )


def _grade_of(gaps: Sequence[Gap]) -> str:
    told = " ".join(
        f"WHEN list_contains(gaps, {text(gap.id)}) THEN {number}" for number, gap in enumerate(gaps)
    )
    return told or "WHEN FALSE THEN 0"


def _order(column: str, values: Sequence[str]) -> str:
    cases = " ".join(f"WHEN {text(value)} THEN {number}" for number, value in enumerate(values))
    return f"CASE {column} {cases} END"


def _reasons(guideline: Guideline, gaps: Sequence[Gap], phrasing: Phrasing) -> list[str]:
    urgent = urgent_steps(guideline)
    holds = {action.rule.says: when for action, when in urgent}
    steps = [_case(when, says) for says, when in holds.items()]
    some = " OR ".join(holds.values()) or "FALSE"
    told_already = [gap for gap in gaps if gap.id in TELL_FINDINGS]
    told_anyway = " OR ".join(f"{gap_column(gap.id)} IS TRUE" for gap in told_already) or "FALSE"
    findings = (
        f"CASE WHEN ({some}) AND ({told_anyway}) IS NOT TRUE THEN {phrasing.ending(FINDINGS)} END"
    )
    told = [
        f"CASE WHEN {gap_column(gap.id)} IS TRUE"
        f" THEN {phrasing.first_of(SENTENCES.get(gap.id, ()), gap.rule.says)} END"
        for gap in gaps
    ]
    return [*steps, findings, *told]


def write_worklist(database: Database, worklist: str, place: Path) -> None:
    """Write the whole worklist as Parquet, for programs."""
    path = text(str(place))
    database.execute(f"COPY ({worklist}) TO {path} (FORMAT parquet, COMPRESSION zstd)")


def length(database: Database, place: Path) -> Length:
    """How long the worklist is that was written to this place."""
    query = f"SELECT urgency, count(*) FROM read_parquet({text(str(place))}) GROUP BY urgency"
    counted = dict(rows(database, query))
    return Length(tuple((urgency, counted.get(urgency, 0)) for urgency in URGENCIES))


def first_rows(database: Database, place: Path, size: int | None) -> Iterator[Row]:
    """The first rows of the worklist written to this place; all of them for None."""
    limit = "" if size is None else f" LIMIT {size}"
    columns = ", ".join(COLUMNS)
    database.execute(
        f"SELECT {columns} FROM read_parquet({text(str(place))}, file_row_number = true)"
        f" ORDER BY file_row_number{limit}"
    )
    while some := database.fetchmany(1000):
        yield from some


def as_csv(listed_rows: Iterator[Row]) -> Iterator[str]:
    """The worklist for people, line by line; it opens in any spreadsheet.

    Plain ASCII but for ids that are not, and so without a byte order mark, which many programs
    would take for part of the first heading.
    """
    yield line(COLUMNS)
    for row in listed_rows:
        yield line([_cell(name, value) for name, value in zip(COLUMNS, row, strict=True)])


def _cell(column: str, value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            parts = [str(part) for part in value]  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType]
            return ("; " if column == "missing" else " ").join(parts)
        case _:
            return str(value)

"""A page of spec rows: Markdown tables that a clinician can read, as rows of facts and answers.

    ## total_b12.low                      a rule by its id, in every guideline that has it
    ## question total_b12 [ng239]         a question by its name, in the guidelines named

    Given: pregnant no, age 60 a          facts of every row of the next table
    Given: an empty record, pregnant yes  the same on top of what an empty record says

    | total_b12 | verdict | why this row |
    |---|---|---|
    | 179 ng/L | yes | just below the cut-point |
    | | unknown | no result yet |

A rule's tables end in `verdict` (yes, no, unknown), a question's in `answer` (a code; "code?"
where it only leans), both then in `why this row`. All columns before these are facts: "yes" or
"no", or an amount with its unit, bounded or not ("<150 ng/L"); the unit may be left out where
the fact has one. An empty cell is unknown; given an empty record, it is what that record says,
where "unknown" makes it unknown, and "measured" need not be said of what has a value. A column
`known` holds several facts, written as they are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cobalamin.quantity import Amount, Bound
from cobalamin.rules.expression import Fact

WHY = "why this row"
EMPTY = "an empty record"
KNOWN = "known"
_AMOUNT = re.compile(r"(?P<bound><=|>=|<|>|)\s*(?P<number>\d+(?:\.\d+)?)(?:\s+(?P<unit>\S.*))?")
_BOUNDS: dict[str, Bound] = {"": "", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class PageError(Exception):
    """A page cannot be read; the words begin with file and line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it is written: where, its cells by column, and what it expects."""

    where: str
    cells: Mapping[str, str]
    expected: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its subject, the guidelines named (none: all), what is given, and its rows.

    `on_empty`: what is not given is what an empty record says of it, and not unknown.
    """

    where: str
    subject: str
    is_question: bool
    profiles: tuple[str, ...]
    given: Mapping[str, str]
    on_empty: bool
    lines: tuple[Line, ...]


def tables(page: Path) -> Iterator[Table]:
    """The tables of a page. Raises PageError, naming file and line, for what cannot be read."""
    heading, given, block = "", dict[str, str](), list[tuple[str, str]]()
    for number, text in enumerate([*page.read_text(encoding="utf-8").splitlines(), ""], 1):
        where = f"{page.name}:{number}"
        if text.lstrip().startswith("|"):
            block.append((where, text))
            continue
        if block:
            yield _table(heading, given, block)
            given, block = {}, []
        if text.startswith("## "):
            heading, given = text.removeprefix("## "), {}
        elif text.lower().startswith("given:"):
            given = _given(where, text.partition(":")[2])


def _given(where: str, text: str) -> dict[str, str]:
    parts = [part.strip() for part in text.strip(" .").split(",")]
    if parts[0] == EMPTY:
        return {EMPTY: "", **(_given(where, ",".join(parts[1:])) if parts[1:] else {})}
    pairs = [part.split(None, 1) for part in parts]
    if any(len(pair) != 2 for pair in pairs):
        raise PageError(f"{where}: write `Given: fact value, fact value`, not {text.strip()!r}")
    return {name.strip("`"): value.strip() for name, value in pairs}


def _table(heading: str, given: Mapping[str, str], block: list[tuple[str, str]]) -> Table:
    where, titles = block[0]
    found = re.fullmatch(r"(question\s+)?`?([\w.-]+)`?\s*(?:\[([\w\s,-]+)\])?", heading.strip())
    if found is None:
        raise PageError(f"{where}: a table needs `## rule-id` or `## question name` above it")
    question, subject, profiles = found.groups()
    columns = _split(titles)
    last = ["answer" if question else "verdict", WHY]
    if columns[-2:] != last or len(set(columns)) != len(columns):
        raise PageError(f"{where}: the columns must differ and end in {last}, not {columns}")
    if len(block) < 3 or not set("".join(_split(block[1][1]))) <= set("-: "):
        raise PageError(f"{where}: a table is a line of titles, a line of dashes, and rows")
    return Table(
        where,
        subject,
        bool(question),
        tuple(name.strip() for name in (profiles or "").split(",") if name.strip()),
        {name: text for name, text in given.items() if name != EMPTY},
        EMPTY in given,
        tuple(_line(place, columns, _split(text)) for place, text in block[2:]),
    )


def _split(text: str) -> list[str]:
    return [cell.strip().strip("`").strip() for cell in text.strip().strip("|").split("|")]


def _line(where: str, columns: list[str], cells: list[str]) -> Line:
    if len(cells) != len(columns):
        raise PageError(f"{where}: {len(cells)} cells in a table of {len(columns)} columns")
    *facts, expected, why = cells
    if not expected or not why:
        raise PageError(f"{where}: say what is expected, and why this row is here")
    named = dict(zip(columns, facts, strict=False))
    known = named.pop(KNOWN, "")
    return Line(where, named | (_given(where, known) if known else {}), expected)


def read_cell(where: str, fact: Fact, text: str) -> Amount | bool | None:
    """The value that a cell gives a fact. Raises PageError when it gives none."""
    if text in ("", "unknown"):
        return None
    if not fact.units:
        if text not in ("yes", "no"):
            raise PageError(f"{where}: {fact.name} is yes, no or empty, not {text!r}")
        return text == "yes"
    found = _AMOUNT.fullmatch(text)
    unit = found["unit"] if found else None
    if found and unit is None and len(fact.units) == 1:
        unit = fact.units[0]
    if found is None or unit not in fact.units:
        raise PageError(f"{where}: {fact.name} is a number in {fact.units}, not {text!r}")
    return Amount(float(found["number"]), unit, _BOUNDS[found["bound"]])

"""Which spec rows show what a rule says? The Markdown tables of `tests/spec`, as tables of words.

The runner of the tests reads the same pages as facts; here they are only shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cobalamin.value import Value

_HEADING = re.compile(
    r"## (?P<question>question\s+)?`?(?P<subject>[\w.-]+)`?\s*(?:\[(?P<of>.+)\])?"
)


class SpecTable(Value):
    """One table: its page, the rule or question it is about, for which guidelines, and its rows.

    No guidelines named means all. `given` are facts of every row. Each row has a cell a column; the
    last two are what is expected and why the row is there.
    """

    page: str
    subject: str
    is_question: bool
    guidelines: tuple[str, ...]
    title: str
    given: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def spec_tables(page: Path) -> Iterator[SpecTable]:
    """The tables of one page, in its order."""
    heading: re.Match[str] | None = None
    title = given = ""
    block: list[str] = []
    for line in [*page.read_text(encoding="utf-8").splitlines(), ""]:
        if line.lstrip().startswith("|"):
            block.append(line)
            continue
        if block and heading:
            yield _table(page.name, heading, (title, given), block)
            given = ""
        block = []
        if line.startswith("## "):
            heading, title, given = _HEADING.fullmatch(line.strip()), "", ""
        elif line.startswith("### "):
            title = line.removeprefix("### ").strip()
        elif line.lower().startswith("given:"):
            given = line.partition(":")[2].strip(" .").replace("`", "")


def _table(
    page: str, heading: re.Match[str], about: tuple[str, str], block: list[str]
) -> SpecTable:
    titles, _, *rows = block
    return SpecTable(
        page,
        heading["subject"],
        bool(heading["question"]),
        tuple(name.strip() for name in (heading["of"] or "").split(",") if name.strip()),
        *about,
        _cells(titles),
        tuple(_cells(row) for row in rows),
    )


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().strip("`").strip() for cell in line.strip().strip("|").split("|"))

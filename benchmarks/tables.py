"""How does a measurement get into a document? A command writes a section of it anew."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path

from cobalamin.day import today

PERFORMANCE = Path(__file__).parents[1] / "docs" / "performance.md"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table in Markdown; every column but the first to the right."""
    ruler = ["---", *("---:" for _ in heads[1:])]
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (heads, ruler, *rows))


def measured(command: str) -> str:
    """By which command, on which day and on what it was measured."""
    load = f"; load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured {today()} by `{command}`: {os.cpu_count()} cores, "
        f"Python {platform.python_version()}{load}."
    )


def write_section(document: Path, heading: str, body: str) -> None:
    """Put a body under the heading in place of what stands there; add both where it is missing."""
    text = document.read_text(encoding="utf-8").rstrip("\n")
    title = f"\n## {heading}\n"
    before, found, rest = f"\n{text}\n".partition(title)
    _, other, after = rest.partition("\n## ")
    kept = f"\n## {after.rstrip()}\n" if found and other else ""
    document.write_text(f"{before.strip()}\n{title}\n{body.strip()}\n{kept}", encoding="utf-8")

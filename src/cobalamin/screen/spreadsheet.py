"""How is a line written that any spreadsheet opens, and takes no cell of for a formula?"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def line(cells: Sequence[str]) -> str:
    """One line of comma-separated values."""
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def harmless(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell

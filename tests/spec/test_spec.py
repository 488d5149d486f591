"""Do all spec rows hold, in every guideline they are about and in every reading?"""

from __future__ import annotations

from pathlib import Path

import pytest

from cobalamin.guideline.profiles import guidelines
from tests.spec.page import Table, tables
from tests.spec.runner import mismatches

PAGES = sorted(Path(__file__).parent.glob("*.md"))
TABLES = [table for page in PAGES for table in tables(page)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: f"{table.where} {table.subject}")
def test_every_row_holds(table: Table) -> None:
    wrong = mismatches(table, guidelines())
    assert wrong == [], "\n".join(wrong)

"""Does one assessment start without importing what it does not need?"""

from __future__ import annotations

import re
import subprocess
import sys

from tests.house.tree import ROOT

EXAMPLE = "examples/metformin-nine-years-numb-feet.json"
# Each of these costs more than the assessment itself, or serves only the tests.
HEAVY = frozenset(
    "altair asyncio cobalamin.rules.sql cobalamin.simulate ctypes decimal duckdb email http "
    "jsonschema lark logging multiprocessing numba numpy pandas pint polars pydantic pytest "
    "scipy sqlite3 ssl tomllib tqdm ucumvert unittest urllib.request vl_convert xml".split()
)


def imported_by_assess() -> set[str]:
    """The modules that a whole run of `cobalamin assess` on an example imports."""
    words = [sys.executable, "-X", "importtime", "-m", "cobalamin", "assess", EXAMPLE]
    words += ["--as-of", "2026-11-22"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    names = set(re.findall(r"^import time:[^|]*\|[^|]*\|\s*([\w.]+)$", done.stderr, re.MULTILINE))
    assert done.returncode == 0, done.stderr[-500:]
    return names


def test_an_assessment_imports_nothing_heavy() -> None:
    names = imported_by_assess()
    assert "cobalamin.assess.assess" in names  # the run really assessed
    assert names & HEAVY == set()

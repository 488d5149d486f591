"""Does each room import only from the floors below, and does the check notice when one does not?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

LINT_IMPORTS = str(Path(sys.executable).with_name("lint-imports"))


def floors_of(place: Path) -> subprocess.CompletedProcess[str]:
    """Check the floors of a copy of the product."""
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_of_the_product(place: Path) -> Path:
    shutil.copytree(ROOT / "src", place / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def test_the_floors_hold(tmp_path: Path) -> None:
    checked = floors_of(copy_of_the_product(tmp_path))
    assert checked.returncode == 0, checked.stdout


def test_a_room_that_reaches_upwards_is_noticed(tmp_path: Path) -> None:
    place = copy_of_the_product(tmp_path)
    low = place / "src/cobalamin/quantity.py"
    low.write_text(low.read_text(encoding="utf-8") + "\nimport cobalamin.chart\n", encoding="utf-8")
    checked = floors_of(place)
    assert checked.returncode == 1
    assert "cobalamin.quantity -> cobalamin.chart" in checked.stdout


def test_a_room_without_a_floor_is_noticed(tmp_path: Path) -> None:
    place = copy_of_the_product(tmp_path)
    (place / "src/cobalamin/attic.py").write_text('"""A room nobody placed."""\n', encoding="utf-8")
    checked = floors_of(place)
    assert checked.returncode == 1
    assert "attic" in checked.stdout

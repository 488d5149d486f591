"""Do the example notebooks run, and do the stored ones hold outputs and no machine's traces?"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from tests.house.tree import ROOT

FOLDER = ROOT / "examples" / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_BYTES = 150_000
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def run_again(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("run_again", FOLDER / "run_again.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.run(path)


def test_there_are_two_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["one-person", "virtual-trial"]


@each
def test_a_notebook_runs(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of Jupyter's own event loop are not ours
        book = run_again(path)
        asyncio.set_event_loop(None)
    outputs = [out for cell in book.cells for out in cell.get("outputs", ())]
    assert len(outputs) >= 3
    assert not any(out.output_type == "error" for out in outputs)


@each
def test_a_stored_notebook_is_small_and_names_no_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    book = json.loads(text)
    assert len(text) < MOST_BYTES
    assert set(book["metadata"]) == {"kernelspec"}
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert all(cell["metadata"] == {} for cell in code)
    assert sum(bool(cell["outputs"]) for cell in code) >= len(code) - 1
    assert "informs and never decides" in text

"""Is every example a valid FHIR record that the command line answers?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import fhirkit
import pytest

from tests.house.tree import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*json"))


def parts(example: Path) -> list[Any]:
    """The resources of an example: a bundle, an array of resources, or one on each line."""
    text = example.read_text(encoding="utf-8")
    lines = text.splitlines() if example.suffix == ".ndjson" else [text]
    read = [json.loads(line) for line in lines if line.strip()]
    return read[0] if isinstance(read[0], list) else read


each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)


@each
def test_an_example_is_valid_fhir(example: Path) -> None:
    faults = [str(issue) for part in parts(example) for issue in fhirkit.validate(part)]
    assert faults == []


@each
def test_an_example_is_answered_with_reasons(example: Path) -> None:
    words = ["assess", str(example), "--as-of", "2026-11-22", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "cobalamin", *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["answers"]["deficiency"]["because"]


def test_there_is_an_example() -> None:
    assert EXAMPLES

"""Can anything that the simulator says be read as a promise?"""

from __future__ import annotations

import json

import pytest

from cobalamin.simulate.saying import DISCLAIMER, in_percent
from tests.cli.command import call

WORDS = ["simulate", "--patient", "b12_pmol_l=80", "--patient", "cause=pernicious-anaemia"]
QUICK = ["--draws", "5", "--months", "2"]


@pytest.mark.parametrize(
    "words",
    [
        *([*WORDS, *QUICK, "--format", form] for form in ("text", "json", "svg", "html")),
        [*WORDS, "--draws", "0", "--months", "2", "--regimen", "no-treatment"],
        *(
            ["trial", "--patients", "2", "--months", "1", "--processes", "1", "--format", form]
            for form in ("text", "json")
        ),
    ],
    ids=" ".join,
)
def test_every_output_informs_and_never_decides(words: list[str]) -> None:
    done = call(*words)
    assert done.returncode == 0, done.stderr.decode()
    assert "informs and never decides" in " ".join(done.stdout.decode().split())


def test_programs_are_told_the_whole_of_it() -> None:
    found = json.loads(call(*WORDS, *QUICK, "--format", "json").stdout)
    assert found["disclaimer"] == DISCLAIMER
    assert any("extrapolated" in says for says in found["limits"])
    assert any("Laplace" in says for says in found["limits"])


def test_no_chance_is_shown_as_certain() -> None:
    assert [in_percent(share) for share in (0, 0.004, 0.006, 0.5, 0.994, 0.996, 1)] == [
        *("<1 %", "<1 %", "1 %", "50 %", "99 %", ">99 %", ">99 %"),
    ]

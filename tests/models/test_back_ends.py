"""Do bare Python, Numba and JavaScript walk the same course, to the twelfth digit?"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from typing import Any

import pytest

from cobalamin.simulate import engine
from cobalamin.simulate.compile.back_ends import GENERATED
from cobalamin.simulate.dosing import Given, arriving
from cobalamin.simulate.engine import NAMES, all_parameters, run, run_many
from tests.models.people import PERNICIOUS, deficient, doses, injections, well

CLOSE = 1e-12
REGIMENS = ["source-daily-then-monthly", "bnf-hydroxocobalamin-neurological", "mecobalamin-oral"]
WEEKLY = range(0, 365, 7)
NODE = shutil.which("node")


def far_apart(
    left: Sequence[Sequence[float]], right: Sequence[Sequence[float]]
) -> dict[str, float]:
    """The largest difference of each name over its largest size, where it is not close."""
    worst: dict[str, float] = {}
    for place, name in enumerate(NAMES):
        size = max(abs(row[place]) for row in left) or 1.0
        apart = max(abs(a[place] - b[place]) for a, b in zip(left, right, strict=True)) / size
        if apart > CLOSE:
            worst[name] = apart
    return worst


@pytest.mark.parametrize("regimen", REGIMENS)
def test_numba_gives_what_bare_python_gives(regimen: str) -> None:
    given = doses(regimen, 365)
    bare = run(PERNICIOUS, deficient(), given, WEEKLY, backend="python")
    fast = run(PERNICIOUS, deficient(), given, WEEKLY, backend="numba")
    assert bare.steps == fast.steps
    assert far_apart(bare.rows, fast.rows) == {}


def in_javascript(person: dict[str, float], given: tuple[Given, ...], days: list[float]) -> Any:
    """The steps and rows of a course in Node."""
    assert NODE
    words = "const s = require(process.argv[1]);"
    words += "const q = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    words += "const r = s.run(q.parameters, q.start, q.doses, q.days, q.tolerance);"
    words += "console.log(JSON.stringify({steps: r.steps, rows: r.course.map((x) => [...x])}));"
    asked = {
        "parameters": person,
        "start": deficient(),
        "doses": arriving(given, all_parameters(person)),
        "days": days,
        "tolerance": engine.TOLERANCE,
    }
    done = subprocess.run(
        [NODE, "-e", words, str(GENERATED / "page.js")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.skipif(NODE is None, reason="Node is not installed: JavaScript is not compared")
@pytest.mark.parametrize("regimen", REGIMENS)
def test_javascript_gives_what_bare_python_gives(regimen: str) -> None:
    person = {**PERNICIOUS, "egfr": 60, "diabetes": 0.3}
    given = doses(regimen, 365)
    bare = run(person, deficient(), given, WEEKLY, backend="python")
    page = in_javascript(person, given, list(WEEKLY))
    assert bare.steps == page["steps"]
    assert far_apart(bare.rows, page["rows"]) == {}


@pytest.mark.parametrize("backend", ["python", "numba"])
def test_many_people_at_once_are_each_of_them_alone(backend: engine.Backend) -> None:
    people = [{"egfr": 40}, {"intrinsic_factor": 0}, {}]
    starts = [well(), deficient(), deficient(120)]
    given = (*injections(1000, 0, 7), Given(3, 1000, "cyanocobalamin", "oral"))
    together = run_many(people, starts, given, WEEKLY, backend=backend)
    for i, (person, start) in enumerate(zip(people, starts, strict=True)):
        alone = run(person, start, given, WEEKLY, backend="python")
        assert far_apart(alone.rows, together.of(i).rows) == {}
        assert together.steps[i] == alone.steps
        assert together.of(i).state() == pytest.approx(alone.state(), rel=1e-9)
    assert together.on(-1, "mma_nmol_l")[0] > 1.5 * together.on(-1, "mma_nmol_l")[2]


def test_nobody_at_all_has_no_courses() -> None:
    assert list(run_many([], [], (), [1], backend="numba").rows) == []
    assert list(run_many([], [], (), [1], backend="python").rows) == []
    with pytest.raises(ValueError, match="1 people and 0 starts"):
        run_many([{}], [], (), [1])


def test_auto_takes_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.chosen("auto") == "numba"
    monkeypatch.setattr(engine, "find_spec", lambda _: None)
    assert engine.chosen("auto") == "python"
    with pytest.raises(ModuleNotFoundError, match="fast"):
        engine.chosen("numba")

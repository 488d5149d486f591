"""Is every hazard controlled by something that exists, and every guarded hazard in the log?"""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cobalamin.guideline.gates import SAFEGUARDS
from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.expression import Rule
from cobalamin.rules.reach import in_order, rules_of
from tests.house.tree import ROOT

LOG: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "safety" / "hazards.toml").read_text(encoding="utf-8")
)["hazard"]
SEVERITIES = ("minor", "moderate", "serious", "catastrophic")


def rules() -> tuple[Rule, ...]:
    """Every rule that a guideline or a safety gate reaches."""
    reached = (rule for guideline in guidelines().values() for rule in rules_of(guideline))
    return (*reached, *in_order(each.rule for each in SAFEGUARDS))


def ids(hazards: list[dict[str, Any]]) -> list[str]:
    return [hazard["id"] for hazard in hazards]


def test_hazards_are_numbered_in_order_and_once() -> None:
    assert ids(LOG) == sorted(set(ids(LOG)))


def test_every_hazard_that_a_rule_guards_is_in_the_log() -> None:
    guarded = {hazard for rule in rules() for hazard in rule.guards}
    assert guarded - set(ids(LOG)) == set()


# A simulated course is no rule's: no rule may read one (docs/decisions/0008). That two readings of
# the rules differ is held by comparing them, not by a rule.
WITHOUT_A_RULE = {"H-10", "H-11"}


def test_every_other_hazard_is_guarded_by_a_rule() -> None:
    guarded = {hazard for rule in rules() for hazard in rule.guards}
    assert set(ids(LOG)) - guarded == WITHOUT_A_RULE


@pytest.mark.parametrize("hazard", LOG, ids=ids(LOG))
def test_a_hazard_says_what_happens_and_to_whom(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {"id", "hazard", "situation", "harm", "severity", "controls"}
    assert all(hazard[key] for key in hazard)
    assert hazard["severity"] in SEVERITIES


def why_not_run(file: str, name: str) -> str:
    """Why pytest would not run a test to its end; empty when it would."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name]
    collected = file.startswith("tests/") and (ROOT / file).name.startswith("test_")
    if len(found) != 1 or not collected or not name.startswith("test_"):
        return f"{file} has not one test {name} that pytest collects"
    skipping = re.compile(r"\b(skip|skipif|xfail|importorskip)\b")
    module_wide = [ast.unparse(n) for n in tree.body if not isinstance(n, ast.FunctionDef)]
    words = "\n".join([ast.unparse(found[0]), *module_wide])
    return f"{name} may be skipped" if skipping.search(words) else ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def test_a(): pass", ""),
        ("def test_b(): pass", "has not one test test_a"),
        ("def test_a(): pass\ndef test_a(): pass", "has not one test test_a"),
        ("@pytest.mark.skip\ndef test_a(): pass", "may be skipped"),
        ("def test_a(): pytest.skip('no')", "may be skipped"),
        ("pytestmark = pytest.mark.xfail\ndef test_a(): pass", "may be skipped"),
    ],
)
def test_a_test_that_is_not_run_is_no_control(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(text, encoding="utf-8")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    found = why_not_run("tests/test_x.py", "test_a")
    assert told in found if told else found == ""


@pytest.mark.parametrize("hazard", LOG, ids=ids(LOG))
def test_the_controls_of_a_hazard_exist(hazard: dict[str, Any]) -> None:
    kinds = [kind for control in hazard["controls"] for kind in control if kind != "how"]
    assert {"code", "test"} <= set(kinds) <= {"code", "test", "rule"}
    known = {rule.id for rule in rules()}
    for control in hazard["controls"]:
        match control:
            case {"code": str(path), "how": str(how)}:
                module, name = path.rsplit(".", 1)
                assert hasattr(importlib.import_module(f"cobalamin.{module}"), name), path
                assert how
            case {"test": str(path), "how": str(how)}:
                file, _, name = path.partition("::")
                assert why_not_run(file, name) == "", path
                assert how
            case {"rule": str(rule)}:
                assert rule in known
            case _:
                pytest.fail(f"{hazard['id']}: this is no control: {control}")

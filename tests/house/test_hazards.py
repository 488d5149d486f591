"""Is every hazard controlled by something that exists, and every guarded hazard in the log?"""

from __future__ import annotations

import ast
import importlib
import tomllib
from typing import Any

import pytest

from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.expression import Rule
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import in_order
from tests.house.tree import ROOT

LOG: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "safety" / "hazards.toml").read_text(encoding="utf-8")
)["hazard"]
SEVERITIES = ("minor", "moderate", "serious", "catastrophic")


def rules() -> tuple[Rule, ...]:
    """Every rule that a guideline reaches."""
    return tuple(rule for guideline in guidelines().values() for rule in in_order(roots(guideline)))


def roots(guideline: Guideline) -> list[Rule]:
    """The rules of a guideline's answers and next steps."""
    answers = [rule for question in guideline.questions for _, rule in question.answers]
    return [*answers, *(action.rule for action in guideline.actions)]


def ids(hazards: list[dict[str, Any]]) -> list[str]:
    return [hazard["id"] for hazard in hazards]


def test_hazards_are_numbered_in_order_and_once() -> None:
    assert ids(LOG) == sorted(set(ids(LOG)))


def test_every_hazard_that_a_rule_guards_is_in_the_log() -> None:
    guarded = {hazard for rule in rules() for hazard in rule.guards}
    assert guarded - set(ids(LOG)) == set()


def test_every_hazard_is_guarded_by_a_rule() -> None:
    guarded = {hazard for rule in rules() for hazard in rule.guards}
    assert set(ids(LOG)) - guarded == set()


@pytest.mark.parametrize("hazard", LOG, ids=ids(LOG))
def test_a_hazard_says_what_happens_and_to_whom(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {"id", "hazard", "situation", "harm", "severity", "controls"}
    assert all(hazard[key] for key in hazard)
    assert hazard["severity"] in SEVERITIES


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
                tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
                assert name in {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}, path
                assert how
            case {"rule": str(rule)}:
                assert rule in known
            case _:
                pytest.fail(f"{hazard['id']}: this is no control: {control}")

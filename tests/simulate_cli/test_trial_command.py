"""Does a virtual trial give the same table for the same seed, however the work is shared out?"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import cobalamin.simulate
from cobalamin.simulate.cohort import patient
from cobalamin.simulate.virtual_trial import mean, share
from tests.cli.command import call, complaint

SCHEMA = Path(cobalamin.simulate.__file__).with_name("trial-1.schema.json")
SMALL = ["trial", "--patients", "33", "--months", "6"]


@cache
def table(processes: int, seed: int = 3) -> bytes:
    words = [*SMALL, "--seed", str(seed), "--processes", str(processes), "--format", "json"]
    done = call(*words)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""  # no bar where there is no terminal
    return done.stdout


def arms() -> dict[str, dict[str, Any]]:
    return {arm["regimen"]: arm["outcomes"] for arm in json.loads(table(1))["arms"]}


def test_the_number_of_processes_changes_no_byte_and_the_seed_does() -> None:
    assert table(1) == table(2)
    assert table(1) != table(1, seed=4)


def test_the_table_keeps_to_its_schema() -> None:
    found = json.loads(table(1))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    assert found["schema"] == "cobalamin.trial/1"
    assert (found["patients"], found["seed"]) == (33, 3)
    assert sum(found["causes"].values()) == 33
    for outcomes in arms().values():
        assert all(each["low"] <= each["estimate"] <= each["high"] for each in outcomes.values())
        parts = [outcomes[f"{part}_recovery"]["estimate"] for part in ("full", "partial", "little")]
        assert sum(parts) == pytest.approx(1, abs=1e-3)


def test_treated_patients_fare_better_than_untreated() -> None:
    none, treated = arms()["no-treatment"], arms()["source-daily-then-monthly"]
    assert none["symptoms_over_first_arm"]["low"] > 0
    assert none["full_recovery"]["high"] < treated["full_recovery"]["estimate"]


def test_tablets_are_slower_than_injections() -> None:
    tablets, injections = arms()["oral-cyanocobalamin-1mg"], arms()["source-daily-then-monthly"]
    early = "halved_in_3_months"
    assert tablets[early]["estimate"] <= injections[early]["estimate"]
    assert tablets["symptoms_over_first_arm"]["low"] > 0


def test_a_patient_does_not_depend_on_the_others() -> None:
    first, again, other = (patient(5, number, "numba") for number in (7, 7, 8))
    assert first.state == again.state
    assert first.state != other.state


def test_intervals_are_wilsons_and_the_normals() -> None:
    none = share([False] * 20)
    assert (none.estimate, none.low) == (0, 0)
    assert none.high == pytest.approx(0.161, abs=2e-3)  # 1.96^2 / (20 + 1.96^2)
    half = mean([0.0, 1.0] * 50)
    assert half.high - half.estimate == pytest.approx(1.96 * 0.5025 / 10, rel=1e-3)


def test_the_text_informs() -> None:
    text = call(*SMALL, "--processes", "1").stdout.decode()
    assert "informs and never decides" in text
    assert "says nothing of how right" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 88


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--patients", "1"], "not from 2 to"),
        (["--seed", "x"], "not from 0 to"),
        (["--regimen", "leeches"], "there is no such regimen"),
    ],
)
def test_what_is_at_fault_is_said_in_one_line(words: list[str], says: str) -> None:
    assert says in complaint(call("trial", *words))

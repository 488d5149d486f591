"""Does `cobalamin simulate` answer for a record and for words, and refuse in one line?"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import cobalamin.simulate
from cobalamin.simulate.saying import DISCLAIMER
from tests.cli.command import (
    EGFR,
    MMA,
    PATIENT,
    RECORD,
    bundle,
    call,
    complaint,
    observation,
    saved,
)

SCHEMA = Path(cobalamin.simulate.__file__).with_name("course-1.schema.json")
WORDS = [
    word
    for pair in (
        *("cause=pernicious-anaemia", "age=66", "sex=female", "egfr=70", "b12_pmol_l=60"),
        *("mma_nmol_l=2000", "haemoglobin_g_dl=10", "months_of_symptoms=5", "severity_0_10=3"),
    )
    for word in ("--patient", pair)
]
QUICK = ["--draws", "20", "--as-of", "2026-11-22"]


@cache
def course(*words: str) -> dict[str, Any]:
    done = call("simulate", *words, *QUICK, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_the_answer_keeps_to_its_schema() -> None:
    found = course(*WORDS)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(found, schema)
    for each in found["courses"]:
        assert sum(each["recovery"].values()) == pytest.approx(1, abs=1e-3)
        for name, median in each["median"].items():
            assert len(median) == len(found["days"])
            assert all(
                a <= b <= c
                for a, b, c in zip(each["low"][name], median, each["high"][name], strict=True)
            )


def test_the_same_seed_gives_the_same_bytes() -> None:
    words = ["simulate", *WORDS, *QUICK, "--months", "2", "--regimen", "bnf-hydroxocobalamin"]
    first, again = (call(*words, "--seed", "7", "--format", "json").stdout for _ in range(2))
    other = call(*words, "--seed", "8", "--format", "json").stdout
    assert first == again != other


def test_waiting_costs_recovery() -> None:
    delay = course(*WORDS)["delay"]
    assert delay["later"]["symptoms_0_10"]["median"] > delay["now"]["symptoms_0_10"]["median"]
    assert delay["later"]["recovery"]["full"] < delay["now"]["recovery"]["full"]


def test_a_record_is_fitted_by_its_own_results(tmp_path: Path) -> None:
    found = course(saved(tmp_path, RECORD), "--regimen", "no-treatment")
    assert found["fitted_to"] == ["Observation/b12", "Observation/mma"]
    assert found["patient"]["id"] == "p1"
    # 164 ng/L is 121 pmol/L; the fit lies within the error of one sample
    assert found["courses"][0]["median"]["total_b12_pmol_l"][0] == pytest.approx(121, rel=0.35)


def test_what_is_not_used_is_said(tmp_path: Path) -> None:
    odd = observation("hb", "718-7", 90, "g/dL")
    found = course(saved(tmp_path, bundle(PATIENT, MMA, EGFR, odd)), "--regimen", "no-treatment")
    assert any("Observation/hb" in says and "outside" in says for says in found["limits"])
    assert found["fitted_to"] == ["Observation/mma"]


@pytest.mark.parametrize("width", ["72", "100"])
def test_text_informs_and_keeps_within_its_width(width: str) -> None:
    done = call("simulate", *WORDS, *QUICK, env={"COLUMNS": width})
    text = done.stdout.decode()
    assert done.returncode == 0
    assert max(map(len, text.splitlines())) <= 88  # no terminal here: the fixed width
    assert " ".join(text.split()).count(DISCLAIMER) == 2
    assert "Haemoglobin [g/dL]" in text
    assert "extrapolated" in text


def test_text_is_drawn_in_ascii_where_nothing_else_can_be_shown() -> None:
    done = call("simulate", *WORDS, *QUICK, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"\\u" not in done.stdout
    assert done.stdout.isascii()


def test_one_line_says_that_it_hides_the_doubt() -> None:
    done = call("simulate", *WORDS, "--draws", "0", "--regimen", "no-treatment")
    text = " ".join(done.stdout.decode().split())
    assert "one line hides all that is not known" in text
    assert "chance of full" not in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "name the files of one record, or say --patient"),
        (["--patient", "weight=80"], "there is no such key"),
        (["--patient", "egfr=many"], "is not a number"),
        (["--patient", "b12_pmol_l=100 mg/L"], "is not a unit of it"),
        (["--patient", "age=66", "--regimen", "leeches"], "there is no such regimen"),
        (["--patient", "age=66", "--months", "0"], "'0' is not from 1 to 120"),
        (["--patient", "age=66", "--draws", "-1"], "not from 0 to"),
        (["--patient", "cause=nothing"], "the cause is one of"),
        (["nowhere.json"], "there is no such file"),
        (["nowhere.json", "--patient", "age=66"], "not both"),
    ],
)
def test_what_is_at_fault_is_said_in_one_line(words: list[str], says: str) -> None:
    assert says in complaint(call("simulate", *words))


def test_two_patients_are_refused_by_name(tmp_path: Path) -> None:
    other = {**PATIENT, "id": "p2"}
    said = complaint(call("simulate", saved(tmp_path, bundle(PATIENT, other))))
    assert "p1" in said
    assert "p2" in said

"""What does a person or a program get who calls the installed command?"""

from __future__ import annotations

import json
import os
import re
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path

import fhirkit
import pytest

from cobalamin import __version__
from cobalamin.cli import GUIDELINE_NAMES
from cobalamin.guideline.profiles import DEFAULT, NAMES
from tests.cli.command import (
    ABOUT,
    B12,
    COMMAND,
    DAY,
    EGFR,
    MMA,
    PATIENT,
    RECORD,
    bundle,
    call,
    complaint,
    observation,
    saved,
    worded,
)
from tests.output.test_output_json import VALIDATOR


def test_a_record_gives_text_that_opens_with_the_answer(tmp_path: Path) -> None:
    done = call("assess", saved(tmp_path, RECORD), DAY)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"B12 deficiency is confirmed. Treatment is indicated")
    assert b"As of 2026-11-22" in done.stdout
    assert b"164 ng/L" in done.stdout
    assert b"Observation/b12" in done.stdout
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("guideline", NAMES)
def test_a_program_gets_json_that_keeps_the_schema(tmp_path: Path, guideline: str) -> None:
    path = saved(tmp_path, RECORD)
    done = call("assess", path, DAY, "--format=json", "--guideline", guideline)
    assert (done.returncode, done.stderr) == (0, b"")
    answer = json.loads(done.stdout)
    assert [error.message for error in VALIDATOR.iter_errors(answer)] == []
    assert answer["guideline"] == guideline
    assert answer["patient"] == {"id": "p1", "age_years": 64, "sex": "female"}
    assert answer["answers"]["deficiency"]["code"] == "confirmed"
    cited = {cite["id"] for cite in answer["citations"]}
    assert {
        c for a in answer["answers"].values() for b in a["because"] for c in b["cites"]
    } <= cited


def test_an_ehr_gets_fhir_that_validates(tmp_path: Path) -> None:
    done = call("assess", saved(tmp_path, RECORD), DAY, "--format", "fhir")
    assert (done.returncode, done.stderr) == (0, b"")
    assert fhirkit.validate(done.stdout) == []
    said = json.loads(done.stdout)
    impression = said["entry"][0]["resource"]
    assert impression["resourceType"] == "ClinicalImpression"
    assert impression["subject"] == ABOUT


def test_the_guidelines_offered_are_those_that_exist() -> None:
    assert GUIDELINE_NAMES == NAMES
    assert GUIDELINE_NAMES[0] == DEFAULT


def test_nothing_depends_on_the_moment_or_the_way_of_reading(tmp_path: Path) -> None:
    """A file, its parts, standard input and the other way to start the command agree."""
    whole = call("assess", saved(tmp_path, RECORD), DAY, "--format=json").stdout
    parts = [
        saved(tmp_path, PATIENT, "patient.json"),
        saved(tmp_path, json.dumps([B12, MMA]).encode(), "array.json"),
        saved(tmp_path, json.dumps(EGFR).encode() + b"\n", "one.ndjson"),
    ]
    assert call("assess", *parts, DAY, "--format=json").stdout == whole
    given = json.dumps(RECORD).encode()
    assert call("assess", "-", DAY, "--format=json", given=given).stdout == whole
    mixed = call(
        "assess", "-", *parts[1:], DAY, "--format=json", given=json.dumps(PATIENT).encode()
    )
    assert mixed.stdout == whole
    module = [sys.executable, "-m", "cobalamin", "assess", "-", DAY, "--format=json"]
    done = subprocess.run(module, input=given, capture_output=True, check=True, timeout=60)
    assert done.stdout == whole


def test_without_a_day_it_is_as_of_today(tmp_path: Path) -> None:
    done = call("assess", saved(tmp_path, RECORD), "--format=json")
    assert date.fromisoformat(json.loads(done.stdout)["as_of"]) >= date(2026, 1, 1)


def test_what_is_dated_after_the_day_is_not_read(tmp_path: Path) -> None:
    done = call("assess", saved(tmp_path, RECORD), "--as-of=2026-11-09", "--format=json")
    assert json.loads(done.stdout)["answers"]["deficiency"]["code"] == "not-tested"


@pytest.mark.parametrize("words", [(), ("assess",)])
def test_help_shows_examples_and_says_what_it_is_not(words: tuple[str, ...]) -> None:
    done = call(*words, "--help")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"examples:" in done.stdout
    assert b"does not replace it" in done.stdout


def test_only_what_exists_is_offered() -> None:
    said = call("--help").stdout.decode()
    for now in ("assess", "screen", "simulate", "trial", "knowledge"):
        assert f"\n    {now}" in said
    for later in ("plan", "serve"):
        assert f"  {later} " not in said
        assert later in complaint(call(later, "record.json"))


def test_the_version_is_told() -> None:
    assert call("--version").stdout.decode().strip() == f"cobalamin {__version__}"


def test_a_wrong_unit_is_a_problem_and_never_a_guess(tmp_path: Path) -> None:
    odd = observation("b12", "2132-9", 164, "pg/dL")
    done = call("assess", saved(tmp_path, bundle(PATIENT, odd)), DAY, "--format=json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["answers"]["total_b12"]["code"] not in ("deficient", "indeterminate", "unlikely")
    assert [p["resource"] for p in answer["problems"]] == ["Observation/b12"]
    assert "pg/dL" in answer["problems"][0]["says"]


def test_a_large_record_is_read_whole(tmp_path: Path) -> None:
    padding = [observation(f"glucose-{n}", "2345-7", 90, "mg/dL") for n in range(20_000)]
    done = call("assess", saved(tmp_path, bundle(PATIENT, *padding, B12)), DAY, "--format=json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["answers"]["total_b12"]["code"] == "deficient"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_of_any_encoding_gets_the_text(tmp_path: Path, encoding: str) -> None:
    odd = worded("µg–“l”€")
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = call("assess", saved(tmp_path, bundle(PATIENT, odd)), DAY, env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode(encoding)
    assert ("µg–“l”€" in text) == (encoding in ("cp1252", "utf-8"))
    assert ('ug-"l"\\u20ac' in text) == (encoding in ("ascii", "latin-1"))


def test_json_is_utf_8_whatever_the_terminal_is(tmp_path: Path) -> None:
    odd = worded("µg–l")
    path = saved(tmp_path, bundle(PATIENT, odd))
    done = call("assess", path, DAY, "--format=json", env={"PYTHONIOENCODING": "ascii"})
    assert "µg–l" in done.stdout.decode("utf-8")


def on_a_terminal(path: str, columns: int, **env: str) -> str:
    """What a terminal of this many columns receives."""
    fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    words = [COMMAND, "assess", path, DAY]
    told = {**os.environ, "TERM": "xterm", "NO_COLOR": "", **env}
    process = subprocess.Popen(words, stdout=theirs, env=told)
    os.close(theirs)
    received = b""
    try:
        while part := os.read(ours, 65536):
            received += part
    except OSError:  # Linux ends a terminal so
        pass
    os.close(ours)
    assert process.wait(60) == 0
    return received.decode().replace("\r\n", "\n")


def test_a_terminal_gets_bold_headings_in_its_own_width(tmp_path: Path) -> None:
    path = saved(tmp_path, RECORD)
    text = on_a_terminal(path, 76)
    assert text.startswith("\x1b[1mB12 deficiency is confirmed")
    assert "\n\x1b[1mWhy\x1b[0m\n" in text
    widest = {columns: max(map(len, plain(on_a_terminal(path, columns)))) for columns in (76, 300)}
    assert widest[76] <= 76 < widest[300] <= 100


def plain(text: str) -> list[str]:
    return re.sub(r"\x1b\[[01]m", "", text).splitlines()


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_a_terminal_that_wants_no_colour_gets_none(tmp_path: Path, env: dict[str, str]) -> None:
    assert "\x1b" not in on_a_terminal(saved(tmp_path, RECORD), 80, **env)

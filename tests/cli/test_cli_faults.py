"""What is told when the input, the command line, the output or we ourselves are at fault?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import (
    COMMAND,
    DAY,
    PATIENT,
    RECORD,
    bundle,
    call,
    complaint,
    observation,
    saved,
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "COMMAND"),
        (("assess",), "PATH"),
        (("assess", "x", "--as-of", "22.11.2026"), "--as-of: '22.11.2026' is not a date such as"),
        (("assess", "x", "--as-of", "20261122"), "is not a date such as 2026-11-22"),
        (("assess", "x", "--as-of", "2026-02-30"), "is not a date"),
        (("assess", "x", "--as-of", ""), "is not a date"),
        (("assess", "x", "--guideline", "nice"), "confirm-first"),
        (("assess", "x", "--format", "html"), "--format"),
        (("assess", "x", "--form", "json"), "--form"),
        (("assess", "x", "--no\nsuch"), "no such"),
        (("assess", "-", "-"), "only once"),
    ],
)
def test_a_mistyped_command_gets_one_line(words: tuple[str, ...], told: str) -> None:
    assert told in complaint(call(*words))


def nested(levels: int) -> bytes:
    return (
        b'{"resourceType":"Patient","id":"p1","extension":' + b"[" * levels + b"]" * levels + b"}"
    )


UNREADABLE: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("record.json", "empty")),
    "blank": (b" \n\n ", ("record.json",)),
    "cut off": (json.dumps(RECORD).encode()[:-40], ("record.json",)),
    "not JSON": (b"<Bundle/>", ("record.json",)),
    "a number": (b"42", ("record.json",)),
    "not FHIR": (b'{"name": "p1"}', ("record.json", "resourceType")),
    "random": (bytes(range(256)) * 20, ("record.json",)),
    "deep": (nested(1000), ("record.json",)),
    "very deep": (b"[" * 200_000, ("record.json",)),
    "not Unicode": (b'{"resourceType":"Patient","id":"\xff"}', ("record.json",)),
    "NaN": (b'{"resourceType":"Patient","id":NaN}', ("record.json",)),
    "two patients": (
        json.dumps(bundle(PATIENT, {**PATIENT, "id": "p2"})).encode(),
        ("p1", "p2"),
    ),
}


@pytest.mark.parametrize("kind", UNREADABLE)
def test_a_file_that_is_no_record_gets_one_line_that_names_it(tmp_path: Path, kind: str) -> None:
    content, told = UNREADABLE[kind]
    line = complaint(call("assess", saved(tmp_path, content), DAY))
    assert [word for word in told if word not in line] == []


def test_standard_input_is_named_when_it_is_at_fault() -> None:
    assert "standard input" in complaint(call("assess", "-", given=b"{"))


def test_the_file_at_fault_is_named_among_several(tmp_path: Path) -> None:
    good, bad = saved(tmp_path, RECORD), saved(tmp_path, b"{", "labs.json")
    assert "labs.json" in complaint(call("assess", good, bad, DAY))


def test_a_missing_file_a_folder_and_a_closed_file_are_told_apart(tmp_path: Path) -> None:
    assert "there is no such file" in complaint(call("assess", str(tmp_path / "none.json")))
    assert "is a folder" in complaint(call("assess", str(tmp_path)))
    if getattr(os, "geteuid", int)():  # the superuser may read everything
        path = Path(saved(tmp_path, RECORD))
        path.chmod(0)
        assert "cannot be read: Permission denied" in complaint(call("assess", str(path)))
    record = saved(tmp_path, RECORD)
    assert "Not a directory" in complaint(call("assess", f"{record}/more"))


def test_a_name_with_odd_characters_stays_one_line(tmp_path: Path) -> None:
    assert "no such file" in complaint(call("assess", str(tmp_path / "a\nb\x1b[31m.json")))
    assert "no such file" in complaint(call("assess", os.fsdecode(b"\xff\xfe.json")))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no endless file")
def test_a_file_without_end_is_refused() -> None:
    assert "is too large" in complaint(call("assess", "/dev/zero"))


def test_what_is_no_unit_at_all_stops_the_run_and_names_the_field(tmp_path: Path) -> None:
    odd = observation("b12", "2132-9", 164, "bananas")
    line = complaint(call("assess", saved(tmp_path, bundle(PATIENT, odd)), DAY))
    told = ("record.json", "Observation/b12", "valueQuantity", "bananas")
    assert [word for word in told if word not in line] == []


@pytest.mark.parametrize("form", ["text", "json", "fhir"])
def test_a_reader_that_stops_early_is_no_fault(tmp_path: Path, form: str) -> None:
    words = [COMMAND, "assess", saved(tmp_path, RECORD), DAY, f"--format={form}"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_answer_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    words = [COMMAND, "assess", saved(tmp_path, RECORD), DAY]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr == b"cobalamin: the answer could not be written: No space left on device\n"


SABOTAGE = """
import sys
import cobalamin.cli, cobalamin.assess.as_text
def broken(*words, **more): raise KeyError("Mrs Example, born 1962")
cobalamin.assess.as_text.as_text = broken
sys.exit(cobalamin.cli.run(sys.argv[1:]))
"""


def sabotaged(path: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", SABOTAGE, "assess", path, DAY],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, **env},
    )


def test_our_own_fault_is_one_line_that_says_so_and_tells_nothing_of_the_patient(
    tmp_path: Path,
) -> None:
    done = sabotaged(saved(tmp_path, RECORD))
    assert (done.returncode, done.stdout) == (1, b"")
    said = done.stderr.decode()
    assert said.count("\n") == 1
    assert "this is our fault" in said
    assert "KeyError at cobalamin.cli line " in said
    assert "report" in said
    assert "Mrs Example" not in said


def test_the_trace_of_our_own_fault_can_be_asked_for(tmp_path: Path) -> None:
    done = sabotaged(saved(tmp_path, RECORD), COBALAMIN_DEBUG="1")
    assert done.returncode == 1
    assert b"Traceback" in done.stderr
    assert b"Mrs Example" in done.stderr

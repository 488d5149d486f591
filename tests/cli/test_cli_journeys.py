"""What does a person or a program meet who calls the installed command?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import fhirkit
import pytest

from cobalamin import __version__
from cobalamin.cli import GUIDELINE_NAMES
from cobalamin.guideline.profiles import DEFAULT, NAMES
from tests.output.test_output_json import VALIDATOR

Resource = dict[str, Any]
COMMAND = Path(sys.executable).with_name("cobalamin.exe" if os.name == "nt" else "cobalamin")
DAY = "--as-of=2026-11-22"
ABOUT = {"reference": "Patient/p1"}


def observation(name: str, loinc: str, value: float, unit: str) -> Resource:
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "subject": ABOUT,
        "effectiveDateTime": "2026-11-10",
        "valueQuantity": {
            "value": value,
            "unit": unit,
            "system": "http://unitsofmeasure.org",
            "code": unit,
        },
    }


def worded(text: str) -> Resource:
    """A result in words, which becomes a problem that quotes them."""
    result = observation("b12", "2132-9", 164, "ng/L")
    del result["valueQuantity"]
    return {**result, "valueString": text}


PATIENT: Resource = {
    "resourceType": "Patient",
    "id": "p1",
    "gender": "female",
    "birthDate": "1962-03-04",
}
B12 = observation("b12", "2132-9", 164, "ng/L")
MMA = observation("mma", "13964-2", 620, "nmol/L")
EGFR = observation("egfr", "69405-9", 78, "mL/min/{1.73_m2}")


def bundle(*resources: Resource) -> Resource:
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }


RECORD = bundle(PATIENT, B12, MMA, EGFR)


def call(
    *words: str, given: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *words],
        input=given,
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        check=False,
        timeout=60,
    )


def saved(folder: Path, content: Resource | bytes, name: str = "record.json") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line that says what is at fault: status 2, nothing on standard output."""
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), said
    assert said.startswith("cobalamin: ")
    assert said.count("\n") == 1
    assert said.endswith("\n")
    assert "Traceback" not in said
    return said.removeprefix("cobalamin: ").strip()


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
    for later in ("plan", "simulate", "trial", "screen", "serve", "knowledge"):
        assert f"  {later} " not in said
        assert later in complaint(call(later, "record.json"))


def test_the_version_is_told() -> None:
    assert call("--version").stdout.decode().strip() == f"cobalamin {__version__}"


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
    if os.geteuid():  # the superuser may read everything
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


def test_a_wrong_unit_is_a_problem_and_never_a_guess(tmp_path: Path) -> None:
    odd = observation("b12", "2132-9", 164, "pg/dL")
    done = call("assess", saved(tmp_path, bundle(PATIENT, odd)), DAY, "--format=json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert answer["answers"]["total_b12"]["code"] not in ("deficient", "indeterminate", "unlikely")
    assert [p["resource"] for p in answer["problems"]] == ["Observation/b12"]
    assert "pg/dL" in answer["problems"][0]["says"]


def test_what_is_no_unit_at_all_stops_the_run_and_names_the_field(tmp_path: Path) -> None:
    odd = observation("b12", "2132-9", 164, "bananas")
    line = complaint(call("assess", saved(tmp_path, bundle(PATIENT, odd)), DAY))
    told = ("record.json", "Observation/b12", "valueQuantity", "bananas")
    assert [word for word in told if word not in line] == []


def test_a_large_record_is_read_whole(tmp_path: Path) -> None:
    padding = [observation(f"glucose-{n}", "2345-7", 90, "mg/dL") for n in range(20_000)]
    done = call("assess", saved(tmp_path, bundle(PATIENT, *padding, B12)), DAY, "--format=json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["answers"]["total_b12"]["code"] == "deficient"


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

"""Does the command take an overlay by option or environment, and name file and key at fault?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import DAY, PATIENT, bundle, call, complaint, observation, saved
from tests.overlay.overlays import GOOD, REGIMEN, SITE, regimen_spoiled, spoiled

RECORD = bundle(PATIENT, observation("b12", "2132-9", 190, "ng/L"))


@pytest.fixture
def record(tmp_path: Path) -> str:
    return saved(tmp_path, RECORD)


def assessed(*words: str, env: dict[str, str] | None = None) -> dict[str, Any]:
    done = call("assess", *words, DAY, "--format", "json", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def total(answer: dict[str, Any]) -> str:
    return answer["answers"]["total_b12"]["code"]


def test_the_option_and_the_environment_say_the_same(tmp_path: Path, record: str) -> None:
    local = saved(tmp_path, GOOD.encode(), "local.toml")
    plain = assessed(record)
    by_option = assessed(record, "--overlay", local)
    assert by_option == assessed(record, env={"COBALAMIN_OVERLAY": local})
    assert (total(plain), total(by_option)) == ("indeterminate", "deficient")
    assert plain["knowledge"] != by_option["knowledge"]
    assert list(plain) == list(by_option)
    assert by_option["guideline"] == "confirm-first"


def test_the_option_wins_over_the_environment(tmp_path: Path, record: str) -> None:
    local = saved(tmp_path, GOOD.encode(), "local.toml")
    other = saved(tmp_path, spoiled("St Elsewhere", "Another").encode(), "other.toml")
    answer = assessed(record, "--overlay", local, env={"COBALAMIN_OVERLAY": other})
    [title] = [each["title"] for each in answer["citations"] if each["id"] == "OVERLAY"]
    assert "St Elsewhere" in title


def test_text_and_fhir_name_the_site(tmp_path: Path, record: str) -> None:
    local = saved(tmp_path, GOOD.encode(), "local.toml")
    for form in ("text", "fhir"):
        done = call("assess", record, DAY, "--overlay", local, "--format", form)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "local cut-point of St Elsewhere laboratory" in " ".join(
            done.stdout.decode().split()
        )


def test_a_fault_names_the_file_and_the_key(tmp_path: Path, record: str) -> None:
    local = saved(tmp_path, spoiled("200", "inf").encode(), "local.toml")
    for words, env in ((["--overlay", local], None), ([], {"COBALAMIN_OVERLAY": local})):
        line = complaint(call("assess", record, DAY, *words, env=env))
        assert line == (
            f"{local}: cut-point 'total B12, deficient', printed, ng/L: "
            "inf is not a finite number above zero"
        )


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe", "is not text in UTF-8"), (b"", "site: say it in words"), (b"{}", "not TOML")],
)
def test_what_is_no_overlay_is_told_in_one_line(
    tmp_path: Path, record: str, content: bytes, told: str
) -> None:
    local = saved(tmp_path, content, "local.toml")
    line = complaint(call("assess", record, DAY, "--overlay", local))
    assert "local.toml: " in line
    assert told in line


def test_an_overlay_is_a_file(tmp_path: Path, record: str) -> None:
    assert "no such file" in complaint(
        call("assess", record, DAY, "--overlay", str(tmp_path / "none.toml"))
    )
    assert "is a folder" in complaint(call("assess", record, DAY, "--overlay", str(tmp_path)))
    for nothing in ("-", ""):
        assert "name a file" in complaint(call("assess", record, DAY, "--overlay", nothing))


def test_an_empty_environment_is_no_overlay(record: str) -> None:
    assert assessed(record, env={"COBALAMIN_OVERLAY": ""}) == assessed(record)


def test_a_regimen_of_the_site_is_taken_in_every_form(tmp_path: Path, record: str) -> None:
    local = saved(tmp_path, (SITE + REGIMEN).encode(), "local.toml")
    plain, here = assessed(record), assessed(record, "--overlay", local)
    assert plain["knowledge"] != here["knowledge"]
    assert list(plain) == list(here)
    assert "OVERLAY" in [each["id"] for each in here["citations"]]
    for form in ("text", "fhir"):
        done = call("assess", record, DAY, "--overlay", local, "--format", form)
        assert (done.returncode, done.stderr) == (0, b"")


def test_a_fault_of_a_regimen_names_the_file_and_the_key(tmp_path: Path, record: str) -> None:
    text = regimen_spoiled(("dose_ug = 1000", "dose_ug = 1000000"))
    local = saved(tmp_path, text.encode(), "local.toml")
    assert complaint(call("assess", record, DAY, "--overlay", local)) == (
        f"{local}: regimen 'st-elsewhere-nerves', phase 1, dose_ug: 1000000 micrograms is not from "
        "10 to 5000; 1 mg is 1000 micrograms"
    )

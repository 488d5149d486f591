"""Does go.py say plainly what is wrong on a machine that cannot set the project up?"""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.house.tree import ROOT

OLD_PYTHON = (3, 6)


@pytest.fixture
def go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """go.py, loaded from a copy in an empty folder."""
    shutil.copy(ROOT / "go.py", tmp_path)
    spec = importlib.util.spec_from_file_location("go", tmp_path / "go.py")
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "go", loaded)
    spec.loader.exec_module(loaded)
    return loaded


def test_an_old_python_can_read_it_far_enough_to_say_that_it_is_too_old() -> None:
    ast.parse((ROOT / "go.py").read_text(encoding="utf-8"), feature_version=OLD_PYTHON)


def test_an_old_python_is_told_which_one_is_needed(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert go.main(["assess", "x.json"]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "needs Python 3.11 or newer, and this is 3.9" in line


def test_windows_keeps_programs_in_scripts(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    windows, other = str(Path("venv", "Scripts", "uv.exe")), str(Path("venv", "bin", "uv"))
    monkeypatch.setattr(go.os, "name", "nt")
    on_windows = go.program("venv", "uv")
    monkeypatch.setattr(go.os, "name", "posix")
    assert (on_windows, go.program("venv", "uv")) == (windows, other)


def test_without_venv_and_pip_it_says_what_to_install(go: ModuleType) -> None:
    Path(go.BOOTSTRAP).mkdir()
    go.write(go.LOG, "python3: No module named venv\npython3: No module named pip\n")
    assert "apt install python3-venv" in go.no_packages()


def test_a_second_run_sets_nothing_up(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    def remember(command: list[str]) -> bool:
        calls.append(command)
        return True

    monkeypatch.setattr(go, "logged", remember)
    Path(go.VENV).mkdir()
    go.set_up("runtime")
    assert [command[1] for command in calls if command[0].endswith("uv")] == ["sync"]
    calls.clear()
    go.set_up("runtime")
    assert calls == []
    go.set_up("tests")
    assert calls != []
    calls.clear()
    go.set_up("everything")
    [sync] = [command for command in calls if command[1] == "sync"]
    assert "--group studies" in " ".join(sync)
    calls.clear()
    go.set_up("tests")
    go.set_up("runtime")
    assert calls == []


@pytest.mark.parametrize(
    ("named", "wanted"),
    [
        ([], "everything"),
        (["tests/house"], "tests"),
        (["tests/house", "tests/studies/test_report.py"], "everything"),
    ],
)
def test_only_a_whole_run_or_one_of_the_studies_brings_their_libraries(
    go: ModuleType, named: list[str], wanted: str
) -> None:
    assert go.needed_for_tests(named) == wanted


def test_a_failing_check_fails_the_whole_run_though_pytest_passes(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(command: list[str], *_: str) -> int:
        return 1 if "pyright" in command[0] else 0

    monkeypatch.setattr(go, "run", answer)
    assert go.run_tests([]) == 1
    monkeypatch.setattr(go, "CHECKS", (("ruff", "check"),))
    assert go.run_tests([]) == 0


def test_without_an_index_it_ends_in_one_clear_line(tmp_path: Path) -> None:
    shutil.copy(ROOT / "go.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "go.py", "assess", "x.json"],
        cwd=tmp_path,
        env={"PATH": "", "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    fetching, failed = done.stderr.splitlines()
    assert "fetching the installer" in fetching
    assert "is there a network" in failed

"""Does `cobalamin knowledge` write the documents, and say in one line what is at fault?"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import call, complaint

HTML = importlib.util.find_spec("jinja2") is not None
# Without what the tests run with: the package is looked for nowhere else.
WITHOUT = "import sys; sys.modules['jinja2'] = None; sys.argv[0] = 'cobalamin'; "


def written(folder: Path, *words: str) -> str:
    done = call("knowledge", "--out", str(folder), *words)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_markdown_is_written_and_told(tmp_path: Path) -> None:
    said = written(tmp_path / "medicine", "--format", "markdown")
    assert said == (
        f"5 files in {tmp_path / 'medicine'}; begin with {tmp_path / 'medicine' / 'README.md'}\n"
    )
    assert (tmp_path / "medicine" / "rules.md").is_file()


@pytest.mark.skipif(not HTML, reason="the site needs the package jinja2, not installed here")
def test_the_site_is_the_default_and_the_same_every_time(tmp_path: Path) -> None:
    said = written(tmp_path / "one")
    assert "index.html" in said
    first = contents(tmp_path / "one")
    written(tmp_path / "one", "--format", "html")
    assert contents(tmp_path / "one") == first


def test_a_folder_of_anyone_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    line = complaint(call("knowledge", "--out", str(tmp_path), "--format", "markdown"))
    assert line.startswith(f"{tmp_path}: is not empty")
    assert set(contents(tmp_path)) == {"thesis.txt"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "--out"),
        (("--out", ""), "--out: name a folder"),
        (("--out", "x", "--format", "pdf"), "--format"),
        (("--out", "x", "--as-of", "tomorrow"), "is not a date"),
        (("somewhere", "--out", "x"), "somewhere"),
    ],
)
def test_a_mistyped_command_gets_one_line(
    tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    assert told in complaint(call("knowledge", *words, cwd=tmp_path))
    assert contents(tmp_path) == {}


def test_without_the_template_library_it_says_what_to_do(tmp_path: Path) -> None:
    script = WITHOUT + "from cobalamin.cli import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, "knowledge", "--out", str(tmp_path / "site")],
        capture_output=True,
        check=False,
    )
    assert "need the package jinja2" in complaint(done)
    assert contents(tmp_path) == {}

"""Are the documents true: README's commands, the decision records, the versions, the links?"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.house.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
RECORDS = ROOT / "docs" / "decisions"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def commands() -> list[str]:
    """The lines of README's shell blocks."""
    blocks = re.findall(r"```(?:sh|bash|shell|console)\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def test_readme_gives_exactly_two_commands() -> None:
    first, second = commands()
    assert first.startswith("python3 go.py assess examples/")
    assert second == "python3 go.py test"


@cache
def printed() -> str:
    """What README's first command prints, on a fixed day so that no answer depends on today."""
    words = commands()[0].removeprefix("python3 go.py ").split()
    done = subprocess.run(
        [sys.executable, "-m", "cobalamin", *words, "--as-of", "2026-11-22"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_readmes_first_command_prints_an_explained_answer() -> None:
    assert "deficiency" in printed().lower()
    assert "NG239" in printed()  # it says who says so


def test_the_answer_shown_in_readme_is_what_the_command_prints() -> None:
    [shown] = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    pieces = [piece.strip("\n") for piece in re.split(r"^ *\.\.\.\n", shown, flags=re.MULTILINE)]
    assert pieces
    assert all(piece in printed() for piece in pieces)


def test_the_ci_calls_the_second_command() -> None:
    assert commands()[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_decision_records_are_numbered_without_a_gap_and_indexed() -> None:
    records = sorted(path.name for path in RECORDS.glob("[0-9]*.md"))
    assert [int(name[:4]) for name in records] == list(range(1, len(records) + 1))
    index = (RECORDS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\((\d{4}-[\w-]+\.md)\)", index) == records


@pytest.mark.parametrize("record", sorted(RECORDS.glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_a_decision_record_says_what_would_change_our_mind(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert text.startswith(f"# {record.name[:4]}. ")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences", "What would change our mind"]
    index = (RECORDS / "README.md").read_text(encoding="utf-8")
    assert text.splitlines()[0][len("# 0000. ") :] in index


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_package_and_the_project_name_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    package = (ROOT / "src/cobalamin/__init__.py").read_text(encoding="utf-8")
    assert f'__version__ = "{project["version"]}"' in package


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"


def test_the_notice_and_readme_say_that_this_is_no_medical_device() -> None:
    for name in ("NOTICE", "README.md"):
        text = " ".join((ROOT / name).read_text(encoding="utf-8").lower().split())
        assert "not a medical device" in text
        assert "does not replace" in text

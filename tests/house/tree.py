"""The project as text and syntax, for the house tests: nothing of it is imported or run."""

from __future__ import annotations

import ast
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "cobalamin"


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method, nested ones too."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]

    def classes(self) -> list[ast.ClassDef]:
        """Every class, nested ones too."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]


@cache
def modules(*tops: str) -> tuple[Module, ...]:
    """The Python files under these folders (or these files) of the project."""
    files = sorted(file for top in tops for file in python_files(ROOT / top))
    return tuple(
        Module(file.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for file in files
        for text in [file.read_text(encoding="utf-8")]
    )


def python_files(top: Path) -> list[Path]:
    """A file itself, or the Python files in a folder, without installed packages."""
    found = [top] if top.is_file() else top.rglob("*.py")
    return [file for file in found if "node_modules" not in file.parts]


def product() -> tuple[Module, ...]:
    """What is shipped."""
    return modules("src")


def everything() -> tuple[Module, ...]:
    """What is shipped, its tests, its studies and its set-up."""
    return modules("src", "tests", "studies", "benchmarks", "go.py")


def called(node: ast.Call) -> str:
    """The dotted name of what is called: "datetime.now"; empty when it has none."""
    name = ast.unparse(node.func)
    return name if re.fullmatch(r"[\w.]+", name) else ""


def tracked_files() -> list[Path]:
    """The files that belong to the project, as git lists them."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name for name in listed.decode().split("\0") if name]
    return [file for file in files if file.is_file()]

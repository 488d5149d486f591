"""How is a whole folder of documents replaced, so that it is never half-written?"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

MARKER = "made-by-cobalamin.txt"
"""Lists the files that we wrote, so that nobody else's are ever replaced."""

_OPENING = "Made by `cobalamin knowledge`, which replaces all files listed here. Do not edit them."


class FolderError(Exception):
    """The folder cannot be written; the words name it."""


def replace_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Make the folder hold exactly these files (by path from it), or leave it as it is.

    They are written beside it first, and take its place when all are there. Raises FolderError when
    it holds anything that we did not write, or cannot be written.
    """
    _refuse_others(folder)
    folder = folder.resolve()
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = new.with_suffix(".old")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write(new, {**files, MARKER: marker(files)})
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as fault:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise FolderError(f"{folder}: cannot be written: {fault.strerror or fault}") from fault
    finally:
        shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def marker(files: Mapping[str, str]) -> str:
    """The text of the file that says which files are ours."""
    return "\n".join((_OPENING, "", *sorted(files))) + "\n"


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def _refuse_others(folder: Path) -> None:
    """Only a folder that is empty, or that holds nothing but what we wrote, is replaced."""
    if not folder.exists():
        if folder.is_symlink():
            raise FolderError(f"{folder}: is a link that leads nowhere")
        return
    if not folder.is_dir():
        raise FolderError(f"{folder}: is a file; name a folder")
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if not held:
        return
    if MARKER not in held:
        raise FolderError(f"{folder}: is not empty, and not made by this command; name another")
    ours = (folder / MARKER).read_text(encoding="utf-8").splitlines()
    others = sorted(held - {MARKER, *ours[2:]})
    if ours[:1] != [_OPENING] or others:
        raise FolderError(
            f"{folder}: holds {(others or [MARKER])[0]}, which this command did not make"
        )

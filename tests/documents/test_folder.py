"""Is a folder of documents replaced whole, and never one that holds anything else?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cobalamin.knowledge.folder import MARKER, FolderError, replace_folder

FILES = {"index.html": "one\n", "rules/a.html": "two\n"}


def held(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "site"
    replace_folder(folder, FILES)
    assert {name: text for name, text in held(folder).items() if name != MARKER} == FILES
    assert beside(folder) == ["site"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    replace_folder(tmp_path, FILES)
    assert set(held(tmp_path)) == {*FILES, MARKER}


def test_our_own_folder_is_replaced_whole(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, FILES)
    replace_folder(folder, {"index.html": "new\n"})
    assert set(held(folder)) == {"index.html", MARKER}
    assert held(folder)["index.html"] == "new\n"
    assert beside(folder) == ["site"]


def test_a_folder_of_anyone_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match="is not empty, and not made by this command"):
        replace_folder(tmp_path, FILES)
    assert held(tmp_path) == {"thesis.txt": "mine"}


def test_a_note_put_into_our_folder_is_not_lost(tmp_path: Path) -> None:
    replace_folder(tmp_path, FILES)
    (tmp_path / "rules" / "note.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match=r"holds rules/note\.txt"):
        replace_folder(tmp_path, FILES)
    assert (tmp_path / "rules" / "note.txt").exists()


def test_a_marker_of_anyone_else_is_no_marker(tmp_path: Path) -> None:
    (tmp_path / MARKER).write_text("x\n\nindex.html\n", encoding="utf-8")
    with pytest.raises(FolderError, match="did not make"):
        replace_folder(tmp_path, FILES)


def test_a_file_and_a_broken_link_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FolderError, match="is a file"):
        replace_folder(file, FILES)
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderError, match="leads nowhere"):
        replace_folder(link, FILES)


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    folder, link = tmp_path / "site", tmp_path / "link"
    folder.mkdir()
    link.symlink_to(folder)
    replace_folder(link, FILES)
    assert link.is_symlink()
    assert set(held(folder)) == {*FILES, MARKER}


def test_when_writing_fails_the_old_folder_stays_and_nothing_is_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    replace_folder(folder, FILES)
    before = held(folder)
    rename = Path.rename

    def fails(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(FolderError, match="No space left on device"):
        replace_folder(folder, {"index.html": "new\n"})
    assert held(folder) == before
    assert beside(folder) == ["site"]


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="the superuser may write anywhere")
def test_a_place_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FolderError, match="cannot be written"):
        replace_folder(tmp_path / "site", FILES)

"""Which documents are asked for, and where are they put? What the command does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from cobalamin.knowledge.folder import MARKER, replace_folder
from cobalamin.knowledge.holdings import gather
from cobalamin.knowledge.records import records, shelf

Form = Literal["html", "markdown"]


def write_documents(folder: Path, form: Form, as_of: date | None = None) -> str:
    """Write the documents and say where to begin. Raises RecordsError or FolderError.

    `as_of` is the day on which reviews are looked at; without it none is shown as due.
    """
    at_hand = gather(records(shelf()), as_of)
    match form:
        case "html":
            from cobalamin.knowledge.site import site

            files, first = site(at_hand), "index.html"
        case "markdown":
            from cobalamin.knowledge.markdown import reference

            files, first = reference(at_hand), "README.md"
    replace_folder(folder, files)
    assert MARKER not in files, "no page may take the name of the marker"
    return f"{len(files)} files in {folder}; begin with {folder / first}\n"

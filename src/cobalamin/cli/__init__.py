"""What can be asked on a command line? Reads files, prints one answer, says what is at fault.

Exit status: 0 done, 1 our own fault, 2 the input or the command line is at fault. Imports of the
medicine stay inside the commands, so that `--help` and a mistyped option answer at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from cobalamin import __version__
from cobalamin.cli.faults import InputError
from cobalamin.cli.files import LARGEST_RECORD_BYTES, read_content, read_sources
from cobalamin.cli.parsing import FORMATS, GUIDELINE_NAMES, parsed
from cobalamin.cli.printing import as_json_bytes, deliver, encoded, may_be_bold, note, width
from cobalamin.cli.simulating import COMMANDS as SIMULATING
from cobalamin.cli.simulating import simulated

if TYPE_CHECKING:
    from cobalamin.knowledge.documents import Form
    from cobalamin.rules.question import Guideline

__all__ = ["FORMATS", "GUIDELINE_NAMES", "main", "run"]


def main() -> NoReturn:
    """The command as a process: run it on the arguments given to the process, and leave.

    Leaves without taking the interpreter apart, and without looking for garbage in a life this
    short: together a fifth of the time of one assessment, and nothing is left open to lose.
    """
    gc.disable()
    status = run(sys.argv[1:])
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    os._exit(status)


def run(argv: list[str]) -> int:
    """Run the command on these arguments; give its exit status."""
    try:
        return deliver(_answer(argv))
    except InputError as fault:
        note(str(fault))
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # the last resort: a person reads a line, not a trace
        if os.environ.get("COBALAMIN_DEBUG") == "1":
            raise
        note(_own_fault(fault))
        return 1


def _answer(argv: list[str]) -> bytes:
    """The whole output, before any of it is written."""
    asked = parsed(argv)
    if isinstance(asked, str):
        return encoded(asked)
    if asked.command == "knowledge":
        return _knowledge(asked.out, asked.format, asked.as_of)
    if asked.command == "screen":
        return _screen(asked)
    if asked.command in SIMULATING:
        return simulated(asked)
    return _assess(asked.paths, asked.as_of, asked.format, _followed(asked))


def _followed(asked: argparse.Namespace) -> Guideline:
    """The guideline asked for, with a site's own decisions where they are given."""
    from cobalamin.guideline.profiles import guideline

    path: str | None = asked.overlay
    if path is None:
        path = os.environ.get("COBALAMIN_OVERLAY") or None
    if path is None:
        return guideline(asked.guideline)
    return _with_overlay(guideline(asked.guideline), path, "--overlay")


def _with_overlay(base: Guideline, path: str, option: str) -> Guideline:
    from cobalamin.guideline.overlay import OverlayError, overlay, with_overlay

    if path in ("", "-"):
        raise InputError(f"{option}: name a file; standard input is for the record")
    name, content = read_content(path, LARGEST_RECORD_BYTES)
    try:
        return with_overlay(base, overlay(content.decode()))
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not text in UTF-8") from None
    except OverlayError as fault:
        raise InputError(f"{name}: {fault}") from fault


def _assess(paths: list[str], as_of: date | None, form: str, followed: Guideline) -> bytes:
    from cobalamin.assess.assess import assess
    from cobalamin.day import today
    from cobalamin.fhir.read import RecordError, read_record

    try:
        chart = read_record(read_sources(paths), as_of or today())
    except RecordError as fault:
        raise InputError(str(fault)) from fault
    assessment = assess(chart, followed)
    match form:
        case "json":
            from cobalamin.assess.as_json import as_json

            return as_json_bytes(as_json(assessment))
        case "fhir":
            from cobalamin.fhir.write import assessment_bundle

            return as_json_bytes(assessment_bundle(assessment))
        case _:
            from cobalamin.assess.as_text import as_text

            return encoded(as_text(assessment, width=width(), bold=may_be_bold()))


def _screen(asked: argparse.Namespace) -> bytes:
    from cobalamin.cli.screening import screening

    guideline = _followed(asked)
    other = _compared(asked.what_if, guideline) if asked.what_if is not None else None
    return screening(asked, guideline, other)


def _compared(name: str, guideline: Guideline) -> tuple[Guideline, str]:
    """The guideline to compare with, by its name or by the file of a site's cut-points."""
    if name in GUIDELINE_NAMES:
        from cobalamin.guideline.profiles import guideline as named

        return named(name), name
    return _with_overlay(guideline, name, "--what-if"), name


def _knowledge(out: str, form: Form, as_of: date | None) -> bytes:
    from pathlib import Path

    from cobalamin.knowledge.documents import write_documents
    from cobalamin.knowledge.folder import FolderError
    from cobalamin.knowledge.records import RecordsError

    if not out:
        raise InputError("--out: name a folder")
    try:
        return encoded(write_documents(Path(out), form, as_of))
    except (FolderError, RecordsError) as fault:
        raise InputError(str(fault)) from fault


def _own_fault(fault: Exception) -> str:
    """Names the place and never the message, which may hold what is known of a patient."""
    return (
        f"this is our fault, not the record's: {type(fault).__name__} at "
        f"{_place(fault.__traceback__)}, version {__version__}. Please report this line to the "
        "project; COBALAMIN_DEBUG=1 shows more, but may show the patient too."
    )


def _place(trace: TracebackType | None) -> str:
    """The innermost of our own lines."""
    place = "an unknown place"
    while trace:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] == "cobalamin":
            place = f"{module} line {trace.tb_lineno}"
        trace = trace.tb_next
    return place

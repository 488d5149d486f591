"""What can be asked on a command line? Reads files, prints one answer, says what is at fault.

Exit status: 0 done, 1 our own fault, 2 the input or the command line is at fault. Imports of the
medicine stay inside the commands, so that `--help` and a mistyped option answer at once.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from cobalamin import __version__, cli_simulate
from cobalamin.assess.disclaimer import DISCLAIMER

if TYPE_CHECKING:
    from cobalamin.knowledge.documents import Form
    from cobalamin.rules.question import Guideline

GUIDELINE_NAMES = ("confirm-first", "ng239", "aafp-2025")
FORMATS = ("text", "json", "fhir")
DOCUMENT_FORMATS = ("html", "markdown")

LARGEST_RECORD_BYTES = 256 * 1024 * 1024
"""Chosen by us: hundreds of times a full record of one patient, and still fits in memory."""

EXAMPLES = """\
examples:
  cobalamin assess patient.json
  cobalamin assess patient.json laboratory.ndjson --as-of 2026-11-22
  cobalamin assess patient.json --guideline ng239 --format json
  cobalamin knowledge --out medicine
  curl -s 'https://fhir.example.org/Patient/p1/$everything' | cobalamin assess -
"""

ASCII_FORMS = str.maketrans(
    {
        "–": "-", "—": "-", "‑": "-", "•": "-", "…": "...", "×": "x", "µ": "u", "μ": "u",
        "“": '"', "”": '"', "‘": "'", "’": "'", "≤": "<=", "≥": ">=", "\u00a0": " ",
    }
)  # fmt: skip


class InputError(Exception):
    """The input or the command line is at fault; the text is the one line to print."""


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
        return _deliver(_answer(argv))
    except (InputError, cli_simulate.SimulatorFault) as fault:
        _note(str(fault))
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # the last resort: a person reads a line, not a trace
        if os.environ.get("COBALAMIN_DEBUG") == "1":
            raise
        _note(_own_fault(fault))
        return 1


def _answer(argv: list[str]) -> bytes:
    """The whole output, before any of it is written."""
    asked = _parsed(argv)
    if isinstance(asked, str):
        return _encoded(asked)
    if asked.command == "knowledge":
        return _knowledge(asked.out, asked.format, asked.as_of)
    if asked.command in cli_simulate.COMMANDS:
        return cli_simulate.answer(asked, _sources, _encoded, _width())
    return _assess(asked.paths, asked.as_of, asked.format, _followed(asked))


def _help(prog: str) -> argparse.HelpFormatter:
    """At a fixed width, because asking the terminal imports as much as argparse itself."""
    return argparse.RawDescriptionHelpFormatter(prog, width=88)


def _parser() -> argparse.ArgumentParser:
    closing = EXAMPLES + "\n" + DISCLAIMER.replace(". ", ".\n")
    parser = argparse.ArgumentParser(
        prog="cobalamin",
        description="Decision support for vitamin B12-deficiency neuropathy.",
        epilog=closing,
        formatter_class=_help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"cobalamin {__version__}")
    commands = parser.add_subparsers(
        title="commands",
        metavar="COMMAND",
        dest="command",
        required=True,
        prog=parser.prog,  # else argparse lays out a whole usage to find it
    )
    assess = commands.add_parser(
        "assess",
        help="assess one patient: answers, reasons, what is missing, next steps, sources",
        description="Assess one patient: answers, reasons, what is missing, next steps, sources.",
        epilog=closing,
        formatter_class=_help,
        allow_abbrev=False,
    )
    assess.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        help="FHIR R4: a Bundle, a resource, an array of resources or NDJSON; - is standard "
        "input; several paths are one record",
    )
    assess.add_argument(
        "--as-of",
        metavar="DATE",
        type=_day,
        help="the day of assessment, as 2026-11-22; nothing later is read (default: today)",
    )
    assess.add_argument(
        "--guideline",
        choices=GUIDELINE_NAMES,
        default=GUIDELINE_NAMES[0],
        help="which medicine to follow (default: %(default)s)",
    )
    assess.add_argument(
        "--overlay",
        metavar="FILE",
        help="a site's own cut-points and regimens, in TOML (default: COBALAMIN_OVERLAY)",
    )
    assess.add_argument(
        "--format",
        choices=FORMATS,
        default=FORMATS[0],
        help="text for people; json or fhir, always in UTF-8, for programs (default: %(default)s)",
    )
    _add_knowledge(commands)
    cli_simulate.add_commands(commands, _help, _day)
    return parser


def _add_knowledge(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:  # pyright: ignore[reportPrivateUsage]
    says = "the medicine as documents for review: rules, cut-points, sources, hazards"
    knowledge = commands.add_parser(
        "knowledge",
        help=says,
        description=f"Write {says}.",
        epilog=DISCLAIMER.replace(". ", ".\n"),
        formatter_class=_help,
        allow_abbrev=False,
    )
    knowledge.add_argument(
        "--out",
        metavar="DIR",
        required=True,
        help="the folder to write; replaced as a whole if it was made by this command",
    )
    knowledge.add_argument(
        "--format",
        choices=DOCUMENT_FORMATS,
        default=DOCUMENT_FORMATS[0],
        help="html: a site that opens from the folder; markdown: a reference (default: html)",
    )
    knowledge.add_argument(
        "--as-of",
        metavar="DATE",
        type=_day,
        help="the day on which reviews are looked at (default: none is shown as due)",
    )


def _parsed(argv: list[str]) -> argparse.Namespace | str:
    """The options, or the text of --help or --version.

    Raises InputError with the parser's own complaint, without the usage that it puts before it.
    """
    helped, complained = StringIO(), StringIO()
    try:
        with redirect_stdout(helped), redirect_stderr(complained):
            return _parser().parse_args(argv)
    except SystemExit as stop:
        if not stop.code:
            return helped.getvalue()
        says = complained.getvalue().partition(": error: ")[2]
        raise InputError(f"{says.strip()} (see cobalamin --help)") from None


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-22")
    return day


def _followed(asked: argparse.Namespace) -> Guideline:
    """The guideline asked for, with a site's own decisions where they are given."""
    from cobalamin.guideline.profiles import guideline

    path: str | None = asked.overlay
    if path is None:
        path = os.environ.get("COBALAMIN_OVERLAY") or None
    if path is None:
        return guideline(asked.guideline)
    from cobalamin.guideline.overlay import OverlayError, overlay, with_overlay

    if path in ("", "-"):
        raise InputError("--overlay: name a file; standard input is for the record")
    name, content = _content(path, LARGEST_RECORD_BYTES)
    try:
        return with_overlay(guideline(asked.guideline), overlay(content.decode()))
    except UnicodeDecodeError:
        raise InputError(f"{name}: is not text in UTF-8") from None
    except OverlayError as fault:
        raise InputError(f"{name}: {fault}") from fault


def _assess(paths: list[str], as_of: date | None, form: str, followed: Guideline) -> bytes:
    from cobalamin.assess.assess import assess
    from cobalamin.day import today
    from cobalamin.fhir.read import RecordError, read_record

    try:
        chart = read_record(_sources(paths), as_of or today())
    except RecordError as fault:
        raise InputError(str(fault)) from fault
    assessment = assess(chart, followed)
    match form:
        case "json":
            from cobalamin.assess.as_json import as_json

            return _json(as_json(assessment))
        case "fhir":
            from cobalamin.fhir.write import assessment_bundle

            return _json(assessment_bundle(assessment))
        case _:
            from cobalamin.assess.as_text import as_text

            return _encoded(as_text(assessment, width=_width(), bold=_may_be_bold()))


def _knowledge(out: str, form: Form, as_of: date | None) -> bytes:
    from pathlib import Path

    from cobalamin.knowledge.documents import write_documents
    from cobalamin.knowledge.folder import FolderError
    from cobalamin.knowledge.records import RecordsError

    if not out:
        raise InputError("--out: name a folder")
    try:
        return _encoded(write_documents(Path(out), form, as_of))
    except (FolderError, RecordsError) as fault:
        raise InputError(str(fault)) from fault


def _json(value: dict[str, object]) -> bytes:
    # A half of a surrogate pair, which JSON may hold but UTF-8 may not, becomes a question mark.
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return text.encode("utf-8", "replace")


def _sources(paths: list[str]) -> list[tuple[str, bytes]]:
    """Each path's name and content. Raises InputError for what cannot be read."""
    if paths.count("-") > 1:
        raise InputError("standard input (-) can be read only once")
    sources: list[tuple[str, bytes]] = []
    room = LARGEST_RECORD_BYTES
    for path in paths:
        name, content = _content(path, room)
        room -= len(content)
        sources.append((name, content))
    return sources


def _content(path: str, room: int) -> tuple[str, bytes]:
    # A name that is not valid Unicode must not reach the JSON as a lone surrogate.
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    try:
        if path == "-":
            return "standard input", _at_most(room, _standard_input(), "standard input")
        with open(path, "rb") as file:  # noqa: PTH123  pathlib would cost 2 ms of every start
            return name, _at_most(room, file, name)
    except IsADirectoryError:
        raise InputError(f"{name}: is a folder; name the files of one patient in it") from None
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file") from None
    except OSError as fault:
        raise InputError(f"{name}: cannot be read: {fault.strerror or fault}") from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison]  closed by the caller
        raise InputError("standard input (-) is closed")
    return sys.stdin.buffer


def _at_most(room: int, file: BinaryIO, name: str) -> bytes:
    content = bytearray()
    while part := file.read(1024**2):  # never more at once: a device may have no end
        content += part
        if len(content) > room:
            most = LARGEST_RECORD_BYTES // 1024**2
            raise InputError(f"{name}: is too large; one record may hold {most} MB in all")
    return bytes(content)


def _width() -> int:
    """Columns to fill: those of the terminal within what reads well, 88 where there is none."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return 88
    return min(max(columns, 72), 100)


def _may_be_bold() -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return bool(sys.stdout) and sys.stdout.isatty() and not plain


def _encoded(text: str) -> bytes:
    """In the encoding of standard output; in plainer characters where it cannot take them."""
    encoding = sys.stdout.encoding if sys.stdout else "utf-8"
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(ASCII_FORMS).encode(encoding, "backslashreplace")


def _deliver(output: bytes) -> int:
    """Write it all at once. A reader that has seen enough (`| head`) is no fault of anyone's."""
    try:
        if not sys.stdout:
            raise OSError("standard output is closed")
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
        return 0
    except BrokenPipeError:
        status = 0
    except OSError as fault:
        _note(f"the answer could not be written: {fault.strerror or fault}")
        status = 1
    if sys.stdout:
        # What is still held for the closed end must go nowhere when the interpreter shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _note(says: str) -> None:
    """One line on standard error, whatever the text holds."""
    if sys.stderr:
        line = "".join(c if c.isprintable() else " " for c in " ".join(says.split()))
        sys.stderr.write(f"cobalamin: {line}\n")


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

"""Which commands and options are there? Nothing heavy is imported to answer that."""

from __future__ import annotations

import argparse
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO

from cobalamin import __version__
from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.cli.faults import InputError
from cobalamin.cli.simulating import add_commands

GUIDELINE_NAMES = ("confirm-first", "ng239", "aafp-2025")
ENGINES = ("duckdb", "spark")
FORMATS = ("text", "json", "fhir")
DOCUMENT_FORMATS = ("html", "markdown")

EXAMPLES = """\
examples:
  cobalamin assess patient.json
  cobalamin assess patient.json laboratory.ndjson --as-of 2026-11-22
  cobalamin assess patient.json --guideline ng239 --format json
  cobalamin knowledge --out medicine
  cobalamin screen export --out screening
  cobalamin screen screening/facts.parquet --out other --guideline ng239
  cobalamin simulate patient.json --format html > patient.html
  cobalamin trial --patients 200
  curl -s 'https://fhir.example.org/Patient/p1/$everything' | cobalamin assess -
"""


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
    _add_day_and_guideline(assess)
    assess.add_argument(
        "--format",
        choices=FORMATS,
        default=FORMATS[0],
        help="text for people; json or fhir, always in UTF-8, for programs (default: %(default)s)",
    )
    _add_screen(commands)
    add_commands(commands, _help, _day)
    _add_knowledge(commands)
    return parser


Commands = argparse._SubParsersAction  # pyright: ignore[reportPrivateUsage]


def _add_day_and_guideline(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--as-of",
        metavar="DATE",
        type=_day,
        help="the day of assessment, as 2026-11-22; nothing later is read (default: today)",
    )
    command.add_argument(
        "--guideline",
        choices=GUIDELINE_NAMES,
        default=GUIDELINE_NAMES[0],
        help="which medicine to follow (default: %(default)s)",
    )
    command.add_argument(
        "--overlay",
        metavar="FILE",
        help="a site's own cut-points and regimens, in TOML (default: COBALAMIN_OVERLAY)",
    )


def _add_screen(commands: Commands[argparse.ArgumentParser]) -> None:
    screen = commands.add_parser(
        "screen",
        help="screen many patients: worklist, counts, gaps, a page for the board",
        description="Screen many patients: who fell through, how many, and why.",
        epilog=DISCLAIMER.replace(". ", ".\n"),
        formatter_class=_help,
        allow_abbrev=False,
    )
    screen.add_argument(
        "where",
        metavar="DIR|GLOB",
        help="FHIR Bulk Data (NDJSON, also .gz or .zst, or Parquet), a folder of Bundles, or the "
        "facts.parquet of an earlier run",
    )
    screen.add_argument("--out", metavar="DIR", required=True, help="the folder to write into")
    _add_day_and_guideline(screen)
    screen.add_argument(
        "--what-if",
        metavar="NAME|FILE",
        help="compare with another guideline, or with the cut-points of an overlay",
    )
    screen.add_argument(
        "--engine",
        choices=ENGINES,
        default=ENGINES[0],
        help="duckdb on this machine, or spark on a cluster (default: %(default)s)",
    )
    screen.add_argument(
        "--spark",
        metavar="URL",
        help="the Spark Connect server, as sc://host:15002 (default: Spark, or else Sail, in "
        "this process)",
    )
    screen.add_argument(
        "--worklist-size",
        metavar="N",
        type=_count,
        help="rows of worklist.csv; all are in worklist.parquet (default: 40)",
    )
    screen.add_argument(
        "--suppress-below",
        metavar="N",
        type=_threshold,
        help="hide numbers of people below this on the page for the board (default: 5)",
    )
    screen.add_argument(
        "--format",
        choices=FORMATS[:2],
        default=FORMATS[0],
        help="what to print: text for people, json for programs (default: %(default)s)",
    )


def _threshold(text: str) -> int:
    """Below 3 nothing would be hidden: "<2" says 1."""
    if not text.isdecimal() or not 3 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 3 to 1000")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def _add_knowledge(commands: Commands[argparse.ArgumentParser]) -> None:
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


def parsed(argv: list[str]) -> argparse.Namespace | str:
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

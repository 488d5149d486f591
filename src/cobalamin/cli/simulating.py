"""What do `cobalamin simulate` and `cobalamin trial` ask for, and what do they answer?

Only the words of the command line stand here until one of the two is called: the simulator is
imported then.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from cobalamin.cli.faults import InputError
from cobalamin.cli.files import read_sources
from cobalamin.cli.printing import as_json_bytes, encoded, width

if TYPE_CHECKING:
    from cobalamin.simulate.forecasting import Forecast
    from cobalamin.simulate.told import Told

COMMANDS = ("simulate", "trial")
FORMATS = ("text", "json", "svg", "html")
MOST_MONTHS = 120
MOST_PATIENTS = 100_000
MOST_DRAWS = 5000


def add_commands(commands: Any, formatter: Any, day: Callable[[str], date]) -> None:
    """Add both commands to the parser of the command line."""
    closing = "A simulation informs and never decides; it is no promise, no order, no prescription."
    simulate = commands.add_parser(
        "simulate",
        help="what to expect of one person under one or more regimens, with bands",
        description="What to expect of one person under one or more regimens, with bands.",
        epilog=closing,
        formatter_class=formatter,
        allow_abbrev=False,
    )
    simulate.add_argument(
        "paths", metavar="PATH", nargs="*", help="the record of one patient, as for assess"
    )
    simulate.add_argument(
        "--patient",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="in the place of a record, repeatable: cause=pernicious-anaemia b12_pmol_l=60 "
        "mma_nmol_l=2000 egfr=70 months_of_symptoms=5 severity_0_10=3 age=66 sex=female ...",
    )
    simulate.add_argument(
        "--as-of", metavar="DATE", type=day, help="today, and the day of the first dose"
    )
    simulate.add_argument(
        "--draws",
        metavar="N",
        type=_whole(0, MOST_DRAWS),
        help="people drawn for the bands (default: 120, or 8 without the extra `fast`); 0 is one "
        "line without a band",
    )
    simulate.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="default: text")
    trial = commands.add_parser(
        "trial",
        help="a virtual trial: many sampled patients under regimens, an outcome table",
        description="A virtual trial: many sampled patients under regimens, an outcome table.",
        epilog=closing,
        formatter_class=formatter,
        allow_abbrev=False,
    )
    trial.add_argument(
        "--patients", metavar="N", type=_whole(2, MOST_PATIENTS), default=200,
        help="how many are sampled; each is treated in every arm (default: 200)",
    )  # fmt: skip
    trial.add_argument(
        "--processes", metavar="N", type=_whole(1, 256), help="default: one for each processor"
    )
    trial.add_argument("--format", choices=FORMATS[:2], default=FORMATS[0], help="default: text")
    for command in (simulate, trial):
        command.add_argument(
            "--regimen", metavar="ID", action="append", default=[],
            help="repeatable; no-treatment is one (default: injections, tablets, none)",
        )  # fmt: skip
        command.add_argument(
            "--months", metavar="N", type=_whole(1, MOST_MONTHS), default=12, help="default: 12"
        )
        command.add_argument(
            "--seed", metavar="N", type=_whole(0, 2**31), default=1, help="of chance (default: 1)"
        )


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not text.isascii() or not least <= int(text[:12]) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not from {least} to {most}")
        return int(text)

    return read


def simulated(asked: argparse.Namespace) -> bytes:
    """The whole output of one of the two commands. Raises InputError."""
    if asked.command == "trial":
        return _trial(asked)
    told = _told(asked)
    found = _forecast(asked, told)
    match asked.format:
        case "json":
            from cobalamin.simulate.as_json import as_json

            return as_json_bytes(as_json(found))
        case "svg":
            from cobalamin.simulate.picture import as_svg

            return _drawn(as_svg, found)
        case "html":
            from cobalamin.simulate.page import as_html

            return _drawn(as_html, found)
        case _:
            from cobalamin.simulate.on_terminal import as_text

            return encoded(as_text(found, width=width(), plain=not _can_show_blocks()))


def _told(asked: argparse.Namespace) -> Told:
    from cobalamin.simulate.told import ToldError, told_by_chart, told_in_words
    from cobalamin.value import replace

    if bool(asked.paths) == bool(asked.patient):
        raise InputError("name the files of one record, or say --patient key=value; not both")
    try:
        if asked.patient:
            return replace(told_in_words(asked.patient), as_of=asked.as_of)
    except ToldError as fault:
        raise InputError(str(fault)) from fault
    from cobalamin.day import today
    from cobalamin.fhir.read import RecordError, read_record

    try:
        return told_by_chart(read_record(read_sources(asked.paths), asked.as_of or today()))
    except RecordError as fault:
        raise InputError(str(fault)) from fault


def _regimens(asked: argparse.Namespace) -> tuple[str, ...]:
    from cobalamin.guideline.regimens import REGIMENS
    from cobalamin.simulate.dosing import NO_TREATMENT
    from cobalamin.simulate.forecasting import DEFAULT_REGIMENS

    known = (*(each.id for each in REGIMENS), NO_TREATMENT)
    named = tuple(dict.fromkeys(asked.regimen)) or DEFAULT_REGIMENS
    for name in named:
        if name not in known:
            raise InputError(
                f"--regimen {name}: there is no such regimen; known are {', '.join(known)}"
            )
    return named


def _forecast(asked: argparse.Namespace, told: Told) -> Forecast:
    from cobalamin.simulate.engine import NoCourse
    from cobalamin.simulate.forecasting import forecast

    backend = "python" if asked.draws == 0 else "auto"  # Numba's import outlasts one line
    try:
        return forecast(
            told,
            _regimens(asked),
            months=asked.months,
            draws=asked.draws,
            seed=asked.seed,
            backend=backend,
        )
    except NoCourse as fault:
        raise InputError(f"the model has no course for these numbers: {fault}") from fault


def _drawn(draw: Callable[[Forecast], str], found: Forecast) -> bytes:
    try:
        return draw(found).encode()
    except ModuleNotFoundError as missing:
        raise InputError(
            f"{missing.name} draws the pictures and is not installed: install cobalamin[plots]"
        ) from missing


def _trial(asked: argparse.Namespace) -> bytes:
    from cobalamin.simulate.virtual_trial import as_json, as_text, trial

    found = trial(
        _regimens(asked),
        patients=asked.patients,
        months=asked.months,
        seed=asked.seed,
        processes=asked.processes,
        progress=bool(sys.stderr) and sys.stderr.isatty(),
    )
    if asked.format == "json":
        return as_json_bytes(as_json(found))
    return encoded(as_text(found, width=width()))


def _can_show_blocks() -> bool:
    try:
        "▁█".encode(sys.stdout.encoding if sys.stdout else "utf-8")
    except UnicodeEncodeError:
        return False
    return True

"""What does `cobalamin screen` do with what was asked, and what does it print?"""

from __future__ import annotations

import argparse
from pathlib import Path

from cobalamin.cli.faults import InputError
from cobalamin.cli.printing import as_json_bytes, encoded, width
from cobalamin.rules.question import Guideline

NEEDED = {"duckdb": "screen", "numpy": "screen", "vl_convert": "plots"}
"""What the command cannot do without, by the extra that brings it."""

ON_SPARK = {"pyspark": "spark", "pyarrow": "spark", "grpc": "spark", "pandas": "spark"}
"""What it needs beside that with --engine spark."""


def screening(
    asked: argparse.Namespace, guideline: Guideline, other: tuple[Guideline, str] | None
) -> bytes:
    """Screen as asked; give what is printed. Raises InputError."""
    _check_installed(asked)
    from cobalamin.day import today
    from cobalamin.fhir.fault import RecordError
    from cobalamin.screen.as_json import as_json
    from cobalamin.screen.as_text import as_text
    from cobalamin.screen.outputs import Choices
    from cobalamin.screen.progress import Bar
    from cobalamin.screen.run import Order, screened
    from cobalamin.screen.sessions import EngineError

    if not asked.out:
        raise InputError("--out: name a folder")
    usual = Choices()
    choices = Choices(
        asked.worklist_size or usual.worklist_size, asked.suppress_below or usual.threshold
    )
    order = Order(
        asked.where, Path(asked.out), asked.as_of or today(), guideline, other, choices,
        spark=(asked.spark or "") if asked.engine == "spark" else None,
    )  # fmt: skip
    try:
        found = screened(order, Bar())
    except (RecordError, EngineError) as fault:
        raise InputError(str(fault)) from fault
    except OSError as fault:
        place = fault.filename or asked.out
        raise InputError(f"{place}: {fault.strerror or fault or type(fault).__name__}") from fault
    if asked.format == "json":
        return as_json_bytes(as_json(found))
    return encoded(as_text(found, width=width()))


def _check_installed(asked: argparse.Namespace) -> None:
    from importlib.util import find_spec

    if asked.spark is not None and asked.engine != "spark":
        raise InputError("--spark names a server for --engine spark, which was not asked for")
    needed = NEEDED | (ON_SPARK if asked.engine == "spark" else {})
    lacking = sorted({extra for name, extra in needed.items() if find_spec(name) is None})
    if lacking:
        extras = ",".join(lacking)
        raise InputError(f"screen needs more packages: pip install 'cobalamin[{extras}]'")

"""Write an export from the command line: `python -m benchmarks.bulk OUT --patients N --seed S`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import ENDINGS, write_export

LIGHT = 0.5
"""The share of irrelevant resources with --light."""


def main(words: list[str]) -> int:
    """Write the export and print what it weighs; refuse a folder that holds anything."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--patients", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files-per-type", type=int, default=1)
    parser.add_argument("--compression", choices=tuple(ENDINGS), default="none")
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 11, 1))
    parser.add_argument("--irrelevant", type=float, default=0.95, help="share of the resources")
    parser.add_argument("--light", action="store_true", help=f"the same as --irrelevant {LIGHT}")
    parser.add_argument("--planted", type=float, default=0.05, help="share of the patients")
    parser.add_argument("--hostile", action="store_true")
    parser.add_argument("--processes", type=int, default=1, help="at most one a file of each type")
    asked = parser.parse_args(words)
    if not 0 <= asked.irrelevant < 1 or not 0 <= asked.planted <= 1:
        parser.error("a share lies between 0 and 1")
    if asked.patients < 1 or asked.files_per_type < 1:
        parser.error("at least one patient and one file")
    if asked.out.exists() and any(asked.out.iterdir()):
        parser.error(f"{asked.out} is not empty")
    plan = Plan(
        asked.patients,
        asked.seed,
        asked.as_of,
        LIGHT if asked.light else asked.irrelevant,
        asked.planted,
        asked.files_per_type,
        asked.compression,
        asked.hostile,
    )
    start = perf_counter()
    told = write_export(asked.out, plan, asked.processes)
    seconds = perf_counter() - start
    print(
        f"{told['patients']} patients, {told['planted']} planted; {told['resources']} resources, "
        f"{told['bytes'] / 1e6:.1f} MB ({told['bytes'] / told['patients'] / 1e3:.1f} kB each); "
        f"irrelevant: {told['irrelevant_share']:.1%} of resources, "
        f"{told['irrelevant_share_of_bytes']:.1%} of bytes; {seconds:.1f} s, "
        f"{told['bytes'] / 1e6 / seconds:.0f} MB/s"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

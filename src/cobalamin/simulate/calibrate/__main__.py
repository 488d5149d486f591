"""Write the calibration: `python -m cobalamin.simulate.calibrate --out FILE [--nhanes FOLDER]`.

Needs the extras `fast` and `plots`. Pictures go into a folder beside the file, named after it.
With `--nhanes` the survey's bins are made anew from the public files and kept in the package.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from cobalamin.simulate.calibrate import nhanes
from cobalamin.simulate.calibrate.report import text, values


def main(arguments: list[str] | None = None) -> int:
    """Write the report and its pictures; say where."""
    reader = argparse.ArgumentParser(prog="python -m cobalamin.simulate.calibrate")
    reader.add_argument("--out", type=Path, required=True, help="the report, a Markdown file")
    reader.add_argument("--nhanes", type=Path, help=f"a folder that holds {nhanes.FILE}")
    asked = reader.parse_args(arguments)
    if asked.nhanes:
        bins = nhanes.from_folder(asked.nhanes)
        nhanes.TABLE.write_text(nhanes.written(bins), encoding="utf-8", newline="\n")
    folder = asked.out.with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(whole(folder.name), encoding="utf-8", newline="\n")
    pictures: Any = import_module("cobalamin.simulate.calibrate.pictures")
    for name, chart in pictures.charts(nhanes.kept()).items():
        (folder / f"{name}.svg").write_text(pictures.svg(chart), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{asked.out}\n")
    return 0


def whole(folder: str) -> str:
    """The text of the report."""
    bins = nhanes.kept()
    return text(values({}), bins, nhanes.modelled({}, bins), folder)


if __name__ == "__main__":
    sys.exit(main())

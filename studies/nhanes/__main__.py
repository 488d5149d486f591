"""Which folder holds the tables, and where does the report go?

python -m studies.nhanes FOLDER --out docs/studies/nhanes
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

NEEDED = {"altair": "altair", "svy": "svy", "vl_convert": "vl-convert-python"}


def main(words: list[str] | None = None) -> int:
    """Run the study; status 2 and one line where the input or the set-up is at fault."""
    parser = argparse.ArgumentParser(prog="python -m studies.nhanes", description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder of the NHANES tables")
    parser.add_argument("--out", type=Path, required=True, help="where to write the report")
    given = parser.parse_args(words)
    missing = [package for module, package in NEEDED.items() if find_spec(module) is None]
    if missing:
        return _fault(f"not installed: {', '.join(missing)}; `python3 go.py test` installs them")
    from studies.nhanes.study import study
    from studies.nhanes.tables import FolderError

    try:
        study(given.folder, given.out, _say)
    except FolderError as fault:
        return _fault(str(fault))
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _fault(line: str) -> int:
    _say(f"studies.nhanes: {line}")
    return 2


if __name__ == "__main__":
    sys.exit(main())

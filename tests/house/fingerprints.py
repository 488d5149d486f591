"""Writes down the fingerprint of each guideline: run `python -m tests.house.fingerprints`."""

from __future__ import annotations

from pathlib import Path

from cobalamin.guideline import profiles

WRITTEN = Path(profiles.__file__).with_name("fingerprints.txt")


def lines() -> str:
    """One line a guideline: its name and its digest, as worked out from the rules."""
    known = profiles.guidelines()
    return "".join(f"{name} {profiles.worked_out(each)}\n" for name, each in known.items())


if __name__ == "__main__":
    WRITTEN.write_text(lines(), encoding="utf-8")

"""What is on record about the medicine beside its rules: hazards, reviews and spec rows?

They are files of the project, so that people can read and sign them: `safety/hazards.toml`,
`safety/reviews.toml` and the pages of `tests/spec`. An installed package brings copies of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

from cobalamin.knowledge.spec_pages import SpecTable, spec_tables
from cobalamin.value import Value


class RecordsError(Exception):
    """The records are missing or cannot be read; the words name the file."""


class Control(Value):
    """One thing that stands against a hazard: a rule, a piece of code or a test, and how."""

    kind: Literal["rule", "code", "test"]
    name: str
    how: str


class Hazard(Value):
    """One way in which this software could contribute to harm, and what stands against it."""

    id: str
    hazard: str
    situation: str
    harm: str
    severity: str
    controls: tuple[Control, ...]


class Stamp(Value):
    """A clinician's review of one rule as it was: its digest, who, when, and when to look again."""

    rule: str
    digest: str
    clinician: str
    on: date
    next: date


class Records(Value):
    """Hazards, review stamps and spec tables, each in the order of its file."""

    hazards: tuple[Hazard, ...]
    stamps: tuple[Stamp, ...]
    tables: tuple[SpecTable, ...]


HERE = Path(__file__).resolve().parent


def shelf(places: Iterable[Path] = (HERE / "shelf", HERE.parents[2])) -> Path:
    """The folder that holds the records. Raises RecordsError where there is none."""
    for place in places:
        if (place / "safety" / "hazards.toml").is_file():
            return place
    raise RecordsError(
        "the hazard log, the reviews and the spec rows are not part of this installation; run "
        "this command from a checkout of the project"
    )


def records(place: Path) -> Records:
    """The records in a folder. Raises RecordsError for what cannot be read."""
    hazards = _toml(place / "safety" / "hazards.toml").get("hazard", [])
    pages = sorted((place / "tests" / "spec").glob("*.md"))
    return Records(
        tuple(_hazard(each) for each in hazards),
        stamps(place / "safety" / "reviews.toml"),
        tuple(table for page in pages for table in spec_tables(page)),
    )


def stamps(path: Path) -> tuple[Stamp, ...]:
    """The review stamps of a file. Raises RecordsError, naming the rule, for an incomplete one."""
    return tuple(_stamp(path.name, each) for each in _toml(path).get("review", []))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecordsError(f"{path.name} is missing from {path.parent}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RecordsError(f"{path.name} cannot be read: {fault}") from None


def _hazard(told: dict[str, Any]) -> Hazard:
    controls = cast("list[dict[str, str]]", told["controls"])
    return Hazard(
        *(str(told[key]) for key in ("id", "hazard", "situation", "harm", "severity")),
        controls=tuple(_control(each) for each in controls),
    )


def _control(told: dict[str, str]) -> Control:
    for kind in ("rule", "code", "test"):
        if kind in told:
            return Control(kind, told[kind], told.get("how", ""))
    raise RecordsError(f"hazards.toml: this is no control: {told}")


_STAMPED = {"rule": str, "digest": str, "clinician": str, "on": date, "next": date}


def _stamp(name: str, told: dict[str, Any]) -> Stamp:
    rule = str(told.get("rule", "a review"))
    for key, kind in _STAMPED.items():
        if not isinstance(told.get(key), kind) or not told[key]:
            raise RecordsError(f"{name}: {rule} needs `{key}`")
    if set(told) != set(_STAMPED):
        raise RecordsError(f"{name}: {rule} says more than rule, digest, clinician, on and next")
    if told["next"] <= told["on"]:
        raise RecordsError(f"{name}: {rule} is to be looked at again before it was reviewed")
    return Stamp(rule, told["digest"], told["clinician"], told["on"], told["next"])

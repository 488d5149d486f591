"""What does the installed command say of one story, under one guideline, in each form?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cobalamin.guideline.profiles import NAMES
from tests.house.tree import ROOT

FOLDER = ROOT / "examples"
STORIES = tuple(sorted(FOLDER.glob("*.*json")))
COMMAND = Path(sys.executable).with_name("cobalamin.exe" if os.name == "nt" else "cobalamin")
DAY = "2026-11-22"
ASKED = ("total_b12", "active_b12", "metabolites", "deficiency", "suspicion", "treatment")

WORK_UP = {"test-glucose": "routine", "test-paraprotein": "routine", "test-tsh": "routine"}
"""The tests for other causes that are asked for where nerves are affected."""


@cache
def printed(story: str, guideline: str, form: str) -> str:
    """Standard output of a run that ended well and said nothing else."""
    [path] = [path for path in STORIES if path.stem == story]
    words = ["assess", str(path), "--as-of", DAY, "--guideline", guideline, "--format", form]
    done = subprocess.run([COMMAND, *words], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@dataclass(frozen=True, slots=True)
class Told:
    """One story under one guideline, as the JSON tells it."""

    story: str
    guideline: str
    json: dict[str, Any]

    @property
    def answers(self) -> tuple[str, ...]:
        """The codes of the six answers, in the order of `ASKED`."""
        return tuple(self.json["answers"][question]["code"] for question in ASKED)

    @property
    def steps(self) -> dict[str, str]:
        """How soon each step is."""
        return {step["code"]: step["urgency"] for step in self.json["actions"]}

    def missing(self, question: str) -> list[str]:
        """The facts that an answer says are missing."""
        return self.json["answers"][question]["missing"]

    def because(self, question: str) -> str:
        """The reasons of an answer, in one text."""
        return "\n".join(each["says"] for each in self.json["answers"][question]["because"])

    def against(self, question: str) -> str:
        """What an answer says against itself, in one text."""
        return "\n".join(each["says"] for each in self.json["answers"][question]["against"])

    @property
    def problems(self) -> dict[str, str]:
        """What could not be read as it stands, by resource."""
        return {each["resource"]: each["says"] for each in self.json["problems"]}


def told(story: str, guideline: str = "confirm-first") -> Told:
    """One story under one guideline."""
    return Told(story, guideline, json.loads(printed(story, guideline, "json")))


def told_alike(story: str) -> Told:
    """A story whose six answers all guidelines share; as the default guideline tells it."""
    assert len({told(story, name).answers for name in NAMES}) == 1
    return told(story)

"""Which engines answer the same three questions, and what does each take for it?

An engine is a function of records (each the bytes of one patient's Bundle) that gives `Answered`.
Add another by name to `ENGINES`, or hand it to `against_cql.compare`.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from cobalamin.assess.many import assessor
from cobalamin.fhir.read import read_record
from cobalamin.guideline.profiles import guideline
from cobalamin.value import Value

HERE = Path(__file__).parent / "against_cql"
APART = Path(__file__).parents[1] / "build" / "ms-cql-sdk"
"""The environment of ms-cql-sdk, whose packages are not ours."""

QUESTIONS = ("total_b12", "metabolites", "deficiency")

Answers = dict[str, dict[str, Any]]


class Answered(Value):
    """What an engine answered, in how long, and what else it has to say. [s]

    `seconds` is the time on the wall from the records' bytes to the answers; `processor` is the
    time of all its threads.
    """

    answers: Answers
    seconds: float
    processor: float
    preparing: float = 0.0
    notes: tuple[str, ...] = ()


Engine = Callable[[Sequence[bytes], date], Answered]


class CannotRunError(Exception):
    """An engine is not here and cannot be fetched; the message says why."""


def by_us(records: Sequence[bytes], as_of: date) -> Answered:
    """Ours, patient by patient: every question, with reasons and citations, from bytes."""
    start = perf_counter()
    assess_one = assessor(guideline("confirm-first"))
    prepared, spent = perf_counter(), process_time()
    answers: Answers = {}
    for record in records:
        found = assess_one(read_record([("bundle.json", record)], as_of))
        answers[found.patient_id] = {each.question: each.code for each in found.answers}
    used = process_time() - spent
    return Answered(answers, perf_counter() - prepared, used, prepared - start)


def by_screening(records: Sequence[bytes], as_of: date) -> Answered:
    """Ours, all together: every question, step and gap, from bulk files on disk."""
    from benchmarks.by_screening import answered

    return Answered(*answered(records, as_of, QUESTIONS))


def by_cql_execution(records: Sequence[bytes], _: date) -> Answered:
    """The reference translator and engine of CQL, on questions.cql."""
    _fetch_node_packages()
    return _reference(records, "questions.cql")


def by_cql_execution_plain(records: Sequence[bytes], _: date) -> Answered:
    """The same engine on the questions as ms-cql-sdk can take them: both texts must agree."""
    _fetch_node_packages()
    return _reference(records, "questions_plain.cql")


def by_ms_cql_sdk(records: Sequence[bytes], _: date) -> Answered:
    """ms-cql-sdk of PyPI, its translator and its runtime, on the plain questions respelt for it."""
    python = _separate_environment()
    script = str(HERE / "run_ms_cql_sdk.py")
    told = _told([str(python), script, "questions_plain.cql"], records)
    refused = [
        f"it refuses {what} ({why.rstrip('.')})" for what, why in told["refuses"].items() if why
    ]
    silent = [
        _silently(what, told["answers"], others) for what, others in told["otherwise"].items()
    ]
    return _answered(told, (*refused, *filter(None, silent)))


def _silently(what: str, answers: Answers, others: Answers) -> str:
    """How many answers another use changes without a word, and one of them; "" for none."""
    changed = [
        f"{patient}, {question}: {others[patient][question]} for {right}"
        for patient, each in answers.items()
        for question, right in each.items()
        if others[patient][question] != right
    ]
    if not changed:
        return ""
    count = len(answers) * len(QUESTIONS)
    return (
        f"{what}: {len(changed):,} of {count:,} answers change without a word ({changed[0]}, ...)"
    )


ENGINES: dict[str, Engine] = {
    "cobalamin, one by one": by_us,
    "cobalamin, screening": by_screening,
    "cql-execution": by_cql_execution,
    "cql-execution, plain questions": by_cql_execution_plain,
    "ms-cql-sdk": by_ms_cql_sdk,
}


def _reference(records: Sequence[bytes], questions: str) -> Answered:
    return _answered(_told(["node", str(HERE / "run.mjs"), questions], records), ())


def _answered(told: dict[str, Any], notes: tuple[str, ...]) -> Answered:
    seconds = (told["parsing"] + told["executing"]) / 1e3
    preparing = told["translating"] / 1e3
    return Answered(told["answers"], seconds, told["processor"] / 1e3, preparing, notes)


def _told(command: list[str], records: Sequence[bytes]) -> dict[str, Any]:
    """What a program prints about the records, which it reads from a file."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "patients.ndjson"
        file.write_bytes(b"\n".join(records) + b"\n")
        done = subprocess.run([*command, str(file)], check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def _fetch_node_packages() -> None:
    if not shutil.which("node") or not shutil.which("npm"):
        raise CannotRunError("node and npm are not installed")
    if not (HERE / "node_modules").is_dir():
        done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, check=False)
        if done.returncode:
            raise CannotRunError("npm could not fetch the packages: no network or no registry")


def _separate_environment() -> Path:
    """The Python of the environment apart, made and filled the first time."""
    python = APART / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    ready = APART / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(APART)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
        done = subprocess.run([*install, str(HERE / "requirements.txt")], check=False)
        if done.returncode:
            raise CannotRunError("pip could not fetch the packages: no network or no registry")
        ready.touch()
    return python

"""Do the same questions in CQL give the same answers, and how fast are both side by side?

Run: python benchmarks/against_cql.py [PATIENTS]. Needs Node and npm, and the network once to fetch
the packages locked in against_cql/. The CQL is written by hand, not generated from our rules, and
answers three questions; we answer all of them, with reasons and citations.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from patients import AS_OF, bundles

from cobalamin.assess.many import assessor
from cobalamin.fhir.read import read_record
from cobalamin.guideline.profiles import guideline

HERE = Path(__file__).parent / "against_cql"
QUESTIONS = ("total_b12", "metabolites", "deficiency")
SHOWN = 20

Answers = dict[str, dict[str, str]]


def installed() -> str:
    """The reason why CQL cannot run here; empty when it can."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "node and npm are not installed, so the CQL side cannot run"
    if not (HERE / "node_modules").is_dir():
        done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=HERE, check=False)
        if done.returncode:
            return "npm could not fetch the CQL packages: no network or no registry"
    return ""


def by_cql(records: list[bytes]) -> tuple[dict[str, float], Answers]:
    """Milliseconds of each part, and the answers."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "patients.ndjson"
        file.write_bytes(b"\n".join(records) + b"\n")
        done = subprocess.run(
            ["node", "run.mjs", str(file)], cwd=HERE, check=True, stdout=subprocess.PIPE
        )
    found = json.loads(done.stdout)
    return {k: v for k, v in found.items() if k != "answers"}, found["answers"]


def by_us(records: list[bytes]) -> tuple[dict[str, float], Answers]:
    """The same of ours: every question, with reasons and citations."""
    start = perf_counter()
    assess_one = assessor(guideline("confirm-first"))
    prepared = perf_counter()
    answers: Answers = {}
    for record in records:
        found = assess_one(read_record([("bundle.json", record)], AS_OF))
        answers[found.patient_id] = {each.question: each.code for each in found.answers}
    times = {"preparing": prepared - start, "executing": perf_counter() - prepared}
    return {part: seconds * 1e3 for part, seconds in times.items()}, answers


def disagreements(ours: Answers, theirs: Answers) -> list[str]:
    """One line for each patient and question answered differently or by one side only."""
    return [
        f"{patient} {question}: ours {a}, CQL {b}"
        for patient in sorted(ours.keys() | theirs.keys())
        for question in QUESTIONS
        for a in [ours.get(patient, {}).get(question)]
        for b in [theirs.get(patient, {}).get(question)]
        if a != b
    ]


def main(count: int) -> int:
    """Print both speeds and every disagreement; fail when there is one."""
    if reason := installed():
        print(reason)
        return 0
    records = list(bundles(count))
    our_times, ours = by_us(records)
    cql_times, theirs = by_cql(records)
    for name, times in (("cobalamin", our_times), ("CQL", cql_times)):
        rate = count / times["executing"] * 1e3
        parts = ", ".join(f"{part} {ms:.0f} ms" for part, ms in times.items())
        print(f"{name:10} {rate:7.0f} patients a second ({parts})")
    print(f"ratio      x {cql_times['executing'] / our_times['executing']:.1f}")
    for question in QUESTIONS:
        counts = Counter(answers[question] for answers in ours.values())
        print(f"{question}: {dict(sorted(counts.items()))}")
    different = disagreements(ours, theirs)
    print(f"{len(different)} disagreements in {count * len(QUESTIONS)} answers")
    print("\n".join(different[:SHOWN]))
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 500))

"""The installed command, called as a process, and small records to give it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Resource = dict[str, Any]
COMMAND = Path(sys.executable).with_name("cobalamin.exe" if os.name == "nt" else "cobalamin")
DAY = "--as-of=2026-11-22"
ABOUT = {"reference": "Patient/p1"}


def observation(name: str, loinc: str, value: float, unit: str) -> Resource:
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]},
        "subject": ABOUT,
        "effectiveDateTime": "2026-11-10",
        "valueQuantity": {
            "value": value,
            "unit": unit,
            "system": "http://unitsofmeasure.org",
            "code": unit,
        },
    }


def worded(text: str) -> Resource:
    """A result in words, which becomes a problem that quotes them."""
    result = observation("b12", "2132-9", 164, "ng/L")
    del result["valueQuantity"]
    return {**result, "valueString": text}


PATIENT: Resource = {
    "resourceType": "Patient",
    "id": "p1",
    "gender": "female",
    "birthDate": "1962-03-04",
}
B12 = observation("b12", "2132-9", 164, "ng/L")
MMA = observation("mma", "13964-2", 620, "nmol/L")
EGFR = observation("egfr", "69405-9", 78, "mL/min/{1.73_m2}")


def bundle(*resources: Resource) -> Resource:
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"resource": resource} for resource in resources],
    }


RECORD = bundle(PATIENT, B12, MMA, EGFR)


def call(
    *words: str, given: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [COMMAND, *words],
        input=given,
        capture_output=True,
        env={**os.environ, **(env or {})},
        cwd=cwd,
        check=False,
        timeout=60,
    )


def saved(folder: Path, content: Resource | bytes, name: str = "record.json") -> str:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(path)


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line that says what is at fault: status 2, nothing on standard output."""
    said = done.stderr.decode()
    assert (done.returncode, done.stdout) == (2, b""), said
    assert said.startswith("cobalamin: ")
    assert said.count("\n") == 1
    assert said.endswith("\n")
    assert "Traceback" not in said
    return said.removeprefix("cobalamin: ").strip()

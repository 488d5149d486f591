"""Which populations are read in both ways, and what is the record of each of their patients?"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT

SHARED = ROOT.parent / "shared" / "data"
NDJSON = ("fhir-clinosim", "fhir-synthea")
BUNDLES = ("fhir-synthea", "fhir-syntha-ehr", "fhir-carebundle")


def shared(name: str) -> Path:
    """A folder of the shared data; skips, saying why, where it is not beside the checkout."""
    place = SHARED / name
    if not place.is_dir():
        pytest.skip(f"there is no folder shared/data/{name} beside the checkout")
    return place


def lines(file: Path) -> Iterator[bytes]:
    """The lines of a file that may be packed."""
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as content:
        yield from (line for line in content if line.strip())


def export(name: str, folder: Path) -> Path:
    """The NDJSON files of a data set, without what is beside them, as a folder of their own."""
    for file in shared(name).glob("*.ndjson.gz"):
        if not file.name.startswith("bundles"):
            (folder / file.name).write_bytes(file.read_bytes())
    return folder


def by_patient(folder: Path) -> dict[str, bytes]:
    """The record of each patient of an export that has no Medication and no odd reference."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for file in sorted(folder.iterdir()):
        for line in lines(file):
            body = json.loads(line)
            about = body.get("subject", body.get("patient", {})).get("reference", "")
            owner = body["id"] if body["resourceType"] == "Patient" else about.rpartition("/")[2]
            found[owner].append(line)
    return {owner: b"\n".join(own) for owner, own in found.items()}


def bundles(name: str) -> dict[str, list[bytes]]:
    """The Bundles of a data set, in groups in which no two patients have the same id.

    One data set gives the same ids to other people in each of its profiles.
    """
    groups: defaultdict[str, list[bytes]] = defaultdict(list)
    for line in lines(shared(name) / "bundles.ndjson.gz"):
        kind = str(json.loads(line).get("id", "")).rpartition("-")[0]
        groups[kind if name == "fhir-carebundle" else ""].append(line)
    return dict(groups)

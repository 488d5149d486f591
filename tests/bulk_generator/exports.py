"""What stands in the folder of an export? Read line by line, without the product."""

from __future__ import annotations

import csv
import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import zstandard


def lines_of(file: Path) -> list[bytes]:
    """The lines of one file, whatever its compression and line ends."""
    content = file.read_bytes()
    match file.suffix:
        case ".gz":
            content = gzip.decompress(content)
        case ".zst":
            content = zstandard.ZstdDecompressor().stream_reader(content).read()
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [line.removesuffix(b"\r") for line in (lines if lines[-1] else lines[:-1])]


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a table of the truth."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def rejected(out: Path) -> set[tuple[str, int]]:
    """The lines that a hostile export says must be rejected: file and line."""
    return {(row["file"], int(row["line"])) for row in rows(out / "rejected.csv")}


def records(out: Path) -> dict[str, list[bytes]]:
    """The sound lines of each patient, with what is nobody's for each."""
    bad = rejected(out)
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    everybody: list[bytes] = []
    for file in sorted((out / "export").rglob("*.ndjson*")):
        for number, line in enumerate(lines_of(file), 1):
            if not line.strip() or (file.name, number) in bad:
                continue
            owner = owner_of(json.loads(line))
            if owner:
                found[owner].append(line)
            elif file.name.startswith(("Medication.", "Bundle.")):
                everybody.append(line)
    return {owner: lines + everybody for owner, lines in found.items()}


def owner_of(body: dict[str, Any]) -> str:
    """The id of the patient whom a resource is about; "" when it is nobody's."""
    if body["resourceType"] == "Patient":
        return body["id"]
    about = (body.get("subject") or body.get("patient") or {}).get("reference", "")
    plain = about.partition("/_history/")[0]
    return plain.replace(":", "/").rpartition("/")[2]

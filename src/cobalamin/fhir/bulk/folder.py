"""Which files of a folder hold which resources, and in which form?"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, Literal, cast

from cobalamin.fhir.fault import RecordError
from cobalamin.value import Value

Form = Literal["ndjson", "parquet", "bundle"]

READ = (
    "Patient",
    "Medication",
    "Observation",
    "Condition",
    "Procedure",
    "MedicationRequest",
    "MedicationStatement",
    "MedicationAdministration",
    "MedicationDispense",
    "AllergyIntolerance",
    "FamilyMemberHistory",
    "ClinicalImpression",
    "QuestionnaireResponse",
    "DiagnosticReport",
    "AdverseEvent",
)
"""The resource types that can give a fact, in the order in which they are read.

A Medication is read before what points to it, an adverse event after what it suspects.
"""

_ENDINGS = (".ndjson", ".jsonl", ".json", ".parquet")
_PACKED = (".gz", ".zst", ".zstd")
_LOOKED_AT = 50  # lines; chosen by us: a server that mixes types does so from the beginning
_LONGEST_LINE_BYTES = 256 * 1024 * 1024


class BulkFile(Value):
    """One file of an export: where, which type of resource, in which form, how large on disk."""

    path: str
    kind: str
    form: Form
    size: int


class Step(Value):
    """A few files of one type, read together."""

    number: int
    kind: str
    files: tuple[BulkFile, ...]
    size: int


class Found(Value):
    """What a folder holds: files to read, and files of types that say nothing asked here."""

    files: tuple[BulkFile, ...]
    passed_over: tuple[BulkFile, ...]
    deletions: tuple[BulkFile, ...]


def find(where: str) -> Found:
    """The files below a folder, of a pattern, or one file; in an order that never changes.

    Raises RecordError when there is nothing to read, or a file is no FHIR in a form that is known.
    """
    paths = sorted(_paths(where))
    if not paths:
        raise RecordError(where, "no NDJSON, JSON or Parquet file is here")
    read: list[BulkFile] = []
    passed: list[BulkFile] = []
    gone: list[BulkFile] = []
    for path in paths:
        file = _looked_at(path)
        if file is None:
            continue
        if path.parent.name == "deleted":
            gone.append(file)
        elif file.form == "bundle" or file.kind in READ:
            read.append(file)
        else:
            passed.append(file)
    if not read:
        kinds = ", ".join(sorted({file.kind for file in passed})) or "empty files"
        raise RecordError(where, f"nothing here can say anything of B12 (found {kinds})")
    order = {kind: place for place, kind in enumerate(READ)}
    read.sort(key=lambda file: (order.get(file.kind, len(order)), file.path))
    return Found(tuple(read), tuple(passed), tuple(gone))


def _paths(where: str) -> Iterator[Path]:
    if has_magic(where):
        places: Iterable[Path] = map(Path, glob(where, recursive=True))  # noqa: PTH207  a pattern may be absolute
    else:
        place = Path(where)
        if not place.exists():
            raise RecordError(where, "there is no such folder")
        places = place.rglob("*") if place.is_dir() else (place,)
    for place in places:
        plain = place.name.lower()
        for ending in _PACKED:
            plain = plain.removesuffix(ending)
        if place.is_file() and plain.endswith(_ENDINGS) and not plain.startswith("."):
            yield place


def _looked_at(path: Path) -> BulkFile | None:
    """The file with what its first resource is; None for an empty one and for no FHIR at all."""
    size = path.stat().st_size
    if path.name.lower().endswith(".parquet"):
        kind = next((kind for kind in READ if _names(path, kind)), path.stem)
        return BulkFile(str(path), kind, "parquet", size)
    kind = _first_kind(path)
    if not kind:
        return None
    if kind == "Bundle" or _is_mixed(path):
        return BulkFile(str(path), "Bundle", "bundle", size)
    return BulkFile(str(path), kind, "ndjson", size)


def _is_mixed(path: Path) -> bool:
    """Whether the first lines hold several types: one record as NDJSON, say, read one by one."""
    with opened(str(path)) as file:
        kinds = {_kind(line) for line, _ in zip(file, range(_LOOKED_AT), strict=False)}
    return len(kinds - {""}) > 1


def _names(path: Path, kind: str) -> bool:
    """The file or its folder is named after the type ("Observation.000", "bulk_Observation")."""
    words = path.name.replace("_", ".").replace("-", ".").split(".")
    return kind in words or kind == path.parent.name.partition(".")[0]


def _first_kind(path: Path) -> str:
    """The `resourceType` of the first line, of the whole text, or of a line near the beginning.

    A Bundle is often written over many lines; the first line of NDJSON may be broken.
    """
    with opened(str(path)) as file:
        first = next((line for line in file if line.strip()), b"")
    if kind := _kind(first):
        return kind
    with opened(str(path)) as file:  # anew: what is packed cannot always be read twice
        if kind := _kind(file.read(_LONGEST_LINE_BYTES), whole=True):
            return kind
    with opened(str(path)) as file:
        kinds = (_kind(line) for line, _ in zip(file, range(100), strict=False))
        return next((kind for kind in kinds if kind), "")


def _kind(text: bytes, *, whole: bool = False) -> str:
    """The type of a resource; that of an array that is the whole of a file is as of a Bundle."""
    try:
        body: object = json.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return ""
    if isinstance(body, list) and whole:
        return "Bundle"
    if not isinstance(body, dict):
        return ""
    kind: object = cast("dict[str, object]", body).get("resourceType")
    return kind if isinstance(kind, str) else ""


def is_packed(path: str) -> bool:
    """Whether the text of a file is compressed."""
    return path.lower().endswith(_PACKED)


def opened(path: str) -> BinaryIO:
    """The file as plain bytes, whatever it is packed with."""
    lower = path.lower()
    if lower.endswith(".gz"):
        return cast("BinaryIO", gzip.open(path, "rb"))
    if lower.endswith((".zst", ".zstd")):
        import zstandard

        plain = zstandard.open(path, "rb")  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        return BufferedReader(cast("RawIOBase", plain))
    return Path(path).open("rb")

"""Which lines of a file are broken, and which hold another type than the rest?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cobalamin.fhir.bulk.folder import opened
from cobalamin.fhir.bulk.one_by_one import named
from cobalamin.fhir.fault import RecordError
from cobalamin.fhir.part import Json
from cobalamin.fhir.source import Resource, documents
from cobalamin.value import Value

_MARK = b"\xef\xbb\xbf"  # a byte order mark, which makes a query lose the line behind it


class Rejected(Value):
    """What could not be used: file, line (0 where it is not known), resource, and why."""

    file: str
    number: int
    resource: str
    says: str

    def line(self) -> Json:
        """As one JSON object."""
        return {
            "file": self.file, "line": self.number or None, "resource": self.resource or None,
            "says": self.says,
        }  # fmt: skip


Valid = Callable[[str], bool]
"""Whether a query can read a line."""


def told_apart(
    path: str, kind: str, lost: int, valid: Valid
) -> tuple[list[Rejected], list[tuple[Resource, str]]]:
    """The broken lines of a file, and its resources that a query did not read as of the type.

    A query lost so many lines. If fewer are broken or of another type, the others are those that
    it cannot read (`valid`) and we can: a number too large for a double, for one.
    """
    rejected, strays = _looked_through(path, kind, None)
    if len(rejected) + len(strays) < lost:
        return _looked_through(path, kind, valid)
    return rejected, strays


def _looked_through(
    path: str, kind: str, valid: Valid | None
) -> tuple[list[Rejected], list[tuple[Resource, str]]]:
    rejected: list[Rejected] = []
    strays: list[tuple[Resource, str]] = []
    for number, line in _lines(path):
        body = _resource(path, line)
        if isinstance(body, str):
            rejected.append(Rejected(path, number, "", body))
            continue
        other = str(body["resourceType"])
        if other in ("Patient", "Medication") and other != kind:
            says = f"a {other} among other resources is not used; give it a file of its own"
            rejected.append(Rejected(path, number, "", says))
        elif other != kind or line.startswith(_MARK) or not (valid is None or valid(line.decode())):
            place = f"{path} line {number}"
            strays.append((named(other, body, place), path))
    return rejected, strays


def _resource(path: str, line: bytes) -> Json | str:
    """The resource on a line, or why it is none."""
    if line.removeprefix(_MARK).lstrip()[:1] == b"[":
        return "not FHIR: a line holds one resource, which is a JSON object"
    try:
        [(_, body)] = documents(path, line)
    except RecordError as fault:
        return fault.says.removeprefix("line 1, ")  # of this line, which is told beside it
    return body


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line


def lines_without_id(path: str, kind: str) -> list[Rejected]:
    """The lines of a file of one type that cannot be read, are of another, or have no id."""
    rejected: list[Rejected] = []
    for number, line in _lines(path):
        body = _resource(path, line)
        if isinstance(body, str):
            rejected.append(Rejected(path, number, "", body))
            continue
        other = body["resourceType"]
        if other != kind:
            says = f"a {other} among resources of {kind} is not used; give it a file of its own"
            rejected.append(Rejected(path, number, "", says))
        elif not isinstance(body.get("id"), str):
            rejected.append(Rejected(path, number, "", f"a {kind} has no id"))
    return rejected

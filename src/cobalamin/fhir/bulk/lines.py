"""Which lines of a file are broken, and which hold another type than the rest?"""

from __future__ import annotations

from collections.abc import Iterator

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


def told_apart(path: str, kind: str) -> tuple[list[Rejected], list[tuple[Resource, str]]]:
    """The broken lines of a file, and its resources that are not of the type."""
    rejected: list[Rejected] = []
    strays: list[tuple[Resource, str]] = []
    for number, line in _lines(path):
        try:
            [(_, body)] = documents(path, line)
        except RecordError as fault:
            rejected.append(Rejected(path, number, "", fault.says))
            continue
        except ValueError:
            rejected.append(Rejected(path, number, "", "it holds more than one resource"))
            continue
        other = str(body["resourceType"])
        if other in ("Patient", "Medication") and other != kind:
            says = f"a {other} among other resources is not used; give it a file of its own"
            rejected.append(Rejected(path, number, "", says))
        elif other != kind or line.startswith(_MARK):
            place = f"{path} line {number}"
            strays.append((named(other, body, place), path))
    return rejected, strays


def _lines(path: str) -> Iterator[tuple[int, bytes]]:
    with opened(path) as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield number, line


def patients_without_id(path: str) -> list[Rejected]:
    """The lines of a file of Patient that cannot be read, or have no id to be known by."""
    rejected: list[Rejected] = []
    for number, line in _lines(path):
        try:
            [(_, body)] = documents(path, line)
        except RecordError as fault:
            rejected.append(Rejected(path, number, "", fault.says))
            continue
        except ValueError:
            rejected.append(Rejected(path, number, "", "it holds more than one resource"))
            continue
        if not isinstance(body.get("id"), str):
            rejected.append(Rejected(path, number, "", "a Patient has no id"))
    return rejected

"""Which resources does a text hold? Bundles, Parameters, arrays, NDJSON or one resource."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from cobalamin.chart import Problem
from cobalamin.fhir.fault import RecordError, one_line
from cobalamin.fhir.part import Json, Part
from cobalamin.value import Value

DEEPEST = 64
"""Levels of nesting that are read; chosen by us, because no FHIR resource comes near it."""


class Resource(Value):
    """One resource and where it stands.

    `name` is "Type/id", the `urn:` address it was given, or its place in the file; `container` is
    the resource that it is contained in.
    """

    kind: str
    name: str
    body: Json
    file: str
    full_url: str = ""
    container: Resource | None = None

    def reader(self) -> Part:
        """Its content, with a list of its own for what cannot be read."""
        return Part(self.body, self.name, "", [])


class Deleted(Value):
    """A Bundle says that this resource ("Type/id") was deleted, and when ("" if it does not)."""

    name: str
    when: str


class Contents(Value):
    """Everything found in the texts of one record."""

    resources: tuple[Resource, ...]
    deleted: tuple[Deleted, ...]
    problems: tuple[Problem, ...]


def contents(sources: Sequence[tuple[str, bytes]]) -> Contents:
    """The resources of all texts, in their order, each contained Observation among them.

    A text is a name and its bytes. Raises RecordError for what is not FHIR JSON in UTF-8.
    """
    if not sources:
        raise RecordError("record", "nothing was given to read")
    resources: list[Resource] = []
    deleted: list[Deleted] = []
    problems: list[Problem] = []
    for file, text in sources:
        for place, value in documents(file, text):
            for found in _unpacked(file, place, value, problems):
                if isinstance(found, Deleted):
                    deleted.append(found)
                else:
                    resources.append(found)
    return Contents(tuple(resources), tuple(deleted), tuple(problems))


def documents(file: str, content: bytes) -> Iterator[tuple[str, Json]]:
    """Each top-level resource with its place: " line 3", " [2]" or ""."""
    try:
        text = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as bad:
        raise RecordError(file, f"not UTF-8 text (byte {bad.start + 1})") from None
    if not text.strip():
        raise RecordError(file, "the file is empty")
    try:
        whole = _json(file, text)
    except json.JSONDecodeError as fault:
        lines = text.split("\n")
        if not _is_ndjson(lines):
            raise _broken(file, fault.lineno, fault) from None
        for number, line in enumerate(lines, start=1):
            if line.strip():
                place = f" line {number}"
                yield place, _checked(file, place, _line(file, number, line))
        return
    if isinstance(whole, list):
        for number, value in enumerate(cast("list[object]", whole)):
            yield f" [{number}]", _checked(file, f" [{number}]", value)
        if not whole:
            raise RecordError(file, "the array holds no resource")
    else:
        yield "", _checked(file, "", whole)


def _is_ndjson(lines: list[str]) -> bool:
    """The first line that is not blank is a whole object, and more follow."""
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2:
        return False
    try:
        return isinstance(_json("", filled[0]), dict)
    except json.JSONDecodeError:
        return False


def _line(file: str, number: int, line: str) -> object:
    try:
        return _json(file, line)
    except json.JSONDecodeError as fault:
        raise _broken(file, number, fault) from None


def _broken(file: str, line: int, fault: json.JSONDecodeError) -> RecordError:
    return RecordError(file, f"line {line}, column {fault.colno}: broken JSON ({fault.msg})")


class _NoNumberError(Exception):
    """NaN or an infinity, which Python would read and JSON does not have."""


def _refuse(name: str) -> object:
    raise _NoNumberError(name)


# Not orjson, which is faster on the text but takes longer to import than a record takes to read.
_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _json(file: str, text: str) -> object:
    """The JSON of a text, no more lenient than the standard. Raises JSONDecodeError."""
    try:
        value = _DECODER.decode(text)
    except _NoNumberError as fault:
        name = str(fault)
        raise json.JSONDecodeError(f"{name} is no number", text, text.find(name)) from None
    except RecursionError:
        raise RecordError(file, f"more than {DEEPEST} levels of nesting") from None
    except json.JSONDecodeError:
        raise
    except ValueError:
        raise RecordError(file, "broken JSON (a number of thousands of digits)") from None
    if "\\ud" in text or "\\uD" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise RecordError(file, "broken JSON (half a surrogate pair)") from None
    return value


def _checked(file: str, place: str, value: object) -> Json:
    """The value, sure to be a resource of bearable depth."""
    if _deeper_than(value, DEEPEST):
        raise RecordError(file + place, f"more than {DEEPEST} levels of nesting")
    if not isinstance(value, dict):
        raise RecordError(file + place, "not FHIR: a resource is a JSON object")
    body = cast(Json, value)
    if not isinstance(body.get("resourceType"), str) or not body["resourceType"]:
        raise RecordError(file + place, "not FHIR: there is no resourceType", field="resourceType")
    return body


def _deeper_than(value: object, deepest: int) -> bool:
    """More objects and lists than `deepest` stand inside one another."""
    level = _held_in([value])
    for _ in range(deepest):
        if not level:
            return False
        level = _held_in(child for node in level for child in _children(node))
    return bool(level)


def _held_in(values: Iterable[object]) -> list[Json | list[Any]]:
    return [cast("Json | list[Any]", v) for v in values if isinstance(v, dict | list)]


def _children(node: Json | list[Any]) -> Iterable[Any]:
    return node.values() if isinstance(node, dict) else node


def _unpacked(
    file: str, place: str, body: Json, problems: list[Problem]
) -> Iterator[Resource | Deleted]:
    match body["resourceType"]:
        case "Bundle":
            yield from _entries(file, place, body, problems)
        case "Parameters":
            whole = Part(body, f"{file}{place}", "", problems)
            yield from _parameters(file, place, whole, "parameter")
        case _:
            yield from with_contained(_resource(file, place, body, ""))


def _entries(
    file: str, place: str, bundle: Json, problems: list[Problem]
) -> Iterator[Resource | Deleted]:
    """Each resource of a Bundle. Raises RecordError when `entry` is not a list of objects."""
    entries = bundle.get("entry", [])
    if not isinstance(entries, list):
        raise RecordError(file + place, "expected a list", resource="Bundle", field="entry")
    for number, entry in enumerate(cast("list[object]", entries)):
        here = f"{place} entry {number}"
        if not isinstance(entry, dict):
            raise RecordError(
                file + place, "expected an object", resource="Bundle", field=f"entry[{number}]"
            )
        part = Part(cast(Json, entry), f"{file}{here}", "", problems)
        if part.has("resource"):
            yield from _held(file, here, part)
        elif (gone := _deletion(part)) is not None:
            yield gone


def _held(file: str, place: str, part: Part) -> Iterator[Resource | Deleted]:
    """The resource in an entry or a parameter, or a problem saying that it is none."""
    held = part.part("resource")
    if held is None:
        return
    if not held.text("resourceType"):
        held.problem("there is no resourceType, so this was not read", "resourceType")
    elif held.text("resourceType") in ("Bundle", "Parameters"):
        yield from _unpacked(file, place, held.body, part.problems)
    else:
        yield from with_contained(_resource(file, place, held.body, part.text("fullUrl")))


def _parameters(file: str, place: str, whole: Part, field: str) -> Iterator[Resource | Deleted]:
    for number, part in enumerate(whole.parts(field)):
        here = f"{place} {field} {number}"
        if part.has("resource"):
            yield from _held(file, here, part)
        yield from _parameters(file, here, part, "part")


def _deletion(entry: Part) -> Deleted | None:
    """A history or bulk entry that says DELETE."""
    request = entry.part("request")
    if request is None or request.text("method") != "DELETE":
        return None
    path = request.text("url").split("?")[0].split("/_history/")[0].split("/")
    response = entry.part("response")
    return Deleted("/".join(path[-2:]), response.text("lastModified") if response else "")


def _resource(file: str, place: str, body: Json, full_url: str) -> Resource:
    kind = cast(str, body["resourceType"])
    identity = body.get("id")
    if isinstance(identity, str) and identity:
        name = f"{kind}/{identity}"
    else:
        name = full_url if full_url.startswith("urn:") else f"{file}{place} ({kind})"
    return Resource(kind, one_line(name), body, file, full_url)


def with_contained(resource: Resource) -> Iterator[Resource]:
    """The resource, and the Observations that it contains: a report may carry its results."""
    yield resource
    contained = resource.body.get("contained")
    if not isinstance(contained, list):
        return
    for number, body in enumerate(cast("list[object]", contained)):
        if isinstance(body, dict) and cast(Json, body).get("resourceType") == "Observation":
            inner = cast(Json, body)
            name = f"{resource.name}#{inner.get('id', number)}"
            yield Resource("Observation", one_line(name), inner, resource.file, "", resource)

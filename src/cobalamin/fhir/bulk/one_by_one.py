"""Which rows does a resource give that is not written as most are? Read as for one patient."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import cast

from cobalamin.chart import LabResult
from cobalamin.day import parse
from cobalamin.fhir.bulk.chart_rows import (
    ENTRIES,
    MEDICINES,
    RESULTS,
    Cell,
    entry_cells,
    medicine_cells,
    result_cells,
)
from cobalamin.fhir.bulk.fields import FIELDS
from cobalamin.fhir.bulk.shapes import without_nulls
from cobalamin.fhir.bulk.unverified import unverified
from cobalamin.fhir.fault import RecordError, one_line
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.observations import labs_named
from cobalamin.fhir.part import Json
from cobalamin.fhir.person import subject_of
from cobalamin.fhir.read import is_dated_after
from cobalamin.fhir.readers import read_resource, version_of
from cobalamin.fhir.source import Resource, with_contained
from cobalamin.value import Value

Line = dict[str, Cell | int]
"""One row as a JSON object by column names."""


class Given(Value):
    """What one resource gives: its rows by table, its version, and why it was refused, if so.

    `later` is whether it would have given more on a later day than the one of screening, and
    `unverified` names what only a code says that we could not verify.
    """

    rows: tuple[tuple[str, Line], ...] = ()
    version: Line | None = None
    refused: str = ""
    later: bool = False
    unverified: tuple[str, ...] = ()


class Standing(Value):
    """Where a resource stands: in which file, and its place among all that are read."""

    file: str
    seq: int


class Around(Value):
    """What is known around a resource: the day, what it may point to, and when patients were born.

    `alone` is the patient of a Bundle that is of one patient only: whoever is not named is they.
    """

    as_of: date
    known: Mapping[str, Resource]
    births: Mapping[str, str]
    alone: str = ""


def given(resource: Resource, around: Around, standing: Standing) -> Given:
    """The rows of one resource and of the Observations that it contains.

    A resource that names no patient gives no row: whose it is cannot be known.
    """
    if resource.kind not in FIELDS:
        return Given()
    about = subject_of(resource, around.known)
    patient = about.patient or around.alone
    if about.other or resource.kind in ("Patient", "Medication"):
        return Given()
    if not patient:
        return Given(refused="it names no patient, so nobody's record can hold it")
    born = parse(around.births.get(patient, ""))
    setting = Setting(around.as_of, born.day if born else None, around.known)
    seen, number = version_of(resource)
    stamp: Line = {"version": seen, "number": number, "seq": standing.seq}
    rows: list[tuple[str, Line]] = []
    refused: list[str] = []
    later = False
    for each in with_contained(resource):
        try:
            found = read_resource(each, setting)
            later = later or (found == NOTHING and is_dated_after(each, setting))
        except RecordError as fault:
            refused.append(fault.says)
            labs = labs_named(each)
            found = Found(tuple(LabResult(n, each.name, unreadable=fault.says) for n in labs))
        rows += [(name, line | stamp) for name, line in _lines(found, patient)]
    version: Line = {"patient": patient, "resource": resource.name} | stamp
    weak = unverified(resource.body) if rows else ()
    return Given(tuple(rows), version, "; ".join(refused), later, weak)


def _lines(found: Found, patient: str) -> Iterator[tuple[str, Line]]:
    for result in found.results:
        yield RESULTS.name, _line(RESULTS.names, (patient, *result_cells(result)))
    for entry in found.entries:
        yield ENTRIES.name, _line(ENTRIES.names, (patient, *entry_cells(entry)))
    for medicine in found.medicines:
        yield MEDICINES.name, _line(MEDICINES.names, (patient, *medicine_cells(medicine)))


def _line(names: Iterable[str], cells: Iterable[Cell]) -> Line:
    written = (cell.isoformat() if isinstance(cell, date) else cell for cell in cells)
    return dict(zip(names, written, strict=True))


def resource_of(kind: str, columns: Mapping[str, str | None], place: str) -> Resource:
    """A resource put together again from the JSON texts of its fields; `place` if it has no id."""
    fields = FIELDS[kind].all
    texts = {name: text for name in fields if (text := columns.get(name)) is not None}
    body: Json = {name: without_nulls(json.loads(text)) for name, text in texts.items()}
    product = columns.get("product")
    if product is not None and not _points_inside(body):
        body.pop("medicationReference", None)
        body["medicationCodeableConcept"] = without_nulls(json.loads(product))
    return named(kind, {**body, "resourceType": kind}, place)


def named(kind: str, body: Json, place: str) -> Resource:
    """A resource under its name, "Type/id", or its place where it has no id."""
    identity = body.get("id")
    name = f"{kind}/{identity}" if isinstance(identity, str) and identity else f"{place} ({kind})"
    return Resource(kind, one_line(name), body, place)


def _points_inside(body: Json) -> bool:
    pointer = body.get("medicationReference")
    if not isinstance(pointer, dict):
        return False
    return str(cast(Json, pointer).get("reference", "")).startswith("#")

"""What does a shape of resource mean? Each is read once, by the readers of one patient's record.

A shape is what is left of a resource without its id, patient, dates and number. An export holds
millions of resources and few shapes, so their meaning is found by `fhir.readers` itself, and a
query only puts day, number and patient back. What a shape cannot say is left to be read one by
one: its number is then `ODD`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from threading import Lock
from typing import cast

from cobalamin.chart import Entry, LabResult, Medicine
from cobalamin.fhir.bulk.fields import FIELDS
from cobalamin.fhir.bulk.unverified import unverified
from cobalamin.fhir.coded import HEALTH, meanings
from cobalamin.fhir.fault import RecordError
from cobalamin.fhir.found import Setting
from cobalamin.fhir.observations import BY_CODE, BY_VALUE, about_diet, labs_named
from cobalamin.fhir.part import Json, Part
from cobalamin.fhir.readers import read_resource
from cobalamin.fhir.source import Resource
from cobalamin.guideline.labs import lab_of
from cobalamin.value import Value

ODD = -1
"""The number of what has to be read one by one."""

SEPARATOR = "\x1f"
"""Between the fields of a shape: JSON text never holds it unescaped."""

MOST_SHAPES = 400_000
"""So many shapes of one type are remembered; later ones are read one by one, to bound memory."""

MOST_SILENT = 50_000
"""So many texts that mean nothing are given to queries; for others our own code is asked."""

_MEDICINE = frozenset({"medicine"})
_GROUPS: dict[str, tuple[frozenset[str], ...]] = {
    "Observation": (BY_CODE, BY_VALUE),
    "Condition": (HEALTH, _MEDICINE),
    "Procedure": (HEALTH, _MEDICINE),
    "ClinicalImpression": (HEALTH, _MEDICINE),
    "AllergyIntolerance": (frozenset({"allergy"}), _MEDICINE),
    "FamilyMemberHistory": (frozenset({"family"}), frozenset({"condition"})),
}
_ONCE = Setting(date.max, None, {})


class Shaped(Value):
    """What the shapes of one type mean, as rows of three tables; the first cell is the number.

    `results`: concept, value (None where the resource gives it), unit ("" without an amount),
    bound, positive, unreadable, range_low, range_high. `entries`: concept, kind, active, present,
    by_text, side, limbs. `medicines`: concept, kind, going_on, route, by_text, dose_mg_day.
    `refused`: which unit is none. `unverified`: a concept that only a code says which we could not
    verify.
    """

    results: list[tuple[object, ...]]
    entries: list[tuple[object, ...]]
    medicines: list[tuple[object, ...]]
    refused: list[tuple[object, ...]]
    unverified: list[tuple[object, ...]]


class Shapes:
    """The shapes of one resource type that were met; several threads may ask at once.

    `silent` are texts of CodeableConcepts that mean nothing asked here, in the order in which they
    were met: a query passes over them by itself. `share` is of the first lines those that may mean
    something, None before any were looked at.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.shaped = Shaped([], [], [], [], [])
        self.silent: list[str] = []
        self.share: float | None = None
        self._numbers: dict[str, int] = {}
        self._speaks: dict[str | None, bool] = {None: False}
        self._lock = Lock()  # the number of a new shape is the count of those before it

    def speaks(self, said: str | None) -> bool:
        """Whether these CodeableConcepts, as JSON text, may mean something that is asked here."""
        known = self._speaks.get(said)
        if known is None:
            assert said is not None, "None is known from the start"
            known = may_speak(self.kind, said)
            with self._lock:
                if said not in self._speaks and len(self._speaks) < MOST_SHAPES:
                    self._speaks[said] = known
                    if not known and len(self.silent) < MOST_SILENT:
                        self.silent.append(said)
        return known

    def learn(self, said: Iterable[tuple[str | None, bool]]) -> None:
        """Ask about some texts beforehand, the commonest first.

        With each stands whether it was said where the resource may matter whatever it says.
        """
        met = Counter(said)
        spoke = sum(n for (text, anyway), n in met.most_common() if self.speaks(text) or anyway)
        self.share = spoke / max(met.total(), 1)

    def number(self, shape: str) -> int:
        """The number of a shape, which is read the first time that it is met."""
        known = self._numbers.get(shape)
        if known is not None:
            return known
        with self._lock:
            known = self._numbers.get(shape)
            if known is None:
                if len(self._numbers) >= MOST_SHAPES:
                    return ODD
                known = self._numbers[shape] = self._read(len(self._numbers), shape)
            return known

    def _read(self, number: int, shape: str) -> int:
        body = body_of(self.kind, shape)
        resource = Resource(self.kind, self.kind, body, "")
        try:
            found = read_resource(resource, _ONCE)
        except RecordError as fault:
            self.shaped.refused.append((number, fault.says))
            labs = labs_named(resource)
            refused = (LabResult(lab, self.kind, unreadable=fault.says) for lab in labs)
            self.shaped.results.extend((number, *_result(each, given=False)) for each in refused)
            return number
        # Whether a yes/no test is positive may hang on the number, which a shape does not hold.
        given = "valueQuantity" in body
        if given and any(lab_of(r.concept).yes_no for r in found.results):
            return ODD
        if found.anything:
            self.shaped.unverified.extend((number, concept) for concept in unverified(body))
        self.shaped.results.extend((number, *_result(r, given=given)) for r in found.results)
        self.shaped.entries.extend((number, *_entry(each)) for each in found.entries)
        self.shaped.medicines.extend((number, *_medicine(each)) for each in found.medicines)
        return number


def may_speak(kind: str, said: str) -> bool:
    """Whether any of these CodeableConcepts means something, or may with what stands beside it."""
    groups = _GROUPS.get(kind, (_MEDICINE,))
    concepts = [Part(body, kind, "", []) for body in _objects(json.loads(said))]
    if kind == "Observation" and any(map(about_diet, concepts)):
        return True
    return any(meanings(concept, each) for concept in concepts for each in groups)


def _objects(value: object) -> Iterator[Json]:
    """The objects in a list, in the lists in it, or the one object that it is."""
    if isinstance(value, dict):
        yield cast(Json, without_nulls(cast(Json, value)))
    elif isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _objects(each)


def body_of(kind: str, shape: str) -> Json:
    """A resource of this shape, without the rest. A quantity has the number 1."""
    texts = zip(FIELDS[kind].shape, shape.split(SEPARATOR), strict=True)
    body: Json = {name: without_nulls(json.loads(text)) for name, text in texts if text}
    if "quantity" in body:
        body["valueQuantity"] = {**cast(Json, body.pop("quantity")), "value": 1.0}
    if "product" in body:
        body["medicationCodeableConcept"] = body.pop("product")
    return {"resourceType": kind, **body}


def without_nulls(value: object) -> object:
    """The same without members that are null: what a column holds for what is not there."""
    if isinstance(value, dict):
        members = cast(Json, value).items()
        return {name: without_nulls(each) for name, each in members if each is not None}
    if isinstance(value, list):
        return [without_nulls(each) for each in cast("list[object]", value)]
    return value


def _result(result: LabResult, *, given: bool) -> tuple[object, ...]:
    amount = result.amount
    return (
        result.concept,
        amount.value if amount and not given else None,
        amount.unit if amount else "",
        amount.bound if amount else "",
        result.positive,
        result.unreadable,
        result.range_low,
        result.range_high,
    )


def _entry(entry: Entry) -> tuple[object, ...]:
    return (
        entry.concept, entry.kind, entry.active, entry.present, entry.by_text, entry.side,
        entry.limbs,
    )  # fmt: skip


def _medicine(medicine: Medicine) -> tuple[object, ...]:
    return (
        medicine.concept, medicine.kind, medicine.current, medicine.route, medicine.by_text,
        medicine.dose_mg_day,
    )  # fmt: skip

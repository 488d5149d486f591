"""What does a resource say only by codes that we could not verify?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from cobalamin.fhir.part import Json
from cobalamin.guideline.codes import Code, lookup


def unverified(body: Json) -> tuple[str, ...]:
    """The concepts that its codes name, where no code of the same CodeableConcept is surer."""
    found = (concept for codes in _codes(body) for concept in _weak(codes))
    return tuple(dict.fromkeys(found))


def _weak(codes: list[Code]) -> Iterator[str]:
    sure = {code.concept for code in codes if not code.unchecked}
    yield from (code.concept for code in codes if code.unchecked and code.concept not in sure)


def _codes(value: object) -> Iterator[list[Code]]:
    """What is known of the codes of each CodeableConcept, wherever it stands."""
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _codes(each)
    elif isinstance(value, dict):
        members = cast(Json, value)
        coding = members.get("coding")
        if isinstance(coding, list):
            yield [code for each in cast("list[object]", coding) if (code := _known(each))]
        for each in members.values():
            yield from _codes(each)


def _known(coding: object) -> Code | None:
    if not isinstance(coding, dict):
        return None
    named = cast(Json, coding)
    system, code = named.get("system"), named.get("code")
    return (
        lookup(system if isinstance(system, str) else "", code) if isinstance(code, str) else None
    )

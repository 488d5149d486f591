"""In which unit was it reported, and may that unit be read for this analyte?"""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from cobalamin.fhir.fault import RecordError, quoted
from cobalamin.fhir.part import Part
from cobalamin.guideline.labs import Lab

_LONGEST = 64  # no UCUM unit in use is longer; a grammar need not be run over an essay

# Units that are met in records for the wrong analyte: known without loading the whole of UCUM.
_FAMILIAR = frozenset(
    f"{prefix}{unit}/{volume}"
    for prefix in ("", "m", "u", "n", "p", "f")
    for unit in ("g", "mol")
    for volume in ("L", "dL", "mL", "uL", "mol")
) | {"%", "1", "fL", "pg", "mL/min", "/uL", "10*3/uL", "10*9/L", "[IU]/L", "[IU]/mL", "U/L", "U/mL"}


def unit_of(quantity: Part, lab: Lab, file: str) -> tuple[str | None, str]:
    """The unit of its cut-points in which a quantity was reported, or None and why not.

    `code` speaks before `unit`. A unit that is valid but not this analyte's, a missing one, and
    two that disagree are reasons. Raises RecordError for what is no unit at all.
    """
    coded = quantity.text("code") if _is_ucum(quantity.text("system")) else ""
    shown = quantity.text("unit")
    if not coded and not shown:
        coded = quantity.text("code")
    if not coded and not shown:
        return ("1", "") if lab.bare else (None, "it has no unit")
    by_code, by_unit = lab.canonical(coded), lab.canonical(shown)
    if by_code and by_unit and by_code != by_unit:
        return None, f"its unit {quoted(shown)} and its unit code {quoted(coded)} disagree"
    if by_code and shown and not by_unit and _is_unit(shown):
        return None, f"its unit {quoted(shown)} and its unit code {quoted(coded)} disagree"
    if by_code:
        return by_code, ""
    if by_unit and not (coded and _is_unit(coded)):
        return by_unit, ""
    if by_unit:
        return None, f"its unit {quoted(shown)} and its unit code {quoted(coded)} disagree"
    return None, _wrong(coded or shown, lab, quantity, file)


def written_unit(unit: str, lab: Lab) -> tuple[str | None, str]:
    """The same for what follows the number of a text ("<150 pg/mL"); prose is only unreadable."""
    if not unit:
        return ("1", "") if lab.bare else (None, "it has no unit")
    canonical = lab.canonical(unit)
    return (canonical, "") if canonical else (None, _expected(unit, lab))


def _wrong(unit: str, lab: Lab, quantity: Part, file: str) -> str:
    if not _is_unit(unit):
        raise RecordError(
            file,
            f"{quoted(unit)} is not a unit that is known for {lab.label}",
            resource=quantity.resource,
            field=quantity.place,
        )
    return _expected(unit, lab)


def _expected(unit: str, lab: Lab) -> str:
    accepted = " or ".join(canonical for canonical, _ in lab.units)
    return f"{lab.label} is not reported in {quoted(unit)}; {accepted} is expected"


def _is_ucum(system: str) -> bool:
    return system in ("", "http://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8")


@cache
def _is_unit(text: str) -> bool:
    """It is valid UCUM, whatever it measures."""
    if text in _FAMILIAR:
        return True
    if len(text) > _LONGEST or not text.isascii():
        return False
    from lark.exceptions import LarkError

    try:
        _grammar().parse(text)
    except LarkError:
        return False
    return True


class _Grammar(Protocol):
    def parse(self, text: str) -> object: ...


@cache
def _grammar() -> _Grammar:
    # Imported here: the 0.3 s that it costs are spent only when an unexpected unit turns up.
    from ucumvert import (  # pyright: ignore[reportMissingTypeStubs]
        get_ucum_parser,  # pyright: ignore[reportUnknownVariableType]
    )

    return cast(_Grammar, get_ucum_parser())

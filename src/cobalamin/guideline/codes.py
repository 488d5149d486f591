"""Which code means what here: the value sets, as a fast index.

In `value_sets.csv` beside this file one code has one concept; a code ending in `*` is a family
(the longest that fits wins); `confidence` says how the code was checked.
"""

from __future__ import annotations

import csv
from functools import cache
from typing import Literal, cast

from cobalamin.value import Value

Confidence = Literal[
    "verified",  # read in the terminology itself or in two published code lists
    "component-verified",  # LOINC: the analyte was read, the other axes recalled
    "seen",  # read in published records that show the code with its meaning
    "seen-secondary",  # read in others' code lists that disagree or cannot be checked
    "memory",  # recalled, not checked
    "shared",  # the code covers several diseases: the record's own words decide where they can
]


class Code(Value):
    """One row of the value sets."""

    concept: str
    group: str
    system: str
    code: str
    display: str
    confidence: Confidence

    @property
    def unchecked(self) -> bool:
        """The code was recalled or read second-hand; whoever uses it must say so."""
        return self.confidence in ("memory", "seen-secondary")


def lookup(system: str, code: str) -> Code | None:
    """What a code means here; None when nothing here asks about it.

    ICD-10 and its national versions are read alike, the dot is optional. Without a system the
    code must show its own by its shape (LOINC, SNOMED CT and ATC have one; see `_shape`).
    """
    family = system_of(system) if system else _shape(code)
    exact, families = _index()
    if family == "ICD-10":
        code = code.upper().replace(".", "").rstrip("*+†!")
    elif family == "ATC":
        code = code.upper()
    row = exact.get((family, code))
    if row is None and family in families:
        longest = (code[:length] for length in range(len(code), 1, -1))
        row = next((families[family][p] for p in longest if p in families[family]), None)
    return Code(*row) if row else None


def codes_of(*concepts: str) -> tuple[Code, ...]:
    """Every row of these concepts, in the order of the table. Raises KeyError on an unknown one."""
    unknown = set(concepts) - {row[0] for row in _rows()}
    if unknown:
        raise KeyError(f"no code of the value sets means {sorted(unknown)}")
    return tuple(Code(*row) for row in _rows() if row[0] in concepts)


_SYSTEMS = {
    "loinc.org": "LOINC",
    "2.16.840.1.113883.6.1": "LOINC",
    "loinc": "LOINC",
    "ln": "LOINC",
    "snomed.info/sct": "SNOMED CT",
    "2.16.840.1.113883.6.96": "SNOMED CT",
    "snomed": "SNOMED CT",
    "snomed ct": "SNOMED CT",
    "snomed-ct": "SNOMED CT",
    "snomedct": "SNOMED CT",
    "sct": "SNOMED CT",
    "dmd.nhs.uk": "SNOMED CT",
    "www.nlm.nih.gov/research/umls/rxnorm": "RxNorm",
    "2.16.840.1.113883.6.88": "RxNorm",
    "rxnorm": "RxNorm",
    "www.whocc.no/atc": "ATC",
    "fhir.de/codesystem/bfarm/atc": "ATC",
    "fhir.de/codesystem/dimdi/atc": "ATC",
    "2.16.840.1.113883.6.73": "ATC",
    "atc": "ATC",
    "hl7.org/fhir/sid/icd-10": "ICD-10",
    "hl7.org/fhir/sid/icd-10-cm": "ICD-10",
    "hl7.org/fhir/sid/icd-10-gm": "ICD-10",
    "fhir.de/codesystem/bfarm/icd-10-gm": "ICD-10",
    "fhir.de/codesystem/dimdi/icd-10-gm": "ICD-10",
    "2.16.840.1.113883.6.90": "ICD-10",
    "2.16.840.1.113883.6.3": "ICD-10",
    "icd-10": "ICD-10",
    "icd10": "ICD-10",
    "icd-10-cm": "ICD-10",
    "icd10cm": "ICD-10",
}


@cache
def system_of(address: str) -> str:
    """The code system that a FHIR `system` names, whichever spelling; the address if unknown."""
    plain = address.strip().lower().rstrip("/")
    for scheme in ("http://", "https://", "urn:oid:"):
        plain = plain.removeprefix(scheme)
    if plain.startswith("snomed.info/sct/"):  # an edition or version of SNOMED CT
        return "SNOMED CT"
    if plain.startswith("hl7.org/fhir/sid/icd-10-"):
        return "ICD-10"
    return _SYSTEMS.get(plain, address)


def _shape(code: str) -> str:
    """The system that a bare code shows by its shape and check digit; "" when none is certain."""
    body, dash, check = code.partition("-")
    if dash and body.isdecimal() and len(check) == 1 and check.isdecimal():
        return "LOINC" if _luhn(body) == int(check) else ""
    if code.isdecimal() and len(code) >= 8 and code[-3:-1] in ("00", "10"):
        return "SNOMED CT" if _verhoeff(code) else ""
    if len(code) == 7 and code[:1].isalpha() and code[3:5].isalpha() and code[5:].isdecimal():
        return "ATC"
    if code[:1].isalpha() and code[1:3].isdecimal() and code[3:4] == ".":
        return "ICD-10"
    return ""


def _luhn(digits: str) -> int:
    doubled = (int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return -sum(n - 9 if n > 9 else n for n in doubled) % 10


def _verhoeff(digits: str) -> bool:
    """The check digit of SNOMED CT: dihedral group arithmetic with a rotating permutation."""
    order = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)
    total = 0
    for place, character in enumerate(reversed(digits)):
        digit = int(character)
        for _ in range(place % 8):
            digit = order[digit]
        total = _dihedral(total, digit)
    return total == 0


def _dihedral(a: int, b: int) -> int:
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b - 5) % 5
    return 5 + (a - 5 - b) % 5 if b < 5 else (a - b) % 5


_Row = tuple[str, str, str, str, str, Confidence]


@cache
def _rows() -> tuple[_Row, ...]:
    return cast("tuple[_Row, ...]", tuple(table("value_sets.csv")))


def table(name: str) -> list[tuple[str, ...]]:
    """The rows of a table beside this file, without its heading."""
    place = __file__.removesuffix("codes.py") + name
    with open(place, encoding="utf-8", newline="") as file:  # noqa: PTH123  pathlib costs 2 ms
        rows = csv.reader(file)
        next(rows)
        return [tuple(row) for row in rows]


@cache
def _index() -> tuple[dict[tuple[str, str], _Row], dict[str, dict[str, _Row]]]:
    """Exact codes by (system, code), and families by system and prefix."""
    exact: dict[tuple[str, str], _Row] = {}
    families: dict[str, dict[str, _Row]] = {}
    for row in _rows():
        system, code = row[2], row[3]
        if system.startswith("ICD-10"):
            system, code = "ICD-10", code.replace(".", "")
        if code.endswith("*"):
            families.setdefault(system, {})[code[:-1]] = row
        else:
            exact[(system, code)] = row
    return exact, families

"""Who is one invented patient: id, sex, birth, race, and the chance that draws all that follows?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from cobalamin.value import Value

Json = dict[str, Any]

RACES = (
    (0.62, "2106-3", "White"),
    (0.76, "2054-5", "Black or African American"),
    (0.84, "2028-9", "Asian"),
    (0.86, "1002-5", "American Indian or Alaska Native"),
    (0.93, "2131-1", "Other Race"),
)
"""Cumulative shares; whoever is beyond the last has no race on record."""

FAMILIES = tuple("Adeyemi Baker Chen Dvořák Evans Fischer García Hughes Ibáñez Jones Kaya".split())
GIVEN = tuple("Ada Benoît Chidi Dana Élise Farid Grace Hiro Inès João Kim Łukasz Maya".split())
TOWNS = ("Springfield", "Holyoke", "Peabody", "Salem", "Worcester", "Lowell", "Quincy", "Lynn")


class Person(Value):
    """One patient of an export, on the day of assessment."""

    number: int
    id: str
    chance: Random
    as_of: date
    born: date
    sex: str

    def day(self, days: float) -> str:
        """The date so many days before the day of assessment (after it, if negative)."""
        return (self.as_of - timedelta(days=days)).isoformat()

    def new_id(self) -> str:
        """The id of another resource."""
        return uuid_of(self.chance)


def uuid_of(chance: Random) -> str:
    """A UUID drawn from this chance."""
    h = f"{chance.getrandbits(128):032x}"
    return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"


def person_of(seed: int, number: int, as_of: date) -> Person:
    """The patient with this number; the same for the same seed, whoever was made before."""
    chance = Random(f"{seed}/{number}")
    born = as_of - timedelta(days=365 * 20 + chance.randrange(365 * 70))
    return Person(number, uuid_of(chance), chance, as_of, born, chance.choice(("female", "male")))


def patient_resource(person: Person, died: Json | None = None) -> Json:
    """The Patient resource, as US Core shapes it; `died` holds a deceased[x] where there is one."""
    chance = person.chance
    family, given = chance.choice(FAMILIES), chance.choice(GIVEN)
    return {
        "resourceType": "Patient",
        "id": person.id,
        "meta": {
            "versionId": "3",
            "lastUpdated": person.day(chance.randrange(2, 400)) + "T04:12:09.512+00:00",
            "profile": [f"{_US_CORE}us-core-patient|6.1.0"],
        },
        "text": {
            "status": "generated",
            "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{given} {family}, '
            f"{person.sex}, born {person.born.isoformat()}</div>",
        },
        "extension": [
            *_race(chance),
            _extension("us-core-ethnicity", "2186-5", "Not Hispanic or Latino"),
            {"url": f"{_US_CORE}us-core-birthsex", "valueCode": person.sex[:1].upper()},
        ],
        "identifier": [
            _number("MR", "Medical Record Number", "urn:oid:2.16.840.1.113883.19.5", person.id),
            _number("SS", "Social Security Number", _SSN, f"999-{person.number % 90 + 10}-0000"),
        ],
        "active": True,
        "name": [{"use": "official", "family": family, "given": [given, "A."]}],
        "telecom": [
            {"system": "phone", "value": f"555-{chance.randrange(1000, 10000)}", "use": "home"},
            {"system": "email", "value": f"p{person.number}@example.org"},
        ],
        "gender": person.sex,
        "birthDate": person.born.isoformat(),
        **(died or {}),
        "address": [
            {
                "use": "home",
                "line": [f"{chance.randrange(1, 900)} Main Street"],
                "city": chance.choice(TOWNS),
                "state": "MA",
                "postalCode": f"0{chance.randrange(1000, 2800)}",
                "country": "US",
                "period": {"start": "2011-04-01"},
            }
        ],
        "maritalStatus": {
            "coding": [{"system": _MARITAL, "code": "M", "display": "Married"}],
            "text": "Married",
        },
        "communication": [
            {"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "en-US"}]}}
        ],
        "managingOrganization": {"reference": "Organization/org-0", "display": "Town Hospital"},
    }


_US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/"
_MARITAL = "http://terminology.hl7.org/CodeSystem/v3-MaritalStatus"
_SSN = "http://hl7.org/fhir/sid/us-ssn"


def _race(chance: Random) -> list[Json]:
    drawn = chance.random()
    for below, code, display in RACES:
        if drawn < below:
            return [_extension("us-core-race", code, display)]
    return []


def _extension(name: str, code: str, display: str) -> Json:
    coding = {"system": "urn:oid:2.16.840.1.113883.6.238", "code": code, "display": display}
    return {
        "url": _US_CORE + name,
        "extension": [
            {"url": "ombCategory", "valueCoding": coding},
            {"url": "text", "valueString": display},
        ],
    }


def _number(code: str, display: str, system: str, value: str) -> Json:
    coding = {
        "system": "http://terminology.hl7.org/CodeSystem/v2-0203",
        "code": code,
        "display": display,
    }
    return {
        "use": "usual",
        "type": {"coding": [coding], "text": display},
        "system": system,
        "value": value,
        "assigner": {"display": "Town Hospital"},
    }

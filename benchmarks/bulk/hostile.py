"""Which odd but possible records does a hostile export hold, and what is right for each?"""

from __future__ import annotations

import json

from benchmarks.bulk.case import LOW_B12_GAP, METFORMIN_GAP, NEUROPATHY_GAP, Case, Expected
from benchmarks.bulk.person import Json, Person
from benchmarks.bulk.pieces import (
    METFORMIN,
    NUMB_FOOT,
    TESTS,
    Piece,
    Raw,
    diagnosis,
    lab,
    lab_code,
    ordered,
    other_lab,
    taken,
)
from benchmarks.bulk.resources import LOINC, SNOMED, quantity
from benchmarks.bulk.template import text_of
from cobalamin.value import Value

LONG = 1_000_000
"""Characters of the longest note; a reader with a fixed buffer meets it."""


def _one(piece: Piece, person: Person) -> Json:
    made = piece(person)
    assert isinstance(made, dict), "this piece makes one resource"
    return made


def _versioned(body: Json, version: int, updated: str) -> Json:
    return {**body, "meta": {**body["meta"], "versionId": str(version), "lastUpdated": updated}}


def versions(piece: Piece, older: Json, *, newest_first: bool) -> Piece:
    """A resource and an older version of it that said something else."""

    def made(person: Person) -> list[Json | Raw]:
        body = _one(piece, person)
        new = _versioned(body, 10, f"{person.day(3)}T09:00:00Z")
        old = _versioned({**body, **older}, 9, f"{person.day(30)}T23:59:59.999-11:00")
        return [new, old] if newest_first else [old, new]

    return made


def twice(piece: Piece) -> Piece:
    """The same line twice."""

    def made(person: Person) -> list[Json | Raw]:
        return [body := _one(piece, person), body]

    return made


def deleted(piece: Piece, days: float) -> Piece:
    """A resource last changed 20 days ago, and a Bundle that says it was deleted `days` ago."""

    def made(person: Person) -> list[Json | Raw]:
        body = _versioned(_one(piece, person), 4, f"{person.day(20)}T12:00:00Z")
        gone = {
            "resourceType": "Bundle",
            "type": "transaction",
            "entry": [
                {
                    "request": {"method": "DELETE", "url": f"{body['resourceType']}/{body['id']}"},
                    "response": {"status": "204", "lastModified": f"{person.day(days)}T12:00:00Z"},
                }
            ],
        }
        return [body, Raw("deleted/Bundle", text_of(gone))]

    return made


def pointing(piece: Piece, form: str) -> Piece:
    """A resource that names its patient in another form of reference."""

    def made(person: Person) -> Json:
        return {**_one(piece, person), "subject": {"reference": form.format(id=person.id)}}

    return made


def respelt(piece: Piece, before: str, after: str) -> Piece:
    """A resource with a part of its text replaced, which no builder would write so."""

    def made(person: Person) -> list[Json | Raw]:
        body = _one(piece, person)
        text = text_of(body)
        assert before in text, f"{before} is not in {text}"
        return [Raw(body["resourceType"], text.replace(before, after))]

    return made


def changed(piece: Piece, **more: object) -> Piece:
    """A resource with some elements replaced or, where None, left out."""
    return lambda person: {**_one(piece, person), **more}


def at(test: str, value: float, moment: str) -> Piece:
    """A result at a moment that is written out; `{day}` is the day of assessment."""

    def made(person: Person) -> Json:
        written = moment.format(day=person.day(0), after=person.day(-1), before=person.day(60))
        body = _one(lab(test, value, 60), person)
        return {**body, "effectiveDateTime": written}

    return made


def _metformin(days: float = 800) -> Piece:
    return ordered(METFORMIN, days)


def _dated(written: str) -> Piece:
    return taken(METFORMIN, 0, effectivePeriod={"start": written}, dateAsserted=None)


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"hostile-{name}", METFORMIN_GAP, expected, why, pieces)


def _low(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"hostile-{name}", LOW_B12_GAP, expected, why, pieces)


_NORMAL = {"valueQuantity": quantity(420, "pg/mL")}
_LOCAL: Json = {
    "coding": [
        {"system": "https://lab.example.org/codes", "code": "B12S", "display": "Vit. B12 (лаб.)"},
        {"system": SNOMED, "code": "14598005", "display": "Vitamin B12 measurement"},
        {"system": LOINC, "code": TESTS["b12"][0]},
    ],
    "text": "Serum B₁₂ – Größe “normal” 正常",
}
_TEXT_ONLY: Json = {"text": "Serum vitamin B12"}
_ONE_CODING = {"coding": {"system": LOINC, "code": TESTS["b12"][0]}}
_ABSOLUTE = "https://ehr.example.org/fhir/R4/Patient/{id}"

_VERSIONS: tuple[Case, ...] = (
    _low("corrected-to-normal", "no", "the newer version is normal",
         versions(lab("b12", 420, 60), {"valueQuantity": quantity(140, "pg/mL")},
                  newest_first=False)),
    _low("corrected-to-low", "yes", "the newer version, which comes first, is low",
         versions(lab("b12", 140, 60), _NORMAL, newest_first=True)),
    _case("withdrawn", "yes", "the newer version of the only result says entered in error",
          _metformin(), versions(lab("b12", 420, 60, status="entered-in-error"),
                                 {"status": "final"}, newest_first=True)),
    _case("stopped-since", "no", "the newer version of the order says stopped",
          versions(ordered(METFORMIN, 800, status="stopped"), {"status": "active"},
                   newest_first=False)),
    _low("twice", "yes", "the same line twice", twice(lab("b12", 140, 60))),
    _case("deleted-order", "no", "the order was deleted", deleted(_metformin(), 10)),
    _case("deleted-test", "yes", "the only B12 result was deleted", _metformin(),
          deleted(lab("b12", 420, 60), 10)),
    _case("restored", "yes", "the order was changed after it had been deleted",
          deleted(_metformin(), 40)),
)  # fmt: skip
_REFERENCES: tuple[Case, ...] = (
    _case("absolute", "yes", "the patient by an absolute address",
          pointing(_metformin(), _ABSOLUTE)),
    _case("urn", "yes", "the patient by a urn", pointing(_metformin(), "urn:uuid:{id}")),
    _case("versioned", "yes", "the patient by a version of the record",
          pointing(_metformin(), "Patient/{id}/_history/7")),
    _case("tested-elsewhere", "no", "tested, the result names the patient by an absolute address",
          _metformin(), pointing(lab("b12", 420, 60), _ABSOLUTE + "/_history/2")),
    Case("hostile-no-patient", METFORMIN_GAP, "yes", "there is no Patient resource",
         (_metformin(), diagnosis(NUMB_FOOT, 90)), also=(NEUROPATHY_GAP,), patient=False),
    _case("group", "no", "it is about a group, not a patient", _metformin(100),
          pointing(_metformin(), "Group/{id}")),
)  # fmt: skip
_DATES: tuple[Case, ...] = (
    _case("year-only", "yes", "since a year", _dated("2019")),
    _case("month-only", "yes", "since a month", _dated("2023-02")),
    _case("leap-second", "yes", "since a leap second", _dated("2016-12-31T23:59:60Z")),
    _case("fraction", "yes", "since a fraction of a second",
          _dated("2020-02-29T00:00:00.123456+14:00")),
    _case("no-date", "unknown", "the start is no date", _dated("2024-02-30")),
    _case("tested-tonight", "no", "tested late on the day, in its own zone", _metformin(),
          at("b12", 420, "{day}T23:30:00-11:00")),
    _case("tested-tomorrow", "yes", "tested on the day after, in its own zone", _metformin(),
          at("b12", 420, "{after}T00:30:00+14:00")),
    _low("fraction-of-a-second", "yes", "low, with a fraction of a second and Z",
         at("b12", 140, "{before}T08:00:00.5Z")),
)  # fmt: skip
_VALUES: tuple[Case, ...] = (
    _low("exponent", "yes", "1.405e2 ng/L", respelt(lab("b12", 140.5, 60), "140.5", "1.405e2")),
    _low("exponent-high", "no", "4.2E+2 ng/L", respelt(lab("b12", 420.5, 60), "420.5", "4.2E+2")),
    _low("trailing-zeros", "no", "180.000 ng/L",
         respelt(lab("b12", 180.5, 60), "180.5", "180.000")),
    _low("many-digits", "yes", "179.9999999999 ng/L is below 180",
         respelt(lab("b12", 179.5, 60), "179.5", "179.9999999999")),
    _low("number-as-text", "no", "the number is a text, so it cannot be read",
         changed(lab("b12", 140, 60), valueQuantity={"value": "140", "unit": "pg/mL"})),
    _case("one-coding", "yes", "the only B12 result has an object for a list", _metformin(),
          changed(lab("b12", 420, 60), code=_ONE_CODING)),
    _case("several-codings", "no", "tested, by the third of three codings", _metformin(),
          changed(lab("b12", 420, 60), code=_LOCAL)),
    _case("text-only", "no", "tested, by its words only", _metformin(),
          changed(lab("b12", 420, 60), code=_TEXT_ONLY)),
    _low("two-values", "no", "two values, so it cannot be read",
         lab("b12", 140, 60, valueString="140")),
    _low("long", "yes", "a very long note",
         changed(lab("b12", 140, 60), note=[{"text": "ä" * LONG}])),
    _low("escapes", "yes", "escaped letters and white space",
         respelt(lab("b12", 140, 60), '"pg/mL"', '\t"\\u0070\\u0067\\/mL" ')),
    _case("many-codings", "no", "tested, by the last of a hundred codings", _metformin(),
          changed(lab("b12", 420, 60), code={"coding": [
              *({"system": "https://lab.example.org", "code": f"c{n}"} for n in range(99)),
              *lab_code("b12")["coding"]]})),
    Case("hostile-no-unit-at-all", METFORMIN_GAP, "no", "tested, in what is no unit",
         (_metformin(), other_lab("b12", 60, valueQuantity=quantity(3, "bananas"))), refused=True),
)  # fmt: skip

HOSTILE: tuple[Case, ...] = (*_VERSIONS, *_REFERENCES, *_DATES, *_VALUES)


class Broken(Value):
    """A line that is no resource, and why; the blank ones, without a why, are passed over."""

    content: bytes
    why: str


def broken_lines(line: str) -> list[Broken]:
    """Lines that must be rejected, made of one that is sound."""
    text = line.rstrip("\n")
    sound = json.dumps({"resourceType": "Observation", "id": "x"})
    ends = text[:-1]
    return [
        Broken(text.encode().replace(b'"id"', b'"i\xff\xfed"', 1) + b"\n", "not UTF-8"),
        *(
            Broken(f"{what}\n".encode(), why)
            for why, what in {
                "cut off": text[: len(text) // 2],
                "an array": f"[{text}]",
                "a string": '"Observation"',
                "a number": "42",
                "no resourceType": "{}",
                "two objects": sound + sound,
                "a trailing comma": ends + ",}",
                "NaN": ends + ',"n":NaN}',
                "half a surrogate pair": ends + ',"n":"\\ud800"}',
                "nested too deeply": ends + ',"n":' + "[" * 200 + "]" * 200 + "}",
                "not JSON": "<html><body>502 Bad Gateway</body></html>",
            }.items()
        ),
        Broken(b"\n", ""),
        Broken(b"   \t\n", ""),
    ]

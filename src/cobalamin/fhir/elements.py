"""The small pieces that every FHIR resource we write is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from cobalamin.assess.assessment import Assessment, Because

Json = dict[str, object]


def day(assessment: Assessment) -> str:
    """The day of assessment, as a FHIR date."""
    return assessment.as_of.isoformat()


def instant(assessment: Assessment) -> str:
    """The first moment of the day of assessment, so that no answer depends on a clock."""
    return f"{day(assessment)}T00:00:00Z"


def subject(assessment: Assessment) -> Json:
    """Whom it is about; in words where the record names no patient."""
    if assessment.patient_id:
        return reference(f"Patient/{assessment.patient_id}")
    return {"display": "the patient of this record, who is not named in it"}


def reference(place: str) -> Json:
    """A resource of the record; what is not an address ("bundle.json line 3") stays words."""
    is_address = re.fullmatch(
        r"[A-Z][A-Za-z]+/[A-Za-z0-9.\-]{1,64}(/_history/[A-Za-z0-9.\-]{1,64})?"
        r"|urn:(uuid|oid):\S+|https?://\S+",
        place,
    )
    return {"reference" if is_address else "display": place}


def references(reasons: Iterable[Because]) -> list[Json]:
    """Every resource that the reasons were read from, each once."""
    places = dict.fromkeys(place for reason in reasons for place in reason.sources)
    return [reference(place) for place in places]


def concept(system: str, code: str, text: str) -> Json:
    """One of our own codes, with its words."""
    return {"coding": [{"system": system, "code": code}], "text": text}


def in_words(reasons: Iterable[Because]) -> str:
    """The reasons, each with who says so, in one line."""
    return "; ".join(
        reason.says + (f" [{', '.join(reason.cites)}]" if reason.cites else "")
        for reason in reasons
    )


def filled(resource: Json) -> Json:
    """Without members that hold nothing, which FHIR does not allow."""
    return {name: value for name, value in resource.items() if value not in ("", [], None)}


def plain(value: object) -> object:
    """The same value with no control characters in any text: FHIR and XHTML both forbid them."""
    match value:
        case str():
            return value if value.isprintable() else "".join(map(_allowed, value))
        case dict():
            return {name: plain(part) for name, part in cast(Json, value).items()}
        case list():
            return [plain(part) for part in cast(list[object], value)]
        case _:
            return value


def _allowed(character: str) -> str:
    return " " if character < " " or "\x7f" <= character <= "\x9f" else character

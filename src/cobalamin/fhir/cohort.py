"""How is a screening said in FHIR R4? Groups of the patients with each gap, and one ordered List.

Written piece by piece, because a group may have millions of members. The same screening always
gives the same bundle: ids come from its content, times from the day of screening.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from cobalamin import __version__
from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.fhir.elements import Json, concept, filled, plain, reference
from cobalamin.value import Value

GAP_SYSTEM = "urn:cobalamin:gap"
URGENCY_SYSTEM = "urn:cobalamin:urgency"

_ORDER = "http://terminology.hl7.org/CodeSystem/list-order"
_AGENT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


class Cohort(Value, eq=False):
    """The patients who have one gap: its code, its words, how many they are, and their ids."""

    gap: str
    title: str
    says: str
    size: int
    patients: Iterable[str]


class Listed(Value):
    """One patient on the worklist: how soon, which gaps, and why in words."""

    patient: str
    urgency: str
    gaps: tuple[str, ...]
    reasons: tuple[str, ...]


class About(Value):
    """What the bundle is about; `content` is a digest of all that it was made from."""

    as_of: date
    guideline: str
    knowledge_version: str
    fingerprint: str
    content: str

    @property
    def instant(self) -> str:
        """The first moment of the day of screening."""
        return f"{self.as_of.isoformat()}T00:00:00Z"


def bundle_pieces(
    about: About, cohorts: Iterable[Cohort], listed: Iterable[Listed], *, left_out: int
) -> Iterator[str]:
    """The text of a Bundle, in pieces; `left_out` is how many the worklist has beyond the listed.

    Holds the cohorts, the list in its order, and where both come from.
    """
    root = uuid5(NAMESPACE_URL, f"urn:cobalamin:screening:{__version__}:{about.content}")
    head: Json = {
        "resourceType": "Bundle",
        "id": str(root),
        "type": "collection",
        "timestamp": about.instant,
    }
    yield f'{_opened(head)}, "entry": [\n'
    written: list[str] = []
    for cohort in cohorts:
        members = (_member(each) for each in cohort.patients)
        yield from _entry(root, written, _group(about, cohort), name="member", parts=members)
        yield ",\n"
    entries = (_list_entry(each) for each in listed)
    yield from _entry(root, written, _list(about, left_out), name="entry", parts=entries)
    yield ",\n"
    targets: list[Json] = [{"reference": url} for url in written]
    yield from _entry(root, written, _provenance(about, targets))
    yield "\n]}\n"


def _entry(
    root: UUID, written: list[str], resource: Json, *, name: str = "", parts: Iterable[Json] = ()
) -> Iterator[str]:
    """One entry; `parts` are the elements of its one long array, which is left out when empty."""
    own = uuid5(root, str(len(written)))
    written.append(own.urn)
    kind = {"resourceType": resource["resourceType"], "id": str(own)}
    yield f'{{"fullUrl": "{own.urn}", "resource": {_opened(filled(kind | resource))}'
    separator = f', "{name}": [\n'
    for part in parts:
        yield separator + _json(part)
        separator = ",\n"
    yield "}}" if separator.startswith(", ") else "]}}"


def _opened(resource: Json) -> str:
    return _json(resource)[:-1]


def _json(value: Json) -> str:
    return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)


def _group(about: About, cohort: Cohort) -> Json:
    return {
        "resourceType": "Group",
        "text": _narrative(cohort.title, cohort.says),
        "active": True,
        "type": "person",
        "actual": True,
        "code": concept(GAP_SYSTEM, cohort.gap, cohort.title),
        "name": cohort.title,
        "quantity": cohort.size,
        "characteristic": [
            {
                "code": concept(GAP_SYSTEM, cohort.gap, cohort.title),
                "valueBoolean": True,
                "exclude": False,
                "period": {"end": about.as_of.isoformat()},
            }
        ],
    }


def _member(patient: str) -> Json:
    return {"entity": reference(f"Patient/{patient}")}


def _list(about: About, left_out: int) -> Json:
    more = f"{left_out} more patients are on the whole worklist." if left_out else ""
    title = "Worklist: patients whose B12 care lacks something, the most urgent first"
    return {
        "resourceType": "List",
        "text": _narrative(title, f"Screened under {about.guideline}. {more}".strip()),
        "status": "current",
        "mode": "snapshot",
        "title": title,
        "date": about.instant,
        "orderedBy": {"coding": [{"system": _ORDER, "code": "priority"}]},
        "note": [{"text": text} for text in (more, DISCLAIMER) if text],
    }


def _list_entry(each: Listed) -> Json:
    codes = [(URGENCY_SYSTEM, each.urgency), *((GAP_SYSTEM, gap) for gap in each.gaps)]
    return {
        "flag": {
            "coding": [{"system": system, "code": code} for system, code in codes],
            "text": " ".join(each.reasons),
        },
        "item": reference(f"Patient/{each.patient}"),
    }


def _narrative(title: str, says: str) -> Json:
    told = "".join(f"<p>{_escaped(text)}</p>" for text in (title, says, DISCLAIMER))
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{told}</div>'
    return {"status": "generated", "div": div}


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _provenance(about: About, targets: list[Json]) -> Json:
    assembler = {"coding": [{"system": _AGENT, "code": "assembler"}]}
    versions = (
        ("software", __version__),
        ("guideline", about.guideline),
        ("knowledge", about.knowledge_version),
        ("knowledge fingerprint", about.fingerprint),
    )
    software: Json = {
        "resourceType": "Device",
        "id": "software",
        "deviceName": [{"name": "cobalamin", "type": "model-name"}],
        "version": [{"type": {"text": of}, "value": value} for of, value in versions],
    }
    return {
        "resourceType": "Provenance",
        "contained": [software],
        "target": targets,
        "occurredDateTime": about.as_of.isoformat(),
        "recorded": about.instant,
        "agent": [{"type": assembler, "who": {"reference": "#software"}}],
    }

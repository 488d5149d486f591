"""Whose record is it? One patient, under all the names that the record uses for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from cobalamin.fhir.fault import RecordError
from cobalamin.fhir.part import Json, Part
from cobalamin.fhir.source import Resource
from cobalamin.value import Value


class Person(Value):
    """The patient of the record: their id, and their Patient resource where there is one."""

    id: str
    resource: Resource | None


class Subject(Value):
    """Whom a resource is about: a patient's id ("" when it does not say), or something else."""

    patient: str
    other: str = ""  # "Group/g1" when it is not a patient at all


def person_of(everything: tuple[Resource, ...], where: str) -> Person:
    """The one patient of these resources, which come from the files that `where` names.

    The ids of Patient resources, their links and every `subject` and `patient` count. Raises
    RecordError when there are none, or when they are two people.
    """
    patients = [r for r in everything if r.kind == "Patient"]
    known = _addresses(everything)
    same = _linked(patients, known)
    ids: dict[str, None] = {}
    for resource in everything:
        for identity in _identities(resource, known):
            ids.setdefault(same.get(identity, identity))
    contained = [p for r in everything for p in _contained_patients(r)]
    if not ids and not contained and not patients:
        raise RecordError(where, "there is no Patient and no resource that names one")
    if len(ids) > 1:
        raise _two(where, sorted(ids))
    current = [p for p in patients if not _replaced(p)] or patients
    if not current:
        chosen = _only(contained, everything)
        _sure_of_one(where, chosen.body if chosen else {}, contained)
        return Person(next(iter(ids), ""), chosen)
    chosen = max(current, key=lambda patient: patient.name)
    nameless = [p.body for p in patients if not _id(p)]
    _sure_of_one(where, chosen.body, contained + nameless)
    return Person(_id(chosen) or next(iter(ids), ""), chosen)


def _sure_of_one(where: str, patient: Json, others: list[Json]) -> None:
    """Raises RecordError when a Patient without an id of its own must be someone else."""
    if any(_differ(patient, other) for other in others):
        raise _two(where, ["the Patient of the record", "a Patient contained in it or without id"])


def subject_of(resource: Resource, known: Mapping[str, Resource]) -> Subject:
    """Whom one resource is about, by `subject` or `patient`."""
    about = resource.body.get("subject", resource.body.get("patient"))
    if not isinstance(about, dict):
        return Subject("")
    reference = cast(Json, about).get("reference")
    if not isinstance(reference, str) or not reference:
        return Subject(_logical(cast(Json, about), known))
    return _pointed(reference, known)


def _pointed(reference: str, known: Mapping[str, Resource]) -> Subject:
    if reference.startswith("#"):
        return Subject("")  # contained: compared with the Patient by what it says, not by its id
    if reference.startswith("Patient?"):
        system, _, value = reference.partition("identifier=")[2].partition("|")
        return Subject(_logical({"identifier": {"system": system, "value": value}}, known))
    target = known.get(plain_address(reference))
    if target is not None:
        return Subject(_id(target)) if target.kind == "Patient" else Subject("", target.name)
    if reference.startswith("urn:"):
        return Subject(reference.rpartition(":")[2])
    kind, _, identity = plain_address(reference).rpartition("/")
    if kind and kind != "Patient":
        return Subject("", reference)
    return Subject(identity)


def addresses(resources: Iterable[Resource]) -> dict[str, Resource]:
    """Every resource under each address by which another may point to it."""
    return _addresses(tuple(resources))


def _addresses(resources: tuple[Resource, ...]) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for resource in resources:
        if resource.full_url:
            found[plain_address(resource.full_url)] = resource
        identity = resource.body.get("id")
        if isinstance(identity, str) and identity and resource.container is None:
            found[f"{resource.kind}/{identity}"] = resource
    return found


def plain_address(reference: str) -> str:
    """An address without its server and its version ("Type/id"); a urn as it is."""
    if reference.startswith("urn:"):
        return reference
    return "/".join(reference.split("/_history/")[0].rstrip("/").split("/")[-2:])


def _id(patient: Resource) -> str:
    """The id of a Patient, or of its urn; "" when it has neither."""
    identity = patient.body.get("id")
    if isinstance(identity, str) and identity:
        return identity
    return patient.full_url.rpartition(":")[2] if patient.full_url.startswith("urn:") else ""


def _identities(resource: Resource, known: Mapping[str, Resource]) -> tuple[str, ...]:
    if resource.kind == "Patient":
        return (_id(resource),) if _id(resource) else ()
    subject = subject_of(resource, known)
    return (subject.patient,) if subject.patient else ()


def _logical(about: Json, known: Mapping[str, Resource]) -> str:
    """The id behind a reference that gives only an identifier; "" when it cannot be told apart."""
    wanted = _identifier(about.get("identifier"))
    if not wanted:
        return ""
    patients = [r for r in known.values() if r.kind == "Patient"]
    for patient in patients:
        own = _identifiers(patient.body)
        if wanted in own:
            return _id(patient)
        if wanted[0] in {system for system, _ in own}:
            return "|".join(wanted)
    return "" if patients else "|".join(wanted)


def _identifiers(body: Json) -> frozenset[tuple[str, str]]:
    listed = body.get("identifier")
    if not isinstance(listed, list):
        return frozenset()
    return frozenset(i for i in map(_identifier, cast("list[object]", listed)) if i)


def _identifier(value: object) -> tuple[str, str] | None:
    if not isinstance(value, dict):
        return None
    system, number = cast(Json, value).get("system", ""), cast(Json, value).get("value")
    return (system, number) if isinstance(system, str) and isinstance(number, str) else None


def linked(patients: list[Resource]) -> dict[str, str]:
    """Each linked id of these Patient resources to one id that stands for the same person."""
    return _linked(patients, {})


def _linked(patients: list[Resource], known: Mapping[str, Resource]) -> dict[str, str]:
    """Each linked id to one id that stands for the same person."""
    same: dict[str, str] = {}
    for patient in patients:
        for link in Part(patient.body, patient.name, "", []).parts("link"):
            other = link.part("other")
            if other is None or not other.text("reference"):
                continue
            target = _pointed(other.text("reference"), known).patient
            ours, theirs = same.get(_id(patient), _id(patient)), same.get(target, target)
            one = min(ours, theirs)
            same |= {k: one for k, v in same.items() if v in (ours, theirs)}
            same |= {_id(patient): one, target: one}
    return same


def _replaced(patient: Resource) -> bool:
    links = Part(patient.body, patient.name, "", []).parts("link")
    return any(link.text("type") == "replaced-by" for link in links)


def _contained_patients(resource: Resource) -> list[Json]:
    contained = resource.body.get("contained")
    if not isinstance(contained, list):
        return []
    bodies = (cast(Json, b) for b in cast("list[object]", contained) if isinstance(b, dict))
    return [body for body in bodies if body.get("resourceType") == "Patient"]


def _only(contained: list[Json], everything: tuple[Resource, ...]) -> Resource | None:
    if not contained:
        return None
    holder = next(r for r in everything if _contained_patients(r))
    return Resource(
        "Patient", f"{holder.name}#{contained[0].get('id', '')}", contained[0], holder.file
    )


def _differ(one: Json, other: Json) -> bool:
    """Two Patient resources that cannot be the same person."""
    ours, theirs = one.get("birthDate"), other.get("birthDate")
    if isinstance(ours, str) and isinstance(theirs, str):
        shorter, longer = sorted((ours, theirs), key=len)
        if not longer.startswith(shorter):
            return True
    own, others = _identifiers(one), _identifiers(other)
    shared = {s for s, _ in own} & {s for s, _ in others} - {""}
    return bool(shared) and own.isdisjoint(others)


def _two(where: str, ids: list[str]) -> RecordError:
    named = ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "")
    return RecordError(
        where,
        f"the record holds {len(ids)} patients ({named}); give one patient's record, or use "
        "`cobalamin screen` for many",
        resource="Patient",
    )

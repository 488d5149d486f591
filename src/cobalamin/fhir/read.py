"""What is known of one patient? The record, as FHIR, read into a Chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from cobalamin.chart import Chart, LabResult, Problem
from cobalamin.day import parse
from cobalamin.fhir.demographics import Demographics, demographics
from cobalamin.fhir.fault import RecordError
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.person import Person, addresses, person_of
from cobalamin.fhir.readers import read_resource, version_of
from cobalamin.fhir.source import Contents, Deleted, Resource, contents
from cobalamin.value import replace

__all__ = ["RecordError", "read_record"]


def read_record(sources: Sequence[tuple[str, bytes]], as_of: date) -> Chart:
    """The chart of the one patient in these texts (each a name and its bytes), on `as_of`.

    A text is a Bundle of any type, Parameters, one resource, an array of them, or NDJSON; all
    together are one record. Nothing dated after `as_of` is read: a resource is left out when its
    first possible day is later, so "2026-11" is kept on 15 November 2026.

    Every resource is counted once. `relevant`: it gave the patient's particulars or at least one
    entry of the chart. `not_relevant`: it gave none and no problem names it (another matter, a
    result that another resource gives as well, retracted, or dated after `as_of`: one problem
    names the first such that would matter, and counts them). All others gave nothing and are
    named in `problems`. An Observation contained in another resource counts
    as a resource; other contained ones, older versions and deleted ones do not.

    Raises RecordError when it cannot be read at all, or is not one patient's.
    """
    found = contents(sources)
    resources = _present(found)
    person = person_of(resources, ", ".join(name for name, _ in sources[:5]))
    stated, problems = _particulars(person, as_of)
    problems += found.problems
    setting = Setting(as_of, stated.birth_date, addresses(resources))
    read = [read_resource(resource, setting) for resource in resources]
    problems += [problem for one in read for problem in one.problems]
    problems += _not_yet(resources, read, setting)
    results = _once(result for one in read for result in one.results)
    entries = dict.fromkeys(entry for one in read for entry in one.entries)
    medicines = dict.fromkeys(medicine for one in read for medicine in one.medicines)
    used = {item.resource for group in (results, entries, medicines) for item in group}
    used |= {person.resource.name} if person.resource else set()
    named = {problem.resource for problem in problems}
    relevant = sum(resource.name in used for resource in resources)
    unused = sum(resource.name in named - used for resource in resources)
    return Chart(
        person.id,
        as_of,
        stated.birth_date,
        stated.birth_year_only,
        stated.sex,
        stated.black_ethnicity,
        results=tuple(sorted(results, key=_result_order)),
        entries=tuple(
            sorted(
                entries, key=lambda e: (_first(e.start), e.resource, e.concept, e.kind, e.present)
            )
        ),
        medicines=tuple(sorted(medicines, key=lambda m: (_first(m.start), m.resource, m.concept))),
        problems=tuple(sorted(set(problems), key=lambda p: (p.resource, p.says))),
        not_relevant=len(resources) - relevant - unused,
        relevant=relevant,
    )


def _particulars(person: Person, as_of: date) -> tuple[Demographics, list[Problem]]:
    if person.resource is None:
        name = f"Patient/{person.id}"
        says = "the record holds no Patient resource, so age and sex are unknown"
        return Demographics(), [Problem(name, says)]
    patient = person.resource.reader()
    return demographics(patient, as_of), patient.problems


def _not_yet(
    resources: Sequence[Resource], read: Sequence[Found], setting: Setting
) -> list[Problem]:
    """One problem for all that would matter but is dated after the day of assessment."""
    later = sorted(
        resource.name
        for resource, found in zip(resources, read, strict=True)
        if found == NOTHING and is_dated_after(resource, setting)
    )
    if not later:
        return []
    others = f", and so are {len(later) - 1} more" if len(later) > 1 else ""
    says = f"it is dated after {setting.as_of}, the day of assessment{others}: not used"
    return [Problem(later[0], says)]


def is_dated_after(resource: Resource, setting: Setting) -> bool:
    """Whether a resource that gives nothing would give something on a later day."""
    if not _names_a_day_after(resource, setting.as_of):
        return False
    return read_resource(resource, replace(setting, as_of=date.max)).anything


def _names_a_day_after(resource: Resource, as_of: date) -> bool:
    """Some date in it is later: a quick look, to spare reading everything twice."""
    last = as_of.isoformat()
    stated = (*resource.body.values(), *_starts(resource.body.values()))
    return any(isinstance(s, str) and s[:10] > last and s[:4].isdigit() for s in stated)


def _starts(stated: Iterable[object]) -> Iterable[object]:
    """The first moments of the periods among these."""
    for each in stated:
        if isinstance(each, dict):
            yield cast("dict[str, object]", each).get("start")


def _present(found: Contents) -> tuple[Resource, ...]:
    """The newest version of each resource that was not deleted; one without an id stands alone."""
    newest: dict[str, Resource] = {}
    for resource in found.resources:
        known = newest.get(resource.name)
        if known is None or version_of(resource) >= version_of(known):
            newest[resource.name] = resource
    gone = {deleted.name: deleted for deleted in found.deleted}
    return tuple(r for n, r in newest.items() if n not in gone or _outlives(r, gone[n]))


def _outlives(resource: Resource, deleted: Deleted) -> bool:
    when = parse(deleted.when)
    return when is not None and version_of(resource)[0] > when.instant


def _once(results: Iterable[LabResult]) -> list[LabResult]:
    """Each result once, though it was sent under several ids; the one with a range is kept."""
    kept: dict[object, LabResult] = {}
    ordered = sorted(
        results, key=lambda r: (r.range_low is None and r.range_high is None, r.resource)
    )
    for result in ordered:
        said = (result.amount, result.positive, result.unreadable)
        key = (result.concept, result.taken, said) if result.taken is not None else result
        kept.setdefault(key, result)
    return list(kept.values())


def _result_order(result: LabResult) -> tuple[date, float, str, str, str]:
    taken = result.taken if result.taken is not None else float("-inf")
    return (_first(result.day), taken, result.resource, result.concept, str(result.amount))


def _first(day: date | None) -> date:
    return day or date.min

"""What do files of Bundles say: whole records, one or many patients in each? Read one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from cobalamin.day import parse
from cobalamin.fhir.bulk.chart_rows import PEOPLE
from cobalamin.fhir.bulk.folder import opened
from cobalamin.fhir.bulk.lines import Rejected
from cobalamin.fhir.bulk.one_by_one import Around, Line, Standing, given
from cobalamin.fhir.demographics import demographics, ethnicity_in_words, is_dead
from cobalamin.fhir.fault import RecordError
from cobalamin.fhir.person import addresses, person_of
from cobalamin.fhir.readers import version_of
from cobalamin.fhir.source import Resource, contents
from cobalamin.value import Value

LARGEST_BYTES = 256 * 1024 * 1024
"""Of one Bundle; the limit of one patient's record too."""


class Records(Value):
    """The rows of the Bundles of a file, by table, and what could not be used.

    `weak` counts what only codes say that we could not verify.
    """

    rows: dict[str, list[Line]]
    rejected: list[Rejected]
    read: int
    used: int
    later: int
    weak: Counter[str]


def read_bundles(path: str, as_of: date, first: int) -> Records:
    """Every Bundle of a file: one on each line, or one over all of them."""
    told = Records({name: [] for name in _TABLES}, [], 0, 0, 0, Counter())
    read = used = later = 0
    for number, text in _texts(path):
        place = f"{path} line {number}" if number else path
        try:
            found = contents([(place, text)])
        except RecordError as fault:
            told.rejected.append(Rejected(path, number, "", fault.says))
            continue
        read += len(found.resources)
        told.rows["gone"].extend(
            {"resource": gone.name, "deleted": _instant(gone.when)} for gone in found.deleted
        )
        gave, will = _add(told, found.resources, as_of, Standing(path, first + number * 100_000))
        used, later = used + gave, later + will
    return Records(told.rows, told.rejected, read, used, later, told.weak)


_TABLES = ("results", "entries", "medicines", "versions", "people", "gone")


def _texts(path: str) -> Iterator[tuple[int, bytes]]:
    """The whole text, or each line of it where the first line is a Bundle by itself."""
    with opened(path) as file:
        start = file.readline(LARGEST_BYTES)
        by_line = _is_whole(start)
        if by_line:
            number, line = 1, start
            while line:
                if line.strip():
                    yield number, line
                number, line = number + 1, file.readline(LARGEST_BYTES)
        else:
            yield 0, start + file.read(LARGEST_BYTES)


def _is_whole(line: bytes) -> bool:
    try:
        contents([("", line)])
    except RecordError:
        return False
    return True


def _add(
    told: Records, resources: Iterable[Resource], as_of: date, at: Standing
) -> tuple[int, int]:
    """Add the rows of the resources of one Bundle; give how many gave any, and would later on."""
    listed = [each for each in resources if each.container is None]
    known = addresses(listed)
    births: dict[str, str] = {}
    for resource in listed:
        if resource.kind == "Patient":
            line = _person(resource, as_of, at.seq)
            told.rows["people"].append(line)
            births[str(line["patient"])] = str(resource.body.get("birthDate", ""))
    around = Around(as_of, known, births, _alone(listed, at.file))
    used = later = 0
    for place, resource in enumerate(listed):
        one = given(resource, around, Standing(at.file, at.seq + place))
        if one.refused:
            told.rejected.append(Rejected(at.file, 0, resource.name, one.refused))
        for name, line in one.rows:
            told.rows[name].append(line)
        if one.version is not None:
            told.rows["versions"].append(one.version)
        later += one.later
        told.weak.update(one.unverified)
        used += bool(one.rows) or resource.kind == "Patient"
    return used, later


def _alone(resources: list[Resource], where: str) -> str:
    """The patient of a Bundle that is of one patient only; "" where it is of several."""
    try:
        return person_of(tuple(resources), where).id
    except RecordError:
        return ""


def _person(resource: Resource, as_of: date, seq: int) -> Line:
    part = resource.reader()
    stated = demographics(part, as_of)
    version, number = version_of(resource)
    cells = (
        resource.name.rpartition("/")[2].rpartition(":")[2],
        stated.birth_date.isoformat() if stated.birth_date else None,
        stated.birth_year_only,
        stated.sex,
        stated.black_ethnicity,
        ethnicity_in_words(part),
        is_dead(part, as_of),
        True,
    )
    stamp: Line = {"version": version, "number": number, "seq": seq}
    return dict(zip(PEOPLE.names, cells, strict=True)) | stamp


def _instant(when: str) -> float | None:
    moment = parse(when)
    return moment.instant if moment else None

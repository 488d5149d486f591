"""Charts of many invented people, drawn from one seed, on the edges of every kind of fact.

Days lie on and beside every number of days that a fact looks at; resources, moments and numbers
repeat, so that ties occur; a third is undated, partly dated, denied, bounded or unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import get_args

from cobalamin.chart import (
    BodySide,
    Chart,
    Entry,
    EntryKind,
    LabResult,
    Limbs,
    Medicine,
    MedicineKind,
)
from cobalamin.guideline.cut_points import B12_VERY_HIGH
from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import (
    COBALAMINS,
    DailyDose,
    DaysOn,
    Kind,
    Taking,
    Told,
    ToldTaking,
    UsageIndex,
    concepts_of,
)
from cobalamin.guideline.labs import LABS, Lab
from cobalamin.quantity import Amount, Bound
from cobalamin.value import Value

EDGES = (0, 7, 14, 21, 30, 60, 90, 120, 200, 365)
_BACK = (
    *(edge + beside for edge in EDGES for beside in (-1, 0, 1) if edge + beside >= 0),
    *(edge + 200 for edge in EDGES),
    *(edge + 365 for edge in EDGES),
    *(1461, 3000, 21000),
)
_TAKEN = (Taking, DaysOn, DailyDose, UsageIndex, ToldTaking)


class Words(Value):
    """What may be drawn: concepts of results, entries and medicines, the telling ones repeated."""

    labs: tuple[Lab, ...]
    entries: tuple[str, ...]
    medicines: tuple[str, ...]


def words(kinds: list[Kind]) -> Words:
    """The concepts that these kinds look at."""
    named = {lab.concept for lab in LABS}
    taken = [name for kind in kinds if isinstance(kind, _TAKEN) for name in kind.concepts]
    denials = [name for kind in kinds if isinstance(kind, ToldTaking) for name in kind.denied_by]
    others = {name for kind in kinds for name in concepts_of(kind) or ()} - named - {*taken}
    told = [name for kind in kinds if isinstance(kind, Told) for name in concepts_of(kind) or ()]
    return Words(
        tuple(lab for lab in LABS for _ in range(1 + 2 * (lab.concept in _CENTRAL))),
        (*sorted(others), *told, *told, *denials),
        (*sorted({*taken}), *denials, *COBALAMINS * 5),
    )


_CENTRAL = ("total_b12", "mma", "homocysteine", "egfr", "folate", "haemoglobin", "if_antibody")


def charts(seed: int, count: int, as_of: date, kinds: list[Kind] | None = None) -> list[Chart]:
    """So many charts on a day; the same ones for the same words."""
    chance = Random(seed)
    vocabulary = words(list(READ.values()) if kinds is None else kinds)
    return [_chart(chance, f"p{number}", as_of, vocabulary) for number in range(count)]


def _chart(chance: Random, patient: str, as_of: date, vocabulary: Words) -> Chart:
    few = _some(chance)
    return Chart(
        patient,
        as_of,
        birth_date=_birth(chance, as_of),
        birth_year_only=chance.random() < 0.1,
        sex=chance.choice(["female", "male", "other", "unknown"]),
        black_ethnicity=chance.choice([None, True, False]),
        results=tuple(_results(chance, as_of, vocabulary.labs)),
        entries=tuple(_entry(chance, as_of, vocabulary.entries) for _ in range(few)),
        medicines=tuple(_medicines(chance, as_of, vocabulary.medicines)),
    )


def _some(chance: Random) -> int:
    return chance.choice([0, 1, 2, 3, 5, 8, 13])


def _birth(chance: Random, as_of: date) -> date | None:
    if chance.random() < 0.1:
        return None
    near = as_of - timedelta(days=chance.choice([-1, 0, 1, 100]))
    if (near.month, near.day) == (2, 29):
        near -= timedelta(days=1)
    return near.replace(year=chance.choice([1925, 1960, 2000]))


def _day(chance: Random, as_of: date) -> date | None:
    return None if chance.random() < 0.12 else as_of - timedelta(days=chance.choice(_BACK))


def _results(chance: Random, as_of: date, labs: tuple[Lab, ...]) -> Iterator[LabResult]:
    """Results in a few resources, each with its moment, some with several of one concept."""
    drawn = chance.sample(labs, 3)
    for _ in range(_some(chance)):
        name = f"Observation/{chance.choice('abcdefgh')}{chance.randrange(9)}"
        day, known = _day(chance, as_of), chance.random() < 0.85
        moment = _moment(chance, day)
        for _ in range(chance.choice([1, 1, 2, 4])):
            lab = chance.choice(drawn) if chance.random() < 0.7 else chance.choice(labs)
            yield _result(chance, lab, LabResult(lab.concept, name, day, moment, known))


def _moment(chance: Random, day: date | None) -> float | None:
    if day is None or chance.random() < 0.03:
        return None
    return datetime(
        day.year, day.month, day.day, chance.choice([0, 0, 12]), tzinfo=UTC
    ).timestamp() + chance.choice([0, 0, 0, 0.5])


def _result(chance: Random, lab: Lab, blank: LabResult) -> LabResult:
    fields = {name: getattr(blank, name) for name in ("concept", "resource", "day", "taken")}
    fields["day_known"] = blank.day_known
    if chance.random() < 0.15:
        return LabResult(**fields, unreadable="it cannot be read")
    if lab.yes_no:
        return LabResult(**fields, positive=chance.random() < 0.5)
    unit = chance.choice([unit for unit, _ in lab.units])
    value = chance.choice(_numbers(lab, unit))
    bound: Bound = chance.choice(["", "", "", *get_args(Bound)])
    limits = [None, value, value - 1, value + 1]
    return LabResult(
        **fields,
        amount=Amount(value, unit, bound),
        range_low=chance.choice(limits),
        range_high=chance.choice(limits),
    )


def _numbers(lab: Lab, unit: str) -> list[float]:
    if lab.concept != "total_b12":
        return [0.0, 1.0, 5.5, 60.0]
    high = float(B12_VERY_HIGH.value_in(unit))
    return [0.0, 179.0, 180.0, high - 1, high, high + 1]


def _entry(chance: Random, as_of: date, concepts: tuple[str, ...]) -> Entry:
    side: BodySide = chance.choice(get_args(BodySide))
    limbs: Limbs = chance.choice(get_args(Limbs))
    kind: EntryKind = chance.choice(get_args(EntryKind))
    return Entry(
        chance.choice(concepts),
        kind,
        f"Condition/{chance.randrange(20)}",
        _day(chance, as_of),
        _day(chance, as_of),
        active=chance.random() < 0.75,
        present=chance.random() < 0.7,
        by_text=chance.random() < 0.1,
        side=side,
        limbs=limbs,
    )


def _medicines(chance: Random, as_of: date, concepts: tuple[str, ...]) -> Iterator[Medicine]:
    """Medicines, none of them, or half a dozen doses of one cobalamin."""
    course = chance.choice(COBALAMINS)
    for number in range(chance.choice([0, 0, 1, 2, 3, 6, 10])):
        concept = course if chance.random() < 0.3 else chance.choice(concepts)
        kind: MedicineKind = chance.choice(get_args(MedicineKind))
        yield Medicine(
            concept,
            kind,
            f"Medication/{number % 7}",
            _day(chance, as_of),
            chance.choice([None, None, _day(chance, as_of)]),
            current=chance.random() < 0.3,
            route=chance.choice(
                ["injection", "injection", "oral", "nasal", "inhaled", "other", ""]
            ),
            by_text=chance.random() < 0.1,
            dose_mg_day=chance.choice([None, 153.75, 500.0, 850.0, 2000.0]),
        )

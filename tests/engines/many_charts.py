"""Charts of many invented people, drawn from one seed, on the edges of every kind of fact.

Days lie on and beside every number of days that a fact looks at; resources, moments and numbers
repeat, so that ties occur; a third is undated, partly dated, denied, bounded or unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from cobalamin.guideline.kinds import (
    COBALAMINS,
    DailyDose,
    DaysOn,
    Kind,
    Taking,
    ToldTaking,
    UsageIndex,
)
from cobalamin.guideline.labs import LABS, Lab
from cobalamin.quantity import Amount, Bound
from cobalamin.rules.expression import CutPoint
from cobalamin.value import Value, replace

EDGES = (0, 7, 14, 21, 30, 60, 90, 120, 200, 365)
_BESIDE = (-1, 0, 1)
_BACK = (
    *(edge + beside for edge in EDGES for beside in _BESIDE if edge + beside >= 0),
    *(edge + 200 for edge in EDGES),
    *(edge + 365 for edge in EDGES),
    *(1461, 3000, 21000, 21000, 21001),
)
_LABS = {lab.concept: lab for lab in LABS}
_TAKEN = (Taking, DaysOn, DailyDose, UsageIndex, ToldTaking)


class Theme(Value):
    """What one chart is mostly about: the concepts and the numbers of days of one kind of fact."""

    labs: tuple[str, ...]
    entries: tuple[str, ...]
    medicines: tuple[str, ...]
    edges: tuple[int, ...]


def charts(seed: int, count: int, as_of: date, kinds: Sequence[Kind]) -> list[Chart]:
    """So many charts on a day, each about one of these kinds and something of the others."""
    chance = Random(seed)
    taken = {name for kind in kinds if isinstance(kind, _TAKEN) for name in kind.concepts}
    themes = [_theme(kind, taken) for kind in kinds]
    whole = Theme(
        *(
            tuple(sorted({name for theme in themes for name in getattr(theme, field)}))
            for field in ("labs", "entries", "medicines")
        ),
        EDGES,
    )
    return [
        _chart(chance, f"p{number}", as_of, (chance.choice(themes), whole))
        for number in range(count)
    ]


def _theme(kind: Kind, taken: set[str]) -> Theme:
    words, numbers = _parts(kind)
    labs = tuple(word for word in words if word in _LABS)
    medicines = tuple(word for word in words if word in taken)
    others = tuple(word for word in words if word not in _LABS and word not in taken)
    denials = kind.denied_by if isinstance(kind, ToldTaking) else ()
    return Theme(labs, others, (*medicines, *denials), tuple(numbers) or EDGES)


def _parts(kind: Value) -> tuple[list[str], list[int]]:
    """The concepts and the numbers of days that a declaration names."""
    words: list[str] = []
    numbers: list[int] = []
    for name in kind.__match_args__:
        held = getattr(kind, name)
        if isinstance(held, Value) and not isinstance(held, CutPoint):
            inner = _parts(held)
            words += inner[0]
            numbers += inner[1]
        elif name in ("concept", "concepts", "near", "denied_by", "unclear", "results", "findings"):
            words += [held] if isinstance(held, str) else held
        elif type(held) is int:
            numbers.append(held)
    return words, numbers


Themes = tuple[Theme, Theme]
"""What a chart is about, and all that it may hold beside that."""


def _chart(chance: Random, patient: str, as_of: date, themes: Themes) -> Chart:
    medicines = tuple(_medicines(chance, as_of, themes))
    doses = [m.end or m.start for m in medicines if m.concept in COBALAMINS]
    given = [day for day in doses if day is not None]
    return Chart(
        patient,
        as_of,
        birth_date=_birth(chance, as_of),
        birth_year_only=chance.random() < 0.1,
        sex=chance.choice(["female", "male", "other", "unknown"]),
        black_ethnicity=chance.choice([None, True, False]),
        results=tuple(_results(chance, as_of, themes, given)),
        entries=tuple(_entry(chance, as_of, themes) for _ in range(_some(chance))),
        medicines=medicines,
    )


def _word(chance: Random, themes: Themes, field: str) -> str:
    """A concept of the theme, or now and then another."""
    own, all_there_is = (getattr(theme, field) for theme in themes)
    return chance.choice(own if own and chance.random() < 0.8 else all_there_is)


def _some(chance: Random) -> int:
    return chance.choice([0, 1, 2, 3, 5, 8, 13])


def _birth(chance: Random, as_of: date) -> date | None:
    if chance.random() < 0.1:
        return None
    near = as_of - timedelta(days=chance.choice([-1, 0, 1, 100]))
    if (near.month, near.day) == (2, 29):
        near -= timedelta(days=1)
    return near.replace(year=chance.choice([1925, 1960, 2000]))


def _day(chance: Random, as_of: date, themes: Themes, given: Sequence[date] = ()) -> date | None:
    """No day, or one on or beside an edge before the day of assessment or after a dose."""
    if chance.random() < 0.12:
        return None
    edge = chance.choice(themes[0].edges) + chance.choice(_BESIDE)
    if given and chance.random() < 0.5:
        after = chance.choice((edge, 0, 1, 364, 365, 366))
        return min(chance.choice(given) + timedelta(days=after), as_of)
    back = max(edge, 0) if chance.random() < 0.5 else chance.choice(_BACK)
    return as_of - timedelta(days=back)


def _results(chance: Random, as_of: date, themes: Themes, given: list[date]) -> Iterator[LabResult]:
    """Results in a few resources, each with its moment, some with several of one concept."""
    drawn = [_word(chance, themes, "labs") for _ in range(2)]
    for _ in range(_some(chance)):
        name = f"Observation/{chance.choice('abcdefgh')}{chance.randrange(9)}"
        day, known = _day(chance, as_of, themes, given), chance.random() < 0.85
        moment = _moment(chance, day)
        for _ in range(chance.choice([1, 1, 2, 4])):
            often = chance.random() < 0.6
            lab = _LABS[chance.choice(drawn) if often else _word(chance, themes, "labs")]
            result = _result(chance, lab, LabResult(lab.concept, name, day, moment, known))
            yield from (result, _twin(chance, lab, result)) if chance.random() < 0.2 else (result,)


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


def _twin(chance: Random, lab: Lab, result: LabResult) -> LabResult:
    """The same but for one thing: its unit, its own limit, or its answer."""
    if result.positive is not None:
        return replace(result, positive=not result.positive)
    if result.amount is None or chance.random() < 0.5:
        return replace(result, range_high=chance.choice([None, 0.0, 7.0]))
    unit = chance.choice([unit for unit, _ in lab.units])
    return replace(result, amount=replace(result.amount, unit=unit))


def _numbers(lab: Lab, unit: str) -> list[float]:
    if lab.concept != "total_b12":
        return [0.0, 1.0, 5.5, 60.0]
    high = float(B12_VERY_HIGH.value_in(unit))
    return [0.0, 179.0, 180.0, high - 1, high, high + 1]


def _entry(chance: Random, as_of: date, themes: Themes) -> Entry:
    side: BodySide = chance.choice(get_args(BodySide))
    limbs: Limbs = chance.choice(get_args(Limbs))
    kind: EntryKind = chance.choice(get_args(EntryKind))
    return Entry(
        _word(chance, themes, "entries"),
        kind,
        f"Condition/{chance.randrange(20)}",
        _day(chance, as_of, themes),
        _day(chance, as_of, themes),
        active=chance.random() < 0.75,
        present=chance.random() < 0.7,
        by_text=chance.random() < 0.1,
        side=side,
        limbs=limbs,
    )


def _medicines(chance: Random, as_of: date, themes: Themes) -> Iterator[Medicine]:
    """A few medicines, or several doses of one cobalamin."""
    course, often = chance.choice(COBALAMINS), chance.choice([0.0, 0.3, 0.9])
    for number in range(chance.choice([0, 0, 1, 2, 3, 6, 10])):
        dose = chance.random() < often
        kind: MedicineKind = chance.choice(get_args(MedicineKind))
        yield Medicine(
            course if dose else _word(chance, themes, "medicines"),
            kind,
            f"Medication/{number % 7}",
            _day(chance, as_of, themes),
            chance.choice([None, None, _day(chance, as_of, themes)]),
            current=chance.random() < 0.3,
            route=chance.choice(
                ["injection", "injection", "oral", "nasal", "inhaled", "other", ""]
            ),
            by_text=chance.random() < 0.1,
            dose_mg_day=chance.choice([None, 153.75, 500.0, 850.0, 2000.0]),
        )

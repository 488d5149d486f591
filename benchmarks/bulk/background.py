"""What do all other patients have: things that are asked about, and no gap?"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.bulk.person import Person
from benchmarks.bulk.pieces import (
    B12_DEFICIENCY,
    METFORMIN,
    METFORMIN_ATC,
    NUMB_FOOT,
    POLYNEUROPATHY,
    TYPE_2_DIABETES,
    Piece,
    diagnosis,
    injected,
    injections,
    lab,
    ordered,
    shelved,
    tablets,
    taken,
)
from benchmarks.bulk.resources import ICD10, RXNORM, SNOMED, concept

# test, lowest and highest value that draws no attention, decimals
_ROUTINE = (
    ("hb", 12.4, 16.2, 1),
    ("mcv", 82, 98, 0),
    ("platelets", 160, 390, 0),
    ("potassium", 3.6, 4.9, 1),
    ("creatinine", 0.6, 1.2, 2),
    ("egfr", 66, 112, 0),
    ("glucose", 74, 128, 0),
    ("hba1c", 4.9, 6.9, 1),
    ("tsh", 0.6, 3.9, 2),
    ("ferritin", 30, 260, 0),
)
_HYPOTHYROID = concept(SNOMED, "40930008", "Hypothyroidism")
_LEVOTHYROXINE = concept(RXNORM, "966222", "Levothyroxine Sodium 0.075 MG Oral Tablet")
_OMEPRAZOLE = concept(RXNORM, "198051", "omeprazole 20 MG Delayed Release Oral Capsule")
_ASPIRIN = concept(RXNORM, "243670", "Aspirin 81 MG Oral Tablet")
_DEPRESSION = concept(ICD10, "F32.9", "Major depressive disorder, single episode")


def _normal_b12(p: Person, days: int) -> Piece:
    """A B12 above the grey range, in one of both units."""
    if p.chance.random() < 0.3:
        return lab("b12-moles", p.chance.randrange(270, 700), days)
    return lab("b12", p.chance.randrange(360, 950), days)


def _routine(p: Person) -> list[Piece]:
    drawn = p.chance.sample(_ROUTINE, p.chance.randrange(1, 4))
    days = p.chance.randrange(5, 700)
    return [
        lab(test, round(p.chance.uniform(low, high), places), days)
        for test, low, high, places in drawn
    ]


def _nothing(_: Person) -> list[Piece]:
    return []


def _everyday(p: Person) -> list[Piece]:
    return p.chance.choice(
        [
            [diagnosis(_HYPOTHYROID, 2000), ordered(_LEVOTHYROXINE, 900), lab("tsh", 2.1, 120)],
            [ordered(_OMEPRAZOLE, p.chance.randrange(20, 900))],
            [taken(_ASPIRIN, 700), lab("hb", 14.2, 200)],
            [diagnosis(_DEPRESSION, 400)],
        ]
    )


def _diabetic(p: Person) -> list[Piece]:
    """Metformin for years, and tested."""
    days = p.chance.randrange(380, 4000)
    return [
        diagnosis(TYPE_2_DIABETES, days + 30),
        lab("hba1c", round(p.chance.uniform(6.2, 9.4), 1), 40),
        ordered(p.chance.choice([METFORMIN, METFORMIN_ATC, shelved("metformin")]), days),
        _normal_b12(p, p.chance.randrange(10, 360)),
    ]


def _new_diabetic(p: Person) -> list[Piece]:
    days = p.chance.randrange(10, 360)
    return [diagnosis(TYPE_2_DIABETES, days), taken(METFORMIN, days), lab("hba1c", 7.4, days)]


def _tested(p: Person) -> list[Piece]:
    days = p.chance.randrange(10, 1500)
    return [_normal_b12(p, days), lab("mma", p.chance.randrange(90, 260), days),
            lab("egfr", p.chance.randrange(62, 110), days)]  # fmt: skip


def _neuropathy_tested(p: Person) -> list[Piece]:
    return [diagnosis(p.chance.choice([POLYNEUROPATHY, NUMB_FOOT]), 500), _normal_b12(p, 450)]


def _low_but_reassured(_: Person) -> list[Piece]:
    return [lab("b12", 152, 90), lab("mma", 170, 80), lab("hcy", 9, 80), lab("egfr", 91, 80)]


def _injected(p: Person) -> list[Piece]:
    """Injections with a reason, reviewed within the year."""
    days = p.chance.randrange(400, 1500)
    return [
        diagnosis(B12_DEFICIENCY, days + 5),
        lab("b12", p.chance.randrange(60, 170), days + 8),
        injections(days),
        injected(p.chance.randrange(5, 80)),
        lab("hb", 13.6, p.chance.randrange(20, 330)),
    ]


def _on_tablets(p: Person) -> list[Piece]:
    return [tablets(p.chance.randrange(20, 88)), lab("b12", 240, 95), lab("mma", 190, 95)]


def _treated_once(_: Person) -> list[Piece]:
    return [diagnosis(B12_DEFICIENCY, 2200), injected(2190), lab("b12", 480, 1500)]


_KINDS: tuple[tuple[float, Callable[[Person], list[Piece]]], ...] = (
    (0.26, _nothing),
    (0.56, _routine),
    (0.68, _everyday),
    (0.78, _diabetic),
    (0.83, _new_diabetic),
    (0.88, _tested),
    (0.91, _neuropathy_tested),
    (0.93, _low_but_reassured),
    (0.96, _injected),
    (0.98, _on_tablets),
    (1.00, _treated_once),
)
"""Cumulative shares of the kinds of patients."""


def background(person: Person) -> list[Piece]:
    """The pieces of one patient without a gap."""
    drawn = person.chance.random()
    return next(kind for below, kind in _KINDS if drawn < below)(person)

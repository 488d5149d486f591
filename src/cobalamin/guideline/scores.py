"""How are the items of a nerve score added up? Arithmetic only; what a score means is a rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from cobalamin.value import Value

MNSI_ITEMS = range(1, 16)
"""The numbers of the fifteen questions of the MNSI questionnaire."""

# How to use the MNSI (sources.MNSI_GUIDE): a "yes" scores 1, except that "no" scores at 7 and 13
# and that 4 and 10 are asked but not scored. PhenX protocol 140401 prints the scoring without
# these exceptions, so a total worked out there can differ.
MNSI_YES_SCORES = frozenset({1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15})
MNSI_NO_SCORES = frozenset({7, 13})

Grade = Literal["normal", "reduced", "absent"]

_POINTS: dict[Grade, float] = {"normal": 0.0, "reduced": 0.5, "absent": 1.0}


def mnsi_questionnaire(answers: Mapping[int, bool]) -> int | None:
    """The total of 0 to 13 from answers by question number; None while a scored one is missing.

    Raises ValueError for a number that is no question.
    """
    strangers = sorted(set(answers) - set(MNSI_ITEMS))
    if strangers:
        raise ValueError(f"the MNSI questionnaire has questions 1 to 15, not {strangers}")
    if not set(answers) >= (MNSI_YES_SCORES | MNSI_NO_SCORES):
        return None
    yes = sum(answers[item] for item in MNSI_YES_SCORES)
    return yes + sum(not answers[item] for item in MNSI_NO_SCORES)


class Foot(Value):
    """One foot as the MNSI examines it; `monofilament` is None in the version without it."""

    looks_abnormal: bool
    ulcer: bool
    ankle_reflex: Grade
    vibration: Grade
    monofilament: Grade | None = None

    @property
    def points(self) -> float:
        """0 to 4, or 0 to 5 with the monofilament."""
        graded = (self.ankle_reflex, self.vibration, self.monofilament)
        return (
            float(self.looks_abnormal)
            + float(self.ulcer)
            + sum(_POINTS[grade] for grade in graded if grade is not None)
        )


def mnsi_examination(left: Foot, right: Foot) -> float:
    """The total of both feet, 0 to 8 or 0 to 10. Raises ValueError if only one has monofilament."""
    if (left.monofilament is None) is not (right.monofilament is None):
        raise ValueError("examine both feet with the monofilament, or neither")
    return left.points + right.points


def monofilament_grade(felt_of_ten: int) -> Grade:
    """10 g monofilament, ten touches of one great toe: 8 felt are normal, none is absent."""
    if not 0 <= felt_of_ten <= 10:
        raise ValueError(f"of ten touches {felt_of_ten} cannot be felt")
    if felt_of_ten == 0:
        return "absent"
    return "normal" if felt_of_ten >= 8 else "reduced"


def vibration_grade(examiner_feels_longer_s: float | None) -> Grade:
    """128 Hz fork on the great toe, by how long the examiner feels it after the patient. [s]

    None when the patient does not feel it at all. Under 10 s is normal.
    """
    if examiner_feels_longer_s is None:
        return "absent"
    return "normal" if examiner_feels_longer_s < 10 else "reduced"


def toronto(symptoms: Sequence[bool], reflexes: Sequence[int], senses: Sequence[bool]) -> int:
    """The Toronto clinical neuropathy score, 0 to 19.

    Six symptoms and five senses (True: abnormal), and four reflexes (both knees, both ankles),
    each 0 normal, 1 reduced or 2 absent. Raises ValueError for another number of items or points.
    """
    _check("symptoms", symptoms, 6, 1)
    _check("reflexes", reflexes, 4, 2)
    _check("senses", senses, 5, 1)
    return sum(symptoms) + sum(reflexes) + sum(senses)


def modified_toronto(symptoms: Sequence[int], senses: Sequence[int]) -> int:
    """The modified Toronto score, 0 to 33: six symptoms and five senses, each 0 to 3.

    It has no official bands: compare it only with itself. Raises ValueError as `toronto` does.
    """
    _check("symptoms", symptoms, 6, 3)
    _check("senses", senses, 5, 3)
    return sum(symptoms) + sum(senses)


def _check(name: str, items: Sequence[int], count: int, most: int) -> None:
    if len(items) != count or not all(0 <= item <= most for item in items):
        raise ValueError(f"{name}: {count} items of 0 to {most} each, not {list(items)}")

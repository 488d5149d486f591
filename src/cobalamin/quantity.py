"""An amount with its unit: what a laboratory reported, exactly, and how it may be compared."""

from __future__ import annotations

from math import inf, isfinite, nextafter
from typing import Literal

from cobalamin.value import Value

Bound = Literal["", "<", "<=", ">", ">="]

LARGEST = 1.7976931348623157e308
"""The largest double: the upper end of a result reported only as "above"."""


class Amount(Value):
    """A number in a unit, or all that is known of it ("<150 ng/L").

    The number is the double nearest to the reported decimal; nothing is converted.
    `low` and `high` are the ends of the closed interval of doubles that it can be.
    """

    value: float
    unit: str
    bound: Bound = ""

    def __post_init__(self) -> None:
        if not isfinite(self.value):
            raise ValueError(f"an amount must be a finite number, not {self.value}")

    @property
    def low(self) -> float:
        """The least it can be; no laboratory amount is below zero."""
        match self.bound:
            case "" | ">=":
                return self.value
            case ">":
                return nextafter(self.value, inf)
            case "<" | "<=":
                return min(0.0, self.value)

    @property
    def high(self) -> float:
        """The most it can be."""
        match self.bound:
            case "" | "<=":
                return self.value
            case "<":
                return nextafter(self.value, -inf)
            case ">" | ">=":
                return LARGEST

    def __str__(self) -> str:
        number = f"{self.value:.12g}"
        return f"{self.bound}{number} {self.unit}".strip()


_SAME_LETTER = str.maketrans({"µ": "u", "μ": "u", "²": "2", "³": "3", "⁹": "9", "×": "x"})
_NO_MEANING = str.maketrans("", "", " \t\u00a0{}[]()_^*")


def spelling(unit: str) -> str:
    """A unit as laboratories type it, folded so that harmless differences vanish.

    Two units with one folded spelling are the same unit for a given analyte ("µmol / L",
    "mcmol/L" and "UMOL/L"); letter case is dropped because no laboratory reports in mega-units.
    """
    folded = unit.translate(_SAME_LETTER).lower().translate(_NO_MEANING)
    return folded.replace("mcg", "ug").replace("mcmol", "umol")

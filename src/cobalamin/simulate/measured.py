"""Which results does the simulator take, in its own units, and how far may one be off?

The one place where amounts are converted, and only for simulation: a result is compared with a
cut-point elsewhere, in the unit in which it was reported.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Literal, cast

from cobalamin.guideline.labs import LABS
from cobalamin.quantity import Amount
from cobalamin.value import Value

RESIDUAL_TABLE = Path(__file__).with_name("residuals.csv")

Scale = Literal["log", "linear"]


class Residual(Value):
    """How far a single measurement lies from what the model expects: assay and day to day.

    On the scale "log" `sd` is a coefficient of variation, on "linear" it is in the unit of `name`.
    `concept` is the name in a chart, "" for what is told and not measured.
    """

    name: str
    concept: str
    scale: Scale
    sd: float
    mark: str
    source: str


class Measurement(Value):
    """One quantity of the person, so many days before today, and where it was read. [days]"""

    name: str
    value: float
    days_ago: float
    resource: str


class UnitError(ValueError):
    """A result in a unit that has no factor here; the message names both."""


FACTORS: dict[str, dict[str, tuple[float, str]]] = {
    "total_b12_pmol_l": {
        "pmol/L": (1.0, ""),
        "ng/L": (0.7378, "molar mass of cyanocobalamin 1355.4 g/mol"),
    },
    "active_b12_pmol_l": {"pmol/L": (1.0, "")},
    "mma_nmol_l": {"nmol/L": (1.0, ""), "umol/L": (1000.0, "the prefix")},
    "homocysteine_umol_l": {
        "umol/L": (1.0, ""),
        "mg/L": (7.397, "molar mass of homocysteine 135.19 g/mol"),
    },
    "haemoglobin_g_dl": {"g/dL": (1.0, ""), "g/L": (0.1, "the prefix")},
    "mcv_fl": {"fL": (1.0, "")},
    "sural_velocity_m_s": {"m/s": (1.0, "")},
    "sural_amplitude_uv": {"uV": (1.0, "")},
    "egfr": {"mL/min/{1.73_m2}": (1.0, "")},
    "folate_nmol_l": {
        "nmol/L": (1.0, ""),
        "ug/L": (2.266, "molar mass of folic acid 441.4 g/mol"),
    },
}
"""What one of a unit is in the simulator's own, and where that number comes from."""

PLAUSIBLE: dict[str, tuple[float, float]] = {
    "total_b12_pmol_l": (5, 5000),
    "active_b12_pmol_l": (1, 1000),
    "mma_nmol_l": (20, 100_000),
    "homocysteine_umol_l": (1, 500),
    "haemoglobin_g_dl": (2, 22),
    "mcv_fl": (50, 160),
    "sural_velocity_m_s": (5, 80),
    "sural_amplitude_uv": (0.1, 80),
    "egfr": (3, 200),
    "folate_nmol_l": (1, 200),
}
"""What can be a person's; chosen by us, wide, to notice a wrong unit and a slip of the pen."""


@cache
def residuals() -> dict[str, Residual]:
    """The table beside the model, by name."""
    with RESIDUAL_TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["name"]: Residual(
            row["name"],
            row["concept"],
            cast(Scale, row["scale"]),
            float(row["sd"]),
            row["mark"],
            row["source"],
        )
        for row in rows
    }


@cache
def names_by_concept() -> dict[str, str]:
    """The simulator's name for each concept of a chart that it can be fitted to."""
    fitted = {each.concept: each.name for each in residuals().values() if each.concept}
    return fitted | {"egfr": "egfr", "folate": "folate_nmol_l"}


def converted(name: str, amount: Amount) -> float:
    """An amount in the simulator's own unit. Raises UnitError for one without a factor."""
    factors = FACTORS[name]
    if amount.unit not in factors:
        raise UnitError(f"{label(name)} in {amount.unit}: {' or '.join(factors)} is expected")
    return amount.value * factors[amount.unit][0]


def in_own_unit(name: str, text: str) -> float:
    """A number, with or without a unit ("120", "163 ng/L"), in the simulator's own unit.

    Raises UnitError, or ValueError for what is no number or cannot be a person's.
    """
    number, _, unit = text.strip().partition(" ")
    own = next(iter(FACTORS[name]))
    try:
        value = float(number)
    except ValueError:
        raise ValueError(f"{text!r} is not a number in {own}") from None
    if not unit:
        return plausible(name, value)
    lab = next(lab for lab in LABS if names_by_concept().get(lab.concept) == name)
    canonical = lab.canonical(unit)
    if canonical is None:
        raise UnitError(f"{unit!r} is not a unit of it; {' or '.join(FACTORS[name])} is expected")
    return plausible(name, converted(name, Amount(value, canonical)))


def plausible(name: str, value: float) -> float:
    """The value, if it can be a person's. Raises ValueError."""
    low, high = PLAUSIBLE[name]
    if not low <= value <= high:
        own = next(iter(FACTORS[name]))
        raise ValueError(f"{value:g} {own} is outside {low:g} to {high:g}, so it is not used")
    return value


def label(name: str) -> str:
    """A quantity in words."""
    concept = next((c for c, n in names_by_concept().items() if n == name), "")
    return next((lab.label for lab in LABS if lab.concept == concept), name)

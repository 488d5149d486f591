"""What does a record say to one fact, as SQL, and what does its silence mean?

The same as `guideline.declare.known_of`: an answer that was read from no resource is only silence.
"""

from __future__ import annotations

from cobalamin.rules.expression import Fact
from cobalamin.rules.sql import fact_columns
from cobalamin.value import Value


class YesNo(Value):
    """A yes or no: its `value`, and whether the record `spoke`; both are SQL.

    With `spoke` empty the value is never NULL, and only a yes was read anywhere.
    """

    value: str
    spoke: str = ""


class Measure(Value):
    """A number by the ends of what it can be, its unit, and whether the record `spoke`; all SQL.

    All but `spoke` are NULL where there is no number.
    """

    low: str
    high: str
    unit: str
    spoke: str


Said = YesNo | Measure


def exactly(value: str, unit: str) -> Measure:
    """A number that is known exactly where it is known at all."""
    return Measure(value, value, unit, f"({value} IS NOT NULL)")


def columns_of(fact: Fact, said: Said) -> list[str]:
    """The columns of a fact with their names. Raises TypeError where the kind is not the fact's."""
    names = [name for name, _ in fact_columns(fact)]
    if isinstance(said, YesNo) == bool(fact.units):
        raise TypeError(f"{fact.name} is read in {fact.units or 'yes/no'}, not as {said}")
    values = [_heard(fact, said)] if isinstance(said, YesNo) else [said.low, said.high, said.unit]
    return [f"{value} AS {name}" for name, value in zip(names, values, strict=False)]


def _heard(fact: Fact, said: YesNo) -> str:
    """The value, and what silence means where the record did not speak."""
    silence = f"COALESCE({said.value}, FALSE)"
    if fact.silence == "unknown":
        silence = f"CASE WHEN {said.value} THEN TRUE END"
    if not said.spoke:
        return said.value if fact.silence == "no" else silence
    return f"CASE WHEN {said.spoke} THEN {said.value} ELSE {silence} END"

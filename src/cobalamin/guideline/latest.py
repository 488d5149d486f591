"""Which of several results is the latest, and which speaks when one moment has several?

The order is total, so that no answer depends on the order in which a record or a table holds them.
"""

from __future__ import annotations

from datetime import date
from math import inf

from cobalamin.chart import LabResult

Order = tuple[object, ...]


def when(result: LabResult) -> Order:
    """The order of results in time, the undated first."""
    return (-inf if result.taken is None else result.taken, *apart(result))


def when_dated(result: LabResult) -> Order:
    """The order of results that have a day, by that day first; see `newest`."""
    return (result.day or date.min, result.taken or 0.0, *apart(result))


def apart(result: LabResult) -> Order:
    """What tells apart results of one moment: the resource, then what it says.

    Two of one concept within one resource contradict each other; the larger number stands, and a
    yes over a no. Chosen by us, because something has to be.
    """
    amount = result.amount
    ends = (None, None) if amount is None else (amount.low, amount.high)
    numbers = (*ends, result.range_low, result.range_high)
    unit = "" if amount is None else amount.unit
    known = (-inf if number is None else number for number in numbers)
    return (result.resource, *known, result.positive is True, unit)

"""How is a fact declared, and which reader does each one have?"""

from __future__ import annotations

from collections.abc import Iterable

from cobalamin.chart import Chart
from cobalamin.guideline.kinds import Kind
from cobalamin.guideline.reading import Known, View, read
from cobalamin.rules.expression import Fact

READ: dict[Fact, Kind] = {}
"""Every declared fact with its one reader; filled while the fact modules load, then only read."""


def number(name: str, label: str, units: tuple[tuple[str, float], ...], kind: Kind) -> Fact:
    """A number, with its units and the smallest difference reported in each."""
    fact = Fact(name, label, tuple(u for u, _ in units), tuple(s for _, s in units))
    READ[fact] = kind
    return fact


def yes_no(name: str, label: str, kind: Kind) -> Fact:
    """A yes/no fact about which an empty record means "no": it must not guard an injection."""
    fact = Fact(name, label, silence="no")
    READ[fact] = kind
    return fact


def asked(name: str, label: str, kind: Kind) -> Fact:
    """A yes/no fact about which an empty record means "unknown", so that it is asked for."""
    fact = Fact(name, label)
    READ[fact] = kind
    return fact


def read_facts(chart: Chart, facts: Iterable[Fact]) -> dict[str, Known]:
    """Read these facts from one chart, by name."""
    view = View(chart)
    return {fact.name: known_of(fact, READ[fact], view) for fact in facts}


def known_of(fact: Fact, kind: Kind, view: View) -> Known:
    """One fact of one chart, with what silence means for it: a "no", or unknown."""
    found = read(kind, view)
    if found.resources:
        return found
    if found.value is None and fact.silence == "no":
        return Known(False)
    if found.value is False and fact.silence == "unknown":
        return Known(None)
    return found

"""What is each fact, what does silence mean for it, and where in a record is it read?

The words of a reading come from its own declaration, so that a new kind of fact tells of itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cobalamin.guideline.codes import table
from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import Kind, concepts_of
from cobalamin.rules.expression import CutPoint, Fact
from cobalamin.rules.prose import printed_words
from cobalamin.value import Value

UNCHECKED = ("memory", "seen-secondary")
"""Confidences of a code that was recalled, or read in others' lists only."""


class Coded(Value):
    """One code of a concept and how it was checked."""

    system: str
    code: str
    display: str
    confidence: str

    @property
    def unchecked(self) -> bool:
        """Whoever uses it must say that it was not checked."""
        return self.confidence in UNCHECKED


class Concept(Value):
    """One clinical meaning: its group, its codes, and the words taken for it in a record's text."""

    name: str
    group: str
    codes: tuple[Coded, ...]
    phrases: tuple[str, ...]

    @property
    def unchecked(self) -> bool:
        """One of its codes was not checked."""
        return any(code.unchecked for code in self.codes)


class FactTold(Value):
    """One fact in words."""

    fact: Fact
    silence: str
    reads: tuple[str, ...]
    concepts: tuple[str, ...]
    unchecked: tuple[str, ...]


def concepts() -> dict[str, Concept]:
    """Every concept of the value sets and of the words, by its name, in order of group and name."""
    codes: dict[str, list[Coded]] = {}
    phrases: dict[str, list[str]] = {}
    groups: dict[str, str] = {}
    for name, group, system, code, display, confidence in table("value_sets.csv"):
        groups.setdefault(name, group)
        codes.setdefault(name, []).append(Coded(system, code, display, confidence))
    for name, group, phrase, _ in table("words.csv"):
        groups.setdefault(name, group)
        phrases.setdefault(name, []).append(phrase)
    return {
        name: Concept(name, groups[name], tuple(codes.get(name, ())), tuple(phrases.get(name, ())))
        for name in sorted(groups, key=lambda each: (groups[each], each))
    }


def facts_told(facts: Iterable[Fact], known: dict[str, Concept]) -> dict[str, FactTold]:
    """Each fact in words, by its name."""
    return {fact.name: _told(fact, known) for fact in facts}


def _told(fact: Fact, known: dict[str, Concept]) -> FactTold:
    kind = READ[fact]
    names = dict.fromkeys(concepts_of(kind) or ())
    unchecked = tuple(name for name in names if name in known and known[name].unchecked)
    return FactTold(fact, _silence(fact), tuple(_reads(kind)), tuple(names), unchecked)


def _silence(fact: Fact) -> str:
    if fact.units:
        return "unknown: there is no number"
    return "no" if fact.silence == "no" else "unknown: it has to be asked"


def _reads(kind: Kind) -> Iterator[str]:
    """What the kind says of itself, then what this declaration asks of it."""
    says = " ".join((type(kind).__doc__ or "").split())
    yield re.sub(r"`(\w+)`", lambda named: f"“{_spaced(named[1])}”", says)
    if told := _asked(kind):
        yield told


def _asked(kind: Value) -> str:
    """What a declaration asks, its concepts apart; nothing where all is as usual."""
    names = [name for name in kind.__match_args__ if name not in ("concept", "concepts")]
    if all(getattr(kind, name) == vars(type(kind)).get(name) for name in names):
        return ""
    told = {_spaced(name): _words(getattr(kind, name)) for name in names}
    return "; ".join(f"{name}: {words}" for name, words in told.items() if words)


def _words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else ""
        case CutPoint():
            return f"{value.name}, {printed_words(value)}"
        case Value():
            asked = _asked(value)
            return _spaced(type(value).__name__) + (f" ({asked})" if asked else "")
        case tuple():
            return ", ".join(_words(each) for each in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
        case 0 | "" | None:
            return ""
        case _:
            return str(value).replace("_", " ")


def _spaced(name: str) -> str:
    """The name of a kind as words: "latest result"."""
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return spaced.replace("_", " ").strip()

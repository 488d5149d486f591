"""How does a sentence about one patient become an expression of SQL over facts and answers?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from cobalamin.quantity import LARGEST
from cobalamin.rules.expression import Fact
from cobalamin.screen.columns import answer_column
from cobalamin.screen.database import text
from cobalamin.screen.sentences import Sentence

_PART = re.compile(r"\[(?P<optional>[^\]]*)\]|\{(?P<field>[^}]*)\}|(?P<words>[^\[{]+)")

YEARS_FROM_DAYS = 730
"""Chosen by us, because "1.1 years" hides what "412 days" shows."""
DAYS_A_YEAR = 365.25


class Phrasing:
    """Makes SQL of sentences, for one set of facts and one day."""

    def __init__(self, facts: Iterable[Fact], as_of: date) -> None:
        self._facts: Mapping[str, Fact] = {fact.name: fact for fact in facts}
        self._as_of = as_of

    def first_of(self, sentences: Iterable[Sentence], otherwise: str) -> str:
        """The first sentence of which all is known, or the other words."""
        known = [self.sentence(each) for each in sentences]
        return f"coalesce({', '.join([*known, text(otherwise)])})"

    def sentence(self, sentence: Sentence) -> str:
        """The sentence; NULL where something that it needs is not known, or it is not so."""
        says = self._joined(sentence.says)
        if sentence.when is None:
            return says
        question, codes = sentence.when
        among = ", ".join(text(code) for code in codes)
        return f"CASE WHEN {answer_column(question)} IN ({among}) THEN {says} END"

    def ending(self, sentence: Sentence) -> str:
        """The sentence with a full stop for its last semicolon; NULL where nothing is known."""
        says = self.sentence(sentence)
        stem = text(sentence.says.partition("[")[0])
        return f"CASE WHEN {says} <> {stem} THEN rtrim({says}, ';') || '.' END"

    def _joined(self, says: str) -> str:
        pieces: list[str] = []
        for part in _PART.finditer(says):
            if part["optional"] is not None:
                pieces.append(f"coalesce({self._joined(part['optional'])}, '')")
            elif part["field"] is not None:
                pieces.append(self._field(part["field"]))
            else:
                pieces.append(text(part["words"]))
        return f"({' || '.join(pieces)})"

    def _field(self, field: str) -> str:
        name, _, how = field.partition(":")
        match how:
            case "":
                return self._amount(self._facts[name])
            case "day":
                return f"CAST({self._day(name)} AS VARCHAR)"
            case "days":
                return _span(f"{self._facts[name].name}_low")
            case "names":
                return self._names([self._facts[each] for each in name.split("+")])
            case _:
                raise ValueError(f"{{{field}}}: nothing is said by {how!r}")

    def _day(self, name: str) -> str:
        days = f"CAST({self._facts[name].name}_low AS INTEGER)"
        return f"(DATE {text(self._as_of.isoformat())} - {days})"

    def _amount(self, fact: Fact) -> str:
        low, high = f"{fact.name}_low", f"{fact.name}_high"
        several = len(fact.units) > 1
        unit = f"{fact.name}_unit" if several else text("".join(fact.units))
        from_on = f"CASE WHEN {low} = round({low}, 6) THEN 'at least ' ELSE 'above ' END"
        up_to = f"CASE WHEN {high} = round({high}, 6) THEN 'at most ' ELSE 'below ' END"
        return (
            f"(CASE WHEN {low} = {high} THEN {_number(low)}"
            f" WHEN {high} >= CAST('{LARGEST!r}' AS DOUBLE) THEN {from_on} || {_number(low)}"
            f" ELSE {up_to} || {_number(high)} END || ' ' || {unit})"
        )

    def _names(self, facts: list[Fact]) -> str:
        """The findings that are so, in their own words without "recorded"; NULL without one."""
        each = [
            f"CASE WHEN {fact.name} THEN {text(fact.label.removesuffix(' recorded'))} END"
            for fact in facts
        ]
        return f"nullif(concat_ws(', ', {', '.join(each)}), '')"


def _number(column: str) -> str:
    return f"format('{{:.12g}}', {column})"


def _span(column: str) -> str:
    years = f"format('{{:.1f}} years', {column} / {DAYS_A_YEAR})"
    one = f"CASE WHEN {column} = 1 THEN '1 day' ELSE format('{{:.0f}} days', {column}) END"
    return f"(CASE WHEN {column} >= {YEARS_FROM_DAYS} THEN {years} ELSE {one} END)"

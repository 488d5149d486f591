"""One object inside a resource, read without trust: what has the wrong shape becomes a problem."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from typing import Any, TypeVar, cast

from cobalamin.chart import Problem
from cobalamin.value import Value

Json = dict[str, Any]
Absent = TypeVar("Absent")


_LARGEST_INT = 10**300  # what a double holds with room to spare


class Part(Value):
    """A JSON object of a resource, the resource it stands in, and its place there.

    Whatever is asked for and has another shape is noted in `problems` (shared by the whole
    resource) and read as absent.
    """

    body: Json
    resource: str
    place: str
    problems: list[Problem]

    def has(self, field: str) -> bool:
        """The field is there, whatever it holds."""
        return field in self.body

    def text(self, field: str) -> str:
        """A string; "" when absent."""
        value = self.body.get(field, "")
        return value if isinstance(value, str) else self._wrong(field, "text", "")

    def number(self, field: str) -> float | None:
        """A finite JSON number; None when absent."""
        value = self.body.get(field)
        if isinstance(value, float) and isfinite(value):
            return value
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LARGEST_INT:
            return float(value)
        return self._wrong(field, "a finite number", None) if field in self.body else None

    def flag(self, field: str) -> bool | None:
        """True or false; None when absent."""
        value = self.body.get(field)
        if value is True or value is False:
            return value
        return self._wrong(field, "true or false", None) if field in self.body else None

    def part(self, field: str) -> Part | None:
        """The object in this field; None when absent."""
        if field not in self.body:
            return None
        value = self.body[field]
        if isinstance(value, dict):
            return Part(cast(Json, value), self.resource, self._at(field), self.problems)
        return self._wrong(field, "an object", None)

    def parts(self, field: str) -> tuple[Part, ...]:
        """The objects in this list; () when absent."""
        return tuple(self._listed(field))

    def texts(self, field: str) -> tuple[str, ...]:
        """The strings in this list; () when absent. A null keeps a place and is passed over."""
        values = self._list(field)
        return tuple(v for v in values if isinstance(v, str))

    def problem(self, says: str, field: str = "") -> None:
        """Note what cannot be read here."""
        place = self._at(field) if field else self.place
        self.problems.append(Problem(self.resource, f"{place}: {says}" if place else says))

    def _listed(self, field: str) -> Iterator[Part]:
        for number, value in enumerate(self._list(field)):
            place = f"{field}[{number}]"
            if isinstance(value, dict):
                yield Part(cast(Json, value), self.resource, self._at(place), self.problems)
            else:
                self.problem(f"expected an object, found {_kind(value)}", place)

    def _list(self, field: str) -> list[Any]:
        if field not in self.body:
            return []
        value = self.body[field]
        if isinstance(value, list):
            return cast("list[Any]", value)
        return self._wrong(field, "a list", [])

    def _wrong(self, field: str, expected: str, instead: Absent) -> Absent:
        self.problem(f"expected {expected}, found {_kind(self.body[field])}", field)
        return instead

    def _at(self, field: str) -> str:
        return f"{self.place}.{field}" if self.place else field


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "text" if value else "empty text"
        case list():
            return "a list"
        case _:
            return "an object"

"""What is a value here: named fields that never change, equal when their fields are.

The standard library's dataclasses write and compile six functions for each class in every process;
for some seventy classes that took longer than a bare interpreter takes to start, and msgspec took
longer still to import (docs/decisions). A `Value` shares its functions with all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, ClassVar, NoReturn, Self, TypeVar, dataclass_transform

T = TypeVar("T", bound="Value")


@dataclass_transform(frozen_default=True)
class Value:
    """Declare fields as annotations, in order, with defaults where there are any.

    `__post_init__`, if a class has one, checks a new value. With `eq=False` two values are the
    same only if they are the same object. Fields are not inherited.
    """

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _required: ClassVar[int] = 0
    _checked: ClassVar[bool] = False

    def __init_subclass__(cls, *, eq: bool = True) -> None:
        names = tuple(n for n, kind in cls.__annotations__.items() if "ClassVar" not in str(kind))
        with_default = [name in cls.__dict__ for name in names]
        if with_default != sorted(with_default):
            raise TypeError(f"{cls.__name__}: a field without a default follows one with")
        cls.__match_args__ = names
        cls._required = with_default.count(False)
        cls._checked = "__post_init__" in cls.__dict__
        if not eq:
            setattr(cls, "__eq__", object.__eq__)  # noqa: B010 - a type checker refuses the plain form
            setattr(cls, "__hash__", object.__hash__)  # noqa: B010

    def __init__(self, *args: Any, **named: Any) -> None:
        names = self.__match_args__
        fields = self.__dict__
        fields.update(zip(names, args, strict=False))
        if named:
            _refuse_unknown(self, names, len(args), named)
            fields.update(named)
        if len(args) > len(names) or (
            len(args) < self._required and any(n not in fields for n in names[: self._required])
        ):
            raise TypeError(f"{type(self).__name__} takes {names}, not {args} and {named}")
        if self._checked:
            self.__post_init__()

    def __post_init__(self) -> None:
        """Check a new value; raise ValueError when it makes no sense."""

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} never changes; make another with `replace`")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a {type(self).__name__} never changes")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not type(self):
            return NotImplemented
        return _fields(self) == _fields(other)

    def __hash__(self) -> int:
        return hash((type(self), _fields(self)))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({shown})"

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


def _fields(value: Value) -> object:
    names = value.__match_args__
    return attrgetter(*names)(value) if names else ()


def _refuse_unknown(
    value: Value, names: tuple[str, ...], positional: int, named: Mapping[str, object]
) -> None:
    for name in named:
        if name not in names:
            raise TypeError(f"{type(value).__name__} has no field {name}; it has {names}")
        if name in names[:positional]:
            raise TypeError(f"{type(value).__name__} is given {name} twice")


def replace(value: T, **changes: Any) -> T:
    """The same value but for some fields. Raises TypeError for a field it does not have."""
    present = {name: getattr(value, name) for name in value.__match_args__}
    return type(value)(**(present | changes))

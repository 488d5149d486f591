"""How is the irrelevant mass written fast? Each resource once as text with slots, then filled."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import itemgetter

import orjson

from benchmarks.bulk.person import Json
from benchmarks.bulk.resources import Frame
from cobalamin.value import Value

SLOTS = Frame(*(f"@{name}@" for name in Frame.__match_args__))
"""A frame whose every field is a slot."""

VALUE, VALUE2, OTHER = "@value@", "@value2@", "@other@"
"""Two numbers, and the id of something else."""

_BARE = re.compile(r'"@(value2?)@"')  # a number: the quotes go as well
_SLOT = re.compile(r"@(\w+)@")


class Template(Value):
    """One kind of irrelevant resource: its type, how often it is drawn, its text, its numbers.

    `text % filling(slots)` is a line. The numbers are drawn evenly between `low` and `high` and
    written in `form`.
    """

    kind: str
    weight: float
    text: str
    filling: Callable[[Mapping[str, object]], object]
    low: float = 0.0
    high: float = 1.0
    form: str = "%.1f"


def text_of(resource: Json) -> str:
    """A resource as one line of NDJSON, without its end."""
    stated = {field: value for field, value in resource.items() if value is not None}
    return orjson.dumps(stated).decode()


def template(
    weight: float, resource: Json, numbers: tuple[float, float] = (0.0, 1.0), form: str = "%.1f"
) -> Template:
    """A resource with slots, ready to be filled.

    The slots are filled by place: looking each up by its name while writing takes twice as long.
    """
    line = _BARE.sub(r"@\1@", text_of(resource).replace("%", "%%"))
    filling = itemgetter(*_SLOT.findall(line))
    text = _SLOT.sub("%s", line) + "\n"
    return Template(resource["resourceType"], weight, text, filling, *numbers, form)

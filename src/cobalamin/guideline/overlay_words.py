"""What does an overlay say under a key, and how is a fault in it told?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from cobalamin.source import Citation, Source

OVERLAY = "OVERLAY"
"""The id of the source that stands for a site's own decision."""


class OverlayError(Exception):
    """An overlay cannot be used; the words name the key at fault, but not the file."""


def words(told: Mapping[str, object], key: str, place: str) -> str:
    """The words under a key, each blank once. Raises OverlayError where there are none."""
    said = told.get(key)
    if not isinstance(said, str) or not said.strip():
        raise OverlayError(f"{place}: say it in words")
    return " ".join(said.split())


def tables(told: object, name: str, place: str = "") -> tuple[Mapping[str, object], ...]:
    """Tables written as [[name]]. Raises OverlayError for anything else, and for none."""
    place = place or name
    if not isinstance(told, list) or not told:
        raise OverlayError(f"{place}: give one [[{name}]] or more")
    listed = cast("list[object]", told)
    if not all(isinstance(each, dict) for each in listed):
        raise OverlayError(f"{place}: write each as a table, [[{name}]]")
    return tuple(cast("list[dict[str, object]]", listed))


def only(told: Iterable[str], keys: Iterable[str], place: str) -> None:
    """Refuse a key that does not belong. Raises OverlayError."""
    allowed = sorted(keys)
    for key in told:
        if key not in allowed:
            raise OverlayError(f"{place}, {key}: only {', '.join(allowed)} belong")


def decision(kinds: Iterable[str], site: str, place: str) -> Citation:
    """A site's decision as a citation; all those of one overlay name one source."""
    return Citation(Source(OVERLAY, f"Local {' and '.join(kinds)} of {site}"), place, "local")

"""Who says so: sources, and the places in them that a rule stands on."""

from __future__ import annotations

from typing import Literal

from cobalamin.value import Value

Mark = Literal["seen", "second-hand", "memory", "chosen", "local"]
"""How sure we are of a citation.

`seen`: read in a stored copy of the source. `second-hand`: read in another's account of it.
`memory`: recalled, not verified; shown as such wherever it is used. `chosen`: chosen by us.
`local`: decided by the site that uses it, which answers for it.
"""

MARK_WORDS: dict[Mark, str] = {
    "seen": "",
    "second-hand": "read second-hand",
    "memory": "from memory, not verified",
    "chosen": "chosen by us",
    "local": "decided by the site",
}


class Source(Value):
    """A publication that the medicine stands on; `id` is permanent and short ("NG239")."""

    id: str
    title: str

    def at(self, place: str, mark: Mark = "memory", quotation: str | None = None) -> Citation:
        """One place in this source; a quotation is verbatim and only where we may store it."""
        return Citation(self, place, mark, quotation)


class Citation(Value):
    """One place in one source, and how sure we are of it."""

    source: Source
    place: str
    mark: Mark
    quotation: str | None = None

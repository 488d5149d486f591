"""What does each guideline answer differently?"""

from __future__ import annotations

from cobalamin.knowledge.entries import GATES, Entry
from cobalamin.knowledge.holdings import Holdings
from cobalamin.value import Value


class Difference(Value, eq=False):
    """One rule that guidelines read differently, or that some of them do not have."""

    entry: Entry
    place: str
    lacking: tuple[str, ...]

    @property
    def only_sources(self) -> bool:
        """All say the same, on the word of different sources."""
        return not self.lacking and len(self.entry.readings) == 1


def differences(at_hand: Holdings) -> tuple[Difference, ...]:
    """Every rule on which the guidelines differ, in the order of the rules."""
    names = set(at_hand.guidelines)
    found: list[Difference] = []
    for entry in at_hand.entries.values():
        having = {name for variant in entry.variants for name in variant.guidelines}
        if having == {GATES}:
            continue
        lacking = tuple(name for name in at_hand.guidelines if name in names - having)
        if len(entry.variants) > 1 or lacking:
            place = "; ".join(at_hand.places.get(entry.id, ("a finding that other rules follow",)))
            found.append(Difference(entry, place, lacking))
    return tuple(found)

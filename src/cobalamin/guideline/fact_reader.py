"""What can be known of this patient? Looks only for what the record speaks of; same facts.

Most of the facts ask after things that most records never name. They are read once, from an empty
record; for one patient only those are read again whose concepts occur.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cobalamin.chart import Chart
from cobalamin.guideline.declare import READ, known_of, read_facts
from cobalamin.guideline.kinds import Kind, concepts_of
from cobalamin.guideline.reading import Known, View
from cobalamin.rules.expression import Fact
from cobalamin.value import Value

Asked = Mapping[str, tuple[Fact, Kind]]
"""Facts to read, each with its kind, by name: a name is much quicker to look up than a fact."""


class FactReader(Value):
    """Reads a fixed list of facts from any chart, as `read_facts` does.

    `silent` is what an empty record says of each; `speaking` lists, concept by concept, the facts
    that it may change; `person` are those that are read whatever the record holds.
    """

    silent: Mapping[str, Known]
    speaking: Mapping[str, Asked]
    person: Asked

    def read(self, chart: Chart) -> dict[str, Known]:
        """Every fact of the list, by name and in the order of the list."""
        view = View(chart)
        asked = dict(self.person)
        for concepts in (view.results, view.entries, view.medicines):
            for concept in concepts:
                asked |= self.speaking.get(concept, {})
        known = dict(self.silent)
        for name, (fact, kind) in asked.items():
            known[name] = known_of(fact, kind, view)
        return known


def fact_reader(facts: Iterable[Fact]) -> FactReader:
    """The reader of these facts."""
    listed = tuple(facts)
    speaking: dict[str, dict[str, tuple[Fact, Kind]]] = {}
    person: dict[str, tuple[Fact, Kind]] = {}
    for fact in listed:
        kind = READ[fact]
        concepts = concepts_of(kind)
        if concepts is None:
            person[fact.name] = (fact, kind)
        for concept in concepts or ():
            speaking.setdefault(concept, {})[fact.name] = (fact, kind)
    nothing = Chart("", date.min)
    return FactReader(read_facts(nothing, listed), speaking, person)

"""Do the same questions in CQL get the same answers, and how fast is everyone side by side?

Run: python -m benchmarks.against_cql [--patients N] [--bulk N] [--write]. Needs Node and npm, and
the network once to fetch the packages locked in against_cql/. The CQL is written by hand, not
generated from our rules, and answers three questions; we answer all, with reasons and citations.
The patients are those of `patients.py` and the background of a bulk export, whole records of 60
to 100 kB. `--write` puts the table into docs/performance.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from benchmarks.bulk.making import Plan, bundles_of
from benchmarks.engines import ENGINES, QUESTIONS, Answered, Answers, CannotRunError, Engine
from benchmarks.patients import AS_OF, bundles
from benchmarks.tables import PERFORMANCE, measured, table, write_section
from cobalamin.value import Value

SHOWN = 20
HEADS = (
    "engine",
    "patients/s",
    "patients/s a core",
    "preparing, s",
    "answers that differ",
)


class Group(Value):
    """Patients of one origin, with the day on which they are assessed."""

    name: str
    records: tuple[bytes, ...]
    as_of: date


class Compared(Value):
    """What every engine answered for one group, the first of them being what others differ from."""

    group: Group
    answered: Mapping[str, Answered]
    absent: Mapping[str, str]

    def differing(self, name: str) -> list[str]:
        """One line for each patient and question that this engine answers otherwise."""
        first = next(iter(self.answered))
        ours, theirs = (self.answered[engine].answers for engine in (first, name))
        return disagreements(ours, theirs)


def compare(group: Group, engines: Mapping[str, Engine]) -> Compared:
    """Ask every engine about one group. One that is not here is absent, with the reason."""
    answered: dict[str, Answered] = {}
    absent: dict[str, str] = {}
    for name, engine in engines.items():
        try:
            answered[name] = engine(group.records, group.as_of)
        except CannotRunError as reason:
            absent[name] = str(reason)
    return Compared(group, answered, absent)


def disagreements(ours: Answers, theirs: Answers) -> list[str]:
    """One line for each patient and question answered differently or by one side only."""
    return [
        f"{patient} {question}: ours {a}, theirs {b}"
        for patient in sorted(ours.keys() | theirs.keys())
        for question in QUESTIONS
        for a in [ours.get(patient, {}).get(question)]
        for b in [theirs.get(patient, {}).get(question)]
        if a != b
    ]


def told(compared: Compared) -> str:
    """The table of one group, and what there is to say beside it."""
    count = len(compared.group.records)
    rows = [
        (
            name,
            f"{count / one.seconds:,.0f}",
            f"{count / one.processor:,.0f}",
            f"{one.preparing:.1f}",
            f"{len(compared.differing(name))} of {count * len(QUESTIONS):,}",
        )
        for name, one in compared.answered.items()
    ]
    size = sum(map(len, compared.group.records)) / count / 1e3
    notes = dict.fromkeys(
        [f"{name}: {note}." for name, one in compared.answered.items() for note in one.notes]
        + [f"{name} was not measured: {why}." for name, why in compared.absent.items()]
    )
    listed = "\n".join(f"- {note}" for note in notes)
    title = f"{compared.group.name}: {count:,} patients of {size:.1f} kB."
    return "\n\n".join(filter(None, [title, table(HEADS, rows), listed]))


def groups(patients: int, bulk: int) -> Iterable[Group]:
    """The small invented records, and those of a bulk export without gaps."""
    if patients:
        yield Group("Small records on and beside every cut-point", tuple(bundles(patients)), AS_OF)
    if bulk:
        plan = Plan(bulk, seed=7, planted=0.0)
        yield Group("Whole records of a bulk export", tuple(bundles_of(plan)), plan.as_of)


_ABOUT = """\
The same three questions (total B12, metabolites, deficiency), written by hand in CQL
(`benchmarks/against_cql`); the first line answers all of ours, with reasons and citations. "A core"
is a second of processor time, which other work on the machine changes least. Everyone starts from
the bytes of the records. A cut-point moved by one in the CQL is noticed. ms-cql-sdk translates less
of CQL, so it has the questions in plainer words, respelt for its view of FHIR."""


def main(words: Sequence[str], more: Mapping[str, Engine] | None = None) -> int:
    """Print, or write, the tables; fail when an engine of the reference differs from us.

    `more` are engines to be measured beside those of `ENGINES`.
    """
    parser = argparse.ArgumentParser(prog="python -m benchmarks.against_cql", description=__doc__)
    parser.add_argument("--patients", type=int, default=500)
    parser.add_argument("--bulk", type=int, default=300)
    parser.add_argument("--write", action="store_true", help="into docs/performance.md")
    asked = parser.parse_args(words)
    found = [
        compare(group, {**ENGINES, **(more or {})}) for group in groups(asked.patients, asked.bulk)
    ]
    command = f"python -m benchmarks.against_cql --patients {asked.patients} --bulk {asked.bulk}"
    body = "\n\n".join([_ABOUT, measured(command), *map(told, found)])
    print(body)
    differing = [
        (name, line) for one in found for name in one.answered for line in one.differing(name)
    ]
    for name, line in differing[:SHOWN]:
        print(f"{name}: {line}")
    for one in found:
        first = next(iter(one.answered.values())).answers.values()
        for question in QUESTIONS:
            print(question, dict(sorted(Counter(each[question] for each in first).items())))
    if asked.write:
        write_section(PERFORMANCE, "Beside CQL", body)
    return int(any(name.startswith("cql-execution") for name, _ in differing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

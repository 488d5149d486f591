"""What would each guideline find, and what would it miss?

Two questions are kept apart: what a guideline says when everything is measured, and what comes to
light when a test is made only when the guideline asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from cobalamin.guideline.profiles import NAMES
from cobalamin.value import Value
from studies import wording
from studies.nhanes import groups as g
from studies.nhanes.answers import answer_column
from studies.nhanes.stages import Ways
from studies.nhanes.survey import Share, Survey, survey
from studies.wording import Table, table

REFERENCE = g.both_raised(NAMES[0])
"""MMA and homocysteine both raised and readable: part of one definition, and no gold standard."""
MEASURED = g.ADULTS & g.HAS_ALL
ASKED = g.FORTY & g.HAS_ALL
"""Where tests are withheld: from 40 years, where symptoms were asked about."""


NOTHING_ASKED = "nothing asked for"
FATES = (
    "confirmed",
    "tested, MMA too, and not confirmed",
    "B12 tested, MMA not asked for",
    NOTHING_ASKED,
)
"""What may become of someone whose tests wait to be asked for."""


class Fate(Value):
    """What becomes of those whom everything together confirms or marks, on one guideline's way."""

    guideline: str
    fate: str
    share: Share


class Way(Value):
    """Where one guideline's own steps lead."""

    guideline: str
    way: Ways
    b12: Share
    mma: Share
    confirmed: Share
    of_reference: Share
    of_confirmed: Share
    against: int


class Guidelines(Value):
    """Tables, and what findings and pictures need."""

    n: int
    asked: int
    reference: Share
    agree: Share
    pairs: Table
    overlap: tuple[tuple[str, int, Share], ...]
    against_reference: Table
    ways: tuple[Way, ...]
    ways_table: Table
    fates: tuple[Fate, ...]
    fates_table: Table
    reference_asked: int
    missed: Mapping[str, Share]
    untested: Mapping[str, int]


def guidelines(people: pl.DataFrame) -> Guidelines:
    """The first cycle, where everything was measured."""
    first = survey(people, g.FIRST)
    ways = tuple(_way(first, name, way) for name in NAMES for way in Ways)
    fates = tuple(each for name in NAMES for each in _fates(first, name))
    same = pl.all_horizontal(
        pl.col(answer_column("deficiency", name)) == pl.col(answer_column("deficiency", NAMES[0]))
        for name in NAMES[1:]
    )
    return Guidelines(
        n=first.frame.filter(MEASURED).height,
        asked=first.frame.filter(ASKED).height,
        reference=first.share(REFERENCE, MEASURED),
        agree=first.share(same, MEASURED),
        pairs=_pairs(first),
        overlap=tuple(_overlap(first)),
        against_reference=_against_reference(first),
        ways=ways,
        ways_table=_ways_table(ways),
        fates=fates,
        fates_table=_fates_table(fates),
        reference_asked=first.frame.filter(ASKED & REFERENCE).height,
        missed={
            name: first.share(~_confirmed(name, Ways.EVERY), ASKED & REFERENCE) for name in NAMES
        },
        untested={
            name: first.frame.filter(ASKED & _never_suspected(name)).height for name in NAMES
        },
    )


def _never_suspected(name: str) -> pl.Expr:
    """Both metabolites raised, and no test asked for, for want of a symptom or a risk."""
    asked = pl.any_horizontal(
        pl.col(g.asks_for(test, name, Ways.EVERY)) for test in ("total_b12", "mma")
    )
    return REFERENCE & ~asked & g.answered("suspicion", name, "none")


def _confirmed(name: str, reading: str = "") -> pl.Expr:
    return g.answered("deficiency", name, "confirmed", reading=reading)


def _pairs(first: Survey) -> Table:
    """Each guideline against each: the answers on deficiency that differ, and of how many."""
    rows: list[list[str]] = []
    for place, name in enumerate(NAMES):
        for other in NAMES[place + 1 :]:
            mine, theirs = (pl.col(answer_column("deficiency", each)) for each in (name, other))
            different = first.frame.filter(MEASURED & (mine != theirs))
            counted = different.group_by(mine.alias("a"), theirs.alias("b")).len().sort("a", "b")
            for a, b, n in counted.iter_rows():
                found = first.share((mine == a) & (theirs == b), MEASURED)
                rows.append(
                    [f"{name}: `{a}`", f"{other}: `{b}`", wording.count(n), wording.share(found)]
                )
            if not counted.height:
                rows.append([name, other, "0", "the same for everyone"])
    return table(["one guideline", "another", "n", "of all adults tested"], rows)


def _overlap(first: Survey) -> list[tuple[str, int, Share]]:
    """Who is confirmed under which guidelines together, the reference beside them."""
    marks = {**{name: _confirmed(name) for name in NAMES}, "both raised": REFERENCE}
    group = first.frame.filter(MEASURED).select(**marks)
    counted = group.filter(pl.any_horizontal(*marks)).group_by(*marks).len()
    found: list[tuple[str, int, Share]] = []
    for row in counted.sort("len", *marks, descending=True).iter_rows(named=True):
        label = " + ".join(name for name in marks if row[name])
        exactly = pl.all_horizontal(marks[name] if row[name] else ~marks[name] for name in marks)
        found.append((label, row["len"], first.share(exactly, MEASURED)))
    return found


def _against_reference(first: Survey) -> Table:
    """Found, missed, and called deficient without the reference; levels alone beside them."""
    called = {f"`confirmed`, {name}, everything measured": _confirmed(name) for name in NAMES}
    called |= {
        f"B12 below {g.DEFICIENT:g} pg/mL": g.B12 < g.DEFICIENT,
        "B12 below 200 pg/mL": g.B12 < 200,
        f"B12 up to {g.UNLIKELY:g} pg/mL": g.B12 <= g.UNLIKELY,
        "MMA raised and readable": g.mma_is_read_as_raised(NAMES[0]),
    }
    rows: list[list[str]] = []
    for label, says in called.items():
        found = first.share(says, MEASURED & REFERENCE)
        besides = first.share(~REFERENCE, MEASURED & says)
        rows.append(
            [
                label,
                wording.share(first.share(says, MEASURED)),
                f"{wording.share(found)}, {wording.of(found)}",
                f"{wording.share(besides)}, {wording.of(besides)}",
            ]
        )
    heads = ["called deficient by", "of all adults tested", "of those with both raised: found"]
    return table([*heads, "of those called: not both raised"], rows)


def _way(first: Survey, name: str, way: Ways) -> Way:
    shown = _confirmed(name, way)
    spoken_against = shown & g.answered("deficiency", name, "not-confirmed")
    return Way(
        guideline=name,
        way=way,
        b12=first.share(pl.col(g.asks_for("total_b12", name, way)), ASKED),
        mma=first.share(pl.col(g.asks_for("mma", name, way)), ASKED),
        confirmed=first.share(shown, ASKED),
        of_reference=first.share(shown, ASKED & REFERENCE),
        of_confirmed=first.share(shown, ASKED & _confirmed(name)),
        against=first.frame.filter(ASKED & spoken_against).height,
    )


def _ways_table(ways: tuple[Way, ...]) -> Table:
    said = {Ways.EVERY: "every step", Ways.PRESSING: "no routine steps"}
    rows = [
        [
            f"`{each.guideline}`, {said[each.way]}",
            wording.share(each.b12),
            wording.share(each.mma),
            f"{wording.share(each.confirmed)}, {wording.count(each.confirmed.count)}",
            f"{wording.percent(each.of_confirmed.part)}, {wording.of(each.of_confirmed)}",
            f"{wording.percent(each.of_reference.part)}, {wording.of(each.of_reference)}",
            wording.count(each.against),
        ]
        for each in ways
    ]
    heads = [
        "guideline, steps followed",
        "B12 asked for",
        "MMA asked for",
        "`confirmed` on the way",
    ]
    found = ["of its own `confirmed` with everything", "of those with both raised"]
    return table(
        [*heads, *found, "`confirmed`, but the metabolites not asked for speak against, n"], rows
    )


def _fates(first: Survey, name: str) -> list[Fate]:
    """What becomes of those with both metabolites raised when every step is followed."""
    shown = _confirmed(name, Ways.EVERY)
    b12 = pl.col(g.asks_for("total_b12", name, Ways.EVERY))
    mma = pl.col(g.asks_for("mma", name, Ways.EVERY))
    conditions = (shown, ~shown & mma, ~shown & b12 & ~mma, ~shown & ~b12 & ~mma)
    return [
        Fate(name, fate, first.share(condition, ASKED & REFERENCE))
        for fate, condition in zip(FATES, conditions, strict=True)
    ]


def _fates_table(fates: tuple[Fate, ...]) -> Table:
    rows = [
        [
            fate,
            *(
                f"{wording.share(each.share)}, {wording.count(each.share.count)}"
                for name in NAMES
                for each in fates
                if each.fate == fate and each.guideline == name
            ),
        ]
        for fate in FATES
    ]
    return table(["", *(f"`{name}`" for name in NAMES)], rows)

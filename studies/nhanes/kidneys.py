"""How many raised MMA are no sign of B12 deficiency once the kidneys are read, and whose?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from cobalamin.guideline.profiles import NAMES
from cobalamin.value import Value
from studies import wording
from studies.nhanes import groups as g
from studies.nhanes.answers import WITHOUT_EGFR, answer_column
from studies.nhanes.survey import Share, Survey, survey
from studies.wording import Table, table

FIRST_NAME = NAMES[0]
"""Metabolites are read in the same way under every guideline."""
READ = g.mma_is_read_as_raised(FIRST_NAME)
CLOUDED = g.MMA_HIGH & ~READ
CLEAR = g.EGFR >= g.KIDNEY_LIMIT


class Bar(Value):
    """Of one age group: MMA raised and readable, and raised but clouded."""

    age: str
    read: Share
    clouded: Share


class Kidneys(Value):
    """What the kidneys change, in the two cycles that measured MMA."""

    n: int
    raised: Share
    read: Share
    clouded_of_raised: Share
    clouded_of_raised_by_age: Mapping[str, Share]
    open_without_egfr: Share
    by_age: tuple[Bar, ...]
    ages: Table
    who: Table
    moved: Table
    naive: Share
    wrongly_naive: Share


def kidneys(people: pl.DataFrame) -> Kidneys:
    """Both cycles with MMA together for MMA itself; the first alone where B12 or more is needed."""
    both, first = survey(people, g.FIRST, g.THIRD), survey(people, g.FIRST)
    where = g.TWENTY & g.HAS_MMA
    by_age = tuple(
        Bar(age, both.share(READ, where & group), both.share(CLOUDED, where & group))
        for age, group in g.AGES.items()
    )
    no_egfr = g.answered("metabolites", FIRST_NAME, "not-interpretable", reading=WITHOUT_EGFR)
    # What a laboratory comment without eGFR would call deficient: a low or grey level, raised MMA.
    naive = g.MMA_HIGH & (g.B12 <= g.UNLIKELY)
    tested = g.ADULTS & g.HAS_ALL
    return Kidneys(
        n=both.frame.filter(where).height,
        raised=both.share(g.MMA_HIGH, where),
        read=both.share(READ, where),
        clouded_of_raised=both.share(CLOUDED, where & g.MMA_HIGH),
        clouded_of_raised_by_age={
            age: both.share(CLOUDED, where & g.MMA_HIGH & group) for age, group in g.AGES.items()
        },
        open_without_egfr=both.share(no_egfr, where & g.MMA_HIGH),
        by_age=by_age,
        ages=_ages(both, where),
        who=_who(both, first),
        moved=_moved(first),
        naive=first.share(naive, tested),
        wrongly_naive=first.share(
            ~g.answered("deficiency", FIRST_NAME, "confirmed"), tested & naive
        ),
    )


def _ages(both: Survey, where: pl.Expr) -> Table:
    rows: list[list[str]] = []
    for age, group in {"all, 20 and over": pl.lit(value=True), **g.AGES}.items():
        found = [both.share(part, where & group) for part in (g.MMA_HIGH, READ, CLOUDED)]
        of_raised = both.share(CLOUDED, where & group & g.MMA_HIGH)
        cells = [wording.count(found[0].n), *map(wording.share, found)]
        rows.append([age.replace("18 to", "20 to"), *cells, wording.share(of_raised)])
    heads = ["age", "n", f"MMA above {g.MMA_LIMIT:g} nmol/L", "raised and readable"]
    return table([*heads, "raised, not interpretable", "of the raised: not interpretable"], rows)


def _who(both: Survey, first: Survey) -> Table:
    """Those whose raised MMA is read beside those whose raised MMA is not, and everyone else."""
    where = g.TWENTY & g.HAS_MMA
    apart = {
        "raised, readable": where & READ,
        "raised, not interpretable": where & CLOUDED,
        "not raised": where & ~g.MMA_HIGH,
    }
    rows = [
        [
            "participants",
            *(wording.count(both.frame.filter(group).height) for group in apart.values()),
        ],
        ["mean age, years", *(wording.mean(both.mean(g.AGE, each)) for each in apart.values())],
        [
            "mean eGFR, mL/min/1.73 m²",
            *(wording.mean(both.mean(g.EGFR, each)) for each in apart.values()),
        ],
    ]
    parts = {
        "70 years and over": (both, g.AGE >= 70),
        "women": (both, g.SEXES["women"]),
        "non-Hispanic Black": (both, g.RACES["non-Hispanic Black"]),
        "diabetes": (both, g.DIABETES),
        "metformin": (both, pl.col("reads_metformin")),
        f"B12 below {g.DEFICIENT:g} pg/mL ({g.FIRST})": (first, g.B12 < g.DEFICIENT),
        f"B12 {g.DEFICIENT:g} to {g.UNLIKELY:g} pg/mL ({g.FIRST})": (
            first,
            g.B12.is_between(g.DEFICIENT, g.UNLIKELY),
        ),
        f"homocysteine above {g.HOMOCYSTEINE_LIMIT:g} µmol/L ({g.FIRST})": (
            first,
            g.HCY > g.HOMOCYSTEINE_LIMIT,
        ),
    }
    rows += [
        [label, *(wording.share(sample.share(condition, each)) for each in apart.values())]
        for label, (sample, condition) in parts.items()
    ]
    return table(["", *apart], rows)


def _moved(first: Survey) -> Table:
    """The answer on deficiency without and with the eGFR, for those with a raised MMA."""
    where = g.ADULTS & g.HAS_ALL & g.MMA_HIGH
    before, after = (
        answer_column("deficiency", FIRST_NAME, WITHOUT_EGFR),
        answer_column("deficiency", FIRST_NAME),
    )
    pairs = first.frame.filter(where).group_by(before, after).len().sort(before, after)
    rows: list[list[str]] = []
    for code, then, n in pairs.iter_rows():
        kidney = first.frame.filter(
            where & (pl.col(before) == code) & (pl.col(after) == then) & (g.EGFR < g.KIDNEY_LIMIT)
        ).height
        found = first.share((pl.col(before) == code) & (pl.col(after) == then), where)
        rows.append(
            [
                f"`{code}`",
                f"`{then}`",
                wording.count(n),
                wording.count(kidney),
                wording.share(found),
            ]
        )
    heads = ["no eGFR in the record", "with the eGFR", "n", "of them eGFR below 60"]
    return table([*heads, "of those with a raised MMA"], rows)

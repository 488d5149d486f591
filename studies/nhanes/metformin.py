"""What is found in people who take metformin, and does it depend on how long they have taken it?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from cobalamin.guideline.profiles import NAMES
from cobalamin.value import Value
from studies import wording
from studies.nhanes import groups as g
from studies.nhanes.kidneys import CLOUDED, READ
from studies.nhanes.stages import Ways
from studies.nhanes.survey import Odds, Share, Survey, survey
from studies.wording import Table, table

TAKES = pl.col("reads_metformin")
DAYS = pl.col("rx_metformin_days")
YEAR = 365.25
TAKEN = {
    "no diabetes, no metformin": ~TAKES & ~g.DIABETES,
    "diabetes, no metformin": ~TAKES & g.DIABETES,
    "metformin, all": TAKES,
    "metformin, under 1 year": TAKES & (DAYS < YEAR),
    "metformin, 1 to under 4 years": TAKES & (DAYS >= YEAR) & (DAYS < 4 * YEAR),
    "metformin, 4 years and more": TAKES & (DAYS >= 4 * YEAR),
}
"""By what the person said of the past 30 days; 4 years because the usual concern begins there."""
USERS, DIABETES_ONLY, LONG = (
    "metformin, all",
    "diabetes, no metformin",
    "metformin, 4 years and more",
)


class Dot(Value):
    """One group's share for the picture."""

    group: str
    measure: str
    share: Share


class Metformin(Value):
    """Tables by group, and what findings and picture need."""

    users: int
    with_b12: int
    with_mma: int
    levels: Table
    metabolites: Table
    tested: Table
    dots: tuple[Dot, ...]
    low: Mapping[str, Share]
    grey: Mapping[str, Share]
    raised: Mapping[str, Share]
    odds: Table
    low_or_grey_odds: Odds
    raised_odds: Odds


def metformin(people: pl.DataFrame) -> Metformin:
    """B12 from the two cycles with one assay; MMA from the two cycles that measured it."""
    early, with_mma = survey(people, g.FIRST, g.SECOND), survey(people, g.FIRST, g.THIRD)
    third, first = survey(people, g.THIRD), survey(people, g.FIRST)
    b12, mma = g.TWENTY & g.HAS_B12, g.TWENTY & g.HAS_MMA
    every = survey(people, *g.CYCLES)
    low = {label: early.share(g.B12 < g.DEFICIENT, b12 & who) for label, who in TAKEN.items()}
    is_grey = g.B12.is_between(g.DEFICIENT, g.UNLIKELY)
    grey = {label: early.share(is_grey, b12 & who) for label, who in TAKEN.items()}
    raised = {label: with_mma.share(READ, mma & who) for label, who in TAKEN.items()}
    users = every.frame.filter(g.TWENTY & TAKES)
    measures = {
        f"B12 below {g.DEFICIENT:g} pg/mL": low,
        f"B12 {g.DEFICIENT:g} to {g.UNLIKELY:g} pg/mL": grey,
        "MMA raised and readable": raised,
    }
    return Metformin(
        users=users.height,
        with_b12=users.filter(g.HAS_B12).height,
        with_mma=users.filter(g.HAS_MMA).height,
        levels=_levels(early, third, low, grey),
        metabolites=_metabolites(with_mma, raised),
        tested=_tested(first),
        dots=tuple(
            Dot(label, measure, found)
            for measure, by_group in measures.items()
            for label, found in by_group.items()
        ),
        low=low,
        grey=grey,
        raised=raised,
        odds=_odds(early, with_mma),
        low_or_grey_odds=_against_diabetes(early, g.B12 <= g.UNLIKELY, g.HAS_B12)[USING],
        raised_odds=_against_diabetes(with_mma, READ, g.HAS_MMA)[USING],
    )


USING, YEARS = "metformin, against diabetes without it", "each year of metformin, among its users"


def _against_diabetes(sample: Survey, happens: pl.Expr, measured: pl.Expr) -> dict[str, Odds]:
    """Users against people with diabetes who take none; then, among users, years of use."""
    where = g.TWENTY & measured
    adjusted = {**g.BASIC, "egfr_tens": g.EGFR / 10}
    return {
        **sample.odds(happens, {USING: TAKES}, adjusted, where=where & (TAKES | g.DIABETES)),
        **sample.odds(happens, {YEARS: DAYS / YEAR}, adjusted, where=where & TAKES),
    }


def _odds(early: Survey, with_mma: Survey) -> Table:
    level = _against_diabetes(early, g.B12 <= g.UNLIKELY, g.HAS_B12)
    mma = _against_diabetes(with_mma, READ, g.HAS_MMA)
    rows = [
        [
            name,
            *(
                f"{wording.odds(found[name])} [{wording.count(found[name].n)}]"
                for found in (level, mma)
            ),
        ]
        for name in (USING, YEARS)
    ]
    return table(["", f"B12 up to {g.UNLIKELY:g} pg/mL", "MMA raised and readable"], rows)


def _levels(
    early: Survey, third: Survey, low: Mapping[str, Share], grey: Mapping[str, Share]
) -> Table:
    where = g.TWENTY & g.HAS_B12
    rows = [
        [
            label,
            wording.count(low[label].n),
            wording.mean(early.geometric_mean(g.B12, where & who)),
            wording.share(low[label]),
            wording.share(grey[label]),
            wording.count(third.frame.filter(where & who).height),
            wording.mean(third.geometric_mean(g.B12, where & who)),
        ]
        for label, who in TAKEN.items()
    ]
    early_heads = ["n, 2001-2006", "geometric mean B12, pg/mL (Bio-Rad)"]
    bands = [f"below {g.DEFICIENT:g}", f"{g.DEFICIENT:g} to {g.UNLIKELY:g}"]
    late = [f"n, {g.THIRD}", "geometric mean B12, pg/mL (Roche)"]
    return table(["group", *early_heads, *bands, *late], rows)


def _metabolites(with_mma: Survey, raised: Mapping[str, Share]) -> Table:
    where = g.TWENTY & g.HAS_MMA
    rows: list[list[str]] = []
    for label, who in TAKEN.items():
        confirmed = [
            with_mma.share(g.answered("deficiency", name, "confirmed"), where & g.HAS_B12 & who)
            for name in NAMES
        ]
        parts = [with_mma.share(part, where & who) for part in (g.MMA_HIGH, CLOUDED)]
        cells = [wording.share(parts[0]), wording.share(raised[label]), wording.share(parts[1])]
        rows.append([label, wording.count(raised[label].n), *cells, *map(wording.share, confirmed)])
    heads = ["group", "n", f"MMA above {g.MMA_LIMIT:g} nmol/L", "raised and readable"]
    answers = [f"`confirmed`, {name}" for name in NAMES]
    return table([*heads, "raised, not interpretable", *answers], rows)


def _tested(first: Survey) -> Table:
    """Of those whom the survey measured: for how many would the guideline have asked for a test?"""
    where = g.FORTY & g.HAS_ALL & TAKES
    rows: list[list[str]] = []
    for name in NAMES:
        asked = [
            first.share(pl.col(g.asks_for(test, name, Ways.EVERY)), where)
            for test in ("total_b12", "mma")
        ]
        shown = g.answered("deficiency", name, "confirmed", reading=Ways.EVERY)
        there = g.answered("deficiency", name, "confirmed")
        rows.append(
            [
                f"`{name}`",
                *(f"{wording.share(each)}, {wording.of(each)}" for each in asked),
                wording.count(first.frame.filter(where & shown).height),
                wording.count(first.frame.filter(where & there).height),
            ]
        )
    heads = ["guideline", "asks for B12", "asks for MMA"]
    return table([*heads, "`confirmed` on the way, n", "`confirmed` with everything, n"], rows)

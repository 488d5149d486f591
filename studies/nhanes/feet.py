"""Do the answers go with numb feet, on examination and in what people say, other things equal?"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from cobalamin.guideline.profiles import NAMES
from cobalamin.value import Value
from studies import wording
from studies.nhanes import groups as g
from studies.nhanes.answers import answer_column
from studies.nhanes.kidneys import CLEAR, CLOUDED, READ
from studies.nhanes.survey import Odds, Share, Survey, fewer_degrees, survey
from studies.wording import Table, table

ARTICLE = NAMES[0]
OUTCOMES = {
    "foot exam: a site not felt": (g.INSENSATE, g.FEET_EXAMINED),
    "numbness reported": (pl.col("symptom_numbness_3mo"), g.FORTY & g.HAS_ALL),
    "pain or tingling reported": (pl.col("symptom_pain_tingling_3mo"), g.FORTY & g.HAS_ALL),
}
"""Each with the group in whom it was looked for."""
EXAMINED = next(iter(OUTCOMES))
MMA_DOUBLED = "MMA, each doubling (eGFR 60 and over)"
LEVEL_HALVED = "total B12, each halving"
ANYONE = pl.lit(value=True)


class Compared(Value):
    """Exposures that stand in one model, each against the rest of a group, and what the rest is."""

    against: str
    exposures: Mapping[str, pl.Expr]
    among: pl.Expr = ANYONE


class Line(Value):
    """One exposure and one outcome: crude, adjusted for the basic things, and for all."""

    exposure: str
    against: str
    outcome: str
    crude: Odds
    basic: Odds
    full: Odds


class Feet(Value):
    """Every association, with diabetes apart, and how far the main ones bend."""

    n: int
    insensate: Share
    numb: Share
    lines: tuple[Line, ...]
    tables: Mapping[str, Table]
    by_diabetes: Table
    in_diabetes: Table
    bent: Table
    lean: Mapping[str, Odds]


def _of_answer(names: tuple[str, ...]) -> Compared:
    name, called = names[0], " and ".join(names)
    answers = {
        "confirmed": ("confirmed",),
        "probable or indeterminate": ("probable", "indeterminate"),
        "not confirmed": ("not-confirmed",),
    }
    exposures = {
        f"{words}, {called}": g.answered("deficiency", name, *codes)
        for words, codes in answers.items()
    }
    return Compared("deficiency unlikely", exposures)


LEVEL = Compared(
    "total B12 unlikely",
    {
        "total B12 deficient": g.answered("total_b12", ARTICLE, "deficient"),
        "total B12 indeterminate": g.answered("total_b12", ARTICLE, "indeterminate"),
    },
    ~g.answered("total_b12", ARTICLE, "not-interpretable"),
)
RAISED = Compared(
    "MMA not raised", {"MMA raised and readable": READ, "MMA raised, not interpretable": CLOUDED}
)
BOTH = Compared("not both raised", {"MMA and homocysteine both raised": g.both_raised(ARTICLE)})
DOUBLED = Compared("half as much", {MMA_DOUBLED: g.MMA.log(2)}, CLEAR)
HALVED = Compared("twice as much", {LEVEL_HALVED: -g.B12.log(2)})
HOMOCYSTEINE = Compared(
    "half as much", {"homocysteine, each doubling (eGFR 60 and over)": g.HCY.log(2)}, CLEAR
)


def compared_in(first: Survey) -> tuple[Compared, ...]:
    """What is compared; each is a model of its own.

    The answers of each guideline, or of guidelines that do not differ in anyone; the level; the
    metabolites; and the three measurements as numbers, metabolites only where the kidneys allow
    them to be read.
    """
    group = first.frame.filter(g.FORTY & g.HAS_ALL)
    alike: dict[tuple[str, ...], list[str]] = {}
    for name in NAMES:
        alike.setdefault(tuple(group[answer_column("deficiency", name)]), []).append(name)
    answers = (_of_answer(tuple(names)) for names in alike.values())
    return (*answers, LEVEL, RAISED, BOTH, DOUBLED, HALVED, HOMOCYSTEINE)


def feet(people: pl.DataFrame) -> Feet:
    """The first cycle, people of 40 and over with all three tests."""
    first = survey(people, g.FIRST)
    lines = tuple(
        line
        for outcome in OUTCOMES
        for compared in compared_in(first)
        for line in _lines(first, compared, outcome)
    )
    where = g.FORTY & g.HAS_ALL
    return Feet(
        n=first.frame.filter(g.FEET_EXAMINED).height,
        insensate=first.share(g.INSENSATE, g.FEET_EXAMINED),
        numb=first.share(pl.col("symptom_numbness_3mo"), where),
        lines=lines,
        tables={
            outcome: _table([each for each in lines if each.outcome == outcome])
            for outcome in OUTCOMES
        },
        by_diabetes=_by_diabetes(first),
        in_diabetes=_in_diabetes(first),
        bent=_bent(first),
        lean={each.exposure: each.full for each in lines if each.outcome == EXAMINED},
    )


def _lines(first: Survey, compared: Compared, outcome: str) -> list[Line]:
    happens, where = OUTCOMES[outcome]
    crude, basic, full = (
        first.odds(happens, compared.exposures, adjusted, where=where & compared.among)
        for adjusted in ({}, g.BASIC, g.FULL)
    )
    return [
        Line(name, compared.against, outcome, crude[name], basic[name], full[name])
        for name in compared.exposures
    ]


def _table(lines: list[Line]) -> Table:
    rows = [
        [
            each.exposure,
            each.against,
            wording.events(each.crude),
            wording.odds(each.crude),
            wording.odds(each.basic),
            wording.odds(each.full),
        ]
        for each in lines
    ]
    heads = ["exposure", "against", "with it, of the exposed", "crude", "age, sex, race"]
    return table([*heads, "all"], rows)


def _by_diabetes(first: Survey) -> Table:
    """How often a site is not felt, by the answer, with diabetes and without."""
    groups = {"no diabetes": ~g.DIABETES, "diabetes": g.DIABETES, "all": ANYONE}
    parts: dict[str, pl.Expr] = {
        f"`{code}`, {ARTICLE}": g.answered("deficiency", ARTICLE, code)
        for code in ("confirmed", "probable", "indeterminate", "not-confirmed", "unlikely")
    }
    parts |= {
        "MMA raised and readable": READ,
        "MMA raised, not interpretable": CLOUDED,
        "everyone": ANYONE,
    }
    rows: list[list[str]] = []
    for label, part in parts.items():
        found = [first.share(g.INSENSATE, g.FEET_EXAMINED & part & who) for who in groups.values()]
        rows.append(
            [label, *(f"{wording.share(each)}, n = {wording.count(each.n)}" for each in found)]
        )
    return table(["", *groups], rows)


def _in_diabetes(first: Survey) -> Table:
    """The adjusted odds of a site not felt, within those with diabetes and those without."""
    rows: list[list[str]] = []
    adjusted = {name: value for name, value in g.FULL.items() if name != "diabetes"}
    for compared in (_of_answer((ARTICLE,)), RAISED, DOUBLED, HALVED):
        found = [
            first.odds(
                g.INSENSATE,
                compared.exposures,
                adjusted,
                where=g.FEET_EXAMINED & compared.among & who,
            )
            for who in (~g.DIABETES, g.DIABETES)
        ]
        rows += [
            [
                name,
                *(f"{wording.odds(each[name])} {_exposed(each[name])}".strip() for each in found),
            ]
            for name in compared.exposures
        ]
    return table(["exposure", "no diabetes", "diabetes"], rows)


def _exposed(found: Odds) -> str:
    """The exposed, or everyone where the exposure is a number."""
    n = found.n if found.exposed is None else found.exposed
    return f"[{wording.count(n)}]"


def _bent(first: Survey) -> Table:
    """The two main exposures when the choices of the analysis are made otherwise."""
    untreated = ~pl.col("rx_cobalamin").fill_null(value=False)
    no_supplement = (pl.col("supplement_b12_ug_per_day").fill_null(0) == 0) & untreated
    squared = {**g.FULL, "age_squared": (g.AGE / 10 - 6) ** 2}
    choices: Mapping[str, tuple[pl.Expr, pl.Expr, Mapping[str, pl.Expr]]] = {
        "as in the table above": (g.INSENSATE, ANYONE, g.FULL),
        "two or more sites not felt": (g.SITES >= 2, ANYONE, g.FULL),
        "age also squared": (g.INSENSATE, ANYONE, squared),
        "no B12 prescribed": (g.INSENSATE, untreated, g.FULL),
        "no B12 from supplements or prescribed": (g.INSENSATE, no_supplement, g.FULL),
        "no diabetes": (g.INSENSATE, ~g.DIABETES, g.FULL),
        "under 80 years": (g.INSENSATE, g.AGE < 80, g.FULL),
    }
    answer, rows = _of_answer((ARTICLE,)), list[list[str]]()
    called = f"confirmed, {ARTICLE}"
    for label, (happens, who, adjusted) in choices.items():
        where = g.FEET_EXAMINED & who
        found = (
            first.odds(happens, answer.exposures, adjusted, where=where)[called],
            first.odds(happens, DOUBLED.exposures, adjusted, where=where & CLEAR)[MMA_DOUBLED],
        )
        rows.append([label, *(f"{wording.odds(each)} {_exposed(each)}" for each in found)])
        if not rows[1:]:
            terms = (len(answer.exposures) + len(adjusted), 1 + len(adjusted))
            cautious = (fewer_degrees(each, less) for each, less in zip(found, terms, strict=True))
            label = "the same, with the degrees of freedom that R's survey package takes"
            rows.append([label, *(f"{wording.odds(each)} {_exposed(each)}" for each in cautious)])
    return table(["choice", called, MMA_DOUBLED], rows)

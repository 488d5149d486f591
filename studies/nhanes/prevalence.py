"""How common is each answer of each guideline among adults of the United States?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.value import Value
from studies import wording
from studies.nhanes import groups as g
from studies.nhanes.answers import BY_ROCHE, answer_column
from studies.nhanes.survey import Mean, Share, Survey, survey
from studies.wording import Table, table

BY_NAME = Mapping[str, Share]
Printed = tuple[str, float, float | None]
"""What a number is, as NCHS prints it, and as we find it."""
SHOWN = ("deficiency", "total_b12", "metabolites", "treatment")
"""The questions that need no symptom; the others are asked of those who were asked for symptoms."""
STRONGEST_FIRST = (
    *("confirmed", "functional", "deficient", "probable", "indeterminate"),
    *("not-confirmed", "unlikely"),
    *("both-raised", "mma-raised", "homocysteine-raised", "normal"),
    *("start-now", "start", "intensify", "continue", "hold", "confirm-first", "not-indicated"),
    *("suspected", "symptoms-only", "risk-only", "none"),
    *("b12", "mixed", "unclear", "other-cause"),
)
"""In what order answers are shown; any that is not listed comes after, as the rules have it."""
FROM_FORTY = ("suspicion", "neuropathy", "attribution")


class Prevalence(Value):
    """Answers by question and code, then what the findings and plots need of them by name."""

    tables: Mapping[str, Table]
    by_cycle: Table
    by_assay: Table
    by_group: Table
    confirmed: BY_NAME
    deficient: Share
    grey: Share
    low_without_raised_mma: Share
    raised_mma_with_b12_above: Share
    raised_mma_with_b12_not_low: Share
    adults: float
    check: Table
    published: tuple[Printed, ...]


def prevalence(people: pl.DataFrame) -> Prevalence:
    """All of it; most from the first cycle, which alone measured everything."""
    first = survey(people, g.FIRST)
    tested = g.ADULTS & g.HAS_ALL
    published = tuple(_published(people))
    raised = tested & g.mma_is_read_as_raised(NAMES[0])
    return Prevalence(
        tables={
            question: answer_table(
                first, question, tested if question in SHOWN else tested & g.FORTY
            )
            for question in (*SHOWN, *FROM_FORTY)
        },
        by_cycle=_by_cycle(people),
        by_assay=_by_assay(people),
        by_group=_by_group(first),
        confirmed={
            name: first.share(g.answered("deficiency", name, "confirmed"), tested) for name in NAMES
        },
        deficient=first.share(g.B12 < g.DEFICIENT, tested),
        grey=first.share(g.B12.is_between(g.DEFICIENT, g.UNLIKELY), tested),
        low_without_raised_mma=first.share(~g.MMA_HIGH, tested & (g.B12 < g.DEFICIENT)),
        raised_mma_with_b12_above=first.share(g.B12 > g.UNLIKELY, raised),
        raised_mma_with_b12_not_low=first.share(g.B12 >= g.DEFICIENT, raised),
        adults=first.people(g.ADULTS),
        check=table(
            ["weighted number, 20 years and over", "printed by NCHS", "here"],
            ([what, f"{printed:g}", _beside(printed, ours)] for what, printed, ours in published),
        ),
        published=published,
    )


def codes_of(frame: pl.DataFrame, question: str) -> list[str]:
    """The codes that occur under any guideline: from what speaks most for deficiency to least."""
    columns = [answer_column(question, name) for name in NAMES]
    occur = {code for column in columns for code in frame[column].drop_nulls().unique()}
    asked = next(q for q in guideline(NAMES[0]).questions if q.name == question)
    listed = (*STRONGEST_FIRST, *(code for code, _ in asked.answers))
    return [code for code in dict.fromkeys(listed) if code in occur]


def answer_table(sample: Survey, question: str, where: pl.Expr) -> Table:
    """One row for each code; one column for all guidelines where none of them differs."""
    group = sample.frame.filter(where)
    first, *others = (group[answer_column(question, name)] for name in NAMES)
    names = NAMES if any(not other.equals(first) for other in others) else NAMES[:1]
    heads = names if len(names) > 1 else ("every guideline",)
    rows: list[list[str]] = []
    for code in codes_of(group, question):
        found = [sample.share(g.answered(question, name, code), where) for name in names]
        rows.append([f"`{code}`", *(_counted(each) for each in found)])
    return table([f"of {group.height:,} adults", *heads], rows)


def _counted(found: Share) -> str:
    return f"{wording.share(found)}, {wording.count(found.count)}"


def _by_cycle(people: pl.DataFrame) -> Table:
    """What each guideline says with the evidence that each cycle has."""
    codes = ("confirmed", "probable", "indeterminate", "not-confirmed", "unlikely")
    evidence = {
        g.FIRST: "B12, MMA, homocysteine",
        g.SECOND: "B12, homocysteine",
        g.THIRD: "B12 (other assay), MMA",
    }
    rows: list[list[str]] = []
    for cycle, measured in evidence.items():
        sample = survey(people, cycle)
        where = g.TWENTY & g.HAS_B12
        for name in NAMES:
            found = [sample.share(g.answered("deficiency", name, code), where) for code in codes]
            cells = [wording.share(found[0]), *(wording.percent(each.part) for each in found[1:])]
            rows.append([f"{cycle}: {measured}; `{name}`", *cells])
    return table(["cycle, what was measured, guideline", *(f"`{code}`" for code in codes)], rows)


def _by_assay(people: pl.DataFrame) -> Table:
    """Total B12 by cycle and assay, and as the later assay would have read the earlier blood."""
    where = g.TWENTY & g.HAS_B12
    early = survey(people, g.FIRST, g.SECOND)
    rows = [
        _band_row(f"{g.FIRST}, Bio-Rad", survey(people, g.FIRST), where),
        _band_row(f"{g.SECOND}, Bio-Rad", survey(people, g.SECOND), where),
        _band_row("both, Bio-Rad", early, where),
        _band_row("both, as Roche would read it", early, where, BY_ROCHE),
        _band_row(f"{g.THIRD}, Roche", survey(people, g.THIRD), where),
    ]
    heads = ["cycle and assay", "n", "geometric mean, pg/mL"]
    return table([*heads, "`deficient`", "`indeterminate`", "`not-interpretable`"], rows)


def _band_row(label: str, sample: Survey, where: pl.Expr, reading: str = "") -> list[str]:
    number = pl.col("b12_roche_equiv_pg_per_ml") if reading else g.B12
    middle: Mean = sample.geometric_mean(number, where)
    shares = (
        sample.share(g.answered("total_b12", NAMES[0], code, reading=reading), where)
        for code in ("deficient", "indeterminate", "not-interpretable")
    )
    return [label, wording.count(middle.n), wording.mean(middle), *map(wording.share, shares)]


def _by_group(first: Survey) -> Table:
    """Who is deficient, by age, sex, race and ethnicity, and diabetes."""
    tested = g.ADULTS & g.HAS_ALL
    apart = {"diabetes": g.DIABETES, "no diabetes": ~g.DIABETES}
    listed = {"all adults": pl.lit(value=True), **g.AGES, **g.SEXES, **g.RACES, **apart}
    conditions: Iterable[pl.Expr] = (
        g.B12 < g.DEFICIENT,
        g.MMA_HIGH,
        g.mma_is_read_as_raised(NAMES[0]),
        *(g.answered("deficiency", name, "confirmed") for name in NAMES[:2]),
    )
    rows = [
        [
            label,
            wording.count(first.frame.filter(tested & group).height),
            *(wording.share(first.share(condition, tested & group)) for condition in conditions),
        ]
        for label, group in listed.items()
    ]
    return table(
        [
            "group",
            "n",
            f"B12 below {g.DEFICIENT:g} pg/mL",
            f"MMA above {g.MMA_LIMIT:g} nmol/L",
            "MMA raised and readable",
            *(f"`confirmed`, {name}" for name in NAMES[:2]),
        ],
        rows,
    )


def _published(people: pl.DataFrame) -> Iterable[Printed]:
    """What NCHS prints in the documentation of the 2011-2012 B12 file, and what we find."""
    second, third = survey(people, g.SECOND), survey(people, g.THIRD)
    low = g.B12 <= 200
    roche = pl.col("b12_roche_equiv_pg_per_ml")
    means = (
        (f"B12, {g.SECOND}, geometric mean, pg/mL", 469.8, second.geometric_mean(g.B12, g.TWENTY)),
        (f"B12, {g.THIRD}, geometric mean, pg/mL", 528.8, third.geometric_mean(g.B12, g.TWENTY)),
        (f"B12, {g.SECOND}, as Roche, pg/mL", 539.2, second.geometric_mean(roche, g.TWENTY)),
    )
    yield from ((what, printed, ours.mean) for what, printed, ours in means)
    shares = (
        (f"B12 of 200 pg/mL or less, {g.SECOND}, %", 3.06, second.share(low, g.TWENTY)),
        (f"B12 of 200 pg/mL or less, {g.THIRD}, %", 1.78, third.share(low, g.TWENTY)),
    )
    yield from (
        (what, printed, None if ours.part is None else 100 * ours.part)
        for what, printed, ours in shares
    )


def _beside(printed: float, ours: float | None) -> str:
    """Our number with as many decimals as the printed one."""
    places = len(f"{printed:g}".partition(".")[2])
    return wording.SUPPRESSED if ours is None else f"{ours:.{places}f}"

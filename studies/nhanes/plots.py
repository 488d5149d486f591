"""What do the measurements look like: levels by cycle, MMA against B12, and kidneys by age?"""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import polars as pl

from cobalamin.guideline.profiles import NAMES
from studies.nhanes import groups as g
from studies.nhanes.kidneys import CLOUDED, Kidneys
from studies.nhanes.survey import FEWEST, WEIGHT, survey
from studies.pictures import BLUE, GREY, INK, ORANGE, RED, SKY, rounded

LOWEST_B12, HIGHEST_B12 = 60.0, 3000.0
LOWEST_MMA, HIGHEST_MMA = 30.0, 6000.0
"""The ends of the axes; whoever lies beyond is drawn on the edge."""
CELLS_A_DECADE = 14
CURVE_CELLS_A_DECADE = 16

CONFIRMED, OTHERWISE, UNREAD = (
    f"MMA raised, confirmed ({NAMES[0]})",
    "MMA raised, not confirmed",
    "MMA raised, not interpretable",
)
COLOURS = {CONFIRMED: RED, OTHERWISE: ORANGE, UNREAD: BLUE}


def levels(people: pl.DataFrame) -> Any:
    """The weighted distribution of total B12 in each cycle, with the bands of the guidelines."""
    rows: list[dict[str, object]] = []
    for cycle, assay in zip(g.CYCLES, ("Bio-Rad", "Bio-Rad", "Roche"), strict=True):
        group = survey(people, cycle).frame.filter(g.TWENTY & g.HAS_B12)
        if group.height < FEWEST:
            continue
        cells = group.group_by(_cell(g.B12, CURVE_CELLS_A_DECADE).alias("cell")).agg(
            pl.col(WEIGHT).sum()
        )
        total = cells[WEIGHT].sum()
        for cell, weight in cells.sort("cell").iter_rows():
            middle = 10 ** ((cell + 0.5) / CURVE_CELLS_A_DECADE)
            if LOWEST_B12 <= middle <= HIGHEST_B12:
                rows.append(
                    {
                        "b12": rounded(middle),
                        "part": rounded(100 * weight / total),
                        "cycle": f"{cycle}, {assay}",
                    }
                )
    lines = (
        alt.Chart(alt.Data(values=rows))
        .mark_line(strokeWidth=2.5, interpolate="monotone")
        .encode(
            x=_b12_axis(),
            y=alt.Y(
                "part:Q",
                title=f"percent of adults in each of {CURVE_CELLS_A_DECADE} steps to a tenfold",
            ),
            color=alt.Color(
                "cycle:N",
                title="cycle and assay",
                scale=alt.Scale(range=[BLUE, SKY, RED]),
                legend=alt.Legend(orient="top-right"),
            ),
        )
    )
    return (_bands() + lines + _band_names(y_of=6)).properties(
        width=680,
        height=320,
        title=alt.Title(
            "Total B12 by cycle and assay, with the bands of the guidelines",
            subtitle="Adults of 20 years and over, weighted; the assays are not comparable.",
        ),
    )


def mma_against_b12(people: pl.DataFrame) -> Any:
    """Everyone as shaded cells, those with a raised MMA one by one, over the bands."""
    group = survey(people, g.FIRST).frame.filter(g.ADULTS & g.HAS_ALL)
    seen = group.with_columns(
        b12=g.B12.clip(LOWEST_B12, HIGHEST_B12), mma=g.MMA.clip(LOWEST_MMA, HIGHEST_MMA)
    )
    cells = (
        seen.filter(~g.MMA_HIGH)
        .group_by(
            _cell(pl.col("b12"), CELLS_A_DECADE).alias("x"),
            _cell(pl.col("mma"), CELLS_A_DECADE).alias("y"),
        )
        .agg(pl.col(WEIGHT).sum())
        .sort("x", "y")
    )
    total = float(group[WEIGHT].sum())
    shaded = [
        {
            "x": rounded(10 ** (x / CELLS_A_DECADE)),
            "x2": rounded(10 ** ((x + 1) / CELLS_A_DECADE)),
            "y": rounded(10 ** (y / CELLS_A_DECADE)),
            "y2": rounded(min(10 ** ((y + 1) / CELLS_A_DECADE), g.MMA_LIMIT)),
            "part": rounded(100 * weight / total),
        }
        for x, y, weight in cells.iter_rows()
    ]
    kind = (
        pl.when(CLOUDED)
        .then(pl.lit(UNREAD))
        .when(g.answered("deficiency", NAMES[0], "confirmed"))
        .then(pl.lit(CONFIRMED))
        .otherwise(pl.lit(OTHERWISE))
    )
    raised = seen.filter(g.MMA_HIGH).select("b12", "mma", kind.alias("kind"))
    points = [
        {"b12": rounded(b12), "mma": rounded(mma), "kind": kind}
        for b12, mma, kind in raised.sort("kind", "b12", "mma").iter_rows()
    ]
    layers = (_bands(), _shaded(shaded), _points(points), _mma_line(), _band_names(y_of=8))
    apart = alt.layer(*layers).resolve_scale(color="independent", shape="independent")
    return apart.properties(
        width=680,
        height=430,
        title=alt.Title(
            "MMA against total B12, with the bands of the guidelines",
            subtitle=[
                f"Adults, {g.FIRST}. Each point: one participant with a raised MMA.",
                "Grey: MMA not raised, darker where more of the population lies.",
            ],
        ),
    )


def _shaded(cells: list[dict[str, Any]]) -> Any:
    return (
        alt.Chart(alt.Data(values=cells))
        .mark_rect(clip=True)
        .encode(
            x="x:Q",
            x2="x2:Q",
            y=alt.Y("y:Q", scale=_mma_scale()),
            y2="y2:Q",
            color=alt.Color(
                "part:Q",
                scale=alt.Scale(type="sqrt", range=["#EDEDED", "#4D4D4D"]),
                legend=None,
            ),
        )
    )


def _points(points: list[dict[str, Any]]) -> Any:
    y = alt.Y(
        "mma:Q",
        title="MMA, nmol/L",
        scale=_mma_scale(),
        axis=alt.Axis(values=[50, 100, 200, 500, 1000, 2000, 5000], format=",d"),
    )
    return (
        alt.Chart(alt.Data(values=points))
        .mark_point(filled=True, size=34, opacity=0.85, stroke="white", strokeWidth=0.4)
        .encode(
            x=_b12_axis(),
            y=y,
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
                legend=alt.Legend(orient="top", direction="horizontal", symbolOpacity=1),
            ),
            shape=alt.Shape(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(COLOURS), range=["circle", "diamond", "triangle-up"]),
            ),
        )
    )


def _mma_scale() -> Any:
    return alt.Scale(type="log", domain=[LOWEST_MMA, HIGHEST_MMA], nice=False)


def _mma_line() -> Any:
    data = alt.Data(values=[{"mma": g.MMA_LIMIT, "says": f"MMA {g.MMA_LIMIT:g} nmol/L"}])
    line = alt.Chart(data).mark_rule(color=INK, strokeDash=[5, 4]).encode(y="mma:Q")
    words = (
        alt.Chart(data)
        .mark_text(align="left", dx=6, dy=-8, color=INK, fontSize=12)
        .encode(x=alt.datum(LOWEST_B12), y="mma:Q", text="says:N")
    )
    return line + words


def kidneys_by_age(found: Kidneys) -> Any:
    """Of each age: MMA raised and readable, and raised but not interpretable."""
    kinds = {"raised and readable": RED, "raised, not interpretable": BLUE}
    rows = [
        {
            "age": bar.age.replace("18 to", "20 to"),  # the groups are named for all adults
            "kind": kind,
            "part": rounded(100 * share.part),
            "label": f"{100 * share.part:.1f}%",
            "order": place,
        }
        for bar in found.by_age
        for place, (kind, share) in enumerate(zip(kinds, (bar.read, bar.clouded), strict=True))
        if share.part is not None
    ]
    ages = list(dict.fromkeys(str(row["age"]) for row in rows))
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("age:N", sort=ages, title=None),
        yOffset=alt.YOffset("kind:N", sort=list(kinds)),
        x=alt.X(
            "part:Q", title=f"weighted percent of adults with MMA above {g.MMA_LIMIT:g} nmol/L"
        ),
    )
    bars = base.mark_bar().encode(
        color=alt.Color(
            "kind:N",
            title=None,
            scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
            legend=alt.Legend(orient="top", direction="horizontal"),
        )
    )
    words = base.mark_text(align="left", dx=5, color=INK).encode(text="label:N")
    return (bars + words).properties(
        width=620,
        height=alt.Step(26),
        title=alt.Title(
            "Raised MMA by age, and whether it can be read",
            subtitle=f"Adults of 20 years and over, {g.FIRST} and {g.THIRD}; "
            f"not interpretable: eGFR below {g.KIDNEY_LIMIT:g}, unknown, or treated",
        ),
    )


def _cell(number: pl.Expr, cells_a_decade: int) -> pl.Expr:
    return (number.log(10) * cells_a_decade).floor().cast(pl.Int32)


def _b12_axis() -> Any:
    return alt.X(
        "b12:Q",
        title="total B12, pg/mL (ng/L)",
        scale=alt.Scale(type="log", domain=[LOWEST_B12, HIGHEST_B12], nice=False),
        axis=alt.Axis(values=[100, g.DEFICIENT, g.UNLIKELY, 500, 1000, 2000], format=",d"),
    )


BANDS = (
    ("deficient", LOWEST_B12, g.DEFICIENT, "#F6D5C6"),
    ("indeterminate", g.DEFICIENT, g.UNLIKELY, "#FBEBC8"),
    ("unlikely", g.UNLIKELY, HIGHEST_B12, "#FFFFFF"),
)


def _bands() -> Any:
    """One layer for each band, coloured by hand, so that no legend has to explain it."""
    layers = [
        alt.Chart(alt.Data(values=[{"from": low, "to": high}]))
        .mark_rect(fill=colour)
        .encode(
            x=alt.X("from:Q", scale=alt.Scale(type="log", domain=[LOWEST_B12, HIGHEST_B12])),
            x2="to:Q",
        )
        for _, low, high, colour in BANDS
    ]
    return alt.layer(*layers)


def _band_names(*, y_of: float) -> Any:
    rows = [{"b12": rounded(math.sqrt(low * high)), "name": name} for name, low, high, _ in BANDS]
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_text(baseline="top", fontSize=12, fontStyle="italic", color=GREY)
        .encode(x="b12:Q", y=alt.value(y_of), text="name:N")
    )

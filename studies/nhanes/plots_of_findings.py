"""What do the findings look like: odds, what becomes of people, overlap, and metformin?"""

from __future__ import annotations

from typing import Any

import altair as alt

from cobalamin.guideline.profiles import NAMES
from studies.nhanes import groups as g
from studies.nhanes.feet import OUTCOMES, Feet
from studies.nhanes.guidelines import FATES, Guidelines
from studies.nhanes.metformin import Metformin
from studies.pictures import BLUE, GREEN, GREY, INK, ORANGE, PALE, RED, rounded

NARROWEST, WIDEST = 0.2, 8.0
"""The ends of the axis of odds ratios; an interval that reaches further is cut there."""


def forest(found: Feet) -> Any:
    """The fully adjusted odds ratios of each outcome, with their intervals."""
    rows = [
        {
            "exposure": line.exposure,
            "outcome": line.outcome,
            "ratio": rounded(line.full.ratio),
            "low": rounded(max(line.full.low, NARROWEST)),
            "high": rounded(min(line.full.high, WIDEST)),
            "clear": "excludes 1" if line.full.low > 1 or line.full.high < 1 else "includes 1",
        }
        for line in found.lines
        if line.full.ratio is not None and line.full.low is not None and line.full.high is not None
    ]
    exposures = list(dict.fromkeys(str(row["exposure"]) for row in rows))
    base = alt.Chart().encode(y=alt.Y("exposure:N", sort=exposures, title=None))
    scale = alt.Scale(type="log", domain=[NARROWEST, WIDEST])
    colour = alt.Color(
        "clear:N",
        title="95% interval",
        scale=alt.Scale(domain=["excludes 1", "includes 1"], range=[RED, GREY]),
        legend=alt.Legend(orient="top", direction="horizontal"),
    )
    x = alt.X(
        "low:Q",
        title="adjusted odds ratio",
        scale=scale,
        axis=alt.Axis(values=[0.25, 0.5, 1, 2, 4, 8], format="~g"),
    )
    spans = base.mark_rule(strokeWidth=2).encode(x=x, x2="high:Q", color=colour)
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        x=alt.X("ratio:Q", scale=scale), color=colour
    )
    one = alt.Chart().mark_rule(color=INK, strokeDash=[4, 3]).encode(x=alt.datum(1))
    return (
        alt.layer(one, spans, points, data=alt.Data(values=rows))
        .properties(width=215, height=alt.Step(24))
        .facet(column=alt.Column("outcome:N", sort=list(OUTCOMES), title=None))
        .properties(
            title=alt.Title(
                "Answers and measurements against numb feet and symptoms",
                subtitle=f"People of 40 years and over, {g.FIRST}; adjusted for age, sex, race "
                "and ethnicity, diabetes, HbA1c, eGFR, alcohol and height.",
            )
        )
    )


def fates(found: Guidelines) -> Any:
    """What becomes of those with both metabolites raised when tests wait to be asked for."""
    colours = dict(zip(FATES, (GREEN, ORANGE, RED, PALE), strict=True))
    rows = [
        {
            "guideline": each.guideline,
            "fate": each.fate,
            "order": FATES.index(each.fate),
            "part": rounded(100 * each.share.part),
            "label": f"{100 * each.share.part:.0f}% (n = {each.share.count})",
        }
        for each in found.fates
        if each.share.part
    ]
    # The middle of each piece, for its label: stacked by hand, in the order of the fates.
    reached: dict[str, float] = {}
    for row in sorted(rows, key=lambda row: (row["guideline"], row["order"])):
        start = reached.get(row["guideline"], 0.0)
        row["middle"] = rounded(start + row["part"] / 2)
        reached[row["guideline"]] = start + row["part"]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("guideline:N", sort=list(NAMES), title=None)
    )
    bars = base.mark_bar(stroke="white").encode(
        x=alt.X(
            "part:Q",
            title="weighted percent of people with MMA and homocysteine both raised",
            scale=alt.Scale(domain=[0, 100]),
        ),
        order="order:O",
        color=alt.Color(
            "fate:N",
            title=None,
            scale=alt.Scale(domain=list(FATES), range=list(colours.values())),
            legend=alt.Legend(orient="top", columns=2),
        ),
    )
    roomy = base.transform_filter("datum.part >= 12")
    words = roomy.mark_text(color=INK, fontSize=12).encode(x="middle:Q", text="label:N")
    return (bars + words).properties(
        width=620,
        height=alt.Step(46),
        title=alt.Title(
            "Whom each guideline's own steps find when a test waits to be asked for",
            subtitle=f"People of 40 years and over, {g.FIRST}; every step followed",
        ),
    )


def overlap(found: Guidelines) -> Any:
    """Confirmed under which guidelines together, with everything measured."""
    marks = (*NAMES, "both raised")
    bars = [
        {
            "group": label,
            "part": rounded(100 * (share.part or 0)),
            "label": f"{100 * (share.part or 0):.1f}% (n = {count})",
        }
        for label, count, share in found.overlap
    ]
    dots = [
        {"group": label, "mark": mark, "is": mark in label.split(" + ")}
        for label, _, _ in found.overlap
        for mark in marks
    ]
    order = [str(bar["group"]) for bar in bars]
    rows = alt.Y("group:N", sort=order, title=None, axis=None)
    matrix = (
        alt.Chart(alt.Data(values=dots))
        .mark_point(filled=True, size=150, opacity=1)
        .encode(
            y=rows,
            x=alt.X(
                "mark:N",
                sort=list(marks),
                title=None,
                axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False),
            ),
            color=alt.Color(
                "is:N", scale=alt.Scale(domain=[True, False], range=[BLUE, "#E4E4E4"]), legend=None
            ),
        )
        .properties(width=400, height=alt.Step(36))
    )
    base = alt.Chart(alt.Data(values=bars)).encode(
        y=rows, x=alt.X("part:Q", title="weighted percent of adults", axis=alt.Axis(tickCount=4))
    )
    sizes = base.mark_bar(color=BLUE) + base.mark_text(align="left", dx=6, color=INK).encode(
        text="label:N"
    )
    return alt.hconcat(
        matrix, sizes.properties(width=260, height=alt.Step(36)), spacing=8
    ).properties(
        title=alt.Title(
            "Who is confirmed under which guideline when everything is measured",
            subtitle=f"Adults, {g.FIRST}. Both raised: MMA and homocysteine, both readable",
        )
    )


def by_duration(found: Metformin) -> Any:
    """Low and grey levels and raised MMA, by metformin and how long it has been taken."""
    rows = [
        {
            "group": dot.group,
            "measure": dot.measure,
            "part": rounded(100 * dot.share.part),
            "low": rounded(100 * dot.share.low),
            "high": rounded(100 * dot.share.high),
            "sure": "relative error over 30%" if dot.share.is_unreliable else "reliable",
        }
        for dot in found.dots
        if dot.share.part is not None and dot.share.low is not None and dot.share.high is not None
    ]
    groups = list(dict.fromkeys(dot.group for dot in found.dots))
    measures = list(dict.fromkeys(dot.measure for dot in found.dots))
    base = alt.Chart().encode(y=alt.Y("group:N", sort=groups, title=None))
    sureness = alt.Color(
        "sure:N",
        title=None,
        scale=alt.Scale(domain=["reliable", "relative error over 30%"], range=[BLUE, ORANGE]),
        legend=alt.Legend(orient="top", direction="horizontal"),
    )
    spans = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("low:Q", title="weighted percent"), x2="high:Q", color=sureness
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x="part:Q", color=sureness)
    return (
        alt.layer(spans, points, data=alt.Data(values=rows))
        .properties(width=200, height=alt.Step(28))
        .facet(column=alt.Column("measure:N", sort=measures, title=None))
        .resolve_scale(x="independent")
        .properties(
            title=alt.Title(
                "Metformin: levels and MMA by how long it has been taken",
                subtitle=[
                    f"Adults of 20 years and over. B12: {g.FIRST} and {g.SECOND} (Bio-Rad).",
                    f"MMA: {g.FIRST} and {g.THIRD}. Lines are 95% intervals; the scales differ.",
                ],
            )
        )
    )

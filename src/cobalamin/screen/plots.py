"""How do the counts look? Pictures as SVG that stand in the page and need nothing from elsewhere.

Every picture shows only numbers that a page for a board may show, and every number of a picture
stands in a table of the page too. Drawn by Altair and vl-convert, which come with the extra
`plots`; without them the page says that there are no pictures.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cobalamin.screen.counts import Counts
from cobalamin.screen.distribution import Distribution, bar_key
from cobalamin.screen.funnel import Step
from cobalamin.screen.small_numbers import Protected

INK, QUIET, GRID = "#1d2733", "#505c6b", "#cfd6de"
BAR, LOST, FAINT = "#2b6c9e", "#c9d4df", "#8fb3cf"
LOW, GREY, GOOD = "#f6d5cc", "#f8ecc8", "#dcebdd"
"""Colours of the bands; each is named in words too, so that nothing rests on colour alone."""

WIDTH = 640
FONT = "system-ui, 'Liberation Sans', 'DejaVu Sans', sans-serif"

Data = list[dict[str, object]]


def can_draw() -> bool:
    """Whether the packages that draw are installed."""
    try:
        import_module("altair")
        import_module("vl_convert")
    except ModuleNotFoundError:
        return False
    return True


def gap_bars(counts: Counts, published: Protected) -> str:
    """How many have each gap, the gravest first. SVG; empty when nothing may be shown."""
    rows: Data = [
        {"gap": gap.title, "people": people, "place": place}
        for place, gap in enumerate(counts.gaps)
        if (people := published.shown("gap", gap.id, "yes")) is not None
    ]
    if not rows:
        return ""
    alt = import_module("altair")
    across = alt.X("people:Q", title="patients", axis=_counting(alt))
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("gap:N", sort=_titles(rows, "gap"), title=None, axis=_names(alt)), x=across
    )
    bars = base.mark_bar(color=BAR, height={"band": 0.66})
    numbers = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(
        text=alt.Text("people:Q", format=",")
    )
    return _svg((bars + numbers).properties(width=WIDTH - 250, height=34 * len(rows)))


def funnel_bars(steps: tuple[Step, ...], published: Protected) -> str:
    """How many reached each step of care; empty when nothing may be shown."""
    rows: Data = [
        {"step": step.name, "people": people}
        for step in steps
        if (people := published.shown("step", step.name)) is not None
    ]
    if not rows:
        return ""
    alt = import_module("altair")
    most = max(1, *(step.people for step in steps))
    ground = (
        alt.Chart(alt.Data(values=[row | {"most": most} for row in rows]))
        .mark_bar(color=LOST, height={"band": 0.72})
        .encode(y=_steps(alt, rows), x=alt.X("most:Q", title="patients", axis=_counting(alt)))
    )
    base = alt.Chart(alt.Data(values=rows)).encode(y=_steps(alt, rows), x="people:Q")
    bars = base.mark_bar(color=BAR, height={"band": 0.72})
    numbers = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(
        text=alt.Text("people:Q", format=",")
    )
    return _svg((ground + bars + numbers).properties(width=WIDTH - 150, height=36 * len(rows)))


def _steps(alt: Any, rows: Data) -> Any:
    return alt.Y("step:N", sort=_titles(rows, "step"), title=None, axis=_names(alt))


def b12_bars(found: Distribution, published: Protected) -> str:
    """Total B12 in one unit over the bands of the guideline's cut-points."""
    alt = import_module("altair")
    rows = _bars(found, published)
    if not rows:
        return ""
    end = found.bars[-1].low
    width = found.bars[0].high or 1
    most = max(float(str(row["people"])) for row in rows)
    across = alt.Scale(domain=[0, end + width], nice=False)
    upward = alt.Scale(domain=[0, most * 1.18], nice=False)
    bands = alt.Chart(alt.Data(values=_bands(found, end + width, most * 1.18)))
    ground = bands.mark_rect().encode(
        x=alt.X("from:Q", scale=across, title=f"total B12, {found.unit}", axis=_measuring(alt)),
        x2="to:Q",
        y=alt.value(0),
        y2=alt.value("height"),
        color=alt.Color("colour:N", scale=None),
    )
    names = bands.mark_text(align="left", baseline="top", dx=4, dy=4, color=INK, fontSize=11.5)
    bars = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke=BAR, strokeWidth=0.8)
        .encode(
            x=alt.X("from:Q", scale=across),
            x2="to:Q",
            y=alt.Y("people:Q", scale=upward, title="patients", axis=_counting(alt)),
            color=alt.Color("colour:N", scale=None),
        )
    )
    lines = (
        alt.Chart(alt.Data(values=[{"cut": value} for value, _ in found.cuts]))
        .mark_rule(color=INK, strokeDash=[4, 3])
        .encode(x=alt.X("cut:Q", scale=across))
    )
    named = names.encode(x=alt.X("from:Q", scale=across), y=alt.value(0), text="name:N")
    layers = ground + bars + lines + named
    return _svg(layers.properties(width=WIDTH - 60, height=230))


def _bars(found: Distribution, published: Protected) -> Data:
    """Bars of a small number of people are drawn pale, at a height that says nothing more."""
    rows: Data = []
    for bar in found.bars:
        shown = published.shown(*bar_key(found, bar))
        if shown == 0:
            continue
        high = bar.high if bar.high is not None else bar.low + (found.bars[0].high or 1)
        people = published.threshold / 2 if shown is None else shown
        colour = FAINT if shown is None else BAR
        rows.append({"from": bar.low, "to": high, "people": people, "colour": colour})
    return rows


def _bands(found: Distribution, end: float, most: float) -> Data:
    """From cut to cut; two cut-points have three bands, which have names in every guideline."""
    ends = [0.0, *(value for value, _ in found.cuts), end]
    names, colours = ("deficient", "indeterminate", "deficiency unlikely"), (LOW, GREY, GOOD)
    if len(ends) != len(names) + 1:
        return []
    pairs = zip(ends, ends[1:], names, colours, strict=False)
    return [
        {"from": low, "to": high, "name": name, "colour": colour, "most": most}
        for low, high, name, colour in pairs
    ]


def _titles(rows: Data, name: str) -> list[object]:
    return [row[name] for row in rows]


def _counting(alt: Any) -> Any:
    return alt.Axis(format=",d", tickMinStep=1, tickCount=6)


def _measuring(alt: Any) -> Any:
    return alt.Axis(format=",d", tickCount=11, grid=False)


def _names(alt: Any) -> Any:
    return alt.Axis(labelLimit=260, labelFontSize=12, labelPadding=6, ticks=False, domain=False)


def _svg(chart: Any) -> str:
    """The chart as an SVG element for a page, without a background of its own."""
    told: dict[str, Any] = (
        chart.configure(font=FONT, background="transparent", padding=4)
        .configure_view(strokeOpacity=0)
        .configure_axis(
            labelColor=INK,
            titleColor=QUIET,
            gridColor=GRID,
            domainColor=GRID,
            tickColor=GRID,
            labelFontSize=11,
            titleFontSize=11,
            titleFontWeight="normal",
        )
        .to_dict()
    )
    drawn: str = import_module("vl_convert").vegalite_to_svg(told)
    return drawn

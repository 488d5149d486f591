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

WIDTH = 560
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
    found = ((gap.title, published.shown("gap", gap.id, "yes")) for gap in counts.gaps)
    return _named_bars([(name, people) for name, people in found if people is not None], None)


def funnel_bars(steps: tuple[Step, ...], published: Protected) -> str:
    """How many reached each step of care; empty when nothing may be shown."""
    found = ((step.name, published.shown("step", step.name)) for step in steps)
    told = [(name, people) for name, people in found if people is not None]
    return _named_bars(told, max((people for _, people in told), default=0))


def _named_bars(told: list[tuple[str, int]], ground: int | None) -> str:
    """One bar below each name, with its number; a pale bar of the length `ground` behind each.

    Names stand above the bars, for beside them they would be cut off where a font is wide.
    """
    if not told:
        return ""
    alt = import_module("altair")
    rows: Data = [
        {"name": name, "people": people, "words": f"{people:,}", "ground": ground or 0}
        for name, people in told
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("name:N", sort=[name for name, _ in told], axis=None)
    )
    long = alt.X("people:Q", title="patients", axis=_counting(alt))
    behind = base.mark_bar(color=LOST, size=15, yOffset=8).encode(x=alt.X("ground:Q"))
    bars = base.mark_bar(color=BAR, size=15, yOffset=8).encode(x=long)
    numbers = base.mark_text(align="left", dx=5, dy=8, color=INK, fontSize=12, fontWeight="bold")
    names = base.mark_text(align="left", dy=-9, color=INK, fontSize=12.5)
    layers = bars + numbers.encode(x=long, text="words:N")
    if ground:
        layers = behind + layers
    layers += names.encode(x=alt.value(0), text="name:N")
    return _svg(layers.properties(width=WIDTH - 70, height=42 * len(rows)))


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
        .mark_rect(stroke=BAR, strokeWidth=0.8)
        .encode(
            x=alt.X("from:Q", scale=across),
            x2="to:Q",
            y=alt.Y("people:Q", scale=upward, title="patients", axis=_upward(alt)),
            y2="bottom:Q",
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
        rows.append({"from": bar.low, "to": high, "people": people, "bottom": 0, "colour": colour})
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


def _counting(alt: Any) -> Any:
    return alt.Axis(format=",d", tickMinStep=1, tickCount=6)


def _measuring(alt: Any) -> Any:
    return alt.Axis(format=",d", tickCount=11, grid=False)


def _upward(alt: Any) -> Any:
    return alt.Axis(format=",d", tickMinStep=1, tickCount=6, minExtent=46)


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

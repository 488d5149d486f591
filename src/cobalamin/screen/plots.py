"""How do the counts look? Pictures as SVG that stand in the page and need nothing from elsewhere.

Every picture shows only numbers that a page for a board may show, and every number of a picture
stands in a table of the page too. They are told in the grammar of Vega-Lite and drawn by
vl-convert, which comes with the extra `plots`; without it the page says that it has no pictures.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cobalamin.screen.counts import Counts
from cobalamin.screen.distribution import Distribution, bar_key
from cobalamin.screen.funnel import Step
from cobalamin.screen.small_numbers import Protected

INK, QUIET, GRID = "#1d2733", "#505c6b", "#cfd6de"
BAR, PALE, FAINT = "#2b6c9e", "#c9d4df", "#8fb3cf"
BANDS = (("deficient", "#f6d5cc"), ("grey band", "#f8ecc8"), ("deficiency unlikely", "#dcebdd"))
"""Bands of total B12 between its cut-points, lowest first, each named and coloured."""

WIDTH = 490
FONT = "system-ui, 'Liberation Sans', 'DejaVu Sans', sans-serif"

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"
"""The name of the grammar; nothing is fetched from there."""

Json = dict[str, Any]


def can_draw() -> bool:
    """Whether the package that draws is installed."""
    try:
        import_module("vl_convert")
    except ModuleNotFoundError:
        return False
    return True


def begin_to_draw() -> None:
    """Start what draws, if there is something that does: its first picture takes half a second."""
    if can_draw():
        _svg({"data": {"values": []}, "mark": "bar"})


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
    rows = [
        {"name": name, "people": people, "words": f"{people:,}", "ground": ground or 0}
        for name, people in told
    ]
    bar = {"type": "bar", "size": 15, "yOffset": 8}
    words = {"type": "text", "align": "left", "color": INK}
    behind = {"mark": {**bar, "color": PALE}, "encoding": {"x": _amount("ground")}}
    layers = [
        *([behind] if ground else []),
        {"mark": {**bar, "color": BAR}, "encoding": {"x": _amount("people")}},
        {
            "mark": {**words, "dx": 5, "dy": 8, "fontSize": 12, "fontWeight": "bold"},
            "encoding": {"x": _amount("people"), "text": {"field": "words"}},
        },
        {
            "mark": {**words, "dy": -9, "fontSize": 12.5},
            "encoding": {"x": {"value": 0}, "text": {"field": "name"}},
        },
    ]
    order = [name for name, _ in told]
    return _svg(
        {
            "data": {"values": rows},
            "encoding": {"y": {"field": "name", "type": "nominal", "sort": order, "axis": None}},
            "layer": layers,
            "height": 42 * len(rows),
        }
    )


def _amount(field: str) -> Json:
    axis = {"format": ",d", "tickMinStep": 1, "tickCount": 6}
    return {"field": field, "type": "quantitative", "title": "patients", "axis": axis}


def b12_bars(found: Distribution, published: Protected) -> str:
    """Total B12 in one unit over the bands of the guideline's cut-points."""
    rows = _bars(found, published)
    if not rows:
        return ""
    end = found.bars[-1].low + (found.bars[0].high or 1)
    from_ = {
        "field": "from",
        "type": "quantitative",
        "scale": {"domain": [0, end], "nice": False},
        "title": f"total B12, {found.unit}",
        "axis": {"format": ",d", "tickCount": 8, "grid": False},
    }
    span = {"x": from_, "x2": {"field": "to"}}
    colour = {"color": {"field": "colour", "type": "nominal", "scale": None}}
    upward = {"y": _upward(max(row["people"] for row in rows)), "y2": {"field": "bottom"}}
    whole = {"y": {"value": 0}, "y2": {"value": "height"}}
    name = {"x": from_, "y": {"value": 0}, "text": {"field": "name"}}
    bands = {"values": _bands(found, end)}
    cuts = {"values": [{"from": value} for value, _ in found.cuts]}
    layers = [
        {"data": bands, "mark": "rect", "encoding": {**span, **whole, **colour}},
        {"data": {"values": rows}, "mark": _EDGED, "encoding": {**span, **upward, **colour}},
        {"data": cuts, "mark": _DASHED, "encoding": {"x": from_}},
        {"data": bands, "mark": _TOP_LEFT, "encoding": name},
    ]
    return _svg({"height": 230, "layer": layers})


_EDGED = {"type": "rect", "stroke": BAR, "strokeWidth": 0.8}
_DASHED = {"type": "rule", "color": INK, "strokeDash": [4, 3]}
_TOP_LEFT = {
    "type": "text",
    "align": "left",
    "baseline": "top",
    "dx": 4,
    "dy": 4,
    "color": INK,
    "fontSize": 11.5,
}


def _upward(most: float) -> Json:
    """The axis of how many, with room above for the names of the bands."""
    return {
        "field": "people",
        "type": "quantitative",
        "scale": {"domain": [0, most * 1.18], "nice": False},
        "title": "patients",
        "axis": {"format": ",d", "tickMinStep": 1, "tickCount": 6, "minExtent": 46},
    }


def _bars(found: Distribution, published: Protected) -> list[Json]:
    """Bars of a small number of people are drawn pale, at a height that says nothing more."""
    rows: list[Json] = []
    for bar in found.bars:
        shown = published.shown(*bar_key(found, bar))
        if shown == 0:
            continue
        high = bar.high if bar.high is not None else bar.low + (found.bars[0].high or 1)
        people = published.threshold / 2 if shown is None else shown
        colour = FAINT if shown is None else BAR
        rows.append({"from": bar.low, "to": high, "people": people, "bottom": 0, "colour": colour})
    return rows


def _bands(found: Distribution, end: float) -> list[Json]:
    """From cut to cut; none where a guideline has another number of cut-points than bands."""
    ends = [0.0, *(value for value, _ in found.cuts), end]
    if len(ends) != len(BANDS) + 1:
        return []
    return [
        {"from": low, "to": high, "name": name, "colour": colour}
        for low, high, (name, colour) in zip(ends, ends[1:], BANDS, strict=False)
    ]


def _svg(chart: Json) -> str:
    """The chart as an SVG element for a page, without a background of its own."""
    axis = {
        "labelColor": INK,
        "titleColor": QUIET,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": GRID,
        "tickColor": GRID,
        "labelFontSize": 11,
        "titleFontSize": 11,
    }
    config = {"font": FONT, "axis": axis, "view": {"strokeOpacity": 0}}
    # A number behind the longest bar may be wider in the reader's font than it was reckoned.
    padding = {"left": 4, "top": 4, "bottom": 4, "right": 28}
    whole = {"$schema": VEGA_LITE, "width": WIDTH - 24, "padding": padding}
    whole["background"] = "transparent"
    svg: str = import_module("vl_convert").vegalite_to_svg(
        {**whole, "config": config, **chart}, vl_version=VERSION
    )
    return svg


VERSION = "6.4"
"""The version of Vega-Lite that draws, so that a newer package draws the same."""

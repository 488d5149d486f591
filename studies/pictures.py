"""How does a chart look in a report, and how does it become a file that is the same every time?

Chosen by us: the colours of Okabe and Ito, which most people with a colour vision deficiency can
tell apart; and Liberation Sans, which the renderer brings along, so that no machine's own fonts
move a label.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

BLUE, SKY, ORANGE, RED = "#0072B2", "#56B4E9", "#E69F00", "#D55E00"
GREEN, PURPLE, GREY, PALE = "#009E73", "#CC79A7", "#767676", "#D9D9D9"
INK = "#222222"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
NUMBERED = re.compile(r"\b(clip|gradient_?)\d+\b")
"""The names that the renderer numbers."""
FIGURES = 5
"""Significant figures of what is drawn: finer than a line, coarser than processors differ."""


def rounded(value: float | None) -> float | None:
    """A number as it is drawn."""
    return None if value is None else float(f"{value:.{FIGURES}g}")


def dressed(chart: Any) -> Any:
    """The chart in the look of the reports."""
    return (
        chart.configure(font=FONT, background="white", padding=12)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK,
            titleColor=INK,
            labelFontSize=12,
            titleFontSize=13,
            titleFontWeight="normal",
            gridColor="#ECECEC",
            domainColor=GREY,
            tickColor=GREY,
            labelLimit=340,
        )
        .configure_title(
            color=INK,
            subtitleColor="#555555",
            fontSize=16,
            subtitleFontSize=12.5,
            anchor="start",
            offset=14,
            subtitlePadding=5,
        )
        .configure_legend(
            labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=12, labelLimit=340
        )
        .configure_header(
            labelFontSize=13, titleFontSize=13, labelColor=INK, labelFontWeight="bold"
        )
    )


def svg_of(chart: Any) -> str:
    """The picture as SVG, the same for the same chart whatever was drawn before it.

    The renderer numbers what clips and shades through all pictures of a process; we number it anew.
    """
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(dressed(chart).to_dict())
    anew: dict[str, str] = {}
    return NUMBERED.sub(
        lambda found: anew.setdefault(found[0], f"{found[1]}{len(anew) + 1}"), drawn
    ).rstrip()


def write(charts: dict[str, Any], folder: Path) -> None:
    """Each chart as an SVG file named after it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, chart in charts.items():
        (folder / f"{name}.svg").write_text(svg_of(chart) + "\n", "utf-8")

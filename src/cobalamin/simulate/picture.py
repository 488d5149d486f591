"""How does a forecast look as a picture? Bands and lines by Vega-Lite, made with Altair.

Needs the extra `plots`; nothing is fetched from a network.
"""

from __future__ import annotations

from typing import Any

from cobalamin.simulate.as_json import rounded
from cobalamin.simulate.forecasting import MONTH_DAYS, Forecast
from cobalamin.simulate.saying import DISCLAIMER, TITLES

COLOURS = ("#0b6e99", "#c45500", "#5b5b5b", "#6a3d9a", "#2f7d32", "#b8860b", "#a3195b")
"""Told apart by people who do not see red and green alike, and in grey by their order."""

PANELS = (
    "symptoms_0_10",
    "sural_velocity_m_s",
    "mma_nmol_l",
    "homocysteine_umol_l",
    "total_b12_pmol_l",
    "haemoglobin_g_dl",
)
_LOGARITHMIC = ("mma_nmol_l", "total_b12_pmol_l")

Row = dict[str, float | str]


def rows(found: Forecast) -> list[Row]:
    """One row for each regimen, quantity and day."""
    return [
        {
            "regimen": course.regimen,
            "quantity": name,
            "month": rounded(day / MONTH_DAYS),
            "median": rounded(band.median[i]),
            "low": rounded(band.low[i]),
            "high": rounded(band.high[i]),
        }
        for course in found.courses
        for name in PANELS
        for band in [course.bands[name]]
        for i, day in enumerate(found.days)
    ]


def chart(found: Forecast, *, columns: int = 2, width: int = 360, titled: bool = True) -> Any:
    """An Altair chart: a panel for each quantity. Raises ModuleNotFoundError without Altair."""
    import altair as alt

    names = [course.regimen for course in found.courses]
    scale = alt.Scale(domain=names, range=[COLOURS[i % len(COLOURS)] for i in range(len(names))])
    told = alt.Data(values=rows(found), name="courses")
    panels = [_panel(alt, name, scale, width) for name in PANELS]
    every: Any = alt.concat(*panels, columns=columns, data=told, spacing=24)
    if titled:
        subtitle = _wrapped(width * columns)
        every = every.properties(
            title=alt.TitleParams(
                _title(found), subtitle=subtitle, anchor="start", fontSize=16, offset=14
            )
        )
    return every.configure(font="Helvetica, Arial, sans-serif", background="white")


def _title(found: Forecast) -> str:
    return f"Expected course, {found.months} months from {found.start}"


def _wrapped(width: int) -> list[str]:
    from textwrap import wrap

    band = "Line: the middle of what is expected. Band: nine tenths of it."
    return wrap(f"{DISCLAIMER} {band}", max(width // 6, 40))


def _panel(alt: Any, name: str, scale: Any, width: int) -> Any:
    title, unit, decimals = TITLES[name]
    shown = f"{title} [{unit}]" if unit else title
    kind = "log" if name in _LOGARITHMIC else "linear"
    upright = (
        alt.Scale(type="log", nice=False)
        if kind == "log"
        else alt.Scale(zero=name == "symptoms_0_10", nice=True)
    )
    legend = alt.Legend(orient="bottom", title=None, columns=1, labelLimit=320, symbolOpacity=1)
    colour = alt.Color("regimen:N", scale=scale, legend=legend)
    across = alt.X("month:Q", title="months", axis=alt.Axis(tickMinStep=1, grid=False))
    base = alt.Chart().transform_filter(f"datum.quantity === '{name}'").encode(x=across)
    axis = alt.Axis(title=None, format="~s" if kind == "log" else f".{decimals}f", tickCount=4)
    band = base.mark_area(opacity=0.16).encode(
        y=alt.Y("low:Q", scale=upright, axis=axis), y2="high:Q", color=colour
    )
    line = base.mark_line(strokeWidth=2.2).encode(
        y=alt.Y("median:Q", scale=upright, axis=axis),
        color=colour,
        strokeDash=alt.StrokeDash("regimen:N", legend=legend, scale=_dashes(alt, scale.domain)),
        tooltip=[
            alt.Tooltip("regimen:N"),
            alt.Tooltip("month:Q", format=".1f"),
            alt.Tooltip("median:Q", format=".4"),
            alt.Tooltip("low:Q", format=".4"),
            alt.Tooltip("high:Q", format=".4"),
        ],
    )
    heading = alt.TitleParams(shown, anchor="start", fontSize=13, fontWeight="bold")
    return alt.layer(band, line).properties(title=heading, width=width, height=150)


def _dashes(alt: Any, names: list[str]) -> Any:
    """Another kind of line for each regimen, for those who do not see colours."""
    kinds = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2], [10, 4], [4, 1, 1, 1], [1, 3])
    return alt.Scale(domain=names, range=[kinds[i % len(kinds)] for i in range(len(names))])


def as_svg(found: Forecast) -> str:
    """The picture as SVG, drawn on this machine."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart(found).to_dict())

"""How does the calibration look: published points on the model's lines, as Vega-Lite charts?

Needs the extra `plots`.
"""

# pyright: basic
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt

from cobalamin.regimen import Product
from cobalamin.simulate.calibrate.nhanes import Bin, modelled
from cobalamin.simulate.calibrate.report import PICTURES
from cobalamin.simulate.calibrate.subject import area, depleted, dose, injected, well
from cobalamin.simulate.calibrate.table import published

Rows = list[dict[str, Any]]
_WIDE, _HIGH = 340, 230


def charts(bins: Sequence[Bin]) -> dict[str, Any]:
    """Each picture by its name."""
    drawn: dict[str, Callable[[], Any]] = {
        "retention": _retention,
        "hydroxocobalamin": _hydroxocobalamin,
        "metabolites": lambda: _metabolites(bins),
        "blood": _blood,
        "sites": _sites,
    }
    return {name: drawn[name]().properties(title=says) for name, says in PICTURES.items()}


def svg(chart: Any) -> str:
    """A chart as SVG."""
    import vl_convert

    return vl_convert.vegalite_to_svg(chart.to_dict())


def png(chart: Any) -> bytes:
    """A chart as PNG, to look at."""
    import vl_convert

    return vl_convert.vegalite_to_png(chart.to_dict(), scale=2)


def _target(name: str) -> float:
    return next(each.target for each in published() if each.id == name)


def _lines(rows: Rows, x: Any, y: Any, colour: str) -> Any:
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=x, y=y, color=alt.Color(f"{colour}:N", title=None)
    )
    return base.mark_line().properties(width=_WIDE, height=_HIGH)


def _points(rows: Rows, x: Any, y: Any, colour: str) -> Any:
    return (
        alt.Chart(alt.Data(values=rows))
        .mark_point(filled=True, size=70)
        .encode(x=x, y=y, color=alt.Color(f"{colour}:N", title=None))
    )


def _retention() -> Any:
    x = alt.X("dose:Q", title="dose, ug", scale=alt.Scale(type="log", domain=[5, 2000]))
    y = alt.Y("kept:Q", title="retained after 72 h, %", scale=alt.Scale(domain=[0, 100]))
    healthy = well({})
    days = [i / 480 for i in range(480)] + [1 + i / 24 for i in range(49)]
    lines: Rows = []
    products: tuple[Product, ...] = ("cyanocobalamin", "hydroxocobalamin")
    for product in products:
        for ug in (5, 10, 18, 25, 40, 70, 100, 180, 300, 500, 700, 1000, 1500, 2000):
            course = healthy.course(dose(ug, product, "intramuscular", 0), days)
            lost = area(days, course.values("urine_ug_per_day"))
            lines.append({"dose": ug, "kept": 100 * (1 - lost / ug), "of": product})
    points = [
        {"dose": ug, "kept": _target(f"{short}_retained_{ug}"), "of": product}
        for short, product, amounts in (
            ("cn", "cyanocobalamin", (10, 25, 100, 500, 1000)),
            ("oh", "hydroxocobalamin", (500, 1000)),
        )
        for ug in amounts
    ]
    return _lines(lines, x, y, "of") + _points(points, x, y, "of")


def _hydroxocobalamin() -> Any:
    x = alt.X("hours:Q", title="hours after the injection", scale=alt.Scale(type="log"))
    scale = alt.Scale(type="log", domain=[0.8, 20], nice=False)
    y = alt.Y("ratio:Q", title="serum B12, hydroxo- over cyanocobalamin", scale=scale)
    hours = [1, 2, 3, 5, 8, 12, 18, 24, 36, 48, 72, 120, 240, 504]
    healthy = well({})
    lines: Rows = []
    for ug in (500, 1000):
        oh, cn = (
            healthy.course(dose(ug, name, "intramuscular", 0), [h / 24 for h in hours]).values(
                "total_b12_pmol_l"
            )
            for name in ("hydroxocobalamin", "cyanocobalamin")
        )
        lines += [
            {"hours": h, "ratio": a / b, "of": f"{ug} ug"}
            for h, a, b in zip(hours, oh, cn, strict=True)
        ]
    when = {"1h": 1, "5h": 5, "24h": 24, "72h": 72, "21d": 504}
    points = [
        {"hours": when[at], "ratio": each.target, "of": f"{ug} ug"}
        for each in published()
        if each.id.startswith("oh_over_cn_")
        for ug, at in [each.id.removeprefix("oh_over_cn_").split("_")]
    ]
    return _lines(lines, x, y, "of") + _points(points, x, y, "of")


def _metabolites(bins: Sequence[Bin]) -> Any:
    by_b12 = [each for each in bins if each.by == "b12"]
    fine = [Bin("b12", 55 * 1.12**i, 0, None, None) for i in range(27)]
    curve = modelled({}, fine)
    x = alt.X("b12:Q", title="total B12, pmol/L", scale=alt.Scale(type="log", domain=[50, 1200]))
    panels = []
    for place, title, ends in (
        (0, "MMA, nmol/L", [90, 1500]),
        (1, "homocysteine, umol/L", [6, 40]),
    ):
        scale = alt.Scale(type="log", domain=ends, nice=False)
        y = alt.Y("level:Q", title=title, scale=scale)
        line = [
            {"b12": b.middle, "level": values[place], "of": "model"}
            for b, values in zip(fine, curve, strict=True)
        ]
        points = [
            {"b12": b.middle, "level": level, "of": "NHANES"}
            for b in by_b12
            for level in [(b.mma, b.homocysteine)[place]]
            if level is not None
        ]
        panels.append(_lines(line, x, y, "of") + _points(points, x, y, "of"))
    return alt.hconcat(*panels)


def _blood() -> Any:
    ill = depleted(well({}), "total_b12_pmol_l", 27)
    days = [i / 2 for i in range(181)]
    course = ill.course(injected(1000, *range(14), *range(20, 90, 7)), days)
    x = alt.X("day:Q", title="days of treatment")
    panels = []
    for name, title, point in (
        ("haemoglobin_g_dl", "haemoglobin, g/dL", (56, 0.14 * _target("hb_8w"))),
        ("reticulocytes_percent", "reticulocytes, %", (7, _target("reticulocyte_peak"))),
        ("mcv_fl", "MCV, fL", (0, _target("severe_mcv"))),
    ):
        seen = [{"day": point[0], "level": point[1], "of": "published"}]
        rows = [
            {"day": d, "level": v, "of": "model"}
            for d, v in zip(days, course.values(name), strict=True)
        ]
        y = alt.Y("level:Q", title=title, scale=alt.Scale(zero=False))
        panels.append((_lines(rows, x, y, "of") + _points(seen, x, y, "of")).properties(width=230))
    return alt.hconcat(*panels)


def _sites() -> Any:
    ill = depleted(well({}), "symptoms_0_10", 2.0)
    days = list(range(0, 731, 10))
    ways = {
        "treated": ill.course(injected(1000, *range(7), *range(13, 731, 30)), days),
        "untreated": ill.course((), days),
    }
    names = {
        "legs": "symptoms_0_10",
        "arms": "arms_symptoms_0_10",
        "dorsal columns": "cord_deficit_0_10",
    }
    x = alt.X("day:Q", title="days")
    y = alt.Y("level:Q", title="symptoms or deficit, 0 to 10", scale=alt.Scale(domain=[0, 10]))
    panels = []
    for way, course in ways.items():
        rows = [
            {"day": d, "level": v, "of": site}
            for site, name in names.items()
            for d, v in zip(days, course.values(name), strict=True)
        ]
        panels.append(_lines(rows, x, y, "of").properties(title=way))
    return alt.hconcat(*panels)

"""What does the model say where cobalamin itself was measured: retention, serum, stores?"""

from __future__ import annotations

from cobalamin.regimen import Product
from cobalamin.simulate.calibrate.subject import (
    MONTH_DAYS,
    NG_ML_PER_PMOL_L,
    Changes,
    Subject,
    area,
    depleted,
    dose,
    injected,
    months_to,
    well,
)
from cobalamin.simulate.engine import all_parameters

_HOURS = tuple(i / 24 / 20 for i in range(20 * 24)) + tuple(1 + i / 24 for i in range(1, 49))
"""Three days: every three minutes of the first, then hourly."""
_DEFICIENT = 148
"""Total B12 below which the series of gastrectomies called people deficient. [pmol/L]"""
_GASTRECTOMY_START_PG_ML = 657
"""Of the series on 1 mg a day by mouth; the model's rise is taken over its own start."""
_ELDERLY_EGFR = 65
"""Chosen by us for people of 70 years, as in Kuzminski 1998."""


def values(changes: Changes) -> dict[str, float]:
    """The values of the groups Stores, Injected, Oral and After treatment."""
    healthy = well(changes)
    return (
        _stores(healthy)
        | _retained(healthy)
        | _hydroxo_over_cyano(healthy)
        | _methylcobalamin(healthy)
        | _oral(healthy)
        | _kuzminski(well(changes, egfr=_ELDERLY_EGFR))
    )


def _stores(healthy: Subject) -> dict[str, float]:
    now = healthy.course((), [0])
    store = now.values("store_ug")[0]
    ill = healthy.now(intrinsic_factor=0.0)
    lost = [
        100
        * sum(each.course((), [0]).values(n)[0] for n in ("stool_ug_per_day", "shed_ug_per_day"))
        for each in (healthy, ill)
    ]
    stopped = ill.after(injected(1000, *range(0, 1080, 30)), 1080)
    metformin = healthy.now(intrinsic_factor=0.82).value((), 52 * MONTH_DAYS, "total_b12_pmol_l")
    b12 = now.values("total_b12_pmol_l")[0]
    return {
        "healthy_b12": b12,
        "healthy_holotc": now.values("active_b12_pmol_l")[0],
        "healthy_store": store,
        "loss_healthy": lost[0] / store,
        "loss_pernicious": lost[1] / store,
        "gastrectomy_months": months_to(ill, "total_b12_pmol_l", _DEFICIENT),
        "savage_macrocytosis_months": months_to(stopped, "mcv_fl", 100),
        "savage_anaemia_months": months_to(stopped, "haemoglobin_g_dl", 12),
        "metformin_b12": 100 * (metformin / b12 - 1),
    }


def _retained(healthy: Subject) -> dict[str, float]:
    found: dict[str, float] = {}
    for amount in (10, 25, 100, 500, 1000):
        found[f"cn_retained_{amount}"] = 100 - lost_percent(healthy, amount, "cyanocobalamin", 3)
    for amount in (500, 1000):
        found[f"oh_retained_{amount}"] = 100 - lost_percent(healthy, amount, "hydroxocobalamin", 3)
    early, all_of_it = (lost_percent(healthy, 1000, "cyanocobalamin", days) for days in (1 / 3, 3))
    return found | {"cn_lost_by_8h": 100 * early / all_of_it}


def lost_percent(healthy: Subject, amount_ug: float, product: Product, days: float) -> float:
    """How much of a dose is in the urine by then. [%]"""
    asked = [day for day in _HOURS if day <= days]
    course = healthy.course(dose(amount_ug, product, "intramuscular", 0), asked)
    return 100 * area(asked, course.values("urine_ug_per_day")) / amount_ug


def _hydroxo_over_cyano(healthy: Subject) -> dict[str, float]:
    asked = {"1h": 1 / 24, "5h": 5 / 24, "24h": 1.0, "72h": 3.0, "21d": 21.0}
    found: dict[str, float] = {}
    for amount in (500, 1000):
        oh, cn = (
            healthy.course(dose(amount, product, "intramuscular", 0), asked.values()).values(
                "total_b12_pmol_l"
            )
            for product in ("hydroxocobalamin", "cyanocobalamin")
        )
        for name, a, b in zip(asked, oh, cn, strict=True):
            found[f"oh_over_cn_{amount}_{name}"] = a / b
    del found["oh_over_cn_500_1h"]  # not published
    return found


def _methylcobalamin(healthy: Subject) -> dict[str, float]:
    def rise(amount_ug: float) -> list[float]:
        given = dose(amount_ug, "methylcobalamin", "intramuscular", 0)
        levels = healthy.course(given, days).values("total_b12_pmol_l")
        return [(level - levels[0]) * NG_ML_PER_PMOL_L for level in levels]

    days = [*_HOURS, 4, 5, 6]
    high, low = rise(1500), rise(500)
    given = dose(500, "methylcobalamin", "intramuscular", 0)
    on_tc = healthy.value(given, 0.5, "holotc_ug")
    return {
        "me_1500_rise": max(high),
        "me_1500_hours": 24 * days[high.index(max(high))],
        "me_500_rise": max(low),
        "me_500_area": 24 * area(days, low),
        "tc_filled_12h": 100 * on_tc / all_parameters(healthy.person)["transcobalamin_capacity_ug"],
    }


def _oral(healthy: Subject) -> dict[str, float]:
    before = healthy.course((), [0])
    day = dose(9, "cyanocobalamin", "oral", 0, 0.25, 0.5)
    next_day = healthy.course(day, [1])
    daily = dose(1000, "cyanocobalamin", "oral", *range(731))
    ill = healthy.now(intrinsic_factor=0.0)
    start, half, year, two = ill.course(daily, (0.0, 182.0, 365.0, 730.0)).values(
        "total_b12_pmol_l"
    )
    thrice = dose(500, "methylcobalamin", "oral", *(i / 3 for i in range(3 * 84)))
    asked = (28.0, 84.0, 112.0)
    folds = healthy.course(thrice, asked).values("total_b12_pmol_l")
    b12 = before.values("total_b12_pmol_l")[0]
    return {
        "cobasorb_holotc": next_day.values("active_b12_pmol_l")[0]
        - before.values("active_b12_pmol_l")[0],
        "cobasorb_b12": next_day.values("total_b12_pmol_l")[0] - b12,
        "gastrectomy_oral_6m": half / start * _GASTRECTOMY_START_PG_ML,
        "gastrectomy_oral_12m": year / start * _GASTRECTOMY_START_PG_ML,
        "gastrectomy_oral_24m": two / start * _GASTRECTOMY_START_PG_ML,
        "me_oral_4w": folds[0] / b12,
        "me_oral_12w": folds[1] / b12,
        "me_oral_stopped": folds[2] / b12,
    }


def _kuzminski(healthy: Subject) -> dict[str, float]:
    ill = depleted(healthy, "total_b12_pmol_l", 69)
    ways = {
        "im": injected(1000, 0, 2, 6, 9, 13, 20, 29, 59, 89),
        "oral": dose(2000, "cyanocobalamin", "oral", *range(120)),
    }
    found: dict[str, float] = {}
    for way, given in ways.items():
        course = ill.course(given, [120])
        found[f"kuzminski_{way}_b12"] = course.values("total_b12_pmol_l")[0]
        found[f"kuzminski_{way}_mma"] = course.values("mma_nmol_l")[0]
        found[f"kuzminski_{way}_hcy"] = course.values("homocysteine_umol_l")[0]
    return found

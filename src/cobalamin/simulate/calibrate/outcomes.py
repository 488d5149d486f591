"""What does the model say where blood and single nerves were watched?"""

from __future__ import annotations

from cobalamin.simulate.calibrate.subject import (
    Changes,
    Subject,
    depleted,
    dose,
    injected,
    well,
)

_WEEKS = (42.0, 56.0)


def values(changes: Changes) -> dict[str, float]:
    """The values of the groups Severe anaemia, Folic acid instead, Nitrous oxide; PRIYA's nerve."""
    healthy = well(changes)
    return _severe(healthy) | _folic_acid(healthy) | _nitrous_oxide(healthy) | _priya(healthy)


def _severe(healthy: Subject) -> dict[str, float]:
    ill = depleted(healthy, "total_b12_pmol_l", 27)
    now = ill.course((), [0])
    daily = injected(1000, *range(14), 20, 27, 34, 41, 48, 55)
    days = [i / 4 for i in range(4 * 15)]
    young = ill.course(daily, days).values("reticulocytes_percent")
    later = ill.course(daily, [14, *_WEEKS])
    anaemic = depleted(healthy, "haemoglobin_g_dl", 9.7).course(daily, _WEEKS)
    large = depleted(healthy, "mcv_fl", 104.7).course(daily, _WEEKS)
    return {
        "severe_mma": now.values("mma_nmol_l")[0],
        "severe_hcy": now.values("homocysteine_umol_l")[0],
        "severe_sam_sah": now.values("sam_sah_ratio")[0],
        "severe_hb": now.values("haemoglobin_g_dl")[0],
        "severe_mcv": now.values("mcv_fl")[0],
        "severe_mma_14d": later.values("mma_nmol_l")[0],
        "reticulocyte_peak": max(young),
        "reticulocyte_day": days[young.index(max(young))],
        "hb_6w_rise": anaemic.values("haemoglobin_g_dl")[0],
        "hb_8w": 100 * later.values("haemoglobin_g_dl")[2] / 14,
        "mcv_6w": large.values("mcv_fl")[0],
    }


def _folic_acid(healthy: Subject) -> dict[str, float]:
    ill = depleted(healthy, "haemoglobin_g_dl", 9.0)
    hidden = ill.now(folic_acid_relative=5.0)
    nerves = [each.value((), 182, "symptoms_0_10") for each in (hidden, ill)]
    poor = healthy.now(folate_relative=4 / 27)
    return {
        "folic_acid_hb": 100 * hidden.value((), 56, "haemoglobin_g_dl") / 14,
        "folic_acid_symptoms": nerves[0] / nerves[1],
        "folate_low_mcv": poor.value((), 365, "mcv_fl"),
    }


def _nitrous_oxide(healthy: Subject) -> dict[str, float]:
    before = healthy.course((), [0])
    user = healthy.now(nitrous_oxide=_DAILY_USE)
    course = user.course((), [42, 182])
    after = healthy.now(nitrous_oxide=1.0).after((), 0.5).now(nitrous_oxide=0.0)
    days = [i / 4 for i in range(4 * 30)]
    active = after.course((), days).values("synthase_active")
    half = (1 + active[0]) / 2
    return {
        "oxide_homocysteine": course.values("homocysteine_umol_l")[0]
        / before.values("homocysteine_umol_l")[0],
        "oxide_b12": course.values("total_b12_pmol_l")[0] / before.values("total_b12_pmol_l")[0],
        "oxide_cord": course.values("cord_deficit_0_10")[1],
        "oxide_back_days": next(d for d, a in zip(days, active, strict=True) if a >= half),
    }


_DAILY_USE = 0.1
"""Two to three hours of a day; chosen by us."""


def _priya(healthy: Subject) -> dict[str, float]:
    eating_little = healthy.now(diet_ug_per_day=0.3)
    ill = Subject(eating_little.person, depleted(healthy, "total_b12_pmol_l", 80).start)
    daily = dose(2, "cyanocobalamin", "oral", *range(335))
    names = ("sural_velocity_m_s", "median_velocity_m_s")
    gains = [
        100 * (b / a - 1) for name in names for a, b in [ill.course(daily, [0, 335]).values(name)]
    ]
    return {"priya_sural": gains[0], "priya_median_over_sural": gains[1] / gains[0]}

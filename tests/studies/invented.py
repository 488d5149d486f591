"""A small survey of invented people, with the columns of the real one; drawn from one seed."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from studies.nhanes.groups import CYCLES, FIRST, SECOND, THIRD
from studies.nhanes.tables import COLUMNS, PARTICIPANTS, PRESCRIPTIONS

EACH_UNIT = 45
STRATA = 3


def folder(place: Path) -> Path:
    """The two tables, in a folder."""
    place.mkdir(parents=True, exist_ok=True)
    draw = Random(20011)
    people = [
        _person(draw, cycle, stratum=10 * place_of + stratum, unit=unit)
        for place_of, cycle in enumerate(CYCLES)
        for stratum in range(STRATA)
        for unit in (1, 2)
        for _ in range(EACH_UNIT)
    ]
    for number, person in enumerate(people):
        person["seqn"] = number + 1
    table = pl.from_dicts(people, infer_schema_length=None)
    table.select(COLUMNS[PARTICIPANTS]).write_parquet(place / PARTICIPANTS)
    taken = [
        {
            "seqn": person["seqn"],
            "cycle": person["cycle"],
            "drug_name": "METFORMIN HYDROCHLORIDE",
            "days_taken": person["rx_metformin_days"],
        }
        for person in people
        if person["rx_metformin_days"] is not None
    ]
    pl.from_dicts(taken).select(COLUMNS[PRESCRIPTIONS]).write_parquet(place / PRESCRIPTIONS)
    return place


def _person(draw: Random, cycle: str, *, stratum: int, unit: int) -> dict[str, Any]:
    age = float(draw.randint(10, 85))
    is_forty = age >= 40 and cycle == FIRST
    b12 = round(draw.lognormvariate(6.1, 0.5))
    diabetes = draw.random() < 0.3
    is_examined = draw.random() < 0.95
    return {
        "cycle": cycle,
        "examined": is_examined,
        "age_years": age,
        "sex": draw.choice(["female", "male"]),
        "race_ethnicity": draw.choice(["nh_white", "nh_black", "mexican_american"]),
        "pregnant": None,
        "wtmec2yr": draw.uniform(1000, 9000) if is_examined else 0.0,
        "sdmvpsu": float(unit),
        "sdmvstra": float(stratum),
        "b12_pg_per_ml": float(b12),
        "b12_pmol_per_l": b12 * 0.738,
        "b12_roche_equiv_pg_per_ml": b12 * 1.15,
        "mma_nmol_per_l": None if cycle == SECOND else round(draw.lognormvariate(5.1, 0.6)) * 1.0,
        "hcy_umol_per_l": None if cycle == THIRD else round(draw.lognormvariate(2.2, 0.4), 1),
        "serum_folate_ng_per_ml": draw.uniform(2, 20),
        "egfr_ckdepi2021_ml_per_min_1_73m2": draw.uniform(30, 120) if age >= 18 else None,
        "hgb_g_per_dl": round(draw.uniform(10.5, 16.5), 1),
        "mcv_fl": round(draw.uniform(80, 104), 1),
        "hba1c_pct": round(draw.uniform(4.8, 8), 1),
        "height_cm": draw.uniform(150, 195),
        "alcohol_drinks_per_week": draw.choice([None, 0.0, 2.0, 14.0]),
        "supplement_b12_ug_per_day": draw.choice([0.0, 6.0]),
        "diabetes_told": "yes" if diabetes else draw.choice(["no", "borderline"]),
        "celiac_told": draw.choice([True, False]) if cycle == THIRD else None,
        "symptom_numbness_3mo": draw.random() < 0.3 if is_forty else None,
        "symptom_pain_tingling_3mo": draw.random() < 0.3 if is_forty else None,
        "insensate_sites_total_0_6": float(max(0, draw.randint(-8, 6))) if is_forty else None,
        "rx_cobalamin": draw.random() < 0.02,
        "rx_metformin_days": float(draw.randint(30, 4000)) if diabetes and age > 20 else None,
    }

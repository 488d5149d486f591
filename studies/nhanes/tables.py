"""What does the folder of survey tables hold, and is it the one that is needed?

The tables are those of the National Health and Nutrition Examination Survey, merged into one row
for each participant; where the public files come from is told in docs/studies/nhanes/README.md.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import polars as pl

PARTICIPANTS = "participants.parquet"
PRESCRIPTIONS = "prescriptions.parquet"
COLUMNS = {
    PARTICIPANTS: (
        *("seqn", "cycle", "examined", "age_years", "sex", "race_ethnicity", "pregnant"),
        *("wtmec2yr", "sdmvpsu", "sdmvstra"),
        *("b12_pg_per_ml", "b12_pmol_per_l", "b12_roche_equiv_pg_per_ml"),
        *("mma_nmol_per_l", "hcy_umol_per_l", "serum_folate_ng_per_ml"),
        *("egfr_ckdepi2021_ml_per_min_1_73m2", "hgb_g_per_dl", "mcv_fl", "hba1c_pct"),
        *("height_cm", "alcohol_drinks_per_week", "supplement_b12_ug_per_day"),
        *("diabetes_told", "celiac_told", "symptom_numbness_3mo", "symptom_pain_tingling_3mo"),
        *("insensate_sites_total_0_6", "rx_cobalamin", "rx_metformin_days"),
    ),
    PRESCRIPTIONS: ("seqn", "cycle", "drug_name", "days_taken"),
}
"""What the study reads, of the public tables of each cycle, merged by participant: demographics,
weights and design under the survey's names, laboratory results in the units released, body
measures, and the questionnaires on diabetes, medical conditions, alcohol, supplements, the feet and
prescribed medicines. eGFR is CKD-EPI 2021 from the creatinine as NCHS corrects it; B12 as by Roche
is 10 to the power of 0.97 log10(B12) + 0.14 of the older assay's, the equation of NCHS.
"""


class FolderError(Exception):
    """The folder does not hold the tables; the message is one line for the person who ran this."""


def participants(folder: Path, *cycles: str) -> pl.DataFrame:
    """Everyone interviewed in these cycles, all ages, in the order of their numbers."""
    everyone = _table(folder, PARTICIPANTS)
    return everyone.filter(pl.col("cycle").is_in(cycles)).sort("seqn")


def prescriptions(folder: Path, *cycles: str) -> pl.DataFrame:
    """One row for each medicine taken in the past 30 days, in these cycles."""
    taken = _table(folder, PRESCRIPTIONS)
    return taken.filter(pl.col("cycle").is_in(cycles)).sort("seqn", "drug_name", "days_taken")


def by_participant(taken: pl.DataFrame) -> dict[int, list[dict[str, Any]]]:
    """The medicines of each participant, by number; nobody's are an empty list."""
    medicines: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in taken.iter_rows(named=True):
        medicines[row["seqn"]].append(row)
    return medicines


def _table(folder: Path, name: str) -> pl.DataFrame:
    path = folder / name
    if not path.is_file():
        raise FolderError(f"{folder} holds no {name}: give the folder of the NHANES tables")
    there = pl.read_parquet_schema(path)
    missing = [column for column in COLUMNS[name] if column not in there]
    if missing:
        raise FolderError(f"{path} has no column {', '.join(missing)}")
    return pl.read_parquet(path, columns=list(COLUMNS[name]))

"""Are 8,390 real people assessed as reviewed, and as a few independent lines would have it?

The independent lines read the survey's own columns; none of our reading or rules is in them.
"""

from __future__ import annotations

import polars as pl
import pytest

from cobalamin.guideline.profiles import NAMES
from tests.real.nhanes import FOLDER, participants, prescriptions
from tests.real.nhanes_table import LINE, TABLE, Seen, assess_all, counted

if not FOLDER.is_dir():
    pytest.skip(
        "the NHANES tables are not beside this checkout (shared/data/nhanes)",
        allow_module_level=True,
    )

B12, MMA, HCY = pl.col("b12_pg_per_ml"), pl.col("mma_nmol_per_l"), pl.col("hcy_umol_per_l")
FOLATE, EGFR = pl.col("serum_folate_ng_per_ml"), pl.col("egfr_ckdepi2021_ml_per_min_1_73m2")
PREGNANT, TREATED = pl.col("pregnant").fill_null(value=False), pl.col("treated")
GREY = B12.is_between(180, 350) & ~PREGNANT & ~TREATED
LOW = (B12 < 180) & ~PREGNANT
MMA_RAISED = (MMA > 271) & (EGFR >= 60)
HCY_RAISED = (HCY > 15) & (EGFR >= 60) & (FOLATE >= 3)
# Low folate by itself explains a raised homocysteine beside a normal MMA.
NORMAL = (MMA <= 271) & ((HCY <= 15) | (FOLATE < 3)) & ~TREATED


@pytest.fixture(scope="module")
def everyone() -> list[dict[str, Seen]]:
    return assess_all()


@pytest.fixture(scope="module")
def by_moles() -> list[dict[str, Seen]]:
    return assess_all(names=NAMES[:1], moles=True)


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    treated = prescriptions().filter(pl.col("drug_name").str.contains("COBALAMIN"))["seqn"]
    return participants().with_columns(treated=pl.col("seqn").is_in(treated.implode()))


def codes(everyone: list[dict[str, Seen]], question: str, name: str = NAMES[0]) -> list[str]:
    return [seen[name].answers[question][0] for seen in everyone]


def told(people: pl.DataFrame, so: pl.Expr) -> list[bool]:
    return people.select(so.fill_null(value=False)).to_series().to_list()


def test_everyone_of_the_survey_with_a_b12_is_here(everyone: list[dict[str, Seen]]) -> None:
    assert len(everyone) == 8390  # as in the survey's own codebook


def test_every_count_is_as_reviewed(
    everyone: list[dict[str, Seen]], by_moles: list[dict[str, Seen]]
) -> None:
    reviewed = TABLE.read_text("utf-8").partition(LINE)[2]
    assert counted(everyone, by_moles).splitlines() == reviewed.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_bands_are_those_of_three_comparisons(
    name: str, everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    band = (
        pl.when(PREGNANT | TREATED)
        .then(pl.lit("not-interpretable"))
        .when(B12 < 180)
        .then(pl.lit("deficient"))
        .when(B12 <= 350)
        .then(pl.lit("indeterminate"))
        .otherwise(pl.lit("unlikely"))
    )
    expected = people.select(band.alias("band"))["band"].to_list()
    assert codes(everyone, "total_b12", name) == expected


def test_the_same_bands_in_the_other_unit_have_its_printed_ends(
    by_moles: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    moles = pl.col("b12_pmol_per_l")
    expected = told(people, (moles < 133) & ~PREGNANT & ~TREATED)
    assert [code == "deficient" for code in codes(by_moles, "total_b12")] == expected
    expected = told(people, (moles > 258) & ~PREGNANT & ~TREATED)
    assert [code == "unlikely" for code in codes(by_moles, "total_b12")] == expected


def test_both_metabolites_are_raised_where_nothing_clouds_them(
    everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    found = [code == "both-raised" for code in codes(everyone, "metabolites")]
    assert found == told(people, MMA_RAISED & HCY_RAISED)
    assert 0 < sum(found) < 100


def test_in_pregnancy_a_homocysteine_that_is_not_raised_proves_nothing(
    everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    answers = codes(everyone, "deficiency")
    unread = told(people, PREGNANT & (HCY <= 15) & ~MMA_RAISED.fill_null(value=False))
    found = {code for code, so in zip(answers, unread, strict=True) if so}
    assert found
    assert found.isdisjoint({"unlikely", "not-confirmed"})
    assert sum(unread) > 200


def test_deficiency_is_confirmed_for_the_same_people(
    everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    found = [code == "confirmed" for code in codes(everyone, "deficiency")]
    expected = told(people, MMA_RAISED & (LOW | GREY | HCY_RAISED.fill_null(value=False)))
    assert found == expected
    assert sum(found) > 100


def test_deficiency_is_not_confirmed_for_the_same_people(
    everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    found = [code == "not-confirmed" for code in codes(everyone, "deficiency")]
    assert found == told(people, (LOW | GREY) & NORMAL)
    assert sum(found) > 1000


def test_a_deficient_level_confirms_elsewhere_unless_metabolites_speak_against(
    everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    for name in ("ng239", "aafp-2025"):
        found = [code == "confirmed" for code in codes(everyone, "deficiency", name)]
        deficient = LOW & ~TREATED & ~NORMAL.fill_null(value=False)
        by_metabolites = MMA_RAISED & (LOW | GREY | HCY_RAISED.fill_null(value=False))
        assert found == told(people, deficient | by_metabolites)


def test_what_is_known_of_these_data_is_so(
    everyone: list[dict[str, Seen]], people: pl.DataFrame
) -> None:
    """A low B12 often has a normal MMA, and a raised MMA mostly a B12 that is not low."""
    adults = people["age_years"] >= 18
    low = told(people, B12 < 200)
    between = told(people, B12.is_between(200, 400))
    raised = [
        code in ("both-raised", "mma-raised", "not-interpretable")
        for code in codes(everyone, "metabolites")
    ]
    low_normal = sum(a and b and not r for a, b, r in zip(adults, low, raised, strict=True))
    low_all = sum(a and b for a, b in zip(adults, low, strict=True))
    assert 0.4 < low_normal / low_all < 0.7
    assert sum(a and b and r for a, b, r in zip(adults, between, raised, strict=True)) > low_all

"""Does the model hold what is known of folic acid, nitrous oxide, sites and retained doses?"""

from __future__ import annotations

import pytest

from cobalamin.simulate.calibrate.kinetics import lost_percent
from cobalamin.simulate.calibrate.subject import Subject
from cobalamin.simulate.dosing import Given
from cobalamin.simulate.engine import run
from cobalamin.simulate.states import caused, reached
from tests.models.people import PERNICIOUS, SMALL, deficient, doses, well

HALF_YEAR = [0, 60, 182]


def values(person: dict[str, float], start: dict[str, float], name: str) -> list[float]:
    return run(person, start, (), HALF_YEAR, tolerance=SMALL, backend="python").values(name)


def test_folic_acid_hides_the_anaemia_and_not_the_nerve() -> None:
    start = deficient(40)
    hidden = {**PERNICIOUS, "folic_acid_relative": 5.0}
    blood = values(hidden, start, "haemoglobin_g_dl")
    assert blood[1] > blood[0] + 0.5
    assert values(PERNICIOUS, start, "haemoglobin_g_dl")[1] < blood[0]
    for name in ("symptoms_0_10", "legs_lost", "cord_deficit_0_10", "homocysteine_umol_l"):
        with_it, without = values(hidden, start, name), values(PERNICIOUS, start, name)
        assert with_it == pytest.approx(without, rel=0.01)
        assert with_it[-1] > 1.1 * with_it[0]


def test_poor_folate_makes_large_cells_and_leaves_the_nerve() -> None:
    poor = {"folate_relative": 0.12}
    assert values(poor, well(), "mcv_fl")[-1] > values({}, well(), "mcv_fl")[-1] + 5
    assert values(poor, well(), "legs_myelin")[-1] == pytest.approx(1, abs=0.01)


def test_nitrous_oxide_harms_with_b12_in_range() -> None:
    user = caused({}, "nitrous-oxide")
    assert values(user, well(), "total_b12_pmol_l")[-1] > 250
    homocysteine = values(user, well(), "homocysteine_umol_l")
    assert homocysteine[-1] > 3 * homocysteine[0]
    assert values(user, well(), "cord_deficit_0_10")[-1] > 1
    stopped = run(user, well(), (), [182], tolerance=SMALL, backend="python").state()
    after = values({}, stopped, "homocysteine_umol_l")
    assert after[1] < 1.2 * homocysteine[0]


def test_feet_are_ill_before_hands() -> None:
    for level in (0.5, 1.0, 3.0):
        found = reached(PERNICIOUS, well(), ("symptoms_0_10", level), backend="python")
        assert found is not None
        row = run(PERNICIOUS, found.state, (), [0], backend="python")
        assert row.values("arms_symptoms_0_10")[0] < row.values("symptoms_0_10")[0]
    slowed = [
        values(PERNICIOUS, deficient(30), name)[-1] / healthy
        for name, healthy in (("sural_velocity_m_s", 50), ("median_velocity_m_s", 56))
    ]
    assert slowed[0] < slowed[1] < 1


def test_the_dorsal_columns_mend_more_slowly_than_the_leg() -> None:
    given = doses("source-daily-then-monthly", 365)
    course = run(PERNICIOUS, deficient(35), given, [0, 365], tolerance=SMALL, backend="python")
    left = {
        site: (1 - course.values(f"{site}_myelin")[1]) / (1 - course.values(f"{site}_myelin")[0])
        for site in ("legs", "cord")
    }
    assert 0 < left["legs"] < left["cord"] < 1


def test_damage_of_two_years_recovers_less_than_that_of_two_months() -> None:
    begin = reached(PERNICIOUS, well(), ("symptoms_0_10", 1.0), backend="python")
    assert begin is not None
    given = doses("source-daily-then-monthly", 365)
    left: list[float] = []
    for delay in (60, 730):
        start = run(PERNICIOUS, begin.state, (), [delay], backend="python").state()
        treated = run(PERNICIOUS, start, given, [365], backend="python")
        left.append(treated.values("symptoms_0_10")[0])
    assert left[0] < 0.5
    assert left[1] > 2


def test_the_share_of_a_dose_that_is_kept_falls_with_its_size() -> None:
    kept = [
        100 - lost_percent(Subject({}, well()), ug, "cyanocobalamin", 3)
        for ug in (10, 100, 500, 1000)
    ]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] > 90
    assert kept[-1] < 35


def test_hydroxocobalamin_stays_in_serum_longer() -> None:
    levels = [
        run({}, well(), (Given(0, 1000, product, "intramuscular"),), [3, 21], backend="python")
        for product in ("hydroxocobalamin", "cyanocobalamin")
    ]
    three, weeks = (
        levels[0].values("total_b12_pmol_l")[i] / levels[1].values("total_b12_pmol_l")[i]
        for i in (0, 1)
    )
    assert 3.5 < three < 7.8
    assert 1.6 < weeks < 3.6

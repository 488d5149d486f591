"""Do people come to the states that their cause leads to?"""

from __future__ import annotations

import pytest

from cobalamin.simulate.engine import run
from cobalamin.simulate.states import CAUSES, caused, healthy, healthy_many, reached
from tests.models.people import PERNICIOUS, SMALL, well


def test_many_are_healthy_as_each_alone() -> None:
    people = [{"egfr": 30}, {"haptocorrin_relative": 1.5}]
    for backend in ("python", "numba"):
        for person, state in zip(people, healthy_many(people, backend=backend), strict=True):
            assert state == pytest.approx(healthy(person, backend="python"), rel=1e-9, abs=1e-12)


def test_a_level_is_reached_when_a_long_course_crosses_it() -> None:
    level = ("total_b12_pmol_l", 148.0)
    found = reached(PERNICIOUS, well(), level, backend="python")
    assert found is not None
    days = [found.day - 1, found.day, found.day + 1]
    course = run(PERNICIOUS, well(), (), days, tolerance=SMALL, backend="python")
    before, at, after = course.values("total_b12_pmol_l")
    assert before > 148 > after
    assert at == pytest.approx(148, abs=0.2)
    there = run(PERNICIOUS, found.state, (), [0], backend="python")
    assert there.values("total_b12_pmol_l")[0] == pytest.approx(148, abs=0.2)


def test_a_rising_level_is_reached_too_and_one_out_of_reach_is_none() -> None:
    found = reached(PERNICIOUS, well(), ("mma_nmol_l", 500), backend="python")
    assert found is not None
    assert 365 < found.day < 10 * 365
    assert reached({}, well(), ("mma_nmol_l", 500), backend="python") is None


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_of_depletion_empties_the_stores(cause: str) -> None:
    person = caused({"egfr": 70}, cause)  # pyright: ignore[reportArgumentType]
    assert person["egfr"] == 70
    later = run(person, well(), (), [0, 1500], backend="python").values("store_ug")
    assert (later[1] < 0.97 * later[0]) == (cause not in ("nitrous-oxide", "none"))


def test_pernicious_anaemia_is_faster_than_a_vegan_diet_and_that_than_metformin() -> None:
    left = {
        cause: run(caused({}, cause), well(), (), [1500], backend="python").values("store_ug")[0]
        for cause in ("pernicious-anaemia", "diet", "metformin")
    }
    assert left["pernicious-anaemia"] < left["diet"] < left["metformin"]

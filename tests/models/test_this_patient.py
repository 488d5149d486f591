"""Does the fit find the person behind the results, and say what it cannot know?"""

from __future__ import annotations

from math import exp, log
from random import Random

import pytest

from cobalamin.quantity import Amount
from cobalamin.simulate.fitting import drawn, fit, misfits
from cobalamin.simulate.individual import history, person_at, prior_of
from cobalamin.simulate.measured import (
    FACTORS,
    Measurement,
    UnitError,
    converted,
    in_own_unit,
    residuals,
)
from cobalamin.simulate.model import model
from cobalamin.simulate.told import Told, ToldError, told_in_words
from cobalamin.value import replace

WORDS = [
    *("cause=pernicious-anaemia", "age=66", "sex=female", "egfr=70", "b12_pmol_l=60"),
    *("mma_nmol_l=2000", "homocysteine_umol_l=40", "haemoglobin_g_dl=10", "mcv_fl=108"),
    *("months_of_symptoms=5", "severity_0_10=3"),
]
MEASURED = (
    *("total_b12_pmol_l", "mma_nmol_l", "homocysteine_umol_l", "haemoglobin_g_dl", "mcv_fl"),
    *("sural_velocity_m_s", "symptoms_0_10"),
)


def sampled(told: Told, chance: Random) -> tuple[Told, list[float]]:
    """A simulated patient: the place of the truth, and results with their errors."""
    prior = prior_of(told, "numba")
    place = [chance.gauss(0, 1) for _ in prior.unknowns]
    past = history(person_at(prior, place), [0.0], "numba")
    measured: list[Measurement] = []
    for name in MEASURED:
        value, error = past.days_ago(0, name), residuals()[name]
        off = chance.gauss(0, error.sd)
        told_value = value * exp(off) if error.scale == "log" else value + off
        measured.append(Measurement(name, told_value, 0.0, name))
    return replace(told, measurements=tuple(measured)), place


def test_the_best_person_explains_the_results() -> None:
    told = told_in_words(WORDS)
    posterior = fit(told, "numba")
    before = misfits(told, person_at(posterior.prior, [0.0] * len(posterior.place)), "numba")
    assert sum(off**2 for off in before) > 20
    assert sum(off**2 for _, off in posterior.misfits) < 3


def test_both_back_ends_find_the_same_person() -> None:
    told = told_in_words(["cause=pernicious-anaemia", "b12_pmol_l=60", "mma_nmol_l=2000"])
    numba, python = fit(told, "numba"), fit(told, "python")
    assert numba.place == pytest.approx(python.place, abs=1e-6)


def test_what_the_results_cannot_tell_is_said() -> None:
    posterior = fit(told_in_words(WORDS), "numba")
    assert "days_ill" not in posterior.hardly_learnt
    assert posterior.learnt["days_ill"] < 0.6
    assert {"uptake_cn_l_per_day", "recovery_per_day"} <= set(posterior.hardly_learnt)


def test_without_a_result_the_posterior_is_the_prior() -> None:
    posterior = fit(told_in_words(["cause=pernicious-anaemia"]), "numba")
    assert set(posterior.hardly_learnt) == set(posterior.prior.names)
    days = sorted(log(person.days_ill) for person in drawn(posterior, 400, 1))
    spread = (days[360] - days[40]) / (2 * 1.2816)
    assert spread == pytest.approx(0.7, abs=0.12)


def test_laplace_intervals_hold_the_truth_of_simulated_patients() -> None:
    chance = Random(20260601)
    told = told_in_words(["cause=pernicious-anaemia", "egfr=70"])
    held = [
        abs(best - true) < 1.96 * posterior.learnt[name]
        for _ in range(12)
        for patient, place in [sampled(told, chance)]
        for posterior in [fit(patient, "numba")]
        for name, best, true in zip(
            posterior.prior.names,
            posterior.prior.moved(posterior.place),
            posterior.prior.moved(place),
            strict=True,
        )
        if name not in posterior.hardly_learnt
    ]
    assert len(held) >= 36
    assert sum(held) / len(held) > 0.85


def test_each_unit_of_a_chart_means_the_same_person() -> None:
    assert converted("total_b12_pmol_l", Amount(100, "ng/L")) == pytest.approx(73.78)
    assert converted("mma_nmol_l", Amount(0.4, "umol/L")) == pytest.approx(400)
    assert converted("homocysteine_umol_l", Amount(2, "mg/L")) == pytest.approx(14.794)
    assert converted("haemoglobin_g_dl", Amount(123, "g/L")) == pytest.approx(12.3)
    assert in_own_unit("total_b12_pmol_l", "100 pg/mL") == pytest.approx(73.78)
    typical = model().typical["pmol_per_ug"]
    assert FACTORS["total_b12_pmol_l"]["ng/L"][0] == pytest.approx(typical / 1000, rel=1e-3)
    with pytest.raises(UnitError, match="expected"):
        in_own_unit("total_b12_pmol_l", "100 mg/L")


@pytest.mark.parametrize(
    ("word", "says"),
    [
        ("b12", "say key=value"),
        ("weight=80", "there is no such key"),
        ("b12_pmol_l=low", "is not a number"),
        ("b12_pmol_l=100 mg/L", "is not a unit of it"),
        ("b12_pmol_l=0.1", "outside"),
        ("severity_0_10=11", "not from 0 to 10"),
        ("cause=bad-luck", "the cause is one of"),
        ("sex=f", "say female"),
        ("diabetes=perhaps", "say yes or no"),
    ],
)
def test_a_word_that_cannot_be_used_is_named(word: str, says: str) -> None:
    with pytest.raises(ToldError, match=says):
        told_in_words([word])


def test_a_word_told_twice_is_refused() -> None:
    with pytest.raises(ToldError, match="told twice"):
        told_in_words(["egfr=60", "egfr=70"])


def test_worse_kidneys_explain_mma_with_fuller_stores() -> None:
    def replete(egfr: int) -> float:
        words = ["cause=pernicious-anaemia", "mma_nmol_l=500", f"egfr={egfr}"]
        posterior = fit(told_in_words(words), "numba")
        return history(posterior.person, [0.0], "numba").days_ago(0, "store_ug")

    assert replete(20) > replete(90)

"""Do simulated people fare as the clinic has seen: diabetes, delay, tablets, small doses?"""

from __future__ import annotations

from datetime import date

import pytest

from cobalamin.simulate.dosing import NO_TREATMENT, given_under
from cobalamin.simulate.engine import run
from cobalamin.simulate.fitting import fit
from cobalamin.simulate.forecasting import Forecast, forecast
from cobalamin.simulate.individual import Person, history
from cobalamin.simulate.states import caused, healthy
from cobalamin.simulate.told import told_in_words
from tests.models.people import PERNICIOUS, deficient, injections, well

INJECTIONS, TABLETS = "source-daily-then-monthly", "oral-cyanocobalamin-1mg"


def expected(*words: str, months: int = 12) -> Forecast:
    told = told_in_words(["cause=pernicious-anaemia", *words])
    return forecast(told, (INJECTIONS, TABLETS), months=months, draws=20, backend="numba")


def last(found: Forecast, name: str, number: int = 0) -> float:
    return found.courses[number].bands[name].median[-1]


def test_a_diabetics_nerve_stays_damaged() -> None:
    told = ("severity_0_10=4", "b12_pmol_l=80")
    without, diabetic = (expected(*told, f"diabetes={has}") for has in ("no", "yes"))
    assert last(diabetic, "symptoms_0_10") > last(without, "symptoms_0_10") + 0.5
    assert last(diabetic, "sural_velocity_m_s") < last(without, "sural_velocity_m_s") - 2
    assert diabetic.courses[0].recovery.full < without.courses[0].recovery.full + 1e-9


def test_b12_does_not_touch_what_diabetes_alone_has_done() -> None:
    person = {"diabetes": 1.0}
    start = healthy(person, backend="numba")
    ill = run(person, start, (), [0, 8 * 365], backend="numba").state()
    doses = injections(1000, *range(0, 365, 30))
    with_doses, without = (
        run(person, ill, given, [0, 365], backend="numba").values("sural_velocity_m_s")[-1]
        for given in (doses, ())
    )
    assert with_doses == pytest.approx(without, abs=0.05)
    assert without < 45


def test_damage_of_two_years_recovers_less_than_that_of_two_months() -> None:
    short, long = (expected(f"months_of_symptoms={m}", "b12_pmol_l=60") for m in (2, 24))
    assert last(short, "symptoms_0_10") < last(long, "symptoms_0_10")
    assert short.courses[0].recovery.full > long.courses[0].recovery.full + 0.3


def test_tablets_work_more_slowly_than_injections_and_get_there() -> None:
    found = expected("severity_0_10=3", "mma_nmol_l=2000")
    month = next(i for i, day in enumerate(found.days) if day >= 28)
    injected, swallowed = (course.bands["mma_nmol_l"].median for course in found.courses)
    assert swallowed[month] > 1.5 * injected[month]
    assert swallowed[-1] == pytest.approx(injected[-1], rel=0.1)
    slow, fast = (found.courses[i].halved_days for i in (1, 0))
    assert slow is not None
    assert fast is not None
    assert slow[1] >= fast[1]


def test_no_dose_helps_while_nitrous_oxide_is_breathed_and_a_regimen_ends_it() -> None:
    words = ["cause=nitrous-oxide", "homocysteine_umol_l=60", "severity_0_10=4"]
    found = forecast(told_in_words(words), (INJECTIONS, NO_TREATMENT), draws=20, backend="numba")
    assert last(found, "symptoms_0_10", 0) < 0.7 * found.courses[0].bands["symptoms_0_10"].median[0]
    assert last(found, "symptoms_0_10", 1) > found.courses[1].bands["symptoms_0_10"].median[0]
    assert last(found, "homocysteine_umol_l", 0) < 15
    best = found.posterior.person.parameters
    assert best["nitrous_oxide"] > 0
    doses = given_under(INJECTIONS, date(2026, 1, 1), 365)
    ill = history(found.posterior.person, (), "numba").today()
    still = run(best, ill, doses, [0.0, 365.0], backend="numba").values("symptoms_0_10")
    assert still[1] > still[0]


def retained_percent(dose_ug: float) -> float:
    """What is left of one dose of cyanocobalamin after two days: not lost in urine."""
    days = [i / 48 for i in range(97)]
    lost = [
        sum(run(PERNICIOUS, well(), given, days, backend="numba").values("urine_ug_per_day")) / 48
        for given in (injections(dose_ug, 0.0), ())
    ]
    return 100 * (1 - (lost[0] - lost[1]) / dose_ug)


def test_the_retained_share_falls_with_the_dose_as_published() -> None:
    small, middle, large = map(retained_percent, (25, 100, 1000))
    assert small > middle > large
    # 95, 53 and 15 % (Swiss drug information 30219). The tolerances are chosen by us, knowing that
    # the model retains some 62 % of 100 ug: they hold the order of size, they do not calibrate.
    assert small == pytest.approx(95, abs=10)
    assert middle == pytest.approx(53, abs=15)
    assert large == pytest.approx(15, abs=10)


def test_a_forecast_is_the_same_for_the_same_seed() -> None:
    told = told_in_words(["cause=diet", "b12_pmol_l=80"])
    one, same, other = (
        forecast(told, (INJECTIONS,), months=2, draws=5, seed=s, backend="numba") for s in (1, 1, 2)
    )
    bands = [each.courses[0].bands["mma_nmol_l"].high for each in (one, same, other)]
    assert bands[0] == bands[1] != bands[2]


def test_the_fitted_person_stands_at_the_results_today() -> None:
    posterior = fit(told_in_words(["cause=pernicious-anaemia", "b12_pmol_l=55"]), "numba")
    person = Person(posterior.person.parameters, posterior.person.days_ill)
    assert history(person, [0.0], "numba").days_ago(0, "total_b12_pmol_l") == pytest.approx(
        55, rel=0.15
    )
    assert caused({}, "pernicious-anaemia")["intrinsic_factor"] == 0
    assert deficient(55)["mma_nmol_l"] > 500

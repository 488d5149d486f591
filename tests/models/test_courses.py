"""Does what must hold for any course hold: mass, signs, steps, doses, a diabetic nerve?"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from cobalamin.simulate.compile.derive import expression
from cobalamin.simulate.dosing import Given, arriving
from cobalamin.simulate.engine import NAMES, STATES, TOLERANCE, NoCourse, all_parameters, run
from cobalamin.simulate.model import in_order, model
from cobalamin.simulate.states import healthy
from tests.models.people import PERNICIOUS, SMALL, deficient, doses, injections, well

AMOUNTS = [each.name for each in model().states if each.unit == "ug"]
LARGE_STORE_UG = 50
REGIMENS = ["source-daily-then-monthly", "bnf-hydroxocobalamin", "oral-cyanocobalamin-1mg"]


def test_what_the_rates_add_and_take_is_only_what_comes_in_and_goes_out() -> None:
    """Mass balance as algebra: true for every state and every parameter."""
    import sympy

    full = {}
    for each in in_order(model()):
        full[sympy.Symbol(each.name, real=True)] = expression(each.expression).subs(full)
    total = sum(expression(each.rate).subs(full) for each in model().states if each.unit == "ug")
    flows = expression(
        "absorbed_ug_per_day - urine_ug_per_day - stool_ug_per_day - shed_ug_per_day"
    )
    assert sympy.simplify(sympy.expand(total - flows.subs(full))) == 0


def test_the_mass_of_a_course_balances() -> None:
    given = injections(1000, 0, 1, 7)
    days = [i / 100 for i in range(2801)]
    course = run(PERNICIOUS, deficient(), given, days, tolerance=SMALL, backend="python")
    held = [sum(course.values(name)[i] for name in AMOUNTS) for i in (0, -1)]
    lost = sum(
        (values[0] + values[-1]) / 2 * 0.01 + sum(values[1:-1]) * 0.01
        for name in ("urine_ug_per_day", "stool_ug_per_day", "shed_ug_per_day")
        for values in [course.values(name)]
    )
    eaten = 28 * 4 * all_parameters({})["passive_share"]
    # The trapezium rule on hundredths of a day is off by some micrograms at each steep onset.
    assert held[1] - held[0] == pytest.approx(3000 + eaten - lost, abs=3000 * 0.01)


@pytest.mark.parametrize("regimen", REGIMENS)
@pytest.mark.parametrize("tolerance", [TOLERANCE, SMALL])
def test_no_amount_is_ever_negative(regimen: str, tolerance: float) -> None:
    days = [i / 12 for i in range(12 * 90)]
    given = doses(regimen, 90)
    course = run(PERNICIOUS, deficient(), given, days, tolerance=tolerance, backend="python")
    lowest = {name: min(course.values(name)) for name in NAMES}
    # An empty depot may come out a hair below zero; in no unit does that show.
    assert {n: v for n, v in lowest.items() if v < -1e-9} == {}


@pytest.mark.parametrize("regimen", REGIMENS)
def test_half_the_step_gives_the_same_curve(regimen: str) -> None:
    """RODAS3 is of order 3: an eighth of the tolerance is half the step."""
    days = range(0, 181, 3)
    given = doses(regimen, 180)
    coarse = run(PERNICIOUS, deficient(), given, days, backend="python")
    fine = run(PERNICIOUS, deficient(), given, days, tolerance=TOLERANCE / 8, backend="python")
    assert fine.steps > 1.4 * coarse.steps
    for each in model().states:
        # What is free or on carriers turns sharply once the sites are empty: an hour shows.
        close = 0.03 if each.unit == "ug" and each.scale < LARGE_STORE_UG else 0.002
        for a, b in zip(coarse.values(each.name), fine.values(each.name), strict=True):
            assert abs(a - b) < close * (each.scale + abs(b)), each.name


@pytest.mark.parametrize("regimen", REGIMENS)
def test_an_asked_day_does_not_change_the_course(regimen: str) -> None:
    given = doses(regimen, 30)
    few = run(PERNICIOUS, deficient(), given, [30], backend="python")
    many = run(PERNICIOUS, deficient(), given, [i / 7 for i in range(211)], backend="python")
    assert many.state() == pytest.approx(few.state(), rel=1e-9, abs=1e-12)
    assert many.steps == few.steps


@settings(deadline=None, max_examples=25)
@for_any(
    amount=st.floats(1, 2000),
    more=st.floats(1, 2000),
    day=st.floats(0, 40),
    product=st.sampled_from(["cyanocobalamin", "hydroxocobalamin"]),
    route=st.sampled_from(["intramuscular", "oral", "nasal"]),
    intrinsic_factor=st.sampled_from([0.0, 0.5, 1.0]),
)
def test_more_doses_never_lower_the_stores(
    amount: float, more: float, day: float, product: str, route: str, intrinsic_factor: float
) -> None:
    person = {"intrinsic_factor": intrinsic_factor}
    first = (Given(0, amount, product, route),)  # pyright: ignore[reportArgumentType]
    second = (*first, Given(day, more, product, route))  # pyright: ignore[reportArgumentType]
    days = range(0, 90, 5)
    less = run(person, deficient(), first, days, tolerance=SMALL, backend="python")
    greater = run(person, deficient(), second, days, tolerance=SMALL, backend="python")
    for a, b in zip(less.values("store_ug"), greater.values("store_ug"), strict=True):
        assert b >= a - 1e-3 * (50 + a) * 1e-1


def test_a_split_injection_into_the_muscle_at_one_moment_is_one_injection() -> None:
    days = [0.1, 1, 30]
    whole = run({}, well(), injections(1000, 0), days, backend="python")
    split = run({}, well(), injections(250, 0, 0, 0, 0), days, backend="python")
    assert split.state() == pytest.approx(whole.state(), rel=1e-12, abs=1e-15)


def test_the_order_in_which_doses_are_told_does_not_matter() -> None:
    given = doses("source-weekly-then-monthly", 90)
    forwards = run({}, well(), given, [90], backend="python")
    backwards = run({}, well(), tuple(reversed(given)), [90], backend="python")
    assert forwards.state() == backwards.state()


def test_a_course_in_two_parts_is_the_course() -> None:
    given = injections(1000, 0, 10, 20, 30)
    whole = run(PERNICIOUS, deficient(), given, [40], tolerance=SMALL, backend="python")
    half = run(
        PERNICIOUS, deficient(), injections(1000, 0, 10), [20], backend="python", tolerance=SMALL
    )
    rest = run(
        PERNICIOUS, half.state(), injections(1000, 0, 10), [20], backend="python", tolerance=SMALL
    )
    for each in model().states:
        assert abs(rest.state()[each.name] - whole.state()[each.name]) < 1e-3 * each.scale


def test_b12_does_nothing_for_a_diabetic_nerve_that_lacks_none() -> None:
    """By construction; and neither does it any harm."""
    person = {"diabetes": 0.8}
    days = range(0, 731, 73)
    nerve = ("sural_velocity_m_s", "sural_amplitude_uv", "symptoms_0_10", "legs_lost")
    given = doses("source-daily-then-monthly", 730)
    treated = run(person, well(), given, days, tolerance=SMALL, backend="python")
    not_treated = run(person, well(), (), days, tolerance=SMALL, backend="python")
    for name in nerve:
        # The stores of the well supplied are nearly full; the last drop is all that B12 can add.
        assert treated.values(name) == pytest.approx(not_treated.values(name), rel=1e-2, abs=0.02)
    assert treated.values("legs_lost")[-1] > 0.02


def test_the_healthy_state_is_at_rest() -> None:
    later = run({}, well(), (), [3650], tolerance=SMALL, backend="python")
    for each in model().states:
        moved = later.state()[each.name] - well()[each.name]
        assert abs(moved) < 2e-3 * (each.scale + abs(well()[each.name])), each.name


def test_a_diabetic_who_ate_little_was_healthy_before() -> None:
    state = healthy(
        {"diabetes": 1, "diet_ug_per_day": 0.2, "intrinsic_factor": 0}, backend="python"
    )
    assert state["legs_lost"] == pytest.approx(0, abs=1e-3)
    assert state["tissue_ug"] == pytest.approx(well()["tissue_ug"], rel=1e-2)


def test_doses_at_or_after_the_last_day_are_not_given() -> None:
    alone = run({}, well(), (), [5], backend="python")
    late = run({}, well(), injections(1000, 5, 6), [5], backend="python")
    assert late.rows == alone.rows


def test_a_course_shows_each_day_before_its_dose() -> None:
    course = run({}, well(), injections(1000, 0, 2), [0, 2, 2.01], backend="python")
    depot = course.values("depot_cn_ug")
    assert depot[0] == 0
    assert depot[1] < 1e-6
    assert depot[2] > 500


def test_days_rise_between_doses_and_states_are_complete() -> None:
    assert set(well()) == set(STATES)
    assert all(a.day < b.day for a, b in pairwise(doses("bnf-hydroxocobalamin", 365)))


@pytest.mark.parametrize("days", [[], [2, 1], [1, 1], [-1, 2]])
def test_days_out_of_order_are_refused(days: list[float]) -> None:
    with pytest.raises(ValueError, match="rising order"):
        run({}, well(), (), days, backend="python")


def test_a_name_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError, match="eGFR"):
        run({"eGFR": 60}, well(), (), [1], backend="python")
    with pytest.raises(KeyError, match="glow"):
        run({}, {**well(), "glow": 1}, (), [1], backend="python")
    with pytest.raises(KeyError, match="glow"):
        run({}, well(), (), [1], backend="python").values("glow")


@pytest.mark.parametrize("backend", ["python", "numba"])
def test_numbers_without_a_course_are_refused(backend: str) -> None:
    """A negative capacity of the marrow: the drive passes through infinity."""
    person = {"marrow_reserve": -1e308, "red_cell_loss_per_day": -1e308}
    with pytest.raises(NoCourse):
        run(person, well(), (), [100], backend=backend)  # pyright: ignore[reportArgumentType]


def test_an_oral_dose_arrives_as_what_is_absorbed() -> None:
    without = all_parameters({"intrinsic_factor": 0})
    swallowed = Given(0.5, 1000, "cyanocobalamin", "oral")
    [(day, depot, amount)] = arriving([swallowed], without)
    assert (day, depot) == (0.5, "gut_ug")
    assert amount == pytest.approx(1000 * without["passive_share"])
    [(_, _, with_factor)] = arriving([swallowed], all_parameters({}))
    assert with_factor - amount == pytest.approx(1.2, rel=2e-3)

"""Do regimens of the house become the right doses in the right place?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from cobalamin.guideline.regimens import REGIMENS
from cobalamin.regimen import Regimen
from cobalamin.simulate.dosing import Given, arriving, given_by, given_under
from cobalamin.simulate.engine import all_parameters
from tests.models.people import START, doses


def test_a_daily_then_monthly_regimen_is_dated_from_its_start() -> None:
    days = [dose.day for dose in doses("source-daily-then-monthly", 120)]
    assert days[:21] == list(range(21))
    assert [b - a for a, b in pairwise(days[20:])] == [30, 31, 31]


def test_tablets_in_three_parts_are_spread_over_the_day() -> None:
    parts = doses("mecobalamin-oral", 1)[:4]
    assert [dose.day for dose in parts] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert {dose.amount_ug for dose in parts} == {500}


def test_no_treatment_gives_nothing_and_an_unknown_regimen_is_refused() -> None:
    assert given_under("no-treatment", START, 365) == ()
    with pytest.raises(KeyError, match="no regimen 'yesterday'"):
        given_under("yesterday", START, 365)


def test_another_product_of_the_regimen_may_be_given_but_no_stranger() -> None:
    given = given_under("source-daily-then-monthly", START, 5, "methylcobalamin")
    assert {dose.product for dose in given} == {"methylcobalamin"}
    with pytest.raises(ValueError, match="not hydroxocobalamin"):
        given_under("source-daily-then-monthly", START, 5, "hydroxocobalamin")


@pytest.mark.parametrize("plan", REGIMENS, ids=lambda plan: plan.id)
def test_every_regimen_of_the_house_arrives_somewhere(plan: Regimen) -> None:
    given = given_by(plan, START, 90)
    assert given
    where = {depot for _, depot, _ in arriving(given, all_parameters({}))}
    route, product = plan.routes[0], plan.product
    expected = "depot_oh_ug" if product == "hydroxocobalamin" else "depot_cn_ug"
    assert where == {"gut_ug" if route == "oral" else expected}


def test_of_a_nasal_dose_only_a_share_arrives() -> None:
    [(_, depot, amount)] = arriving(
        [Given(0, 500, "cyanocobalamin", "nasal")], all_parameters({"nasal_share": 0.1})
    )
    assert (depot, amount) == ("depot_cn_ug", pytest.approx(50))


@pytest.mark.parametrize(("day", "amount"), [(-1, 100), (1, -100)])
def test_a_dose_before_the_start_or_below_zero_is_refused(day: float, amount: float) -> None:
    with pytest.raises(ValueError, match="not below zero"):
        Given(day, amount, "cyanocobalamin", "oral")

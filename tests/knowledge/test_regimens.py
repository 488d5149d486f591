"""Are doses, tests and reviews of every regimen dated as its source says, never two on one day?"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from cobalamin.guideline.choice_of_regimen import NAME
from cobalamin.guideline.monitoring import CHECKS, checks_due
from cobalamin.guideline.profiles import guidelines
from cobalamin.guideline.regimens import REGIMENS, regimen
from cobalamin.regimen import Every, Phase, Regimen, describe, due_days

START = date(2026, 1, 31)
YEAR = START + timedelta(days=365)
each_regimen = pytest.mark.parametrize("given", REGIMENS, ids=lambda given: given.id)


def gaps(name: str, phase: str) -> list[int]:
    """The days from each dose of a phase to the next, over a year."""
    days = [dose.day for dose in due_days(regimen(name), START, YEAR) if dose.phase == phase]
    return [(later - day).days for day, later in pairwise(days)]


@each_regimen
def test_no_two_doses_fall_on_one_day_and_all_stay_within_the_dates(given: Regimen) -> None:
    doses = due_days(given, START, YEAR)
    days = [dose.day for dose in doses]
    assert days == sorted(set(days))
    assert days[0] == START
    assert days[-1] <= YEAR
    assert {dose.amount_ug for dose in doses} <= {phase.amount_ug for phase in given.phases}


@each_regimen
def test_every_regimen_has_a_source_and_a_licence_or_says_why_not(given: Regimen) -> None:
    assert given.because
    assert bool(given.area) != bool(given.unlicensed)
    assert all(describe(phase) for phase in given.phases)


@each_regimen
def test_a_longer_plan_begins_like_a_shorter_one(given: Regimen) -> None:
    short = due_days(given, START, START + timedelta(days=100))
    assert due_days(given, START, YEAR)[: len(short)] == short


@each_regimen
def test_a_plan_that_ends_before_it_starts_is_empty(given: Regimen) -> None:
    assert due_days(given, START, START - timedelta(days=1)) == ()


def test_alternate_days_then_every_2_months() -> None:
    name = "bnf-hydroxocobalamin-neurological"
    assert gaps(name, "loading") == [2] * 10
    days = [d.day for d in due_days(regimen(name), START, YEAR) if d.phase == "maintenance"]
    assert days[:3] == [date(2026, 4, 20), date(2026, 6, 20), date(2026, 8, 20)]


def test_three_times_a_week_is_never_four() -> None:
    assert gaps("bnf-hydroxocobalamin", "loading") == [2, 2, 3, 2, 2]
    days = [d.day for d in due_days(regimen("mecobalamin-label-anaemia"), START, YEAR)]
    for day in days[:26]:
        assert sum(day <= each < day + timedelta(days=7) for each in days) <= 3


def test_the_us_label_gives_a_tenth_and_goes_on_for_life() -> None:
    doses = due_days(regimen("us-label-cyanocobalamin"), START, YEAR)
    assert {dose.amount_ug for dose in doses} == {100}
    assert [(b.day - a.day).days for a, b in pairwise(doses)][:14] == [1] * 6 + [2] * 7 + [3]
    assert doses[-1].phase == "maintenance"


def test_monthly_from_the_31st_stays_at_the_end_of_the_month() -> None:
    monthly = Regimen(
        "monthly",
        "",
        ("cyanocobalamin",),
        ("intramuscular",),
        (Phase("maintenance", 1000, Every(months=1), until="for life"),),
        (),
    )
    days = [dose.day for dose in due_days(monthly, START, date(2026, 5, 31))]
    assert [(d.month, d.day) for d in days] == [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31)]


@pytest.mark.parametrize(
    "bad",
    [
        Every,
        lambda: Every(days=1, months=1),
        lambda: Every(days=-2),
        lambda: Every(times_a_week=5),
        lambda: Phase("loading", 0, Every(days=1), doses=1),
        lambda: Phase("loading", 1000, Every(days=1)),
    ],
)
def test_a_regimen_that_makes_no_sense_is_refused(bad: object) -> None:
    assert callable(bad)
    with pytest.raises(ValueError, match=r"days|dose"):
        bad()


def test_regimens_are_found_by_their_id_and_every_suggestion_is_one() -> None:
    ids = {each.id for each in REGIMENS}
    assert len(ids) == len(REGIMENS)
    with pytest.raises(KeyError, match="there are"):
        regimen("weekly-something")
    for guideline in guidelines().values():
        [question] = [q for q in guideline.questions if q.name == NAME]
        assert {code for code, _ in question.answers} <= ids


def test_the_first_review_is_after_3_months_and_in_pregnancy_after_1() -> None:
    given = regimen("bnf-hydroxocobalamin")
    plain = {due.day for due in checks_due(given, START, YEAR) if due.code == "review-due"}
    assert START + timedelta(days=91) in plain
    assert START + timedelta(days=30) not in plain
    pregnant = {
        due.day for due in checks_due(given, START, YEAR, ["pregnant"]) if due.code == "review-due"
    }
    assert START + timedelta(days=30) in pregnant
    assert START + timedelta(days=91) not in pregnant


def test_serum_b12_is_measured_before_and_on_tablets_but_never_during_injections() -> None:
    def after_the_first_dose(name: str) -> list[date]:
        checks = checks_due(regimen(name), START, YEAR)
        return [due.day for due in checks if due.code == "test-b12" and due.day > START]

    assert after_the_first_dose("bnf-hydroxocobalamin") == []
    assert after_the_first_dose("oral-cyanocobalamin-1mg") == [START + timedelta(days=91)]


def test_potassium_is_dated_in_the_first_48_hours_only_for_whom_it_can_fall() -> None:
    given = regimen("source-weekly-then-monthly")

    def days(*circumstances: str) -> list[int]:
        checks = checks_due(given, START, YEAR, circumstances)  # type: ignore[arg-type]
        return [(due.day - START).days for due in checks if due.code == "test-potassium"]

    assert days() == [0]
    assert days("potassium-at-risk") == [0, 1, 2, 7]


def test_mecobalamin_is_stopped_after_a_month_without_effect() -> None:
    due = [
        d for d in checks_due(regimen("mecobalamin-label"), START, YEAR) if "no effect" in d.says
    ]
    assert [d.day for d in due] == [START + timedelta(days=30)]


def test_yearly_reviews_go_on() -> None:
    given = regimen("bnf-hydroxocobalamin")
    until = START + timedelta(days=1100)
    yearly = [d for d in checks_due(given, START, until) if d.says.startswith("Yearly")]
    assert [(d.day - START).days for d in yearly] == [365, 730, 1095]
    assert all(check.because for check in CHECKS)

"""Whose treatment with B12 was not reviewed in time, and whose was?"""

from __future__ import annotations

from benchmarks.bulk.case import REVIEW_GAP, Case, Expected
from benchmarks.bulk.pieces import (
    B12_TABLET,
    BY_MOUTH,
    LACTATING,
    PREGNANT,
    TINGLING,
    Piece,
    diagnosis,
    injected,
    injections,
    lab,
    tablets,
    taken,
    taken_until,
)


def _case(name: str, expected: Expected, why: str, *pieces: Piece) -> Case:
    return Case(f"review-{name}", REVIEW_GAP, expected, why, pieces)


def _hb(days: float, **more: object) -> Piece:
    return lab("hb", 13.4, days, **more)


def _low(days: float) -> Piece:
    """Evidence from before the treatment, so that the injections have a reason."""
    return lab("b12", 120, days)


REVIEW: tuple[Case, ...] = (
    _case("never", "yes", "tablets for 200 days, never reviewed", tablets(200)),
    _case("injected", "yes", "injections for 200 days, never reviewed", _low(210), injections(200)),
    _case("doses", "yes", "injections for 300 days, never reviewed", _low(310), injected(300),
          injected(210), injected(120), injected(40)),
    _case("91-days", "yes", "the first review is due after 91 days", tablets(91)),
    _case("90-days", "no", "after 90 days it is not due yet", tablets(90)),
    _case("366-days", "yes", "the last review was 366 days ago", tablets(900), _hb(366)),
    _case("365-days", "no", "the last review was 365 days ago", tablets(900), _hb(365)),
    _case("too-early", "yes", "a blood count on day 10 is no review", tablets(200), _hb(190)),
    _case("before", "yes", "a blood count from before is no review", tablets(200), _hb(220)),
    _case("in-error", "yes", "the blood count was entered in error", tablets(200),
          _hb(50, status="entered-in-error")),
    _case("later", "yes", "the blood count is from after the day", tablets(200), _hb(-1)),
    _case("pregnant", "yes", "in pregnancy it is due after 30 days", tablets(40),
          diagnosis(PREGNANT, 100)),
    _case("lactating", "yes", "breastfeeding, it is due after 30 days", tablets(40),
          diagnosis(LACTATING, 60)),
    _case("reviewed", "no", "a blood count 50 days ago", tablets(200), _hb(50)),
    _case("mma", "no", "MMA 50 days ago", _low(210), injections(200), lab("mma", 150, 50)),
    _case("seen", "no", "symptoms were recorded 50 days ago", tablets(200),
          diagnosis(TINGLING, 50)),
    _case("ended", "no", "the treatment ended 150 days ago", taken_until(B12_TABLET, 500, 150)),
    _case("stopped", "no", "the treatment was stopped", taken(B12_TABLET, 500, status="stopped")),
    _case("new-course", "no", "a new course began 40 days ago", _low(610), injected(600),
          injected(40)),
    _case("start-unknown", "unknown", "it is not recorded since when it is taken",
          taken(B12_TABLET, 0, BY_MOUTH, effectivePeriod=None, dateAsserted=None)),
    Case("review-dead", REVIEW_GAP, "no", "the patient has died", (tablets(400),), died=9),
)  # fmt: skip

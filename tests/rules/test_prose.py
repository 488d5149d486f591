"""Do criteria and reasons read as a clinician would say them?"""

from __future__ import annotations

import pytest

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import FactRow, evaluate
from cobalamin.rules.expression import Criterion, Fact, all_of, any_of, no
from cobalamin.rules.prose import amount_words, explain, to_prose
from tests.rules.toy import (
    AGE,
    ALLERGY,
    ATAXIA,
    B12,
    FALLS,
    GREY,
    LOW_END,
    MMA,
    MMA_RAISED,
    OLD,
    RAISED,
    SIGNS,
    ng,
    pmol,
)

B12_LOW = B12.below(LOW_END)


@pytest.mark.parametrize(
    ("criterion", "words"),
    [
        (B12_LOW, "total B12 below 180 ng/L (133 pmol/L)"),
        (no(B12_LOW), "total B12 at least 180 ng/L (133 pmol/L)"),
        (MMA.above(MMA_RAISED), "MMA above 0.28 umol/L"),
        (AGE.above(OLD), "age above 75 years"),
        (ATAXIA.holds(), "ataxia recorded"),
        (no(ATAXIA.holds()), "no ataxia recorded"),
        (no(ALLERGY.holds()), "no allergy to a cobalamin"),
        (no(no(ATAXIA.holds())), "ataxia recorded"),
        (RAISED.holds(), "“MMA is raised and can be read” (mma.raised)"),
        (no(RAISED.holds()), "not “MMA is raised and can be read” (mma.raised)"),
        (
            GREY.when,
            "total B12 at least 180 ng/L (133 pmol/L) and total B12 at most 350 ng/L (258 pmol/L)",
        ),
        (
            SIGNS.when,
            "at least 2 of: ataxia recorded; tingling recorded; falls recorded; age above 75 years",
        ),
        (
            all_of(B12_LOW, any_of(ATAXIA.holds(), no(FALLS.holds()))),
            "total B12 below 180 ng/L (133 pmol/L) and (ataxia recorded or no falls recorded)",
        ),
        (
            any_of(FALLS.holds(), no(any_of(ATAXIA.holds(), ALLERGY.holds()))),
            "falls recorded or (none of: ataxia recorded; an allergy to a cobalamin)",
        ),
        (
            no(all_of(ATAXIA.holds(), FALLS.holds())),
            "not (ataxia recorded and falls recorded)",
        ),
        (no(any_of(ATAXIA.holds())), "no ataxia recorded"),
    ],
)
def test_a_criterion_reads_as_a_sentence(criterion: Criterion, words: str) -> None:
    assert to_prose(criterion) == words


@pytest.mark.parametrize(
    ("criterion", "row", "words"),
    [
        (B12_LOW, {"total_b12": ng(150)}, "total B12 is 150 ng/L, below 180 ng/L"),
        (B12_LOW, {"total_b12": pmol(133)}, "total B12 is 133 pmol/L, at least 133 pmol/L"),
        (B12_LOW, {"total_b12": ng(150, "<")}, "total B12 is <150 ng/L, below 180 ng/L"),
        (AGE.above(OLD), {"age": Amount(75, "a")}, "age is 75 years, at most 75 years"),
        (ATAXIA.holds(), {"ataxia": True}, "ataxia recorded"),
        (ATAXIA.holds(), {"ataxia": False}, "no ataxia recorded"),
        (ALLERGY.holds(), {"allergy": False}, "no allergy to a cobalamin"),
    ],
)
def test_a_reason_reads_as_a_sentence(criterion: Criterion, row: FactRow, words: str) -> None:
    (reason,) = evaluate(criterion, row).reasons
    assert explain(reason) == words


def test_a_label_that_cannot_take_no_says_not_so() -> None:
    bare = Fact("untested", "no B12 result in a year")
    assert to_prose(no(bare.holds())) == "not so: no B12 result in a year"


def test_amounts_are_written_as_people_write_them() -> None:
    assert amount_words(Amount(1, "a")) == "1 year"
    assert amount_words(Amount(41, "mL/min/{1.73_m2}")) == "41 mL/min/1.73 m2"
    assert amount_words(Amount(6.5, "%", ">=")) == ">=6.5%"
    assert amount_words(Amount(3, "1")) == "3"

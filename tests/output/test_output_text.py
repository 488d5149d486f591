"""Can a clinician read it: the answer first, each reason once, nothing hidden?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cobalamin.assess.as_text import as_text
from cobalamin.assess.assessment import Because
from cobalamin.chart import Problem
from cobalamin.value import replace
from tests.output.assessments_by_hand import (
    CASES,
    CONFIRMED,
    EMPTY_RECORD,
    HOSTILE,
    METFORMIN,
    NUMB_FEET,
)

GOLDEN = Path(__file__).with_name("golden")


def section(text: str, heading: str) -> str:
    """The lines from a heading to the next empty line."""
    return text.partition(f"\n{heading}\n")[2].partition("\n\n")[0]


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_as_reviewed(case: str) -> None:
    assert as_text(CASES[case]) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("width", [72, 80, 100])
def test_no_line_is_too_wide_and_none_ends_in_a_space(case: str, width: int) -> None:
    lines = as_text(CASES[case], width=width).splitlines()
    assert [line for line in lines if len(line) > width or line != line.rstrip()] == []


def test_the_first_line_says_what_there_is_and_what_to_do() -> None:
    first = as_text(CONFIRMED).splitlines()[0]
    assert first.startswith("B12 deficiency is confirmed. Start injections now")


def test_an_answer_that_may_change_says_so_at_once() -> None:
    opening = as_text(EMPTY_RECORD).partition("\n\n")[0]
    assert "This may change: see What is missing." in opening
    assert "This may change" not in as_text(CONFIRMED)


def test_each_reason_is_told_once_and_then_referred_to() -> None:
    text = as_text(CONFIRMED)
    assert text.count("Total B12 is 152 ng/L") == 1
    assert text.count("Numbness or pins and needles is recorded") == 1
    assert "Deficiency: as under Total B12 and Metabolites" in text
    assert "(See Total B12.)" in text


def test_who_says_every_reason_stands_once_beside_the_heading() -> None:
    age = Because("age is 66 years", ("Patient/p1",), ("NG239", "AAFP2025"))
    answer = replace(CONFIRMED.answers[0], because=(replace(METFORMIN, cites=("NG239",)), age))
    why = section(as_text(replace(CONFIRMED, answers=(answer,))), "Why")
    assert why.splitlines()[0] == "  Suspicion [NG239]"
    assert "Age is 66 years. [AAFP2025] (Patient/p1)" in why
    assert why.count("NG239") == 1


def test_a_reason_is_referred_to_where_it_was_told_first() -> None:
    again = replace(CONFIRMED.answers[5], question="pins", because=(NUMB_FEET, METFORMIN))
    steps = (replace(CONFIRMED.steps[5], because=(NUMB_FEET,)),)
    text = as_text(replace(CONFIRMED, answers=(*CONFIRMED.answers, again), steps=steps))
    assert "Pins: as under Suspicion." in text
    assert "affected. (See Suspicion.)" in text


def test_another_authority_for_a_reason_told_before_is_not_lost() -> None:
    step = replace(CONFIRMED.steps[5], because=(replace(NUMB_FEET, cites=("BSH2014",)),))
    assert "(See Suspicion.) [BSH2014]" in as_text(replace(CONFIRMED, steps=(step,)))


def test_a_reason_that_only_repeats_its_step_adds_who_says_it() -> None:
    step = replace(CONFIRMED.steps[3], because=(Because("measure potassium", (), ("BSH2014",)),))
    text = as_text(replace(CONFIRMED, steps=(step,)))
    assert "1. Measure potassium. [BSH2014]\n\n" in text


def test_what_cannot_wait_is_pointed_to_at_once() -> None:
    assert "Act now: see steps 1 to 4 below." in as_text(CONFIRMED).partition("\n\n")[0]
    one = as_text(replace(CONFIRMED, steps=CONFIRMED.steps[:1])).partition("\n\n")[0]
    assert "Act now: see step 1 below." in one
    assert "Act now" not in as_text(replace(CONFIRMED, steps=CONFIRMED.steps[1:2]))


def test_every_reason_names_its_resource_and_who_says_so() -> None:
    why = section(as_text(CONFIRMED, width=100), "Why")
    assert "below 180 ng/L. [NG239, AAFP2025] (Observation/b12)" in why


def test_many_resources_are_counted_not_listed() -> None:
    many = Because("seen often", tuple(f"Observation/{n}" for n in range(9)))
    step = replace(CONFIRMED.steps[0], because=(many,))
    text = as_text(replace(CONFIRMED, steps=(step,)), width=100)
    assert "(Observation/0, Observation/1, Observation/2 and 6 more)" in text


def test_what_speaks_against_names_the_answers_that_it_bears_on() -> None:
    against = section(as_text(CONFIRMED), "What speaks against")
    assert "Deficiency and Treatment: Nearly half" in against
    assert against.count("Nearly half") == 1


def test_what_is_missing_names_what_it_would_settle() -> None:
    missing = section(as_text(CONFIRMED), "What is missing")
    assert "To settle Attribution: HbA1c; copper" in missing
    missing = section(as_text(EMPTY_RECORD), "What is missing")
    assert "To settle Total B12 and Deficiency: total B12" in missing
    assert "MMA; homocysteine" in missing  # a name without a label is shown as it is


def test_steps_come_by_urgency() -> None:
    steps = section(as_text(CONFIRMED), "Next steps")
    assert re.findall(r"^  (\w+)$", steps, re.MULTILINE) == ["Now", "Soon", "Routine"]
    numbers = re.findall(r"^ +(\d+)\. ", steps, re.MULTILINE)
    assert numbers == [str(n + 1) for n in range(len(CONFIRMED.steps))]
    assert steps.index("Measure potassium before") < steps.index("Test for intrinsic factor")


def test_weak_sources_are_marked() -> None:
    sources = " ".join(section(as_text(CONFIRMED), "Sources of this answer").split())
    assert "MMA (from memory, not verified)." in sources
    assert "(read second-hand)." in sources
    assert "(chosen by us)." in sources
    assert '"a common reaction"' in sources


def test_equal_problems_are_told_together_and_many_are_counted() -> None:
    problems = section(as_text(CONFIRMED), "Problems in the record")
    assert "Observation/b12-old, Observation/b12-older: The unit" in problems
    many = tuple(Problem(f"Observation/{n}", f"reason {n}") for n in range(20))
    problems = section(as_text(replace(CONFIRMED, problems=many)), "Problems in the record")
    assert problems.splitlines()[-1] == "  - and 5 more kinds; --format json lists all"


def test_nothing_in_a_record_reaches_the_terminal_as_a_command() -> None:
    text = as_text(HOSTILE)
    assert [c for c in text if not c.isprintable() and c != "\n"] == []
    assert r"\u001b[31mred\u001b[0m\u202e" in text


def test_bold_adds_marks_and_changes_no_word() -> None:
    bold = as_text(CONFIRMED, bold=True)
    assert bold.startswith("\x1b[1mB12 deficiency")
    assert re.sub(r"\x1b\[[01]m", "", bold) == as_text(CONFIRMED)


def test_it_ends_with_the_knowledge_and_what_it_is_not() -> None:
    ending = as_text(CONFIRMED).rpartition("\n\n")[2]
    assert CONFIRMED.fingerprint in ending
    assert "does not replace it" in ending

"""Stories of people who are treated already, never tested, or whose test cannot be read."""

from __future__ import annotations

from cobalamin.guideline.profiles import NAMES
from tests.journeys.telling import told, told_alike


def test_a_sample_taken_after_an_injection_classifies_nothing() -> None:
    for guideline in NAMES:
        story = told("treated-before-the-sample", guideline)
        assert story.answers[:4] == (
            *("not-interpretable", "not-measured"),
            *("not-interpretable", "indeterminate"),
        )
        assert story.answers[5] == "continue"
        assert story.steps["warn-treated-sample"] == "soon"
        assert story.steps["review-diagnosis"] == "routine"
        assert "holds no test result that shows the deficiency" in story.against("treatment")


def test_injections_without_evidence_go_on_but_are_questioned() -> None:
    story = told_alike("on-injections-without-evidence")
    assert story.answers == (
        *("not-measured", "not-measured", "not-measured"),
        *("not-tested", "risk-only", "continue"),
    )
    assert "holds no test that shows it" in story.against("deficiency")
    assert "holds no test result that shows the deficiency" in story.against("treatment")
    assert story.missing("deficiency") == ["total_b12"]
    assert story.steps["treat-maintain"] == "routine"
    assert story.steps["review-diagnosis"] == "routine"


def test_numbness_with_a_raised_mma_on_injections_asks_for_more() -> None:
    story = told_alike("still-numb-on-injections")
    assert story.answers[2] == "mma-raised"
    assert story.answers[5] == "intensify"
    assert story.steps["treat-intensify"] == "soon"
    assert story.steps["warn-treated-sample"] == "soon"


def test_a_vegan_without_symptoms_is_only_screened() -> None:
    story = told_alike("vegan-screening-only")
    assert story.answers[3:5] == ("not-tested", "risk-only")
    assert story.steps == {"test-b12": "routine"}
    assert "vegan or other low-B12 diet" in story.because("suspicion")


def test_a_unit_that_cannot_be_right_is_a_problem_and_no_number() -> None:
    for guideline in NAMES:
        story = told("unit-that-cannot-be-right", guideline)
        assert story.answers[0] == "not-interpretable"
        assert "pg/dL" in story.problems["Observation/b12"]
        assert "164" not in story.because("total_b12")
        assert story.steps["test-b12"] == "now"  # a readable number is still wanted

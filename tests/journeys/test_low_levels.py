"""Stories of a low B12: when does it confirm, when only ask, and when is it no deficiency?"""

from __future__ import annotations

import pytest

from tests.journeys.telling import WORK_UP, told, told_alike

TREAT_AT_ONCE = "would treat a total B12 below 180 ng/L without waiting for metabolites"
NICE_CALLS_IT_DEFICIENT = "NICE NG239 and AAFP 2025 call a total B12 below 180 ng/L deficient"
other_guidelines = pytest.mark.parametrize("guideline", ["ng239", "aafp-2025"])


def test_a_low_b12_alone_waits_for_mma_and_homocysteine() -> None:
    story = told("low-b12-alone")
    assert story.answers == (
        *("deficient", "not-measured", "not-measured"),
        *("probable", "symptoms-only", "confirm-first"),
    )
    assert story.missing("deficiency") == ["mma", "homocysteine"]
    asked = {"test-mma", "test-homocysteine", "test-egfr", "test-folate"}
    assert {code: story.steps[code] for code in asked} == dict.fromkeys(asked, "soon")
    assert "treat-load" not in story.steps
    assert NICE_CALLS_IT_DEFICIENT in story.against("deficiency")
    assert TREAT_AT_ONCE in story.against("treatment")


@other_guidelines
def test_a_low_b12_alone_is_confirmed_where_the_level_is_enough(guideline: str) -> None:
    story = told("low-b12-alone", guideline)
    assert story.answers[3:] == ("confirmed", "symptoms-only", "start")
    assert story.steps["treat-load"] == "soon"
    assert "The source article asks for MMA and homocysteine" in story.against("deficiency")


def test_pernicious_anaemia_is_confirmed_whatever_the_guideline() -> None:
    story = told_alike("pernicious-anaemia-confirmed")
    assert story.answers == (
        *("deficient", "not-measured", "both-raised"),
        *("confirmed", "suspected", "start"),
    )
    assert "68 pmol/L, below 133 pmol/L" in story.because("total_b12")
    assert "MMA is 4200 nmol/L, above 271 nmol/L" in story.because("deficiency")
    # The antibody is known already.
    assert story.steps == {"treat-load": "soon", "ask-safety": "now", **WORK_UP}
    assert story.problems == {}


def test_haptocorrin_deficiency_with_normal_metabolites_is_not_confirmed_anywhere() -> None:
    story = told_alike("haptocorrin-deficiency-normal-metabolites")
    assert story.answers == (
        *("deficient", "unlikely", "normal"),
        *("not-confirmed", "none", "not-indicated"),
    )
    assert NICE_CALLS_IT_DEFICIENT in story.against("deficiency")
    assert "Tests neither prove nor exclude" in story.against("deficiency")
    assert not any(step.startswith("treat") for step in story.steps)


def test_a_low_b12_in_pregnancy_is_not_read_and_active_b12_is_asked_for() -> None:
    story = told_alike("pregnant-low-total-b12")
    assert story.answers == (
        *("not-interpretable", "not-measured", "not-measured"),
        *("indeterminate", "symptoms-only", "confirm-first"),
    )
    assert "pregnancy recorded" in story.because("total_b12").lower()
    assert story.steps["test-active-b12"] == "soon"
    assert story.steps["warn-pregnancy"] == "soon"
    assert "treat-load" not in story.steps


def test_in_pregnancy_neither_total_b12_nor_a_low_homocysteine_reassures() -> None:
    story = told_alike("pregnant-homocysteine-in-range")
    assert story.answers == (
        *("not-interpretable", "not-measured", "normal"),
        *("indeterminate", "risk-only", "confirm-first"),  # 113 g/L is no anaemia in pregnancy
    )
    assert "pregnancy recorded" in story.because("total_b12").lower()
    asked = ("test-active-b12", "warn-pregnancy", "test-mma", "test-egfr")
    assert story.steps == dict.fromkeys(asked, "soon")


def test_raised_metabolites_without_a_kidney_test_ask_for_one() -> None:
    story = told("low-with-missing-egfr")
    assert story.answers == (
        *("deficient", "not-measured", "not-interpretable"),
        *("probable", "suspected", "confirm-first"),
    )
    assert story.missing("metabolites") == ["egfr", "folate"]
    assert story.missing("deficiency") == ["egfr"]
    assert story.missing("treatment") == ["egfr"]
    assert story.steps["test-egfr"] == "soon"
    assert story.steps["test-folate"] == "soon"


@other_guidelines
def test_a_low_b12_needs_no_kidney_test_where_the_level_is_enough(guideline: str) -> None:
    story = told("low-with-missing-egfr", guideline)
    assert (story.answers[2], story.answers[3]) == ("not-interpretable", "confirmed")
    assert story.missing("deficiency") == []
    assert story.missing("metabolites") == ["egfr", "folate"]


def test_a_recorded_cobalamin_allergy_holds_a_confirmed_treatment() -> None:
    story = told_alike("cobalamin-allergy-hold")
    assert story.answers == (
        *("deficient", "not-measured", "both-raised"),
        *("confirmed", "suspected", "hold"),
    )
    assert story.steps == {
        "block-all-cobalamin": "now",
        "refer-allergy": "soon",
        "test-copper": "soon",  # numb after a gastric bypass
        **WORK_UP,
    }
    assert "tolerated another" in story.against("treatment")
    assert "Hydroxocobalamin" in story.problems["AllergyIntolerance/reaction"]

"""Stories of a B12 in the grey band or above it: what do metabolites and situations change?"""

from __future__ import annotations

from cobalamin.guideline.profiles import NAMES
from tests.journeys.telling import WORK_UP, told, told_alike


def test_metformin_nine_years_numb_feet_is_confirmed_in_the_grey_band() -> None:
    story = told_alike("metformin-nine-years-numb-feet")
    assert story.answers == (
        *("indeterminate", "not-measured", "both-raised"),
        *("confirmed", "suspected", "start"),
    )
    assert story.steps == {
        "ask-safety": "now",
        "treat-load": "soon",
        "test-if-antibody": "soon",
        "review-medicine": "routine",
        "test-paraprotein": "routine",  # diabetes is known, so glucose is not asked for
        "test-tsh": "routine",
    }
    assert "Sources differ on metformin" in story.against("suspicion")


def test_the_early_stage_is_found_by_metabolites_with_b12_in_range() -> None:
    story = told_alike("early-stage-b12-in-range")
    assert story.answers == (
        *("unlikely", "not-measured", "both-raised"),
        *("confirmed", "suspected", "start"),
    )
    assert "does not exclude deficiency" in story.against("total_b12")
    assert "call deficiency unlikely here" in story.against("deficiency")
    assert "homocysteine is 2.6 mg/L, above 2.03 mg/L" in story.because("metabolites")


def test_ataxia_does_not_wait_for_metabolites() -> None:
    story = told_alike("ataxia-do-not-wait")
    assert story.answers == (
        *("indeterminate", "not-measured", "not-measured"),
        *("indeterminate", "suspected", "start-now"),
    )
    assert "makes confirmation a prerequisite" in story.against("treatment")
    assert "ataxia or gait disorder" in story.because("treatment").lower()
    for guideline in NAMES:
        steps = told("ataxia-do-not-wait", guideline).steps
        now = {"treat-now", "test-mma", "test-homocysteine", "test-egfr", "test-folate"}
        now |= {"ask-safety"}
        assert {code for code, urgency in steps.items() if urgency == "now"} == now


def test_a_b12_in_range_alone_does_not_settle_ataxia_in_a_vegan() -> None:
    story = told_alike("ataxia-with-b12-in-range")
    assert story.answers == (
        *("unlikely", "not-measured", "not-measured"),
        *("unlikely", "suspected", "confirm-first"),
    )
    assert "ataxia or gait disorder" in story.because("treatment").lower()
    assert 'matched by its words "Vegan diet since 2019"' in story.problems["Observation/diet"]
    for guideline in NAMES:
        steps = told("ataxia-with-b12-in-range", guideline).steps
        now = {"test-mma", "test-homocysteine", "test-egfr", "test-folate"}
        assert {code for code, urgency in steps.items() if urgency == "now"} == now
        assert steps["review-diagnosis"] == "routine"


def test_nitrous_oxide_with_a_normal_b12_is_a_functional_deficiency() -> None:
    story = told_alike("nitrous-oxide-normal-b12")
    assert story.answers == (
        *("not-interpretable", "not-measured", "both-raised"),
        *("functional", "suspected", "start"),
    )
    assert "nitrous oxide use recorded" in story.because("total_b12").lower()
    now = {"treat-load": "now", "stop-nitrous-oxide": "now", "ask-safety": "now"}
    assert story.steps == now | WORK_UP
    assert "Recreational nitrous oxide use" in story.problems["Condition/nitrous-oxide"]


def test_kidney_disease_leaves_a_raised_mma_unread() -> None:
    told_by = {name: told("kidney-disease-raised-mma", name) for name in NAMES}
    for story in told_by.values():
        assert story.answers[:4] == (
            *("indeterminate", "not-measured"),
            *("not-interpretable", "indeterminate"),
        )
        assert story.answers[5] == "confirm-first"
        assert story.steps == {
            "test-urine-mma": "soon",
            "test-active-b12": "routine",
            "repeat-test": "routine",
            **WORK_UP,
        }
        assert "eGFR is 24" in story.because("metabolites")
    # Age alone is a risk from 65 years here, and from over 75 or not at all elsewhere.
    suspicions = {name: story.answers[4] for name, story in told_by.items()}
    assert suspicions == {
        "confirm-first": "suspected",
        "ng239": "symptoms-only",
        "aafp-2025": "symptoms-only",
    }


def test_antibodies_may_hide_a_deficiency_behind_a_normal_b12() -> None:
    story = told_alike("antibody-interference")
    assert story.answers[:4] == (
        *("not-interpretable", "not-measured"),
        *("not-measured", "indeterminate"),
    )
    assert story.answers[4:] == ("suspected", "confirm-first")
    assert "intrinsic factor antibody positive" in story.because("total_b12").lower()
    assert "intrinsic factor antibody positive" in story.because("suspicion").lower()
    assert story.steps["test-alternative-assay"] == "soon"
    assert story.steps["test-mma"] == "soon"
    assert "test-if-antibody" not in story.steps


def test_a_high_b12_in_myeloproliferative_disease_excludes_nothing() -> None:
    story = told("myeloproliferative-high-b12")
    assert story.answers == (
        *("not-interpretable", "not-measured", "not-measured"),
        *("indeterminate", "suspected", "confirm-first"),
    )
    assert story.steps["warn-high-b12"] == "soon"
    assert story.steps["test-mma"] == "soon"
    assert story.missing("deficiency") == ["mma", "homocysteine"]


def test_diabetic_neuropathy_with_normal_metabolites_is_not_blamed_on_b12() -> None:
    story = told_alike("diabetic-normal-metabolites")
    assert story.answers == (
        *("unlikely", "not-measured", "normal"),
        *("unlikely", "suspected", "not-indicated"),
    )
    assert story.steps == {
        "review-diagnosis": "routine",
        "test-paraprotein": "routine",
        "test-tsh": "routine",
    }
    assert "Tests neither prove nor exclude" in story.against("deficiency")


def test_a_homocysteine_raised_by_folate_deficiency_is_not_blamed_on_b12() -> None:
    story = told_alike("folate-deficiency-raised-homocysteine")
    assert story.answers == (
        *("indeterminate", "not-measured", "not-interpretable"),
        *("not-confirmed", "symptoms-only", "not-indicated"),
    )
    assert "serum folate is 1.6 ug/L, below 3 ug/L" in story.because("metabolites")
    assert "Tests neither prove nor exclude" in story.against("deficiency")
    assert story.steps == {"review-diagnosis": "routine", **WORK_UP}

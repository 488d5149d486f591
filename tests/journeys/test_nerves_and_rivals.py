"""Stories of the nerves: what explains a neuropathy, and who must see it today?"""

from __future__ import annotations

import pytest

from cobalamin.guideline.profiles import NAMES
from tests.journeys.telling import Told, told


def nerves(story: Told) -> tuple[str, str]:
    """Whether there is a neuropathy, and what explains it."""
    answers = story.json["answers"]
    return answers["neuropathy"]["code"], answers["attribution"]["code"]


@pytest.mark.parametrize(
    ("name", "neuropathy", "attribution"),
    [
        ("alcohol-and-b12-deficiency", "present", "mixed"),
        ("ascending-weakness-red-flags", "present", "unclear"),
        ("copper-low-after-gastric-bypass", "present", "other-cause"),
        ("diabetic-normal-metabolites", "present", "other-cause"),
        ("diabetic-on-metformin-b12-in-range-high-mma", "possible", "mixed"),
        ("folate-deficiency-raised-homocysteine", "possible", "other-cause"),
        ("hands-and-feet-together-slow-nerves", "present", "b12"),
        ("hypothyroid-neuropathy", "present", "other-cause"),
        ("mnsi-two-reversed-questions", "present", "unclear"),
        ("nitrous-oxide-normal-b12", "possible", "b12"),
        ("one-hand-only", "possible", "unclear"),
        ("paraprotein-beside-a-low-b12", "present", "other-cause"),
        ("vegan-screening-only", "none-recorded", "not-applicable"),
        ("vincristine-numb-hands", "present", "other-cause"),
        ("vitamin-b6-sensory-ataxia", "present", "other-cause"),
    ],
)
def test_every_guideline_explains_the_neuropathy_alike(
    name: str, neuropathy: str, attribution: str
) -> None:
    assert {nerves(told(name, guideline)) for guideline in NAMES} == {(neuropathy, attribution)}


def test_alcohol_beside_a_confirmed_deficiency_is_both() -> None:
    story = told("alcohol-and-b12-deficiency")
    assert "harmful alcohol use" in story.because("attribution")
    assert "total B12 is 148 ng/L" in story.because("attribution")
    assert "266 days, above 91 days" in story.because("attribution")
    assert "Mild by what is recorded" in story.against("attribution")


def test_red_flags_go_to_neurology_today_whatever_b12_is() -> None:
    for guideline in NAMES:
        story = told("ascending-weakness-red-flags", guideline)
        assert story.steps["refer-neurology"] == "now"
        assert story.steps["test-b12"] == "soon"
    [referral] = [s for s in story.json["actions"] if s["code"] == "refer-neurology"]
    reasons = {place for reason in referral["because"] for place in reason["sources"]}
    assert reasons >= {"Condition/weakness", "Condition/swallowing"}


def test_low_copper_after_a_gastric_bypass_is_not_taken_for_b12_deficiency() -> None:
    story = told("copper-low-after-gastric-bypass")
    assert "copper or ceruloplasmin below the laboratory's own limit" in story.because(
        "attribution"
    )
    assert "test-copper" not in story.steps  # it is there already
    assert not any(step.startswith("treat-") for step in story.steps)


def test_a_diabetic_with_normal_metabolites_is_told_fairly_what_b12_can_do() -> None:
    story = told("diabetic-normal-metabolites")
    assert "diabetes recorded" in story.because("attribution")
    assert "no proven effect on diabetic neuropathy" in story.against("attribution")
    assert "One trial" in story.against("attribution")
    assert story.answers[-1] == "not-indicated"


def test_a_metformin_user_with_b12_in_range_and_high_mma_is_found() -> None:
    for guideline in NAMES:
        story = told("diabetic-on-metformin-b12-in-range-high-mma", guideline)
        assert story.answers[-1] == "start"
        assert "MMA is 0.62 umol/L" in story.because("attribution")
        assert "diabetes recorded" in story.because("attribution")
        assert "test-glucose" not in story.steps  # diabetes is known


def test_nerves_are_read_against_the_laboratory_s_own_limits_and_severity_is_said() -> None:
    story = told("hands-and-feet-together-slow-nerves")
    assert "nerve conduction below the laboratory's own limit" in story.because("neuropathy")
    assert "arms first, or together with the legs" in story.because("attribution")
    assert "symptoms recorded on both sides" in story.because("attribution")
    said = story.against("attribution")
    assert "Moderate by what is recorded" in said
    assert "for more than 3 months" in said
    assert "Romberg's or Babinski's sign" in said
    assert "Without anaemia" in said
    assert "have not all been tested" not in said
    assert not {"test-glucose", "test-tsh", "test-paraprotein", "test-cbc"} & set(story.steps)


def test_a_raised_tsh_explains_a_neuropathy_with_normal_metabolites() -> None:
    story = told("hypothyroid-neuropathy")
    assert "TSH above the laboratory's own limit" in story.because("attribution")
    assert "test-tsh" not in story.steps
    assert story.steps["test-glucose"] == "routine"


def test_the_reversed_questions_of_the_mnsi_are_reversed() -> None:
    story = told("mnsi-two-reversed-questions")
    # Two answers of yes, and two that count because they are no: without the reversal it is 2.
    assert "MNSI questionnaire score is 4, at least 4" in story.because("neuropathy")
    assert "Cut-offs of the MNSI differ" in story.against("neuropathy")
    assert story.steps["test-b12"] == "soon"
    assert story.answers[-1] == "confirm-first"


def test_one_hand_only_is_a_red_flag_and_not_a_picture_of_b12_deficiency() -> None:
    story = told("one-hand-only")
    assert story.steps["refer-neurology"] == "now"
    assert "symptoms recorded on one side only" in story.because("attribution")


def test_a_paraprotein_beside_a_low_b12_goes_to_haematology() -> None:
    for guideline in NAMES:
        story = told("paraprotein-beside-a-low-b12", guideline)
        assert story.steps["refer-haematology"] == "soon"
        assert "test-paraprotein" not in story.steps
        assert story.answers[-1] == "not-indicated"


def test_vincristine_months_ago_still_counts() -> None:
    story = told("vincristine-numb-hands")
    assert "a medicine that harms nerves taken within a year" in story.because("attribution")
    assert story.steps["review-medicine"] == "soon"


def test_a_high_dose_of_vitamin_b6_is_named_with_its_number() -> None:
    story = told("vitamin-b6-sensory-ataxia")
    assert "daily dose of vitamin B6 is 600 mg, at least 500 mg" in story.because("attribution")
    assert story.steps["test-b6"] == "routine"
    assert story.steps["review-medicine"] == "soon"

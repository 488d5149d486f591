"""Stories of causes: what led to the deficiency, for how long to treat, and what to look for?"""

from __future__ import annotations

import pytest

from cobalamin.guideline.profiles import NAMES
from tests.journeys.telling import Told, printed, told


def duration(story: Told) -> str:
    """For how long."""
    return story.json["answers"]["duration"]["code"]


def said(story: Told, step: str) -> str:
    """What a step says."""
    [words] = [each["says"] for each in story.json["actions"] if each["code"] == step]
    return words


@pytest.mark.parametrize(
    ("name", "code", "cause"),
    [
        ("antibody-sampled-after-an-injection", "undetermined", "autoimmune gastritis, possible"),
        ("coeliac-until-healed", "until-cause-resolved", "coeliac disease, likely"),
        ("colchicine-in-words-only", "until-cause-resolved", "colchicine taken"),
        ("gastrectomy-total-lifelong", "lifelong", "total gastrectomy, likely"),
        ("ileum-resected-in-crohn", "lifelong", "resection of the terminal ileum, likely"),
        ("no-cause-found-yet", "undetermined", "look for the cause"),
        ("pernicious-anaemia-confirmed", "lifelong", "autoimmune gastritis, likely"),
        ("sleeve-gastrectomy-tablets-may-do", "lifelong", "bariatric surgery, likely"),
        ("tapeworm-from-raw-fish", "until-cause-resolved", "fish tapeworm, likely"),
        ("vegan-with-the-antibody", "lifelong", "a diet low in B12, likely"),
        ("nitrous-oxide-normal-b12", "until-cause-resolved", "nitrous oxide, likely"),
        ("metformin-nine-years-numb-feet", "until-cause-resolved", "metformin, likely"),
    ],
)
def test_every_guideline_decides_alike_on_the_cause(name: str, code: str, cause: str) -> None:
    stories = [told(name, guideline) for guideline in NAMES]
    assert {duration(story) for story in stories} == {code}
    assert all(cause in story.because("duration") for story in stories)


@pytest.mark.parametrize("name", ["low-b12-alone", "haptocorrin-deficiency-normal-metabolites"])
def test_where_nothing_is_treated_it_is_not_asked_for_how_long(name: str) -> None:
    assert duration(told(name)) == "not-applicable"


def test_little_metformin_is_a_likely_cause_for_nice_and_aafp_only() -> None:
    name = "metformin-ten-months-low-dose"
    assert {guideline: duration(told(name, guideline)) for guideline in NAMES} == {
        "confirm-first": "undetermined",
        "ng239": "until-cause-resolved",
        "aafp-2025": "until-cause-resolved",
    }
    for guideline in NAMES:
        against = told(name, guideline).against("duration")
        assert "MHRA names neither dose nor duration" in against
        assert "ADA tests everyone" in against
        assert "AAFP 2017 counts metformin after more than 4 months, and it is longer" in against
        assert "Infante 2021 would not yet test for metformin alone" in against
    assert "metformin use is 306 days" in told(name, "aafp-2025").because("duration")
    assert "go on with it as long as it is needed" in said(told(name), "review-medicine")


def test_five_months_of_an_acid_blocker_are_a_likely_cause_for_nice_only() -> None:
    name = "omeprazole-five-months"
    assert {guideline: duration(told(name, guideline)) for guideline in NAMES} == {
        "confirm-first": "undetermined",
        "ng239": "until-cause-resolved",
        "aafp-2025": "undetermined",
    }
    for guideline in NAMES:
        against = told(name, guideline).against("duration")
        assert "AAFP counts from 12 months, which are not reached" in against
        assert "Lam 2013 found it from 2 years of use" in against
    assert "Review the acid blocker" in said(told(name), "review-medicine")
    assert "test-coeliac" in told(name).steps
    assert "test-coeliac" not in told(name, "ng239").steps  # there a cause is likely


def test_the_lasting_cause_decides_and_comes_first() -> None:
    vegan = told("vegan-with-the-antibody")
    first, second = (each["says"] for each in vegan.json["answers"]["duration"]["because"])
    assert first.startswith("autoimmune gastritis, likely cause: intrinsic factor antibody")
    assert second.startswith("a diet low in B12, likely cause")
    assert "does not shorten the treatment" in vegan.against("duration")
    crohn = told("ileum-resected-in-crohn")
    assert "disease of the ileum, likely" in crohn.because("duration")
    assert "less than 20 cm" in crohn.against("duration")


def test_years_of_an_acid_blocker_do_not_shorten_treatment_without_a_stomach() -> None:
    story = told("gastrectomy-total-lifelong")
    assert "an acid blocker, likely cause" in story.because("duration")
    assert "which are reached" in story.against("duration")
    assert "test-if-antibody" not in story.steps


def test_after_a_sleeve_gastrectomy_aafp_would_treat_by_mouth() -> None:
    against = told("sleeve-gastrectomy-tablets-may-do").against("duration")
    assert "AAFP gives 1 mg a day by mouth" in against


def test_an_antibody_from_soon_after_an_injection_is_repeated() -> None:
    story = told("antibody-sampled-after-an-injection")
    assert "it can be falsely positive: repeat it" in story.against("duration")
    assert "more than 2 weeks after an injection" in said(story, "test-if-antibody")


def test_without_a_cause_the_search_goes_on() -> None:
    story = told("no-cause-found-yet")
    wanted = {"test-parietal-antibody", "test-coeliac", "test-h-pylori"}
    assert wanted <= set(story.steps)
    assert "does not rule out autoimmune gastritis" in said(story, "test-parietal-antibody")
    healed = told("coeliac-until-healed")
    assert wanted & set(healed.steps) == {"test-parietal-antibody"}
    assert "A negative intrinsic factor antibody does not rule out" in healed.against("duration")


def test_the_text_ranks_the_causes_with_what_to_do() -> None:
    text = " ".join(printed("vegan-with-the-antibody", "confirm-first", "text").split())
    told_causes = text.partition("Likely causes")[2].partition("Why")[0]
    assert told_causes.index("1. Autoimmune gastritis (likely)") < told_causes.index("2. A diet")
    assert "without which B12 is not taken up. Treat for life, by injection" in told_causes
    assert "Duration: as under Likely causes." in text
    empty = printed("haptocorrin-deficiency-normal-metabolites", "confirm-first", "text")
    assert "Likely causes" not in empty

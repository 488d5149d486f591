"""Are the nerve scores added up as their authors print them?"""

from __future__ import annotations

import pytest

from cobalamin.guideline.scores import (
    MNSI_ITEMS,
    Foot,
    Grade,
    mnsi_examination,
    mnsi_questionnaire,
    modified_toronto,
    monofilament_grade,
    toronto,
    vibration_grade,
)

NO_TO_ALL = dict.fromkeys(MNSI_ITEMS, False)


def test_a_no_to_everything_scores_the_two_reversed_questions() -> None:
    assert mnsi_questionnaire(NO_TO_ALL) == 2


def test_a_yes_to_everything_scores_eleven() -> None:
    assert mnsi_questionnaire(dict.fromkeys(MNSI_ITEMS, True)) == 11


@pytest.mark.parametrize("item", MNSI_ITEMS)
def test_each_question_counts_as_printed(item: int) -> None:
    gain = {7: -1, 13: -1, 4: 0, 10: 0}.get(item, 1)
    assert mnsi_questionnaire(NO_TO_ALL | {item: True}) == 2 + gain


def test_the_worst_total_is_thirteen() -> None:
    assert mnsi_questionnaire({item: item not in (7, 13) for item in MNSI_ITEMS}) == 13


@pytest.mark.parametrize("item", MNSI_ITEMS)
def test_a_missing_answer_leaves_no_total_unless_it_is_not_scored(item: int) -> None:
    rest = {number: False for number in MNSI_ITEMS if number != item}
    assert mnsi_questionnaire(rest) == (2 if item in (4, 10) else None)


def test_a_number_that_is_no_question_is_refused() -> None:
    with pytest.raises(ValueError, match=r"questions 1 to 15, not \[0, 16\]"):
        mnsi_questionnaire(NO_TO_ALL | {16: True, 0: True})


def foot(reflex: Grade = "normal", vibration: Grade = "normal", touch: Grade | None = None) -> Foot:
    return Foot(False, False, reflex, vibration, touch)


def test_the_examination_adds_both_feet() -> None:
    assert mnsi_examination(foot(), foot()) == 0
    assert mnsi_examination(foot("absent", "reduced"), foot("reduced")) == 2
    worst = Foot(True, True, "absent", "absent", "absent")
    assert mnsi_examination(worst, worst) == 10
    assert mnsi_examination(Foot(True, False, "normal", "normal"), foot()) == 1
    assert mnsi_examination(foot(), Foot(False, True, "normal", "normal")) == 1


def test_a_monofilament_on_one_foot_only_is_refused() -> None:
    with pytest.raises(ValueError, match="both feet"):
        mnsi_examination(foot(touch="normal"), foot())


@pytest.mark.parametrize(
    ("felt", "grade"),
    [(0, "absent"), (1, "reduced"), (7, "reduced"), (8, "normal"), (10, "normal")],
)
def test_the_monofilament_is_graded_at_eight_and_at_none(felt: int, grade: Grade) -> None:
    assert monofilament_grade(felt) == grade


@pytest.mark.parametrize("felt", [-1, 11])
def test_more_than_ten_touches_cannot_be_felt(felt: int) -> None:
    with pytest.raises(ValueError, match="of ten touches"):
        monofilament_grade(felt)


@pytest.mark.parametrize(
    ("longer", "grade"), [(0.0, "normal"), (9.9, "normal"), (10.0, "reduced"), (None, "absent")]
)
def test_vibration_is_reduced_from_ten_seconds(longer: float | None, grade: Grade) -> None:
    assert vibration_grade(longer) == grade


def test_the_toronto_score_runs_from_0_to_19() -> None:
    assert toronto([False] * 6, [0] * 4, [False] * 5) == 0
    assert toronto([True] * 6, [2] * 4, [True] * 5) == 19
    assert toronto([True] + [False] * 5, [1, 0, 0, 2], [False] * 4 + [True]) == 5


def test_the_modified_toronto_score_runs_from_0_to_33() -> None:
    assert modified_toronto([0] * 6, [0] * 5) == 0
    assert modified_toronto([3] * 6, [3] * 5) == 33


@pytest.mark.parametrize(
    ("symptoms", "reflexes", "senses"),
    [([False] * 5, [0] * 4, [False] * 5), ([False] * 6, [3, 0, 0, 0], [False] * 5),
     ([False] * 6, [0] * 4, [False] * 6), ([False] * 6, [0, 0, -1, 0], [False] * 5)],
)  # fmt: skip
def test_wrong_items_are_refused(
    symptoms: list[bool], reflexes: list[int], senses: list[bool]
) -> None:
    with pytest.raises(ValueError, match="items of 0 to"):
        toronto(symptoms, reflexes, senses)


def test_wrong_items_of_the_modified_score_are_refused() -> None:
    with pytest.raises(ValueError, match="senses: 5 items of 0 to 3"):
        modified_toronto([0] * 6, [4, 0, 0, 0, 0])

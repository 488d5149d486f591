"""Stories of what stands before a dose: what forbids it, what is asked, what is given instead?"""

from __future__ import annotations

from tests.journeys.telling import Told, told, told_alike


def suggested(story: Told) -> str:
    """The id of the regimen that a step which begins treatment suggests."""
    [words] = {
        reason["says"]
        for step in story.json["actions"]
        if step["code"] in ("treat-now", "treat-load")
        for reason in step["because"]
        if reason["says"].startswith("Suggested regimen ")
    }
    return words.removeprefix("Suggested regimen ").partition(":")[0]


def why(story: Told, code: str) -> str:
    """The words and reasons of one step, in one text."""
    [step] = [step for step in story.json["actions"] if step["code"] == code]
    return "\n".join([step["says"], *(reason["says"] for reason in step["because"])])


def test_an_allergy_to_cyanocobalamin_holds_everything_until_an_allergist_clears_another() -> None:
    story = told_alike("allergy-to-cyanocobalamin-only")
    assert story.answers[-1] == "hold"
    assert story.steps["block-cyanocobalamin"] == "now"
    assert story.steps["refer-allergy"] == "soon"
    assert "tolerated another" in story.against("treatment")
    assert "treat-load" not in story.steps


def test_a_cobalt_dermatitis_warns_and_does_not_block() -> None:
    story = told_alike("cobalt-dermatitis-warns")
    assert story.answers[-1] == "start"
    assert story.steps["warn-cobalt-allergy"] == "soon"
    assert not [code for code in story.steps if code.startswith("block-")]
    assert "MHRA asks for vigilance, US leaflets say not to use" in why(
        story, "warn-cobalt-allergy"
    )
    # The metal is recorded, so it is no longer asked for; B12 itself is.
    assert "allergy to cobalt" not in why(story, "ask-safety")
    assert "allergy to any form of B12" in why(story, "ask-safety")


def test_a_leber_carrier_is_offered_hydroxocobalamin_and_never_cyanocobalamin() -> None:
    story = told_alike("leber-carrier-not-cyanocobalamin")
    assert story.steps["block-cyanocobalamin"] == "now"
    assert story.steps["refer-ophthalmology"] == "soon"
    assert suggested(story) == "leber-hydroxocobalamin"
    assert "Leber" not in why(story, "ask-safety")


def test_an_inr_of_4_5_forbids_muscle_today_and_tablets_are_suggested() -> None:
    story = told("warfarin-inr-too-high-today")
    assert "INR is 4.5, above 3" in why(story, "block-today")
    assert story.steps["warn-anticoagulant"] == "soon"
    assert suggested(story) == "oral-cyanocobalamin-1mg"


def test_apixaban_asks_for_pressure_and_offers_the_way_under_the_skin() -> None:
    story = told("apixaban-under-the-skin")
    assert "2 minutes of pressure" in why(story, "warn-anticoagulant")
    assert "block-today" not in story.steps
    assert suggested(story) == "source-daily-then-monthly"
    assert "deep under the skin" in why(story, "treat-load")


def test_platelets_of_20_forbid_muscle() -> None:
    story = told("platelets-twenty")
    assert "20 10*9/L, below 25" in why(story, "block-today")
    assert story.steps["warn-bleeding"] == "soon"
    assert suggested(story) == "oral-cyanocobalamin-1mg"


def test_severe_anaemia_with_a_potassium_of_3_1_on_a_diuretic_is_watched() -> None:
    story = told("severe-anaemia-potassium-diuretic")
    assert story.steps["treat-load"] == story.steps["warn-potassium"] == "now"
    reasons = why(story, "warn-potassium")
    assert "potassium is 3.1 mmol/L, below 3.5" in reasons
    assert "diuretic" in reasons
    assert "haemoglobin now is 6.4 g/dL, below 8" in reasons
    assert "test-potassium" not in story.steps  # it was measured two days ago
    assert "block-today" not in story.steps


def test_folic_acid_alone_is_stopped_until_b12_is_cleared() -> None:
    story = told("folic-acid-alone")
    assert story.steps["block-folate-alone"] == "now"
    assert story.answers[-1] == "confirm-first"


def test_anaemia_of_pregnancy_without_proof_gets_no_injection_today() -> None:
    story = told_alike("pregnant-without-proof")
    assert "pregnancy" in why(story, "block-today")
    assert "below 11 g/dL" in why(story, "block-today")
    assert story.steps["warn-pregnancy"] == "now"
    assert story.steps["test-active-b12"] == "soon"


def test_kidney_disease_on_treatment_asks_for_another_ampoule() -> None:
    story = told("kidney-disease-and-treatment")
    assert story.answers[-1] == "continue"
    assert story.steps["warn-renal"] == "routine"
    assert "without preservative" in why(story, "warn-renal")


def test_polycythaemia_vera_is_watched_when_b12_is_given() -> None:
    story = told("polycythaemia-vera-and-low-b12")
    assert story.answers[-1] == "start"
    assert story.steps["warn-polycythaemia"] == "soon"


def test_an_earlier_anaphylaxis_to_a_dose_holds_treatment() -> None:
    story = told_alike("earlier-anaphylaxis-to-a-dose")
    assert story.answers[-1] == "hold"
    assert story.steps["block-all-cobalamin"] == "now"
    assert story.steps["refer-allergy"] == "soon"
    assert "AdverseEvent/collapse" in story.problems  # matched by its words, and said so


def test_who_refuses_injections_gets_at_least_a_milligram_a_day() -> None:
    story = told_alike("refuses-injections")
    assert suggested(story) == "oral-cyanocobalamin-1mg"
    assert "Injection is preferred where nerves are involved" in why(story, "treat-load")


def test_each_guideline_suggests_a_regimen_of_its_own_and_names_others() -> None:
    story = "metformin-nine-years-numb-feet"
    ids = [suggested(told(story, name)) for name in ("confirm-first", "ng239", "aafp-2025")]
    assert ids == [
        "source-daily-then-monthly",
        "bnf-hydroxocobalamin-neurological",
        "aafp-cyanocobalamin",
    ]
    assert "Instead, bnf-hydroxocobalamin-neurological" in why(told(story), "treat-load")
    assert "No form has been shown to give a better outcome" in why(told(story), "treat-load")

"""What is said of nerves, from a chart to its answer: not misattributed, severe as recorded?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import cast

import pytest

from cobalamin.assess.assess import assess
from cobalamin.assess.assessment import Assessment
from cobalamin.chart import BodySide, Chart, Entry, EntryKind, LabResult, Limbs, Medicine
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.quantity import Amount
from cobalamin.value import replace

AS_OF = date(2026, 11, 22)
EPOCH = date(1970, 1, 1)
every_guideline = pytest.mark.parametrize("name", NAMES)


def lab(concept: str, value: float, unit: str, days_ago: int = 10) -> LabResult:
    """One result, sampled so many days before the assessment."""
    day = AS_OF - timedelta(days=days_ago)
    taken = (day - EPOCH).days * 86400.0
    name = f"Observation/{concept}-{days_ago}"
    return LabResult(concept, name, day=day, taken=taken, amount=Amount(value, unit))


def entry(concept: str, side: str = "", limbs: str = "", days_ago: int | None = None) -> Entry:
    """One symptom or disease that is present, begun so many days before the assessment."""
    return Entry(
        concept,
        cast(EntryKind, "condition"),
        f"Condition/{concept}-{side}{limbs}{days_ago}",
        start=None if days_ago is None else AS_OF - timedelta(days=days_ago),
        side=cast(BodySide, side),
        limbs=cast(Limbs, limbs),
    )


def assessed(name: str, *known: LabResult | Entry | Medicine) -> Assessment:
    """The assessment of a chart that holds these."""
    chart = Chart(
        "p",
        AS_OF,
        results=tuple(k for k in known if isinstance(k, LabResult)),
        entries=tuple(k for k in known if isinstance(k, Entry)),
        medicines=tuple(k for k in known if isinstance(k, Medicine)),
    )
    return assess(chart, guideline(name))


def code(assessment: Assessment, question: str) -> str:
    return assessment.answer(question).code


def against(assessment: Assessment, question: str = "attribution") -> str:
    return "\n".join(each.says for each in assessment.answer(question).against)


def steps(assessment: Assessment) -> dict[str, str]:
    return {step.code: step.urgency for step in assessment.steps}


EGFR = lab("egfr", 90, "mL/min/{1.73_m2}")
FOLATE = lab("folate", 8, "ug/L")
NORMAL = (
    lab("total_b12", 410, "ng/L"),
    lab("mma", 180, "nmol/L"),
    lab("homocysteine", 9, "umol/L"),
    EGFR,
    FOLATE,
)
RAISED = (
    lab("total_b12", 150, "ng/L"),
    lab("mma", 900, "nmol/L"),
    lab("homocysteine", 30, "umol/L"),
    EGFR,
    FOLATE,
)
METFORMIN = Medicine("metformin", "stated", "MedicationStatement/1", current=True)


@every_guideline
def test_a_diabetic_with_normal_metabolites_is_not_sold_injections(name: str) -> None:
    found = assessed(name, *NORMAL, entry("diabetic_neuropathy"), METFORMIN)
    assert code(found, "attribution") == "other-cause"
    assert code(found, "treatment") == "not-indicated"
    assert not any(step.startswith("treat-") for step in steps(found))
    assert "no proven effect on diabetic neuropathy" in against(found)


@every_guideline
def test_numb_feet_on_metformin_with_b12_in_range_and_high_mma_are_found(name: str) -> None:
    blood = (
        lab("total_b12", 420, "ng/L"),
        lab("mma", 600, "nmol/L"),
        lab("homocysteine", 22, "umol/L"),
        EGFR,
        FOLATE,
    )
    found = assessed(name, *blood, entry("numbness", "both", "lower"), METFORMIN)
    assert code(found, "attribution") == "b12"
    assert code(found, "treatment") == "start"
    assert "Metformin is taken, so diabetes is likely" in against(found)
    diabetic = assessed(name, *blood, entry("numbness"), entry("type_2_diabetes"), METFORMIN)
    assert code(diabetic, "attribution") == "mixed"
    assert code(diabetic, "treatment") == "start"


@every_guideline
@pytest.mark.parametrize(
    ("concepts", "severity"),
    [
        (("numbness",), "Mild"),
        (("numbness", "ataxia"), "Moderate"),
        (("numbness", "limb_weakness"), "Moderate"),
        (("numbness", "falls"), "Moderate"),
        (("numbness", "myelopathy"), "Severe"),
        (("numbness", "ataxia", "babinski"), "Severe"),
        (("numbness", "progressive_weakness"), "Severe"),
        (("numbness", "sphincter_change"), "Severe"),
        (("numbness", "sensory_level"), "Severe"),
    ],
)
def test_severity_is_what_is_recorded_and_said_once(
    name: str, concepts: tuple[str, ...], severity: str
) -> None:
    said = against(assessed(name, *RAISED, *(entry(concept) for concept in concepts)))
    told = [word for word in ("Mild", "Moderate", "Severe") if f"{word} by what is" in said]
    assert told == [severity]


@pytest.mark.parametrize(
    ("score", "severity"), [(8, "Mild"), (9, "Moderate"), (11, "Moderate"), (12, "Severe")]
)
def test_the_toronto_score_sets_severity_at_its_printed_bands(score: int, severity: str) -> None:
    found = assessed("ng239", *RAISED, entry("numbness"), lab("tcns", score, "1"))
    assert f"{severity} by what is recorded" in against(found)


@pytest.mark.parametrize(("days", "long"), [(91, False), (92, True)])
def test_symptoms_of_more_than_three_months_are_said_to_recover_less(days: int, long: bool) -> None:
    found = assessed("ng239", *RAISED, entry("numbness", days_ago=days))
    assert ("more than 3 months" in against(found)) is long
    reasons = [each.says for each in found.answer("attribution").because]
    side = "above" if long else "at most"
    assert (
        f"time since the first record of nerve symptoms is {days} days, {side} 91 days" in reasons
    )


def test_a_first_day_that_is_not_recorded_is_asked_for() -> None:
    found = assessed("ng239", *RAISED, entry("numbness"))
    assert found.answer("attribution").missing == ("symptom_days",)
    assert "more than 3 months" not in against(found)


def test_the_predictors_of_an_incomplete_recovery_are_said_only_where_they_apply() -> None:
    plain = against(assessed("ng239", *RAISED, entry("numbness")))
    assert "speak for an incomplete recovery" not in plain
    assert "Without anaemia" not in plain
    romberg = assessed("ng239", *RAISED, entry("numbness"), entry("romberg_positive"))
    assert "speak for an incomplete recovery" in against(romberg)
    between = (lab("haemoglobin", 12.5, "g/dL"), lab("mcv", 90, "fL"))
    unsure = assessed("ng239", *RAISED, entry("numbness"), *between)  # a man's would be anaemia
    assert "Without anaemia" not in against(unsure)
    man = Chart(
        "p",
        AS_OF,
        sex="male",
        birth_date=date(1970, 1, 1),
        results=(*RAISED, lab("haemoglobin", 14, "g/dL"), lab("mcv", 90, "fL")),
        entries=(entry("numbness"),),
    )
    said = against(assess(man, guideline("ng239")))
    assert "Without anaemia" in said
    assert "speak for an incomplete recovery" in said
    young = replace(man, birth_date=date(1990, 1, 1))
    assert "speak for an incomplete" not in against(assess(young, guideline("ng239")))


def test_b12_is_not_said_to_be_alone_before_others_were_looked_for() -> None:
    alone = assessed("ng239", *RAISED, entry("numbness"))
    assert "have not all been tested" in against(alone)
    others = (
        lab("hba1c", 5.4, "%"),
        lab("tsh", 2, "m[IU]/L"),
        lab("m_protein", 0, "g/L"),
    )
    looked = assessed("ng239", *RAISED, *others, entry("numbness"))
    assert code(looked, "attribution") == "b12"
    assert "have not all been tested" not in against(looked)
    assert not {"test-glucose", "test-tsh", "test-paraprotein"} & set(steps(looked))
    assert {"test-glucose", "test-tsh", "test-paraprotein"} <= set(steps(alone))


@pytest.mark.parametrize(
    ("sides", "one_sided"),
    [
        (("left",), True),
        (("left", "left"), True),
        (("right",), True),
        (("left", "right"), False),
        (("both",), False),
        (("left", "both"), False),
        (("left", ""), False),
        (("",), False),
    ],
)
def test_one_side_is_a_red_flag_only_where_each_symptom_names_it(
    sides: tuple[str, ...], one_sided: bool
) -> None:
    symptoms = [
        entry(concept, side)
        for concept, side in zip(("numbness", "paraesthesia"), sides, strict=False)
    ]
    found = assessed("ng239", *NORMAL, *symptoms)
    assert ("refer-neurology" in steps(found)) is one_sided
    assert (code(found, "attribution") == "other-cause") is one_sided


def test_the_latest_score_speaks_also_after_treatment_began() -> None:
    injection = Medicine(
        "hydroxocobalamin",
        "given",
        "MedicationAdministration/1",
        start=AS_OF - timedelta(days=60),
        route="injection",
    )
    high, low = lab("mnsi_examination", 5, "1", 90), lab("mnsi_examination", 1, "1", 5)
    assert code(assessed("ng239", high, injection), "neuropathy") == "possible"
    assert code(assessed("ng239", high, low, injection), "neuropathy") == "none-recorded"


def test_the_laboratory_s_own_limit_goes_before_the_printed_one() -> None:
    own = replace(lab("sural_amplitude", 5, "uV"), range_low=6.0)
    assert code(assessed("ng239", own), "neuropathy") == "possible"
    lower = replace(lab("sural_amplitude", 3.5, "uV"), range_low=3.0)
    assert code(assessed("ng239", lower), "neuropathy") == "none-recorded"
    without = lab("sural_amplitude", 3.5, "uV")
    printed = assessed("ng239", without)
    assert code(printed, "neuropathy") == "possible"
    assert "Printed limits of nerve conduction" in against(printed, "neuropathy")
    assert "Printed limits" not in against(assessed("ng239", own), "neuropathy")


def test_an_optic_neuropathy_goes_to_an_eye_specialist_now() -> None:
    found = assessed("ng239", entry("optic_neuropathy"))
    assert steps(found)["refer-ophthalmology"] == "now"
    assert code(found, "neuropathy") == "none-recorded"

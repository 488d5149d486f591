"""Are codes those of an assessment, and do withheld tests come when a guideline asks for them?"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from cobalamin.assess.assess import assess
from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.quantity import Amount
from studies.nhanes import tables
from studies.nhanes.answers import BY_ROCHE, WITHOUT_EGFR, answer_column, answer_part, chart_of
from studies.nhanes.codes import coder
from studies.nhanes.groups import CYCLES
from studies.nhanes.stages import WITHHELD, End, Ways, stages
from tests.studies import invented
from tests.studies.sameness import same

DAY = date(2002, 6, 15)


def result(concept: str, value: float, unit: str) -> LabResult:
    return LabResult(
        concept, f"Observation/{concept}", DAY, 1024099200.0, amount=Amount(value, unit)
    )


def everything(b12: float, mma: float, hcy: float) -> tuple[LabResult, ...]:
    return (
        result("total_b12", b12, "ng/L"),
        result("mma", mma, "nmol/L"),
        result("homocysteine", hcy, "umol/L"),
        result("egfr", 90, "mL/min/{1.73_m2}"),
        result("folate", 9, "ug/L"),
        result("haemoglobin", 14.5, "g/dL"),
    )


def numb(results: tuple[LabResult, ...]) -> Chart:
    """A woman of 52 with numbness, on metformin for five years."""
    return Chart(
        "p",
        DAY,
        birth_date=date(1950, 1, 1),
        sex="female",
        results=results,
        entries=(Entry("numbness", "symptom", "Condition/n", DAY),),
        medicines=(Medicine("metformin", "stated", "M/1", date(1997, 6, 15), current=True),),
    )


def well(results: tuple[LabResult, ...]) -> Chart:
    """A man of 52 without a symptom or a risk."""
    return Chart("q", DAY, birth_date=date(1950, 1, 1), sex="male", results=results)


def end(chart: Chart, name: str, way: Ways = Ways.EVERY) -> End:
    return stages(chart, coder())(name, way)


@pytest.mark.parametrize("name", NAMES)
def test_a_grey_level_with_symptoms_leads_to_mma_and_to_what_it_is_read_with(name: str) -> None:
    reached = end(numb(everything(250, 900, 20)), name)
    assert {"total_b12", "mma", "egfr"} <= reached.asked
    assert reached.codes.answers["deficiency"] == "confirmed"


@pytest.mark.parametrize("name", NAMES)
def test_without_a_symptom_or_a_risk_nothing_is_asked_for(name: str) -> None:
    reached = end(well(everything(90, 2000, 60)), name)
    assert reached.asked == frozenset()
    assert reached.codes.answers["deficiency"] == "not-tested"


def test_a_low_level_is_the_end_of_the_way_where_it_confirms_by_itself() -> None:
    chart = numb(everything(150, 100, 8))
    assert end(chart, "ng239").asked == {"total_b12"}
    assert end(chart, "ng239").codes.answers["deficiency"] == "confirmed"
    assert end(chart, "confirm-first").codes.answers["deficiency"] == "not-confirmed"


def test_routine_steps_are_only_followed_where_every_step_is() -> None:
    """A level in range with symptoms: MMA is to be considered, which is routine."""
    chart = numb(everything(500, 900, 20))
    assert "mma" in end(chart, "confirm-first").asked
    assert "mma" not in end(chart, "confirm-first", Ways.PRESSING).asked


def test_each_step_that_asks_for_a_test_names_a_result_that_is_withheld() -> None:
    codes = {action.code for name in NAMES for action in guideline(name).actions}
    assert set(WITHHELD) <= codes


def test_codes_are_those_of_an_explained_assessment(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """For invented participants: every answer, and every step with its urgency."""
    place = invented.folder(tmp_path_factory.mktemp("nhanes"))
    people = tables.participants(place, *CYCLES).filter(pl.col("age_years") >= 18)
    compared = 0
    for row in people.head(60).iter_rows(named=True):
        chart = chart_of(row, ())
        for name, codes in coder()(chart).items():
            compared += same(codes, assess(chart, guideline(name)))
    assert compared > 1000


def row_of(**known: object) -> dict[str, object]:
    """A participant of whom only this is known."""
    columns = dict.fromkeys(tables.COLUMNS[tables.PARTICIPANTS])
    person = {"seqn": 7, "cycle": "2001-2002", "age_years": 60.0, "sex": "male", "examined": True}
    return {**columns, **person, **known}


def test_the_readings_of_one_participant_leave_out_what_they_say() -> None:
    """B12 in the grey band and a raised MMA: without eGFR open; by Roche above the band."""
    row = row_of(
        b12_pg_per_ml=330.0,
        b12_roche_equiv_pg_per_ml=380.0,
        mma_nmol_per_l=400.0,
        hcy_umol_per_l=11.0,
        egfr_ckdepi2021_ml_per_min_1_73m2=88.0,
    )
    [answers] = answer_part([(row, [])])
    for name in NAMES:
        assert answers[answer_column("deficiency", name)] == "confirmed"
        assert answers[answer_column("metabolites", name, WITHOUT_EGFR)] == "not-interpretable"
        assert answers[answer_column("total_b12", name, BY_ROCHE)] == "unlikely"
        assert answers[answer_column("asks_for_total_b12", name, Ways.EVERY)] is False


def test_metformin_is_read_from_its_words_in_a_mixture() -> None:
    taken = {"seqn": 7, "cycle": "2001-2002", "drug_name": "GLYBURIDE; METFORMIN", "days_taken": 9}
    [with_it] = answer_part([(row_of(), [taken])])
    [without] = answer_part([(row_of(), [])])
    assert (with_it["reads_metformin"], without["reads_metformin"]) == (True, False)

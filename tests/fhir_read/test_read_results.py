"""Laboratory results: the unit reported, the bounds, and what is refused or kept as unreadable."""

from __future__ import annotations

from datetime import date

import pytest
from fhir_record import LOINC, concept, lab, quantity, read, resource, says, words

from cobalamin.chart import LabResult
from cobalamin.fhir.read import RecordError
from cobalamin.quantity import Amount

B12, MMA, HCY, EGFR, IF_ANTIBODY = "2132-9", "13964-2", "13965-9", "62238-1", "31444-3"


def only(*resources: dict[str, object]) -> LabResult:
    (result,) = read(*resources).results
    return result


@pytest.mark.parametrize(
    ("code", "unit", "canonical"),
    [
        (B12, "pg/mL", "ng/L"),
        (B12, "pg/ml", "ng/L"),
        (B12, "PG/ML", "ng/L"),
        (B12, " ng / L ", "ng/L"),
        (B12, "pmol/L", "pmol/L"),
        (B12, "pmol/l", "pmol/L"),
        (MMA, "nmol/L", "nmol/L"),
        (MMA, "umol/L", "umol/L"),
        (MMA, "µmol/L", "umol/L"),
        (MMA, "μmol/L", "umol/L"),
        (MMA, "mcmol/L", "umol/L"),
        (HCY, "umol/L", "umol/L"),
        (HCY, "mg/L", "mg/L"),
        (EGFR, "mL/min/{1.73_m2}", "mL/min/{1.73_m2}"),
        (EGFR, "mL/min/1.73m2", "mL/min/{1.73_m2}"),
        (EGFR, "mL/min/1.73 m²", "mL/min/{1.73_m2}"),
        (EGFR, "ml/min", "mL/min/{1.73_m2}"),
        ("718-7", "g/dL", "g/dL"),
        ("718-7", "g/L", "g/L"),
        ("787-2", "fL", "fL"),
        ("777-3", "10*3/uL", "10*9/L"),
        ("777-3", "x10^9/L", "10*9/L"),
        ("777-3", "K/uL", "10*9/L"),
        ("2284-8", "ng/mL", "ug/L"),
        ("2284-8", "mcg/L", "ug/L"),
        ("3016-3", "uIU/mL", "m[IU]/L"),
    ],
)
def test_a_spelling_of_the_same_unit_is_read_and_the_number_is_not_touched(
    code: str, unit: str, canonical: str
) -> None:
    by_unit = only(lab(code, valueQuantity=quantity(132.5, unit)))
    by_code = only(lab(code, valueQuantity=quantity(132.5, None, unit.strip())))
    assert by_unit.amount == by_code.amount == Amount(132.5, canonical)


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        (B12, "pg/dL"),
        (B12, "ng/mL"),
        (B12, "ng/dL"),
        (B12, "umol/L"),
        (B12, "mg/dl"),
        (B12, "{score}"),
        (HCY, "umol/mL"),
        (MMA, "ng/mL"),
        (MMA, "mmol/mol"),
        ("777-3", "/uL"),
        ("718-7", "mmol/L"),
        (EGFR, "mL/s"),
    ],
)
def test_a_unit_of_another_magnitude_is_never_converted_but_kept_and_said(
    code: str, unit: str
) -> None:
    chart = read(lab(code, valueQuantity=quantity(300, unit, unit)))
    (result,) = chart.results
    assert result.amount is None
    assert result.unreadable is not None
    assert unit in result.unreadable
    assert unit in says(chart, "Observation/r")
    assert "may hide" in says(chart)


@pytest.mark.parametrize("unit", ["furlongs/L", "pq/mL", "units", "see note", "€/L", "m" * 5000])
def test_what_is_no_unit_at_all_is_refused_naming_file_resource_and_field(unit: str) -> None:
    with pytest.raises(RecordError) as fault:
        read(lab(B12, valueQuantity=quantity(300, unit)))
    line = str(fault.value)
    assert line.startswith("record.json: Observation/r: valueQuantity: ")
    assert unit[:40] in line
    assert len(line) < 200


@pytest.mark.parametrize(
    "value", [quantity(300), {"value": 300, "unit": ""}, {"value": 300, "system": "http://x"}]
)
def test_a_number_without_a_unit_is_not_guessed(value: dict[str, object]) -> None:
    chart = read(lab(B12, valueQuantity=value))
    assert chart.results[0].unreadable == "it has no unit"
    assert "no unit" in says(chart, "Observation/r")


@pytest.mark.parametrize(
    ("unit", "code"), [("pg/mL", "pmol/L"), ("ng/mL", "pg/mL"), ("pg/mL", "ng/dL"), ("pg/mL", "1")]
)
def test_unit_and_code_that_disagree_are_unreadable(unit: str, code: str) -> None:
    chart = read(lab(B12, valueQuantity=quantity(300, unit, code)))
    assert chart.results[0].amount is None
    assert "disagree" in says(chart)


@pytest.mark.parametrize(
    ("unit", "code", "canonical"),
    [("pg/mL", "ng/L", "ng/L"), ("picograms", "pg/mL", "ng/L"), ("pmol/L", "nonsense", "pmol/L")],
)
def test_unit_and_code_that_agree_or_of_which_one_says_nothing_are_read(
    unit: str, code: str, canonical: str
) -> None:
    assert only(lab(B12, valueQuantity=quantity(300, unit, code))).amount == Amount(300, canonical)


@pytest.mark.parametrize("comparator", ["<", "<=", ">", ">="])
def test_a_comparator_is_kept_as_a_bound(comparator: str) -> None:
    amount = only(lab(B12, valueQuantity=quantity(150, "pg/mL", comparator=comparator))).amount
    assert amount is not None
    assert str(amount) == f"{comparator}150 ng/L"


@pytest.mark.parametrize("comparator", ["ad", "sa", "~"])
def test_a_comparator_that_is_not_known_makes_the_result_unreadable(comparator: str) -> None:
    chart = read(lab(B12, valueQuantity=quantity(150, "pg/mL", comparator=comparator)))
    assert chart.results[0].amount is None
    assert comparator in says(chart)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<150 pg/mL", "<150 ng/L"),
        ("< 150pg/mL", "<150 ng/L"),
        ("> 2000 ng/L", ">2000 ng/L"),
        ("≥2000 ng/L", ">=2000 ng/L"),
        ("less than 150 pmol/L", "<150 pmol/L"),
        ("110.5 pmol/L", "110.5 pmol/L"),
    ],
)
def test_an_amount_written_as_text_is_read(text: str, written: str) -> None:
    assert str(only(lab(B12, valueString=text)).amount) == written


@pytest.mark.parametrize(
    "text", ["150", "> 2000", "haemolysed", "see comment", "4,5 ng/L", "1,200 ng/L",
             "150-200 ng/L", "", "150 pg/dL", "150 furlongs", "١٥٠ ng/L"]
)  # fmt: skip
def test_a_text_that_is_no_amount_with_its_unit_is_unreadable(text: str) -> None:
    chart = read(lab(B12, valueString=text))
    assert chart.results[0].amount is None
    assert chart.results[0].unreadable
    assert "Observation/r" in {p.resource for p in chart.problems}


@pytest.mark.parametrize("value", [True, "150", None, [], {}, -1, -0.5])
def test_a_value_that_is_no_amount_is_unreadable_and_said(value: object) -> None:
    chart = read(lab(B12, valueQuantity={"value": value, "unit": "pg/mL"}))
    assert chart.results[0].amount is None
    assert says(chart, "Observation/r")


def test_zero_is_an_amount() -> None:
    assert only(lab(B12, valueQuantity=quantity(0, "pg/mL"))).amount == Amount(0, "ng/L")


@pytest.mark.parametrize("status", ["final", "amended", "corrected", "appended"])
def test_a_final_result_counts(status: str) -> None:
    assert only(lab(B12, status=status, valueQuantity=quantity(150, "pg/mL"))).amount


@pytest.mark.parametrize("status", ["registered", "preliminary", "unknown", "mystery", None])
def test_a_result_that_is_not_known_to_be_final_is_a_problem(status: str | None) -> None:
    chart = read(lab(B12, status=status, valueQuantity=quantity(150, "pg/mL")))
    assert chart.results == ()
    assert "final" in says(chart, "Observation/r")


@pytest.mark.parametrize("status", ["cancelled", "entered-in-error"])
def test_a_retracted_result_is_no_fact_and_no_problem(status: str) -> None:
    chart = read(lab(B12, status=status, valueQuantity=quantity(150, "furlong")))
    assert chart.results == ()
    assert chart.problems == ()
    assert chart.not_relevant == 1


def test_an_absent_value_of_a_lab_that_is_read_is_said_and_of_another_is_not() -> None:
    absent = {"dataAbsentReason": {"coding": [{"code": "error"}]}}
    chart = read(lab(B12, **absent), lab("1742-6", "alt", **absent))
    assert chart.results == ()
    assert [p.resource for p in chart.problems] == ["Observation/r"]


def test_components_of_a_panel_are_results() -> None:
    components = [
        {"code": concept((LOINC, "718-7")), "valueQuantity": quantity(9.1, "g/dL")},
        {"code": concept((LOINC, "787-2")), "valueQuantity": quantity(112, "fL")},
        {"code": concept((LOINC, "9999-9")), "valueQuantity": quantity(1, "x")},
    ]
    chart = read(lab("58410-2", component=components))
    assert {(r.concept, str(r.amount)) for r in chart.results} == {
        ("haemoglobin", "9.1 g/dL"),
        ("mcv", "112 fL"),
    }


def test_a_panel_that_is_itself_a_result_gives_both() -> None:
    component = {"code": concept((LOINC, MMA)), "valueQuantity": quantity(400, "nmol/L")}
    chart = read(lab(B12, component=[component], valueQuantity=quantity(150, "pg/mL")))
    assert {r.concept for r in chart.results} == {"total_b12", "mma"}


def test_an_observation_contained_in_a_report_is_a_result_with_its_containers_date() -> None:
    inner = {"resourceType": "Observation", "id": "o", "status": "final",
             "code": concept((LOINC, B12)), "valueQuantity": quantity(150, "pg/mL")}  # fmt: skip
    report = resource("DiagnosticReport", "d", status="final", contained=[inner],
                      effectiveDateTime="2026-05-02", result=[{"reference": "#o"}])  # fmt: skip
    chart = read(report)
    (result,) = chart.results
    assert (result.resource, result.day) == ("DiagnosticReport/d#o", date(2026, 5, 2))
    assert chart.relevant == 2  # the patient and the contained Observation
    assert chart.not_relevant == 1  # the report itself


def test_the_reference_range_is_kept_only_in_the_same_unit() -> None:
    def ranged(unit: str) -> tuple[float | None, float | None]:
        limits = {"low": quantity(180, unit), "high": quantity(900, unit)}
        value = quantity(150, "pg/mL")
        result = only(lab(B12, valueQuantity=value, referenceRange=[limits]))
        return result.range_low, result.range_high

    assert ranged("ng/L") == (180, 900)
    assert ranged("pmol/L") == (None, None)
    assert ranged("nonsense") == (None, None)


@pytest.mark.parametrize(
    ("fields", "positive"),
    [
        ({"valueCodeableConcept": concept(("http://snomed.info/sct", "10828004"))}, True),
        ({"valueCodeableConcept": concept(("http://snomed.info/sct", "260385009"))}, False),
        ({"valueCodeableConcept": concept((LOINC, "LA6576-8"))}, True),
        ({"valueCodeableConcept": words("Detected")}, True),
        ({"valueCodeableConcept": words("Not detected")}, False),
        ({"valueString": "POSITIVE"}, True),
        ({"valueString": "Negative"}, False),
        ({"valueString": "non-reactive"}, False),
        ({"valueBoolean": True}, True),
        ({"valueBoolean": False}, False),
        ({"interpretation": [concept(("x", "POS"))]}, True),
        ({"valueQuantity": quantity(40, "units"), "interpretation": [concept(("x", "H"))]}, True),
        ({"valueQuantity": quantity(1, "AU/mL"), "interpretation": [concept(("x", "N"))]}, False),
        (
            {
                "valueQuantity": quantity(40, "AU/mL"),
                "referenceRange": [{"high": quantity(20, "AU/mL")}],
            },
            True,
        ),
        (
            {
                "valueQuantity": quantity(20, "AU/mL"),
                "referenceRange": [{"high": quantity(20, "AU/mL")}],
            },
            False,
        ),
    ],
)
def test_an_antibody_is_positive_or_negative(fields: dict[str, object], positive: bool) -> None:
    assert only(lab(IF_ANTIBODY, **fields)).positive is positive


@pytest.mark.parametrize(
    "fields",
    [
        {"valueQuantity": quantity(40, "AU/mL")},
        {"valueString": "equivocal"},
        {"valueString": "weakly positive"},
        {"valueCodeableConcept": words("Positive"), "interpretation": [concept(("x", "NEG"))]},
        {
            "valueQuantity": quantity(40, "AU/mL"),
            "referenceRange": [{"high": quantity(20, "U/mL")}],
        },
        {"valueQuantity": quantity(40, "AU/mL"), "interpretation": [concept(("x", "IND"))]},
    ],
)
def test_an_antibody_that_is_neither_is_unreadable(fields: dict[str, object]) -> None:
    chart = read(lab(IF_ANTIBODY, **fields))
    assert chart.results[0].positive is None
    assert chart.results[0].unreadable
    assert says(chart, "Observation/r")


@pytest.mark.parametrize(
    ("fields", "day", "day_known", "time_known"),
    [
        ({"effectiveDateTime": "2026-05-01T23:30:00-05:00"}, date(2026, 5, 1), True, True),
        ({"effectiveDateTime": "2026-05-01"}, date(2026, 5, 1), True, False),
        ({"effectiveDateTime": "2026-05"}, date(2026, 5, 1), False, False),
        ({"effectiveDateTime": "2026"}, date(2026, 1, 1), False, False),
        ({"effectiveInstant": "2026-05-01T10:00:00.123Z"}, date(2026, 5, 1), True, True),
        ({"effectivePeriod": {"start": "2026-04-01", "end": "2026-05-01"}}, date(2026, 4, 1), True,
         False),
        ({"effectiveTiming": {"event": ["2026-05-03", "2026-05-02"]}}, date(2026, 5, 2), True,
         False),
        ({"issued": "2026-05-04T10:00:00Z"}, date(2026, 5, 4), True, True),
        ({}, None, True, False),
    ],
)  # fmt: skip
def test_the_day_of_the_sample(
    fields: dict[str, object], day: date | None, day_known: bool, time_known: bool
) -> None:
    value = quantity(150, "pg/mL")
    result = only(lab(B12, **{"effectiveDateTime": None, "valueQuantity": value, **fields}))
    assert (result.day, result.day_known, result.time_known) == (day, day_known, time_known)


def test_a_date_that_is_none_is_said_and_the_day_unknown() -> None:
    chart = read(lab(B12, effectiveDateTime="2026-02-30", valueQuantity=quantity(150, "pg/mL")))
    assert chart.results[0].day is None
    assert "effectiveDateTime: not a date" in says(chart, "Observation/r")


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2026-06-01", 1), ("2026-06-02", 0), ("2026-06", 1), ("2026-07", 0), ("2026", 1),
     ("2027", 0), ("2026-06-01T23:59:59Z", 1), ("2026-06-02T00:00:00Z", 0)],
)  # fmt: skip
def test_nothing_after_the_day_of_assessment_is_read(written: str, kept: int) -> None:
    chart = read(lab(B12, effectiveDateTime=written, valueQuantity=quantity(150, "pg/mL")))
    assert len(chart.results) == kept
    assert ("dated after 2026-06-01" in says(chart, "Observation/r")) == (not kept)


def test_what_is_dated_later_is_said_once_and_counted() -> None:
    later = [
        lab(B12, id=name, effectiveDateTime=f"2026-07-0{day}", valueQuantity=quantity(150, "pg/mL"))
        for day, name in enumerate(("b", "a", "c"), start=1)
    ]
    chart = read(*later)
    assert [(p.resource, p.says) for p in chart.problems if "dated after" in p.says] == [
        (
            "Observation/a",
            "it is dated after 2026-06-01, the day of assessment, and so are 2 more: not used",
        )
    ]


def test_the_same_result_under_two_ids_is_kept_once_and_a_repeated_test_twice() -> None:
    def b12(name: str, hour: int) -> dict[str, object]:
        when = f"2026-05-01T{hour:02}:00:00Z"
        return lab(B12, name, effectiveDateTime=when, valueQuantity=quantity(150, "pg/mL"))

    assert len(read(b12("a", 8), b12("b", 8)).results) == 1
    assert len(read(b12("a", 8), b12("b", 9)).results) == 2


def test_a_lab_is_known_by_its_words_and_that_is_said() -> None:
    chart = read(lab(B12, code=words("Serum vitamin B12"), valueQuantity=quantity(150, "pg/mL")))
    assert chart.results[0].concept == "total_b12"
    assert 'matched by its words "Serum vitamin B12"' in says(chart, "Observation/r")


@pytest.mark.parametrize(
    "text",
    ["Hemoglobin [Presence] in Urine", "Active vitamin D", "Vitamin B12 binding capacity",
     "Creatinine clearance", "Urine creatinine", "Folate antibody", "Glucose tolerance"],
)  # fmt: skip
def test_a_lab_of_another_matter_is_not_taken_for_ours(text: str) -> None:
    chart = read(lab(B12, code=words(text), valueQuantity=quantity(1, "furlong")))
    assert chart.results == ()
    assert chart.not_relevant == 1

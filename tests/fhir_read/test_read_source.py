"""Whose record, and in which shapes it may come; what is refused with one clear line."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
import pytest
from fhir_record import (
    AS_OF,
    PATIENT,
    bundle,
    concept,
    condition,
    lab,
    quantity,
    read,
    read_text,
    says,
)

from cobalamin.fhir.read import RecordError, read_record

B12 = lab("2132-9", "b12", valueQuantity=quantity(150, "pg/mL"))
SICK = condition(concept(("http://snomed.info/sct", "84027009")), "pa")


def text(value: Any) -> bytes:
    return orjson.dumps(value)


NDJSON = text(PATIENT) + b"\n" + text(B12) + b"\n" + text(SICK)


@pytest.mark.parametrize(
    "texts",
    [
        [text(bundle(PATIENT, B12, SICK))],
        [text([PATIENT, B12, SICK])],
        [NDJSON],
        [NDJSON.replace(b"\n", b"\r\n\r\n") + b"\r\n"],
        [b"\xef\xbb\xbf" + NDJSON],
        [b"\n\n" + NDJSON + b"\n\n"],
        [text(PATIENT), text(B12), text(SICK)],
        [text(SICK), text(bundle(B12)), b"\xef\xbb\xbf" + text(PATIENT)],
        [text(bundle(PATIENT, bundle(B12, bundle(SICK))))],
        [text({"resourceType": "Parameters", "parameter": [
            {"name": "patient", "resource": PATIENT},
            {"name": "rest", "part": [{"name": "b", "resource": bundle(B12, SICK)}]}]})],
        [orjson.dumps(bundle(PATIENT, B12, SICK), option=orjson.OPT_INDENT_2)],
    ],
)  # fmt: skip
def test_every_shape_of_a_record_is_the_same_record(texts: list[bytes]) -> None:
    chart = read_text(*texts)
    assert chart == read(B12, SICK)
    assert (chart.relevant, chart.not_relevant, chart.problems) == (3, 0, ())


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "file-0: the file is empty"),
        (b" \n\xc2\xa0"[:2], "file-0: the file is empty"),
        (b"\xef\xbb\xbf", "file-0: the file is empty"),
        (b'{"resourceType": "Patient",\n  "id": }', "file-0: line 2, column 9: broken JSON"),
        (b'{"resourceType": "Patient"', "file-0: line 1, column"),
        (text(PATIENT) + b"\n{broken}\n", "file-0: line 2, column 2: broken JSON"),
        (b'{"value": NaN}', "file-0: line 1, column 11: broken JSON"),
        (b'{"value": "NaN", "x": [-Infinity]}', "file-0: line 1, column 24: broken JSON"),
        (text(PATIENT) + b"\n[NaN]", "file-0: line 2, column 2: broken JSON (NaN is no number)"),
        (b'{"id": "\\ud800"}', "file-0: broken JSON (half a surrogate pair)"),
        (b'{"value": ' + b"9" * 5000 + b"}", "file-0: broken JSON (a number of thousands of dig"),
        (b'{"a": 01}', "file-0: line 1, column"),
        (b'{"a": "\n"}', "file-0: line 1, column"),
        (b'{"resourceType": "Patient", "id": "\xff"}', "file-0: not UTF-8 text (byte 36)"),
        (b"\x00\x01\x02\xff\xfe", "file-0: not UTF-8 text"),
        (b"[]", "file-0: the array holds no resource"),
        (b"3", "file-0: not FHIR: a resource is a JSON object"),
        (b'"Patient"', "file-0: not FHIR"),
        (b"null", "file-0: not FHIR"),
        (b"[1]", "file-0 [0]: not FHIR"),
        (b'{"hello": "world"}', "file-0: resourceType: not FHIR: there is no resourceType"),
        (b'{"resourceType": 3}', "file-0: resourceType: not FHIR"),
        (text(PATIENT) + b'\n{"a": 1}', "file-0 line 2: resourceType: not FHIR"),
        (b'{"resourceType": "Bundle", "entry": {}}', "file-0: Bundle: entry: expected a list"),
        (b'{"resourceType": "Bundle", "entry": [3]}', "file-0: Bundle: entry[0]: expected an obj"),
        (b'{"resourceType": "Bundle"}', "file-0: there is no Patient and no resource that names"),
        (b'{"resourceType": "Observation", "status": "final"}', "file-0: there is no Patient"),
        (b"[" * 2000 + b"]" * 2000, "file-0: more than 64 levels of nesting"),
        (b"[" * 200 + b"]" * 200, "file-0 [0]: more than 64 levels of nesting"),
    ],
)
def test_what_is_no_record_is_refused_in_one_line(content: bytes, line: str) -> None:
    with pytest.raises(RecordError) as fault:
        read_text(content)
    assert str(fault.value).startswith(line)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"9" * 400])
def test_a_number_beyond_all_measure_is_a_problem(number: bytes) -> None:
    record = text(bundle(PATIENT, B12)).replace(b":150,", b":" + number + b",")
    assert number in record
    chart = read_text(record)
    assert chart.results[0].amount is None
    assert "expected a finite number" in says(chart, "Observation/b12")


def test_letters_outside_the_basic_plane_are_read() -> None:
    record = text(PATIENT).replace(b'"female"', b'"female", "name": [{"text": "\\ud83d\\ude00"}]')
    assert b"ud83d" in record
    assert read_text(record).patient_id == "p"


@pytest.mark.parametrize("about", [None, [], "Patient/p", {"reference": ""}, {"reference": 3}])
def test_a_subject_of_the_wrong_shape_may_be_anyone(about: Any) -> None:
    chart = read({**B12, "subject": about})
    assert chart.results == ()
    assert "subject" in says(chart, "Observation/b12")


def test_a_conditional_reference_finds_the_patient_by_identifier() -> None:
    patient = {**PATIENT, "identifier": [{"system": "urn:mrn", "value": "1"}]}
    here = {**B12, "subject": {"reference": "Patient?identifier=urn:mrn|1"}}
    assert read(here, patient=patient).results
    with pytest.raises(RecordError, match="2 patients"):
        read({**B12, "subject": {"reference": "Patient?identifier=urn:mrn|2"}}, patient=patient)


def test_nothing_to_read_is_refused() -> None:
    with pytest.raises(RecordError, match="nothing was given"):
        read_record([], AS_OF)


def nested(levels: int) -> dict[str, Any]:
    """A patient whose deepest list or object stands so many levels down."""
    value: Any = []
    for _ in range(levels - 2):
        value = [value]
    return {**PATIENT, "extension": value}


def test_64_levels_are_read_and_65_are_not() -> None:
    assert read_text(text(nested(64))).patient_id == "p"
    with pytest.raises(RecordError, match="more than 64 levels"):
        read_text(text(nested(65)))


# Whose record


def other(name: str = "q", **fields: Any) -> dict[str, Any]:
    return {**PATIENT, "id": name, **fields}


@pytest.mark.parametrize(
    "second",
    [
        other(),
        {**B12, "subject": {"reference": "Patient/q"}},
        {**B12, "subject": {"reference": "https://h.example/fhir/Patient/q"}},
        {**B12, "subject": {"reference": "urn:uuid:0f5e2a0a-0000-4000-8000-000000000000"}},
        {"resourceType": "Claim", "id": "c", "patient": {"reference": "Patient/q"}},
    ],
)
def test_two_patients_are_refused_naming_both_and_pointing_to_screen(
    second: dict[str, Any],
) -> None:
    with pytest.raises(RecordError) as fault:
        read(second)
    line = str(fault.value)
    assert "2 patients (" in line
    assert "p" in line
    assert "cobalamin screen" in line


def test_many_patients_are_not_all_listed() -> None:
    with pytest.raises(RecordError, match=r"20 patients .* and 15 more"):
        read(*(other(f"n{n}") for n in range(19)))


UUID = "urn:uuid:5a3b0a0a-0000-4000-8000-000000000001"


@pytest.mark.parametrize("reference", ["Patient/p", "https://h/fhir/Patient/p", UUID,
                                       "Patient/p/_history/3", "#contained"])  # fmt: skip
def test_one_patient_under_several_addresses_is_one(reference: str) -> None:
    entries = [
        {"fullUrl": UUID, "resource": PATIENT},
        {"resource": {**B12, "subject": {"reference": reference},
                      "contained": [{**PATIENT, "id": "contained"}]}},
        {"resource": SICK},
    ]  # fmt: skip
    chart = read_text(text({"resourceType": "Bundle", "entry": entries}))
    assert (chart.patient_id, len(chart.results), len(chart.entries)) == ("p", 1, 1)


def test_a_transaction_without_ids_is_one_patient() -> None:
    patient = {k: v for k, v in PATIENT.items() if k != "id"}
    b12 = {k: v for k, v in B12.items() if k != "id"} | {"subject": {"reference": UUID}}
    entries = [{"fullUrl": UUID, "resource": patient},
               {"fullUrl": "urn:uuid:o", "resource": b12}]  # fmt: skip
    chart = read_text(text({"resourceType": "Bundle", "type": "transaction", "entry": entries}))
    assert chart.patient_id == UUID.removeprefix("urn:uuid:")
    assert chart.results[0].resource == "urn:uuid:o"


def test_a_contained_patient_who_is_someone_else_is_refused() -> None:
    stranger = {**PATIENT, "id": "x", "birthDate": "1999-01-01"}
    with pytest.raises(RecordError, match="2 patients"):
        read({**B12, "subject": {"reference": "#x"}, "contained": [stranger]})


def test_versions_of_one_patient_are_one_and_the_newest_counts() -> None:
    old = {**PATIENT, "gender": "male", "meta": {"lastUpdated": "2020-01-01T00:00:00Z"}}
    new = {**PATIENT, "gender": "female", "meta": {"lastUpdated": "2025-01-01T00:00:00+02:00"}}
    for pair in ((old, new), (new, old)):
        assert read(*pair, patient=None).sex == "female"
    ninth, tenth = ({**PATIENT, "gender": g, "meta": {"versionId": v}}
                    for g, v in (("male", "9"), ("female", "10")))  # fmt: skip
    assert read(tenth, ninth, patient=None).sex == "female"
    assert read(old | {"meta": {}}, new | {"meta": {}}, patient=None).sex == "female"


def test_a_replaced_patient_is_the_same_person() -> None:
    old = other(birthDate="1961-01-01", active=False,
                link=[{"other": {"reference": "Patient/p"}, "type": "replaced-by"}])  # fmt: skip
    chart = read(old, {**B12, "subject": {"reference": "Patient/q"}}, SICK)
    assert (chart.patient_id, chart.birth_date) == ("p", date(1960, 2, 29))
    assert (len(chart.results), len(chart.entries)) == (1, 1)


@pytest.mark.parametrize("about", ["Group/g", "Device/d", "https://h/fhir/Location/l"])
def test_what_is_not_about_a_patient_is_not_used_and_is_said(about: str) -> None:
    chart = read({**B12, "subject": {"reference": about}})
    assert chart.results == ()
    assert "not a patient" in says(chart, "Observation/b12")


def test_a_subject_known_by_an_identifier_only() -> None:
    known = {"system": "urn:mrn", "value": "1"}
    patient = {**PATIENT, "identifier": [known]}
    assert read({**B12, "subject": {"identifier": known}}, patient=patient).results
    with pytest.raises(RecordError, match="2 patients"):
        read({**B12, "subject": {"identifier": {**known, "value": "2"}}}, patient=patient)


def test_a_record_without_a_patient_resource_is_read_and_that_is_said() -> None:
    chart = read(B12, patient=None)
    assert (chart.patient_id, chart.birth_date, chart.sex) == ("p", None, "unknown")
    assert "no Patient resource" in says(chart, "Patient/p")


# Versions, deletions, accounts


def test_the_newest_version_of_a_resource_counts_whatever_the_order() -> None:
    old = {**B12, "meta": {"lastUpdated": "2026-05-01T00:00:00Z"}}
    new = lab("2132-9", "b12", valueQuantity=quantity(450, "pg/mL"),
              meta={"lastUpdated": "2026-05-02T00:00:00Z"})  # fmt: skip
    for pair in ((old, new), (new, old)):
        (result,) = read(*pair).results
        assert result.amount is not None
        assert result.amount.value == 450


def test_a_retraction_that_is_newer_takes_the_result_away() -> None:
    wrong = {**B12, "status": "entered-in-error", "meta": {"versionId": "2"}}
    assert read({**B12, "meta": {"versionId": "1"}}, wrong).results == ()


def test_a_deleted_resource_is_gone_unless_it_was_written_again() -> None:
    gone = {"request": {"method": "DELETE", "url": "Observation/b12"},
            "response": {"status": "204", "lastModified": "2026-05-03T00:00:00Z"}}  # fmt: skip

    def after(updated: str) -> int:
        again = {**B12, "meta": {"lastUpdated": updated}}
        entries = [{"resource": PATIENT}, {"resource": again}, gone]
        whole = {"resourceType": "Bundle", "type": "history", "entry": entries}
        return len(read_text(text(whole)).results)

    assert after("2026-05-02T00:00:00Z") == 0
    assert after("2026-05-04T00:00:00Z") == 1


def test_an_entry_without_a_resource_type_is_said() -> None:
    chart = read({"id": "x"})
    assert "no resourceType" in says(chart, "record.json entry 1")


def test_a_resource_without_an_id_is_named_by_its_place() -> None:
    nameless = {k: v for k, v in B12.items() if k != "id"}
    assert read(nameless).results[0].resource == "record.json entry 1 (Observation)"
    in_lines = read_text(text(PATIENT) + b"\n\n" + text(nameless))
    assert in_lines.results[0].resource == "file-0 line 3 (Observation)"


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({**B12, "code": "2132-9"}, "code: expected an object, found text"),
        ({**B12, "code": {"coding": {"code": "2132-9"}}}, "code.coding: expected a list"),
        ({**B12, "code": None}, "code: expected an object, found null"),
        ({**B12, "code": {"coding": [None]}}, "code.coding[0]: expected an object, found null"),
        ({**B12, "code": {"coding": [{"code": 3}]}}, "code.coding[0].code: expected text"),
        ({**B12, "valueQuantity": "150"}, "valueQuantity: expected an object, found text"),
        ({**B12, "status": ["final"]}, "status: expected text, found a list"),
        ({**B12, "effectiveDateTime": 2026}, "effectiveDateTime: expected text, found a number"),
        ({**B12, "referenceRange": {}}, "referenceRange: expected a list, found an object"),
        ({**SICK, "verificationStatus": "confirmed"}, "verificationStatus: expected an object"),
    ],
)
def test_a_wrong_shape_is_a_problem_naming_resource_and_field(
    broken: dict[str, Any], field: str
) -> None:
    chart = read(broken)
    assert field in says(chart, f"{broken['resourceType']}/{broken['id']}")

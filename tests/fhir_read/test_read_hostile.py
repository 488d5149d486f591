"""Whatever a record holds, it gives a chart or one RecordError; its order gives nothing."""

from __future__ import annotations

import re
from contextlib import suppress
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import orjson
import pytest
from fhir_record import (
    AS_OF,
    ICD,
    LOINC,
    PATIENT,
    RXNORM,
    SNOMED,
    bundle,
    concept,
    condition,
    lab,
    quantity,
    read_text,
    resource,
    words,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cobalamin.chart import Chart
from cobalamin.fhir.read import RecordError
from cobalamin.value import replace

RICH = [
    {**PATIENT, "identifier": [{"system": "urn:mrn", "value": "1"}], "deceasedBoolean": False,
     "link": [{"other": {"reference": "Patient/old"}, "type": "replaces"}],
     "extension": [{"url": "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race",
                    "extension": [{"url": "ombCategory", "valueCoding": {"code": "2054-5"}}]}]},
    lab("2132-9", "b12", valueQuantity=quantity(150, "pg/mL", "pg/mL"),
        referenceRange=[{"low": quantity(180, "pg/mL"), "high": quantity(900, "pg/mL")}],
        meta={"lastUpdated": "2026-05-02T00:00:00Z", "versionId": "3"}),
    lab("13964-2", "mma", valueString="<150 nmol/L", effectiveDateTime="2026-04"),
    lab("31444-3", "ifa", valueQuantity=quantity(40, "AU/mL"),
        interpretation=[concept(("v3", "POS"))], effectiveDateTime="2025-12-24"),
    lab("58410-2", "cbc", component=[
        {"code": concept((LOINC, "718-7")), "valueQuantity": quantity(9.1, "g/dL")}]),
    resource("Observation", "numb", status="final", effectiveDateTime="2026-05-03",
             code=concept((SNOMED, "102603008")), valueBoolean=True),
    resource("Observation", "vib", status="final", code=words("Vibration sense"),
             valueString="reduced", effectivePeriod={"start": "2026-05-04"}),
    condition(concept((ICD, "D51.0"), text="Pernicious anaemia"), "pa", onsetDateTime="2019-05-05",
              clinicalStatus=concept(("c", "active"))),
    condition(words("Numb feet"), "numbwords", recordedDate="2026-01-01"),
    resource("Procedure", "gastrectomy", status="completed", code=concept((SNOMED, "53442002")),
             performedDateTime="2011-01-01"),
    resource("AllergyIntolerance", "cobalt", patient={"reference": "Patient/p"},
             code=words("Cobalt"), reaction=[{"substance": words("Cyanocobalamin")}],
             verificationStatus=concept(("c", "unconfirmed"))),
    resource("FamilyMemberHistory", "f", status="completed", patient={"reference": "Patient/p"},
             condition=[{"code": concept((ICD, "D51.0"))}]),
    resource("Medication", "m", code=concept((RXNORM, "860975"))),
    resource("MedicationRequest", "metformin", status="active", intent="order",
             medicationReference={"reference": "Medication/m"}, authoredOn="2020-01-01",
             dosageInstruction=[{"doseAndRate": [{"doseQuantity": quantity(500, "mg")}],
                                 "timing": {"repeat": {"frequency": 2, "period": 1,
                                                       "periodUnit": "d"}}}]),
    resource("MedicationAdministration", "dose", status="completed",
             medicationCodeableConcept=words("Hydroxocobalamin 1 mg injection"),
             effectiveDateTime="2026-05-20T10:00:00Z",
             dosage={"route": concept((SNOMED, "78421000")), "dose": quantity(1, "mg")}),
    resource("DiagnosticReport", "report", status="final", effectiveDateTime="2026-05-05",
             contained=[{"resourceType": "Observation", "id": "o", "status": "final",
                         "code": concept((LOINC, "13965-9")),
                         "valueQuantity": quantity(21.5, "umol/L")}]),
    resource("Immunization", "flu", status="completed", occurrenceDateTime="2025-10-10",
             patient={"reference": "Patient/p"}, vaccineCode=words("Influenza")),
    resource("Encounter", "visit", status="finished"),
]  # fmt: skip
"""One record with everything in it that the reader looks at."""


def chart(resources: list[dict[str, Any]], as_of: date = AS_OF) -> Chart:
    return read_text(orjson.dumps(bundle(*resources)), as_of=as_of)


def test_the_rich_record_gives_something_of_every_kind() -> None:
    whole = chart(RICH)
    assert {r.concept for r in whole.results} == {
        "total_b12", "mma", "if_antibody", "haemoglobin", "homocysteine"}  # fmt: skip
    assert {e.kind for e in whole.entries} == {
        "condition", "symptom", "procedure", "allergy", "family"}  # fmt: skip
    assert {m.concept for m in whole.medicines} == {"metformin", "hydroxocobalamin"}
    assert not any(r.unreadable for r in whole.results)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value in a JSON tree."""
    found = [path]
    if isinstance(value, dict | list):
        children = value.items() if isinstance(value, dict) else enumerate(value)
        for key, child in children:
            found += places(child, (*path, key))
    return found


PLACES = [path for path in places(bundle(*RICH)) if path]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(2**63), max_value=2**64 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(alphabet=st.characters(exclude_categories=("Cs",))),
    st.sampled_from(
        ["", " ", "#", "#x", "/", "urn:uuid:", "Patient/", "Patient/p", "?", "9999-12-31", "0001",
         "2026-02-30", "2026-05-01T24:00:00Z", "-", "2132-9", "٣", "pg/mL", "((((", "<",
         "entered-in-error", "9" * 5000, "no", "http://snomed.info/sct"]
    ),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["coding", "code", "value", "unit", "reference", "text", "start", "end"]
            ),
            children,
            max_size=3,
        )
    ),
    max_leaves=6,
)


def changed(path: tuple[Any, ...], value: Any, tree: Any) -> Any:
    """The tree with one value changed; as it was where an earlier change took the place away."""
    *before, last = path
    holder = tree
    for step in before:
        if not isinstance(holder, dict | list):
            return tree
        try:
            holder = holder[step]
        except (KeyError, IndexError, TypeError):
            return tree
    if isinstance(holder, dict) == isinstance(last, str):
        with suppress(IndexError, TypeError):
            holder[last] = value
    return tree


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=6),
    st.sampled_from([AS_OF, date.min, date.max, date(2020, 1, 1)]),
)
def test_no_change_of_a_record_does_anything_but_a_chart_or_a_record_error(
    changes: list[tuple[tuple[Any, ...], Any]], as_of: date
) -> None:
    tree: Any = deepcopy(bundle(*RICH))
    for path, value in changes:
        tree = changed(path, value, tree)
    try:
        read = read_text(orjson.dumps(tree), as_of=as_of)
    except RecordError as fault:
        assert len(str(fault).splitlines()) == 1
        assert len(str(fault)) < 1000
    else:
        assert all("\n" not in problem.says for problem in read.problems)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(RecordError):
        read_text(content)


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0), st.binary(min_size=1, max_size=3))
def test_a_record_cut_or_spoilt_at_any_byte_is_read_or_refused(place: int, junk: bytes) -> None:
    whole = orjson.dumps(bundle(*RICH))
    for content in (
        whole[: place % len(whole)],
        whole[: place % len(whole)] + junk + whole[place % len(whole) :],
    ):
        try:
            read_text(content)
        except RecordError as fault:
            assert len(str(fault).splitlines()) == 1


@settings(max_examples=60, deadline=None)
@given(st.permutations(RICH))
def test_the_order_of_the_entries_changes_nothing(resources: list[dict[str, Any]]) -> None:
    assert chart(resources) == chart(RICH)


@settings(max_examples=40, deadline=None)
@given(st.permutations(RICH), st.integers(min_value=1, max_value=17))
def test_cutting_the_record_into_files_changes_nothing(
    resources: list[dict[str, Any]], cut: int
) -> None:
    parts = (resources[:cut], resources[cut:])
    texts = [orjson.dumps(bundle(*part)) for part in parts]
    assert read_text(*texts) == chart(RICH)


_WHOLE_DAY = re.compile(rb"\d{4}-\d{2}-\d{2}")


def shifted(record: bytes, days: int) -> bytes:
    def later(match: re.Match[bytes]) -> bytes:
        day = date.fromisoformat(match.group().decode()) + timedelta(days=days)
        return day.isoformat().encode()

    return _WHOLE_DAY.sub(later, record)


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=-20_000, max_value=20_000))
def test_moving_every_date_and_the_day_moves_the_chart_and_nothing_else(days: int) -> None:
    dated = [r for r in RICH if r["id"] != "mma"]  # a month cannot be moved by days
    before = chart(dated)
    moved = shifted(orjson.dumps(bundle(*dated)), days)
    after = read_text(moved, as_of=AS_OF + timedelta(days=days))
    span = timedelta(days=days)

    def later(day: date | None) -> date | None:
        return day + span if day else None

    assert after.results == tuple(
        replace(
            r,
            day=later(r.day),
            taken=r.taken + span.total_seconds() if r.taken is not None else None,
        )
        for r in before.results
    )
    assert after.entries == tuple(
        replace(e, start=later(e.start), end=later(e.end)) for e in before.entries
    )
    assert after.medicines == tuple(
        replace(m, start=later(m.start), end=later(m.end)) for m in before.medicines
    )
    assert after.problems == before.problems
    assert (after.relevant, after.not_relevant) == (before.relevant, before.not_relevant)


@settings(max_examples=60, deadline=None)
@given(st.dates(min_value=date(2010, 1, 1), max_value=date(2027, 1, 1)))
def test_nothing_in_the_chart_is_after_its_day(as_of: date) -> None:
    read = chart(RICH, as_of)
    days = [r.day for r in read.results] + [d for e in read.entries for d in (e.start, e.end)]
    days += [d for m in read.medicines for d in (m.start, m.end)]
    assert all(day <= as_of for day in days if day)

"""Does every assessment keep the published shape, and does the schema refuse every other?"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator, FormatChecker

import cobalamin.assess
from cobalamin.assess.as_json import as_json
from cobalamin.cli import FORMATS, GUIDELINE_NAMES
from tests.output.assessments_by_hand import CASES, CONFIRMED, EMPTY_RECORD

Shape = dict[str, Any]
SCHEMA: Shape = json.loads(
    Path(cobalamin.assess.__file__)
    .with_name("assessment-1.schema.json")
    .read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def printed(case: str = "confirmed") -> Shape:
    return orjson.loads(orjson.dumps(as_json(CASES[case])))


@pytest.mark.parametrize("case", CASES)
def test_every_assessment_keeps_the_schema(case: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(printed(case))] == []


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["guideline"]["enum"] == list(GUIDELINE_NAMES)
    assert FORMATS == ("text", "json", "fhir")


def test_keys_come_in_the_published_order() -> None:
    shape = printed()
    assert list(shape) == SCHEMA["required"]
    assert list(shape["patient"]) == ["id", "age_years", "sex"]
    assert list(shape["answers"]) == [answer.question for answer in CONFIRMED.answers]
    assert list(shape["answers"]["total_b12"]) == ["code", "says", "because", "against", "missing"]
    assert list(shape["answers"]["total_b12"]["because"][0]) == ["says", "sources", "cites"]
    assert list(shape["actions"][0]) == ["code", "urgency", "says", "because"]
    assert list(shape["problems"][0]) == ["resource", "says"]
    assert list(shape["citations"][0]) == ["id", "title", "place", "quotation"]
    assert list(shape["knowledge"]) == ["version", "fingerprint"]


def test_how_sure_we_are_of_a_source_is_told_unless_we_saw_it() -> None:
    places = {cited["id"]: cited["place"] for cited in printed()["citations"]}
    assert places["NG239"].endswith("(read second-hand)")
    assert places["NIHODS"] == "MMA (from memory, not verified)"
    assert places["AAFP2025"] == "below 180"
    assert places["COBALAMIN"] == "four months (chosen by us)"
    assert places["MHRA2022"] == ""


def test_what_is_not_known_is_null_and_what_is_none_is_an_empty_list() -> None:
    shape = printed("empty-record")
    assert shape["patient"] == {"id": "", "age_years": None, "sex": "unknown"}
    assert shape["actions"] == shape["problems"] == shape["citations"] == []
    assert shape["answers"]["suspicion"]["missing"] == []
    assert {cited["quotation"] for cited in printed()["citations"]} == {None, "a common reaction"}
    assert EMPTY_RECORD.age_years is None


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every object member, at any depth."""
    parts: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    below = [leaf for key, part in parts for leaf in leaves(part, (*path, key))]
    return ([path] if path else []) + below


def inside(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


# Every guideline asks every question.
OPTIONAL: set[tuple[str, str]] = set()
MEMBERS = [path for path in leaves(printed()) if isinstance(path[-1], str)]
OBJECTS = [(), *(path for path in leaves(printed()) if isinstance(inside(printed(), path), dict))]


def refused(change: Callable[[Shape], None]) -> bool:
    shape = copy.deepcopy(printed())
    change(shape)
    return not VALIDATOR.is_valid(shape)


def test_no_key_may_be_left_out() -> None:
    def without(path: tuple[Any, ...]) -> Callable[[Shape], None]:
        return lambda shape: inside(shape, path[:-1]).pop(path[-1])

    kept = [path for path in MEMBERS if not refused(without(path))]
    assert set(kept) == OPTIONAL


def test_no_key_may_be_added_anywhere() -> None:
    def with_more(path: tuple[Any, ...]) -> Callable[[Shape], None]:
        return lambda shape: inside(shape, path).update(more=1)

    assert [path for path in OBJECTS if not refused(with_more(path))] == []


def test_no_value_may_have_another_type() -> None:
    def turned(path: tuple[Any, ...]) -> Callable[[Shape], None]:
        return lambda shape: inside(shape, path[:-1]).__setitem__(path[-1], 1.5)

    assert [path for path in leaves(printed()) if not refused(turned(path))] == []


WRONG: tuple[tuple[tuple[Any, ...], Any], ...] = (
    (("schema",), "cobalamin.assessment/2"),
    (("as_of",), "22.11.2026"),
    (("as_of",), "2026-11-31"),
    (("as_of",), "20261122"),
    (("guideline",), "ng240"),
    (("patient", "age_years"), -1),
    (("patient", "sex"), "m"),
    (("actions", 0, "code"), "treat-later"),
    (("actions", 0, "urgency"), "stat"),
    (("actions", 0, "says"), " "),
    (("answers", "deficiency", "says"), ""),
    (("answers", "deficiency", "missing"), ["mma", "mma"]),
    (("knowledge", "fingerprint"), "0123456789abcdef"),
    (("knowledge", "version"), "latest"),
)


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_a_wrong_value_is_refused(path: tuple[Any, ...], value: Any) -> None:
    assert refused(lambda shape: inside(shape, path[:-1]).__setitem__(path[-1], value))


def test_a_code_of_another_question_is_refused() -> None:
    for question in printed()["answers"]:
        others = ["yes", "Confirmed", *(["confirmed"] if question != "deficiency" else ["start"])]
        for code in others:
            assert refused(lambda shape, q=question, c=code: shape["answers"][q].update(code=c))


def test_the_schema_lists_the_codes_of_the_contract() -> None:
    """The counts are those of the published lists; a code is added here when it is added there."""
    defs = SCHEMA["$defs"]
    counts = {q: len(set(defs[q]["properties"]["code"]["enum"])) for q in printed()["answers"]}
    assert counts == {
        "suspicion": 4,
        "total_b12": 5,
        "active_b12": 5,
        "metabolites": 6,
        "deficiency": 7,
        "neuropathy": 3,
        "attribution": 5,
        "treatment": 7,
        "duration": 4,
    }
    assert len(set(defs["action"]["properties"]["code"]["enum"])) == 49

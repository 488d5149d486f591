"""Is every story a valid record, answered alike in every form, with reasons that stand in it?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import fhirkit
import pytest

from cobalamin.guideline.profiles import NAMES
from tests.house.tree import ROOT
from tests.journeys.telling import ASKED, FOLDER, STORIES, printed, told
from tests.output.test_output_json import VALIDATOR

TESTS = sorted(Path(__file__).parent.glob("test_*.py"))
COLUMNS = ["story", "what to see", *ASKED]
each_story = pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
each_guideline = pytest.mark.parametrize("guideline", NAMES)


def top_level(path: Path) -> list[dict[str, Any]]:
    """The resources that a file of any shape holds side by side."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ndjson":
        return [json.loads(line) for line in text.splitlines()]
    whole = json.loads(text)
    return whole if isinstance(whole, list) else [whole]


def addresses(path: Path) -> set[str]:
    """Every address at which a reason may say that it was read."""
    found: set[str] = set()
    for whole in top_level(path):
        for entry in whole.get("entry", [{"resource": whole}]):
            resource = entry["resource"]
            found |= {f"{resource['resourceType']}/{resource.get('id')}", entry.get("fullUrl", "")}
    return found


@each_story
def test_a_story_is_valid_fhir(path: Path) -> None:
    found = [str(issue) for resource in top_level(path) for issue in fhirkit.validate(resource)]
    assert found == []


@each_guideline
@each_story
def test_a_story_is_told_as_json_that_keeps_the_schema(path: Path, guideline: str) -> None:
    story = told(path.stem, guideline).json
    assert [error.message for error in VALIDATOR.iter_errors(story)] == []
    reasons = [
        reason
        for answer in story["answers"].values()
        for reason in (*answer["because"], *answer["against"])
    ] + [reason for step in story["actions"] for reason in step["because"]]
    patient = f"Patient/{story['patient']['id']}"  # in a transaction the urn gives the id
    named = {place for reason in reasons for place in reason["sources"]}
    assert named <= {*addresses(path), patient}
    assert {c for reason in reasons for c in reason["cites"]} <= {
        cite["id"] for cite in story["citations"]
    }


@each_guideline
@each_story
def test_a_story_is_told_as_text_with_every_answer_step_and_dissent(
    path: Path, guideline: str
) -> None:
    story = told(path.stem, guideline).json
    text = " ".join(printed(path.stem, guideline, "text").split())
    answers = story["answers"]
    assert text.startswith(answers["deficiency"]["says"])
    told_in_words = [answer["says"] for answer in answers.values()]
    told_in_words += [each["says"] for answer in answers.values() for each in answer["against"]]
    told_in_words += [step["says"] for step in story["actions"]]
    told_in_words += [problem["resource"] for problem in story["problems"]]
    # A colon may have taken the place of the verb ("Total B12: ..."), so capitals do not count.
    assert [words for words in told_in_words if words.lower() not in text.lower()] == []


@each_guideline
@each_story
def test_a_story_is_told_as_fhir_with_the_same_codes(path: Path, guideline: str) -> None:
    said = json.loads(printed(path.stem, guideline, "fhir"))
    assert fhirkit.validate(said) == []
    impression = said["entry"][0]["resource"]
    found = {
        coding["system"].rpartition(":")[2]: coding["code"]
        for finding in impression["finding"]
        for coding in finding["itemCodeableConcept"]["coding"]
    }
    assert tuple(found[question] for question in ASKED) == told(path.stem, guideline).answers
    orders = [e["resource"] for e in said["entry"] if "intent" in e["resource"]]
    assert all(order["intent"] == "proposal" for order in orders)


def listed() -> dict[str, list[str]]:
    """The rows of the table in examples/README.md, by story."""
    lines = (FOLDER / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    assert rows[0] == COLUMNS
    return {re.sub(r"^\[(.*)\]\(.*\)$", r"\1", row[0]): row for row in rows[2:]}


def test_the_readme_of_the_examples_lists_every_story_and_only_these() -> None:
    assert list(listed()) == [path.stem for path in STORIES]
    for name, row in listed().items():
        assert (FOLDER / row[0].partition("(")[2].rstrip(")")).stem == name
        assert len(row[1]) > 30


@each_story
def test_the_readme_of_the_examples_gives_the_answers_of_each_guideline(path: Path) -> None:
    codes = zip(*(told(path.stem, name).answers for name in NAMES), strict=True)
    expected = [" / ".join(each if len(set(each)) > 1 else each[:1]) for each in codes]
    assert listed()[path.stem][2:] == expected


@each_story
def test_every_story_has_a_test_that_tells_it(path: Path) -> None:
    assert path.stem == path.stem.lower()
    assert any(f'"{path.stem}"' in test.read_text(encoding="utf-8") for test in TESTS)


def test_the_stories_come_in_every_shape_of_a_record() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in STORIES}
    kinds = {w.get("type") for p in STORIES for w in top_level(p) if "entry" in w}
    assert kinds >= {"collection", "searchset", "transaction"}
    assert any(isinstance(json.loads(t), list) for n, t in texts.items() if _is_json(n))
    assert any(path.suffix == ".ndjson" for path in STORIES)
    together = "".join(texts.values())
    for part in ("urn:uuid:", '"contained"', '"#', '"component"', '"comparator"', '"pmol/L"'):
        assert part in together
    assert re.search(r'"effectiveDateTime": "\d{4}-\d{2}"', together)  # a month, no day
    assert re.search(r'"onsetDateTime": "\d{4}"', together)  # a year
    assert re.search(r'"code": \{\s*"text"', together)  # words and no code


def _is_json(story: str) -> bool:
    return (ROOT / "examples" / f"{story}.json").exists()

"""What points to a cause: organs that are gone, antibodies, and tests for Helicobacter pylori."""

from __future__ import annotations

from typing import Any

import pytest
from fhir_record import ICD, SNOMED, concept, lab, read, resource, words


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (concept((SNOMED, "26452005")), "total_gastrectomy"),
        (concept((SNOMED, "49209004")), "gastrectomy"),
        (concept((SNOMED, "53442002")), "gastrectomy"),
        (concept((SNOMED, "275194005")), "gastrectomy"),
        (words("Total gastrectomy 2019"), "total_gastrectomy"),
        (words("Complete gastrectomy"), "total_gastrectomy"),
        (words("Partial gastrectomy"), "gastrectomy"),
        (words("Sleeve gastrectomy"), "bariatric_surgery"),
        (words("Ileocaecal resection"), "ileal_resection"),
    ],
)
def test_the_extent_of_a_gastrectomy_is_told_apart(code: dict[str, Any], found: str) -> None:
    chart = read(resource("Procedure", status="completed", code=code))
    assert [entry.concept for entry in chart.entries] == [found]


def test_an_absent_stomach_without_its_extent_is_no_total_gastrectomy() -> None:
    chart = read(resource("Condition", code=concept((ICD, "Z90.3"))))
    assert [entry.concept for entry in chart.entries] == ["gastrectomy"]


@pytest.mark.parametrize(
    "code",
    [
        lab("17780-8")["code"],
        lab("29891-9")["code"],
        words("H pylori stool antigen"),
        words("Urea breath test"),
        words("Helicobacter pylori antigen"),
    ],
)
@pytest.mark.parametrize(("word", "positive"), [("Positive", True), ("Negative", False)])
def test_a_helicobacter_test_is_read_as_yes_or_no(
    code: dict[str, Any], word: str, *, positive: bool
) -> None:
    [result] = read(lab("17780-8", code=code, valueString=word)).results
    assert (result.concept, result.positive) == ("h_pylori_test", positive)

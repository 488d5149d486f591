"""The story of a site with its own assay: whose number decides, and does every reader see it?"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import Any

from tests.journeys.telling import COMMAND, DAY, FOLDER, told

OVERLAY = str(FOLDER / "st-elsewhere.toml")


@cache
def here(guideline: str) -> dict[str, Any]:
    """A low B12 alone, under one guideline with the numbers of the site."""
    record = str(FOLDER / "low-b12-alone.json")
    words = ["assess", record, "--as-of", DAY, "--guideline", guideline, "--overlay", OVERLAY]
    done = subprocess.run(
        [COMMAND, *words, "--format", "json"], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def test_a_level_that_nice_calls_deficient_is_grey_at_this_site() -> None:
    elsewhere = told("low-b12-alone", "ng239")
    assert elsewhere.json["answers"]["deficiency"]["code"] == "confirmed"
    answers = here("ng239")["answers"]
    assert answers["total_b12"]["code"] == "indeterminate"
    assert answers["deficiency"]["code"] == "indeterminate"
    assert answers["treatment"]["code"] == "confirm-first"


def test_the_reason_names_the_site_and_the_printed_number_speaks_against_it() -> None:
    for guideline in ("confirm-first", "ng239", "aafp-2025"):
        answer = here(guideline)["answers"]["total_b12"]
        says = [each["says"] for each in answer["because"] if "OVERLAY" in each["cites"]]
        assert any("140 ng/L (local cut-point of St Elsewhere laboratory)" in each for each in says)
        assert any("prints 180 ng/L (133 pmol/L)" in each["says"] for each in answer["against"])


def test_the_fingerprint_says_that_it_is_another_medicine() -> None:
    assert here("ng239")["knowledge"] != told("low-b12-alone", "ng239").json["knowledge"]
    assert here("ng239")["guideline"] == "ng239"

"""The story of a clinic with its own regimens: who gets them, who does not, and does it say why?"""

from __future__ import annotations

import json
import subprocess
from functools import cache
from typing import Any

from tests.journeys.telling import COMMAND, DAY, FOLDER, told

OVERLAY = str(FOLDER / "st-elsewhere-clinic.toml")


@cache
def here(story: str, guideline: str = "ng239") -> dict[str, Any]:
    """One story under one guideline with the regimens of the clinic."""
    record = str(FOLDER / f"{story}.json")
    words = ["assess", record, "--as-of", DAY, "--guideline", guideline, "--overlay", OVERLAY]
    done = subprocess.run(
        [COMMAND, *words, "--format", "json"], capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, b"")
    return json.loads(done.stdout)


def reasons(story: str, guideline: str = "ng239") -> list[tuple[str, list[str]]]:
    """What is said of the regimen, and who says it."""
    actions = here(story, guideline)["actions"]
    [step] = [each for each in actions if each["code"] in ("treat-now", "treat-load")]
    return [(each["says"], each["cites"]) for each in step["because"]]


def test_numb_feet_get_the_regimen_of_the_clinic_and_ours_stands_beside_it() -> None:
    said = reasons("metformin-nine-years-numb-feet")
    [(own, cites)] = [each for each in said if each[0].startswith("Suggested regimen")]
    assert own.startswith("Suggested regimen st-elsewhere-nerves: hydroxocobalamin intramuscular")
    assert "Local to St Elsewhere clinic" in own
    assert "decided by B. Example, neurology" in own
    assert cites == ["OVERLAY"]
    [(ours, cites)] = [each for each in said if "would suggest" in each[0]]
    assert "ng239 would suggest bnf-hydroxocobalamin-neurological" in ours
    assert "BNF" in cites
    assert any(says.startswith("Also possible: st-elsewhere-tablets") for says, _ in said)


def test_a_leber_carrier_is_not_offered_the_clinics_cyanocobalamin() -> None:
    for guideline in ("confirm-first", "ng239", "aafp-2025"):
        said = reasons("leber-carrier-not-cyanocobalamin", guideline)
        assert not any("Also possible: st-elsewhere-tablets" in says for says, _ in said)
        [(why, cites)] = [each for each in said if each[0].startswith("Not st-elsewhere-tablets")]
        assert "never cyanocobalamin" in why
        assert cites[0] == "OVERLAY"


def test_who_refuses_injections_is_not_given_those_of_the_clinic() -> None:
    said = reasons("refuses-injections")
    assert any(s.startswith("Suggested regimen oral-cyanocobalamin-1mg") for s, _ in said)
    assert any("Not st-elsewhere-nerves" in says for says, _ in said)


def test_no_answer_changes_and_the_fingerprint_does() -> None:
    story = "metformin-nine-years-numb-feet"
    plain = told(story, "ng239").json
    assert here(story)["answers"] == plain["answers"]
    assert here(story)["knowledge"] != plain["knowledge"]
    assert [a["code"] for a in here(story)["actions"]] == [a["code"] for a in plain["actions"]]

"""Is the fingerprint that an answer shows that of the rules that gave it?"""

from __future__ import annotations

from cobalamin.guideline import profiles
from cobalamin.value import replace
from tests.house.fingerprints import WRITTEN, lines


def test_the_fingerprints_written_down_are_those_of_the_rules() -> None:
    hint = "the medicine changed: run `python -m tests.house.fingerprints`"
    assert WRITTEN.read_text(encoding="utf-8") == lines(), hint


def test_a_guideline_that_is_not_ours_as_shipped_gets_a_fingerprint_of_its_own() -> None:
    ours = profiles.guideline("ng239")
    changed = replace(ours, actions=ours.actions[1:])
    assert profiles.fingerprint_of(changed) == profiles.worked_out(changed)
    assert profiles.fingerprint_of(changed) != profiles.fingerprint_of(ours)

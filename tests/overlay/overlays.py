"""Small overlays for the tests: one good one, and ways to spoil it."""

from __future__ import annotations

GOOD = """\
site = "St Elsewhere laboratory"

[[cut-point]]
name = "total B12, deficient"
printed = { "ng/L" = 200, "pmol/L" = 148 }
decided_by = "A. Example, clinical biochemistry"
why = "the reference range of our assay"
"""


def spoiled(old: str, new: str) -> str:
    """The good overlay with one thing changed."""
    assert old in GOOD
    return GOOD.replace(old, new)

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


REGIMEN = """\
[[regimen]]
id = "st-elsewhere-nerves"
title = "our own"
product = "hydroxocobalamin"
route = "intramuscular"
instead_of = "bnf-hydroxocobalamin-neurological"
decided_by = "B. Example, neurology"
why = "what our nurses can reach."
source = "Clinic protocol 7"

[[regimen.phase]]
name = "loading"
dose_ug = 1000
every = { days = 3 }
doses = 14

[[regimen.phase]]
name = "maintenance"
dose_ug = 1000
every = { months = 2 }
until = "as long as the cause lasts"
"""
SITE = 'site = "St Elsewhere laboratory"\n\n'


def regimen_spoiled(*changes: tuple[str, str]) -> str:
    """An overlay with the good regimen alone, some things of it changed."""
    text = SITE + REGIMEN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text

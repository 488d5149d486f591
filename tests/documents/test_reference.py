"""Is the Markdown reference in the project what the rules say now?"""

from __future__ import annotations

from cobalamin.knowledge.folder import MARKER, marker
from cobalamin.knowledge.markdown import NOT_BY_HAND, reference
from tests.documents.medicine import at_hand
from tests.house.tree import ROOT

FOLDER = ROOT / "docs" / "reference" / "knowledge"
COMMAND = "python3 go.py knowledge --out docs/reference/knowledge --format markdown"


def test_the_reference_is_current() -> None:
    made = reference(at_hand())
    made[MARKER] = marker(made)
    held = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    stale = sorted(name for name in made | held if made.get(name) != held.get(name))
    assert stale == [], f"make it anew: {COMMAND}"


def test_the_reference_says_how_it_is_made_anew() -> None:
    assert COMMAND in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert COMMAND in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_every_rule_stands_in_the_reference_once() -> None:
    pages = reference(at_hand())
    for name in at_hand().entries:
        assert pages["rules.md"].count(f"\n## `{name}`\n") == 1
    assert all(page.startswith(NOT_BY_HAND) for page in pages.values())


def test_words_cannot_break_the_tables() -> None:
    for page in reference(at_hand()).values():
        for line in page.splitlines():
            if line.startswith("|"):
                assert line.replace("\\|", "").count("|") in (5, 6), line

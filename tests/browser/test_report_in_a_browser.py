"""Can every reader read the page of a screening: at a desk, in the dark, on a phone, on paper?"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cobalamin.screen.outputs import Choices, Other
from tests.browser.test_documents_in_a_browser import NODE, browser, packages
from tests.screening_outputs.tables import crowd
from tests.screening_outputs.test_outputs import screened

Seen = dict[str, Any]
READERS = ("desk", "dark", "phone", "paper")
FAULTS = """<!doctype html><html><head><style>svg { overflow: visible }</style></head><body>
<img src="http://127.0.0.1:9/far.png"><div style="width: 1300px">.</div>
<svg width="50" height="20"><text x="0" y="15">far too long a text</text></svg></body></html>"""


def look(page: Path, pictures: str | None = None) -> Seen:
    """What one run of the browser saw; pictures of it go to a folder, if one is named."""
    chromium = browser()
    packages()
    asked = {"chromium": chromium, "page": page.as_uri(), "pictures": pictures}
    done = subprocess.run(
        ["node", "look.js"],
        cwd=NODE,
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    place = tmp_path_factory.mktemp("a place, with a space")
    screened(place, crowd(4000), Choices(other=Other("other", "ng239")))
    return look(place / "report.html", os.environ.get("PICTURES"))


def test_nothing_complains_and_nothing_is_fetched(seen: Seen) -> None:
    assert {name: seen[name]["complaints"] for name in READERS} == {key: [] for key in READERS}


def test_no_reader_is_shut_out(seen: Seen) -> None:
    assert {name: seen[name]["violations"] for name in READERS} == {key: [] for key in READERS}


def test_the_page_is_never_wider_than_its_reader(seen: Seen) -> None:
    widths = {name: seen[name]["width"] for name in READERS}
    assert widths == {"desk": 1200, "dark": 1200, "phone": 360, "paper": 700}


def test_no_word_of_a_picture_is_cut_off(seen: Seen) -> None:
    assert {name: seen[name]["cut"] for name in READERS} == {key: [] for key in READERS}


def test_it_is_dark_in_the_dark_and_white_on_paper(seen: Seen) -> None:
    papers = [seen[name]["paper"] for name in READERS]
    assert papers == ["rgb(255, 255, 255)", "rgb(20, 25, 31)", *["rgb(255, 255, 255)"] * 2]


def test_it_prints_on_a_few_sheets(seen: Seen) -> None:
    assert 4 <= seen["pages"] <= 16


def test_the_keyboard_reaches_everything(seen: Seen) -> None:
    assert seen["keyboard"] == {
        "first": "Skip to the content",
        "skippedTo": "content",
        "scrolls": 0,
    }


def test_a_page_that_is_at_fault_would_be_noticed(tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    page.write_text(FAULTS, encoding="utf-8")
    found = look(page)
    assert "http://127.0.0.1:9/far.png" in found["desk"]["complaints"]
    assert any(each.startswith("image-alt") for each in found["desk"]["violations"])
    assert found["phone"]["width"] > 360
    assert found["desk"]["cut"] == ["far too long a text"]
    assert found["keyboard"]["first"] != "Skip to the content"

"""Can every reader use the page of a forecast, and do its sliders do what they say in a browser?"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from cobalamin.simulate.forecasting import forecast
from cobalamin.simulate.page import as_html
from cobalamin.simulate.told import told_in_words
from tests.browser.test_documents_in_a_browser import NODE, browser, packages
from tests.browser.test_report_in_a_browser import look

Seen = dict[str, Any]
READERS = ("desk", "dark", "phone", "paper")
REGIMENS = ("source-daily-then-monthly", "oral-cyanocobalamin-1mg", "no-treatment")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    words = ["cause=pernicious-anaemia", "b12_pmol_l=60", "severity_0_10=3", "egfr=70"]
    found = forecast(told_in_words(words), REGIMENS, months=12, draws=12)
    place = tmp_path_factory.mktemp("a place, with a space") / "course.html"
    place.write_text(as_html(found), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def seen(page: Path) -> Seen:
    return look(page, os.environ.get("PICTURES"))


@pytest.fixture(scope="module")
def slid(page: Path) -> Seen:
    chromium = browser()
    packages()
    asked = {
        "chromium": chromium,
        "page": page.as_uri(),
        "pictures": os.environ.get("PICTURES"),
    }
    done = subprocess.run(
        ["node", "slide.js"],
        cwd=NODE,
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def middle(cell: str) -> float:
    return float(cell.partition(" ")[0])


def test_nothing_complains_and_nothing_is_fetched(seen: Seen, slid: Seen) -> None:
    assert {name: seen[name]["complaints"] for name in READERS} == {key: [] for key in READERS}
    assert slid["complaints"] == []


def test_no_reader_is_shut_out(seen: Seen) -> None:
    assert {name: seen[name]["violations"] for name in READERS} == {key: [] for key in READERS}


def test_the_page_is_never_wider_than_its_reader(seen: Seen) -> None:
    widths = {name: seen[name]["width"] for name in READERS}
    assert widths == {"desk": 1200, "dark": 1200, "phone": 360, "paper": 700}


def test_no_word_of_a_picture_is_cut_off(seen: Seen) -> None:
    assert {name: seen[name]["cut"] for name in READERS} == {key: [] for key in READERS}


def test_treatment_that_begins_later_leaves_more_symptoms(slid: Seen) -> None:
    fitted, later = slid["fitted"], slid["later"]
    assert (fitted["state"], fitted["delay"]) == ("As fitted.", "today")
    assert later["delay"] == "in 6 months"
    assert "no longer the fit" in later["state"]
    assert later["line"] != fitted["line"]
    for regimen in (0, 1):
        assert middle(later["cells"][regimen][0]) > middle(fitted["cells"][regimen][0])


def test_back_to_this_person_is_the_fit_again(slid: Seen) -> None:
    assert slid["back"] == slid["fitted"]


def test_worse_symptoms_today_leave_more_at_the_end(slid: Seen) -> None:
    assert middle(slid["worse"]["severity"]) == 9.5
    assert middle(slid["worse"]["cells"][0][0]) > middle(slid["fitted"]["cells"][0][0])

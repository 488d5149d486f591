"""Do the pictures hold what the forecast says, and does the page run the model as Python does?"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

import cobalamin.simulate
from cobalamin.simulate.forecasting import Forecast, forecast
from cobalamin.simulate.page import as_html, told_to_page
from cobalamin.simulate.picture import PANELS, as_svg, rows
from cobalamin.simulate.saying import DISCLAIMER
from cobalamin.simulate.told import told_in_words
from cobalamin.value import replace

ROOM = Path(cobalamin.simulate.__file__).parent
REGIMENS = ("source-daily-then-monthly", "oral-cyanocobalamin-1mg", "no-treatment")


@cache
def found(cause: str = "pernicious-anaemia") -> Forecast:
    words = [f"cause={cause}", "b12_pmol_l=60", "severity_0_10=3", "egfr=70"]
    return forecast(told_in_words(words), REGIMENS, months=6, draws=5, backend="numba")


def test_the_svg_holds_every_panel_and_the_disclaimer() -> None:
    svg = as_svg(found())
    assert svg.startswith("<svg")
    assert "informs and never decides" in svg
    assert svg.count("months</text>") == len(PANELS)
    assert {row["regimen"] for row in rows(found())} == set(REGIMENS)


def test_the_page_holds_everything_and_asks_no_network() -> None:
    page = as_html(found())
    assert page.count(DISCLAIMER.replace("'", "&#39;")) == 2
    assert "connect-src" not in page
    assert "default-src 'none'" in page
    without_scripts = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(src|href)=|url\(|@import", without_scripts)


def test_no_text_of_a_record_ends_a_script_or_becomes_markup() -> None:
    hostile = "</script><script>alert(1)</script><b>"
    told = replace(found().posterior.told, patient_id=hostile, limits=(hostile,))
    page = as_html(replace(found(), posterior=replace(found().posterior, told=told)))
    assert hostile not in page
    assert page.count("</script>") == as_html(found()).count("</script>")


RUN = """
const solver = require(process.argv[1] + "/generated/page.js");
const sliders = require(process.argv[1] + "/sliders.js");
const told = JSON.parse(require("fs").readFileSync(0, "utf8"));
const ask = (months, severity, delay) => {
  const asked = { months: told.months_of_symptoms + months, severity, delay };
  const factor = sliders.factorFor(solver, told, asked);
  const everyone = told.people.map((_, i) => sliders.coursesOf(solver, told, i, asked, factor));
  const rows = sliders.rowsOf(solver, told, everyone.slice(0, 1));
  const ends = sliders.endsOf(solver, told, everyone);
  return { rows, ends, today: sliders.severityOf(solver, told, asked) };
};
console.log(JSON.stringify([ask(0, null, 0), ask(12, null, 0), ask(0, 6, 0), ask(0, null, 3)]));
"""


@cache
def in_node(cause: str = "pernicious-anaemia") -> list[dict]:
    node = shutil.which("node")
    if not node:
        pytest.skip("Node is not installed, so the sliders cannot be run")
    done = subprocess.run(
        [node, "-e", RUN, str(ROOM)],
        input=json.dumps(told_to_page(found(cause))),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("cause", ["pernicious-anaemia", "nitrous-oxide"])
def test_the_page_gives_the_course_that_python_gives(cause: str) -> None:
    best = forecast(found(cause).posterior.told, REGIMENS, months=6, draws=0, backend="numba")
    ours = {(row["regimen"], row["quantity"], round(float(row["month"]), 3)): row["median"]
            for row in rows(best)}  # fmt: skip
    for row in in_node(cause)[0]["rows"]:
        key = (row["regimen"], row["quantity"], round(float(f"{row['month']:.5g}"), 3))
        assert row["median"] == pytest.approx(ours[key], rel=2e-3, abs=2e-3), key


def course(asked: dict, quantity: str) -> dict[float, float]:
    """By month, under the first regimen."""
    wanted = (REGIMENS[0], quantity)
    rows = [row for row in asked["rows"] if (row["regimen"], row["quantity"]) == wanted]
    return {row["month"]: row["median"] for row in rows}


def test_nitrous_oxide_goes_on_until_treatment_begins() -> None:
    as_fitted, _, _, later = in_node("nitrous-oxide")  # later: in 3 months
    soon, late = (course(asked, "homocysteine_umol_l") for asked in (as_fitted, later))
    for month in (month for month in soon if 1 < month < 2.9):
        assert soon[month] < 0.7 * late[month]
    last = max(soon)
    assert late[last] == pytest.approx(soon[last], rel=0.02)


def test_serum_is_shown_before_a_dose_whenever_treatment_begins() -> None:
    as_fitted, _, _, later = in_node()
    highest = [max(course(asked, "total_b12_pmol_l").values()) for asked in (as_fitted, later)]
    assert highest[1] < 1.3 * highest[0]


def test_each_slider_does_what_it_says() -> None:
    as_fitted, longer, worse, later = in_node()
    assert longer["today"] > as_fitted["today"]
    assert worse["today"] == pytest.approx(6, abs=0.05)
    assert later["today"] == as_fitted["today"]
    treated, tablets, none = (end["symptoms"][1] for end in later["ends"])
    assert as_fitted["ends"][0]["symptoms"][1] < treated <= tablets < none

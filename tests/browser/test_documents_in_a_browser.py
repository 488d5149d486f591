"""Do the documents open from their folder in a real browser, for every reader and every width?"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cobalamin.knowledge.folder import replace_folder
from cobalamin.knowledge.pages import MENU
from tests.documents.medicine import site

NODE = Path(__file__).with_name("node")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = [
    *(path for path, _ in MENU),
    "search.html",
    "questions/deficiency.html",
    "rules/deficiency.confirmed.html",
    "rules/total_b12.deficient.html",
]

BROKEN = "broken.html"
FAULTS = """<img src="lost.png"><img src="http://127.0.0.1:9/far.png" alt="">
<div style="width: 900px">.</div>"""

Seen = dict[str, Any]


def browser() -> str:
    """The path of a Chromium; skips the test where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        pytest.skip("no Chromium is installed, so the documents cannot be opened in a browser")
    return found


def packages() -> None:
    """Fetch the locked packages once; skips the test where that cannot be done."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        pytest.skip("node and npm are not installed, so no browser can be driven")
    if (NODE / "node_modules" / "playwright-core").exists():
        return
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    fetched = subprocess.run(command, cwd=NODE, capture_output=True, check=False, timeout=300)
    if fetched.returncode:
        pytest.skip("npm could not fetch what drives the browser: no network or no registry")


def look(place: Path) -> Seen:
    """What one run of the browser saw of every page."""
    chromium = browser()
    packages()
    folder = place / "a site, with a space"
    replace_folder(folder, {**site(), BROKEN: FAULTS})
    asked = {"chromium": chromium, "site": folder.as_uri() + "/", "pages": [*PAGES, BROKEN]}
    done = subprocess.run(
        ["node", "visit.js"],
        cwd=NODE,
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def told(seen: Seen, what: str) -> dict[str, Any]:
    """One thing that was seen, by page, where there is anything to tell; not of the broken one."""
    pages = seen["pages"].items()
    return {path: each[what] for path, each in pages if each[what] and path != BROKEN}


def nothing_complains_and_nothing_is_asked_of_the_network(seen: Seen) -> None:
    assert list(seen["pages"]) == [*PAGES, BROKEN]
    assert told(seen, "complaints") == {}


def no_page_is_wider_than_a_phone_or_a_desk(seen: Seen) -> None:
    wide = {path: each for path, each in told(seen, "phone").items() if each > 360}
    assert wide == {}
    assert {path: each for path, each in told(seen, "desktop").items() if each > 1200} == {}


def no_page_shuts_a_reader_out(seen: Seen) -> None:
    assert told(seen, "violations") == {}


def no_page_is_blank(seen: Seen) -> None:
    sizes = told(seen, "bytes")
    assert all(size > 3 * seen["blank"] for size in sizes.values()), sizes


def a_page_that_is_at_fault_would_be_noticed(seen: Seen) -> None:
    broken = seen["pages"][BROKEN]
    assert any("ERR_FILE_NOT_FOUND" in each for each in broken["complaints"])
    assert "http://127.0.0.1:9/far.png" in broken["complaints"]
    assert any(each.startswith("image-alt") for each in broken["violations"])
    assert broken["phone"] > 360
    assert broken["bytes"] < 3 * seen["blank"]


def the_search_finds_nitrous_oxide_and_leads_there(seen: Seen) -> None:
    search = seen["search"]
    assert "found for “nitrous oxide”" in search["says"]
    assert search["found"][0].startswith("Nitrous oxide")
    assert search["title"] == search["found"][0]


def the_search_says_when_there_is_nothing_and_runs_nothing(seen: Seen) -> None:
    assert seen["search"]["nothing"] == "Nothing found for “zzzz”."
    assert seen["search"]["hostile"] == 0


def the_keyboard_can_skip_to_the_content(seen: Seen) -> None:
    assert seen["search"]["first"] == "Skip to the content"
    assert seen["search"]["skippedTo"] == "content"


CHECKS: tuple[Callable[[Seen], None], ...] = (
    nothing_complains_and_nothing_is_asked_of_the_network,
    no_page_is_wider_than_a_phone_or_a_desk,
    no_page_shuts_a_reader_out,
    no_page_is_blank,
    a_page_that_is_at_fault_would_be_noticed,
    the_search_finds_nitrous_oxide_and_leads_there,
    the_search_says_when_there_is_nothing_and_runs_nothing,
    the_keyboard_can_skip_to_the_content,
)


def test_the_documents_open_from_their_folder_for_every_reader(tmp_path: Path) -> None:
    """In one run of the browser, since it takes half a minute to look at every page."""
    seen = look(tmp_path)
    failed: dict[str, str] = {}
    for check in CHECKS:
        try:
            check(seen)
        except AssertionError as fault:
            failed[check.__name__] = str(fault)
    assert failed == {}

"""Does the page for a board say what was counted, name nobody, and need nothing from elsewhere?"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.guideline.profiles import fingerprint_of
from cobalamin.screen import plots
from cobalamin.screen.outputs import Choices, Other
from cobalamin.screen.report import percent, report
from cobalamin.screen.screening import Screening
from tests.screening_outputs import people as p
from tests.screening_outputs.tables import RULES, Person, crowd
from tests.screening_outputs.test_outputs import screened

VOID = {"meta", "link", "br", "img", "input", "hr"}
"""Elements that have no end."""


TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)([^<>]*?)(/?)>")


class Page:
    """The page as it nests: its headings, tables with their captions, addresses and words."""

    def __init__(self, text: str) -> None:
        self.open: list[str] = []
        tags = TAG.findall(text)
        for closing, name, _, alone in tags:
            if closing:
                assert self.open.pop() == name
            elif not alone and name not in VOID:
                self.open.append(name)
        names = [name for closing, name, _, _ in tags if not closing]
        self.levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
        self.captions, self.tables = names.count("caption"), names.count("table")
        attributes = " ".join(held for _, _, held, _ in tags)
        self.addresses = re.findall(r'\b(?:href|src)="([^"]*)"', attributes)
        self.ids = re.findall(r'(?<![\w-])id="([^"]*)"', attributes)
        words = TAG.sub(" ", re.sub("<style>.*?</style>", "", text, flags=re.DOTALL))
        self.says = " ".join(unescape(words).split())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Screening:
    """A crowd, compared with another guideline."""
    place = tmp_path_factory.mktemp("large")
    return screened(place, crowd(3000), Choices(other=Other("other", "ng239")))


def test_the_page_nests_and_is_laid_out_for_every_reader(large: Screening) -> None:
    page = Page(report(large))
    assert page.open == []
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(
        later - earlier <= 1 for earlier, later in zip(page.levels, page.levels[1:], strict=False)
    )
    assert page.tables == page.captions > 10
    assert len(set(page.ids)) == len(page.ids)


def test_the_page_needs_nothing_from_elsewhere(large: Screening) -> None:
    text = report(large)
    page = Page(text)
    assert [a for a in page.addresses if not a.startswith("#")] == []
    assert {a[1:] for a in page.addresses} <= set(page.ids)
    assert "<script" not in text
    assert not re.search(r"url\(|@import", text)
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_page_names_no_patient(large: Screening) -> None:
    text = report(large)
    assert not re.search(r"\bp\d{6}\b", text)
    assert "holds totals only and names no patient" in Page(text).says


def test_the_page_says_what_a_board_must_know(large: Screening) -> None:
    says = Page(report(large)).says
    for words in (
        DISCLAIMER,
        "Screening of 3,000 patients as of 2026-11-22, under confirm-first",
        "“Cannot be told” means that the record does not hold what the answer depends on.",
        fingerprint_of(RULES),
        "total B12, deficient, 180 ng/L; total B12, deficiency unlikely, 350 ng/L",
        "What if: ng239 instead of confirm-first",
        "3 resources in files of Observation are dated after 2026-11-22 and were not read.",
        "its value is the text (...)",
        "Observation.ndjson.gz 60 40 2",
    ):
        assert words in says, words


def test_no_small_number_of_people_is_on_the_page(large: Screening) -> None:
    """Neither in the tables, nor in the words, nor in the pictures."""
    text = report(large)
    people = text.split('id="record"')[0]  # below, rows and lines are counted
    cells = re.findall(r'<td class="n">([^<]*)', people)
    assert "&lt;5" in cells
    assert "hidden" in cells
    assert [cell for cell in cells if cell.strip() in ("1", "2", "3", "4")] == []
    assert re.findall(r"<span>[1-4] of", people) == []
    assert re.findall(r"<strong>[1-4]</strong>", people) == []
    drawn = re.findall(r"<text[^>]*font-weight=\"bold\"[^>]*>([^<]*)<", people)
    assert len(drawn) > 5
    assert [number for number in drawn if number in ("1", "2", "3", "4")] == []


def test_every_picture_has_words_and_a_table(large: Screening) -> None:
    text = report(large)
    assert text.count('role="img"') == text.count("<figure>") == 4
    assert text.count("the same numbers are in the table below.") == 4
    assert text.count("<svg") == 4


def test_without_the_package_that_draws_the_page_says_so(
    large: Screening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plots, "can_draw", lambda: False)
    text = report(large)
    assert "<svg" not in text
    assert "This page has no pictures" in Page(text).says


def test_what_a_record_says_cannot_break_out_of_the_page(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    everyone = [Person(f"p{n}", p.LOW_ALONE.facts, ethnicity=evil) for n in range(9)]
    text = report(screened(tmp_path, everyone))
    assert evil not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_practice_so_small_that_nearly_all_is_hidden_still_has_its_page(tmp_path: Path) -> None:
    page = Page(report(screened(tmp_path)))
    assert page.open == []
    assert "Screening of 16 patients" in page.says or "Screening of hidden" in page.says


def test_an_empty_screening_has_a_page(tmp_path: Path) -> None:
    assert "Screening of 0 patients" in Page(report(screened(tmp_path, []))).says


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0%"),
        (0.004, "0.4%"),
        (0.0951, "9.5%"),
        (0.1, "10%"),
        (0.455, "46%"),
        (0.999, "99.9%"),
        (1, "100%"),
    ],
)
def test_a_share_is_told_as_finely_as_it_needs(share: float, words: str) -> None:
    assert percent(share) == words

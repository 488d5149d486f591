"""Does the runner of the spec pages run every row, and notice a row that is wrong or unreadable?"""

from __future__ import annotations

from pathlib import Path

import pytest

from cobalamin.rules.question import Guideline
from tests.rules.toy import CONFIRMED, DEFICIENCY, GUIDELINE, ng
from tests.spec.page import PageError, tables
from tests.spec.runner import mismatches, readings, told

TOY = {"toy": GUIDELINE, "other": GUIDELINE}

GOOD = """# A page

Words that no one reads but people.

## b12.low

| total_b12 | verdict | why this row |
|:--|---|---|
| 179 ng/L | yes | just below |
| 180 ng/L | no | on the cut-point |
| 133 pmol/L | no | on the other cut-point |
| <150 ng/L | yes | the assay's lower end |
| <=180 ng/L | unknown | may be on the cut-point |
| | unknown | no result |

## question `deficiency` [toy]

Given: total_b12 200 ng/L, `ataxia` yes, falls yes.

| mma | egfr | answer | why this row |
|---|---|---|---|
| 0.29 | 60 mL/min/{1.73_m2} | confirmed | raised and readable |
| 0.28 | | probable | on the cut-point |
| 0.29 | | probable? | eGFR could settle it |

### The same heading, another table

| total_b12 | answer | why this row |
|---|---|---|
| 351 ng/L | not-shown | above the grey band; nothing is given any more |
"""


def page(folder: Path, text: str) -> Path:
    path = folder / "page.md"
    path.write_text(text, encoding="utf-8")
    return path


def wrong(folder: Path, text: str) -> list[str]:
    return [line for table in tables(page(folder, text)) for line in mismatches(table, TOY)]


def test_a_good_page_holds_in_every_reading(tmp_path: Path) -> None:
    read = list(tables(page(tmp_path, GOOD)))
    assert [len(table.lines) for table in read] == [6, 3, 1]
    assert wrong(tmp_path, GOOD) == []


def test_a_wrong_row_is_told_with_its_line_by_every_reading(tmp_path: Path) -> None:
    text = GOOD.replace("| 180 ng/L | no |", "| 180 ng/L | yes |")
    told_wrong = wrong(tmp_path, text)
    assert [line.split()[0] for line in told_wrong] == ["page.md:10:"] * 3
    assert told_wrong[0] == (
        "page.md:10: b12.low [toy] expects yes, but the reference reading gives no"
    )
    assert "compiled" in told_wrong[1] and "DuckDB" in told_wrong[2]


def test_settled_and_leaning_answers_are_told_apart(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, GOOD.replace("| probable |", "| probable? |"))) == 3
    assert len(wrong(tmp_path, GOOD.replace("| probable? |", "| probable |"))) == 3


def test_what_one_guideline_shares_with_another_runs_once(tmp_path: Path) -> None:
    low, deficiency, _ = tables(page(tmp_path, GOOD))
    assert [guideline.name for guideline, _ in readings(low, TOY)] == ["toy"]
    rows = [row for _, read in readings(deficiency, TOY) for row in read]
    assert rows[0].subject is DEFICIENCY
    assert rows[0].facts["ataxia"] is True and rows[0].facts["total_b12"] == ng(200)


def test_a_rule_is_run_where_it_is_and_a_named_guideline_must_have_it(tmp_path: Path) -> None:
    without = Guideline("without", "", (), (), GUIDELINE.facts, ())
    low, *_ = tables(page(tmp_path, GOOD))
    both = {"without": without, "toy": GUIDELINE}
    assert [guideline.name for guideline, _ in readings(low, both)] == ["toy"]
    (named,) = tables(
        page(tmp_path, GOOD.split("## question")[0].replace("low\n", "low [without]\n", 1))
    )
    with pytest.raises(PageError, match="without has no b12"):
        list(readings(named, both))


BAD = {
    "a rule that is not there": ("## b12.low", "## b12.lowest", "page.md:7: no guideline has"),
    "a guideline that is not there": ("[toy]", "[toys]", "page.md:20: there is no guideline"),
    "a fact that is not there": ("| total_b12 | verdict", "| b12 | verdict", "no fact 'b12'"),
    "a given fact that is not there": ("`ataxia` yes", "attaxia yes", "no fact 'attaxia'"),
    "a unit that is not read": ("179 ng/L", "179 mg/L", r"page.md:9: total_b12 is a number"),
    "a unit left out of two": ("179 ng/L", "179", r"page.md:9: total_b12 is a number"),
    "a number that is none": ("179 ng/L", "low", r"page.md:9: total_b12 is a number"),
    "a yes that is none": ("falls yes", "falls maybe", r"falls is yes, no or empty"),
    "a verdict that is none": ("| yes | just", "| maybe | just", "page.md:9: b12.low can never"),
    "a code that is none": ("| confirmed |", "| conformed |", "page.md:22: deficiency can never"),
    "no reason": ("| just below |", "| |", "page.md:9: say what is expected"),
    "a cell too few": ("| yes | just below |", "| yes |", "page.md:9: 2 cells"),
    "no answer column": ("| mma | egfr | answer |", "| mma | egfr | code |", "must differ and end"),
    "a table without a subject": ("## b12.low", "", "page.md:7: a table needs"),
    "a table without dashes": ("|:--|---|---|\n", "", "page.md:7: a table is"),
    "a given that is none": ("falls yes.", "falls.", "page.md:18: write `Given"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_refused_with_its_place(case: str, tmp_path: Path) -> None:
    before, after, words = BAD[case]
    assert before in GOOD
    with pytest.raises(PageError, match=words):
        wrong(tmp_path, GOOD.replace(before, after, 1))


def test_the_reference_is_told_as_a_row_writes_it() -> None:
    assert told(CONFIRMED, {"total_b12": ng(150)}) == "yes"
    assert told(DEFICIENCY, {}) == "probable?"

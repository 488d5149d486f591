"""Is the calibration report what the model gives today, with its misses?"""

from __future__ import annotations

from pathlib import Path

import pytest

from cobalamin.simulate.calibrate import nhanes, report, table
from cobalamin.simulate.calibrate.__main__ import main
from tests.house.tree import ROOT

COMMITTED = ROOT / "docs" / "reference" / "simulator-calibration.md"
SURVEY = ROOT.parent / "shared" / "data" / "nhanes"
HEAD = "id,group,what,unit,target,low,high,mark,source\n"


def test_the_report_is_what_the_command_writes_today(tmp_path: Path) -> None:
    out = tmp_path / COMMITTED.name
    assert main(["--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == COMMITTED.read_text(encoding="utf-8"), (
        f"run `python -m cobalamin.simulate.calibrate --out {COMMITTED.relative_to(ROOT)}`"
    )
    for name in report.PICTURES:
        for folder in (tmp_path, COMMITTED.parent):
            assert "<svg" in (folder / COMMITTED.stem / f"{name}.svg").read_text(encoding="utf-8")


def test_the_bins_are_those_of_the_survey() -> None:
    if not SURVEY.exists():
        pytest.skip("no folder `shared` with NHANES beside the checkout: the bins are not remade")
    assert nhanes.written(nhanes.from_folder(SURVEY)) == nhanes.TABLE.read_text(encoding="utf-8")


def test_a_value_outside_its_band_is_shown_as_a_miss() -> None:
    met = {each.id: each.target for each in table.published()}
    bins = nhanes.kept()
    curve = [(each.mma or 0, each.homocysteine or 0) for each in bins]
    good = report.text(met, bins, curve, "x")
    assert "**missed**" not in good
    bad = report.text({**met, "severe_hb": 3.0}, bins, [(2 * a, b) for a, b in curve], "x")
    assert bad.count("**missed**") == 1 + len(bins)
    assert "| 6.7 | 5.7 to 7.7 | 3 | **missed** |" in bad


@pytest.mark.parametrize(
    "row",
    [
        "a,G,what,1,5,6,7,seen,a source",
        "a,G,what,1,5,4,7,guessed,a source",
        "a,G,what,1,5,4,7,seen,",
    ],
)
def test_a_datum_at_fault_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="not a datum"):
        table.read(HEAD + row)


def test_a_datum_is_published_once() -> None:
    row = "a,G,what,1,5,4,7,seen,a source\n"
    with pytest.raises(ValueError, match="twice: a"):
        table.read(HEAD + row + row)


def test_numbers_are_short_and_never_is_said() -> None:
    numbers = (12345.6, 0.12345, 3, float("inf"))
    assert [report.number(value) for value in numbers] == ["12300", "0.123", "3", "never"]

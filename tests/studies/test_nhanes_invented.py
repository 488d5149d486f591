"""Does the whole study run on a small invented survey, say nothing it cannot, and repeat itself?"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from tests.studies.libraries import need_libraries

need_libraries()

from studies import pictures  # noqa: E402  after the libraries are known to be here
from studies.nhanes.__main__ import main  # noqa: E402
from studies.nhanes.groups import CYCLES, DEFICIENT  # noqa: E402
from studies.nhanes.study import REPORT, assessed, told  # noqa: E402
from studies.nhanes.tables import PARTICIPANTS, PRESCRIPTIONS  # noqa: E402
from tests.studies import by_hand, invented  # noqa: E402


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.folder(tmp_path_factory.mktemp("nhanes"))


@pytest.fixture(scope="module")
def people(place: Path) -> pl.DataFrame:
    return assessed(place)


@pytest.fixture(scope="module")
def out(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    assert main([str(place), "--out", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def text(out: Path) -> str:
    return (out / REPORT).read_text("utf-8")


def test_every_picture_is_there_and_is_a_picture(out: Path, text: str) -> None:
    shown = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text))
    assert shown == {path.name for path in out.glob("*.svg")}
    assert len(shown) == 7
    for name in shown:
        assert ElementTree.parse(out / name).getroot().tag.endswith("svg")


def test_nothing_is_left_empty_or_unfinished(text: str) -> None:
    for mark in ("None", "nan", "NaN", "{{", "{%", "inf"):
        assert not re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text), mark
    assert "| |" not in text.replace("| | B12 | MMA |", "")


def test_links_inside_the_report_lead_somewhere(text: str) -> None:
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_small_groups_are_not_shown(text: str) -> None:
    """45 people a unit give few who are confirmed, and fewer of them with diabetes."""
    assert "– (n < 30)" in text


def test_counts_are_those_of_the_table(place: Path, text: str) -> None:
    everyone = pl.read_parquet(place / PARTICIPANTS)
    adults = everyone.filter(pl.col("examined") & (pl.col("age_years") >= 18))
    counted = [adults.filter(pl.col("cycle") == cycle).height for cycle in CYCLES]
    assert f"| adults examined | {' | '.join(map(str, counted))} |" in text


def test_a_share_in_the_report_is_that_of_plain_sums(people: pl.DataFrame, text: str) -> None:
    first = people.filter((pl.col("cycle") == CYCLES[0]) & (pl.col("wtmec2yr") > 0))
    tested = pl.all_horizontal(
        pl.col("b12_pg_per_ml", "mma_nmol_per_l", "hcy_umol_per_l").is_not_null()
    )
    rows = first.with_columns(
        y=(pl.col("b12_pg_per_ml") < DEFICIENT).cast(pl.Int8),
        group=tested & (pl.col("age_years") >= 18),
    )
    part, _ = by_hand.share(rows, "y", "group")
    assert re.search(rf"{100 * part:.1f}%†? \([\d. to]+\) of adults have a total B12 below", text)


def test_the_same_folder_gives_the_same_report(people: pl.DataFrame, out: Path, text: str) -> None:
    """Also when other pictures were drawn before in the same process."""
    again, charts = told(people)
    assert again.splitlines() == text.splitlines()
    others = [
        name
        for name, chart in charts.items()
        if pictures.svg_of(chart) != (out / f"{name}.svg").read_text("utf-8").rstrip()
    ]
    assert others == []


def test_a_folder_without_the_tables_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert PARTICIPANTS in last
    assert not (tmp_path / "out").exists()


def test_a_table_without_a_column_is_refused_by_its_name(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pl.read_parquet(place / PARTICIPANTS).drop("hba1c_pct").write_parquet(tmp_path / PARTICIPANTS)
    (tmp_path / PRESCRIPTIONS).write_bytes((place / PRESCRIPTIONS).read_bytes())
    assert main([str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert "hba1c_pct" in capsys.readouterr().err

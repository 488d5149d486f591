"""Is the report what the survey gives: published numbers, plain sums, the same when made again?"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.real.nhanes import FOLDER
from tests.studies.libraries import need_libraries

need_libraries()
if not FOLDER.is_dir():
    pytest.skip(
        "the NHANES tables are not beside this checkout (shared/data/nhanes)",
        allow_module_level=True,
    )

from cobalamin.assess.many import assessor  # noqa: E402  after the skips above
from cobalamin.guideline.profiles import NAMES, guideline  # noqa: E402
from studies import pictures  # noqa: E402
from studies.nhanes import groups as g  # noqa: E402
from studies.nhanes import tables  # noqa: E402
from studies.nhanes.answers import answer_column, chart_of  # noqa: E402
from studies.nhanes.codes import coder  # noqa: E402
from studies.nhanes.kidneys import CLEAR, CLOUDED, READ  # noqa: E402
from studies.nhanes.prevalence import prevalence  # noqa: E402
from studies.nhanes.stages import Ways  # noqa: E402
from studies.nhanes.study import REPORT, assessed, told  # noqa: E402
from studies.nhanes.survey import survey  # noqa: E402
from tests.studies import by_hand  # noqa: E402
from tests.studies.sameness import same  # noqa: E402

KEPT = Path(__file__).resolve().parents[2] / "docs" / "studies" / "nhanes"
MADE_WITH = "A test runs the command again and compares"


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return assessed(FOLDER)


def test_made_again_the_report_is_the_same(people: pl.DataFrame) -> None:
    """Everything but the table of versions and fingerprints, and every picture."""
    text, charts = told(people)
    kept = (KEPT / REPORT).read_text("utf-8")
    assert text.partition(MADE_WITH)[0].splitlines() == kept.partition(MADE_WITH)[0].splitlines()
    assert MADE_WITH in kept
    assert {f"{name}.svg" for name in charts} == {path.name for path in KEPT.glob("*.svg")}
    # By name: what differs between two pictures takes for ever to work out and tells nothing.
    others = [
        name
        for name, chart in charts.items()
        if pictures.svg_of(chart) != (KEPT / f"{name}.svg").read_text("utf-8").rstrip()
    ]
    assert others == []


def test_what_nchs_published_is_found_to_the_last_digit(people: pl.DataFrame) -> None:
    published = prevalence(people).published
    assert len(published) == 5
    for what, printed, ours in published:
        places = len(f"{printed:g}".partition(".")[2])
        assert round(ours or 0, places) == printed, what


def test_a_share_and_its_error_are_those_of_plain_sums(people: pl.DataFrame) -> None:
    sample = survey(people, g.FIRST, g.THIRD)
    found = sample.share(g.MMA_HIGH, g.TWENTY)
    rows = sample.frame.with_columns(y=g.MMA_HIGH.cast(pl.Int8), group=g.TWENTY)
    part, error = by_hand.share(rows, "y", "group")
    assert (found.part, found.error) == (pytest.approx(part), pytest.approx(error))
    low, high = by_hand.korn_graubard(part, error, found.n, found.freedom or 0)
    assert (found.low, found.high) == (pytest.approx(low, rel=1e-5), pytest.approx(high, rel=1e-5))


def test_the_main_odds_ratio_is_that_of_newton_and_binder(people: pl.DataFrame) -> None:
    sample = survey(people, g.FIRST)
    where = g.FEET_EXAMINED & CLEAR
    exposed = {"mma": g.MMA.log(2)}
    found = sample.odds(g.INSENSATE, exposed, g.FULL, where=where)["mma"]
    terms = {name: each.cast(pl.Float64) for name, each in {**exposed, **g.FULL}.items()}
    rows = sample.frame.with_columns(
        y=g.INSENSATE.cast(pl.Float64), group=where.fill_null(value=False), **terms
    )
    slopes, errors = by_hand.logistic(rows, "y", list(terms), "group")
    assert found.log_ratio == pytest.approx(slopes[1], rel=1e-5)
    assert found.log_error == pytest.approx(errors[1], rel=1e-3)
    assert found.freedom == 15


def test_answers_are_those_of_explained_assessments(people: pl.DataFrame) -> None:
    """Every fortieth adult of each cycle, from the record to the reasons, as for a patient."""
    medicines = tables.by_participant(tables.prescriptions(FOLDER, *g.CYCLES))
    assessors = {name: assessor(guideline(name)) for name in NAMES}
    some = people.filter(g.ADULTS & pl.col("examined")).gather_every(40)
    assert some.height > 400
    for row in some.iter_rows(named=True):
        chart = chart_of(row, medicines.get(row["seqn"], ()))
        codes = coder()(chart)
        for name in NAMES:
            told_all = assessors[name](chart)
            same(codes[name], told_all)
            for answer in told_all.answers:
                assert row[answer_column(answer.question, name)] == answer.code


def test_mma_is_read_where_a_few_lines_on_the_columns_would_read_it(people: pl.DataFrame) -> None:
    adults = people.filter(g.ADULTS & g.HAS_MMA & pl.col("examined"))
    raised = adults.select(ours=READ, plain=((g.MMA > 271) & (g.EGFR >= 60)).fill_null(value=False))
    assert raised["ours"].to_list() == raised["plain"].to_list()
    assert raised["ours"].sum() > 400
    assert adults.filter(CLOUDED & (g.EGFR >= 60)).height == 0


def test_metformin_is_read_for_whom_the_survey_lists_it(people: pl.DataFrame) -> None:
    listed = pl.read_parquet(FOLDER / "participants.parquet", columns=["seqn", "rx_metformin"])
    adults = people.filter(g.ADULTS & pl.col("examined")).join(listed, on="seqn")
    ours, theirs = adults["reads_metformin"], adults["rx_metformin"].fill_null(value=False)
    assert ours.to_list() == theirs.to_list()


def test_people_confirmed_on_the_way_have_asked_for_what_confirms(people: pl.DataFrame) -> None:
    """In `confirm-first` only MMA confirms, so nobody is confirmed without its being asked for."""
    first = people.filter((pl.col("cycle") == g.FIRST) & g.HAS_ALL & g.ADULTS)
    article = NAMES[0]
    on_the_way = first.filter(g.answered("deficiency", article, "confirmed", reading=Ways.EVERY))
    assert on_the_way[g.asks_for("mma", article, Ways.EVERY)].all()
    assert set(on_the_way[answer_column("deficiency", article)]) == {"confirmed"}
    assert (
        0 < on_the_way.height < first.filter(g.answered("deficiency", article, "confirmed")).height
    )

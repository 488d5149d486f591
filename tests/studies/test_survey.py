"""Are the survey's estimates those of the textbook's formulas, and is nothing small shown?"""

from __future__ import annotations

import math

import polars as pl
import pytest

from tests.studies.libraries import need_libraries

need_libraries()

from studies import wording  # noqa: E402  after the libraries are known to be here
from studies.nhanes.survey import (  # noqa: E402
    FEWEST,
    Mean,
    Odds,
    Share,
    Survey,
    fewer_degrees,
    survey,
    t_quantile,
)
from tests.studies import by_hand  # noqa: E402

ANYONE = pl.lit(value=True)


def invented(n: int = 240) -> pl.DataFrame:
    """People in three strata of two, two and three units, with a wave and no chance in it."""
    place = range(n)
    return pl.DataFrame(
        {
            "seqn": list(place),
            "cycle": ["2001-2002"] * n,
            "wtmec2yr": [100.0 + 37 * (k % 11) for k in place],
            "sdmvstra": [float(1 + k % 3) for k in place],
            "sdmvpsu": [float(1 + (k // 3) % (3 if k % 3 == 2 else 2)) for k in place],
            "y": [int(math.sin(k * 1.7) + 0.4 * (k % 2) + 0.2 * (k // 3 % 2) > 0.6) for k in place],
            "x": [math.cos(k * 0.9) + 0.3 * (k % 2) for k in place],
            "z": [float(k % 2) for k in place],
            "in": [k % 5 != 0 for k in place],
        }
    )


def test_four_units_worked_out_on_paper() -> None:
    """Two strata of two units, 30 people each; the weights are 1.

    Of the units 6, 12, 3 and 9 of 30 have it: the part is 30 / 120. Scores of the units are
    (6 - 7.5, 12 - 7.5, 3 - 7.5, 9 - 7.5) / 120; within both strata they differ by 6 / 120, so each
    stratum adds 2 * 2 * (3 / 120)^2 and the variance is 8 * 9 / 14400 = 0.005.
    """
    units = {(1.0, 1.0): 6, (1.0, 2.0): 12, (2.0, 1.0): 3, (2.0, 2.0): 9}
    rows = [
        {"cycle": "c", "sdmvstra": s, "sdmvpsu": u, "wtmec2yr": 1.0, "y": int(k < count)}
        for (s, u), count in units.items()
        for k in range(30)
    ]
    found = survey(pl.from_dicts(rows), "c").share(pl.col("y") == 1, ANYONE)
    assert (found.n, found.count, found.freedom) == (120, 30, 2)
    assert found.part == pytest.approx(0.25)
    assert found.error == pytest.approx(math.sqrt(0.005))


def test_a_share_of_a_group_is_that_of_plain_sums() -> None:
    people = invented()
    found = survey(people, "2001-2002").share(pl.col("y") == 1, pl.col("in"))
    part, error = by_hand.share(people, "y", "in")
    assert found.part == pytest.approx(part, rel=1e-9)
    assert found.error == pytest.approx(error, rel=1e-9)
    low, high = by_hand.korn_graubard(part, error, found.n, found.freedom or 0)
    assert (found.low, found.high) == (pytest.approx(low, rel=1e-6), pytest.approx(high, rel=1e-6))


def test_a_group_is_not_what_the_sample_shrinks_to() -> None:
    """A unit without anyone of the group still counts; leaving its people out would be wrong."""
    people = invented().with_columns(
        group=pl.col("in") & ~((pl.col("sdmvstra") == 3) & (pl.col("sdmvpsu") == 1))
    )
    whole = survey(people, "2001-2002").share(pl.col("y") == 1, pl.col("group"))
    _, error = by_hand.share(people, "y", "group")
    _, shrunk = by_hand.share(people.filter("group"), "y", "group")
    assert whole.error == pytest.approx(error, rel=1e-9)
    assert shrunk != pytest.approx(error, rel=1e-3)


def test_odds_ratios_are_those_of_newton_and_binder() -> None:
    people = invented()
    found = survey(people, "2001-2002").odds(
        pl.col("y"), {"z": pl.col("z")}, {"x": pl.col("x")}, where=pl.col("in")
    )["z"]
    slopes, errors = by_hand.logistic(people, "y", ["z", "x"], "in")
    assert found.log_ratio == pytest.approx(slopes[1], rel=1e-6)
    assert found.log_error == pytest.approx(errors[1], rel=1e-5)
    assert found.ratio == pytest.approx(math.exp(slopes[1]), rel=1e-6)
    reach = t_quantile(4) * errors[1]  # seven units less three strata
    assert found.high == pytest.approx(math.exp(slopes[1] + reach), rel=1e-5)
    assert found.exposed == people.filter(pl.col("in") & (pl.col("z") == 1)).height


def test_fewer_degrees_of_freedom_widen_an_interval_and_move_nothing_else() -> None:
    found = survey(invented(), "2001-2002").odds(pl.col("y"), {"z": pl.col("z")}, {}, where=ANYONE)[
        "z"
    ]
    wider = fewer_degrees(found, 2)
    assert wider.ratio == found.ratio
    assert (wider.low or 0) < (found.low or 0) < (found.high or 0) < (wider.high or 0)


def test_weights_of_two_cycles_are_halved() -> None:
    people = pl.concat(
        [
            invented(),
            invented().with_columns(cycle=pl.lit("2005-2006"), sdmvstra=pl.col("sdmvstra") + 10),
        ]
    )
    one, two = survey(people, "2001-2002"), survey(people, "2001-2002", "2005-2006")
    assert two.people(ANYONE) == pytest.approx(one.people(ANYONE))
    assert two.frame.height == 2 * one.frame.height


def test_cycles_whose_strata_share_a_number_are_refused() -> None:
    people = pl.concat([invented(), invented().with_columns(cycle=pl.lit("2005-2006"))])
    with pytest.raises(ValueError, match="share a number"):
        survey(people, "2001-2002", "2005-2006")


@pytest.mark.parametrize(("n", "is_shown"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_group_below_thirty_is_not_shown(n: int, *, is_shown: bool) -> None:
    sample = survey(invented(), "2001-2002")
    few = pl.col("seqn") < n
    assert (sample.share(pl.col("y") == 1, few).part is not None) is is_shown
    assert (sample.mean(pl.col("x"), few).mean is not None) is is_shown
    exposed = {"few": pl.col("seqn") < n}
    found = sample.odds(pl.col("y"), exposed, {"x": pl.col("x")}, where=ANYONE)["few"]
    assert (found.ratio is not None) is is_shown


def test_none_and_all_have_no_interval() -> None:
    sample = survey(invented(), "2001-2002")
    nobody, everybody = (sample.share(pl.lit(value=so), ANYONE) for so in (False, True))
    assert (nobody.part, nobody.low, everybody.part, everybody.high) == (0, None, 1, None)
    assert wording.share(nobody) == "0% (no interval)"


def test_a_mean_of_logarithms_is_given_back_as_it_was_measured() -> None:
    sample: Survey = survey(invented().with_columns(b=pl.lit(450.0)), "2001-2002")
    assert sample.geometric_mean(pl.col("b"), ANYONE).mean == pytest.approx(450)


@pytest.mark.parametrize(
    ("error", "words"),
    [(0.010, "5.0% (2.0 to 9.0)"), (0.015, "5.0% (2.0 to 9.0)"), (0.0151, "5.0%† (2.0 to 9.0)")],
)
def test_a_relative_error_above_thirty_percent_is_flagged(error: float, words: str) -> None:
    assert wording.share(Share(900, 45, 0.05, error, 0.02, 0.09)) == words


def test_what_is_suppressed_says_so() -> None:
    assert wording.share(Share(29, 3)) == "– (n < 30)"
    assert wording.mean(Mean(29)) == "– (n < 30)"
    assert wording.odds(Odds(500, 29, 3)) == "– (n < 30)"
    assert wording.odds(Odds(500, 30, 0)) == "no fit"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (1.01, 3.0, "is associated with higher odds"),
        (0.2, 0.99, "is associated with lower odds"),
        (0.9, 3.0, "shows no clear association"),
    ],
)
def test_words_say_no_more_than_the_interval(low: float, high: float, words: str) -> None:
    assert wording.direction(Odds(500, 60, 20, 1.0, low, high)) == words


def test_a_table_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="has not 2 cells"):
        wording.table(["a", "b"], [["1"]])

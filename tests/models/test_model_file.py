"""Is the model file read as it is meant, and refused when it says something else?"""

from __future__ import annotations

import pytest

from cobalamin.simulate.compile.derive import formulas
from cobalamin.simulate.compile.program import program
from cobalamin.simulate.dosing import absorbed_ug
from cobalamin.simulate.engine import all_parameters
from cobalamin.simulate.model import MODEL_FILE, PARAMETER_TABLE, ModelError, model, read

TABLE = "name,spread_cv,spread_mark,mark,source\nrate_per_day,0.2,chosen,chosen,a test\n"
LEAK = """
model leak
  // == numbers
  rate_per_day = 0.5;  // 1/d | how fast
  // == what a laboratory or a clinic would measure
  shown := 2*held;  // 1 | twice what is held
  // == rates
  held' = -rate_per_day*held;
  held = 3;  // 1 | what is held | scale 1
end
"""


def test_a_small_model_is_read() -> None:
    found = read(LEAK, TABLE)
    assert found.typical == {"rate_per_day": 0.5}
    assert found.parameters[0].spread_cv == 0.2
    assert found.observables == ("shown",)
    assert [(each.name, each.start, each.scale) for each in found.states] == [("held", 3, 1)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2*held", "2*hold", "undefined or circular|used but not defined: hold"),
        ("2*held", "sin(held)", "outside the subset"),
        ("2*held", "held > 1", "outside the subset"),
        ("2*held", "held.real", "outside the subset"),
        ("2*held", "2*(held", "not an expression"),
        ("held = 3;  // 1 | what is held | scale 1", "", "no start: held"),
        ("| scale 1", "", "needs unit, meaning and scale"),
        ("= 0.5;", "= half;", "needs a number"),
        ("= 0.5;  // 1/d | how fast", "= 0.5;", "needs a unit and a meaning"),
        ("= 0.5;", "= 0.5; x = 1;", "one `name = expression;` is expected"),
        ("rate_per_day = 0.5;", "rate_per_day -> 0.5;", "one `name = expression;` is expected"),
        ("shown := 2*held;", "held := 2*held;", "defined twice"),
        ("rate_per_day = 0.5;", "speed_per_day = 0.5;", "no row in the table"),
    ],
)
def test_what_is_not_in_the_subset_is_refused(old: str, new: str, told: str) -> None:
    assert LEAK.count(old) == 1
    with pytest.raises(ModelError, match=told):
        read(LEAK.replace(old, new), TABLE)


def test_a_parameter_of_the_table_that_the_model_lacks_is_refused() -> None:
    with pytest.raises(ModelError, match="in the table but not in the model: other"):
        read(LEAK, TABLE + "other,0,none,chosen,a test\n")


@pytest.mark.parametrize("bad", ["chosen,guessed", "guessed,chosen"])
def test_an_unknown_mark_is_refused(bad: str) -> None:
    with pytest.raises(ModelError, match="'guessed' is no mark"):
        read(LEAK, TABLE.replace("chosen,chosen", bad))


def test_algebra_that_turns_in_a_circle_is_refused() -> None:
    circle = LEAK.replace("shown := 2*held;", "shown := 2*shown;")
    with pytest.raises(ModelError, match="circular: shown"):
        formulas(read(circle, TABLE))


def test_a_name_that_the_generated_code_needs_is_refused() -> None:
    taken = read(LEAK.replace("shown", "y0"), TABLE)
    with pytest.raises(ValueError, match="y0"):
        program(taken, formulas(taken))


def test_every_parameter_says_what_it_is_and_who_says_so() -> None:
    for each in model().parameters:
        assert each.unit
        assert each.meaning
        assert each.source
        assert (each.spread_cv == 0) == (each.spread_mark in ("none", "covariate"))


def test_every_parameter_matters() -> None:
    """One that no formula uses is a slip, but for what only doses use."""
    text = MODEL_FILE.read_text(encoding="utf-8")
    unused = [e.name for e in model().parameters if text.count(e.name) < 2]
    assert unused == ["nasal_share"]
    assert PARAMETER_TABLE.exists()


@pytest.mark.parametrize("diet", [0.5, 4, 40])
def test_a_dose_is_absorbed_like_a_meal(diet: float) -> None:
    """The formula stands in the model for food and in `dosing` for doses."""
    parameters = all_parameters({"diet_ug_per_day": diet})
    values: dict[str, float] = dict(parameters)
    [rule] = [each for each in model().algebra if each.name == "absorbed_ug_per_day"]
    values["meal_ug"] = diet / parameters["meals_per_day"]
    in_model = eval(rule.expression.replace("^", "**"), {}, values)  # noqa: S307 - our own file
    meals = parameters["meals_per_day"]
    assert meals * absorbed_ug(diet / meals, parameters) == pytest.approx(in_model, rel=1e-12)

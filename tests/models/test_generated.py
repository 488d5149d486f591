"""Are the three back ends made from the model as it stands, with the right derivatives?"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import Any

import pytest

from cobalamin.simulate.compile.__main__ import main
from cobalamin.simulate.compile.back_ends import GENERATED, back_ends
from cobalamin.simulate.compile.derive import expression, formulas, written
from cobalamin.simulate.compile.straight_line import elimination
from cobalamin.simulate.generated import bare
from cobalamin.simulate.model import in_order, model
from tests.models.people import deficient


def test_the_generated_files_are_fresh_to_the_byte() -> None:
    for name, text in back_ends().items():
        committed = (GENERATED / name).read_bytes()
        assert committed == text.encode(), f"{name}: run `python -m cobalamin.simulate.compile`"


def test_the_command_writes_them_anew(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = tmp_path_factory.mktemp("generated")
    monkeypatch.setattr("cobalamin.simulate.compile.__main__.GENERATED", place)
    assert main() == 0
    assert "bare.py: changed" in capsys.readouterr().out
    assert (place / "page.js").read_bytes() == (GENERATED / "page.js").read_bytes()
    assert main() == 0
    assert capsys.readouterr().out.count("as it was") == 3


@pytest.mark.parametrize(
    ("antimony", "text"),
    [
        ("a^2*b", "b*square(a)"),
        ("b/a^2", "b/square(a)"),
        ("a^b", "power(a, b)"),
        ("a^(-b)", "power(a, -b)"),
        ("sqrt(a)/b", "sqrt(a)/b"),
        ("0.5*exp(-a) + ln(b)", "log(b) + 0.5*exp(-a)"),
    ],
)
def test_a_formula_reads_the_same_in_both_languages(antimony: str, text: str) -> None:
    assert written(expression(antimony)) == text


def test_elimination_keeps_the_zeros() -> None:
    """An arrow: the full row and column last fill nothing, first they would fill all."""
    size = 6
    arrow = {(0, i) for i in range(size)} | {(i, 0) for i in range(size)}
    assert elimination(size, arrow).filled == 0
    assert elimination(3, {(0, 1), (1, 2), (2, 0)}).filled == 1


def test_the_jacobian_is_that_of_the_rates() -> None:
    """A step with a wrong Jacobian still works, only worse; so it is looked at here."""
    found = formulas(model())
    here = {each.name: deficient()[each.name] + 0.01 * each.scale for each in model().states}
    values = {**bare.TYPICAL, **here, "power": bare.power, "square": bare.square, "exp": exp}
    for name, text in (*found.once, *found.algebra, *found.partials):
        values[name] = eval(text, {}, values)  # noqa: S307 - our own formulas
    compiled = {place: eval(text, {}, values) for place, text in found.jacobian.items()}  # noqa: S307
    assert compiled == pytest.approx(straight_jacobian(here), rel=1e-5, abs=1e-9)


def straight_jacobian(state: dict[str, float]) -> dict[tuple[int, int], float]:
    """The Jacobian by central differences, straight from the text of the model file."""
    found: dict[tuple[int, int], float] = {}
    for column, (name, value) in enumerate(state.items()):
        small = 1e-5 * max(abs(value), 0.01)
        more, less = rates({**state, name: value + small}), rates({**state, name: value - small})
        for row, (a, b) in enumerate(zip(more, less, strict=True)):
            if a != b:
                found[row, column] = (a - b) / (2 * small)
    return found


def rates(state: dict[str, float]) -> list[float]:
    values: dict[str, Any] = {**bare.TYPICAL, **state, "exp": exp, "ln": log, "sqrt": sqrt}
    for each in in_order(model()):
        values[each.name] = eval(each.expression.replace("^", "**"), {}, values)  # noqa: S307
    return [eval(each.rate.replace("^", "**"), {}, values) for each in model().states]  # noqa: S307

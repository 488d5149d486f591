"""Is every file and function small enough to be read in one go?"""

from __future__ import annotations

from tests.house.tree import Module, everything, product

# Straight-line arithmetic that a program wrote; a test compares it with its source.
GENERATED = "src/cobalamin/simulate/generated/"
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
MOST_POSITIONS = 4


def written_by_hand() -> list[Module]:
    return [module for module in everything() if not module.path.startswith(GENERATED)]


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    sizes = {module.path: module.text.count("\n") for module in written_by_hand()}
    assert {path: lines for path, lines in sizes.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_sixty_lines() -> None:
    long = {
        f"{module.path}:{function.lineno} {function.name}": lines
        for module in written_by_hand()
        for function in module.functions()
        for lines in [(function.end_lineno or function.lineno) - function.lineno + 1]
        if lines > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_function_takes_more_than_four_parameters_by_position() -> None:
    many = [
        f"{module.path}:{function.lineno} {function.name}"
        for module in product()
        for function in module.functions()
        if len([a for a in function.args.args if a.arg not in ("self", "cls")]) > MOST_POSITIONS
    ]
    assert many == []

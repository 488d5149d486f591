"""Does nothing read the clock, print, draw chance, or use NaN outside its home?"""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, Module, called, everything, modules, product, tracked_files

CLOCK = re.compile(
    r"(^|\.)((datetime|date)\.(now|today|utcnow)|time\.(time|time_ns|localtime|gmtime|ctime))$"
)
CHANCE = re.compile(r"^random\.(?!Random$)\w+$|^(uuid\.)?uuid[14]$|^secrets\.\w+$|^os\.urandom$")


def calls(module: Module) -> list[tuple[str, ast.Call]]:
    """Every call in a module, with its dotted name and its place."""
    return [
        (f"{module.path}:{node.lineno} {called(node)}", node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
    ]


def test_only_day_reads_the_clock() -> None:
    home = {"src/cobalamin/day.py"}
    readers = [
        place
        for module in everything()
        if module.path not in home
        for place, call in calls(module)
        if CLOCK.search(called(call))
    ]
    assert readers == []


def test_only_the_command_line_prints() -> None:
    printers = [
        place
        for module in product()
        if module.path != "src/cobalamin/cli/printing.py"
        for place, call in calls(module)
        if called(call) == "print"
    ]
    assert printers == []


def test_chance_is_always_seeded() -> None:
    unseeded = [
        place
        for module in everything()
        for place, call in calls(module)
        if CHANCE.search(called(call))
        or (called(call) in ("Random", "random.Random") and not call.args)
    ]
    assert unseeded == []


def is_nan(node: ast.AST) -> bool:
    """Whether this is NaN: float("nan"), math.nan, or a name imported as nan."""
    match node:
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value=str(text))]):
            return text.strip().lower().lstrip("+-") == "nan"
        case ast.Attribute(attr="nan") | ast.alias(name="nan"):
            return True
        case _:
            return False


def test_unknown_is_never_nan() -> None:
    found = [
        f"{module.path}:{getattr(node, 'lineno', '?')}"
        for module in product()
        for node in ast.walk(module.tree)
        if is_nan(node)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("date.today()", True),
        ("datetime.datetime.now(UTC)", True),
        ("dt.date.today()", True),
        ("time.time()", True),
        ("time.perf_counter()", False),
        ("chart.today()", False),
    ],
)
def test_the_clock_is_recognised(text: str, *, caught: bool) -> None:
    [call] = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    assert bool(CLOCK.search(called(call))) is caught


def test_no_file_names_a_place_on_one_machine() -> None:
    homes = "|".join(["home", "root", "Users", "work", "opt"])
    place = re.compile(rf"(?<![\w./:\-])/({homes})/\w|[A-Z]:\\+Users\\")
    named = [
        f"{file.relative_to(ROOT).as_posix()}: {found.group()}"
        for file in tracked_files()
        for found in place.finditer(file.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []


def test_no_class_inherits_except_from_an_exception_a_protocol_or_value() -> None:
    allowed = re.compile(r"(Exception|Error|Protocol|NamedTuple|TypedDict|Enum|^Value)$")
    heirs = [
        f"{module.path}:{kind.lineno} {kind.name}"
        for module in modules("src")
        for kind in module.classes()
        for base in kind.bases
        if not allowed.search(ast.unparse(base).split("[")[0])
    ]
    assert heirs == []

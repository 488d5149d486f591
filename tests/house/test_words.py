"""Does every module say what it is for, in the clinic's words?"""

from __future__ import annotations

import ast
import re

from tests.house.tree import ROOT, Module, everything, modules, product

BANNED = frozenset(
    "util utils helper helpers common misc manager data info process handle handler".split()
)


def opening(module: Module) -> str:
    return (ast.get_docstring(module.tree) or "").split("\n\n")[0]


def test_every_module_opens_with_a_sentence() -> None:
    silent = [m.path for m in everything() if not re.search(r"^\w.*[.?!]$", opening(m), re.DOTALL)]
    assert silent == []


def test_every_public_function_and_class_says_what_it_is() -> None:
    silent = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in product()
        for top in [module.tree, *(c for c in module.classes() if not c.name.startswith("_"))]
        for node in top.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def parts(name: str) -> set[str]:
    """The words of a name, in snake_case or CamelCase."""
    return {part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def test_no_module_function_or_class_has_a_name_that_says_nothing() -> None:
    vague = [
        f"{module.path} {name}"
        for module in everything()
        for name in [
            *module.path.removesuffix(".py").split("/"),
            *(function.name for function in module.functions()),
            *(kind.name for kind in module.classes()),
        ]
        if parts(name) & BANNED and not name.startswith("test_")
    ]
    assert vague == []


def test_no_variable_or_parameter_has_a_name_that_says_nothing() -> None:
    vague = [
        f"{module.path}:{node.lineno} {name}"
        for module in product()
        for node in ast.walk(module.tree)
        for name in [
            node.arg
            if isinstance(node, ast.arg)
            else node.id
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            else ""
        ]
        if name.lower() in BANNED
    ]
    assert vague == []


# The rooms whose words every other room uses.
SHARED = (
    *("src/cobalamin/quantity.py", "src/cobalamin/source.py", "src/cobalamin/chart.py"),
    *("src/cobalamin/rules/expression.py", "src/cobalamin/rules/question.py"),
    *("src/cobalamin/rules/evaluate.py", "src/cobalamin/assess/assessment.py"),
)


def test_every_concept_that_rooms_share_is_in_the_glossary() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `(\w+)` \|", glossary, re.MULTILINE))
    concepts = {kind.name for module in modules(*SHARED) for kind in module.classes()}
    assert concepts - explained == set()


def test_the_glossary_names_only_what_exists() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    house = glossary.split("## In the house")[1]
    named = set(re.findall(r"^\| `(\w+)` \|", house, re.MULTILINE))
    written = {word for module in product() for word in re.findall(r"\w+", module.text)}
    assert named - written == set()

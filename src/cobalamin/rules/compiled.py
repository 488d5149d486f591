"""Read a whole guideline in microseconds a patient: its rules written out as one Python function.

The text is made from the rules, compiled when asked for, and checked against the reference.
Inside it a truth is a number: 3 is yes, 0 is no, 1 is unknown. Then `&` is "both", `|` is
"either", and the k-th largest of several is "at least k of them", each in three values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never, cast

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import FactRow
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    Fact,
    Follows,
    Holds,
    Not,
    Rule,
    Side,
)
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import column_of, comparisons, facts_of, identifier, rules_of
from cobalamin.value import Value


class Truths(Value):
    """All answers for one patient; True is yes, False is no, None is unknown.

    `rules` follow `reach.rules_of`; `answers` (codes) and `settled` follow the guideline's
    questions; `actions` follow its actions.
    """

    rules: tuple[bool | None, ...]
    answers: tuple[str, ...]
    settled: tuple[bool, ...]
    actions: tuple[bool | None, ...]


_NO, _UNKNOWN, _YES = 0, 1, 3
_OPPOSITE = (_YES, _UNKNOWN, None, _NO)
_AS_BOOL = (False, None, None, True)
_WORDS: dict[Side, str] = {"<": "below", "<=": "at_most", ">": "above", ">=": "at_least"}

Names = dict[tuple[object, ...], str]
"""The local variable of each comparison of a fact with a cut-point."""


def compile_questions(guideline: Guideline) -> Callable[[FactRow], Truths]:
    """The guideline as one function from a row of facts to all its answers.

    The function raises as `evaluate.answer` does: TypeError or ValueError for a value the fact
    is not read in, ValueError when a question has two answers or none.
    """
    names: dict[str, object] = {
        "YES": _YES,
        "UNKNOWN": _UNKNOWN,
        "NO": _NO,
        "OPPOSITE": _OPPOSITE,
        "AS_BOOL": _AS_BOOL,
        "Truths": Truths,
        "stated": _stated,
        "reported": _reported,
        "refused": _refused,
        "at_least": _at_least,
    }
    exec(compile(source_of(guideline), f"<rules of {guideline.name}>", "exec"), names)
    return cast("Callable[[FactRow], Truths]", names["read"])


def source_of(guideline: Guideline) -> str:
    """The text of that function, for a person to read."""
    rules = rules_of(guideline)
    leaf_names = _name_leaves(rules)
    lines = ["def read(row):"]
    for fact in facts_of(rules):
        lines += _fact_lines(fact, rules, leaf_names)
    lines += [f"{column_of(rule)} = {expression(rule.when, leaf_names)}" for rule in rules]
    for question in guideline.questions:
        lines += _question_lines(question)
    lines += _return_lines(guideline, rules)
    return "\n    ".join(lines) + "\n"


def expression(criterion: Criterion, names: Names) -> str:
    """A criterion over local variables; `names` gives the variable of each comparison."""
    match criterion:
        case Holds():
            return _fact_name(criterion.fact)
        case Compare():
            return names[_leaf(criterion)]
        case Follows():
            return column_of(criterion.rule)
        case Not():
            return f"OPPOSITE[{expression(criterion.part, names)}]"
        case AtLeast():
            parts = [expression(part, names) for part in criterion.parts]
            if criterion.count == len(parts):
                return f"({' & '.join(parts)})"
            if criterion.count == 1:
                return f"({' | '.join(parts)})"
            return f"at_least({criterion.count}, {', '.join(parts)})"
        case _:
            assert_never(criterion)


def _fact_name(fact: Fact) -> str:
    return "fact_" + identifier(fact.name)


def _leaf(criterion: Compare) -> tuple[object, ...]:
    values = tuple(criterion.cut.value_in(unit) for unit in criterion.fact.units)
    return (criterion.fact.name, criterion.side, values)


def _name_leaves(rules: tuple[Rule, ...]) -> Names:
    names: Names = {}
    taken: set[str] = set()
    for rule in rules:
        for leaf in comparisons(rule.when):
            if isinstance(leaf, Holds) or _leaf(leaf) in names:
                continue
            words = f"{_fact_name(leaf.fact)}_{_WORDS[leaf.side]}_{identifier(leaf.cut.name)}"
            name = words
            while name in taken:  # another cut-point of the same name
                name = f"{words}_{len(taken)}"
            taken.add(name)
            names[_leaf(leaf)] = name
    return names


def _fact_lines(fact: Fact, rules: tuple[Rule, ...], names: Names) -> list[str]:
    if not fact.units:
        return [f"{_fact_name(fact)} = stated({fact.name!r}, row.get({fact.name!r}))"]
    cuts = {
        names[_leaf(leaf)]: leaf
        for rule in rules
        for leaf in comparisons(rule.when)
        if isinstance(leaf, Compare) and leaf.fact.name == fact.name
    }
    lines = [f"unit, low, high = reported({fact.name!r}, row.get({fact.name!r}))"]
    for number, unit in enumerate(fact.units):
        lines.append(f"{'el' if number else ''}if unit == {unit!r}:")
        lines += [f"    {name} = {_sides(leaf, unit)}" for name, leaf in cuts.items()]
    lines += ["elif unit is None:"]
    lines += [f"    {name} = UNKNOWN" for name in cuts]
    return [*lines, "else:", f"    raise refused({fact.name!r}, unit)"]


def _sides(leaf: Compare, unit: str) -> str:
    """The end that decides yes and the end that decides no, as one conditional."""
    cut = repr(leaf.cut.value_in(unit))
    match leaf.side:
        case "<":
            yes, no = f"high < {cut}", f"low >= {cut}"
        case "<=":
            yes, no = f"high <= {cut}", f"low > {cut}"
        case ">":
            yes, no = f"low > {cut}", f"high <= {cut}"
        case ">=":
            yes, no = f"low >= {cut}", f"high < {cut}"
        case _:
            assert_never(leaf.side)
    return f"YES if {yes} else NO if {no} else UNKNOWN"


def _question_lines(question: Question) -> list[str]:
    name = identifier(question.name)
    columns = {code: column_of(rule) for code, rule in question.answers}
    held = " + ".join(f"({column} >> 1)" for column in columns.values())
    lines = [
        f"if {held} > 1:",
        f"    raise ValueError({question.name + ' has several answers at once'!r})",
    ]
    for code, column in columns.items():
        lines += [f"elif {column} == YES:", f"    answer_{name}, settled_{name} = {code!r}, True"]
    for code in question.leaning:
        lines += [f"elif {columns[code]}:", f"    answer_{name}, settled_{name} = {code!r}, False"]
    return [
        *lines,
        "else:",
        f"    raise ValueError({question.name + ' has no answer left'!r})",
    ]


def _return_lines(guideline: Guideline, rules: tuple[Rule, ...]) -> list[str]:
    asked = [identifier(question.name) for question in guideline.questions]
    groups = (
        [f"AS_BOOL[{column_of(rule)}]" for rule in rules],
        [f"answer_{name}" for name in asked],
        [f"settled_{name}" for name in asked],
        [f"AS_BOOL[{column_of(action.rule)}]" for action in guideline.actions],
    )
    return ["return Truths(", *(f"    {_tuple(group)}," for group in groups), ")"]


def _tuple(parts: list[str]) -> str:
    return f"({', '.join(parts)},)" if parts else "()"


def _stated(name: str, value: object) -> int:
    if value is None:
        return _UNKNOWN
    if value is True:
        return _YES
    if value is False:
        return _NO
    raise TypeError(f"{name} is a yes/no fact, but the row holds {value!r}")


def _reported(name: str, value: object) -> tuple[str | None, float, float]:
    if value is None:
        return None, 0.0, 0.0
    if not isinstance(value, Amount):
        raise TypeError(f"{name} is a number, but the row holds {value!r}")
    if not value.bound:
        return value.unit, value.value, value.value
    return value.unit, value.low, value.high


def _refused(name: str, unit: str) -> ValueError:
    return ValueError(f"{name} is not read in {unit!r}; refuse it where the record is read")


def _at_least(count: int, *parts: int) -> int:
    return sorted(parts)[-count]

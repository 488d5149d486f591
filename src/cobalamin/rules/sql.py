"""Read the same rules over a table of facts, one row a patient: a text that DuckDB and Spark run.

A number is two columns, the ends of what it can be, and a unit column where laboratories report
in several units; a yes/no fact is one. NULL is unknown. Only plain SQL: CASE, AND, OR, NOT, CAST.
"""

from __future__ import annotations

from typing import assert_never

from cobalamin.quantity import Amount
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    Fact,
    Follows,
    Holds,
    Not,
    Rule,
)
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import column_of, followed, identifier, rules_of


def fact_columns(fact: Fact) -> tuple[tuple[str, str], ...]:
    """The columns of a fact, each with its SQL type. Raises ValueError for an unusable name."""
    if not fact.name.isidentifier():
        raise ValueError(f"a fact cannot be a column by the name {fact.name!r}")
    if not fact.units:
        return ((fact.name, "BOOLEAN"),)
    ends = ((f"{fact.name}_low", "DOUBLE"), (f"{fact.name}_high", "DOUBLE"))
    return (*ends, (f"{fact.name}_unit", "VARCHAR")) if len(fact.units) > 1 else ends


def row_values(fact: Fact, value: Amount | bool | None) -> tuple[float | bool | str | None, ...]:
    """The value of a fact as `fact_columns` holds it.

    Raises TypeError or ValueError for a value that the fact is not read in.
    """
    if value is None:
        return (None,) * len(fact_columns(fact))
    if isinstance(value, bool) == bool(fact.units):
        raise TypeError(f"{fact.name} is read in {fact.units or 'yes/no'}, not as {value!r}")
    if isinstance(value, bool):
        return (value,)
    if value.unit not in fact.units:
        raise ValueError(f"{fact.name} is read in {fact.units}, not in {value.unit!r}")
    ends = (value.low, value.high)
    return (*ends, value.unit) if len(fact.units) > 1 else ends


def to_sql(criterion: Criterion) -> str:
    """A criterion as a boolean expression over fact columns and the columns of followed rules."""
    match criterion:
        case Holds():
            return criterion.fact.name
        case Compare():
            return _compare(criterion)
        case Follows():
            return column_of(criterion.rule)
        case Not():
            return f"(NOT {to_sql(criterion.part)})"
        case AtLeast():
            return _count(criterion.count, [to_sql(part) for part in criterion.parts])
        case _:
            assert_never(criterion)


def _compare(criterion: Compare) -> str:
    low, high = f"{criterion.fact.name}_low", f"{criterion.fact.name}_high"
    cut = _cut(criterion)
    match criterion.side:
        case "<":
            yes, no = f"{high} < {cut}", f"{low} >= {cut}"
        case "<=":
            yes, no = f"{high} <= {cut}", f"{low} > {cut}"
        case ">":
            yes, no = f"{low} > {cut}", f"{high} <= {cut}"
        case ">=":
            yes, no = f"{low} >= {cut}", f"{high} < {cut}"
        case _:
            assert_never(criterion.side)
    return f"(CASE WHEN {yes} THEN TRUE WHEN {no} THEN FALSE END)"


def _cut(criterion: Compare) -> str:
    """The number printed for the unit of the row; NULL where the row has no unit."""
    fact, cut = criterion.fact, criterion.cut
    if len(fact.units) == 1:
        return double(cut.value_in(fact.units[0]))
    cases = " ".join(
        f"WHEN {quoted(unit)} THEN {double(cut.value_in(unit))}" for unit in fact.units
    )
    return f"(CASE {fact.name}_unit {cases} END)"


def _count(needed: int, parts: list[str]) -> str:
    if needed == len(parts):
        return f"({' AND '.join(parts)})"
    if needed == 1:
        return f"({' OR '.join(parts)})"
    surely = " + ".join(f"CASE WHEN {part} THEN 1 ELSE 0 END" for part in parts)
    perhaps = " + ".join(f"CASE WHEN NOT {part} THEN 0 ELSE 1 END" for part in parts)
    return f"(CASE WHEN {surely} >= {needed} THEN TRUE WHEN {perhaps} < {needed} THEN FALSE END)"


def question_sql(
    guideline: Guideline, table: str, *, keep: tuple[str, ...] = (), with_rules: bool = False
) -> str:
    """One SELECT that answers every question and action for every row of a table of facts.

    Columns: those to `keep`; `answer_<question>` and `settled_<question>` (settled is false while
    the code is only where the question leans); one column an action, named by `action_columns`,
    and one a gap, named by `gap_columns`, NULL while unknown; and with `with_rules` each rule's
    own truth. Each rule is worked out once,
    in a layer above the rules it follows. A question with two answers at once, or none left, has
    a NULL answer: a fault of the guideline, for the reader to refuse.
    """
    rules = rules_of(guideline)
    inner = table
    for number, layer in enumerate(_layers(rules)):
        columns = ", ".join(f"{to_sql(rule.when)} AS {column_of(rule)}" for rule in layer)
        inner = f"(SELECT *, {columns} FROM {inner}) AS layer_{number}"
    answers = [text for question in guideline.questions for text in _question(question)]
    names = action_columns(guideline)
    actions = [
        f"{column_of(action.rule)} AS {name}"
        for action, name in zip(guideline.actions, names, strict=True)
    ]
    gaps = [
        f"{column_of(gap.rule)} AS {name}"
        for gap, name in zip(guideline.gaps, gap_columns(guideline), strict=True)
    ]
    own = [column_of(rule) for rule in rules] if with_rules else []
    return f"SELECT {', '.join([*keep, *answers, *actions, *gaps, *own])} FROM {inner}"


def gap_columns(guideline: Guideline) -> tuple[str, ...]:
    """The column of each gap, `gap_<id>`."""
    return tuple(f"gap_{identifier(gap.id)}" for gap in guideline.gaps)


def action_columns(guideline: Guideline) -> tuple[str, ...]:
    """The column of each action, `action_<code>`; a second action of one code is `..._2`."""
    columns: list[str] = []
    for action in guideline.actions:
        name = f"action_{identifier(action.code)}"
        earlier = sum(action.code == other.code for other in guideline.actions[: len(columns)])
        columns.append(f"{name}_{earlier + 1}" if earlier else name)
    return tuple(columns)


def _layers(rules: tuple[Rule, ...]) -> list[list[Rule]]:
    """The rules by how deep their chain of followed rules is."""
    depth: dict[Rule, int] = {}
    for rule in rules:  # in dependency order
        depth[rule] = max((depth[earlier] + 1 for earlier in followed(rule.when)), default=0)
    deepest = max(depth.values(), default=-1)
    return [[rule for rule in rules if depth[rule] == level] for level in range(deepest + 1)]


def _question(question: Question) -> tuple[str, str]:
    columns = {code: column_of(rule) for code, rule in question.answers}
    held = " + ".join(f"CASE WHEN {column} THEN 1 ELSE 0 END" for column in columns.values())
    yes = " ".join(f"WHEN {column} THEN {quoted(code)}" for code, column in columns.items())
    leans = " ".join(
        f"WHEN {columns[code]} IS NULL THEN {quoted(code)}" for code in question.leaning
    )
    name = identifier(question.name)
    return (
        f"CASE WHEN {held} > 1 THEN NULL {yes} {leans} END AS answer_{name}",
        f"({held} = 1) AS settled_{name}",
    )


def double(value: float) -> str:
    """A number as SQL, to the last bit of the double; a bare literal is a decimal in Spark."""
    return f"CAST('{float(value)!r}' AS DOUBLE)"


def quoted(words: str) -> str:
    """A text as SQL. Raises ValueError for one that engines would read in different ways."""
    # Engines differ in how a quote or backslash is escaped; none of ours has one.
    if "'" in words or "\\" in words:
        raise ValueError(f"{words!r} cannot be written in SQL that every engine reads alike")
    return f"'{words}'"

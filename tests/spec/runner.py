"""Does every reading of the rules give what the pages of spec rows expect?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cobalamin.chart import Chart
from cobalamin.guideline.declare import READ, read_facts
from cobalamin.guideline.kinds import HasResult
from cobalamin.rules.agreement import truth_of
from cobalamin.rules.compiled import compile_questions
from cobalamin.rules.evaluate import FactRow, Memo, answer, evaluate
from cobalamin.rules.expression import Rule
from cobalamin.rules.question import Action, Guideline, Question
from cobalamin.rules.reach import identifier, rules_of
from cobalamin.value import replace
from tests.rules.duck import duck_answers
from tests.spec.page import Line, PageError, Table, read_cell

Subject = Rule | Question


@dataclass(frozen=True, slots=True)
class Row:
    """One spec row, read: whom it is about, the facts, and what is expected ("yes", "code?")."""

    where: str
    subject: Subject
    facts: FactRow
    expected: str


def told(subject: Subject, facts: FactRow, memo: Memo | None = None) -> str:
    """What the reference says, as a spec row writes it."""
    if isinstance(subject, Rule):
        return evaluate(subject.holds(), facts, memo).truth
    given = answer(subject, facts, memo)
    return written(given.code, settled=given.settled)


def written(code: str, *, settled: bool) -> str:
    """An answer as a spec row writes it."""
    return code if settled else f"{code}?"


def rows_of(table: Table, guideline: Guideline) -> list[Row]:
    """The rows of a table, read with the facts of one guideline. Raises PageError."""
    subject = _subject(table, guideline)
    if subject is None:
        raise PageError(f"{table.where}: {guideline.name} has no {table.subject}")
    if isinstance(subject, Question):
        expectable = {f"{code}{mark}" for code in subject.leaning for mark in ("", "?")}
    else:
        expectable = {"yes", "no", "unknown"}
    for line in table.lines:
        if line.expected not in expectable:
            raise PageError(f"{line.where}: {table.subject} can never give {line.expected!r}")
    return [
        Row(line.where, subject, _facts(line, table, guideline), line.expected)
        for line in table.lines
    ]


def _facts(line: Line, table: Table, guideline: Guideline) -> FactRow:
    facts = {fact.name: fact for fact in guideline.facts}
    texts = {**table.given, **{name: text for name, text in line.cells.items() if text}}
    for name in (*line.cells, *table.given):
        if name not in facts:
            raise PageError(f"{line.where}: {guideline.name} knows no fact {name!r}")
    said = {name: read_cell(line.where, facts[name], text) for name, text in texts.items()}
    return said if not table.on_empty else _on_empty(said, guideline)


def _on_empty(said: FactRow, guideline: Guideline) -> FactRow:
    """What an empty record says, but for what is said; what has a value was measured."""
    empty = read_facts(Chart("", date.min), guideline.facts)
    row = {name: known.value for name, known in empty.items()} | dict(said)
    named = {READ[fact]: fact.name for fact in guideline.facts}
    for fact in guideline.facts:
        match READ[fact]:
            case HasResult(of) if of in named and fact.name not in said:
                row[fact.name] = row[named[of]] is not None
            case _:
                pass
    return row


def _subject(table: Table, guideline: Guideline) -> Subject | None:
    named: Mapping[str, Subject] = (
        {question.name: question for question in guideline.questions}
        if table.is_question
        else {rule.id: rule for rule in rules_of(guideline)}
    )
    return named.get(table.subject)


def readings(
    table: Table, guidelines: Mapping[str, Guideline]
) -> Iterator[tuple[Guideline, list[Row]]]:
    """The rows of a table for each guideline it is about, each different rule or question once.

    Without names in the heading these are all guidelines that have the rule or question.
    Raises PageError when there is none, or when one that is named has not.
    """
    for name in table.profiles:
        if name not in guidelines:
            raise PageError(f"{table.where}: there is no guideline {name!r}")
    chosen = [guidelines[name] for name in table.profiles or guidelines]
    if not table.profiles:
        chosen = [guideline for guideline in chosen if _subject(table, guideline) is not None]
    if not chosen:
        raise PageError(f"{table.where}: no guideline has {table.subject!r}")
    met: list[Subject] = []
    for guideline in chosen:
        rows = rows_of(table, guideline)
        if rows[0].subject not in met:
            met.append(rows[0].subject)
            yield guideline, rows


def mismatches(table: Table, guidelines: Mapping[str, Guideline]) -> list[str]:
    """One line for each row and reading that does not give what is expected; best is none."""
    found: list[str] = []
    for guideline, rows in readings(table, guidelines):
        for name, given in _all_readings(rows, guideline).items():
            found += [
                f"{row.where}: {table.subject} [{guideline.name}] expects {row.expected}, "
                f"but the {name} reading gives {came}"
                for row, came in zip(rows, given, strict=True)
                if came != row.expected
            ]
    return found


def _all_readings(rows: list[Row], guideline: Guideline) -> dict[str, list[str]]:
    subject = rows[0].subject
    facts = [row.facts for row in rows]
    only = _only(subject, guideline)
    read, sql = compile_questions(only), duck_answers(only, facts)
    if isinstance(subject, Rule):
        compiled = [str(truth_of(read(row).actions[0])) for row in facts]
        queried = [str(truth_of(row["action_spec"])) for row in sql]
    else:
        name = identifier(subject.name)
        truths = [read(row) for row in facts]
        compiled = [written(t.answers[0], settled=t.settled[0]) for t in truths]
        queried = [written(row[f"answer_{name}"], settled=row[f"settled_{name}"]) for row in sql]
    plain = [told(subject, row) for row in facts]
    return {"reference": plain, "compiled": compiled, "DuckDB": queried}


def _only(subject: Subject, guideline: Guideline) -> Guideline:
    """The guideline with nothing but this rule or question, and what it follows."""
    if isinstance(subject, Rule):
        spec = Action("spec", "routine", subject)
        return replace(guideline, questions=(), actions=(spec,), causes=None)
    return replace(guideline, questions=(subject,), actions=(), causes=None)

"""Do the plain reading, the generated Python and DuckDB give the same truths?"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cobalamin.rules.agreement import (
    LIMIT,
    agreement,
    alone,
    compiled,
    covers,
    reference,
    stand_in,
)
from cobalamin.rules.cells import cells
from cobalamin.rules.compiled import compile_questions, source_of
from cobalamin.rules.evaluate import FactRow, Memo, answer, evaluate
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    CutPoint,
    Fact,
    Holds,
    Not,
    Rule,
    all_of,
    any_of,
    at_least,
)
from cobalamin.rules.question import Guideline, Question
from cobalamin.rules.reach import column_of, facts_of, identifier, rules_of
from cobalamin.rules.sql import action_columns, question_sql, row_values, to_sql
from cobalamin.value import replace
from tests.rules.duck import duck, duck_answers
from tests.rules.strategies import criteria, known_rows, rows
from tests.rules.toy import B12, GUIDELINE, HIGH_END, LOW_END, PAPER, SIGNS, ng, pmol

TRUE = {"yes": True, "no": False, "unknown": None}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(criteria, st.lists(rows, min_size=25, max_size=40))
def test_any_criterion_over_any_rows_has_one_truth_in_every_reading(
    criterion: Criterion, many: list[FactRow]
) -> None:
    expected = reference(criterion, tuple(many))
    assert compiled(criterion, tuple(many)) == expected
    answered = duck_answers(alone(criterion), many)
    assert [row["action_alone"] for row in answered] == [TRUE[truth] for truth in expected]


def same_answers(guideline: Guideline, many: Sequence[FactRow]) -> None:
    """Every rule, answer and action of a guideline, in all three readings."""
    read = compile_questions(guideline)
    rules, actions = rules_of(guideline), action_columns(guideline)
    for row, sql in zip(many, duck_answers(guideline, many), strict=True):
        memo: Memo = {}
        truths = read(row)
        plain = tuple(TRUE[evaluate(rule.holds(), row, memo).truth] for rule in rules)
        assert truths.rules == plain == tuple(sql[column_of(rule)] for rule in rules)
        asked = [answer(question, row, memo) for question in guideline.questions]
        names = [identifier(question.name) for question in guideline.questions]
        assert truths.answers == tuple(a.code for a in asked)
        assert truths.answers == tuple(sql[f"answer_{name}"] for name in names)
        assert truths.settled == tuple(a.settled for a in asked)
        assert truths.settled == tuple(sql[f"settled_{name}"] for name in names)
        assert truths.actions == tuple(sql[name] for name in actions)
        held = [TRUE[evaluate(a.rule.holds(), row, memo).truth] for a in guideline.actions]
        assert list(truths.actions) == held


def test_a_whole_guideline_has_one_set_of_answers_in_every_reading() -> None:
    rules = rules_of(GUIDELINE)
    spans = {fact.name: cells(fact, [rule.when for rule in rules]) for fact in facts_of(rules)}
    # Every third value of each fact against every third of the others, from three starts.
    many = [
        dict(zip(spans, combination, strict=True))
        for start in range(3)
        for combination in product(*(span[start % len(span) :: 3] for span in spans.values()))
    ]
    assert len(many) > 2_000
    same_answers(GUIDELINE, many)


def test_the_toy_guideline_is_proved_over_every_cell() -> None:
    proof = agreement(GUIDELINE, {"compiled": compiled, "duckdb": duck})
    assert proof.disagreements == ()
    assert proof.rules == len(rules_of(GUIDELINE)) == 10
    assert proof.rows == 890  # every cell of every rule, in every unit, with every bound


def test_taking_rules_apart_proves_them_too() -> None:
    proof = agreement(GUIDELINE, {"compiled": compiled, "duckdb": duck}, limit=2)
    assert proof.disagreements == ()
    assert proof.pieces > 3 * proof.rules


FAULTS = {
    "the edge": lambda t: t.replace("total_b12_high < ", "total_b12_high <= "),
    "the other end": lambda t: t.replace("total_b12_low >=", "total_b12_high >="),
    "a unit": lambda t: t.replace("133.0", "134.0"),
    "null as no": lambda t: f"COALESCE({t}, FALSE)",
    "and for or": lambda t: t.replace(" OR ", " AND "),
    "the count": lambda t: t.replace(">= 2 THEN", ">= 3 THEN"),
}


@pytest.mark.parametrize("limit", [LIMIT, 2])
@pytest.mark.parametrize("fault", FAULTS)
def test_the_proof_notices_a_faulty_reading(
    fault: str, limit: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.rules.duck.to_sql", lambda c: FAULTS[fault](to_sql(c)))
    proof = agreement(GUIDELINE, {"duckdb": duck}, limit=limit)
    assert proof.disagreements
    assert {d.reading for d in proof.disagreements} == {"duckdb"}


def many_signs(count: int, size: int) -> AtLeast:
    return at_least(count, *(Holds(Fact(f"sign_{n}", f"sign {n}")) for n in range(size)))


@pytest.mark.parametrize("count", [1, 7, 30])
def test_a_joint_of_very_many_parts_is_covered_by_few_rows(count: int) -> None:
    pieces = list(covers(many_signs(count, 30), LIMIT))
    joint, cover = pieces[0]
    assert isinstance(joint, AtLeast) and len(joint.parts) == 30
    assert len(cover) < 700
    assert compiled(joint, cover) == reference(joint, cover) == duck(joint, cover)
    for part in range(0, 30, 7):
        alike = at_least(
            count, *(p for n, p in enumerate(joint.parts) if n != part), joint.parts[part]
        )
        assert reference(alike, cover) == reference(joint, cover)
        doubled = (*joint.parts[:part], joint.parts[part - 1], *joint.parts[part + 1 :])
        assert reference(AtLeast(count, doubled), cover) != reference(joint, cover)


def replaced(criterion: Criterion, parts: list[Criterion]) -> Criterion:
    """The criterion with a stand-in for each part of its uppermost joint; the parts collected."""
    match criterion:
        case Not():
            parts.append(criterion.part)
            return Not(Holds(Fact("part_0_", "part")))
        case AtLeast():
            parts.extend(criterion.parts)
            stand_ins = (Holds(Fact(f"part_{n}_", "part")) for n in range(len(parts)))
            return AtLeast(criterion.count, tuple(stand_ins))
        case _:
            return criterion


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(criteria)
def test_sql_writes_a_part_the_same_way_wherever_it_stands(criterion: Criterion) -> None:
    parts: list[Criterion] = []
    text = to_sql(replaced(criterion, parts))
    for number, part in enumerate(parts):
        text = text.replace(f"part_{number}_", to_sql(part))
    assert text == to_sql(criterion)


def test_the_generated_python_writes_a_part_the_same_way_wherever_it_stands() -> None:
    whole = source_of(alone(stand_in(SIGNS.when)))
    assert (
        "rule_alone = at_least(2, fact_ataxia, fact_tingling, fact_falls, fact_age_above_old)\n"
        in whole
    )
    joined = source_of(alone(Not(any_of(SIGNS.when, all_of(B12.below(LOW_END), SIGNS.when)))))
    signs = "at_least(2, fact_ataxia, fact_tingling, fact_falls, fact_age_above_old)"
    low = "fact_total_b12_below_b12_low"
    assert f"rule_alone = OPPOSITE[({signs} | ({low} & {signs}))]\n" in joined


def test_the_generated_python_tells_apart_cut_points_of_one_name() -> None:
    other = CutPoint("b12-low", ((200.0, "ng/L"), (148.0, "pmol/L")), PAPER)
    criterion = all_of(B12.at_least(LOW_END), B12.below(other), B12.at_least(other))
    many = ({"total_b12": ng(190)}, {"total_b12": pmol(148)}, {"total_b12": ng(150, "<")})
    apart = [reference(part, many) for part in criterion.parts]
    assert apart == [compiled(part, many) for part in criterion.parts]
    for pair in product(criterion.parts, repeat=2):
        assert compiled(all_of(*pair), many) == reference(all_of(*pair), many)


def test_a_unit_column_exists_only_where_a_fact_has_several_units() -> None:
    assert row_values(B12, ng(150, "<")) == (0.0, 149.99999999999997, "ng/L")
    assert row_values(SIGNS.when.parts[3].fact, None) == (None, None)  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="mg/L"):
        row_values(B12, replace(ng(1), unit="mg/L"))
    with pytest.raises(TypeError, match="total_b12"):
        row_values(B12, True)


def test_the_query_holds_nothing_that_only_one_engine_knows() -> None:
    text = question_sql(GUIDELINE, "facts", keep=("patient",), with_rules=True)
    words = set("".join(c if c.isalnum() or c == "_" else " " for c in text).split())
    known = set("SELECT FROM AS CASE WHEN THEN ELSE END AND OR NOT TRUE FALSE NULL IS CAST".split())
    assert {w for w in words if w.isupper() and len(w) > 1} - known == {"DOUBLE"}
    assert '"' not in text and "`" not in text and "::" not in text


def test_each_rule_is_worked_out_once() -> None:
    text = question_sql(GUIDELINE, "facts")
    for rule in rules_of(GUIDELINE):
        assert text.count(f" AS {column_of(rule)}") == 1
        assert text.count(to_sql(rule.when) + " AS ") == 1


def rivals(truths: Sequence[str]) -> tuple[Question, FactRow]:
    rules = [
        (f"c{n}", Rule(f"q.c{n}", Holds(Fact(f"f{n}", "")), "", ())) for n in range(len(truths))
    ]
    question = Question("q", "?", tuple(rules), leaning=tuple(code for code, _ in rules[::-1]))
    return question, {f"f{n}": TRUE[truth] for n, truth in enumerate(truths)}


def asking(question: Question) -> Guideline:
    rules = [rule for _, rule in question.answers]
    return Guideline("g", "g", (question,), (), facts_of(rules), ("q",))


def test_a_question_answers_alike_for_all_truths_of_its_rules() -> None:
    every = list(product(("yes", "no", "unknown"), repeat=4))
    good = [t for t in every if t.count("yes") <= 1 and set(t) != {"no"}]
    question, _ = rivals(good[0])
    same_answers(asking(question), [rivals(truths)[1] for truths in good])


@pytest.mark.parametrize("truths", [("yes", "yes", "unknown"), ("no", "no", "no")])
def test_a_question_with_several_answers_or_none_is_refused_in_every_reading(
    truths: tuple[str, ...],
) -> None:
    question, row = rivals(truths)
    with pytest.raises(ValueError, match="q has"):
        answer(question, row)
    with pytest.raises(ValueError, match="q has"):
        compile_questions(asking(question))(row)
    assert duck_answers(asking(question), [row])[0]["answer_q"] is None


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"total_b12": True}, TypeError),
        ({"total_b12": replace(ng(1), unit="mg/L")}, ValueError),
        ({"ataxia": ng(1)}, TypeError),
    ],
)
def test_a_value_that_a_fact_is_not_read_in_is_a_programmers_error(
    row: FactRow, error: type[Exception]
) -> None:
    (name,) = row
    read = compile_questions(GUIDELINE)
    with pytest.raises(error, match=name):
        read(row)
    with pytest.raises(error, match=name):
        for question in GUIDELINE.questions:
            for _, rule in question.answers:
                evaluate(rule.holds(), row)


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(criteria, st.lists(known_rows, min_size=5, max_size=10))
def test_once_all_is_known_nothing_is_unknown(criterion: Criterion, many: list[FactRow]) -> None:
    assert "unknown" not in reference(criterion, tuple(many))


def test_cells_lie_on_between_and_beyond_the_cut_points_in_every_unit() -> None:
    span = cells(B12, [B12.below(LOW_END), Compare(B12, ">", HIGH_END)])
    assert span[0] is None
    exact = [v for v in span if v is not None and not isinstance(v, bool) and not v.bound]
    assert [v.value for v in exact if v.unit == "ng/L"] == [90, 180, 265, 350, 700]
    assert [v.value for v in exact if v.unit == "pmol/L"] == [66.5, 133, 195.5, 258, 516]
    assert len(span) == 1 + 10 * 5

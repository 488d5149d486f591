"""Does the plain reading give the truth, its reasons, and what could still settle it?"""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import FactRow, Memo, Verdict, answer, evaluate
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    Fact,
    Follows,
    Holds,
    Not,
    all_of,
    any_of,
    no,
)
from cobalamin.rules.reach import comparisons, in_order
from tests.rules.strategies import POINTS, criteria, rows, values
from tests.rules.toy import (
    ALLERGY,
    ATAXIA,
    B12,
    CONFIRMED,
    DEFICIENCY,
    EGFR,
    FALLS,
    HIGH_END,
    LOW,
    LOW_END,
    MMA,
    MMA_RAISED,
    PROBABLE,
    RAISED,
    SIGNS,
    TINGLING,
    TREATMENT,
    ng,
    pmol,
)

EGFR_UNIT = EGFR.units[0]


def names(verdict: Verdict) -> list[tuple[str, bool]]:
    return [(reason.criterion.fact.name, reason.holds) for reason in verdict.reasons]


def truth(criterion: Criterion, **facts: Amount | bool | None) -> str:
    return evaluate(criterion, facts).truth


def test_a_result_is_compared_in_its_own_unit_with_the_number_printed_for_it() -> None:
    below = B12.below(LOW_END)
    assert [truth(below, total_b12=ng(v)) for v in (179, 180, 181)] == ["yes", "no", "no"]
    assert [truth(below, total_b12=pmol(v)) for v in (132, 133, 134)] == ["yes", "no", "no"]


def test_each_side_decides_its_own_edge() -> None:
    sides = (B12.below(LOW_END), B12.at_most(LOW_END), B12.above(LOW_END), B12.at_least(LOW_END))
    on_the_edge = [truth(side, total_b12=ng(180)) for side in sides]
    assert on_the_edge == ["no", "yes", "no", "yes"]


def test_a_bounded_result_decides_only_what_its_whole_range_decides() -> None:
    below = B12.below(LOW_END)
    assert truth(below, total_b12=ng(150, "<")) == "yes"
    assert truth(below, total_b12=ng(180, "<")) == "yes"
    assert truth(below, total_b12=ng(180, "<=")) == "unknown"
    assert truth(below, total_b12=ng(200, "<")) == "unknown"
    assert truth(below, total_b12=ng(180, ">=")) == "no"
    assert truth(B12.above(LOW_END), total_b12=ng(180, ">")) == "yes"
    assert truth(B12.above(LOW_END), total_b12=ng(180, ">=")) == "unknown"
    assert evaluate(below, {"total_b12": ng(200, "<")}).missing == (B12,)


def test_two_of_four_signs_are_counted_in_three_values() -> None:
    when = SIGNS.when
    assert truth(when, ataxia=True, falls=True) == "yes"
    assert truth(when, ataxia=True, falls=False) == "unknown"
    assert truth(when, ataxia=False, falls=False, tingling=False) == "no"
    verdict = evaluate(when, {"ataxia": True, "falls": False})
    assert names(verdict) == [("ataxia", True)]
    assert [fact.name for fact in verdict.missing] == ["tingling", "age"]


def test_while_open_an_opposite_shows_what_speaks_for_it_not_against() -> None:
    both = all_of(ATAXIA.holds(), FALLS.holds(), TINGLING.holds())
    row = {"ataxia": True, "falls": None, "tingling": True}
    assert names(evaluate(both, row)) == [("ataxia", True), ("tingling", True)]
    assert names(evaluate(no(both), row)) == []
    either = any_of(ATAXIA.holds(), FALLS.holds())
    assert names(evaluate(no(either), {"ataxia": False})) == [("ataxia", False)]


def test_a_rule_is_read_once_for_one_patient() -> None:
    memo: Memo = {}
    row = {"total_b12": ng(150)}
    first = answer(DEFICIENCY, row, memo)
    assert memo[CONFIRMED].truth == "yes"
    memo[CONFIRMED] = Verdict("yes", ())
    assert first.verdict.reasons != ()
    assert answer(DEFICIENCY, row, memo).verdict.reasons == ()


def test_a_reason_met_on_two_ways_is_told_once() -> None:
    twice = all_of(LOW.holds(), B12.below(LOW_END), any_of(LOW.holds(), ATAXIA.holds()))
    assert names(evaluate(twice, {"total_b12": ng(150)})) == [("total_b12", True)]


def test_a_settled_question_gives_its_answer_and_reasons() -> None:
    got = answer(DEFICIENCY, {"total_b12": ng(150)})
    assert (got.code, got.settled, got.rule, got.missing) == ("confirmed", True, CONFIRMED, ())
    assert names(got.verdict) == [("total_b12", True)]


def test_an_open_question_leans_and_says_what_would_settle_it() -> None:
    got = answer(DEFICIENCY, {"total_b12": ng(200), "ataxia": True, "falls": True})
    assert (got.code, got.settled) == ("probable", False)
    assert [fact.name for fact in got.missing] == ["mma", "egfr"]
    spoken = [("total_b12", False), ("total_b12", True), ("ataxia", True), ("falls", True)]
    assert sorted(names(got.verdict)) == sorted([*spoken[1:], ("total_b12", True)])


def test_a_settled_answer_still_reports_what_its_rule_asks_for() -> None:
    low_egfr = {"egfr": Amount(40, EGFR_UNIT)}
    got = answer(DEFICIENCY, {"total_b12": ng(200), "ataxia": True, "falls": True, **low_egfr})
    assert (got.code, got.settled, got.missing) == ("probable", True, (MMA,))
    known = {**low_egfr, "mma": Amount(0.2, "umol/L")}
    got = answer(DEFICIENCY, {"total_b12": ng(200), "ataxia": True, "falls": True, **known})
    assert (got.code, got.settled, got.missing) == ("probable", True, ())


def test_an_answer_ruled_out_is_never_leant_on() -> None:
    got = answer(TREATMENT, {"total_b12": ng(150)})
    assert (got.code, got.settled, got.missing) == ("hold", False, (ALLERGY,))


# ---- any criterion -----------------------------------------------------------------------

QUICK = settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def narrower(known: Amount | bool, exact: Amount | bool | None) -> Amount | bool:
    """What a more exact report could say of the same sample."""
    if isinstance(known, bool) or not isinstance(exact, Amount) or not known.bound:
        return known
    inside = exact.unit == known.unit and known.low <= exact.value <= known.high
    return Amount(exact.value, exact.unit) if inside and not exact.bound else known


def learned(row: FactRow, more: FactRow) -> FactRow:
    """The row once some of what was unknown, or only bounded, is known."""
    return {
        name: more[name] if value is None else narrower(value, more[name])
        for name, value in row.items()
    }


@QUICK
@given(criteria, rows, rows)
def test_learning_more_never_reverses_a_settled_answer(
    criterion: Criterion, row: FactRow, more: FactRow
) -> None:
    before = evaluate(criterion, row)
    after = evaluate(criterion, learned(row, more))
    if before.truth != "unknown":
        assert after.truth == before.truth


@QUICK
@given(
    rows_of_toy := st.fixed_dictionaries({f.name: values(f) for f in (ATAXIA, FALLS)}), st.data()
)
def test_learning_more_never_reverses_a_settled_question(
    signs: FactRow, data: st.DataObject
) -> None:
    amounts = st.sampled_from(
        (None, ng(150), ng(180), ng(350), ng(200, "<"), pmol(133), ng(180, ">"))
    )
    mma = st.sampled_from((None, Amount(0.28, "umol/L"), Amount(0.3, "umol/L")))
    egfr = st.sampled_from((None, Amount(59, EGFR_UNIT), Amount(60, EGFR_UNIT)))
    toy = st.fixed_dictionaries({"total_b12": amounts, "mma": mma, "egfr": egfr})
    row: FactRow = {**data.draw(toy), **signs, "allergy": data.draw(st.sampled_from((None, True)))}
    more: FactRow = {**data.draw(toy), **data.draw(rows_of_toy), "allergy": False}
    for question in (DEFICIENCY, TREATMENT):
        before = answer(question, row)
        after = answer(question, learned(row, more))
        if before.settled:
            assert (after.code, after.settled) == (before.code, True)


@QUICK
@given(criteria, rows)
def test_the_opposite_of_the_opposite_is_the_same(criterion: Criterion, row: FactRow) -> None:
    once = evaluate(criterion, row)
    assert evaluate(no(no(criterion)), row) == once
    assert (evaluate(no(criterion), row).truth, once.truth) in {
        ("yes", "no"),
        ("no", "yes"),
        ("unknown", "unknown"),
    }


@QUICK
@given(st.lists(criteria, min_size=1, max_size=4), st.data(), rows)
def test_at_least_so_many_hold_unless_enough_do_not(
    parts: list[Criterion], data: st.DataObject, row: FactRow
) -> None:
    count = data.draw(st.integers(1, len(parts)))
    opposites = tuple(no(part) for part in parts)
    dual = no(AtLeast(len(parts) - count + 1, opposites))
    assert evaluate(AtLeast(count, tuple(parts)), row).truth == evaluate(dual, row).truth


@QUICK
@given(criteria, rows)
def test_unknown_names_what_is_missing_and_settled_names_nothing(
    criterion: Criterion, row: FactRow
) -> None:
    verdict = evaluate(criterion, row)
    assert bool(verdict.missing) == (verdict.truth == "unknown")
    for fact in verdict.missing:
        value = row[fact.name]
        assert value is None or (isinstance(value, Amount) and value.bound)
    if verdict.truth != "unknown":
        assert verdict.against == ()


def read_once(criterion: Criterion) -> bool:
    """Whether no fact is compared twice, so that all comparisons are free of one another."""
    read = [leaf.fact.name for leaf in every_comparison(criterion)]
    return len(set(read)) == len(read)


def every_comparison(criterion: Criterion) -> list[Holds | Compare]:
    rules = in_order(leaf.rule for leaf in all_leaves(criterion) if isinstance(leaf, Follows))
    return [leaf for c in (criterion, *(rule.when for rule in rules)) for leaf in comparisons(c)]


def all_leaves(criterion: Criterion) -> list[Criterion]:
    match criterion:
        case Not():
            return all_leaves(criterion.part)
        case AtLeast():
            return [leaf for part in criterion.parts for leaf in all_leaves(part)]
        case _:
            return [criterion]


# On, between and beyond everything that is drawn, which includes every cut-point.
EXACT = (0.02, *POINTS, *((a + b) / 2 for a, b in pairwise(POINTS)), 99.0)


def exact_values(fact: Fact, known: Amount | bool | None) -> list[Amount | bool]:
    """What a full report of a fact could say, given what is known of it."""
    if not fact.units:
        return [True, False]
    all_of_it = [Amount(value, unit) for unit in fact.units for value in EXACT]
    if not isinstance(known, Amount):
        return list(all_of_it)
    return [
        amount
        for amount in all_of_it
        if amount.unit == known.unit and known.low <= amount.value <= known.high
    ]


@QUICK
@given(criteria.filter(read_once), rows, st.integers(0, 7))
def test_each_missing_fact_can_be_the_one_that_settles_it(
    criterion: Criterion, row: FactRow, pick: int
) -> None:
    verdict = evaluate(criterion, row)
    assume(verdict.truth == "unknown")
    fact = verdict.missing[pick % len(verdict.missing)]
    # Learn the others one by one, keeping the answer open; at the end this fact alone decides.
    others: dict[str, Amount | bool | None] = dict(row)
    for leaf in every_comparison(criterion):
        if leaf.fact.name == fact.name:
            continue
        for value in exact_values(leaf.fact, row[leaf.fact.name]):
            tried = evaluate(criterion, {**others, leaf.fact.name: value})
            if fact in tried.missing:
                others[leaf.fact.name] = value
                break
    assert evaluate(criterion, others).missing == (fact,)
    settled = {
        evaluate(criterion, {**others, fact.name: value}).truth
        for value in exact_values(fact, row[fact.name])
    }
    assert "unknown" not in settled
    assert settled == {"yes", "no"}


@QUICK
@given(criteria, rows)
def test_a_verdict_rests_on_its_reasons_alone(criterion: Criterion, row: FactRow) -> None:
    verdict = evaluate(criterion, row)
    assume(verdict.truth != "unknown")
    only = {reason.criterion.fact.name: reason.value for reason in verdict.reasons}
    assert evaluate(criterion, only).truth == verdict.truth


def test_rules_follow_the_rules_they_build_on() -> None:
    order = in_order([PROBABLE, RAISED])
    assert order.index(RAISED) < order.index(PROBABLE)
    assert MMA.above(MMA_RAISED) in list(comparisons(RAISED.when))
    assert B12.at_most(HIGH_END) in [leaf for rule in order for leaf in comparisons(rule.when)]

"""Has a question exactly one answer at every point, and do we find every point where it has not?"""

from __future__ import annotations

from itertools import islice

from hypothesis import HealthCheck, given, settings

from cobalamin.quantity import Amount
from cobalamin.rules.cells import axes, witness_count, witnesses
from cobalamin.rules.diagram import ALWAYS, NEVER, Diagrams, faults, never_given, same
from cobalamin.rules.evaluate import answer, evaluate
from cobalamin.rules.expression import (
    Criterion,
    CutPoint,
    Fact,
    Holds,
    Rule,
    all_of,
    any_of,
    at_least,
    no,
)
from cobalamin.rules.question import Question
from tests.rules.strategies import criteria
from tests.rules.toy import (
    ATAXIA,
    B12,
    DEFICIENCY,
    FALLS,
    HIGH_END,
    LOW,
    LOW_END,
    PAPER,
    RAISED,
    TREATMENT,
)

DOSE = Fact("dose", "daily dose", ("mg",), (1.0,))


def cut(value: float) -> CutPoint:
    return CutPoint(f"dose-{value:g}", ((value, "mg"),), PAPER)


def band(low: float, high: float) -> Criterion:
    return all_of(DOSE.at_least(cut(low)), DOSE.at_most(cut(high)))


def asked(**answers: Criterion) -> Question:
    rules = tuple((code, Rule(f"q.{code}", when, "", ())) for code, when in answers.items())
    return Question("q", "?", rules, leaning=tuple(answers))


def test_a_good_question_has_no_fault() -> None:
    assert list(faults(DEFICIENCY)) == []
    assert list(faults(TREATMENT)) == []
    assert list(faults(TREATMENT, earlier=(DEFICIENCY,))) == []


def test_the_gap_between_whole_numbers_is_found() -> None:
    steps = asked(
        none=DOSE.below(cut(1)), low=band(1, 20), mid=band(21, 40), high=DOSE.above(cut(40))
    )
    (fault,) = faults(steps)
    assert fault.codes == ()
    assert fault.at.facts == {"dose": Amount(20.5, "mg")}


def test_a_shared_edge_is_found() -> None:
    (fault,) = faults(asked(low=DOSE.at_most(cut(20)), high=DOSE.at_least(cut(20))))
    assert fault.codes == ("low", "high")
    assert fault.at.facts == {"dose": Amount(20.0, "mg")}


def test_a_gap_in_one_unit_only_is_found() -> None:
    slipped = CutPoint("b12-low", ((180.0, "ng/L"), (134.0, "pmol/L")), PAPER)
    (*found,) = faults(asked(low=B12.below(LOW_END), other=B12.at_least(slipped)))
    assert [fault.codes for fault in found] == [()]
    amount = found[0].at.facts["total_b12"]
    assert isinstance(amount, Amount) and amount.unit == "pmol/L" and 133 <= amount.value < 134


def test_every_listed_witness_agrees_with_the_diagram() -> None:
    overlapping = asked(low=LOW.when, signs=ATAXIA.holds(), neither=no(RAISED.holds()))
    bad = [
        witness
        for witness in witnesses(overlapping)
        if sum(evaluate(r.when, witness.facts).truth == "yes" for _, r in overlapping.answers) != 1
    ]
    assert bad
    diagrams = Diagrams(axes(rule for _, rule in overlapping.answers))
    answers = [diagrams.of(rule.when) for _, rule in overlapping.answers]
    exactly_one = diagrams.both(
        diagrams.at_least(1, answers), diagrams.opposite(diagrams.at_least(2, answers))
    )
    listed = [fault.at.facts for fault in faults(overlapping)]
    assert listed == [point.facts for point in diagrams.points(diagrams.opposite(exactly_one))]
    assert all(facts in [witness.facts for witness in bad] for facts in listed)


def test_an_earlier_question_is_an_axis_of_its_codes() -> None:
    # An allergy, and the three answers to the first question.
    assert witness_count(TREATMENT, earlier=(DEFICIENCY,)) == 2 * 3
    assert witness_count(TREATMENT) == 2 * 10 * 3 * 3 * 3 * 2**3
    for witness in witnesses(TREATMENT, earlier=(DEFICIENCY,)):
        ((question, code),) = witness.answers
        assert question is DEFICIENCY
        got = answer(TREATMENT, witness.facts, witness.memo())
        assert got.settled and (got.code == "wait") == (code == "not-shown")


def test_a_follower_that_forgets_an_earlier_answer_is_at_fault() -> None:
    forgetful = asked(treat=DEFICIENCY.is_("confirmed"), leave=DEFICIENCY.is_("not-shown"))
    (fault,) = faults(forgetful, earlier=(DEFICIENCY,))
    assert fault.at.answers == ((DEFICIENCY, "probable"),)
    assert all(answer(DEFICIENCY, f.at.facts).code == "probable" for f in faults(forgetful))


def test_an_answer_that_can_never_be_given_is_found() -> None:
    empty = all_of(B12.below(LOW_END), B12.above(HIGH_END))
    assert never_given(asked(a=ATAXIA.holds(), b=empty, c=no(ATAXIA.holds()))) == ("b",)
    assert never_given(DEFICIENCY) == ()


def test_a_question_over_forty_signs_is_settled_without_listing_them() -> None:
    signs = [Holds(Fact(f"sign_{n}", "")) for n in range(40)]
    several, one = at_least(3, *signs), any_of(*signs)
    good = asked(several=several, some=all_of(one, no(several)), none=no(one))
    assert witness_count(good) == 2**40
    assert list(faults(good)) == []
    bad = asked(several=several, some=one, none=no(one))
    first = next(iter(faults(bad)))
    assert first.codes == ("several", "some")
    assert sum(value is True for value in first.at.facts.values()) >= 3


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(criteria)
def test_a_diagram_says_the_same_as_the_reference_at_every_point(criterion: Criterion) -> None:
    rule = Rule("drawn", criterion, "", ())
    diagrams = Diagrams(axes([rule]))
    node = diagrams.of(criterion)
    question = Question("drawn", "?", (("yes", rule),), ("yes",))
    truths = {
        evaluate(criterion, witness.facts).truth for witness in islice(witnesses(question), 3_000)
    }
    if witness_count(question) <= 3_000:
        assert (node == ALWAYS) == (truths == {"yes"})
        assert (node == NEVER) == (truths == {"no"})
    assert all(evaluate(criterion, p.facts).truth == "yes" for p in diagrams.points(node))
    opposite = diagrams.opposite(node)
    assert all(evaluate(criterion, p.facts).truth == "no" for p in diagrams.points(opposite))


@settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(criteria)
def test_a_criterion_is_the_same_as_itself_and_never_as_its_opposite(criterion: Criterion) -> None:
    assert same(criterion, no(no(criterion)))
    assert not same(criterion, no(criterion))


def test_criteria_are_the_same_when_they_say_the_same() -> None:
    one, other = ATAXIA.holds(), FALLS.holds()
    assert same(no(all_of(one, other)), any_of(no(one), no(other)))
    assert not same(all_of(one, other), any_of(one, other))

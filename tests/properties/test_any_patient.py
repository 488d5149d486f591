"""What must hold for any patient, under every guideline."""

from __future__ import annotations

import random

import pytest
from charts import AS_OF, at_noon, charts, shifted
from hypothesis import given, settings
from hypothesis import strategies as st

from cobalamin.assess.assess import assess
from cobalamin.assess.assessment import Assessment
from cobalamin.chart import Chart, LabResult
from cobalamin.guideline.declare import READ, read_facts
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import answer
from cobalamin.value import replace

CASES = settings(max_examples=60, deadline=None)
LIKELIHOOD = {
    "unlikely": 0,
    "not-confirmed": 1,
    "indeterminate": 2,
    "probable": 3,
    "functional": 4,
    "confirmed": 4,
}


def answers(assessment: Assessment) -> dict[str, str]:
    return {each.question: each.code for each in assessment.answers}


@pytest.mark.parametrize("name", NAMES)
@given(chart=charts(), seed=st.integers(min_value=0, max_value=999))
@CASES
def test_the_order_of_entries_changes_nothing(name: str, chart: Chart, seed: int) -> None:
    chance = random.Random(seed)

    def mixed(things: tuple) -> tuple:
        return tuple(chance.sample(things, len(things)))

    other = replace(
        chart,
        results=mixed(chart.results),
        entries=mixed(chart.entries),
        medicines=mixed(chart.medicines),
    )
    first, second = assess(chart, guideline(name)), assess(other, guideline(name))
    assert answers(first) == answers(second)
    assert [(s.code, s.urgency) for s in first.steps] == [(s.code, s.urgency) for s in second.steps]


@pytest.mark.parametrize("name", NAMES)
@given(chart=charts(), weeks=st.integers(min_value=-50, max_value=50))
@CASES
def test_moving_every_date_changes_nothing_but_dates(name: str, chart: Chart, weeks: int) -> None:
    # Age in years may step when a birthday is crossed by a leap day; whole 1461-day blocks do not.
    other = shifted(chart, weeks * 1461 // 50 * 50)
    if chart.birth_date is not None:
        other = shifted(chart, weeks // 10 * 1461)
    first, second = assess(chart, guideline(name)), assess(other, guideline(name))
    assert answers(first) == answers(second)
    assert [s.code for s in first.steps] == [s.code for s in second.steps]


@pytest.mark.parametrize("name", NAMES)
@given(chart=charts(), data=st.data())
@CASES
def test_learning_more_never_reverses_a_settled_answer(
    name: str, chart: Chart, data: st.DataObject
) -> None:
    """Forget any facts of a patient; what is settled without them stays so with them."""
    rules = guideline(name)
    full = {fact: known.value for fact, known in read_facts(chart, rules.facts).items()}
    forgotten = data.draw(st.sets(st.sampled_from(sorted(full)), max_size=40))
    less = {fact: None if fact in forgotten else value for fact, value in full.items()}
    for question in rules.questions:
        before, after = answer(question, less), answer(question, full)
        if before.settled:
            assert (after.code, after.settled) == (before.code, True)


def unread(assessment: Assessment) -> bool:
    return assessment.answer("total_b12").code == "not-interpretable"


@pytest.mark.parametrize("name", NAMES)
@given(chart=charts(), lower=st.sampled_from([(90, "ng/L"), (250, "ng/L"), (100, "pmol/L")]))
@CASES
def test_a_lower_b12_never_makes_deficiency_less_likely(
    name: str, chart: Chart, lower: tuple[float, str]
) -> None:
    value, unit = lower
    others = tuple(r for r in chart.results if r.concept != "total_b12")

    def with_b12(amount: Amount) -> Chart:
        result = LabResult("total_b12", "Observation/b12", AS_OF, at_noon(AS_OF), amount=amount)
        return replace(chart, results=(*others, result))

    at_low = assess(with_b12(Amount(value, unit)), guideline(name))
    low, low_unread = at_low.answer("deficiency"), unread(at_low)
    for higher in (value + 1, value * 1.5, value * 4):
        at_high = assess(with_b12(Amount(higher, unit)), guideline(name))
        high = at_high.answer("deficiency")
        # Only the higher one cannot be read: nothing is said of it, so nothing less likely either.
        if unread(at_high) and not low_unread:
            continue
        # While another result leaves the answer open, where it leans says nothing of likelihood.
        if low.settled and high.settled:
            assert LIKELIHOOD[low.code] >= LIKELIHOOD[high.code], (low.code, high.code, higher)


@given(chart=charts())
@CASES
def test_an_answer_that_is_open_names_what_would_settle_it(chart: Chart) -> None:
    for name in NAMES:
        for each in assess(chart, guideline(name)).answers:
            assert each.settled or each.missing, each


@given(chart=charts())
@CASES
def test_every_reason_and_step_says_who_says_so_and_is_listed(chart: Chart) -> None:
    for name in NAMES:
        given_answer = assess(chart, guideline(name))
        listed = {cited.id for cited in given_answer.citations}
        told = [
            *(b for a in given_answer.answers for b in (*a.because, *a.against)),
            *(b for s in given_answer.steps for b in s.because),
        ]
        for because in told:
            assert because.cites, because
            assert set(because.cites) <= listed
        assert listed == {cite for because in told for cite in because.cites}


def level_alone_is_doubted(assessment: Assessment) -> bool:
    """In range, but nothing else was measured and deficiency may be suspected."""
    codes = answers(assessment)
    found = (codes["deficiency"], codes["metabolites"], codes["suspicion"])
    return found == ("unlikely", "not-measured", "suspected")


@given(chart=charts())
@CASES
def test_treatment_never_starts_without_evidence_unless_waiting_harms(chart: Chart) -> None:
    for name in NAMES:
        assessment = assess(chart, guideline(name))
        treated, shown = assessment.answer("treatment"), assessment.answer("deficiency")
        if treated.code == "start":
            assert shown.code in ("confirmed", "functional")
        if shown.code in ("unlikely", "not-confirmed") and shown.settled:
            expected = {"not-indicated", "continue", "intensify", "hold"}
            if level_alone_is_doubted(assessment):
                expected |= {"confirm-first"}
            assert treated.code in expected


def test_every_fact_of_a_guideline_has_a_reader() -> None:
    for name in NAMES:
        assert set(guideline(name).facts) <= set(READ)

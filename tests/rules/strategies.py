"""Any criterion, any row: what Hypothesis draws for the tests of the language."""

from __future__ import annotations

from hypothesis import strategies as st

from cobalamin.quantity import Amount
from cobalamin.rules.evaluate import FactRow
from cobalamin.rules.expression import (
    AtLeast,
    Compare,
    Criterion,
    CutPoint,
    Fact,
    Follows,
    Holds,
    Not,
    Rule,
)
from tests.rules.toy import AGE, B12, FACTS, MMA, PAPER

# Amounts lie on, between and beyond the cut-points, so that edges are met all the time.
_CUTS = {B12: (2.0, 3.0), MMA: (0.1, 0.3), AGE: (1.0, 4.0)}
POINTS = (0.05, 0.1, 0.2, 0.3, 1.0, 2.0, 2.5, 3.0, 4.0, 9.0)
_YES_NO = tuple(fact for fact in FACTS if not fact.units)
READ = (*_CUTS, *_YES_NO)


@st.composite
def cut_points(draw: st.DrawFn, fact: Fact) -> CutPoint:
    printed = tuple((draw(st.sampled_from(_CUTS[fact])), unit) for unit in fact.units)
    return CutPoint(draw(st.sampled_from(("one", "other"))), printed, PAPER)


@st.composite
def compares(draw: st.DrawFn) -> Compare:
    fact = draw(st.sampled_from(tuple(_CUTS)))
    return Compare(fact, draw(st.sampled_from(("<", "<=", ">", ">="))), draw(cut_points(fact)))


@st.composite
def counts(draw: st.DrawFn, parts: st.SearchStrategy[Criterion]) -> AtLeast:
    drawn = draw(st.lists(parts, min_size=1, max_size=4))
    return AtLeast(draw(st.integers(1, len(drawn))), tuple(drawn))


def _followed(criterion: Criterion) -> Follows:
    # The id must differ for each rule of a graph, and only for that.
    return Follows(Rule(f"r{id(criterion)}", criterion, "", ()))


criteria: st.SearchStrategy[Criterion] = st.recursive(
    st.one_of(st.sampled_from(_YES_NO).map(Holds), compares()),
    lambda inner: st.one_of(inner.map(Not), counts(inner), inner.map(_followed)),
    max_leaves=8,
)


def values(fact: Fact) -> st.SearchStrategy[Amount | bool | None]:
    if not fact.units:
        return st.sampled_from((None, True, False))
    amount = st.builds(
        Amount,
        st.sampled_from(POINTS),
        st.sampled_from(fact.units),
        st.sampled_from(("", "", "<", "<=", ">", ">=")),
    )
    return st.one_of(st.none(), amount)


rows: st.SearchStrategy[FactRow] = st.fixed_dictionaries({f.name: values(f) for f in READ})
known_rows: st.SearchStrategy[FactRow] = st.fixed_dictionaries(
    {
        fact.name: st.builds(Amount, st.sampled_from(POINTS), st.sampled_from(fact.units))
        if fact.units
        else st.booleans()
        for fact in READ
    }
)

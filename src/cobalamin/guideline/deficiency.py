"""Is it vitamin B12 deficiency, and how sure is that?

In `confirm-first` raised MMA that can be read, with support, confirms. In the other profiles a
deficient blood level confirms by itself. In every profile metabolites that are all readable and
normal override a low level; so does a normal MMA where low folate explains the homocysteine.
"""

from __future__ import annotations

from typing import Literal

from cobalamin.guideline import facts as f
from cobalamin.guideline.active_b12 import ACTIVE_B12_QUESTION
from cobalamin.guideline.clouds import BLOCKED_USE, FOLATE_EXPLAINS
from cobalamin.guideline.metabolites import (
    HOMOCYSTEINE_READING,
    HOMOCYSTEINE_REASSURES,
    METABOLITES,
    MMA_READING,
)
from cobalamin.guideline.sources import (
    AAFP_2025,
    ARTICLE,
    BSH_2014,
    N2O_CASES,
    NEJM_360,
    NG239,
    PROJECT,
    SOLOMON_2005,
    STABLER_2013,
    TRANSPORT_CASES,
)
from cobalamin.rules.expression import (
    Criterion,
    CutPoint,
    Dissent,
    Rule,
    all_of,
    any_of,
    no,
)
from cobalamin.rules.question import Case, Question, first_match
from cobalamin.source import Citation
from cobalamin.value import Value

Basis = Literal["metabolites", "level", "total-level"]
"""What confirms by itself: only metabolites, a deficient total or active level, or total only."""

_MMA = MMA_READING.is_
_HCY = HOMOCYSTEINE_READING.is_
_ACTIVE = ACTIVE_B12_QUESTION.is_

_ONE_SOURCE_LOW = Dissent(
    "NICE NG239 and AAFP 2025 call a total B12 below 180 ng/L deficient without metabolites.",
    (
        NG239.at("total B12 thresholds", "second-hand"),
        AAFP_2025.at("below 180 pg/mL is diagnostic", "seen"),
    ),
)
_METABOLITES_FIRST = Dissent(
    "The source article asks for MMA and homocysteine before treatment: serum B12 can mislead.",
    (ARTICLE.at("confirming is a prerequisite for replacement", "seen"),),
)
_NO_TEST_EXCLUDES = Dissent(
    "Tests neither prove nor exclude: 63% of those who responded to treatment would have been "
    "missed by a low or intermediate B12 with a raised metabolite.",
    (SOLOMON_2005.at("responders missed by tests", "seen"),),
)
_ON_THE_LIST = Dissent(
    "The problem list states a B12 deficiency, but the record holds no test that shows it.",
    (PROJECT.at("a diagnosis is not evidence of itself", "chosen"),),
    when=f.RECORDED_DEFICIENCY.holds(),
)


class _Evidence(Value, eq=False):
    """What the cases share: the total B12 question, how the levels look, and what confirms."""

    total: Question
    low_total: Criterion
    low: Criterion
    grey: Criterion
    basis: Basis


def low_level(deficient: CutPoint) -> Rule:
    """Total B12 is below the number, even where something should have raised it.

    Treatment and nitrous oxide only ever make a level look better, so a low one still counts;
    pregnancy makes it look worse, so there it does not.
    """
    return Rule(
        "finding.low-total-b12",
        all_of(
            f.TOTAL_B12_MEASURED.holds(),
            f.TOTAL_B12.below(deficient),
            no(f.PREGNANT.holds()),
        ),
        "Total B12 is low.",
        (deficient.cite, BSH_2014.at("what raises and lowers B12", "memory")),
        guards=("H-02",),
        explains=f.TOTAL_B12.below(deficient),
    )


def deficiency(total: Question, deficient: CutPoint, *, basis: Basis) -> Question:
    """The question for one guideline: its total B12 question, its cut-point, what confirms."""
    low_total = low_level(deficient).holds()
    evidence = _Evidence(
        total,
        low_total,
        low=any_of(low_total, _ACTIVE("deficient")),
        grey=any_of(total.is_("indeterminate"), _ACTIVE("indeterminate")),
        basis=basis,
    )
    return first_match(
        "deficiency",
        "Is it B12 deficiency, and how sure is that?",
        (
            _not_confirmed(evidence),
            _confirmed(evidence),
            _functional(evidence),
            _probable(evidence),
            _unlikely(evidence),
            _not_tested(evidence),
            _indeterminate(evidence),
        ),
        leaning=(
            "probable",
            "indeterminate",
            "unlikely",
            "functional",
            "confirmed",
            "not-confirmed",
            "not-tested",
        ),
    )


def _not_confirmed(e: _Evidence) -> Case:
    """Metabolites override a low or grey level."""
    return Case(
        "not-confirmed",
        _speaks_against(e),
        "Not confirmed: the level is low or grey, but the metabolites speak against it.",
        (
            STABLER_2013.at("low B12 without deficiency", "memory"),
            SOLOMON_2005.at("metabolites and response", "seen"),
            NEJM_360.at("MMA normal, homocysteine raised: folate, not B12", "seen"),
        ),
        against=(
            Dissent(_ONE_SOURCE_LOW.says, _ONE_SOURCE_LOW.cites, when=e.low_total),
            _NO_TEST_EXCLUDES,
        ),
        asks_for=(f.HOMOCYSTEINE,),
        guards=("H-02",),
    )


def _confirmed(e: _Evidence) -> Case:
    """Metabolites with support, or the level where the guideline says so."""
    not_yet = Dissent(_METABOLITES_FIRST.says, _METABOLITES_FIRST.cites, when=no(_MMA("raised")))
    level_in_range = Dissent(
        "By its level alone NICE NG239 and AAFP 2025 call deficiency unlikely here.",
        (
            NG239.at("total B12 thresholds", "second-hand"),
            AAFP_2025.at("180 to 350 pg/mL asks for MMA", "seen"),
        ),
        when=e.total.is_("unlikely"),
    )
    return Case(
        "confirmed",
        _confirms(e),
        "B12 deficiency is confirmed.",
        _confirmed_by(e.basis),
        against=(level_in_range,) if e.basis == "metabolites" else (level_in_range, not_yet),
        guards=("H-02", "H-05"),
    )


def _functional(_: _Evidence) -> Case:
    """The use of B12 is blocked, so its level says nothing."""
    return Case(
        "functional",
        all_of(BLOCKED_USE.holds(), any_of(_MMA("raised"), _HCY("raised"))),
        "Functional B12 deficiency: the use of B12 is blocked and the metabolites are raised.",
        (
            N2O_CASES.at("normal B12, raised MMA and homocysteine", "seen"),
            TRANSPORT_CASES.at("normal B12 with very high metabolites", "seen"),
            NG239.at("nitrous oxide: homocysteine or MMA", "seen"),
        ),
        guards=("H-03",),
    )


def _probable(e: _Evidence) -> Case:
    """A low level, or raised MMA without support, waits for confirmation."""
    return Case(
        "probable",
        any_of(e.low, all_of(_MMA("raised"), no(HOMOCYSTEINE_REASSURES.holds()))),
        "B12 deficiency is probable and needs confirmation.",
        (
            ARTICLE.at("MMA and homocysteine confirm", "seen"),
            NG239.at("total B12 thresholds", "second-hand"),
        ),
        against=(
            Dissent(_ONE_SOURCE_LOW.says, _ONE_SOURCE_LOW.cites, when=e.low_total),
            Dissent(
                "Active B12 in range speaks against: with mild haptocorrin deficiency total "
                "B12 is low without deficiency.",
                (STABLER_2013.at("low B12 without deficiency", "memory"),),
                when=all_of(e.low_total, _ACTIVE("unlikely")),
            ),
        ),
        asks_for=(f.MMA, f.HOMOCYSTEINE),
        guards=("H-03",),
    )


def _unlikely(e: _Evidence) -> Case:
    """Something speaks against it and nothing for it."""
    return Case(
        "unlikely",
        all_of(
            any_of(
                e.total.is_("unlikely"),
                _ACTIVE("unlikely"),
                all_of(_MMA("normal"), HOMOCYSTEINE_REASSURES.holds()),
            ),
            no(e.grey),
            no(_MMA("raised")),
            no(all_of(_HCY("raised"), no(_MMA("normal")))),
        ),
        "B12 deficiency is unlikely on what was measured.",
        (NG239.at("total and active B12 thresholds: unlikely", "second-hand"),),
        against=(_NO_TEST_EXCLUDES,),
        guards=("H-03",),
        explains=any_of(
            e.total.is_("unlikely"),
            _ACTIVE("unlikely"),
            all_of(_MMA("normal"), HOMOCYSTEINE_REASSURES.holds()),
        ),
    )


def _not_tested(e: _Evidence) -> Case:
    """Nothing was measured."""
    return Case(
        "not-tested",
        all_of(
            e.total.is_("not-measured"),
            _ACTIVE("not-measured"),
            METABOLITES.is_("not-measured"),
        ),
        "Not tested: no B12, active B12, MMA or homocysteine result is in the record.",
        (NG239.at("the first test is total or active B12", "seen"),),
        against=(_ON_THE_LIST,),
        asks_for=(f.TOTAL_B12,),
    )


def _indeterminate(e: _Evidence) -> Case:
    """Whatever is left."""
    return Case(
        "indeterminate",
        None,
        "Indeterminate: what was measured neither shows nor excludes B12 deficiency.",
        (
            NG239.at("indeterminate: consider MMA", "seen"),
            AAFP_2025.at("180 to 350 pg/mL asks for MMA", "seen"),
        ),
        asks_for=(f.MMA, f.HOMOCYSTEINE),
        guards=("H-03",),
        explains=any_of(
            e.grey,
            e.total.is_("not-interpretable"),
            _ACTIVE("not-interpretable"),
            _MMA("raised"),
            _HCY("raised"),
            _MMA("clouded"),
            _HCY("clouded"),
            _MMA("normal"),
            _HCY("normal"),
        ),
    )


def _speaks_against(e: _Evidence) -> Criterion:
    explained = any_of(
        HOMOCYSTEINE_REASSURES.holds(), all_of(_HCY("clouded"), FOLATE_EXPLAINS.holds())
    )
    both_normal = all_of(any_of(e.low, e.grey), _MMA("normal"), explained)
    if e.basis == "metabolites":
        return both_normal
    # These guidelines ask only for MMA in the grey range, so there it speaks against alone.
    return any_of(both_normal, all_of(e.grey, no(e.low), _MMA("normal"), no(_HCY("raised"))))


def _confirms(e: _Evidence) -> Criterion:
    supported = all_of(
        _MMA("raised"),
        any_of(e.low, all_of(no(BLOCKED_USE.holds()), any_of(e.grey, _HCY("raised")))),
    )
    match e.basis:
        case "metabolites":
            return supported
        case "level":
            return any_of(
                supported,
                all_of(e.total.is_("deficient"), no(_ACTIVE("unlikely"))),
                _ACTIVE("deficient"),
            )
        case "total-level":
            return any_of(supported, all_of(e.total.is_("deficient"), no(_ACTIVE("unlikely"))))


def _confirmed_by(basis: Basis) -> tuple[Citation, ...]:
    metabolites = ARTICLE.at("elevated MMA and homocysteine strongly suggest deficiency", "seen")
    match basis:
        case "metabolites":
            return (
                metabolites,
                PROJECT.at(
                    "raised MMA with one supporting marker: a rule that asks for MMA and "
                    "homocysteine misses responders (Solomon 2005)",
                    "chosen",
                ),
                SOLOMON_2005.at("one normal marker does not exclude", "seen"),
            )
        case "level":
            return (
                NG239.at("confirmed deficiency; MMA in the indeterminate range", "second-hand"),
            )
        case "total-level":
            return (AAFP_2025.at("below 180 pg/mL; 180 to 350 with raised MMA", "seen"),)

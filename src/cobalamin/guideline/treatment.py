"""Treat now, treat, confirm first, go on, do more, hold, or leave?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.clouds import KIDNEYS_CLOUD
from cobalamin.guideline.cut_points import MMA_RAISED, SEVERE_ANAEMIA
from cobalamin.guideline.metabolites import METABOLITES
from cobalamin.guideline.sources import (
    ARTICLE,
    BSH_2014,
    HYPERSENSITIVITY_2023,
    LABEL_CYANOCOBALAMIN,
    NG239,
    SILVERSTEIN_2019,
    SMPC_HYDROXOCOBALAMIN,
)
from cobalamin.rules.expression import Criterion, Dissent, Rule, all_of, any_of, no
from cobalamin.rules.question import Case, Question, first_match
from cobalamin.value import Value

HARM_BY_WAITING = Rule(
    "finding.harm-by-waiting",
    any_of(
        f.GAIT_DISORDER.holds(),
        f.MYELOPATHY.holds(),
        f.PROGRESSIVE_WEAKNESS.holds(),
        f.OPTIC_NEUROPATHY.holds(),
        f.COGNITIVE_DECLINE.holds(),
        f.SEVERE_ANAEMIA_RECORDED.holds(),
        all_of(f.HAEMOGLOBIN_MEASURED.holds(), f.HAEMOGLOBIN.below(SEVERE_ANAEMIA)),
    ),
    "Waiting is likely to do neurological or other lasting harm.",
    (
        NG239.at("do not delay where the condition may deteriorate rapidly", "memory"),
        BSH_2014.at("treatment should not be delayed to avoid neurological impairment", "seen"),
        LABEL_CYANOCOBALAMIN.at("over 3 months untreated: permanent cord lesions", "seen"),
    ),
)
STILL_DEFICIENT = Rule(
    "finding.still-deficient-on-treatment",
    any_of(
        all_of(
            f.MMA_ON_TREATMENT_MEASURED.holds(),
            f.MMA_ON_TREATMENT.above(MMA_RAISED),
            no(KIDNEYS_CLOUD.holds()),
        ),
        f.NEW_NEUROLOGY_ON_TREATMENT.holds(),
    ),
    "The deficiency goes on, or new neurological symptoms began, in spite of treatment.",
    (NG239.at("at review: new, worse or not enough better", "seen"),),
)
LIFELONG_CAUSE = Rule(
    "finding.lifelong-cause",
    any_of(
        f.AUTOIMMUNE_GASTRITIS.holds(),
        f.IF_ANTIBODY_POSITIVE.holds(),
        f.GUT_SURGERY.holds(),
        f.TRANSPORT_DEFECT.holds(),
    ),
    "A cause that does not go away is recorded.",
    (NG239.at("irreversible cause: lifelong treatment", "seen"),),
)


_TREATED = f.ON_COBALAMIN.holds()


def in_doubt(deficiency: Question, suspicion: Question) -> Rule:
    """The rule of one guideline for a level in range that strong features speak against."""
    return Rule(
        "finding.level-alone-against-features",
        all_of(
            deficiency.is_("unlikely"),
            suspicion.is_("suspected"),
            HARM_BY_WAITING.holds(),
            METABOLITES.is_("not-measured"),
        ),
        "A level in range stands alone against strong features: it does not settle the matter.",
        (
            ARTICLE.at("serum B12 can be misleading in early stages", "seen"),
            BSH_2014.at("treatment should not be delayed to avoid neurological impairment", "seen"),
        ),
        guards=("H-03",),
    )


class _Standing(Value, eq=False):
    """What the cases share: how the other questions stand, as criteria."""

    shown: Criterion
    against: Criterion
    untested: Criterion
    open: Criterion
    urgent: Criterion
    nobody_suspects: Criterion
    low_total: Criterion
    doubtful: Criterion


def treatment(
    deficiency: Question,
    suspicion: Question,
    total_b12: Question,
    *,
    doubt: Rule,
    confirms_first: bool,
) -> Question:
    """The question for one guideline; `confirms_first` shows where others would not wait.

    `doubt` is the guideline's own rule, made by `in_doubt`.
    """
    open_ = any_of(deficiency.is_("probable"), deficiency.is_("indeterminate"))
    untested = deficiency.is_("not-tested")
    suspected_untested = all_of(untested, suspicion.is_("suspected"))
    standing = _Standing(
        shown=any_of(deficiency.is_("confirmed"), deficiency.is_("functional")),
        against=any_of(deficiency.is_("unlikely"), deficiency.is_("not-confirmed")),
        untested=untested,
        open=open_,
        urgent=all_of(HARM_BY_WAITING.holds(), any_of(open_, suspected_untested)),
        nobody_suspects=suspicion.is_("none"),
        low_total=total_b12.is_("deficient"),
        doubtful=doubt.holds(),
    )
    return first_match(
        "treatment",
        "Treat now, treat, confirm first, go on, or leave?",
        (
            _not_indicated(standing),
            _hold(standing),
            _intensify(),
            _continue(standing),
            _start_now(standing),
            _start(standing),
            _confirm_first(standing, shows_dissent=confirms_first),
        ),
        leaning=(
            "start-now",
            "confirm-first",
            "start",
            "continue",
            "intensify",
            "not-indicated",
            "hold",
        ),
    )


def _not_indicated(s: _Standing) -> Case:
    """Nothing speaks for treatment."""
    return Case(
        "not-indicated",
        any_of(
            all_of(
                no(_TREATED),
                any_of(all_of(s.against, no(s.doubtful)), all_of(s.untested, s.nobody_suspects)),
            ),
            all_of(_TREATED, s.against, no(LIFELONG_CAUSE.holds())),
        ),
        "B12 treatment is not indicated on what is recorded.",
        (
            SILVERSTEIN_2019.at("two of three courses had no evidence of deficiency", "seen"),
            NG239.at("unlikely: look for other causes", "memory"),
        ),
        against=(
            Dissent(
                "Stop only after a clinician's review: a treated deficiency looks like none.",
                (NG239.at("review of people on B12", "seen"),),
                when=_TREATED,
            ),
        ),
    )


def _hold(s: _Standing) -> Case:
    """Treatment would be given, but an allergy stands in its way."""
    return Case(
        "hold",
        all_of(f.COBALAMIN_ALLERGY.holds(), any_of(_TREATED, s.shown, s.urgent)),
        "Hold: an allergy to a cobalamin is recorded. A clinician must clear it first.",
        (
            SMPC_HYDROXOCOBALAMIN.at("hypersensitivity is a contraindication", "seen"),
            LABEL_CYANOCOBALAMIN.at("anaphylactic shock and death reported", "seen"),
        ),
        against=(
            Dissent(
                "Seven patients sensitised to one form tolerated another.",
                (HYPERSENSITIVITY_2023.at("cross-reactivity", "seen"),),
            ),
        ),
        guards=("H-01",),
        explains=f.COBALAMIN_ALLERGY.holds(),
    )


def _intensify() -> Case:
    """What is given does not suffice."""
    return Case(
        "intensify",
        all_of(_TREATED, STILL_DEFICIENT.holds()),
        "Treatment is going on but is not enough: review dose, interval, route and cause.",
        (NG239.at("at review: increase frequency, or think of another diagnosis", "seen"),),
    )


def _continue(s: _Standing) -> Case:
    """Treatment goes on."""
    return Case(
        "continue",
        _TREATED,
        "B12 treatment is going on: continue it and review its effect.",
        (NG239.at("continue; lifelong if the cause is irreversible", "seen"),),
        against=(
            Dissent(
                "The record holds no test result that shows the deficiency being treated.",
                (SILVERSTEIN_2019.at("38% had no B12 test in the year before", "seen"),),
                when=no(s.shown),
            ),
        ),
    )


def _start_now(s: _Standing) -> Case:
    """Waiting would harm."""
    return Case(
        "start-now",
        s.urgent,
        "Start now, take the samples first: do not wait for their results.",
        HARM_BY_WAITING.because,
        against=(
            Dissent(
                "The source article makes confirmation a prerequisite of treatment; this is "
                "its exception and belongs on record.",
                (
                    ARTICLE.at("confirming is a prerequisite for replacement", "seen"),
                    SMPC_HYDROXOCOBALAMIN.at("advisable to confirm the diagnosis", "seen"),
                ),
            ),
        ),
        guards=("H-03",),
        explains=HARM_BY_WAITING.holds(),
    )


def _start(s: _Standing) -> Case:
    """Deficiency is shown."""
    return Case(
        "start",
        s.shown,
        "Treatment is indicated; a clinician clears the safety questions and signs.",
        (
            NG239.at("deficient: diagnose, find the cause, treat", "second-hand"),
            ARTICLE.at("replacement after confirmation", "seen"),
        ),
    )


def _confirm_first(s: _Standing, *, shows_dissent: bool) -> Case:
    """Whatever is left waits for confirmation."""
    return Case(
        "confirm-first",
        None,
        "Confirm before treating.",
        (
            ARTICLE.at("confirming is a prerequisite for replacement", "seen"),
            SMPC_HYDROXOCOBALAMIN.at("advisable to confirm the diagnosis", "seen"),
        ),
        against=(
            (
                Dissent(
                    "NICE NG239 and AAFP 2025 would treat a total B12 below 180 ng/L without "
                    "waiting for metabolites.",
                    (NG239.at("deficient: treat", "second-hand"),),
                    when=s.low_total,
                ),
            )
            if shows_dissent
            else ()
        ),
        explains=any_of(s.open, s.untested, s.doubtful),
    )

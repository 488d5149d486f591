"""For how long: for life, until the cause is gone, or is that not settled yet?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline.causes import Kinds
from cobalamin.guideline.cut_points import AGE_RISK
from cobalamin.guideline.sources import (
    MHRA_2022,
    NG239,
    NWLP_IF_ANTIBODY,
    PROJECT,
    SMPC_HYDROXOCOBALAMIN,
)
from cobalamin.rules.expression import Criterion, Dissent, all_of, any_of, no
from cobalamin.rules.question import Case, Question, first_match


def duration(deficiency: Question, treatment: Question, kinds: Kinds) -> Question:
    """The question for one guideline, on its own answers and its own kinds of cause."""
    open_ = any_of(
        deficiency.is_("probable"), deficiency.is_("indeterminate"), deficiency.is_("not-tested")
    )
    not_asked = any_of(treatment.is_("not-indicated"), treatment.is_("confirm-first"))
    not_shown = Dissent(
        "The deficiency itself is not shown by a test: decide again when there is one.",
        (PROJECT.at("a cause is not evidence of deficiency", "chosen"),),
        when=open_,
    )
    return first_match(
        "duration",
        "For how long?",
        (
            _not_applicable(not_asked, kinds),
            _lifelong(kinds, not_shown),
            _until_resolved(kinds, not_shown),
            _undetermined(kinds),
        ),
        leaning=("not-applicable", "lifelong", "undetermined", "until-cause-resolved"),
    )


def _not_applicable(not_asked: Criterion, kinds: Kinds) -> Case:
    """No treatment is begun or going on, so its length is not asked for."""
    return Case(
        "not-applicable",
        not_asked,
        "How long to treat is not asked: treatment is not indicated, or not yet.",
        (NG239.at("duration follows the diagnosis and its cause", "memory"),),
        against=(
            Dissent(
                "A cause that does not go away is recorded: UK labels give B12 after gastrectomy, "
                "ileal resection or in malabsorption for prevention, whatever the level.",
                (SMPC_HYDROXOCOBALAMIN.at("prophylaxis: 1 mg every 2 to 3 months", "seen"),),
                when=kinds.stays.holds(),
            ),
        ),
    )


def _lifelong(kinds: Kinds, not_shown: Dissent) -> Case:
    """One cause that stays is enough, whatever others there are."""
    return Case(
        "lifelong",
        kinds.stays.holds(),
        "For life: the cause does not go away. Tell the patient that treatment will not be "
        "stopped.",
        (
            NG239.at("irreversible cause: lifelong treatment, and say so", "seen"),
            SMPC_HYDROXOCOBALAMIN.at("maintenance", "seen"),
        ),
        against=(
            Dissent(
                "A cause that can be brought to an end is recorded too: deal with it, but it does "
                "not shorten the treatment.",
                (PROJECT.at("of several causes the lasting one decides", "chosen"),),
                when=kinds.goes.holds(),
            ),
            not_shown,
        ),
        guards=("H-19",),
    )


def _until_resolved(kinds: Kinds, not_shown: Dissent) -> Case:
    """The cause can go, and nothing that may stay is recorded."""
    return Case(
        "until-cause-resolved",
        all_of(kinds.goes.holds(), no(kinds.may_stay.holds())),
        "Until the cause is gone and the symptoms are settled; then stop or go on by mouth, and "
        "test again.",
        (NG239.at("may stop if resolved and the cause has been addressed", "seen"),),
        against=(
            Dissent(
                "Autoimmune gastritis has not been looked for: without an intrinsic factor "
                "antibody test do not take this cause for the only one.",
                (NWLP_IF_ANTIBODY.at("antibody in 50 to 60%", "seen"),),
                when=no(f.IF_ANTIBODY_MEASURED.holds()),
            ),
            Dissent(
                "A negative intrinsic factor antibody does not rule out autoimmune gastritis: only "
                "50 to 60% have it.",
                (NWLP_IF_ANTIBODY.at("antibody in 50 to 60%", "seen"),),
                when=f.IF_ANTIBODY_MEASURED.holds(),
            ),
            Dissent(
                "Metformin is continued as long as it is needed, so this cause goes on: so does "
                "treatment, or testing at least.",
                (MHRA_2022.at("correct the deficiency, continue metformin", "seen"),),
                when=f.METFORMIN.holds(),
            ),
            Dissent(
                "From 65 years B12 is often no longer freed from food: test again after stopping.",
                (AGE_RISK.cite,),
                when=f.AGE.at_least(AGE_RISK),
            ),
            not_shown,
        ),
        guards=("H-19",),
        explains=kinds.goes.holds(),
    )


def _undetermined(kinds: Kinds) -> Case:
    """No likely cause, or one that may stay is still open."""
    return Case(
        "undetermined",
        None,
        "Not settled: go on with treatment and follow-up, and look for the cause.",
        (NG239.at("cause unknown or not addressed: continue with follow-up", "seen"),),
        against=(
            Dissent(
                "A cause that can be brought to an end is likely; another that may stay is not "
                "ruled out.",
                (PROJECT.at("while a lasting cause is open, treatment is not stopped", "chosen"),),
                when=kinds.goes.holds(),
            ),
        ),
        guards=("H-19",),
        explains=any_of(kinds.may_stay.holds(), kinds.goes.holds()),
    )

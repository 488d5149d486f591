"""Who fell through? What the care of a patient lacks, for those who look after many.

A gap is a reason to look at a record, found without a question having been asked. It says what is
not on record; care given elsewhere shows as a gap too.
"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import gap_facts as g
from cobalamin.guideline.metabolites import HOMOCYSTEINE_READING, MMA_READING
from cobalamin.guideline.review_due import REVIEW_LACKING
from cobalamin.guideline.sources import ARTICLE, BSH_2014, MHRA_2022, NG239, PROJECT
from cobalamin.guideline.tests_due import Asked
from cobalamin.rules.expression import Criterion, CutPoint, Dissent, Rule, all_of, any_of, no
from cobalamin.rules.question import Gap, Urgency
from cobalamin.source import Citation

METFORMIN_A_YEAR = CutPoint(
    "metformin, days of use after which never having been tested is a gap",
    ((365, "days"),),
    PROJECT.at("chosen by us: MHRA advises periodic monitoring and names no interval", "chosen"),
)
FOLLOW_UP_DUE = CutPoint(
    "days after a low B12 in which a follow-up is expected",
    ((28, "days"),),
    PROJECT.at("chosen by us: four weeks for a recall and a second sample", "chosen"),
)

NEVER_TESTED = Rule(
    "finding.never-tested",
    no(
        any_of(
            f.TOTAL_B12_MEASURED.holds(),
            f.TOTAL_B12_UNREADABLE.holds(),
            f.ACTIVE_B12_MEASURED.holds(),
            f.ACTIVE_B12_UNREADABLE.holds(),
            f.MMA_MEASURED.holds(),
            f.MMA_UNREADABLE.holds(),
        )
    ),
    "No B12, active B12 or MMA result is on record, readable or not.",
    (NG239.at("the first test is total or active B12", "seen"),),
    guards=("H-20",),
)
_NEUROLOGY = Rule(
    "finding.neurology-recorded",
    any_of(
        f.SENSORY_SYMPTOMS.holds(),
        f.GAIT_DISORDER.holds(),
        f.MYELOPATHY.holds(),
    ),
    "Tingling, numbness, a neuropathy, a gait disorder or signs of myelopathy are recorded.",
    (ARTICLE.at("symmetric tingling or numbness, gait and balance", "seen"),),
)
_REASON_TO_INJECT = Rule(
    "finding.reason-for-injections",
    any_of(
        f.RECORDED_DEFICIENCY.holds(),
        f.AUTOIMMUNE_GASTRITIS.holds(),
        f.GUT_SURGERY.holds(),
        f.IF_ANTIBODY_POSITIVE.holds(),
        f.TRANSPORT_DEFECT.holds(),
        f.NITROUS_OXIDE.holds(),
    ),
    "A deficiency, or a cause that needs injections, is recorded.",
    (NG239.at("autoimmune gastritis, surgery: lifelong injections", "memory"),),
)
_FROM_ELSEWHERE = Dissent(
    "What was done elsewhere may not be in this record.",
    (PROJECT.at("a record is not the whole of care", "chosen"),),
)


def gaps(a: Asked) -> tuple[Gap, ...]:
    """The gaps of one guideline, the gravest first."""
    return (*_found_and_left(a), *_never_looked_for(), *_treated())


def _gap(
    gap: tuple[str, str, Urgency],
    when: Criterion,
    says: str,
    *because: Citation,
    explains: Criterion | None = None,
) -> Gap:
    """A gap by its id, title and urgency, and the rule that finds it."""
    name, title, urgency = gap
    elsewhere = (_FROM_ELSEWHERE,)
    rule = Rule(
        f"gap.{name}", when, says, because, against=elsewhere, guards=("H-20",), explains=explains
    )
    return Gap(name, title, urgency, rule)


def _found_and_left(a: Asked) -> tuple[Gap, ...]:
    shown = any_of(
        a.deficiency.is_("confirmed"),
        a.deficiency.is_("functional"),
        f.RECORDED_DEFICIENCY.holds(),
    )
    low = any_of(
        all_of(a.total_b12.is_("deficient"), f.TOTAL_B12_AGE.above(FOLLOW_UP_DUE)),
        all_of(a.active_b12.is_("deficient"), g.ACTIVE_B12_AGE.above(FOLLOW_UP_DUE)),
    )
    return (
        _gap(
            ("deficient-never-treated", "Deficiency found and never treated", "now"),
            all_of(shown, no(g.COBALAMIN_EVER.holds())),
            "B12 deficiency is shown or on the problem list, and no B12 was ever ordered or given.",
            NG239.at("deficient: treat", "second-hand"),
            explains=shown,
        ),
        _gap(
            ("low-b12-no-follow-up", "Low B12 without a follow-up", "soon"),
            all_of(
                low,
                MMA_READING.is_("not-measured"),
                HOMOCYSTEINE_READING.is_("not-measured"),
                no(f.ON_COBALAMIN.holds()),
            ),
            "A low B12 was followed neither by MMA or homocysteine nor by treatment.",
            ARTICLE.at("MMA and homocysteine confirm", "seen"),
            explains=low,
        ),
    )


def _never_looked_for() -> tuple[Gap, ...]:
    untested = all_of(NEVER_TESTED.holds(), no(f.ON_COBALAMIN.holds()))
    return (
        _gap(
            (
                "neuropathy-never-tested",
                "Numb feet, neuropathy or unsteady gait, and B12 never tested",
                "soon",
            ),
            all_of(_NEUROLOGY.holds(), untested),
            "Nerve symptoms are recorded and B12 was never tested.",
            NG239.at("common symptoms and signs", "memory"),
            ARTICLE.at("symmetric tingling or numbness, gait and balance", "seen"),
            explains=_NEUROLOGY.holds(),
        ),
        _gap(
            (
                "metformin-never-tested",
                "On metformin for a year or more and B12 never tested",
                "routine",
            ),
            all_of(f.METFORMIN.holds(), f.DAYS_ON_METFORMIN.at_least(METFORMIN_A_YEAR), untested),
            "Metformin has been taken for a year or more and B12 was never tested.",
            MHRA_2022.at("common; rises with dose and duration; continue metformin", "seen"),
            explains=f.DAYS_ON_METFORMIN.at_least(METFORMIN_A_YEAR),
        ),
    )


def _treated() -> tuple[Gap, ...]:
    evidence = any_of(
        g.TOTAL_B12_WAS_LOW.holds(),
        g.ACTIVE_B12_WAS_LOW.holds(),
        g.MMA_WAS_RAISED.holds(),
        g.HOMOCYSTEINE_WAS_RAISED.holds(),
        _REASON_TO_INJECT.holds(),
    )
    return (
        _gap(
            ("review-overdue", "Review of treatment overdue", "soon"),
            REVIEW_LACKING.holds(),
            "B12 is being given and no review is on record in the time in which one was due.",
            *REVIEW_LACKING.because,
        ),
        _gap(
            (
                "injections-without-evidence",
                "B12 injections without evidence of deficiency",
                "routine",
            ),
            all_of(g.COBALAMIN_INJECTED.holds(), no(evidence)),
            "B12 is being injected; the record holds no result or cause that shows a need.",
            ARTICLE.at("confirming is a prerequisite for replacement", "seen"),
            BSH_2014.at("metabolites fall within days of treatment", "memory"),
            explains=g.COBALAMIN_INJECTED.holds(),
        ),
    )

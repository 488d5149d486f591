"""Is a review of treatment due that the record does not hold?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import safety_cut_points as c
from cobalamin.guideline import safety_facts as sf
from cobalamin.guideline.sources import ARTICLE, BNSSG, NG239
from cobalamin.rules.expression import Rule, all_of, any_of, no
from cobalamin.rules.question import Action

REVIEW_LACKING = Rule(
    "finding.review-lacking",
    all_of(
        f.ON_COBALAMIN.holds(),
        any_of(
            all_of(no(sf.REVIEWED.holds()), sf.DAYS_ON_COURSE.at_least(c.FIRST_REVIEW)),
            all_of(
                no(sf.REVIEWED.holds()),
                any_of(f.PREGNANT.holds(), sf.LACTATION.holds()),
                sf.DAYS_ON_COURSE.at_least(c.FIRST_REVIEW_PREGNANT),
            ),
            all_of(sf.REVIEWED.holds(), sf.DAYS_SINCE_REVIEW.above(c.YEARLY_REVIEW)),
        ),
    ),
    "No review is on record in the time in which one was due.",
    (
        NG239.at("first review after 3 months, 1 month if pregnant or breastfeeding", "seen"),
        c.YEARLY_REVIEW.cite,
    ),
    guards=("H-18",),
)

REVIEW_STEP = Action(
    "review-due",
    "soon",
    Rule(
        "step.review-due.soon",
        REVIEW_LACKING.holds(),
        "Review treatment: symptoms, dose, cause, blood count; during injections MMA rather than "
        "serum B12, which NICE calls uninformative and the source article asks for.",
        (
            *REVIEW_LACKING.because,
            BNSSG.at("repeat levels during injections: uninformative", "seen"),
            ARTICLE.at("consistent monitoring of blood levels is necessary", "seen"),
        ),
        guards=("H-18",),
        explains=any_of(
            sf.DAYS_ON_COURSE.at_least(c.FIRST_REVIEW_PREGNANT),
            sf.DAYS_SINCE_REVIEW.above(c.YEARLY_REVIEW),
        ),
    ),
)

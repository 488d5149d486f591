"""Which causes are looked for, in which order, and which kinds of cause has this record?

The order is that of how surely such evidence points to the cause: a specific antibody or an organ
that is gone, then a disease, then an exposure, then what is only commoner in company of deficiency.
"""

from __future__ import annotations

from cobalamin.guideline import exposure_causes as e
from cobalamin.guideline import facts as f
from cobalamin.guideline import gut_causes as g
from cobalamin.guideline.sources import ARTICLE, NG239, PROJECT
from cobalamin.rules.cause import Cause, Causes, Course
from cobalamin.rules.expression import Criterion, Rule, any_of
from cobalamin.rules.question import Question
from cobalamin.value import Value

_BEFORE_MEDICINES = (
    g.AUTOIMMUNE_GASTRITIS,
    g.TOTAL_GASTRECTOMY,
    g.INBORN_ERROR,
    g.ILEAL_RESECTION,
    g.GASTRECTOMY,
    g.PANCREATECTOMY,
    g.BARIATRIC_SURGERY,
    e.NITROUS_OXIDE,
    g.COELIAC,
    g.CROHN,
    g.SIBO,
    g.TAPEWORM,
    g.PANCREATIC_INSUFFICIENCY,
    g.OTHER_MALABSORPTION,
    e.DIET,
)
_AFTER_MEDICINES = (
    e.OTHER_MEDICINE,
    g.RADIOTHERAPY,
    g.INTESTINAL_BYPASS,
    g.H_PYLORI,
    e.FOOD_BOUND,
    e.ALCOHOL,
    e.DEMAND,
    e.HIV,
)


def causes(deficiency: Question, *, metformin: Criterion, acid_blocker: Criterion) -> Causes:
    """The causes of one guideline; the two criteria say from which use a medicine is likely."""
    when = Rule(
        "finding.cause-asked",
        any_of(
            f.ON_COBALAMIN.holds(),
            *map(deficiency.is_, ("confirmed", "functional", "probable", "indeterminate")),
        ),
        "A deficiency is shown, treated or not excluded, so its cause is asked for.",
        (NG239.at("deficient: find the cause", "second-hand"),),
    )
    medicines = (e.metformin(metformin), e.acid_blocker(acid_blocker))
    return Causes(when, (*_BEFORE_MEDICINES, *medicines, *_AFTER_MEDICINES))


class Kinds(Value, eq=False):
    """Which kinds of cause a record has, as rules that the question of duration builds on."""

    stays: Rule
    may_stay: Rule
    goes: Rule
    likely: Rule


def kinds(of: Causes) -> Kinds:
    """The kinds of cause of one guideline."""
    return Kinds(
        stays=Rule(
            "finding.cause-that-stays",
            _any(of, "likely", "stays"),
            "A likely cause does not go away.",
            (NG239.at("irreversible cause: lifelong treatment", "seen"),),
        ),
        may_stay=Rule(
            "finding.cause-that-may-stay",
            any_of(_any(of, "possible", "stays"), _any(of, "likely", "partly")),
            "A cause that may not go away is possible, or goes away only in part.",
            (PROJECT.at("while a lasting cause is open, treatment is not stopped", "chosen"),),
        ),
        goes=Rule(
            "finding.cause-that-goes",
            _any(of, "likely", "goes"),
            "A likely cause can be brought to an end.",
            (NG239.at("stop or space out when the cause has been addressed", "seen"),),
        ),
        likely=Rule(
            "finding.likely-cause",
            any_of(*(_any(of, "likely", course) for course in ("stays", "goes", "partly"))),
            "A likely cause is recorded.",
            (ARTICLE.at("older age, pernicious anaemia, Crohn, coeliac, metformin", "seen"),),
        ),
    )


def _any(of: Causes, grade: str, course: Course) -> Criterion:
    found = [_rule(cause, grade) for cause in of.ranked if cause.course == course]
    return any_of(*(rule.holds() for rule in found if rule is not None))


def _rule(cause: Cause, grade: str) -> Rule | None:
    return cause.likely if grade == "likely" else cause.possible

"""Is the neuropathy explained by B12 deficiency, by something else, by both, or is it unclear?"""

from __future__ import annotations

from cobalamin.guideline import facts as f
from cobalamin.guideline import nerve_facts as n
from cobalamin.guideline import rival_facts as r
from cobalamin.guideline.neuropathy import FELT, FOUND, NEUROPATHY, SLOWED
from cobalamin.guideline.recovery import LONG_DAYS, RECOVERY
from cobalamin.guideline.rivals import DIABETES, RIVAL
from cobalamin.guideline.sources import (
    AAN_2009,
    ARTICLE,
    BRIANI_2013,
    DIDANGELOS_2021,
    LINDENBAUM_1988,
    MHRA_2022,
    MSD_POLYNEUROPATHY,
    PRATAMA_2022,
    SAPERSTEIN_2003,
    SAVAGE_1995,
    SOLOMON_2005,
)
from cobalamin.rules.expression import Criterion, Dissent, Rule, all_of, any_of, no
from cobalamin.rules.question import Case, Question, first_match

LOOKED_FOR = Rule(
    "finding.rivals-looked-for",
    all_of(
        any_of(r.DIABETES.holds(), r.HBA1C_MEASURED.holds(), r.FASTING_GLUCOSE_MEASURED.holds()),
        r.TSH_MEASURED.holds(),
        any_of(r.GAMMOPATHY.holds(), r.M_PROTEIN_MEASURED.holds(), r.M_PROTEIN_IN_WORDS.holds()),
    ),
    "Glucose, TSH and paraprotein have been looked at.",
    (AAN_2009.at("glucose, B12 with metabolites, immunofixation", "seen"),),
)
PICTURE = any_of(
    n.NEUROPATHY_DIAGNOSIS.holds(),
    n.CORD_DIAGNOSIS.holds(),
    FELT.holds(),
    FOUND.holds(),
    SLOWED.holds(),
    n.BOTH_SIDES.holds(),
    all_of(n.ARMS_EARLY.holds(), no(n.ONE_SIDED.holds())),
    n.WORSENING.holds(),
    n.AUTONOMIC_SYMPTOMS.holds(),
    f.COGNITIVE_DECLINE.holds(),
    f.MOOD_SYMPTOMS.holds(),
    f.OPTIC_NEUROPATHY.holds(),
    n.SYMPTOM_DAYS.above(LONG_DAYS),
    n.SYMPTOM_DAYS.at_most(LONG_DAYS),
)
"""What is recorded of the nerves, and since when: shown, and decides nothing."""

_DIABETIC = Dissent(
    "B12 without deficiency has no proven effect on diabetic neuropathy: in 7 trials of 506 people "
    "on metformin the effect was unclear. One trial in people with B12 below 400 pmol/L was "
    "positive.",
    (
        PRATAMA_2022.at("7 trials, 506 people: effect on neuropathy unclear", "seen"),
        DIDANGELOS_2021.at("90 people, 12 months by mouth: conduction and pain improved", "seen"),
    ),
    when=DIABETES.holds(),
)
_METFORMIN = Dissent(
    "Metformin is taken, so diabetes is likely and may add to the neuropathy.",
    (MHRA_2022.at("metformin and new-onset neuropathy", "seen"),),
    when=all_of(f.METFORMIN.holds(), no(DIABETES.holds())),
)
_NOT_LOOKED_FOR = Dissent(
    "No other cause is recorded, but glucose, TSH and paraprotein have not all been tested.",
    (AAN_2009.at("screening tests in symmetric neuropathy", "seen"),),
    when=no(LOOKED_FOR.holds()),
)
_NO_TEST_EXCLUDES = Dissent(
    "Tests do not exclude: among those who responded to treatment B12 had been normal in 54% and "
    "MMA in 23%. If nothing else explains it, ask again.",
    (SOLOMON_2005.at("normal tests in responders", "seen"),),
)
_PATTERN = (
    SAVAGE_1995.at("symmetric paraesthesia of the legs; vibration sense lost", "seen"),
    SAPERSTEIN_2003.at("hands and feet together, or hands first", "memory"),
    BRIANI_2013.at("neuropathy alone is rarer than with the cord", "seen"),
)


def attribution(deficiency: Question) -> Question:
    """The question for one guideline, on its own answer to whether B12 is deficient."""
    shown = any_of(deficiency.is_("confirmed"), deficiency.is_("functional"))
    against = any_of(deficiency.is_("unlikely"), deficiency.is_("not-confirmed"))
    return first_match(
        "attribution",
        "What explains the neuropathy?",
        (
            Case(
                "not-applicable",
                NEUROPATHY.is_("none-recorded"),
                "No neuropathy is recorded, so there is none to explain.",
                (ARTICLE.at("neuropathy of B12 deficiency", "seen"),),
            ),
            _b12_alone(shown),
            _b12_and_another(shown),
            _another(against),
            _unclear(against),
        ),
        leaning=("unclear", "mixed", "b12", "other-cause", "not-applicable"),
    )


def _b12_alone(shown: Criterion) -> Case:
    return Case(
        "b12",
        all_of(shown, no(RIVAL.holds())),
        "B12 deficiency explains the neuropathy; no other cause is recorded.",
        _PATTERN,
        against=(*RECOVERY, _METFORMIN, _NOT_LOOKED_FOR),
        asks_for=(n.SYMPTOM_DAYS,),
        guards=("H-04",),
        explains=any_of(shown, PICTURE),
    )


def _b12_and_another(shown: Criterion) -> Case:
    return Case(
        "mixed",
        shown,
        "B12 deficiency is there and so is another possible cause: treat the deficiency, and do "
        "not leave the other.",
        (*_PATTERN, MSD_POLYNEUROPATHY.at("causes of polyneuropathy", "seen")),
        against=(_DIABETIC, *RECOVERY),
        asks_for=(n.SYMPTOM_DAYS,),
        guards=("H-04",),
        explains=any_of(RIVAL.holds(), shown, PICTURE),
    )


def _another(against: Criterion) -> Case:
    return Case(
        "other-cause",
        all_of(against, RIVAL.holds()),
        "Another cause is recorded and the tests speak against B12 deficiency: B12 injections are "
        "not the treatment of this neuropathy.",
        (
            MSD_POLYNEUROPATHY.at("causes of polyneuropathy", "seen"),
            AAN_2009.at("B12 with metabolites", "seen"),
        ),
        against=(_DIABETIC, _NO_TEST_EXCLUDES),
        guards=("H-04",),
        explains=any_of(RIVAL.holds(), against, PICTURE),
    )


def _unclear(against: Criterion) -> Case:
    return Case(
        "unclear",
        None,
        "What causes the neuropathy is not clear yet.",
        (
            AAN_2009.at("glucose, B12 with metabolites, immunofixation", "seen"),
            LINDENBAUM_1988.at("a normal blood count does not exclude it", "seen"),
        ),
        against=(
            Dissent(_DIABETIC.says, _DIABETIC.cites, when=all_of(against, DIABETES.holds())),
            Dissent(_NO_TEST_EXCLUDES.says, _NO_TEST_EXCLUDES.cites, when=against),
        ),
        guards=("H-04",),
        explains=any_of(RIVAL.holds(), PICTURE),
    )

"""Which safety steps follow: what is still to be asked, what forbids a dose, what to watch?"""

from __future__ import annotations

from cobalamin.guideline import safety as s
from cobalamin.guideline import safety_cut_points as c
from cobalamin.guideline import safety_facts as sf
from cobalamin.guideline.sources import LABEL_CYANOCOBALAMIN, PROJECT
from cobalamin.rules.expression import Criterion, Rule, all_of, any_of, no
from cobalamin.rules.question import Action, Question, Urgency
from cobalamin.source import Citation


def safety_steps(treatment: Question) -> tuple[Action, ...]:
    """Every safety step, for a guideline whose treatment question this is."""
    starting = any_of(treatment.is_("start-now"), treatment.is_("start"))
    giving = any_of(starting, treatment.is_("continue"), treatment.is_("intensify"))
    with_needle = any_of(giving, treatment.is_("hold"))
    return (
        *_forbidden(giving),
        *_questions(starting),
        _shown("warn-cobalt-allergy", "soon", with_needle, s.COBALT),
        _shown("warn-anticoagulant", "soon", with_needle, s.ANTICOAGULATED),
        _shown("warn-bleeding", "soon", with_needle, s.BLEEDING),
        _shown("warn-pregnancy", "now", starting, s.PREGNANT_UNPROVED),
        _shown("warn-renal", "routine", giving, s.KIDNEYS),
        _shown("warn-polycythaemia", "soon", giving, s.POLYCYTHAEMIA),
        _shown("warn-site-infection", "soon", with_needle, s.INFECTED_SITE),
        _shown("warn-potassium", "now", starting, s.POTASSIUM_AT_RISK),
    )


def _forbidden(giving: Criterion) -> tuple[Action, ...]:
    no_muscle = any_of(
        s.INR_HIGH.holds(),
        s.PLATELETS_TOO_LOW.holds(),
        s.POTASSIUM_TOO_LOW.holds(),
        s.ANAEMIA_OF_PREGNANCY.holds(),
    )
    never = any_of(s.ALLERGY_TO_CYANOCOBALAMIN.holds(), s.LEBER.holds())
    return (
        _called(
            "block-cyanocobalamin",
            "now",
            never,
            "Do not give cyanocobalamin.",
            because=(*s.LEBER.because, *s.ALLERGY_TO_CYANOCOBALAMIN.because),
            guards=("H-01", "H-13"),
        ),
        _called(
            "refer-allergy",
            "routine",
            any_of(s.ALLERGY_TO_ALL.holds(), s.ALLERGY_TO_ONE.holds()),
            "Ask an allergist which form can be given, before one is needed.",
            because=s.ALLERGY_TO_ONE.because,
            guards=("H-01",),
        ),
        _called(
            "refer-ophthalmology",
            "soon",
            s.LEBER.holds(),
            "Ask an ophthalmologist who knows Leber's disease before hydroxocobalamin is given.",
            because=s.LEBER.because,
            guards=("H-13",),
        ),
        _called(
            "block-today",
            "now",
            all_of(giving, no_muscle),
            "Even where treatment is urgent: give no injection into muscle outside hospital today; "
            "look again tomorrow.",
            because=tuple(
                cite
                for rule in (
                    s.INR_HIGH,
                    s.PLATELETS_TOO_LOW,
                    s.POTASSIUM_TOO_LOW,
                    s.ANAEMIA_OF_PREGNANCY,
                )
                for cite in rule.because
            ),
            guards=("H-14", "H-15", "H-16"),
            explains=no_muscle,
        ),
    )


def _questions(starting: Criterion) -> tuple[Action, ...]:
    open_questions = any_of(
        sf.ALLERGY_UNASKED.holds(),
        sf.COBALT_UNASKED.holds(),
        sf.LEBER_UNASKED.holds(),
        sf.ANTICOAGULANT_UNASKED.holds(),
        sf.BLEEDING_UNASKED.holds(),
        all_of(s.MAY_BE_PREGNANT.holds(), sf.PREGNANCY_UNASKED.holds()),
    )
    return (
        _called(
            "ask-safety",
            "now",
            all_of(starting, open_questions),
            "Ask before the first dose: the record does not answer every safety question.",
            because=(PROJECT.at("what guards an injection: silence is not a no", "chosen"),),
            guards=("H-08",),
            explains=open_questions,
        ),
        _called(
            "test-potassium",
            "now",
            all_of(starting, no(sf.POTASSIUM_MEASURED.holds()), s.POTASSIUM_AT_RISK.holds()),
            "Measure potassium before the first dose.",
            because=(
                LABEL_CYANOCOBALAMIN.at("potassium observed closely the first 48 hours", "seen"),
                c.ANAEMIA_SEVERE_NOW.cite,
            ),
            guards=("H-15",),
            explains=s.POTASSIUM_AT_RISK.holds(),
        ),
    )


def _shown(code: str, urgency: Urgency, giving: Criterion, rule: Rule) -> Action:
    """A step in the words of a gate, while B12 is given or about to be."""
    return _called(
        code,
        urgency,
        all_of(giving, rule.holds()),
        rule.says,
        because=rule.because,
        guards=rule.guards,
        explains=rule.holds(),
    )


def _called(
    code: str,
    urgency: Urgency,
    when: Criterion,
    says: str,
    *,
    because: tuple[Citation, ...],
    guards: tuple[str, ...],
    explains: Criterion | None = None,
) -> Action:
    rule = Rule(
        f"step.{code}.{urgency}", when, says, because, guards=guards, explains=explains or when
    )
    return Action(code, urgency, rule, asks=code.startswith("test-"))

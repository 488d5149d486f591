"""Yes or no? The small closed lists in which records answer: codes first, then plain words."""

from __future__ import annotations

from cobalamin.fhir.coded import code_values, words_of
from cobalamin.fhir.part import Part
from cobalamin.guideline.words import tokens

_YES = frozenset(
    {
        "10828004",  # SNOMED CT: positive
        "260373001",  # detected
        "11214006",  # reactive
        "52101004",  # present
        "373066001",  # yes
        "77386006",  # pregnant
        "255604002",  # mild
        "6736007",  # moderate
        "24484000",  # severe
        "LA6576-8",  # LOINC answers: positive
        "LA11882-0",  # detected
        "LA9633-4",  # present
        "LA33-6",  # yes
        "LA15173-0",  # pregnant
        "POS",  # HL7 v3 and v2 interpretation
        "DET",
        "RR",
        "Y",
    }
)
_NO = frozenset(
    {
        "260385009",  # negative
        "260415000",  # not detected
        "131194007",  # non-reactive
        "2667000",  # absent
        "373067005",  # no
        "60001007",  # not pregnant
        "LA6577-6",  # negative
        "LA11883-8",  # not detected
        "LA9634-2",  # absent
        "LA32-8",  # no
        "LA26683-5",  # not pregnant
        "NEG",
        "ND",
        "NR",
        "N",
    }
)
_YES_WORDS = frozenset(
    tokens(
        "positive detected reactive present yes true pos abnormal mild moderate severe marked "
        "pregnant confirmed"
    )
)
_NO_WORDS = frozenset(
    tokens(
        "negative absent no none neg nil false not non nonreactive normal undetected denied denies"
    )
)
_WEAK_WORDS = frozenset(tokens("equivocal indeterminate borderline weak weakly unknown pending"))
_LOST = frozenset(
    tokens("reduced diminished absent impaired lost decreased abnormal loss poor brisk extensor "
           "upgoing increased exaggerated unsteady ataxic hyperactive wide unable")
)  # fmt: skip
_KEPT = frozenset(
    tokens("normal intact present preserved flexor downgoing unremarkable steady good")
)


def answer_of(holder: Part) -> bool | None:
    """The yes or no in a value[x]; None where it gives neither."""
    if holder.has("valueBoolean"):
        return holder.flag("valueBoolean")
    if holder.has("valueCodeableConcept"):
        return coded_answer(holder.part("valueCodeableConcept"))
    return worded_answer(holder.text("valueString")) if holder.has("valueString") else None


def coded_answer(concept: Part | None) -> bool | None:
    """The yes or no of a CodeableConcept, by its codes or else by its words."""
    codes = set(code_values(concept))
    yes, no = bool(codes & _YES), bool(codes & _NO)
    if yes != no:
        return yes
    answers = {worded_answer(words) for words in words_of(concept)} - {None}
    return answers.pop() if len(answers) == 1 else None


def worded_answer(text: str) -> bool | None:
    """The yes or no of a few words ("not detected" is no, "weakly reactive" is None)."""
    words = frozenset(tokens(text))
    if not _WEAK_WORDS.isdisjoint(words) or len(words) > 4:
        return None
    if not _NO_WORDS.isdisjoint(words):
        return False
    return True if not _YES_WORDS.isdisjoint(words) else None


def function_lost(holder: Part) -> bool | None:
    """Whether an examined function ("vibration sense") is said to be lost; None if unsaid."""
    if holder.has("valueBoolean"):
        kept = holder.flag("valueBoolean")
        return None if kept is None else not kept
    shown = (
        words_of(holder.part("valueCodeableConcept")) if holder.has("valueCodeableConcept") else ()
    )
    words = frozenset(tokens(" ".join((*shown, holder.text("valueString")))))
    if words.isdisjoint(_LOST) and words.isdisjoint(_KEPT):
        return None
    return not words.isdisjoint(_LOST)


def interpretation(observation: Part) -> bool | None:
    """Positive or negative as the laboratory interpreted it; None when it does not say."""
    answers: set[bool] = set()
    for concept in observation.parts("interpretation"):
        codes = set(code_values(concept))
        if codes & {"H", "HH", "HU", "A", "AA"}:
            answers.add(True)
        elif codes & {"L", "LL"}:
            answers.add(False)
        elif (answer := coded_answer(concept)) is not None:
            answers.add(answer)
    return answers.pop() if len(answers) == 1 else None

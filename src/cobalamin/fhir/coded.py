"""What does a CodeableConcept mean here? By its codes, or else by its words."""

from __future__ import annotations

from collections.abc import Iterable

from cobalamin.fhir.fault import quoted
from cobalamin.fhir.part import Part
from cobalamin.guideline.codes import Code, lookup
from cobalamin.guideline.words import lab_named, said
from cobalamin.value import Value

HEALTH = frozenset({"condition", "symptom", "procedure", "status", "family", "allergy"})


class Meaning(Value):
    """One concept that was recognised; `doubt` says on what weak ground, "" when on none.

    `doubted` is so when the record words it as a suspicion: such a meaning is not a fact.
    """

    concept: str
    group: str
    by_text: bool = False
    doubt: str = ""
    doubted: bool = False


def meanings(concept: Part | None, groups: Iterable[str]) -> tuple[Meaning, ...]:
    """What a CodeableConcept says of these groups of the value sets; () when nothing.

    Words count only where no code says anything (or where the code covers several diseases).
    """
    if concept is None:
        return ()
    wanted = frozenset(groups)
    codes = [code for code in _codes(concept) if code.group in wanted]
    firm = [code for code in codes if code.confidence != "shared"]
    if firm:
        return _specific(_by_code(firm))
    worded = _by_words(concept, wanted)
    if worded or not codes:
        return _specific(worded)
    return tuple(
        Meaning(code.concept, code.group, doubt=f"{_name(code)} covers other diseases as well")
        for code in codes
    )


def words_of(concept: Part | None) -> tuple[str, ...]:
    """The text and the displays of a CodeableConcept, each once, the text first."""
    if concept is None:
        return ()
    shown = [concept.text("text"), *(c.text("display") for c in concept.parts("coding"))]
    return tuple(dict.fromkeys(words for words in shown if words))


def code_values(concept: Part | None) -> tuple[str, ...]:
    """The bare codes of a CodeableConcept, for the small closed lists of FHIR itself."""
    return tuple(c.text("code") for c in concept.parts("coding")) if concept else ()


def _codes(concept: Part) -> list[Code]:
    found = (lookup(c.text("system"), c.text("code")) for c in concept.parts("coding"))
    return [code for code in found if code]


def _by_code(codes: list[Code]) -> tuple[Meaning, ...]:
    """One meaning a concept, on the firmest of its codes."""
    found: dict[str, Meaning] = {}
    for code in sorted(codes, key=lambda code: code.unchecked):
        doubt = f"{_name(code)} is a code that we could not verify" if code.unchecked else ""
        found.setdefault(code.concept, Meaning(code.concept, code.group, doubt=doubt))
    return tuple(found.values())


def _by_words(concept: Part, groups: frozenset[str]) -> tuple[Meaning, ...]:
    found: dict[str, Meaning] = {}
    for words in words_of(concept):
        doubt = f"matched by its words {quoted(words)}"
        if "lab" in groups and (lab := lab_named(words)):
            found.setdefault(lab, Meaning(lab, "lab", True, doubt))
        for match in said(words, groups - {"lab"}):
            meaning = Meaning(match.concept, match.group, True, doubt, match.doubted)
            found.setdefault(match.concept, meaning)
    return tuple(found.values())


_GENERAL = {
    "neuropathy": frozenset({"diabetic_neuropathy", "alcoholic_neuropathy", "other_neuropathy"}),
    "cobalamin": frozenset({"cyanocobalamin", "hydroxocobalamin", "methylcobalamin"}),
    "hydroxocobalamin": frozenset({"hydroxocobalamin_antidote"}),
    "ckd": frozenset({"ckd_early"}),
}


def _specific(found: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Without a general concept that a special one of the same statement already says."""
    if len(found) < 2:
        return found
    concepts = {meaning.concept for meaning in found}
    return tuple(m for m in found if _GENERAL.get(m.concept, frozenset()).isdisjoint(concepts))


def _name(code: Code) -> str:
    return f"{code.system} {code.code}"

"""On which side, and in which limbs, is a symptom or sign? Unknown where the record does not say.

Words decide ("left foot", "both hands", "feet"); of codes only the three that name a side.
"""

from __future__ import annotations

from collections.abc import Iterator

from cobalamin.chart import BodySide, Limbs
from cobalamin.fhir.coded import words_of
from cobalamin.fhir.part import Part
from cobalamin.guideline.codes import Code, lookup
from cobalamin.guideline.words import tokens

_SIDE_OF: dict[str, BodySide] = {
    "7771000": "left",  # SNOMED CT: left (qualifier)
    "24028007": "right",
    "51440002": "both",  # right and left
    "left": "left",
    "right": "right",
    **dict.fromkeys(
        tokens("bilateral bilaterally both symmetric symmetrical symmetrically feet stocking"),
        "both",
    ),
}
_LIMBS_OF: dict[str, Limbs] = {
    **dict.fromkeys(
        tokens("hand hands finger fingers arm arms wrist glove upper fingertip fingertips palm"),
        "upper",
    ),
    **dict.fromkeys(
        tokens("foot feet toe toes leg legs sole ankle stocking lower calf shin heel"), "lower"
    ),
}


def where(holder: Part) -> tuple[BodySide, Limbs]:
    """The side and the limbs that a statement's body sites, code and coded value give.

    "Left hand and right foot" is both sides and both limbs.
    """
    words = set(_spoken(holder))
    sides: set[BodySide] = {_SIDE_OF[word] for word in words if word in _SIDE_OF}
    limbs: set[Limbs] = {_LIMBS_OF[word] for word in words if word in _LIMBS_OF}
    side = "both" if sides else ""
    limb = "both" if limbs else ""
    return sides.pop() if len(sides) == 1 else side, limbs.pop() if len(limbs) == 1 else limb


def _spoken(holder: Part) -> Iterator[str]:
    """Every word, and every code of a body site, that may name a place."""
    for site in _sites(holder):
        yield from (coding.text("code") for coding in site.parts("coding"))
        yield from tokens(" ".join(words_of(site)))
    for field in ("code", "valueCodeableConcept"):
        concept = holder.part(field)
        if concept is None:
            continue
        yield from tokens(" ".join(words_of(concept)))
        for coding in concept.parts("coding"):
            known = None if coding.text("display") else _meant(coding)
            yield from tokens(known.display) if known else ()


def _meant(coding: Part) -> Code | None:
    return lookup(coding.text("system"), coding.text("code"))


def _sites(holder: Part) -> tuple[Part, ...]:
    """The body sites: a list in a Condition or Procedure, one object in an Observation."""
    if not holder.has("bodySite"):
        return ()
    if isinstance(holder.body["bodySite"], list):
        return holder.parts("bodySite")
    one = holder.part("bodySite")
    return (one,) if one else ()

"""Which words mean what here, where a record gives no code that we know.

`words.csv` beside this file holds the phrases; `unless` lists phrases that veto one. A phrase is
not a fact where the text negates it, doubts it, or speaks of a relative, a test or a risk.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from cobalamin.guideline.codes import table
from cobalamin.value import Value

Tokens = tuple[str, ...]


class Phrase(Value):
    """Words that mean a concept, folded to tokens."""

    concept: str
    group: str
    tokens: Tokens
    unless: tuple[Tokens, ...]


class Said(Value):
    """A concept that a text states; `doubted` when it is worded as a suspicion."""

    concept: str
    group: str
    phrase: str
    doubted: bool = False


def said(text: str, groups: Iterable[str]) -> tuple[Said, ...]:
    """What a short text states of these groups (all but "lab": see `lab_named`)."""
    words = tokens(text)
    wanted = frozenset(groups)
    spans = _spans(words, wanted)
    doubted = "?" in text
    found: dict[str, Said] = {}
    for start, end, phrase in spans:
        if any((s <= start and end <= e) and (e - s > end - start) for s, e, _ in spans) or any(
            _holds(words, veto) for veto in phrase.unless
        ):
            continue
        before, after = words[:start], words[end:]
        if phrase.group in ("condition", "symptom", "procedure", "status", "function"):
            if _elsewhere(before, after) or _negated(before, after):
                continue
            doubt = doubted or not _DOUBTS.isdisjoint(before + after)
        elif phrase.group == "allergy" and _negated(before, after):
            continue
        else:
            doubt = False
        found.setdefault(
            phrase.concept, Said(phrase.concept, phrase.group, " ".join(phrase.tokens), doubt)
        )
    return tuple(found.values())


def lab_named(text: str) -> str | None:
    """The laboratory concept that a text names, all of it; None when it names none.

    Only words without meaning here ("serum", "level", "by automated count") may be left over:
    "Hemoglobin [Presence] in Urine" is not haemoglobin.
    """
    return _lab_names().get(_bare(tokens(text)))


def tokens(text: str) -> Tokens:
    """Words as they are compared: lower case, no accents or plural s, e for ae and oe."""
    if not text.isascii():
        text = _plain(text)
    folded = text.lower().translate(_ONLY_WORDS).replace("ae", "e").replace("oe", "e")
    return tuple(w[:-1] if len(w) > 3 and w[-1] == "s" else w for w in folded.split())


_ONLY_WORDS = {
    code: None if chr(code) == "'" else " " for code in range(128) if not chr(code).isalnum()
}


def _plain(text: str) -> str:
    from unicodedata import combining, normalize

    letters = (c for c in normalize("NFKD", text.replace("’", "")) if not combining(c))
    return "".join(c if c.isalnum() else " " for c in letters)


@cache
def worded_concepts() -> frozenset[str]:
    """Every concept that a phrase can mean."""
    return frozenset(row[0] for row in _rows())


_NO = frozenset(
    tokens(
        "no not denie deny denied denying without negative absent absence never nil lack exclude "
        "excluded excluding ruled unlikely none"
    )
)
_NO_AFTER = frozenset(tokens("absent negative excluded denied ruled not none unlikely"))
_DOUBTS = frozenset(
    tokens(
        "suspected suspicion possible possibly probable probably query likely questionable rule "
        "differential versus vs uncertain provisional"
    )
)
_ELSEWHERE = frozenset(
    tokens(
        "family fh mother father brother sister maternal paternal sibling parent aunt uncle "
        "grandmother grandfather son daughter screening screen risk test testing education "
        "counseling counselling vaccination vaccine prophylaxis prevention advice leaflet referral "
        "monitoring invitation declined refused assessment scale score questionnaire measurement "
        "information fear worry"
    )
)


def _elsewhere(before: Tokens, after: Tokens) -> bool:
    return not _ELSEWHERE.isdisjoint(before) or not _ELSEWHERE.isdisjoint(after)


def _negated(before: Tokens, after: Tokens) -> bool:
    return (
        not _NO.isdisjoint(before) or before[-1:] == ("non",) or not _NO_AFTER.isdisjoint(after[:2])
    )


def _spans(words: Tokens, groups: frozenset[str]) -> list[tuple[int, int, Phrase]]:
    index = _by_first_word()
    return [
        (start, start + len(phrase.tokens), phrase)
        for start, word in enumerate(words)
        for row in index.get(word, ())
        if row[1] in groups
        for phrase in (_phrase(row),)
        if words[start : start + len(phrase.tokens)] == phrase.tokens
    ]


def _holds(words: Tokens, part: Tokens) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


_FILLERS = frozenset(
    tokens(
        "serum plasma blood level total in or of by the automated count mass mole volume ser plas "
        "bld concentration conc result measurement test calculated calculation venous entitic s p"
    )
)


def _bare(words: Tokens) -> Tokens:
    return tuple(w for w in words if w not in _FILLERS)


@cache
def _lab_names() -> dict[Tokens, str]:
    labs = (row for row in _rows() if row[1] == "lab")
    return {_bare(tokens(phrase)): concept for concept, _, phrase, _ in labs}


@cache
def _rows() -> list[tuple[str, ...]]:
    return table("words.csv")


@cache
def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    """The rows under the first token of their phrase; the rest is folded when it is needed."""
    first_token: dict[str, str] = {}
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in _rows():
        word = row[2].partition(" ")[0]
        if word not in first_token:
            first_token[word] = tokens(word)[0]
        found.setdefault(first_token[word], []).append(row)
    return found


@cache
def _phrase(row: tuple[str, ...]) -> Phrase:
    concept, group, phrase, unless = row
    vetoes = tuple(tokens(veto) for veto in unless.split("|") if veto)
    return Phrase(concept, group, tokens(phrase), vetoes)

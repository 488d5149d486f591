"""Has a clinician reviewed this rule as it is now, and when is it due to be looked at again?

A stamp holds the digest of what was reviewed: the criterion in every guideline, the sentence, the
citations and what speaks against it. A rule that changes has another digest, and its stamp is void.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Literal

from cobalamin.knowledge.entries import Entry
from cobalamin.knowledge.records import RecordsError, Stamp
from cobalamin.rules.fingerprint import rule_text
from cobalamin.value import Value

State = Literal["not-reviewed", "void", "due", "reviewed"]

STATE_WORDS: dict[State, str] = {
    "not-reviewed": "not yet reviewed by a clinician",
    "void": "review void: the rule has changed since",
    "due": "review is due again",
    "reviewed": "reviewed",
}


class Review(Value):
    """How the review of one rule stands; `stamp` is the latest one, if there is any."""

    state: State
    digest: str
    stamp: Stamp | None = None

    @property
    def words(self) -> str:
        """The state in words."""
        return STATE_WORDS[self.state]


def digest_of(entry: Entry) -> str:
    """The digest of what a reviewer of this rule reads: "sha256:..."."""
    digest = sha256()
    for variant in entry.variants:
        rules = (variant.rule, *([variant.case] if variant.case else []))
        text = "".join(rule_text(rule) for rule in rules)
        quoted = [cite.quotation for rule in rules for cite in rule.because]
        digest.update(f"{variant.guidelines}|{text}|{quoted}\n".encode())
    return f"sha256:{digest.hexdigest()}"


def reviews(
    entries: Mapping[str, Entry], stamps: Iterable[Stamp], as_of: date | None = None
) -> dict[str, Review]:
    """The review of every rule, by its id. Without a day nothing is due: only the day tells.

    Raises RecordsError when a stamp is of a rule that does not exist.
    """
    latest: dict[str, Stamp] = {}
    for stamp in stamps:
        if stamp.rule not in entries:
            raise RecordsError(f"reviews.toml: there is no rule {stamp.rule!r} to be reviewed")
        other = latest.get(stamp.rule)
        if other is None or stamp.on >= other.on:
            latest[stamp.rule] = stamp
    return {name: _review(digest_of(e), latest.get(name), as_of) for name, e in entries.items()}


def _review(digest: str, stamp: Stamp | None, as_of: date | None) -> Review:
    if stamp is None:
        return Review("not-reviewed", digest)
    if stamp.digest != digest:
        return Review("void", digest, stamp)
    if as_of is not None and as_of > stamp.next:
        return Review("due", digest, stamp)
    return Review("reviewed", digest, stamp)

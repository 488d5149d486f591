"""What does a program get of a screening? The fixed shape of `cobalamin.screening/1`."""

from __future__ import annotations

from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.screen.counts import QuestionCount
from cobalamin.screen.equity import Group, Measure, people_key, yes_key
from cobalamin.screen.intervals import Share, share_of
from cobalamin.screen.quality import Quality
from cobalamin.screen.screening import Reading, Screening
from cobalamin.screen.small_numbers import Key, Protected
from cobalamin.screen.what_if import Comparison
from cobalamin.value import Value

SCHEMA = "cobalamin.screening/1"
"""The name of the shape; screening-1.schema.json beside this module describes it."""


def as_json(screening: Screening) -> dict[str, object]:
    """The screening as plain dicts, lists, text and numbers.

    All counts are exact but for those of `equity`, where a number that is hidden is text.
    """
    asked, counts = screening.asked, screening.counts
    told: dict[str, object] = {
        "schema": SCHEMA,
        "as_of": asked.as_of.isoformat(),
        "guideline": asked.guideline.name,
        "patients": counts.patients,
        "deceased": counts.deceased,
        "answers": {each.question: _codes(each) for each in counts.answers},
        "settled": {each.question: _settled(each) for each in counts.answers},
        "gaps": {gap.id: gap.yes for gap in counts.gaps},
        "gaps_not_told": {gap.id: gap.cannot_be_told for gap in counts.gaps},
        "actions": dict(counts.actions),
        "worklist": {
            "patients": screening.length.all,
            "listed": screening.listed,
            "by_urgency": dict(screening.length.by_urgency),
        },
        "funnel": [{"step": each.name, "patients": each.people} for each in screening.funnel],
        "equity": equity_rows(screening),
        "quality": _quality(screening.quality, asked.reading),
        "lines": _lines(asked.reading),
        "files": [_plain(each) for each in asked.reading.files],
        "knowledge": {"version": asked.knowledge_version, "fingerprint": asked.fingerprint},
        "disclaimer": DISCLAIMER,
    }
    if screening.comparison is not None:
        told["what_if"] = _comparison(screening.comparison)
    return told


def _codes(each: QuestionCount) -> dict[str, int]:
    return {code.code: code.people for code in each.codes}


def _settled(each: QuestionCount) -> dict[str, int]:
    return {code.code: code.settled for code in each.codes}


def _lines(reading: Reading) -> dict[str, int]:
    return {"read": reading.read, "used": reading.used, "rejected": reading.rejected}


def _plain(value: Value) -> dict[str, object]:
    """The fields of a flat value."""
    return {name: getattr(value, name) for name in value.__match_args__}


def _plains(values: tuple[Value, ...] | None) -> list[object] | None:
    return None if values is None else [_plain(each) for each in values]


def _quality(quality: Quality, reading: Reading) -> dict[str, object]:
    codes = reading.unverified_codes
    return {
        "units": _plains(quality.units),
        "unreadable": _plains(quality.unreadable),
        "undated": _plains(quality.undated),
        "by_text": _plains(quality.by_text),
        "without_patient": quality.without_patient,
        "mma_measured": quality.mma_measured,
        "mma_without_egfr": quality.mma_without_egfr,
        "dated_after": dict(reading.dated_after),
        "unverified_codes": None if codes is None else dict(codes),
    }


EQUITY_COLUMNS = ("dimension", "group", "measure", "count", "of", "share", "low", "high")


def equity_rows(screening: Screening) -> list[dict[str, object]]:
    """The equity table, one row a group and measure; small numbers are hidden in it."""
    published = screening.published
    found = screening.equity
    told: list[dict[str, object]] = []
    for group in found.groups:
        who = {"dimension": group.dimension, "group": group.name}
        people = _number(published, people_key(group))
        told.append(who | {"measure": "patients", "count": people} | _share(None))
        for measure in found.measures:
            share = shown_share(published, group, measure)
            count = _number(published, yes_key(measure.id, group))
            whole = _number(published, whole_key(group, measure))
            told.append(
                who | {"measure": measure.id, "count": count} | _share(share) | {"of": whole}
            )
    return told


def whole_key(group: Group, measure: Measure) -> Key:
    """The cell of those among whom a measure is counted."""
    return yes_key(measure.of, group) if measure.of else people_key(group)


def shown_share(published: Protected, group: Group, measure: Measure) -> Share | None:
    """The share of a measure in a group; None where one of its numbers is hidden or nobody is."""
    count = published.shown(*yes_key(measure.id, group))
    whole = published.shown(*whole_key(group, measure))
    return None if count is None or whole is None else share_of(count, whole)


def _number(published: Protected, key: Key) -> int | str:
    shown = published.shown(*key)
    return published.words(*key) if shown is None else shown


def _share(share: Share | None) -> dict[str, object]:
    if share is None:
        return {"of": None, "share": None, "low": None, "high": None}
    ends = {"share": share.share, "low": share.low, "high": share.high}
    return {"of": share.of, **{name: round(value, 4) for name, value in ends.items()}}


def _comparison(found: Comparison) -> dict[str, object]:
    return {
        "before": found.before,
        "after": found.after,
        "patients": found.people,
        "changed": found.changed,
        "moves": {cross.subject: [_plain(move) for move in cross.moves] for cross in found.crosses},
    }

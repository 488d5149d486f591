"""When was cobalamin given, when did the course that goes on begin, and which samples came after?

Only people who were ever given cobalamin have rows here, so that the joins stay small.
"""

from __future__ import annotations

from datetime import date

from cobalamin.guideline.kinds import COBALAMINS
from cobalamin.guideline.reading import WASHOUT_DAYS
from cobalamin.guideline.telling import LONGEST_GAP_DAYS
from cobalamin.rules.sql import quoted
from cobalamin.screen.dialect import Dialect, on
from cobalamin.screen.tally import Part

LAST_DAY = "COALESCE(t.end_day, t.start_day)"
"""The last recorded day of a medicine, in the words of `medicines AS t`."""

GIVEN_BY_INJECTION = "t.kind = 'given' AND t.route IN ('injection', '')"
"""A dose given by injection, or by a route that is not recorded; see `guideline.exposure`."""


def doses(as_of: date) -> Part:
    """Each cobalamin of the record: its first day, its last, and until when it acts at least."""
    return (
        "doses",
        (
            f"SELECT t.patient, t.start_day, {LAST_DAY} AS last_day, "
            f"CASE WHEN t.going_on THEN {on(as_of)} ELSE {LAST_DAY} END AS until_day, "
            f"({GIVEN_BY_INJECTION}) AS injected "
            f"FROM medicines AS t WHERE t.concept IN ({listed(COBALAMINS)})"
        ),
    )


def courses(dialect: Dialect) -> Part:
    """Each person ever given cobalamin: the first day of all, of the course, and what is undated.

    From the latest dose backwards, the course begins with the first one that lies too far from the
    dose before it; see `guideline.telling.course_start`.
    """
    before = (
        "LEAD({}) OVER (PARTITION BY patient ORDER BY start_day DESC NULLS LAST, last_day DESC)"
    )
    gap = dialect.days("start_day", "GREATEST(start_before, last_before)")
    return (
        "courses",
        (
            "SELECT patient, MIN(start_day) AS first_day, "
            "MAX(CASE WHEN start_day IS NULL THEN 1 ELSE 0 END) AS undated, "
            f"MAX(CASE WHEN start_before IS NULL OR {gap} > {LONGEST_GAP_DAYS} THEN start_day END) "
            "AS course_day FROM (SELECT patient, start_day, "
            f"{before.format('start_day')} AS start_before, "
            f"{before.format('last_day')} AS last_before "
            "FROM doses) AS dosed GROUP BY patient"
        ),
    )


def treated_days(dialect: Dialect, concepts: tuple[str, ...]) -> Part:
    """The days on which a sample of these concepts was taken while cobalamin still acted."""
    since = dialect.days("t.day", "d.until_day")
    return (
        "treated_days",
        (
            "SELECT DISTINCT t.patient, t.day FROM results AS t JOIN doses AS d "
            f"ON d.patient = t.patient AND d.start_day < t.day WHERE {since} <= {WASHOUT_DAYS} "
            f"AND t.value IS NOT NULL AND t.concept IN ({listed(concepts)})"
        ),
    )


def sampled(concepts: tuple[str, ...]) -> Part:
    """The readable results of these concepts in people ever given cobalamin: treated or not?

    NULL where the dates cannot tell. The results of all others are untreated; see `UNTREATED`.
    """
    return (
        "sampled",
        (
            "SELECT t.*, c.first_day, CASE WHEN d.day IS NOT NULL AND t.day_known THEN TRUE "
            "WHEN c.undated = 1 OR t.day IS NULL OR NOT t.day_known THEN NULL "
            "ELSE FALSE END AS treated FROM results AS t "
            "JOIN courses AS c ON c.patient = t.patient "
            "LEFT JOIN treated_days AS d ON d.patient = t.patient AND d.day = t.day "
            f"WHERE t.value IS NOT NULL AND t.concept IN ({listed(concepts)})"
        ),
    )


UNTREATED = (
    "t.value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM courses AS c WHERE c.patient = t.patient)"
)
"""A readable result of someone never given cobalamin, in the words of `results AS t`."""


def listed(concepts: tuple[str, ...]) -> str:
    """Concepts as SQL, for IN."""
    return ", ".join(quoted(concept) for concept in sorted(set(concepts)))

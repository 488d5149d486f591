"""How are the plain resources of an export read, by the million? As queries that DuckDB runs.

A resource is plain when its dates, references and number are written as nearly all are. Only
those are put together here; what it means, its shape says (`shapes`). All others have the shape
`ODD` and are read one by one.
"""

from __future__ import annotations

from cobalamin.fhir.bulk.fields import FIELDS
from cobalamin.fhir.bulk.shapes import ODD
from cobalamin.quantity import LARGEST

_DATE = r"[1-9]\d{3}(-\d\d(-\d\d(T([01]\d|2[0-3]):[0-5]\d(:([0-5]\d|60)(\.\d{1,6})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?)?)?)?"  # noqa: E501

MACROS = (
    # What stands there. Not the arrow: as an argument it is taken for a lambda.
    "member(x, p) AS json_extract(x, p)",
    # The text of a JSON string; NULL for anything else.
    "text_of(x) AS CASE WHEN json_type(x) = 'VARCHAR' THEN x ->> '$' END",
    (
        "day_of(t) AS TRY_CAST(CASE length(t) WHEN 4 THEN t || '-01-01' WHEN 7 THEN t || '-01' "
        "ELSE left(t, 10) END AS DATE)"
    ),
    # Microseconds from the start of the day, and those by which the zone is ahead of UTC.
    (
        "clock_us(t) AS CASE WHEN length(t) < 16 THEN 0 ELSE "
        "(CAST(substr(t, 12, 2) AS BIGINT) * 3600 "
        "+ CAST(substr(t, 15, 2) AS BIGINT) * 60) * 1000000 "
        "+ CASE WHEN substr(t, 17, 1) = ':' "
        "THEN least(CAST(substr(t, 18, 2) AS BIGINT), 59) * 1000000 "
        "+ CAST(rpad(regexp_extract(t, '\\.(\\d+)', 1), 6, '0') AS BIGINT) ELSE 0 END END"
    ),
    (
        "zone_us(t) AS CASE WHEN length(t) >= 16 AND regexp_matches(t, '[+-]\\d\\d:\\d\\d$') THEN "
        "(CASE WHEN substr(t, -6, 1) = '-' THEN -1 ELSE 1 END) * "
        "(CAST(substr(t, -5, 2) AS BIGINT) * 60 + CAST(right(t, 2) AS BIGINT)) * 60000000 "
        "ELSE 0 END"
    ),
    # A time with a zone DuckDB reads by itself, unless it is a leap second, say.
    (
        "taken_of(t) AS CAST(coalesce("
        "CASE WHEN length(t) >= 20 AND (right(t, 1) = 'Z' OR substr(t, -6, 1) IN ('+', '-')) "
        "THEN epoch_us(TRY_CAST(t AS TIMESTAMPTZ)) END, "
        "date_diff('day', DATE '1970-01-01', day_of(t)) * 86400000000 "
        "+ clock_us(t) - zone_us(t)) AS DOUBLE) / 1e6"
    ),
    # A date as it is nearly always written, or none at all; `t` is the text of `x`.
    (
        f"is_moment(x, t) AS x IS NULL OR coalesce(regexp_full_match(t, '{_DATE}') "
        "AND day_of(t) IS NOT NULL, FALSE)"
    ),
    (
        r"who_of(t) AS CASE WHEN regexp_full_match(t, 'Patient/[^/?#]+') THEN substr(t, 9) "
        r"WHEN regexp_full_match(t, 'urn:(uuid|oid):[^:]+') "
        r"THEN regexp_extract(t, '([^:]+)$', 1) "
        r"WHEN regexp_full_match(t, '([^?#]*/)?Patient/[^/?#]+(/_history/[^/?#]+)?') "
        r"THEN regexp_extract(t, '(?:^|/)Patient/([^/]+)(?:/_history/[^/]+)?$', 1) END"
    ),
    # Of the text of `meta.lastUpdated`.
    "version_of(t) AS coalesce(taken_of(t), 0)",
    (
        "number_of(m) AS CASE WHEN "
        "regexp_full_match(text_of(member(m, '$.versionId')), '\\d{1,18}') "
        "THEN CAST(m ->> '$.versionId' AS BIGINT) ELSE 0 END"
    ),
    "part(x) AS coalesce(CAST(x AS VARCHAR), '')",
    # The ends of what a bounded amount can be, as `quantity.Amount` has them.
    (
        "low_of(v, b) AS CASE b WHEN '>' THEN nextafter(v, CAST('Infinity' AS DOUBLE)) "
        "WHEN '<' THEN least(0.0, v) WHEN '<=' THEN least(0.0, v) ELSE v END"
    ),
    (
        "high_of(v, b) AS CASE b WHEN '<' THEN nextafter(v, CAST('-Infinity' AS DOUBLE)) "
        f"WHEN '>' THEN {LARGEST!r} WHEN '>=' THEN {LARGEST!r} ELSE v END"
    ),
)
"""Small functions of the queries, each with what it is."""

_QUANTITY = (
    "CASE WHEN \"valueQuantity\" IS NOT NULL THEN json_object('comparator', "
    "member(\"valueQuantity\", '$.comparator'), 'unit', "
    "member(\"valueQuantity\", '$.unit'), 'system', "
    "member(\"valueQuantity\", '$.system'), 'code', member(\"valueQuantity\", '$.code')) END"
)
_PLAIN_NUMBER = (
    '("valueQuantity" IS NULL OR coalesce(regexp_full_match('
    "CAST(member(\"valueQuantity\", '$.value') AS VARCHAR), "
    "'\\d+(\\.\\d+)?([eE][+-]?\\d+)?'), FALSE))"
)
_VALIDITY = "member(\"dispenseRequest\", '$.validityPeriod')"


def _none_of(*fields: str) -> str:
    return " AND ".join(f'"{field}" IS NULL' for field in fields)


class _Reading:
    """How one type is put back together: its start, its end, and when that is plain."""

    def __init__(self, start: tuple[str, ...], end: tuple[str, ...], plain: str = "TRUE") -> None:
        self.start = start
        self.end = end
        self.plain = plain


_PERIOD_START = "member(\"effectivePeriod\", '$.start')"
_PERIOD_END = "member(\"effectivePeriod\", '$.end')"

_READINGS: dict[str, _Reading] = {
    "Observation": _Reading(
        ('"effectiveDateTime"', '"issued"'),
        (),
        _none_of(
            "effectivePeriod", "effectiveInstant", "effectiveTiming", "component", "hasMember",
            "valueRange", "valueRatio", "valueSampledData", "valueTime", "valueDateTime",
            "valuePeriod",
        ) + f" AND {_PLAIN_NUMBER}",
    ),
    "Condition": _Reading(
        ('"onsetDateTime"', '"recordedDate"'),
        ('"abatementDateTime"',),
        _none_of("onsetAge", "onsetPeriod", "abatementAge", "abatementPeriod", "abatementString"),
    ),
    "Procedure": _Reading(
        ('"performedDateTime"', "member(\"performedPeriod\", '$.start')",
         "member(\"performedPeriod\", '$.end')"),
        (),
    ),
    "MedicationRequest": _Reading(
        (f"member(({_VALIDITY}), '$.start')", '"authoredOn"'),
        (f"member(({_VALIDITY}), '$.end')",),
        "NOT contains(part(\"dosageInstruction\"), 'bounds')",
    ),
    "MedicationStatement": _Reading(
        (_PERIOD_START, '"effectiveDateTime"', '"dateAsserted"'), (_PERIOD_END,)
    ),
    "MedicationAdministration": _Reading(
        (_PERIOD_START, '"effectiveDateTime"'), (_PERIOD_END,)
    ),
}  # fmt: skip


def shaped_sql(kind: str, table: str) -> str:
    """One row for each resource of the table: whose, when, its number, and its shape or `ODD`.

    Columns: seq, patient, id, version, number, value, start_text, end_text, shape. The table holds
    the fields of the type as JSON columns, and `product` where it is about a medicine.
    """
    reading = _READINGS.get(kind)
    if reading is None:
        return (
            f"SELECT rowid AS seq, NULL::VARCHAR AS patient, NULL::VARCHAR AS id, 0.0 AS version, "
            f"0::BIGINT AS number, NULL::DOUBLE AS value, NULL::VARCHAR AS start_text, "
            f"NULL::VARCHAR AS end_text, {ODD} AS shape FROM {table}"
        )
    moments = (*reading.start, *reading.end)
    # Every text is taken once, level by level: a query works out again what it meets again.
    found = ", ".join(f"{moment} AS moment_{n}" for n, moment in enumerate(moments))
    texts = ", ".join(f"text_of(moment_{n}) AS text_{n}" for n in range(len(moments)))
    plain = " AND ".join(
        [
            "patient IS NOT NULL",
            "id IS NOT NULL",
            "contained IS NULL",
            "is_moment(updated, updated_text)",
            *(f"is_moment(moment_{n}, text_{n})" for n in range(len(moments))),
            reading.plain,
        ]
    )
    starts = len(reading.start)
    start = ", ".join(f"text_{n}" for n in range(starts))
    end = ", ".join(f"text_{n}" for n in range(starts, len(moments)))
    value = (
        "CAST(member(\"valueQuantity\", '$.value') AS DOUBLE)" if kind == "Observation" else "NULL"
    )
    parts = ", ".join(_part(field) for field in FIELDS[kind].shape)
    return f"""
        SELECT seq, patient, id, version_of(updated_text) AS version, number_of(meta) AS number,
            CASE WHEN plain THEN {value} END AS value,
            CASE WHEN plain THEN coalesce({start}) END AS start_text,
            CASE WHEN plain THEN {f"coalesce({end})" if end else "NULL"} END AS end_text,
            CASE WHEN plain THEN shape_of('{kind}', concat_ws(chr(31), {parts})) ELSE {ODD} END
                AS shape
        FROM (SELECT *, {plain} AS plain FROM (
            SELECT * EXCLUDE (id), text_of(id) AS id, who_of(text_of(reference)) AS patient,
                text_of(updated) AS updated_text, {texts}
            FROM (SELECT *, rowid AS seq, member(subject, '$.reference') AS reference,
                member(meta, '$.lastUpdated') AS updated, {found} FROM {table})))"""


def _part(field: str) -> str:
    return f"part({_QUANTITY})" if field == "quantity" else f'part("{field}")'


ROWS = {
    "results": """
        SELECT s.patient, t.concept, {kind} || '/' || s.id AS resource, day_of(s.start_text) AS day,
            taken_of(s.start_text) AS taken,
            s.start_text IS NULL OR length(s.start_text) >= 10 AS day_known,
            coalesce(length(s.start_text) > 10, FALSE) AS time_known,
            CASE WHEN t.unit <> '' THEN coalesce(t.value, s.value) END AS value,
            nullif(t.unit, '') AS unit, CASE WHEN t.unit <> '' THEN t.bound END AS bound,
            CASE WHEN t.unit <> '' THEN low_of(coalesce(t.value, s.value), t.bound) END AS low,
            CASE WHEN t.unit <> '' THEN high_of(coalesce(t.value, s.value), t.bound) END AS high,
            t.positive, t.unreadable, t.range_low, t.range_high, s.version, s.number, s.seq
        FROM shaped s JOIN shape_results t ON t.shape = s.shape
        WHERE coalesce(day_of(s.start_text) <= {as_of}, TRUE)""",
    "entries": """
        SELECT s.patient, t.concept, t.kind, {kind} || '/' || s.id AS resource,
            day_of(s.start_text) AS start_day,
            CASE WHEN day_of(s.end_text) <= {as_of} THEN day_of(s.end_text) END AS end_day,
            CASE WHEN s.end_text IS NOT NULL THEN day_of(s.end_text) > {as_of} ELSE t.active END
                AND NOT (t.concept = 'pregnancy' AND {pregnancies}
                    AND coalesce(day_of(s.start_text) < {as_of} - INTERVAL 294 DAY, FALSE))
                AS active,
            t.present, t.by_text, t.side, t.limbs, s.version, s.number, s.seq
        FROM shaped s JOIN shape_entries t ON t.shape = s.shape
        WHERE coalesce(day_of(s.start_text) <= {as_of}, TRUE)""",
    "medicines": """
        SELECT s.patient, t.concept, t.kind, {kind} || '/' || s.id AS resource,
            day_of(s.start_text) AS start_day,
            CASE WHEN day_of(s.end_text) <= {as_of} THEN day_of(s.end_text) END AS end_day,
            CASE WHEN s.end_text IS NULL THEN t.going_on ELSE day_of(s.end_text) > {as_of} END
                AS going_on,
            t.route, t.by_text, t.dose_mg_day, s.version, s.number, s.seq
        FROM shaped s JOIN shape_medicines t ON t.shape = s.shape
        WHERE coalesce(day_of(s.start_text) <= {as_of}, TRUE)""",
}
"""The rows that shapes and the rest give together, table by table."""

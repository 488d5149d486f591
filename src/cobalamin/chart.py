"""What is known of one patient up to a day: immutable entries, each with its day and its place."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cobalamin.quantity import Amount
from cobalamin.value import Value


class Problem(Value):
    """Something in the record that could not be read, and what that may hide."""

    resource: str  # "Observation/b12", or "bundle.json line 3" where no resource is named
    says: str


class LabResult(Value):
    """One laboratory result that means something here.

    `concept` is a name from the value sets ("total_b12"). Exactly one of these is so: `amount`
    holds the number; `positive` holds a yes/no result; both are None and `unreadable` says why.
    `taken` is the UTC instant of the sample in seconds, None where no date is recorded; a partial
    date stands for its first moment. `day` is the calendar day in the record's own zone.
    """

    concept: str
    resource: str
    day: date | None = None
    taken: float | None = None
    day_known: bool = True  # False when the record gives only a month or a year
    time_known: bool = False  # True when the record gives a time of day
    amount: Amount | None = None
    positive: bool | None = None
    unreadable: str | None = None
    range_low: float | None = None  # the laboratory's own reference range, in amount.unit
    range_high: float | None = None


EntryKind = Literal["condition", "symptom", "procedure", "allergy", "family", "status"]
BodySide = Literal["", "left", "right", "both"]
Limbs = Literal["", "upper", "lower", "both"]


class Entry(Value):
    """One coded or worded statement: a diagnosis, symptom, procedure, allergy or family history.

    `active` is False for what is resolved, inactive or in remission. `present` is False only for
    what the record states to be absent (a symptom asked for and denied). `start` and `end` are
    None where not recorded. `side` and `limbs` say where it is, "" where the record does not.
    """

    concept: str
    kind: EntryKind
    resource: str
    start: date | None = None
    end: date | None = None
    active: bool = True
    present: bool = True
    by_text: bool = False  # matched by its words, not by a code
    side: BodySide = ""
    limbs: Limbs = ""


MedicineKind = Literal["given", "ordered", "stated"]


class Medicine(Value):
    """One medicine taken, ordered or given: MedicationStatement, -Request or -Administration.

    `route` is "injection", "oral", "nasal", "inhaled", "other" or "" when not recorded.
    `current` says that the record shows it as still going on.
    """

    concept: str
    kind: MedicineKind
    resource: str
    start: date | None = None
    end: date | None = None
    current: bool = False
    route: str = ""
    by_text: bool = False
    dose_mg_day: float | None = None  # daily dose where the record states it


class Chart(Value):
    """Everything known of one patient up to `as_of`; nothing dated after it is here."""

    patient_id: str
    as_of: date
    birth_date: date | None = None
    birth_year_only: bool = False
    sex: str = "unknown"  # male, female, other, unknown
    black_ethnicity: bool | None = None
    results: tuple[LabResult, ...] = ()
    entries: tuple[Entry, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    problems: tuple[Problem, ...] = ()
    not_relevant: int = 0  # resources read and found to say nothing that is asked here
    relevant: int = 0  # resources that gave at least one entry above

"""What does one record say about each declared fact? The reading of every kind over a chart."""

from __future__ import annotations

from datetime import date

from cobalamin.chart import Chart, Entry, EntryKind, LabResult, Medicine
from cobalamin.guideline.exposure import exposed
from cobalamin.guideline.findings import (
    arms_early,
    daily_dose,
    days_since_begun,
    ever_beyond,
    latest_measurement,
    on_sides,
    outside_own_limit,
)
from cobalamin.guideline.kinds import (
    COBALAMINS,
    AgeYears,
    Answered,
    ArmsEarly,
    BegunOnTreatment,
    BlackEthnicity,
    CountAbove,
    DailyDose,
    DaysOn,
    DaysOnCourse,
    DaysSinceBegun,
    DaysSinceResult,
    DaysSinceReview,
    EverBeyond,
    Exposure,
    Finding,
    HasResult,
    Kind,
    LatestMeasurement,
    LatestResult,
    NewestResult,
    OnSides,
    OutsideOwnLimit,
    Positive,
    Recorded,
    ResultOnTreatment,
    Reviewed,
    SampleTreated,
    SexIs,
    Taking,
    Told,
    ToldTaking,
    Unreadable,
    Untold,
)
from cobalamin.guideline.latest import when
from cobalamin.guideline.telling import (
    days_on_course,
    last_review,
    newest,
    recent,
    stated,
    taken,
)
from cobalamin.quantity import Amount
from cobalamin.rules.expression import CutPoint
from cobalamin.value import Value

WASHOUT_DAYS = 365
"""How long after a dose a sample still counts as treated.

Chosen by us: loading fills stores that last a year or more, and a washed-out patient whose samples
could never classify again would be lost.
"""


class Known(Value):
    """The value of one fact, the resources it was read from, and the day of the latest of them."""

    value: Amount | bool | None
    resources: tuple[str, ...] = ()
    day: date | None = None


NOTHING = Known(None)


class View:
    """One chart, sorted by concept once, with the choices that several facts share."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.as_of = chart.as_of
        self.results: dict[str, list[LabResult]] = {}
        self.entries: dict[str, list[Entry]] = {}
        self.medicines: dict[str, list[Medicine]] = {}
        for result in chart.results:
            self.results.setdefault(result.concept, []).append(result)
        for entry in chart.entries:
            self.entries.setdefault(entry.concept, []).append(entry)
        for medicine in chart.medicines:
            self.medicines.setdefault(medicine.concept, []).append(medicine)
        self.cobalamin = self.medicines_of(COBALAMINS)
        self._chosen: dict[tuple[str, tuple[str, ...], int], LabResult | None] = {}

    def medicines_of(self, concepts: tuple[str, ...]) -> list[Medicine]:
        """Every medicine of these concepts, in the order of the concepts."""
        return [medicine for concept in concepts for medicine in self.medicines.get(concept, ())]

    def entries_of(self, concepts: tuple[str, ...]) -> list[Entry]:
        """Every entry of these concepts, in the order of the concepts."""
        return [entry for concept in concepts for entry in self.entries.get(concept, ())]

    def results_of(self, concepts: tuple[str, ...]) -> list[LabResult]:
        """Every result of these concepts, in the order of the concepts."""
        return [result for concept in concepts for result in self.results.get(concept, ())]

    def treated(self, result: LabResult) -> bool | None:
        """Was the sample taken after cobalamin was given? None when the dates cannot tell.

        A sample of the day of the first dose counts as taken before it, as clinics do.
        """
        unsure = False
        for medicine in self.cobalamin:
            if medicine.start is None or result.day is None or not result.day_known:
                unsure = True
            elif medicine.start < result.day:
                end = self.as_of if medicine.current else (medicine.end or medicine.start)
                if (result.day - end).days <= WASHOUT_DAYS:
                    return True
        return None if unsure else False

    def chosen(self, kind: LatestResult) -> LabResult | None:
        """The result that speaks for this declaration."""
        key = kind.concept, kind.near, kind.within_days  # hashed sooner than the declaration
        if key not in self._chosen:
            readable = [r for r in self.results.get(kind.concept, ()) if r.amount is not None]
            self._chosen[key] = (
                self._nearest(kind, readable) if kind.near else self._latest(readable)
            )
        return self._chosen[key]

    def _latest(self, readable: list[LabResult]) -> LabResult | None:
        if not readable:
            return None
        untreated = [r for r in readable if self.treated(r) is False]
        return max(untreated or readable, key=when)

    def _nearest(self, kind: LatestResult, readable: list[LabResult]) -> LabResult | None:
        for concept in kind.near:
            anchor = self.chosen(LatestResult(concept))
            if anchor is not None:
                break
        else:
            return max(readable, key=when, default=None)
        near = [r for r in readable if _days_apart(r, anchor) <= kind.within_days]
        latest_first = sorted(near, key=when, reverse=True)
        return min(latest_first, key=lambda r: _days_apart(r, anchor), default=None)


def _days_apart(one: LabResult, other: LabResult) -> int:
    """Days between two samples; 0 where a day is missing: nothing says that they are apart."""
    if one.day is None or other.day is None:
        return 0
    return abs((one.day - other.day).days)


def read(kind: Kind, view: View) -> Known:
    """Read one fact from one chart."""
    match kind:
        case LatestResult():
            result = view.chosen(kind)
            return NOTHING if result is None else Known(result.amount, *_place(result))
        case HasResult(of):
            found = read(of, view)
            return Known(found.value is not None, found.resources, found.day)
        case Unreadable(concept):
            return _unreadable(concept, view)
        case SampleTreated(of):
            return _sample_treated(of, view)
        case ResultOnTreatment(concept, after_days):
            return _on_treatment(concept, after_days, view)
        case DaysSinceResult(of):
            return _days_since(of, view)
        case CountAbove(concept, cut):
            return _count_above(concept, cut, view)
        case EverBeyond():
            return Known(*ever_beyond(kind, view.results.get(kind.concept, ())))
        case Positive(concept):
            return _positive(concept, view)
        case Answered(concept):
            told = [r for r in view.results.get(concept, ()) if r.positive is not None]
            return Known(bool(told), tuple(r.resource for r in told))
        case Recorded(concepts, active, kinds):
            return _recorded(concepts, active, kinds, view)
        case Taking():
            return _taking(kind, view)
        case DaysOn(concepts):
            return _days_on(concepts, view)
        case AgeYears():
            return _age(view)
        case SexIs(sex):
            return _sex(sex, view)
        case BlackEthnicity():
            return Known(view.chart.black_ethnicity, (_patient(view),))
        case BegunOnTreatment(concepts, after_days):
            return _begun_on_treatment(concepts, after_days, view)
        case NewestResult(concept, within_days):
            return Known(*newest(view.results.get(concept, ()), view.as_of, within_days))
        case Told():
            return _told(kind, view)
        case ToldTaking(concepts, denied_by, lasts_days):
            denials = [*view.medicines_of(denied_by), *view.entries_of(denied_by)]
            return Known(*taken(view.medicines_of(concepts), denials, view.as_of, lasts_days))
        case Untold(of):
            told = read(of, view)
            return Known(told.value is None, told.resources, told.day)
        case DaysOnCourse():
            return Known(*days_on_course(view.cobalamin, view.as_of))
        case Reviewed():
            found = _last_review(kind, view)
            return Known(False) if found is None else Known(True, (found[0],), found[1])
        case DaysSinceReview(of):
            return _days_since_review(of, view)
        case _:
            return _found(kind, view)


def _found(kind: Finding | Exposure, view: View) -> Known:
    """Read what several signs, measurements or doses of one chart add up to."""
    match kind:
        case LatestMeasurement(concept, unless_own):
            return Known(*latest_measurement(view.results.get(concept, ()), unless_own))
        case OutsideOwnLimit(concepts, limit):
            return Known(*outside_own_limit(view.results_of(concepts), limit))
        case OnSides(concepts, both):
            return Known(*on_sides(view.entries_of(concepts), both=both))
        case ArmsEarly(concepts):
            return Known(*arms_early(view.entries_of(concepts)))
        case DaysSinceBegun(concepts):
            return Known(*days_since_begun(view.entries_of(concepts), view.as_of))
        case DailyDose(concepts):
            return Known(*daily_dose(view.medicines_of(concepts)))
        case _:
            return Known(*exposed(kind, view.chart))


def _place(result: LabResult) -> tuple[tuple[str, ...], date | None]:
    return (result.resource,), result.day


def _patient(view: View) -> str:
    return f"Patient/{view.chart.patient_id}"


def _unreadable(concept: str, view: View) -> Known:
    results = view.results.get(concept, [])
    dark = [r for r in results if r.amount is None and r.positive is None]
    if not dark or len(dark) < len(results):
        return Known(False)
    return Known(True, tuple(r.resource for r in dark))


def _sample_treated(of: LatestResult, view: View) -> Known:
    result = view.chosen(of)
    if result is None:
        return Known(False)
    doses = tuple(dict.fromkeys(m.resource for m in view.cobalamin))
    return Known(view.treated(result), (result.resource, *doses[:3]), result.day)


def _on_treatment(concept: str, after_days: int, view: View) -> Known:
    starts = [m.start for m in view.cobalamin if m.start is not None]
    if not starts:
        return NOTHING
    first = min(starts)
    late = [
        r
        for r in view.results.get(concept, ())
        if r.amount is not None
        and r.day is not None
        and (r.day - first).days >= after_days
        and view.treated(r)
    ]
    if not late:
        return NOTHING
    result = max(late, key=when)
    return Known(result.amount, *_place(result))


def _days_since(of: LatestResult, view: View) -> Known:
    result = view.chosen(of)
    if result is None or result.day is None:
        return NOTHING
    days = float(max(0, (view.as_of - result.day).days))
    return Known(Amount(days, "days"), *_place(result))


def _count_above(concept: str, cut: CutPoint, view: View) -> Known:
    above = [
        r
        for r in view.results.get(concept, ())
        if r.amount is not None and r.amount.low > cut.value_in(r.amount.unit)
    ]
    return Known(Amount(float(len(above)), "results"), tuple(r.resource for r in above))


def _positive(concept: str, view: View) -> Known:
    told = [r for r in view.results.get(concept, ()) if r.positive is not None]
    if not told:
        return Known(False)
    latest = max(told, key=when)
    return Known(latest.positive, *_place(latest))


def _recorded(
    concepts: tuple[str, ...], active: bool, kinds: tuple[EntryKind, ...], view: View
) -> Known:
    found = [
        entry
        for entry in view.entries_of(concepts)
        if entry.present and (entry.active or not active) and (not kinds or entry.kind in kinds)
    ]
    if not found:
        return Known(False)
    latest = max((e.start for e in found if e.start is not None), default=None)
    return Known(True, tuple(dict.fromkeys(e.resource for e in found)), latest)


def _told(kind: Told, view: View) -> Known:
    entries = view.entries_of(kind.concepts)
    if kind.lasts_days:
        entries = recent(entries, view.as_of, kind.lasts_days)
    return Known(*stated(entries, view.entries_of(kind.denied_by), view.entries_of(kind.unclear)))


def _last_review(kind: Reviewed, view: View) -> tuple[str, date] | None:
    results = [r for concept in kind.results for r in view.results.get(concept, ())]
    return last_review(view.cobalamin, results, view.entries_of(kind.findings), kind.after_days)


def _days_since_review(of: Reviewed, view: View) -> Known:
    found = _last_review(of, view)
    if found is None:
        return NOTHING
    return Known(Amount(float((view.as_of - found[1]).days), "days"), (found[0],))


def _begun_on_treatment(concepts: tuple[str, ...], after_days: int, view: View) -> Known:
    starts = [m.start for m in view.cobalamin if m.start is not None]
    if not starts:
        return Known(False)
    first = min(starts)
    new = [
        e
        for e in view.entries_of(concepts)
        if e.present and e.active and e.start is not None and (e.start - first).days >= after_days
    ]
    return Known(bool(new), tuple(dict.fromkeys(e.resource for e in new)))


def _taking(kind: Taking, view: View) -> Known:
    taken: list[Medicine] = []
    for medicine in view.medicines_of(kind.concepts):
        if kind.routes and medicine.route not in kind.routes:
            continue
        last = medicine.end or medicine.start
        if medicine.current or (last is not None and (view.as_of - last).days <= kind.within_days):
            taken.append(medicine)
    if not taken:
        return Known(False)
    return Known(True, tuple(dict.fromkeys(m.resource for m in taken)))


def _days_on(concepts: tuple[str, ...], view: View) -> Known:
    taken = [m for m in view.medicines_of(concepts) if m.current]
    if not taken:
        return NOTHING
    resources = tuple(dict.fromkeys(m.resource for m in taken))
    starts = [m.start for m in taken if m.start is not None]
    if not starts:
        return Known(None, resources)
    return Known(Amount(float((view.as_of - min(starts)).days), "days"), resources)


def _age(view: View) -> Known:
    birth = view.chart.birth_date
    if birth is None:
        return NOTHING
    # A birth year alone leaves the age open by one year; the year's first day is its older end.
    before_birthday = (view.as_of.month, view.as_of.day) < (birth.month, birth.day)
    years = view.as_of.year - birth.year - before_birthday
    return Known(Amount(float(years), "years"), (_patient(view),))


def _sex(sex: str, view: View) -> Known:
    recorded = view.chart.sex
    if recorded not in ("male", "female"):
        return NOTHING
    return Known(recorded == sex, (_patient(view),))

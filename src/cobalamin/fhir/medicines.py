"""What does the patient take: medicines ordered, stated or given, with route, dates and dose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import cast

from cobalamin.chart import Medicine, MedicineKind
from cobalamin.day import Moment
from cobalamin.fhir.coded import Meaning, code_values, meanings, words_of
from cobalamin.fhir.dates import moment
from cobalamin.fhir.entries import say_weak_matches
from cobalamin.fhir.fault import quoted
from cobalamin.fhir.found import NOTHING, Found, Setting
from cobalamin.fhir.part import Json, Part
from cobalamin.fhir.person import plain_address
from cobalamin.fhir.source import Resource
from cobalamin.guideline.words import tokens
from cobalamin.value import Value, replace


class _Course(Value):
    """When a medicine was or is taken, and on what ground."""

    kind: MedicineKind
    start: Moment | None
    end: Moment | None = None
    going_on: bool = False  # the record shows it as going on, unless it has ended
    doses: str = "dosage"  # the field that holds the dosage
    known: bool = True  # False when the status does not say whether it was taken


def read_request(resource: Resource, setting: Setting) -> Found:
    """A MedicationRequest: an order, or with `reported` a statement of what is taken.

    Drafts, proposals, plans and what must not be given are not taken.
    """
    return _read(resource, setting, _ordered)


def read_statement(resource: Resource, setting: Setting) -> Found:
    """A MedicationStatement: what is or was taken."""
    return _read(resource, setting, _stated)


def read_administration(resource: Resource, setting: Setting) -> Found:
    """A MedicationAdministration: one dose given; one that was not done gives nothing."""
    return _read(resource, setting, _given)


def read_dispense(resource: Resource, setting: Setting) -> Found:
    """A MedicationDispense: handed over, and going on while the supply lasts."""
    return _read(resource, setting, _dispensed)


def _ordered(whole: Part) -> _Course | None:
    reported = whole.flag("reportedBoolean") is True or whole.has("reportedReference")
    if whole.text("intent") in ("proposal", "plan", "option") and not reported:
        return None
    status = whole.text("status")
    if status in ("draft", "cancelled", "entered-in-error") or whole.flag("doNotPerform"):
        return None
    start, end = _bounds(whole)
    return _Course(
        "stated" if reported else "ordered",
        start or moment(whole, "authoredOn"),
        end,
        going_on=status == "active",
        doses="dosageInstruction",
        known=status in ("active", "on-hold", "completed", "stopped"),
    )


def _stated(whole: Part) -> _Course | None:
    status = whole.text("status")
    if status in ("entered-in-error", "not-taken", "intended"):
        return None
    start, end = _period(whole, "effective")
    return _Course(
        "stated",
        start or moment(whole, "effectiveDateTime") or moment(whole, "dateAsserted"),
        end,
        going_on=status == "active",
        known=status in ("active", "completed", "stopped", "on-hold"),
    )


def _given(whole: Part) -> _Course | None:
    status = whole.text("status")
    if status in ("entered-in-error", "not-done"):
        return None
    start, end = _period(whole, "effective")
    return _Course(
        "given",
        start or moment(whole, "effectiveDateTime"),
        end,
        going_on=status == "in-progress",
        known=status in ("completed", "in-progress"),
    )


def _dispensed(whole: Part) -> _Course | None:
    status = whole.text("status")
    if status in ("entered-in-error", "cancelled", "declined", "preparation"):
        return None
    start = moment(whole, "whenHandedOver") or moment(whole, "whenPrepared")
    supply = whole.part("daysSupply")
    days = supply.number("value") if supply else None
    end = None
    if start and days is not None and 0 <= days < _LONGEST_SUPPLY_DAYS:
        last = min(start.day.toordinal() + int(days), date.max.toordinal())
        end = replace(start, day=date.fromordinal(last), precision="day")
    known = status in ("completed", "in-progress")
    return _Course("ordered", start, end, doses="dosageInstruction", known=known)


_LONGEST_SUPPLY_DAYS = 1000  # more than this is a slip of the pen; chosen by us


def _read(
    resource: Resource, setting: Setting, course_of: Callable[[Part], _Course | None]
) -> Found:
    """The medicines that the resource names, on the course that it records."""
    whole = resource.reader()
    product = product_of(resource, whole, setting)
    found = meanings(product, ("medicine",))
    if not found:
        return Found(problems=tuple(whole.problems))
    course = course_of(whole)
    if course is None or setting.later(course.start):
        return NOTHING
    if not course.known:
        whole.problem("its status does not say whether it was taken, so it is not used", "status")
        return Found(problems=tuple(whole.problems))
    say_weak_matches(whole, found)
    doses = _doses(whole, course.doses)
    dose = _mg_a_day(doses) if len(found) == 1 else None
    route = _route(doses, product)
    medicines = (_medicine(m, whole, course, setting) for m in found)
    ours = (replace(_antidote(m, doses), dose_mg_day=dose, route=route) for m in medicines)
    return Found((), (), tuple(ours), tuple(whole.problems))


def _medicine(meaning: Meaning, whole: Part, course: _Course, setting: Setting) -> Medicine:
    """An end after the day of assessment is not known yet: until then the course goes on."""
    ended = course.end is not None and course.end.day <= setting.as_of
    to_come = course.end is not None and not ended
    return Medicine(
        meaning.concept,
        course.kind,
        whole.resource,
        start=course.start.day if course.start else None,
        end=course.end.day if course.end and ended else None,
        current=(course.going_on or to_come) and not ended,
        by_text=meaning.by_text,
    )


def product_of(resource: Resource, whole: Part, setting: Setting) -> Part | None:
    """The CodeableConcept of the product: here, contained, or in a Medication of the record."""
    if whole.has("medicationCodeableConcept"):
        return whole.part("medicationCodeableConcept")
    reference = whole.part("medicationReference")
    if reference is None:
        whole.problem("no medicine is named, so nothing can be read", "medication")
        return None
    body = pointed(resource, reference.text("reference"), setting)
    if body is not None:
        held = Part(body, whole.resource, "medication", whole.problems)
        return held.part("code") or _ingredient(held)
    if display := reference.text("display"):
        return Part({"text": display}, whole.resource, "medicationReference", whole.problems)
    reference.problem(f"the medicine {quoted(reference.text('reference'))} is not in the record")
    return None


def _ingredient(medication: Part) -> Part | None:
    """All ingredients of a Medication without a code, as one concept."""
    codings: list[Json] = []
    for ingredient in medication.parts("ingredient"):
        item = ingredient.part("itemCodeableConcept")
        codings += [coding.body for coding in item.parts("coding")] if item else []
    return Part({"coding": codings}, medication.resource, medication.place, medication.problems)


def pointed(resource: Resource, reference: str, setting: Setting) -> Json | None:
    """The resource that a reference of this one points to, contained or in the record."""
    if reference.startswith("#"):
        contained = resource.body.get("contained")
        bodies = cast("list[object]", contained) if isinstance(contained, list) else []
        for body in bodies:
            if isinstance(body, dict) and cast(Json, body).get("id") == reference[1:]:
                return cast(Json, body)
        return None
    target = setting.known.get(plain_address(reference))
    return target.body if target else None


def _period(whole: Part, stem: str) -> tuple[Moment | None, Moment | None]:
    period = whole.part(stem + "Period")
    return (moment(period, "start"), moment(period, "end")) if period else (None, None)


def _bounds(whole: Part) -> tuple[Moment | None, Moment | None]:
    """Start and end of an order: the bounds of its timing, or how long it may be dispensed."""
    for dose in whole.parts("dosageInstruction"):
        timing = dose.part("timing")
        repeat = timing.part("repeat") if timing else None
        period = repeat.part("boundsPeriod") if repeat else None
        if period:
            return moment(period, "start"), moment(period, "end")
    dispensed = whole.part("dispenseRequest")
    period = dispensed.part("validityPeriod") if dispensed else None
    return (moment(period, "start"), moment(period, "end")) if period else (None, None)


def _doses(whole: Part, field: str) -> tuple[Part, ...]:
    """A list of dosages, except in an administration, which has one."""
    if isinstance(whole.body.get(field), dict):
        one = whole.part(field)
        return (one,) if one else ()
    return whole.parts(field)


_ROUTES = {
    **dict.fromkeys(("78421000", "34206005", "47625008", "C28161", "C38299", "IM", "SC", "SQ",
                     "IV", "IVP"), "injection"),
    **dict.fromkeys(("26643006", "37839007", "C38288", "PO", "SL"), "oral"),
    **dict.fromkeys(("46713006", "C38284", "NASINHL", "NS"), "nasal"),
    **dict.fromkeys(("447694001", "C38216", "IPINHL", "RESPINHL"), "inhaled"),
}  # fmt: skip
_ROUTE_WORDS = (
    ("injection", ("injection injectable intramuscular subcutaneous intravenous im sc iv ampoule "
                   "ampule vial syringe parenteral injector infusion")),
    ("nasal", "nasal intranasal"),
    ("inhaled", "inhaled inhalation gas inhalational"),
    ("oral", "oral tablet capsule mouth po sublingual lozenge chewable oromucosal tab cap"),
    ("other", "topical cream ointment transdermal patch rectal vaginal ophthalmic otic implant"),
)  # fmt: skip


def _route(doses: tuple[Part, ...], product: Part | None) -> str:
    """The stated route, or else what the words of the product say ("Injectable Solution")."""
    stated = [dose.part("route") for dose in doses if dose.has("route")]
    for code in (code for concept in stated for code in code_values(concept)):
        if code in _ROUTES:
            return _ROUTES[code]
    for concept in stated:
        if words_of(concept):
            return _route_said(words_of(concept)) or "other"
    return _route_said(words_of(product))


def _route_said(said: Iterable[str]) -> str:
    words = frozenset(tokens(" ".join(said)))
    for route, names in _ROUTE_WORDS:
        if not words.isdisjoint(names.split()):
            return route
    return ""


_MG = {"g": 1000.0, "mg": 1.0, "ug": 0.001, "mcg": 0.001, "µg": 0.001}
_A_DAY = {"QD": 1.0, "BID": 2.0, "TID": 3.0, "QID": 4.0, "QOD": 0.5, "AM": 1.0, "PM": 1.0}
_DAYS = {"h": 1 / 24, "d": 1.0, "wk": 7.0}


def _mg_a_day(doses: tuple[Part, ...]) -> float | None:
    """The daily dose where amount and timing are given in numbers; never from prose. [mg]"""
    if len(doses) != 1 or doses[0].flag("asNeededBoolean") is True:
        return None
    amount, timing = _mg(doses[0]), doses[0].part("timing")
    if amount is None or timing is None:
        return None
    repeat = timing.part("repeat")
    times = _times_a_day(repeat) if repeat else None
    if times is None:
        codes = code_values(timing.part("code"))
        times = next((_A_DAY[code] for code in codes if code in _A_DAY), None)
    return amount * times if times is not None else None


def _times_a_day(repeat: Part) -> float | None:
    period = repeat.number("period")
    days = _DAYS.get(repeat.text("periodUnit"))
    if period is None or days is None or period <= 0:
        return None
    frequency = repeat.number("frequency") if repeat.has("frequency") else 1.0
    return frequency / (period * days) if frequency is not None else None


def _mg(dose: Part) -> float | None:
    """The amount of one dose. [mg]"""
    rates = dose.parts("doseAndRate")
    quantity = dose.part("dose") if dose.has("dose") else None
    if quantity is None and len(rates) == 1:
        quantity = rates[0].part("doseQuantity")
    if quantity is None:
        return None
    number, scale = (
        quantity.number("value"),
        _MG.get(quantity.text("code") or quantity.text("unit")),
    )
    return number * scale if number is not None and scale is not None and number >= 0 else None


def _antidote(medicine: Medicine, doses: tuple[Part, ...]) -> Medicine:
    """Hydroxocobalamin by the gram is the cyanide antidote, not this treatment."""
    amounts = [mg for mg in map(_mg, doses) if mg is not None]
    if medicine.concept == "hydroxocobalamin" and any(mg >= 1000 for mg in amounts):
        return replace(medicine, concept="hydroxocobalamin_antidote")
    return medicine

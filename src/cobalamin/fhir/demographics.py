"""What does the Patient resource say: birth date, sex, ethnicity, death?"""

from __future__ import annotations

from datetime import date

from cobalamin.day import parse
from cobalamin.fhir.part import Part
from cobalamin.value import Value

_US_CORE_RACE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-race"
_UK_CORE_ETHNICITY = "Extension-UKCore-EthnicCategory"
_BLACK_US = "2054-5"  # CDC race: Black or African American
_BLACK_UK = frozenset("MNP")  # NHS ethnic category: Caribbean, African, any other Black background
_OTHER_UK = frozenset("ABCFGHJKLRS")  # neither Black, mixed with it (D, E), nor not stated (Z)
_UNSAID = frozenset({"UNK", "ASKU", "NASK", "OTH"})


class Demographics(Value):
    """Birth date, sex and Black ethnicity as the record states them; None where it does not."""

    birth_date: date | None = None
    birth_year_only: bool = False
    sex: str = "unknown"
    black_ethnicity: bool | None = None


def demographics(patient: Part, as_of: date) -> Demographics:
    """What is stated of the patient; a recorded death before `as_of` becomes a problem."""
    birth, year_only = _birth(patient, as_of)
    sex = patient.text("gender")
    if sex not in ("", "male", "female", "other", "unknown"):
        patient.problem("not one of male, female, other, unknown; read as unknown", "gender")
        sex = "unknown"
    _death(patient, as_of)
    return Demographics(birth, year_only, sex or "unknown", black_ethnicity(patient))


def _birth(patient: Part, as_of: date) -> tuple[date | None, bool]:
    written = patient.text("birthDate")
    if not written:
        patient.problem("no birth date, so the age is unknown", "birthDate")
        return None, False
    born = parse(written)
    if born is None or born.precision == "time":
        patient.problem("not a date, so the age is unknown", "birthDate")
        return None, False
    if born.day > as_of:
        patient.problem(f"after {as_of}, so the age is unknown", "birthDate")
        return None, False
    return born.day, born.precision == "year"


def _death(patient: Part, as_of: date) -> None:
    if is_dead(patient, as_of):
        dated = patient.has("deceasedDateTime")
        field = "deceasedDateTime" if dated else "deceasedBoolean"
        patient.problem("the patient is recorded as dead", field)


def is_dead(patient: Part, as_of: date) -> bool:
    """Recorded as dead by that day; a date of death that is none counts as one."""
    if patient.has("deceasedDateTime"):
        died = parse(patient.text("deceasedDateTime"))
        return died is None or died.day <= as_of
    return patient.flag("deceasedBoolean") is True


def black_ethnicity(patient: Part) -> bool | None:
    """Whether any stated race or ethnic category is Black; None when none is stated."""
    stated: list[bool] = []
    for extension in patient.parts("extension"):
        url = extension.text("url")
        if url == _US_CORE_RACE:
            stated += _us_race(extension)
        elif url.endswith(_UK_CORE_ETHNICITY) and (value := extension.part("valueCodeableConcept")):
            codes = {coding.text("code") for coding in value.parts("coding")}
            if codes & _BLACK_UK:
                stated.append(True)
            elif codes & _OTHER_UK:
                stated.append(False)
    return any(stated) if stated else None


def ethnicity_in_words(patient: Part) -> str | None:
    """The race or ethnic category as the record words it; None when it states none."""
    for extension in patient.parts("extension"):
        url = extension.text("url")
        if url == _US_CORE_RACE:
            said = [
                part.text("valueString") or category.text("display")
                for part in extension.parts("extension")
                for category in (part.part("valueCoding") or part,)
            ]
            words = [text for text in said if text]
        elif url.endswith(_UK_CORE_ETHNICITY) and (value := extension.part("valueCodeableConcept")):
            words = [value.text("text"), *(c.text("display") for c in value.parts("coding"))]
        else:
            continue
        if any(words):
            return next(text for text in words if text)
    return None


def _us_race(extension: Part) -> list[bool]:
    stated: list[bool] = []
    for category in extension.parts("extension"):
        coding = category.part("valueCoding") if category.has("valueCoding") else None
        if coding is not None and coding.text("code") not in _UNSAID:
            words = coding.text("display").lower()
            black = "black" in words or "african american" in words
            stated.append(coding.text("code") == _BLACK_US or black)
    return stated

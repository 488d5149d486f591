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
    return Demographics(birth, year_only, sex or "unknown", _black(patient))


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
    if patient.has("deceasedDateTime"):
        died = parse(patient.text("deceasedDateTime"))
        if died is None or died.day <= as_of:
            patient.problem("the patient is recorded as dead", "deceasedDateTime")
    elif patient.flag("deceasedBoolean"):
        patient.problem("the patient is recorded as dead", "deceasedBoolean")


def _black(patient: Part) -> bool | None:
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


def _us_race(extension: Part) -> list[bool]:
    stated: list[bool] = []
    for category in extension.parts("extension"):
        coding = category.part("valueCoding") if category.has("valueCoding") else None
        if coding is not None and coding.text("code") not in _UNSAID:
            words = coding.text("display").lower()
            black = "black" in words or "african american" in words
            stated.append(coding.text("code") == _BLACK_US or black)
    return stated

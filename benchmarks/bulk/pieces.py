"""From which small pieces is the story of a planted patient put together?

A piece is a function of the patient that gives a resource, or several lines. All days count back
from the day of assessment: `days=60` is 60 days before it, `days=-3` three days after.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.bulk.person import Json, Person
from benchmarks.bulk.resources import (
    ATC,
    HL7,
    ICD10,
    LOINC,
    RXNORM,
    SNOMED,
    Frame,
    administration,
    concept,
    condition,
    dispense,
    family_history,
    immunization,
    impression,
    observation,
    procedure,
    quantity,
    report,
    request,
    statement,
)
from cobalamin.value import Value


class Raw(Value):
    """A line that no builder could make, and the type of the file that it stands in."""

    kind: str
    text: str


Piece = Callable[[Person], Json | list[Json | Raw]]

TESTS = {
    "b12": ("2132-9", "Cobalamin (Vitamin B12) [Mass/volume] in Serum or Plasma", "pg/mL"),
    "b12-moles": ("14685-2", "Cobalamin (Vitamin B12) [Moles/volume] in Serum", "pmol/L"),
    "active": ("72160-5", "Holo-transcobalamin II [Moles/volume] in Serum", "pmol/L"),
    "mma": ("13964-2", "Methylmalonate [Moles/volume] in Serum or Plasma", "nmol/L"),
    "hcy": ("13965-9", "Homocysteine [Moles/volume] in Serum or Plasma", "umol/L"),
    "egfr": ("98979-8", "GFR/1.73 sq M predicted by CKD-EPI 2021", "mL/min/{1.73_m2}"),
    "folate": ("2284-8", "Folate [Mass/volume] in Serum or Plasma", "ng/mL"),
    "hb": ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL"),
    "mcv": ("787-2", "MCV [Entitic volume] by Automated count", "fL"),
    "platelets": ("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL"),
    "potassium": ("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L"),
    "creatinine": ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL"),
    "glucose": ("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL"),
    "hba1c": ("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%"),
    "tsh": ("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "m[IU]/L"),
    "ferritin": ("2276-4", "Ferritin [Mass/volume] in Serum or Plasma", "ng/mL"),
    "antibody": ("31444-3", "Intrinsic factor blocking Ab [Presence] in Serum", ""),
}


def frame(person: Person, days: float) -> Frame:
    """Where and when one more resource of this patient stands."""
    chance, day = person.chance, person.day(days)
    return Frame(
        person.new_id(),
        "1",
        f"{person.day(max(days, 0))}T18:00:00.250+00:00",
        f"Patient/{person.id}",
        person.new_id(),
        f"staff-{chance.randrange(20)}",
        day,
        f"{day}T{chance.randrange(7, 18):02d}:{chance.randrange(60):02d}:00+00:00",
        str(chance.randrange(10**9)),
    )


def lab_code(test: str) -> Json:
    """The code of a test."""
    code, display, _ = TESTS[test]
    return concept(LOINC, code, display)


def lab(test: str, value: float, days: float, **more: object) -> Piece:
    """A final result in the usual unit of the test; `more` replaces any element."""
    return other_lab(test, days, valueQuantity=quantity(value, TESTS[test][2]), **more)


def other_lab(test: str, days: float, **more: object) -> Piece:
    """A result whose value[x], or its lack, stands in `more`."""
    return lambda person: observation(frame(person, days), lab_code(test), more)


def bounded(test: str, comparator: str, value: float, days: float) -> Piece:
    """A result that is only known to lie below or above."""
    amount = quantity(value, TESTS[test][2]) | {"comparator": comparator}
    return other_lab(test, days, valueQuantity=amount)


def panel(test: str, value: float, days: float) -> Piece:
    """A result as a component of a panel."""
    part = {"code": lab_code(test), "valueQuantity": quantity(value, TESTS[test][2])}
    code = concept(LOINC, "55231-5", "Electrolytes panel - Blood", "Vitamin panel")
    return lambda person: observation(frame(person, days), code, {"component": [part]})


def reported(test: str, value: float, days: float) -> Piece:
    """A result contained in a DiagnosticReport."""

    def made(person: Person) -> Json:
        f = frame(person, days)
        inner = {
            "resourceType": "Observation",
            "id": "o1",
            "status": "final",
            "code": lab_code(test),
            "subject": {"reference": f.patient},
            "valueQuantity": quantity(value, TESTS[test][2]),
        }
        code = concept(LOINC, "11502-2", "Laboratory report")
        return report(f, code, {"contained": [inner], "result": [{"reference": "#o1"}]})

    return made


def stated(code: Json, value: Json, days: float) -> Piece:
    """An Observation about a symptom or finding."""
    return lambda person: observation(frame(person, days), code, value, "exam")


def diagnosis(code: Json, days: float, status: str = "active", **more: object) -> Piece:
    """A Condition that began so long ago; `more` replaces any element."""
    return lambda person: condition(frame(person, days), code, status, more)


def doubted(code: Json, days: float, verification: str) -> Piece:
    """A Condition that is refuted, entered in error or not confirmed."""
    kind = HL7 + "condition-ver-status"
    return diagnosis(code, days, verificationStatus=concept(kind, verification, verification))


def ended(code: Json, days: float, end: float, status: str = "resolved") -> Piece:
    """A Condition with the day on which it abated."""
    return lambda person: condition(
        frame(person, days), code, status, {"abatementDateTime": person.day(end)}
    )


def operation(code: Json, days: float, **more: object) -> Piece:
    """A Procedure that was done so long ago."""
    return lambda person: procedure(frame(person, days), code, more)


def relative_has(code: Json, days: float) -> Piece:
    """What the patient's mother has."""
    mother = concept(HL7 + "v3-RoleCode", "MTH", "mother")
    return lambda person: family_history(frame(person, days), code, mother)


def found(finding: Json, days: float) -> Piece:
    """A finding of a clinical impression."""
    return lambda person: impression(frame(person, days), finding)


def vaccinated(code: Json, days: float) -> Piece:
    """What stands in an Immunization."""
    return lambda person: immunization(frame(person, days), code)


def coded(product: Json) -> Json:
    """The medication[x] of a product that is coded in place."""
    return {"medicationCodeableConcept": product}


def contained(product: Json) -> Json:
    """The medication[x] of a product in a contained Medication."""
    held = {"resourceType": "Medication", "id": "m1", "code": product}
    return {"contained": [held], "medicationReference": {"reference": "#m1"}}


def shelved(name: str) -> Json:
    """The medication[x] of a product in the Medication file (see `shared.MEDICATIONS`)."""
    return {"medicationReference": {"reference": f"Medication/{name}"}}


INTO_MUSCLE = concept(SNOMED, "78421000", "Intramuscular route")
BY_MOUTH = concept(SNOMED, "26643006", "Oral route")

METFORMIN = concept(RXNORM, "861007", "metformin hydrochloride 500 MG Oral Tablet")
METFORMIN_ATC = concept(ATC, "A10BA02", "metformin")
METFORMIN_SITAGLIPTIN = concept(ATC, "A10BD07", "metformin and sitagliptin")
METFORMIN_IN_WORDS: Json = {"text": "Metformin 500 mg tablets"}
B12_TABLET = concept(RXNORM, "309593", "vitamin B12 1 MG Oral Tablet")
B12_AMPOULE = concept(RXNORM, "309594", "vitamin B12 1 MG/ML Injectable Solution")
B12_PLAIN = concept(RXNORM, "11248", "vitamin B12")
HYDROXOCOBALAMIN = concept(ATC, "B03BA03", "hydroxocobalamin")
NASAL_B12 = concept(RXNORM, "861113", "vitamin B12 0.5 MG/ACTUAT Nasal Spray")
ANTIDOTE = concept(ATC, "V03AB33", "hydroxocobalamin (antidote)")

NUMB_FOOT = concept(SNOMED, "309538000", "Numbness of foot")
TINGLING = concept(SNOMED, "91019004", "Paresthesia")
NUMB = concept(SNOMED, "44077006", "Numbness")
POLYNEUROPATHY = concept(ICD10, "G62.9", "Polyneuropathy, unspecified")
DIABETIC_NEUROPATHY = concept(ICD10, "E11.42", "Type 2 diabetes with diabetic polyneuropathy")
ATAXIC_GAIT = concept(ICD10, "R26.0", "Ataxic gait")
CARPAL_TUNNEL = concept(ICD10, "G56.01", "Carpal tunnel syndrome, right upper limb")
B12_DEFICIENCY = concept(ICD10, "D51.9", "Vitamin B12 deficiency anemia, unspecified")
PERNICIOUS = concept(SNOMED, "84027009", "Pernicious anemia")
TYPE_2_DIABETES = concept(SNOMED, "44054006", "Type 2 diabetes mellitus")
INHALANTS = concept(SNOMED, "70340006", "Inhalant abuse")
PREGNANT = concept(SNOMED, "77386006", "Pregnant")
LACTATING = concept(ICD10, "Z39.1", "Encounter for care of lactating mother")
GASTRECTOMY = concept(SNOMED, "53442002", "Gastrectomy")
ATROPHIC_GASTRITIS = concept(ICD10, "K29.40", "Chronic atrophic gastritis without bleeding")


def ordered(product: Json, days: float, route: Json | None = None, **more: object) -> Piece:
    """An order of so many days ago, active unless `more` says otherwise."""
    medicine = product if "coding" not in product and "text" not in product else coded(product)
    return lambda p: request(frame(p, days), medicine, route=route, more=more)


def taken(product: Json, days: float, route: Json | None = None, **more: object) -> Piece:
    """A statement of what is taken since so many days ago."""
    return lambda p: statement(frame(p, days), coded(product), route=route, more=more)


def taken_until(product: Json, days: float, end: float) -> Piece:
    """A statement of what was taken from and to."""
    return lambda p: statement(
        frame(p, days),
        coded(product),
        more={
            "status": "completed" if end > 0 else "active",
            "effectivePeriod": {"start": p.day(days), "end": p.day(end)},
        },
    )


def given(product: Json, days: float, route: Json | None = None, **more: object) -> Piece:
    """One dose given so many days ago."""
    return lambda p: administration(frame(p, days), coded(product), route=route, more=more)


def handed_over(product: Json, days: float, supply: int) -> Piece:
    """A pharmacy's dispense, with the supply in days."""
    return lambda p: dispense(frame(p, days), coded(product), days=supply)


def injected(days: float, **more: object) -> Piece:
    """An injection of B12 given so many days ago."""
    return given(B12_AMPOULE, days, INTO_MUSCLE, **more)


def injections(days: float, **more: object) -> Piece:
    """An order of B12 injections, going on since so many days."""
    return ordered(B12_AMPOULE, days, INTO_MUSCLE, **more)


def tablets(days: float) -> Piece:
    """B12 by mouth, going on since so many days."""
    return taken(B12_TABLET, days, BY_MOUTH)

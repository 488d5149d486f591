"""Which measurements fill an export and say nothing that is asked here?"""

from __future__ import annotations

from benchmarks.bulk.person import Json
from benchmarks.bulk.resources import (
    HL7,
    LOINC,
    SNOMED,
    concept,
    observation,
    quantity,
    report,
)
from benchmarks.bulk.template import OTHER, SLOTS, VALUE, VALUE2, Template, template

_HL7_RANGE = {"coding": [{"system": HL7 + "referencerange-meaning", "code": "normal"}]}

# LOINC code, name, unit, low, high, decimals
VITAL_SIGNS = (
    ("8867-4", "Heart rate", "/min", 52, 104, 0),
    ("9279-1", "Respiratory rate", "/min", 11, 22, 0),
    ("8310-5", "Body temperature", "Cel", 36, 38, 1),
    ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry", "%", 92, 100, 0),
    ("8302-2", "Body height", "cm", 148, 198, 1),
    ("29463-7", "Body weight", "kg", 44, 130, 1),
    ("39156-5", "Body mass index (BMI) [Ratio]", "kg/m2", 18, 44, 2),
)
LABORATORY = (
    ("2093-3", "Cholesterol [Mass/volume] in Serum or Plasma", "mg/dL", 120, 280, 0),
    ("2571-8", "Triglyceride [Mass/volume] in Serum or Plasma", "mg/dL", 60, 320, 0),
    ("2085-9", "Cholesterol in HDL [Mass/volume] in Serum or Plasma", "mg/dL", 28, 90, 0),
    ("13457-7", "Cholesterol in LDL [Mass/volume] in Serum by calculation", "mg/dL", 50, 190, 1),
    ("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "mmol/L", 133, 147, 0),
    ("2075-0", "Chloride [Moles/volume] in Serum or Plasma", "mmol/L", 96, 109, 0),
    ("2028-9", "Carbon dioxide, total [Moles/volume] in Serum", "mmol/L", 20, 31, 0),
    ("17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", 8.4, 10.5, 1),
    ("3094-0", "Urea nitrogen [Mass/volume] in Serum or Plasma", "mg/dL", 7, 31, 0),
    ("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum", "U/L", 7, 66, 0),
    ("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume]", "U/L", 9, 60, 0),
    ("6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum", "U/L", 35, 130, 0),
    ("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma", "mg/dL", 0.2, 1.4, 2),
    ("1751-7", "Albumin [Mass/volume] in Serum or Plasma", "g/dL", 3.3, 5.1, 1),
    ("2885-2", "Protein [Mass/volume] in Serum or Plasma", "g/dL", 6.0, 8.4, 1),
    ("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", 3.9, 12.1, 1),
    ("789-8", "Erythrocytes [#/volume] in Blood by Automated count", "10*6/uL", 3.9, 5.8, 2),
    ("788-0", "Erythrocyte distribution width [Ratio] by Automated count", "%", 11.5, 15, 1),
    ("3084-1", "Urate [Mass/volume] in Serum or Plasma", "mg/dL", 3, 9, 1),
    ("30522-7", "C reactive protein [Mass/volume] in Serum by High sensitivity", "mg/L", 0, 9, 2),
    ("1989-3", "25-hydroxyvitamin D3 [Mass/volume] in Serum or Plasma", "ng/mL", 9, 60, 1),
    ("2857-1", "Prostate specific Ag [Mass/volume] in Serum or Plasma", "ng/mL", 0.1, 6, 2),
)


def _range(low: float, high: float, unit: str) -> Json:
    limits = {"low": quantity(low, unit), "high": quantity(high, unit), "type": _HL7_RANGE}
    return {"referenceRange": [{**limits, "text": f"{low} - {high} {unit}"}]}


def _vital(code: str, name: str, unit: str, low: float, high: float, places: int) -> Template:
    value = {"valueQuantity": quantity(VALUE, unit)}
    body = observation(SLOTS, concept(LOINC, code, name), value, "vital-signs")
    return template(3.4, body, (low, high), f"%.{places}f")


def _lab(code: str, name: str, unit: str, low: float, high: float, places: int) -> Template:
    value = {
        "valueQuantity": quantity(VALUE, unit),
        "interpretation": [concept(HL7 + "v3-ObservationInterpretation", "N", "Normal")],
        "specimen": {"reference": f"Specimen/{OTHER}", "display": "Serum"},
        **_range(low, high, unit),
    }
    body = observation(SLOTS, concept(LOINC, code, name), value)
    return template(1.0, body, (low, high), f"%.{places}f")


def _part(code: str, name: str, value: Json) -> Json:
    return {"code": concept(LOINC, code, name), **value}


def _blood_pressure() -> Template:
    parts = [
        _part("8480-6", "Systolic blood pressure", {"valueQuantity": quantity(VALUE, "mm[Hg]")}),
        _part("8462-4", "Diastolic blood pressure", {"valueQuantity": quantity(VALUE2, "mm[Hg]")}),
    ]
    code = concept(LOINC, "85354-9", "Blood pressure panel with all children optional")
    body = observation(SLOTS, code, {"component": parts}, "vital-signs")
    return template(4.0, body, (88, 172), "%.0f")


def _smoking() -> Template:
    never = concept(SNOMED, "266919005", "Never smoked tobacco")
    code = concept(LOINC, "72166-2", "Tobacco smoking status")
    body = observation(SLOTS, code, {"valueCodeableConcept": never}, "social-history")
    return template(1.5, body)


def _survey() -> Template:
    asked = (
        ("93025-5", "Protocol for responding to and assessing patients' assets [PRAPARE]"),
        ("71802-3", "Housing status"),
        ("67875-5", "Employment status - current"),
        ("93038-8", "Stress level"),
    )
    yes = concept(LOINC, "LA30189-7", "I have housing")
    parts = [_part(code, name, {"valueCodeableConcept": yes}) for code, name in asked[1:]]
    body = observation(SLOTS, concept(LOINC, *asked[0]), {"component": parts}, "survey")
    return template(0.8, body)


def _panel(code: str, name: str, results: int) -> Template:
    listed = [{"reference": f"Observation/{OTHER}{n}", "display": name} for n in range(results)]
    more = {"result": listed, "resultsInterpreter": [{"reference": f"Practitioner/{SLOTS.staff}"}]}
    return template(1.0, report(SLOTS, concept(LOINC, code, name), more))


TESTS: tuple[Template, ...] = (
    *(_vital(*row) for row in VITAL_SIGNS),
    *(_lab(*row) for row in LABORATORY),
    _blood_pressure(),
    _smoking(),
    _survey(),
    _panel("57698-3", "Lipid panel with direct LDL - Serum or Plasma", 4),
    _panel("24323-8", "Comprehensive metabolic panel - Serum or Plasma", 8),
    _panel("24356-8", "Urinalysis complete panel - Urine", 6),
)

"""Which laboratory results are read, and in which units each may be reported."""

from __future__ import annotations

from functools import cache

from cobalamin.quantity import spelling
from cobalamin.value import Value


class Lab(Value):
    """One analyte: its value set, its words, and the units in which its cut-points are printed.

    `units` maps each canonical unit (UCUM) to the other spellings of the same number. Nothing is
    converted: a spelling stands here only when the number is the same ("pg/mL" and "ng/L").
    A yes/no result has no units; `bare` says that a number without a unit is complete.
    """

    concept: str
    label: str
    units: tuple[tuple[str, tuple[str, ...]], ...] = ()
    bare: bool = False

    @property
    def yes_no(self) -> bool:
        """The answer is positive or negative, whatever number the laboratory prints."""
        return not self.units

    def canonical(self, unit: str) -> str | None:
        """The unit of its cut-points that this spelling means; None when it is not accepted."""
        return _spellings()[self.concept].get(spelling(unit))


_PER_LITRE_BILLIONS = (
    "10*3/uL", "x10*9/L", "x10*3/uL", "10e9/L", "10e3/uL", "x10e9/L", "x10e3/uL", "x10e3/mm3",
    "K/uL", "K/mm3", "K/cumm", "10*3/mm3", "x10*3/mm3", "thou/uL", "thousand/uL", "thou/mm3",
    "thousands/uL", "1000/uL",
)  # fmt: skip
_EGFR_SPELLINGS = (
    "mL/min/1.73", "mL/min", "mL/min/1.73sqm", "mL/min per 1.73 m2", "mL/min/1.73m*2",
    "mL/min/1.73 sq m", "mL/min/BSA",
)  # fmt: skip
_NG_ML = ("ng/mL",)
_SCORE = ("{score}", "points", "{points}", "{count}")
_M_S = ("m/sec", "metres per second", "meters per second")

LABS: tuple[Lab, ...] = (
    Lab("total_b12", "total serum B12", (("ng/L", ("pg/mL",)), ("pmol/L", ("fmol/mL",)))),
    Lab("active_b12", "active B12 (holotranscobalamin)", (("pmol/L", ("fmol/mL",)),)),
    Lab(
        "mma",
        "serum methylmalonic acid",
        (("nmol/L", ("pmol/mL",)), ("umol/L", ("nmol/mL", "micromol/L"))),
    ),
    Lab(
        "mma_urine",
        "urine methylmalonic acid to creatinine",
        (
            (
                "umol/mmol",
                (
                    "mmol/mol",
                    "umol/mmol{creat}",
                    "mmol/mol{creat}",
                    "umol/mmol creatinine",
                    "mmol/mol creatinine",
                ),
            ),
        ),
    ),
    Lab(
        "homocysteine",
        "total homocysteine",
        (("umol/L", ("nmol/mL", "micromol/L")), ("mg/L", ("ug/mL",))),
    ),
    Lab("folate", "serum folate", (("ug/L", _NG_ML), ("nmol/L", ("pmol/mL",)))),
    Lab("red_cell_folate", "red cell folate", (("ug/L", _NG_ML), ("nmol/L", ("pmol/mL",)))),
    Lab("egfr", "eGFR", (("mL/min/{1.73_m2}", _EGFR_SPELLINGS),)),
    Lab("creatinine", "creatinine", (("mg/dL", ()), ("umol/L", ("micromol/L", "nmol/mL")))),
    Lab("haemoglobin", "haemoglobin", (("g/dL", ("gm/dL", "gms/dL", "g%")), ("g/L", ("gm/L",)))),
    Lab("mcv", "mean cell volume", (("fL", ("um3", "cu um", "femtolitre", "femtoliter")),)),
    Lab("platelets", "platelets", (("10*9/L", _PER_LITRE_BILLIONS),)),
    Lab("reticulocytes", "reticulocytes", (("%", ()), ("10*9/L", _PER_LITRE_BILLIONS))),
    Lab("potassium", "potassium", (("mmol/L", ("meq/L",)),)),
    Lab("inr", "INR", (("1", ("{INR}", "ratio", "{ratio}")),), bare=True),
    Lab(
        "hba1c",
        "HbA1c",
        (("%", ("%{Hb}", "%{HbA1c}", "% NGSP", "% of total Hb")), ("mmol/mol", ("mmol/mol{Hb}",))),
    ),
    Lab(
        "tsh",
        "thyroid-stimulating hormone",
        (("m[IU]/L", ("mIU/L", "u[IU]/mL", "uIU/mL", "mU/L", "uU/mL")),),
    ),
    Lab("copper", "serum copper", (("ug/dL", ()), ("umol/L", ("micromol/L",)), ("ug/L", _NG_ML))),
    Lab("ceruloplasmin", "ceruloplasmin", (("mg/dL", ()), ("g/L", ()), ("mg/L", ("ug/mL",)))),
    Lab("zinc", "serum zinc", (("ug/dL", ()), ("umol/L", ("micromol/L",)), ("ug/L", _NG_ML))),
    Lab("b6", "vitamin B6", (("ug/L", _NG_ML), ("nmol/L", ("pmol/mL",)))),
    Lab("ferritin", "ferritin", (("ug/L", _NG_ML), ("pmol/L", ()))),
    Lab("glucose", "glucose", (("mg/dL", ()), ("mmol/L", ()))),
    Lab("fasting_glucose", "fasting glucose", (("mg/dL", ()), ("mmol/L", ()))),
    Lab("gastrin", "gastrin", (("ng/L", ("pg/mL",)), ("pmol/L", ("fmol/mL",)))),
    Lab("m_protein", "monoclonal protein", (("g/dL", ("gm/dL",)), ("g/L", ("gm/L",)))),
    Lab("mnsi_questionnaire", "MNSI questionnaire score", (("1", _SCORE),), bare=True),
    Lab("mnsi_examination", "MNSI examination score", (("1", _SCORE),), bare=True),
    Lab("tcns", "Toronto clinical neuropathy score", (("1", _SCORE),), bare=True),
    Lab("mtcns", "modified Toronto clinical neuropathy score", (("1", _SCORE),), bare=True),
    Lab("monofilament", "10 g monofilament, felt of 10", (("1", (*_SCORE, "/10")),), bare=True),
    Lab("pain_0_10", "pain, 0 to 10", (("1", (*_SCORE, "/10")),), bare=True),
    Lab("sural_amplitude", "sural sensory amplitude", (("uV", ("microvolt",)),)),
    Lab("sural_velocity", "sural sensory conduction velocity", (("m/s", _M_S),)),
    Lab("peroneal_amplitude", "peroneal motor amplitude", (("mV", ("millivolt",)),)),
    Lab("peroneal_velocity", "peroneal motor conduction velocity", (("m/s", _M_S),)),
    Lab("tibial_amplitude", "tibial motor amplitude", (("mV", ("millivolt",)),)),
    Lab("tibial_velocity", "tibial motor conduction velocity", (("m/s", _M_S),)),
    Lab("if_antibody", "intrinsic factor antibody"),
    Lab("parietal_antibody", "gastric parietal cell antibody"),
    Lab("ttg_iga", "tissue transglutaminase IgA"),
    Lab("h_pylori_test", "Helicobacter pylori test"),
)


def lab_of(concept: str) -> Lab:
    """The declaration of a laboratory concept. Raises KeyError when it is not one."""
    return _by_concept()[concept]


@cache
def _by_concept() -> dict[str, Lab]:
    return {lab.concept: lab for lab in LABS}


@cache
def _spellings() -> dict[str, dict[str, str]]:
    return {
        lab.concept: {
            spelling(written): canonical
            for canonical, others in lab.units
            for written in (canonical, *others)
        }
        for lab in LABS
    }

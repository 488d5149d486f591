"""The value sets: one code has one concept, and every row can be found."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import get_args

import pytest

from cobalamin.guideline import codes
from cobalamin.guideline.codes import Confidence, codes_of, lookup, system_of
from cobalamin.guideline.labs import LABS, lab_of
from cobalamin.guideline.words import lab_named, said, tokens, worded_concepts
from cobalamin.quantity import spelling

FOLDER = Path(codes.__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VALUE_SETS = rows("value_sets.csv")
WORDS = rows("words.csv")
ADDRESSES = {
    "LOINC": "http://loinc.org",
    "SNOMED CT": "http://snomed.info/sct",
    "ICD-10-CM": "http://hl7.org/fhir/sid/icd-10-cm",
    "ICD-10": "http://hl7.org/fhir/sid/icd-10",
    "RxNorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "ATC": "http://www.whocc.no/atc",
}


def test_one_code_has_one_concept() -> None:
    found: dict[tuple[str, str], str] = {}
    for row in VALUE_SETS:
        family = "ICD-10" if row["system"].startswith("ICD-10") else row["system"]
        key = (family, row["code"].replace(".", "") if family == "ICD-10" else row["code"])
        assert found.setdefault(key, row["concept"]) == row["concept"], key


def test_every_row_is_whole_and_of_known_kinds() -> None:
    for row in VALUE_SETS:
        assert all(value == value.strip() and value for value in row.values()), row
        assert row["confidence"] in get_args(Confidence)
        assert row["system"] in ADDRESSES or row["system"].startswith("http://hl7.org/fhir/")
        assert row["code"] != "UNKNOWN"


def test_a_concept_has_one_group() -> None:
    groups: dict[str, set[str]] = {}
    for row in VALUE_SETS:
        groups.setdefault(row["concept"], set()).add(row["group"])
    # Nitrous oxide is given as a medicine, and misuse of it is a state of the patient.
    assert {c for c, g in groups.items() if len(g) > 1} == {"nitrous_oxide"}


def test_every_row_is_found_by_its_own_code() -> None:
    for row in VALUE_SETS:
        address = ADDRESSES.get(row["system"], row["system"])
        found = lookup(address, row["code"].rstrip("*"))
        assert found is not None, row
        if not row["code"].endswith("*"):
            assert found.concept == row["concept"], row


def test_every_snomed_and_loinc_code_has_a_right_check_digit() -> None:
    for row in VALUE_SETS:
        if row["system"] == "LOINC" or (row["system"] == "SNOMED CT" and len(row["code"]) >= 8):
            assert lookup("", row["code"]) is not None, row


@pytest.mark.parametrize(
    ("code", "concept"),
    [("D51", "b12_deficiency"), ("D51.0", "pernicious_anaemia"), ("D51.99", "b12_deficiency"),
     ("E11", "type_2_diabetes"), ("E11.4", "diabetic_neuropathy"), ("G62", "neuropathy"),
     ("G62.0", "other_neuropathy"), ("H47.22", "lhon"), ("N18.1", "ckd_early"), ("N18", "ckd")],
)  # fmt: skip
def test_the_longest_family_wins(code: str, concept: str) -> None:
    found = lookup("http://hl7.org/fhir/sid/icd-10-cm", code)
    assert found is not None
    assert found.concept == concept


@pytest.mark.parametrize(
    ("address", "system"),
    [
        ("http://loinc.org", "LOINC"),
        ("https://LOINC.org/", "LOINC"),
        ("urn:oid:2.16.840.1.113883.6.1", "LOINC"),
        ("http://snomed.info/sct/83821000000107", "SNOMED CT"),
        ("http://hl7.org/fhir/sid/icd-10-gm", "ICD-10"),
        ("http://fhir.de/CodeSystem/bfarm/atc", "ATC"),
        ("http://example.org/local", "http://example.org/local"),
    ],
)
def test_a_system_is_known_by_each_of_its_addresses(address: str, system: str) -> None:
    assert system_of(address) == system


def test_a_local_code_that_looks_like_ours_is_not_ours() -> None:
    assert lookup("http://example.org/local", "2132-9") is None
    assert lookup("http://www.nlm.nih.gov/research/umls/rxnorm", "2132-9") is None


def test_codes_of_a_concept_that_no_code_means_is_refused() -> None:
    assert {code.code for code in codes_of("lhon")} == {"H47.22*", "58610003"}
    with pytest.raises(KeyError, match="no code of the value sets means"):
        codes_of("total_b12", "total_b21")


def test_every_laboratory_concept_is_declared_with_its_units() -> None:
    declared = {lab.concept for lab in LABS}
    named = {row["concept"] for row in (*VALUE_SETS, *WORDS) if row["group"] == "lab"}
    assert named == declared
    for lab in LABS:
        assert lab_of(lab.concept) is lab
        assert all(lab.canonical(unit) == unit for unit, _ in lab.units)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.concept)
def test_no_spelling_of_a_unit_means_two_units(lab: object) -> None:
    from cobalamin.guideline.labs import Lab

    assert isinstance(lab, Lab)
    found: dict[str, str] = {}
    for canonical, others in lab.units:
        for written in (canonical, *others):
            assert found.setdefault(spelling(written), canonical) == canonical, written


# Words


def test_every_phrase_is_found_in_itself() -> None:
    for row in WORDS:
        if row["group"] == "lab":
            assert lab_named(row["phrase"]) == row["concept"], row
        else:
            assert tokens(row["phrase"]), row


def test_no_phrase_of_a_group_means_two_concepts() -> None:
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for row in WORDS:
        key = (row["group"], tokens(row["phrase"]))
        assert found.setdefault(key, row["concept"]) == row["concept"], row


def test_every_concept_of_the_facts_can_be_read_from_a_record() -> None:
    known = {row["concept"] for row in VALUE_SETS} | worded_concepts()
    asked = {"cobalt_allergy", "cobalamin_allergy", "inborn_cobalamin_error", "vegan_diet",
             "radiotherapy_abdomen", "family_b12", "severe_anaemia", "lactation"}  # fmt: skip
    assert asked <= known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anaemia", "ANEMIAS"),
        ("Crohn’s disease", "crohns diseases"),
        ("Sjögren", "sjogren"),
        ("coeliac", "celiac"),
        ("Roux-en-Y", "roux en y"),
        ("1.73\u200b sq M", "1 73 sq m"),
    ],
)
def test_harmless_differences_of_words_vanish(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


def test_a_phrase_inside_a_longer_one_says_nothing_of_its_own() -> None:
    groups = ("condition", "symptom", "procedure")
    assert [s.concept for s in said("Pernicious anaemia", groups)] == ["pernicious_anaemia"]
    assert [s.concept for s in said("Sleeve gastrectomy", groups)] == ["bariatric_surgery"]


# Units


@pytest.mark.parametrize(
    ("one", "other"),
    [("µmol/L", "umol/l"), ("μmol/L", "mcmol / L"), ("mL/min/{1.73_m2}", "ml/min/1.73 m²"),
     ("10*9/L", "10^9/L"), ("mcg/L", "ug/l")],
)  # fmt: skip
def test_spellings_of_one_unit_fold_to_one(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(("one", "other"), [("pg/mL", "pg/dL"), ("ng/L", "ng/mL"), ("%", "1")])
def test_different_units_stay_different(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)

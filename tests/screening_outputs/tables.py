"""Tables as a screening has them before its outputs: hand-made people, and a seeded crowd."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import duckdb

from cobalamin.chart import Chart
from cobalamin.day import age_in_years
from cobalamin.guideline.declare import read_facts
from cobalamin.guideline.profiles import guideline
from cobalamin.quantity import Amount
from cobalamin.rules.question import Guideline
from cobalamin.rules.sql import fact_columns, question_sql, row_values
from cobalamin.screen.side_by_side import NAME, side_by_side_sql
from cobalamin.value import Value

AS_OF = date(2026, 11, 22)
RULES = guideline("confirm-first")
SILENT = {name: known.value for name, known in read_facts(Chart("", AS_OF), RULES.facts).items()}

Known = Mapping[str, Amount | bool | None]
NOTHING: Known = {}


class Person(Value):
    """One row of `people`, with the facts that an empty record would not give."""

    patient: str
    facts: Known = NOTHING
    birth: date | None = date(1960, 1, 1)
    sex: str = "female"
    ethnicity: str | None = None
    deceased: bool = False
    has_patient: bool = True


def days(count: float) -> Amount:
    return Amount(count, "days")


def ng(value: float, bound: Any = "") -> Amount:
    return Amount(value, "ng/L", bound)


def tables(
    people: Iterable[Person], rules: Guideline = RULES, *, threads: int = 1
) -> duckdb.DuckDBPyConnection:
    """A database with `people`, `facts` and `answers`, the last by the rules themselves."""
    database = duckdb.connect(config={"threads": threads})
    everyone = list(people)
    _fill(
        database,
        "people",
        {
            "patient": "VARCHAR",
            "birth_date": "DATE",
            "birth_year_only": "BOOLEAN",
            "sex": "VARCHAR",
            "black_ethnicity": "BOOLEAN",
            "ethnicity": "VARCHAR",
            "deceased": "BOOLEAN",
            "has_patient": "BOOLEAN",
        },
        [
            (p.patient, p.birth, False, p.sex, None, p.ethnicity, p.deceased, p.has_patient)
            for p in everyone
        ],
    )
    columns = {"patient": "VARCHAR"}
    for fact in rules.facts:
        columns |= dict(fact_columns(fact))
    _fill(database, "facts", columns, [_fact_row(p, rules) for p in everyone])
    answer(database, rules)
    return database


def side_by_side(
    people: Iterable[Person], rules: Guideline = RULES, other: Guideline | None = None
) -> duckdb.DuckDBPyConnection:
    """The same, with what is counted of everyone side by side, and the answers under another."""
    database = tables(people, rules)
    if other is not None:
        answer(database, other, "other answers")
    lay_side_by_side(database, rules, compared=other is not None)
    return database


def lay_side_by_side(
    database: duckdb.DuckDBPyConnection, rules: Guideline = RULES, *, compared: bool = False
) -> None:
    sql = side_by_side_sql(rules, "other answers" if compared else None)
    database.execute(f"CREATE OR REPLACE VIEW {NAME} AS {sql}")


def answer(database: duckdb.DuckDBPyConnection, rules: Guideline, into: str = "answers") -> None:
    """Make the table of answers under these rules."""
    answered = question_sql(rules, "facts", keep=("patient",))
    database.execute(f'CREATE OR REPLACE TABLE "{into}" AS {answered}')


def _fact_row(person: Person, rules: Guideline) -> tuple[Any, ...]:
    age = None if person.birth is None else Amount(age_in_years(person.birth, AS_OF), "years")
    known = {**SILENT, "age": age, **person.facts}
    cells: list[Any] = [person.patient]
    for fact in rules.facts:
        cells += row_values(fact, known[fact.name])
    return tuple(cells)


def _fill(
    database: duckdb.DuckDBPyConnection,
    name: str,
    columns: dict[str, str],
    rows: list[tuple[Any, ...]],
) -> None:
    each = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in columns]
    made = ", ".join(
        f"unnest(${place}::{kind}[]) AS {column}"
        for place, (column, kind) in enumerate(columns.items(), 1)
    )
    database.execute(f"CREATE TABLE {name} AS SELECT {made}", each)


def rows_of_the_record(database: duckdb.DuckDBPyConnection) -> None:
    """Add `results`, `entries` and `medicines`, with what a record of low quality has."""
    database.execute("""
        CREATE TABLE results AS SELECT * FROM (VALUES
          ('p1', 'total_b12', DATE '2026-01-05', true, 145.0, 'ng/L', NULL, NULL),
          ('p2', 'total_b12', DATE '2026-01-01', false, 300.0, 'ng/L', NULL, NULL),
          ('p3', 'total_b12', DATE '2026-02-01', true, 200.0, 'pmol/L', NULL, NULL),
          ('p4', 'total_b12', NULL, true, 250.0, 'ng/L', NULL, NULL),
          ('p5', 'total_b12', DATE '2026-02-01', true, NULL, NULL, 'it has no unit', NULL),
          ('p6', 'total_b12', DATE '2026-02-01', true, NULL, NULL,
             'its value is the text "see Mr Smith"', NULL),
          ('p7', 'mma', DATE '2026-02-01', true, 420.0, 'nmol/L', NULL, NULL),
          ('p8', 'if_antibody', DATE '2026-02-01', true, NULL, NULL, NULL, true)
        ) AS t(patient, concept, day, day_known, value, unit, unreadable, positive)""")
    database.execute("""
        CREATE TABLE entries AS SELECT * FROM (VALUES
          ('p1', 'numbness', true), ('p2', 'numbness', false), ('p3', 'ataxia', false)
        ) AS t(patient, concept, by_text)""")
    database.execute("""
        CREATE TABLE medicines AS SELECT * FROM (VALUES
          ('p1', 'metformin', false), ('p2', 'colchicine', true)
        ) AS t(patient, concept, by_text)""")


def crowd(size: int, seed: int = 4) -> list[Person]:
    """So many people, of whom a realistic few have something the matter."""
    chance = Random(seed)
    return [_someone(f"p{number:06d}", chance) for number in range(size)]


_ETHNIC = ("White British", "Pakistani", "Black Caribbean", "Black African", "Chinese", None)
_WEIGHTS = (70, 8, 4, 3, 1, 14)


def _someone(patient: str, chance: Random) -> Person:
    age = min(99, max(18, round(chance.gauss(56, 19))))
    anonymous = chance.random() < 0.02
    return Person(
        patient,
        _facts(age, chance),
        birth=None if anonymous else AS_OF - timedelta(days=round(age * 365.25) + 40),
        sex="unknown" if anonymous else chance.choice(("female", "male")),
        ethnicity=chance.choices(_ETHNIC, _WEIGHTS)[0],
        deceased=chance.random() < 0.03,
        has_patient=not anonymous,
    )


def _facts(age: int, chance: Random) -> dict[str, Amount | bool | None]:
    def so(share: float) -> bool:
        return chance.random() < share

    known: dict[str, Amount | bool | None] = {}
    if so(0.1):
        known |= {"metformin": True, "days_on_metformin": days(chance.randrange(20, 4000))}
    known["sensory_symptoms"] = so(0.05 + age / 1500)
    known["gait_disorder"] = so(0.015)
    known["myelopathy"] = so(0.001)
    known["fatigue"] = so(0.2)
    known["autoimmune_gastritis"] = so(0.004)
    known["low_b12_diet"] = so(0.02)
    known["recorded_deficiency"] = so(0.012)
    if so(0.3):
        known |= _b12(chance)
        if so(0.12):
            known |= _metabolites(chance)
    if so(0.03 if known["recorded_deficiency"] is False else 0.7):
        known |= {
            "on_cobalamin": True,
            "cobalamin_ever": True,
            "cobalamin_injected": so(0.8),
            "days_on_course": days(chance.randrange(5, 3000)),
            "reviewed": so(0.5),
        }
        if known["reviewed"]:
            known["days_since_review"] = days(chance.randrange(1, 900))
    return known


def _b12(chance: Random) -> dict[str, Amount | bool | None]:
    age = days(chance.randrange(1, 2500))
    if chance.random() < 0.03:
        return {"total_b12_unreadable": True}
    ng_l = min(2000, max(60, round(chance.lognormvariate(5.95, 0.42))))
    level = Amount(round(ng_l * 0.738), "pmol/L") if chance.random() < 0.2 else ng(ng_l)
    if ng_l < 90:
        level = ng(100, "<")
    return {"total_b12": level, "total_b12_measured": True, "total_b12_age_days": age}


def _metabolites(chance: Random) -> dict[str, Amount | bool | None]:
    mma = Amount(round(chance.lognormvariate(5.4, 0.6)), "nmol/L")
    known: dict[str, Amount | bool | None] = {"mma": mma, "mma_measured": True}
    if chance.random() < 0.7:
        egfr = Amount(round(chance.uniform(25, 110)), "mL/min/{1.73_m2}")
        known |= {"egfr": egfr, "egfr_measured": True}
    return known

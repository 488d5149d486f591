"""Does a screening say of each patient what `assess` says of that patient alone? Everyone's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest

from benchmarks.bulk.making import Plan
from benchmarks.bulk.writing import write_export
from cobalamin.assess.assessment import Assessment
from cobalamin.assess.many import assessor
from cobalamin.chart import Chart
from cobalamin.fhir.bulk.chart_rows import TABLES, rows_of
from cobalamin.fhir.read import RecordError, read_record
from cobalamin.guideline.declare import READ, read_facts
from cobalamin.guideline.profiles import guideline, guidelines
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import identifier
from cobalamin.rules.sql import action_columns, fact_columns, row_values
from cobalamin.screen.asking import write_answers
from cobalamin.screen.progress import Bar
from cobalamin.screen.run import Order, screened
from tests.bulk_generator import exports
from tests.house.tree import ROOT
from tests.one_reading.populations import BUNDLES, NDJSON, bundles, by_patient, export

AS_OF = date(2026, 11, 1)
RULES = guidelines()
QUIET = Bar(shown=False)


def told(place: Path) -> dict[str, dict[str, object]]:
    """The rows of a Parquet file by patient."""
    with duckdb.connect() as con:
        found = con.execute(f"SELECT * FROM read_parquet('{place}')")
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {str(row["patient"]): row for row in rows}


def screening(source: Path, out: Path) -> None:
    screened(Order(str(source), out, AS_OF, guideline("confirm-first")), QUIET)
    with duckdb.connect() as con:
        for name, rules in RULES.items():
            write_answers(con, rules, out / "facts.parquet", out / f"{name}.parquet", together=300)


def facts_of(chart: Chart) -> dict[str, object]:
    """The facts as the columns of a screening."""
    known = read_facts(chart, READ)
    cells: dict[str, object] = {}
    for fact in READ:
        names = (name for name, _ in fact_columns(fact))
        cells |= dict(zip(names, row_values(fact, known[fact.name].value), strict=True))
    return cells


def answers_of(assessment: Assessment) -> dict[str, object]:
    cells: dict[str, object] = {}
    for answer in assessment.answers:
        cells[f"answer_{identifier(answer.question)}"] = answer.code
        cells[f"settled_{identifier(answer.question)}"] = answer.settled
    return cells


def called_for(row: Mapping[str, object], rules: Guideline) -> set[str]:
    """The codes of the steps that a row of answers calls for, as `assess` decides it."""
    columns = zip(action_columns(rules), rules.actions, strict=True)
    return {a.code for c, a in columns if row[c] or (row[c] is None and a.asks)}


def differences(out: Path, records: Mapping[str, bytes]) -> tuple[list[str], int]:
    """Where the screening and `assess` differ, and how many patients `assess` refuses."""
    facts = told(out / "facts.parquet")
    answers = {name: told(out / f"{name}.parquet") for name in RULES}
    ask = {name: assessor(rules) for name, rules in RULES.items()}
    found: list[str] = []
    refused = 0
    for who, record in records.items():
        try:
            chart = read_record([("record", record)], AS_OF)
        except RecordError:
            refused += 1
            continue
        row = facts[chart.patient_id]
        wanted = facts_of(chart)
        found += [f"{who} {n}: {row[n]} not {v}" for n, v in wanted.items() if row[n] != v]
        for name, rules in RULES.items():
            assessment, given = ask[name](chart), answers[name][chart.patient_id]
            said = answers_of(assessment)
            found += [f"{who} {name} {n}: {given[n]} not {v}" for n, v in said.items()
                      if given[n] != v]  # fmt: skip
            if called_for(given, rules) != {step.code for step in assessment.steps}:
                found.append(f"{who} {name}: other steps")
    return found, refused


@pytest.mark.parametrize("name", NDJSON)
def test_everyone_of_an_export_is_answered_as_alone(name: str, tmp_path: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    records = by_patient(export(name, source))
    screening(source, out)
    assert len(told(out / "facts.parquet")) == len(records) > 200
    assert differences(out, records) == ([], 0)


@pytest.mark.parametrize("name", BUNDLES)
def test_everyone_of_a_folder_of_bundles_is_answered_as_alone(name: str, tmp_path: Path) -> None:
    for number, group in enumerate(bundles(name).values()):
        source, out = tmp_path / f"in{number}", tmp_path / f"out{number}"
        source.mkdir()
        (source / "bundles.ndjson").write_bytes(b"".join(group))
        screening(source, out)
        records = {str(place): line for place, line in enumerate(group)}
        assert len(told(out / "facts.parquet")) == len(records) >= 15
        assert differences(out, records) == ([], 0)


def test_every_story_is_answered_as_alone_though_they_share_ids(tmp_path: Path) -> None:
    """The stories give one id to resources of several people, as Bundles of several sources do."""
    stories: dict[str, tuple[str, bytes]] = {}
    for file in sorted((ROOT / "examples").glob("*.*json")):  # two are of one person
        record = file.read_bytes()
        who = read_record([("record", record)], AS_OF).patient_id
        stories.setdefault(who, (file.name, record))
    records = dict(stories.values())
    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name, record in records.items():
        (source / name).write_bytes(record)
    screening(source, out)
    found, refused = differences(out, records)
    assert (found, refused) == ([], 0)
    assert len(records) > 50


@pytest.mark.parametrize("hostile", [False, True])
def test_everyone_of_a_made_export_is_answered_as_alone(hostile: bool, tmp_path: Path) -> None:
    plan = Plan(450, seed=5, planted=0.5, irrelevant=0.2, hostile=hostile)
    write_export(tmp_path, plan)
    out = tmp_path / "out"
    screening(tmp_path / "export", out)
    records = {who: b"\n".join(own) for who, own in exports.records(tmp_path).items()}
    found, refused = differences(out, records)
    assert found == []
    assert len(told(out / "facts.parquet")) == len(records)
    assert refused == (1 if hostile else 0), "one patient has a unit that is none"


@pytest.mark.parametrize("hostile", [False, True])
def test_the_rows_of_a_made_export_are_those_of_the_charts(hostile: bool, tmp_path: Path) -> None:
    plan = Plan(450, seed=8, planted=0.5, irrelevant=0.2, hostile=hostile)
    write_export(tmp_path, plan)
    screened(Order(str(tmp_path / "export"), tmp_path / "out", AS_OF, RULES["ng239"]), QUIET)
    wanted: dict[str, set[tuple[object, ...]]] = {table.name: set() for table in TABLES}
    unread: set[str] = set()
    for who, own in exports.records(tmp_path).items():
        try:
            rows = rows_of(read_record([("record", b"\n".join(own))], AS_OF))
        except RecordError:
            unread.add(who)
            continue
        for table in TABLES[1:]:
            wanted[table.name] |= set(rows.of(table))
    with duckdb.connect() as con:
        for table in TABLES[1:]:
            place = tmp_path / "out" / f"{table.name}.parquet"
            names = ", ".join(table.names)
            found = con.execute(f"SELECT {names} FROM read_parquet('{place}')").fetchall()
            assert {row for row in found if row[0] not in unread} == wanted[table.name]


def test_a_difference_would_be_seen(tmp_path: Path) -> None:
    write_export(tmp_path, Plan(60, seed=5, planted=0.5, irrelevant=0.2))
    out = tmp_path / "out"
    screening(tmp_path / "export", out)
    records = {who: b"\n".join(own) for who, own in exports.records(tmp_path).items()}
    other = {who: record.replace(b'"active"', b'"stopped"') for who, record in records.items()}
    assert differences(out, other)[0]

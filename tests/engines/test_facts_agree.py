"""Do DuckDB, Sail and Spark read every fact of every chart as Python reads it?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from cobalamin.chart import Chart, Medicine
from cobalamin.fhir.read import read_record
from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import Kind
from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.expression import Fact
from cobalamin.rules.sql import fact_columns
from cobalamin.screen.dialect import DUCKDB, SPARK
from cobalamin.screen.fact_sql import facts_sql, kinds_sql
from cobalamin.value import replace
from tests.engines.asked import ASKED, DECLARING, corners
from tests.engines.compared import Duck, Engine, check, differences, expected
from tests.engines.connected import Connected, sail, session
from tests.engines.many_charts import charts
from tests.engines.spark_server import spark

AS_OF, LEAP_DAY, NEW_YEAR = date(2026, 6, 1), date(2024, 2, 29), date(2026, 1, 1)
AUTUMN = date(2026, 11, 22)
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.*json"))

# pyspark says so of every pandas that is newer than itself; nothing of pandas is used here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


@pytest.fixture(scope="module", params=["duckdb", "sail", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn; Spark only where Java is."""
    match request.param:
        case "duckdb":
            yield Duck()
        case "sail":
            server, address = sail()
            connected = Connected(session(address))
            yield connected
            connected.session.stop()
            server.stop()
        case _:
            with spark() as address:
                connected = Connected(session(address))
                yield connected
                connected.session.stop()


@cache
def drawn(as_of: date, count: int) -> list[Chart]:
    """Charts on a day, the same in every engine; and one whose index ends just above a half."""
    start = as_of - timedelta(days=4)
    pill = Medicine(
        "metformin", "ordered", "M/1", start=start, current=True, route="oral", dose_mg_day=500.0
    )
    half = Chart("half", as_of, medicines=(pill,))
    return [*charts(as_of.toordinal(), count, as_of, list(ASKED.values())), half]


@cache
def read_by_python(as_of: date, count: int) -> list[tuple[Any, ...]]:
    """What Python reads from each of them."""
    return [expected(chart, ASKED) for chart in drawn(as_of, count)]


def examples() -> list[Chart]:
    """The example records, each as a patient of its own."""
    read = [read_record([(path.name, path.read_bytes())], AUTUMN) for path in EXAMPLES]
    return [replace(chart, patient_id=f"example {n}") for n, chart in enumerate(read)]


def silent() -> list[Chart]:
    """Records that say nothing, and nothing but a birthday."""
    return [Chart("silent", AUTUMN), Chart("born", AUTUMN, date(2000, 11, 22))]


def test_drawn_charts_examples_and_silent_records_are_read_alike(engine: Engine) -> None:
    assert len(examples()) > 50
    # All in one query: for so few patients Spark plans longer than it reads.
    check(engine, [*drawn(AUTUMN, 300), *examples(), *silent()], ASKED)


def test_a_fault_is_noticed_in_sail_too() -> None:
    server, address = sail()
    connected = Connected(session(address))
    fact, kind = one_of_each_kind()["Recorded"]
    fault = {"change": lambda text: text.replace("t.present AND", "")}
    assert not differences(connected, drawn(AS_OF, 300), {fact: kind})
    assert differences(connected, drawn(AS_OF, 300), {fact: kind}, **fault)
    connected.session.stop()
    server.stop()


@pytest.mark.parametrize("as_of", [AS_OF, LEAP_DAY, NEW_YEAR], ids=str)
def test_many_charts_are_read_alike(as_of: date) -> None:
    check(Duck(), drawn(as_of, 1500), ASKED)


def test_picked_results_are_laid_side_by_side_in_both_ways_alike() -> None:
    grouping = Duck()
    grouping.dialect = replace(DUCKDB, beside="grouping")
    assert not differences(grouping, drawn(AS_OF, 1500), ASKED, known=read_by_python(AS_OF, 1500))


def one_of_each_kind() -> dict[str, tuple[Fact, Kind]]:
    return {type(kind).__name__: (fact, kind) for fact, kind in ASKED.items()}


@pytest.mark.parametrize("kind", one_of_each_kind())
def test_one_fact_alone_is_read_as_among_all(kind: str) -> None:
    fact, declared = one_of_each_kind()[kind]
    assert not differences(Duck(), drawn(AS_OF, 300), {fact: declared})


def test_every_kind_and_every_declared_fact_is_compared() -> None:
    kinds = {kind for one in get_args(Kind) for kind in get_args(one) or (one,)}
    assert {type(kind) for kind in ASKED.values()} == kinds
    assert len(DECLARING) == 6
    assert READ.items() <= ASKED.items()
    assert not {fact.name for fact in READ} & {fact.name for fact in corners()}


def test_every_fact_is_told_in_several_ways_by_the_charts() -> None:
    """Else an engine that always answers alike would go unnoticed."""
    names = [name for fact in ASKED for name, _ in fact_columns(fact)]
    columns = zip(*read_by_python(AS_OF, 1500), strict=True)
    told = dict(zip(names, map(set, columns), strict=True))
    assert {name: values for name, values in told.items() if len(values) < 2} == {}


FAULTS = {
    "the washout": ("<= 365 AND t.value", "<= 364 AND t.value"),
    "the day of the dose": ("d.start_day < t.day", "d.start_day <= t.day"),
    "days that are not known": ("d.day IS NOT NULL AND t.day_known", "d.day IS NOT NULL"),
    "the gap": ("> 200 THEN", "> 201 THEN"),
    "the order of doses": ("start_day DESC NULLS LAST, last_day DESC", "start_day, last_day DESC"),
    "the tie by resource": ("resource DESC", "resource"),
    "the tie by number": ("low DESC NULLS LAST", "low NULLS LAST"),
    "the tie by upper end": ("high DESC NULLS LAST", "high NULLS LAST"),
    "the tie by limit": ("range_high DESC NULLS LAST", "range_high NULLS LAST"),
    "the tie by unit": ("ELSE 0 END DESC)", "ELSE 0 END)"),
    "the tie by answer": (
        "WHEN positive THEN 1 ELSE 0 END DESC",
        "WHEN positive THEN 0 ELSE 1 END DESC",
    ),
    "the undated": ("'-1e+308'", "'0.0'"),
    "untreated first": ("WHEN NOT t.treated THEN 1", "WHEN t.treated THEN 1"),
    "every bit": ("BIT_OR", "BIT_AND"),
    "what is absent": ("NOT t.present", "t.present"),
    "the latest statement": (" <= g.entries_total_", " < g.entries_total_"),
    "the week": ("<= 7)", "<= 6)"),
    "the birthday": ("> 601 THEN 1", ">= 601 THEN 1"),
    "an injection on the day": ("BETWEEN 1 AND", "BETWEEN 0 AND"),
    "the very high": ("t.low > (CASE", "t.high > (CASE"),
    "the nearest": ("-(CASE", "(CASE"),
    "the arms": ("THEN t.start_day END) AS total", "THEN t.end_day END) AS total"),
    "half up": ("CAST('0.5' AS DOUBLE)", "CAST('0.4' AS DOUBLE)"),
    "null as no": ("THEN NULL ELSE FALSE END AS treated", "THEN FALSE ELSE FALSE END AS treated"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_query_is_noticed(fault: str) -> None:
    right, wrong = FAULTS[fault]
    assert right in kinds_sql(ASKED.items(), AS_OF, DUCKDB)
    known = read_by_python(AS_OF, 1500)
    faulty = {"change": lambda text: text.replace(right, wrong), "known": known}
    assert differences(Duck(), drawn(AS_OF, 1500), ASKED, **faulty)


def test_engines_run_one_text_but_for_the_named_templates() -> None:
    alike = replace(SPARK, name=DUCKDB.name, text=DUCKDB.text)
    assert facts_sql(READ, AS_OF, alike) == facts_sql(READ, AS_OF, SPARK)
    text = facts_sql(READ, AS_OF, replace(SPARK, kept=DUCKDB.kept, span=DUCKDB.span))
    assert text != facts_sql(READ, AS_OF, DUCKDB)
    assert facts_sql(READ, AS_OF, replace(DUCKDB, beside="grouping")) == text
    assert not {'"', "`", "::", "{", "}"} & {mark for mark in ('"', "`", "::") if mark in text}


def test_a_fact_of_another_sort_than_its_kind_is_a_programmers_error() -> None:
    yes_no, number = Fact("male", "male sex"), Fact("age", "age", ("years",), (1.0,))
    kinds = {fact.name: kind for fact, kind in READ.items()}
    with pytest.raises(TypeError, match="male"):
        kinds_sql([(yes_no, kinds["age"])], AS_OF, DUCKDB)
    with pytest.raises(TypeError, match="age"):
        kinds_sql([(number, kinds["male"])], AS_OF, DUCKDB)


def test_facts_stand_in_one_order_whichever_module_was_loaded_first() -> None:
    """Columns of facts.parquet are in this order, in every process."""
    for each in guidelines().values():
        names = [fact.name for fact in each.facts]
        assert names == sorted(names)

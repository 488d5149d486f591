"""Are all patients counted once, where they belong, and among the right people?"""

from __future__ import annotations

from itertools import pairwise

import pytest

from cobalamin.guideline.profiles import guideline
from cobalamin.screen.counts import count
from cobalamin.screen.distribution import cut_points, distributions
from cobalamin.screen.equity import EVERYONE, Equity, Group, equity
from cobalamin.screen.funnel import funnel
from cobalamin.screen.intervals import share_of
from cobalamin.screen.quality import ByText, Undated, Units, Unreadable, quality
from tests.screening_outputs import people as p
from tests.screening_outputs.tables import (
    RULES,
    Person,
    crowd,
    ng,
    rows_of_the_record,
    side_by_side,
)


def test_every_answer_is_counted_and_how_many_are_settled() -> None:
    with side_by_side(p.PRACTICE) as database:
        counts = count(database, RULES, RULES.gaps)
    assert (counts.patients, counts.deceased, counts.living) == (16, 1, 15)
    assert [(c.code, c.people) for c in counts.answer("deficiency").codes] == [
        ("not-confirmed", 0),
        ("confirmed", 1),
        ("functional", 0),
        ("probable", 4),
        ("unlikely", 1),
        ("not-tested", 9),  # without the dead one
        ("indeterminate", 0),
    ]
    [suspected] = [c for c in counts.answer("suspicion").codes if c.code == "suspected"]
    assert (suspected.people, suspected.settled) == (5, 4)  # one has no birth date
    with pytest.raises(KeyError):
        counts.answer("mma")  # a reading, not a question that is asked


def test_every_gap_is_counted_among_the_living() -> None:
    with side_by_side([*p.PRACTICE, Person("open", {"recorded_deficiency": None})]) as database:
        gaps = {each.id: each for each in count(database, RULES, RULES.gaps).gaps}
    found = {name: (gap.yes, gap.no, gap.cannot_be_told) for name, gap in gaps.items()}
    assert found == {
        "deficient-never-treated": (2, 13, 1),
        "low-b12-no-follow-up": (2, 14, 0),
        "neuropathy-never-tested": (3, 13, 0),
        "metformin-never-tested": (1, 15, 0),
        "review-overdue": (2, 14, 0),
        "injections-without-evidence": (1, 15, 0),
    }


def test_a_step_that_asks_is_counted_also_where_it_is_not_known() -> None:
    with side_by_side([Person("none"), Person("no-birth-date", birth=None)]) as database:
        actions = dict(count(database, RULES, RULES.gaps).actions)
        [(known,)] = database.execute(
            "SELECT count(*) FROM answers WHERE action_test_b12 IS TRUE"
            " OR action_test_b12_2 IS TRUE OR action_test_b12_3 IS TRUE"
            " OR action_test_b12_4 IS TRUE"
        ).fetchall()
    assert known < actions["test-b12"]


def test_an_answer_that_is_missing_is_a_fault_and_not_a_number() -> None:
    with side_by_side([p.FINE]) as database:
        database.execute("UPDATE answers SET answer_deficiency = NULL")
        with pytest.raises(ValueError, match="deficiency: 1 patients have no single answer"):
            count(database, RULES, RULES.gaps)


def test_the_funnel_counts_only_who_took_every_step_before() -> None:
    steps = [
        Person("reviewed", {**p.CONFIRMED.facts, "on_cobalamin": True, "reviewed": True}),
        Person("treated", {**p.CONFIRMED.facts, "on_cobalamin": True}),
        p.CONFIRMED,
        # treated and reviewed without a result: stops at the first step
        Person("untested", {**p.NUMB.facts, "on_cobalamin": True, "reviewed": True}),
        Person("normal", {**p.FINE.facts, "fatigue": True, "low_b12_diet": True}),
        Person("dead", {**p.CONFIRMED.facts}, deceased=True),
    ]
    with side_by_side(steps) as database:
        found = funnel(database)
    assert [(step.name, step.people) for step in found] == [
        ("suspected", 5),
        ("tested", 4),
        ("deficient or probable", 3),
        ("confirmed", 3),
        ("treated", 2),
        ("reviewed", 1),
    ]
    assert all(one.people >= other.people for one, other in pairwise(found))
    assert all(step.left for step in found[:-1])


def by_name(found: Equity) -> dict[tuple[str, str], Group]:
    return {(group.dimension, group.name): group for group in found.groups}


def test_everyone_is_in_one_group_of_each_dimension() -> None:
    with side_by_side(p.PRACTICE) as database:
        found = equity(database, RULES.gaps)
    assert found.dimensions == ("age", "sex", "ethnicity", "record")
    for dimension in found.dimensions:
        assert sum(group.people for group in found.of(dimension)) == 15
    groups = by_name(found)
    assert [group.name for group in found.of("age")] == [
        "60-69",
        "70-79",
        "80 and over",
        "not recorded",
    ]
    assert groups[("record", "without a Patient resource")].people == 1
    assert groups[("ethnicity", "Pakistani")].people == 1
    assert groups[("ethnicity", "not recorded")].people == 14
    everyone = dict(groups[EVERYONE].counts)
    assert everyone["tested"] == 6
    assert everyone["suspected"] == 5
    assert everyone["suspected-never-tested"] == 3
    assert everyone["deficient"] == 1
    assert everyone["treated"] == 0
    assert everyone["neuropathy-never-tested"] == 3
    assert dict(groups[("age", "80 and over")].counts)["neuropathy-never-tested"] == 1


def test_many_ethnic_groups_are_joined_and_a_group_keeps_its_name_whatever_it_is() -> None:
    crowded = [Person(f"p{n}-{m}", ethnicity=f"group '{n:02d}'") for n in range(20) for m in (1, 2)]
    with side_by_side([*crowded, Person("alone", ethnicity="zzz")]) as database:
        names = [group.name for group in equity(database, RULES.gaps).of("ethnicity")]
    assert names == [*(f"group '{n:02d}'" for n in range(12)), "all others"]


def test_a_share_has_the_interval_of_wilson() -> None:
    """Worked out by hand for 8 of 10, and against the printed values of Newcombe 1998, table I."""
    share = share_of(8, 10)
    assert share is not None
    assert (round(share.low, 4), round(share.high, 4)) == (0.4902, 0.9433)
    for count_, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)):
        found = share_of(count_, of)
        assert found is not None
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    nobody, all_ = share_of(0, 20), share_of(29, 29)
    assert nobody is not None
    assert all_ is not None
    assert (nobody.low, round(nobody.high, 4)) == (0.0, 0.1611)
    assert (round(all_.low, 4), all_.high) == (0.8830, 1.0)
    assert share_of(0, 0) is None


def test_results_are_drawn_in_the_unit_they_came_in_without_treated_or_bounded_ones() -> None:
    people = [
        Person("a", {"total_b12": ng(180)}),
        Person("b", {"total_b12": ng(199)}),
        Person("c", {"total_b12": ng(1500)}),
        Person("d", {"total_b12": ng(150, "<")}),
        Person("e", {"total_b12": ng(190), "total_b12_treated": True}),
        Person("f", {"total_b12": ng(190)}, deceased=True),
    ]
    with side_by_side(people) as database:
        [found] = distributions(database, RULES)
    assert found.unit == "ng/L"
    held = [(bar.low, bar.high, bar.people) for bar in found.bars if bar.people]
    assert held == [(175, 200, 2), (1000, None, 1)]
    assert found.beyond == 1
    assert [value for value, _ in found.cuts] == [180, 350]
    assert [value for value, _ in cut_points(guideline("ng239"), "pmol/L")] == [133, 258]


def test_the_record_is_told_as_it_is() -> None:
    with side_by_side(
        [p.CONFIRMED, Person("x", {"mma_measured": True}, has_patient=False)]
    ) as database:
        rows_of_the_record(database)
        found = quality(database)
    assert found.units == (
        Units("mma", "nmol/L", 1),
        Units("total_b12", "ng/L", 3),
        Units("total_b12", "", 2),
        Units("total_b12", "pmol/L", 1),
    )
    assert found.unreadable == (
        Unreadable("total_b12", "it has no unit", 1, 6),
        Unreadable("total_b12", "its value is the text (...)", 1, 6),
    )
    assert found.undated == (Undated("total_b12", 1, 1, 6),)
    assert found.by_text == (
        ByText("entries", "numbness", 1, 2),
        ByText("medicines", "colchicine", 1, 1),
    )
    assert (found.without_patient, found.mma_measured, found.mma_without_egfr) == (1, 2, 1)


def test_a_unit_that_many_results_came_in_is_named_and_rare_reasons_are_joined() -> None:
    often = [
        f"('p', 'mma', 'MMA is not reported in \"{unit}\"; nmol/L is expected')" for unit in "a" * 5
    ]
    rare = [f"('p', 'mma', 'reason {n}')" for n in range(7)]
    with side_by_side([p.FINE]) as database:
        database.execute(
            "CREATE TABLE results AS SELECT *, NULL AS unit, NULL AS positive, NULL::DATE AS day,"
            f" true AS day_known FROM (VALUES {', '.join(often + rare)})"
            " AS t(patient, concept, unreadable)"
        )
        found = quality(database).unreadable
    assert found is not None
    assert found[0] == Unreadable("mma", 'MMA is not reported in "a"; nmol/L is expected', 5, 12)
    assert [each.why for each in found[1:]] == [*(f"reason {n}" for n in range(4)), "other reasons"]
    assert found[-1].results == 3


def test_without_the_rows_of_the_record_it_says_that_they_were_not_there() -> None:
    with side_by_side([p.FINE]) as database:
        found = quality(database)
    assert (found.units, found.unreadable, found.undated, found.by_text) == (None,) * 4


def test_a_crowd_is_counted_as_one_by_one() -> None:
    """The same numbers by a plain loop over the rows."""
    with side_by_side(crowd(400)) as database:
        counts = count(database, RULES, RULES.gaps)
        found = database.execute("SELECT * FROM answers JOIN people USING (patient)")
        names = [column[0] for column in found.description or []]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    living = [row for row in rows if not row["deceased"]]
    assert (counts.patients, counts.living) == (400, len(living))
    for each in counts.answers:
        held = [row[f"answer_{each.question}"] for row in living]
        assert {c.code: c.people for c in each.codes} == {
            c.code: held.count(c.code) for c in each.codes
        }
    for gap in counts.gaps:
        truths = [row[f"gap_{gap.id.replace('-', '_')}"] for row in living]
        assert (gap.yes, gap.no, gap.cannot_be_told) == tuple(
            map(truths.count, (True, False, None))
        )

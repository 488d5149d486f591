"""Is a site's regimen read as it is written, and everything that could be a slip refused by key?"""

from __future__ import annotations

from datetime import date

import pytest

from cobalamin.guideline.local_regimens import LocalRegimen
from cobalamin.guideline.overlay import OverlayError, overlay
from cobalamin.regimen import Every, describe, due_days
from tests.overlay.overlays import REGIMEN, SITE, regimen_spoiled

INSTEAD = 'instead_of = "bnf-hydroxocobalamin-neurological"\n'
PHASES = "[[regimen.phase]]" + REGIMEN.partition("[[regimen.phase]]")[2]


def read(text: str) -> LocalRegimen:
    [local] = overlay(text).regimens
    return local


def test_a_regimen_is_read_as_it_is_written() -> None:
    local = read(SITE + REGIMEN)
    assert local.regimen.id == "st-elsewhere-nerves"
    assert local.regimen.product == "hydroxocobalamin"
    assert local.regimen.routes == ("intramuscular",)
    assert [describe(phase) for phase in local.regimen.phases] == [
        "loading: 1,000 mcg every 3 days, 14 doses",
        "maintenance: 1,000 mcg every 2 months as long as the cause lasts",
    ]
    assert (local.site, local.instead_of) == (
        "St Elsewhere laboratory",
        "bnf-hydroxocobalamin-neurological",
    )


def test_its_doses_are_dated() -> None:
    doses = due_days(read(SITE + REGIMEN).regimen, date(2026, 1, 1), date(2026, 6, 1))
    assert [dose.day for dose in doses][:3] == [
        date(2026, 1, 1),
        date(2026, 1, 4),
        date(2026, 1, 7),
    ]
    assert [dose.day for dose in doses if dose.phase == "maintenance"] == [date(2026, 4, 9)]


@pytest.mark.parametrize(
    ("written", "meant", "says"),
    [
        ('"daily"', Every(days=1), "daily"),
        ("{ days = 2 }", Every(days=2), "every 2 days"),
        ("{ weeks = 1 }", Every(days=7), "weekly"),
        ("{ weeks = 2 }", Every(days=14), "every 2 weeks"),
        ("{ months = 12 }", Every(months=12), "every 12 months"),
    ],
)
def test_an_interval_is_told_as_the_site_wrote_it(written: str, meant: Every, says: str) -> None:
    phase = read(regimen_spoiled(("{ days = 3 }", written))).regimen.phases[0]
    assert phase.every == meant
    assert describe(phase) == f"loading: 1,000 mcg {says}, 14 doses"


@pytest.mark.parametrize("dose", [10, 1000, 5000])
def test_a_dose_up_to_the_limits_is_taken(dose: int) -> None:
    assert read(regimen_spoiled(("1000", str(dose)))).regimen.phases[0].amount_ug == dose


def test_a_phase_may_end_by_words_if_it_says_how_many_are_dated() -> None:
    text = regimen_spoiled(("doses = 14", 'until = "until better"\nplanned_doses = 5'))
    phase = read(text).regimen.phases[0]
    assert (phase.doses, phase.until, phase.planned_doses) == (None, "until better", 5)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "st-elsewhere-nerves"\n', "", "regimen, id: say it in words"),
        ("st-elsewhere-nerves", "bnf-hydroxocobalamin", "id: is one of ours"),
        ("st-elsewhere-nerves", "no-treatment", "id: is one of ours"),
        ("st-elsewhere-nerves", "St Elsewhere", "id: write small letters"),
        ("st-elsewhere-nerves", "st--elsewhere", "id: write small letters"),
        ('title = "our own"', "title = 7", "title: say it in words"),
        ('product = "hydroxocobalamin"', 'product = "vitamin C"', "product: 'vitamin C' is none"),
        ('product = "hydroxocobalamin"\n', "", "product: nothing is none of cyanocobalamin"),
        ('route = "intramuscular"', 'route = "intravenous"', "route: 'intravenous' is none of"),
        ('route = "intramuscular"', "route = true", "route: True is none of"),
        ("bnf-hydroxocobalamin-neurological", "bnf", "instead_of: no guideline suggests 'bnf'"),
        (
            "bnf-hydroxocobalamin-neurological",
            "nasal-cyanocobalamin",
            "instead_of: no guideline suggests 'nasal-cyanocobalamin'",
        ),
        ('instead_of = "bnf', 'instead_of = " "#', "instead_of: say it in words"),
        ("decided_by =", "# ", "decided_by: say it in words"),
        ("why =", "# ", "why: say it in words"),
        ("source =", "# ", "source: say it in words"),
        ("why =", 'licence = "none"\nwhy =', "licence: only decided_by, id, instead_of, phase,"),
        ("dose_ug = 1000", "dose_mg = 1", "phase 1, dose_mg: only dose_ug, doses, every, name,"),
        ("dose_ug = 1000\n", "", "dose_ug: nothing is not a whole number of micrograms above zero"),
        ("dose_ug = 1000", "dose_ug = 0", "dose_ug: 0 is not a whole number of micrograms"),
        ("dose_ug = 1000", "dose_ug = -1000", "dose_ug: -1000 is not a whole number"),
        ("dose_ug = 1000", "dose_ug = 1000.5", "dose_ug: 1000.5 is not a whole number"),
        ("dose_ug = 1000", "dose_ug = true", "dose_ug: True is not a whole number"),
        ("dose_ug = 1000", 'dose_ug = "1 mg"', "dose_ug: '1 mg' is not a whole number"),
        ("dose_ug = 1000", "dose_ug = 5001", "dose_ug: 5001 micrograms is not from 10 to 5000"),
        ("dose_ug = 1000", "dose_ug = 9", "1 mg is 1000 micrograms"),
        ("{ days = 3 }", "{ days = 0 }", "every, days: 0 is not a whole number above zero"),
        ("{ days = 3 }", "{ days = -3 }", "every, days: -3 is not"),
        ("{ days = 3 }", "{ days = 1.5 }", "every, days: 1.5 is not"),
        ("{ days = 3 }", "{ days = 367 }", "every, days: 367 is longer than a year"),
        ("{ months = 2 }", "{ months = 13 }", "phase 2, every, months: 13 is longer"),
        ("{ days = 3 }", "{ hours = 8 }", "every, hours: only days, weeks, months belong"),
        ("{ days = 3 }", "{ days = 3, weeks = 1 }", 'every: write "daily" or one of'),
        ("{ days = 3 }", '"weekly"', 'every: write "daily" or one of'),
        ("every = { days = 3 }\n", "", 'every: write "daily" or one of'),
        ("doses = 14", "doses = 0", "doses: 0 is not a whole number above zero"),
        ("doses = 14\n", "", "doses: say how many `doses`, or `until` when"),
        ("doses = 14", 'doses = 14\nuntil = "better"', "doses: say how many `doses`, or `until`"),
        ("doses = 14", 'until = "better"', "planned_doses: say how many are dated"),
        ("doses = 14", "doses = 14\nplanned_doses = 3", "planned_doses: belongs to a phase with"),
        ("doses = 14", 'until = " "\nplanned_doses = 3', "until: say it in words"),
        ("doses = 14", 'until = "x"\nplanned_doses = -1', "planned_doses: -1 is not"),
        ('name = "loading"', 'name = "start"', "name: 'start' is none of loading, consolidation,"),
        ('name = "loading"', 'name = "maintenance"', "maintenance, maintenance: each once"),
        ('name = "maintenance"', 'name = "loading"', "loading, loading: each once, in order"),
        (PHASES, "", "phase: give one [[regimen.phase]] or more"),
        (PHASES, "phase = [1]", "phase: write each as a table"),
        (REGIMEN, "regimen = []", "regimen: give one [[regimen]] or more"),
        (REGIMEN, "regimen = 4", "regimen: give one [[regimen]] or more"),
        (REGIMEN, "", "give one [[cut-point]] or [[regimen]]"),
        (REGIMEN, REGIMEN + REGIMEN, "regimen 'st-elsewhere-nerves', id: is given twice"),
        (
            REGIMEN,
            REGIMEN + REGIMEN.replace("st-elsewhere-nerves", "other"),
            "regimen 'other', instead_of: 'bnf-hydroxocobalamin-neurological' is replaced twice",
        ),
    ],
)
def test_a_slip_is_refused_by_its_key(old: str, new: str, told: str) -> None:
    with pytest.raises(OverlayError) as refused:
        overlay(regimen_spoiled((old, new)))
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_further_choices_replace_nothing_twice() -> None:
    further = REGIMEN.replace(INSTEAD, "")
    text = SITE + further + further.replace("st-elsewhere-nerves", "other")
    assert [each.instead_of for each in overlay(text).regimens] == ["", ""]

"""What is measured when, what counts as a response, and when may treatment stop?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from cobalamin.guideline.sources import (
    ARTICLE,
    BNSSG,
    BSH_2014,
    LABEL_CYANOCOBALAMIN,
    LABEL_HYDROXOCOBALAMIN_US,
    LINDENBAUM_1988,
    METHYCOBAL,
    NG239,
    PROJECT,
    STABLER_2013,
    UK_DIRECTION,
)
from cobalamin.regimen import Regimen
from cobalamin.rules.expression import Dissent
from cobalamin.source import Citation
from cobalamin.value import Value

Circumstance = Literal["injected", "oral", "pregnant", "potassium-at-risk", "autoimmune-gastritis"]
"""What of a patient or regimen brings a check; "injected" and "oral" follow from the regimen."""


class Check(Value):
    """One thing to measure or review, so many days after the first dose (0: before it).

    `code` is an action code of the contract; "review-due" is a review by a clinician. With `only`,
    it is for these circumstances; with `never`, not for those. `every_days` repeats it.
    """

    code: str
    after_days: int
    says: str
    because: tuple[Citation, ...]
    only: tuple[Circumstance, ...] = ()
    never: tuple[Circumstance, ...] = ()
    every_days: int = 0


class Due(Value):
    """A check on its day."""

    code: str
    day: date
    says: str
    because: tuple[Citation, ...]


_BASELINE = (UK_DIRECTION.at("before the first dose: blood count, film, folate", "second-hand"),)
_KIDNEY_BASELINE = (PROJECT.at("read MMA and choose the ampoule by the kidneys", "chosen"),)
_BLOOD_RECOVERS = (STABLER_2013.at("blood count corrected in about 8 weeks", "memory"),)

CHECKS: tuple[Check, ...] = (
    Check("test-cbc", 0, "Blood count and film before the first dose.", _BASELINE),
    Check("test-b12", 0, "B12, or active B12, before the first dose.", _BASELINE),
    Check("test-mma", 0, "MMA before the first dose.", _KIDNEY_BASELINE),
    Check("test-homocysteine", 0, "Homocysteine before the first dose.", _KIDNEY_BASELINE),
    Check("test-folate", 0, "Folate before the first dose.", _BASELINE),
    Check("test-egfr", 0, "Creatinine and eGFR before the first dose.", _KIDNEY_BASELINE),
    Check(
        "test-potassium",
        0,
        "Potassium before the first dose.",
        (LABEL_CYANOCOBALAMIN.at("potassium: the first 48 hours", "seen"),),
    ),
    Check(
        "test-if-antibody",
        0,
        "Intrinsic factor antibody before the first dose, or 2 weeks after one.",
        (NG239.at("autoimmune gastritis: anti-intrinsic-factor antibody", "seen"),),
    ),
    Check(
        "test-potassium",
        1,
        "Potassium within 48 hours of the first dose.",
        (LABEL_CYANOCOBALAMIN.at("observed closely the first 48 hours", "seen"),),
        only=("potassium-at-risk",),
    ),
    Check(
        "test-potassium",
        2,
        "Potassium at 48 hours.",
        (LABEL_CYANOCOBALAMIN.at("observed closely the first 48 hours", "seen"),),
        only=("potassium-at-risk",),
    ),
    Check(
        "test-potassium",
        7,
        "Potassium after a week.",
        (PROJECT.at("a week: from memory", "memory"),),
        only=("potassium-at-risk",),
    ),
    Check(
        "test-cbc",
        10,
        "Reticulocytes: they rise from the 3rd to the 10th day. If not, look for iron or folate "
        "deficiency, infection or uraemia.",
        (LABEL_HYDROXOCOBALAMIN_US.at("reticulocytes: 3rd to 10th day", "seen"),),
    ),
    Check(
        "review-due",
        21,
        "Still improving? Then go on with loading; if not, begin maintenance.",
        (BSH_2014.at("alternate days: review after 3 weeks", "seen"),),
        only=("injected",),
    ),
    Check(
        "review-due",
        30,
        "First review: symptoms, score, dose (pregnant or breastfeeding).",
        (NG239.at("1 month if pregnant or breastfeeding", "seen"),),
        only=("pregnant",),
    ),
    Check("test-cbc", 56, "Blood count: haemoglobin and MCV corrected by now.", _BLOOD_RECOVERS),
    Check(
        "test-mma",
        56,
        "MMA (and homocysteine): normal, or less than half of before, shows the response.",
        (
            LINDENBAUM_1988.at("more than 50% fall in 31 of 31", "seen"),
            STABLER_2013.at("normal in 1 to 2 months", "memory"),
        ),
    ),
    Check(
        "review-due",
        91,
        "First review: symptoms, score, dose, cause.",
        (NG239.at("first review after 3 months", "seen"),),
        never=("pregnant",),
    ),
    Check(
        "test-b12",
        91,
        "Serum B12 shows whether tablets are absorbed.",
        (ARTICLE.at("consistent monitoring of blood levels", "seen"),),
        only=("oral",),
    ),
    Check(
        "review-due",
        183,
        "Nerves: improvement usually reaches its limit at 6 to 12 months.",
        (STABLER_2013.at("plateau at 6 to 12 months", "memory"),),
    ),
    Check(
        "review-due",
        365,
        "Yearly: symptoms, adherence, cause, blood count.",
        (NG239.at("yearly review", "memory"),),
        every_days=365,
    ),
    Check(
        "review-due",
        365,
        "Autoimmune gastritis: ask for stomach symptoms; gastric cancer is commoner.",
        (NG239.at("monitoring for gastric cancer", "seen"),),
        only=("autoimmune-gastritis",),
        every_days=365,
    ),
)

SERUM_B12_ON_INJECTIONS = Dissent(
    "Sources differ on serum B12 during injections: the source article monitors blood levels to "
    "set the maintenance dose; NICE NG239 and BNSSG call it unnecessary and uninformative. None is "
    "planned here: symptoms, blood count and MMA guide the dose.",
    (
        ARTICLE.at("consistent monitoring of blood levels is necessary", "seen"),
        BNSSG.at("repeat levels: unnecessary and uninformative", "seen"),
        NG239.at("do not repeat B12 during injections", "second-hand"),
    ),
)

RESPONSES: tuple[tuple[str, str, Citation], ...] = (
    (
        "reticulocytes",
        "They rise from day 3 to day 10.",
        LABEL_HYDROXOCOBALAMIN_US.at("3rd to 10th day", "seen"),
    ),
    (
        "mma",
        "MMA and homocysteine fall by more than half; that also confirms the deficiency backwards.",
        LINDENBAUM_1988.at("31 of 31", "seen"),
    ),
    ("haemoglobin", "Haemoglobin and MCV are normal at about 8 weeks.", _BLOOD_RECOVERS[0]),
    (
        "symptoms",
        "Symptoms begin to ease within weeks to 3 months; tingling may be worse at first.",
        NG239.at("can take weeks, even months", "seen"),
    ),
)
"""What counts as a response: of what, in which words, who says so."""

STOPPING: tuple[tuple[str, str, Citation], ...] = (
    (
        "never",
        "Autoimmune gastritis, total gastrectomy, ileal resection, inborn errors: lifelong.",
        NG239.at("irreversible cause: lifelong", "seen"),
    ),
    (
        "cause-unknown",
        "Cause unknown: go on, with follow-up.",
        NG239.at("at review: cause not known", "seen"),
    ),
    (
        "cause-resolved",
        "Any cause that is resolved, as symptoms are: may stop, or change to tablets.",
        NG239.at("at review: cause resolved", "seen"),
    ),
    (
        "no-effect",
        "Mecobalamin by its label: stop at one month if it has had no effect.",
        METHYCOBAL.at("stop without effect after 1 month", "seen"),
    ),
)
"""When treatment may stop, and when never."""


def checks_due(
    regimen: Regimen, start: date, until: date, circumstances: Iterable[Circumstance] = ()
) -> tuple[Due, ...]:
    """The dated tests and reviews of a regimen from its first dose to `until`, in order of days.

    What belongs before the first dose is due on the day of `start`.
    """
    given: set[Circumstance] = {*circumstances, "injected" if regimen.injected else "oral"}
    due = [
        Due(check.code, day, check.says, check.because)
        for check in (*CHECKS, *_own_rule(regimen))
        if (not check.only or given.intersection(check.only)) and given.isdisjoint(check.never)
        for day in _days(check, start, until)
    ]
    return tuple(sorted(due, key=lambda each: each.day))


def _own_rule(regimen: Regimen) -> tuple[Check, ...]:
    """A regimen that its source stops without effect has a review on that day."""
    if not regimen.stop_if_no_effect_days:
        return ()
    says = "Stop if it has had no effect."
    return (Check("review-due", regimen.stop_if_no_effect_days, says, regimen.because),)


def _days(check: Check, start: date, until: date) -> list[date]:
    days = [start + timedelta(days=check.after_days)]
    while check.every_days and days[-1] <= until:
        days.append(days[-1] + timedelta(days=check.every_days))
    return [day for day in days if day <= until]

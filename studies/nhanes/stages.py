"""Whom would a guideline find if a test were made only when it asks for that test?

The survey measured everyone. In a clinic a test is made because a step of the guideline calls for
it: so the results are withheld, and given one round at a time as they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from cobalamin.chart import Chart
from cobalamin.value import replace
from studies.nhanes.codes import Codes

WITHHELD = {
    "test-b12": "total_b12",
    "test-mma": "mma",
    "test-homocysteine": "homocysteine",
    "test-egfr": "egfr",
    "test-folate": "folate",
}
"""The steps that ask for a test, and the results withheld until then; the blood count, the HbA1c,
the medicines and what the person says are known from the start."""


class Ways(StrEnum):
    """Which steps are followed: each, or only those that are not routine."""

    EVERY = "every_step"
    PRESSING = "pressing_steps"


class End(NamedTuple):
    """Where the steps lead: the last answers, and the results asked for on the way."""

    codes: Codes
    asked: frozenset[str]


def stages(chart: Chart, codes: Callable[[Chart], dict[str, Codes]]) -> Callable[..., End]:
    """A function of a guideline's name and a way; each stage of the record is read only once."""
    read: dict[frozenset[str], dict[str, Codes]] = {}

    def stage(asked: frozenset[str]) -> dict[str, Codes]:
        if asked not in read:
            hidden = set(WITHHELD.values()) - asked
            seen = tuple(result for result in chart.results if result.concept not in hidden)
            read[asked] = codes(replace(chart, results=seen))
        return read[asked]

    def followed(name: str, way: Ways) -> End:
        """Make the tests that are asked for, and read again, until no more are asked for."""
        asked: frozenset[str] = frozenset()
        while True:
            found = stage(asked)[name]
            more = asked | {
                WITHHELD[code]
                for code, urgency in found.steps.items()
                if code in WITHHELD and (way is Ways.EVERY or urgency != "routine")
            }
            if more == asked:
                return End(found, asked)
            asked = more

    return followed

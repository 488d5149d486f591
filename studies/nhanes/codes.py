"""Which codes does each guideline give for a chart, without the reasons, in microseconds?

The same rules as an assessment, compiled, for every participant is read some six times with this
or that left out. Tests hold it to what `assess` says, on invented and on real participants.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from cobalamin.chart import Chart
from cobalamin.guideline.fact_reader import FactReader, fact_reader
from cobalamin.guideline.profiles import NAMES, guideline
from cobalamin.rules.compiled import compile_questions
from cobalamin.rules.evaluate import FactRow
from cobalamin.rules.question import Guideline

SOONEST_FIRST = ("now", "soon", "routine")


class Codes(NamedTuple):
    """What one guideline says: the code of each question, and each step with its urgency.

    What is missing could still change the answers to the `unsettled` questions.
    """

    answers: dict[str, str]
    unsettled: frozenset[str]
    steps: dict[str, str]


Coder = Callable[[Chart], dict[str, Codes]]


@cache
def coder() -> Coder:
    """A function that gives the codes under every guideline; the facts are read once for all."""
    readers = {name: _one(guideline(name)) for name in NAMES}
    reader = _reader_of_all()

    def codes(chart: Chart) -> dict[str, Codes]:
        row = {name: known.value for name, known in reader.read(chart).items()}
        return {name: read(row) for name, read in readers.items()}

    return codes


def _reader_of_all() -> FactReader:
    listed = dict.fromkeys(fact for name in NAMES for fact in guideline(name).facts)
    return fact_reader(listed)


def _one(rules: Guideline) -> Callable[[FactRow], Codes]:
    truths_of = compile_questions(rules)
    asked = [question.name for question in rules.questions]
    by_urgency = sorted(
        enumerate(rules.actions), key=lambda each: SOONEST_FIRST.index(each[1].urgency)
    )

    def read(row: FactRow) -> Codes:
        truths = truths_of(row)
        steps: dict[str, str] = {}
        for place, action in by_urgency:
            so = truths.actions[place]
            if so or (so is None and action.asks):
                steps.setdefault(action.code, action.urgency)
        settled = dict(zip(asked, truths.settled, strict=True))
        unsettled = frozenset(name for name, so in settled.items() if not so)
        return Codes(dict(zip(asked, truths.answers, strict=True)), unsettled, steps)

    return read

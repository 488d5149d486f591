"""How is every NHANES 2001-2002 participant assessed? Counts each answer in each guideline.

Run `python -m tests.real.nhanes_table` to write the counts into the reviewed table; what stands
above its dividing line is written by a person and kept. Look at the difference before committing.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from cobalamin.assess.many import assessor
from cobalamin.fhir.read import read_record
from cobalamin.guideline.profiles import NAMES, guideline
from tests.real.nhanes import EXAMINED, FOLDER, records

TABLE = Path(__file__).resolve().parents[1] / "golden" / "nhanes_2001_2002.md"
LINE = "<!-- Below this line: written by `python -m tests.real.nhanes_table`. -->\n"
TOGETHER = 200

Standing = tuple[str, bool]
"""The code of an answer, and whether it is settled."""


class Seen(NamedTuple):
    """One participant under one guideline: the answers by question, and the steps by code."""

    answers: dict[str, Standing]
    steps: tuple[str, ...]


_assessor = cache(lambda name: assessor(guideline(name)))


def assess_all(*, names: tuple[str, ...] = NAMES, moles: bool = False) -> list[dict[str, Seen]]:
    """Everyone, in the order of the records, by guideline; on all processors."""
    everyone = list(records(moles=moles))
    parts = [everyone[n : n + TOGETHER] for n in range(0, len(everyone), TOGETHER)]
    workers = min(4, os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        done = pool.map(_assess_part, parts, [names] * len(parts))
        return [seen for part in done for seen in part]


def _assess_part(part: list[bytes], names: tuple[str, ...]) -> list[dict[str, Seen]]:
    return [_assess_one(record, names) for record in part]


def _assess_one(record: bytes, names: tuple[str, ...]) -> dict[str, Seen]:
    chart = read_record([("bundle.json", record)], EXAMINED)
    seen: dict[str, Seen] = {}
    for name in names:
        found = _assessor(name)(chart)
        answers = {each.question: (each.code, each.settled) for each in found.answers}
        seen[name] = Seen(answers, tuple(f"{each.code}, {each.urgency}" for each in found.steps))
    return seen


def counted(everyone: list[dict[str, Seen]], by_moles: list[dict[str, Seen]]) -> str:
    """All counts as Markdown."""
    questions = list(everyone[0][NAMES[0]].answers)
    lines = [f"\n{len(everyone)} participants. In brackets: how many of them are still open.\n"]
    for question in questions:
        columns = [Counter(seen[name].answers[question] for seen in everyone) for name in NAMES]
        codes = sorted({code for column in columns for code, _ in column})
        rows = [[code, *(_open(column, code) for column in columns)] for code in codes]
        lines += [f"## {question}\n", *_table(["answer", *NAMES], rows)]
    steps = [Counter(step for seen in everyone for step in seen[name].steps) for name in NAMES]
    rows = [
        [step, *(str(column[step]) for column in steps)] for step in sorted(set().union(*steps))
    ]
    lines += ["## Next steps\n", *_table(["step, urgency", *NAMES], rows)]
    return "\n".join([*lines, *_changed(everyone, by_moles, questions)])


def _changed(
    everyone: list[dict[str, Seen]], by_moles: list[dict[str, Seen]], questions: Iterable[str]
) -> Iterator[str]:
    """Whose answer depends on the unit in which the same B12 is reported."""
    first = NAMES[0]
    changes = Counter(
        (question, before[first].answers[question][0], after[first].answers[question][0])
        for before, after in zip(everyone, by_moles, strict=True)
        for question in questions
    )
    yield f"## The same B12 reported in pmol/L ({first})\n"
    rows = [
        [question, before, after, str(count)]
        for (question, before, after), count in sorted(changes.items())
        if before != after
    ]
    yield from _table(["question", "from pg/mL", "from pmol/L", "participants"], rows)


def _open(column: Counter[Standing], code: str) -> str:
    settled, still_open = column[code, True], column[code, False]
    return f"{settled + still_open}" + (f" ({still_open})" if still_open else "")


def _table(heads: list[str], rows: list[list[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def main() -> int:
    """Write the counts below the line of the reviewed table."""
    if not FOLDER.is_dir():
        sys.stderr.write(f"the NHANES tables are not in {FOLDER.parts[-3:]} beside this checkout\n")
        return 2
    kept = TABLE.read_text("utf-8").partition(LINE)[0]
    counts = counted(assess_all(), assess_all(names=NAMES[:1], moles=True))
    TABLE.write_text(kept + LINE + counts, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

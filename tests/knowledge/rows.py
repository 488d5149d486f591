"""All spec rows of each guideline, and which of them notices that a rule was changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.evaluate import Memo, evaluate
from cobalamin.rules.expression import Rule
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import rules_of
from tests.knowledge.mutation import Mutant
from tests.spec.page import tables
from tests.spec.runner import Row, rows_of, told

PAGES = sorted((Path(__file__).parents[1] / "spec").glob("*.md"))
GUIDELINES: Mapping[str, Guideline] = guidelines()


@dataclass(frozen=True, slots=True)
class Read:
    """A row with every verdict that was reached on the way to its own."""

    row: Row
    verdicts: Memo

    def notices(self, mutant: Mutant, followers: tuple[Rule, ...]) -> bool:
        """The row would be told something else than it expects if the mutant were the rule."""
        before = self.verdicts.get(mutant.rule)
        after = evaluate(mutant.when, self.row.facts, dict(self.verdicts))
        if before is None or after.truth == before.truth:
            return False
        reached = set(followers)
        memo = {rule: verdict for rule, verdict in self.verdicts.items() if rule not in reached}
        try:
            return told(self.row.subject, self.row.facts, memo | {mutant.rule: after}) != (
                self.row.expected
            )
        except ValueError:  # a question with several answers at once, or none
            return True


@cache
def rows_about(name: str) -> tuple[Read, ...]:
    """The spec rows of one guideline, read."""
    found: list[Read] = []
    for row in _rows(name):
        verdicts: Memo = {}
        told(row.subject, row.facts, verdicts)
        found.append(Read(row, verdicts))
    return tuple(found)


def _rows(name: str) -> Iterator[Row]:
    """The rows of every table that names this guideline, or that names none and is about it too."""
    guideline = GUIDELINES[name]
    subjects = {rule.id for rule in rules_of(guideline)} | {q.name for q in guideline.questions}
    for table in (table for page in PAGES for table in tables(page)):
        if name in table.profiles or (not table.profiles and table.subject in subjects):
            yield from rows_of(table, guideline)


@cache
def rows_through(name: str) -> Mapping[Rule, tuple[Read, ...]]:
    """The rows of one guideline by the rules they go through, those about the rule itself first."""
    through: dict[Rule, list[Read]] = {}
    for read in rows_about(name):
        for rule in read.verdicts:
            through.setdefault(rule, []).append(read)
    return {
        rule: tuple(sorted(reads, key=lambda read: read.row.subject is not rule))
        for rule, reads in through.items()
    }

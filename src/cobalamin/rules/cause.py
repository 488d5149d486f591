"""What may have caused it: which rules say how strongly the record speaks for a cause?"""

from __future__ import annotations

from typing import Literal

from cobalamin.rules.expression import Rule
from cobalamin.value import Value

Course = Literal["stays", "goes", "partly"]
"""Whether a cause stays for life, can be brought to an end, or only in part."""


class Cause(Value, eq=False):
    """One possible cause: rules for a record that makes it likely, and for one that allows it.

    `mechanism` says how it causes the disease, `then` what to do about it, in plain words.
    A cause without a rule of one grade never reaches that grade.
    """

    id: str
    label: str
    course: Course
    mechanism: str
    then: str
    likely: Rule | None = None
    possible: Rule | None = None


class Causes(Value, eq=False):
    """The causes of one guideline, the strongest evidence first, and when they are asked for."""

    when: Rule
    ranked: tuple[Cause, ...]

    def rules(self) -> tuple[Rule, ...]:
        """Every rule of every cause, in the order of the causes."""
        each = (rule for cause in self.ranked for rule in (cause.likely, cause.possible))
        return (self.when, *(rule for rule in each if rule is not None))

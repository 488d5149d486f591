"""In which few places does the SQL of the screening differ between engines?

All else is one text. Sail reads what Spark reads. A function that only one engine knows does not
belong in that text: it gets a name here, or another function is found.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from cobalamin.value import Value


class Dialect(Value):
    """What one engine calls the few things that have no common name.

    `text` is its type for text of any length. `kept` makes a part of a query, used many times, be
    worked out once. `span` is the whole days from one day to a later one. `beside` is how the
    picked results of one person are laid side by side: by one join for each, or by one grouping.
    """

    name: str
    text: str
    kept: str
    span: str
    beside: Literal["joins", "grouping"]

    def days(self, later: str, earlier: str) -> str:
        """Days from the earlier to the later of two day expressions, below zero if it is not."""
        return self.span.format(later=later, earlier=earlier)

    def type(self, kind: str) -> str:
        """A type of a table of ours as the engine calls it."""
        return self.text if kind == "VARCHAR" else kind


# A hundred wide groups a person cost DuckDB ten times what the joins cost; Spark works the part out
# anew for each join.
DUCKDB = Dialect("duckdb", "VARCHAR", "MATERIALIZED ", "({later} - {earlier})", "joins")
SPARK = Dialect("spark", "STRING", "", "datediff({later}, {earlier})", "grouping")


def on(day: date) -> str:
    """A day as SQL."""
    return f"DATE '{day.isoformat()}'"

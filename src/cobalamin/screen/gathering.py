"""What has to be gathered of each person before the facts can be said, and in which query?"""

from __future__ import annotations

from datetime import date

from cobalamin.screen.courses import courses, doses
from cobalamin.screen.dialect import Dialect, on
from cobalamin.screen.picks import Picks
from cobalamin.screen.tally import Part, Tally

_PERSON = ("patient", "birth_date", "sex", "black_ethnicity")


class Gathering:
    """What facts ask for, collected while they are told: shared by all that ask for the same.

    The gathered rows, one a person, are called `g`.
    """

    def __init__(self, as_of: date, dialect: Dialect) -> None:
        self.as_of = as_of
        self.dialect = dialect
        self.entries = Tally("entries")
        self.medicines = Tally("medicines")
        self.results = Tally("results")
        self.picks = Picks(dialect)
        self._course: dict[str, None] = {}

    def course(self, column: str) -> str:
        """SQL: `first_day` of cobalamin, or `course_day`, the first of the course that goes on."""
        self._course[column] = None
        return f"g.{column}"

    def age_days(self, day: str) -> str:
        """SQL: days from a day expression to the day of screening."""
        return self.dialect.days(on(self.as_of), day)

    def select(self, columns: list[str]) -> str:
        """One query with these columns over the gathered rows."""
        parts = self._parts()
        given = f"WITH {', '.join(parts)} " if parts else ""
        return f"{given}SELECT {', '.join(columns)} FROM ({self._rows()}) AS g"

    def _parts(self) -> list[str]:
        """The parts of the query, each after those that it stands on."""
        picks = self.picks.parts()
        after = [doses(self.as_of), courses(self.dialect)] if picks or self._course else []
        tables = (self.entries, self.medicines, self.results)
        parts: list[Part] = [part for table in tables for part in table.parts()]
        return [f"{name} AS {self.dialect.kept}({text})" for name, text in [*parts, *after, *picks]]

    def _rows(self) -> str:
        """Everyone, with what was gathered; a column that no fact asks for is not here."""
        own = [f"people.{name}" for name in _PERSON]
        course = [f"courses.{column}" for column in self._course]
        gathered = [self.entries, self.medicines, self.results, self.picks]
        columns = [column for each in gathered for column in each.columns()]
        joins = [join for each in gathered for join in each.joins()]
        if course:
            joins.append("LEFT JOIN courses ON courses.patient = people.patient")
        return f"SELECT {', '.join([*own, *course, *columns])} FROM people {' '.join(joins)}"

"""Who is answered otherwise under another guideline or other cut-points, and from what to what?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cobalamin.rules.question import Gap, Guideline
from cobalamin.screen.columns import answer_column, gap_column
from cobalamin.screen.database import Database, rows, text
from cobalamin.screen.side_by_side import LIVING
from cobalamin.screen.small_numbers import Key, Sum
from cobalamin.value import Value

GAP_WORDS = ("yes", "no", "cannot be told")


class Move(Value):
    """How many are answered `before` by the one and `after` by the other."""

    before: str
    after: str
    people: int


class Cross(Value):
    """One question, or one gap, under both: every pair of answers that anybody has."""

    subject: str
    asks: str
    moves: tuple[Move, ...]

    @property
    def people(self) -> int:
        """Everyone."""
        return sum(move.people for move in self.moves)

    @property
    def changed(self) -> int:
        """Those who are answered otherwise."""
        return sum(move.people for move in self.moves if move.before != move.after)

    def before(self) -> tuple[str, ...]:
        """The answers under the first, those of most people first."""
        return _by_size((move.before, move.people) for move in self.moves)

    def after(self) -> tuple[str, ...]:
        """The answers under the other, those of most people first."""
        return _by_size((move.after, move.people) for move in self.moves)

    def moved(self, before: str, after: str) -> int:
        """How many go from the one answer to the other."""
        pairs = {(move.before, move.after): move.people for move in self.moves}
        return pairs.get((before, after), 0)


class Comparison(Value):
    """Both guidelines by name, what changes in each question and gap, and for how many in all."""

    before: str
    after: str
    crosses: tuple[Cross, ...]
    people: int
    changed: int

    @property
    def changing(self) -> tuple[Cross, ...]:
        """The questions and gaps in which anybody changes."""
        return tuple(cross for cross in self.crosses if cross.changed)


def _by_size(counted: Iterator[tuple[str, int]]) -> tuple[str, ...]:
    total: dict[str, int] = {}
    for code, people in counted:
        total[code] = total.get(code, 0) + people
    return tuple(sorted(total, key=lambda code: (-total[code], code)))


def compare(
    database: Database, guideline: Guideline, gaps: Sequence[Gap], names: tuple[str, str]
) -> Comparison:
    """Compare the answers of the living with the other ones beside them.

    Raises ValueError where somebody lacks an answer, which is a fault of a guideline.
    """
    subjects = _subjects(guideline, gaps)
    crosses = tuple(
        Cross(subject, asks, _moves(database, expression)) for subject, asks, expression in subjects
    )
    differs = " OR ".join(_differs(expression) for _, _, expression in subjects) or "FALSE"
    query = f"SELECT count(*), count(*) FILTER ({differs}) FROM {LIVING}"
    [(people, changed)] = rows(database, query)
    return Comparison(*names, crosses, people, changed)


def _subjects(guideline: Guideline, gaps: Sequence[Gap]) -> list[tuple[str, str, str]]:
    """Each question and gap: its name, its words, and its answer as SQL with the column open."""
    asked = [each for each in guideline.questions if each.name in guideline.asked]
    yes, no, unknown = (text(words) for words in GAP_WORDS)
    truth = f" WHEN TRUE THEN {yes} WHEN FALSE THEN {no} ELSE {unknown} END"
    return [
        *((each.name, each.asks, f"{{0}}{answer_column(each.name)}") for each in asked),
        *((gap.id, gap.title, f"CASE {{0}}{gap_column(gap.id)}{truth}") for gap in gaps),
    ]


def _before(expression: str) -> str:
    return expression.format("")


def _after(expression: str) -> str:
    return expression.format("other_")


def _differs(expression: str) -> str:
    return f"({_before(expression)}) IS DISTINCT FROM ({_after(expression)})"


def _moves(database: Database, expression: str) -> tuple[Move, ...]:
    query = (
        f"SELECT {_before(expression)} AS before, {_after(expression)} AS after, count(*) AS n"
        f" FROM {LIVING} GROUP BY 1, 2 ORDER BY n DESC, before, after"
    )
    found = rows(database, query)
    if strange := sum(people for *pair, people in found if None in pair):
        raise ValueError(f"{strange} patients have no single answer")
    return tuple(Move(*row) for row in found)


def changes_sql(guideline: Guideline, gaps: Sequence[Gap]) -> str:
    """Who changes and from what to what, as one SELECT: one row a patient and question or gap."""
    each = [
        f"SELECT patient, {number} AS place, {text(subject)} AS subject,"
        f" {_before(expression)} AS before, {_after(expression)} AS after"
        f" FROM {LIVING} WHERE {_differs(expression)}"
        for number, (subject, _, expression) in enumerate(_subjects(guideline, gaps))
    ]
    return (
        f"SELECT patient, subject, before, after FROM ({' UNION ALL '.join(each)}) AS changes"
        " ORDER BY patient, place"
    )


def write_changes(database: Database, changes: str, *, parquet: Path, csv: Path) -> None:
    """Write who changes, for programs and for people; no cell can be taken for a formula."""
    whole = text(str(parquet))
    database.execute(f"COPY ({changes}) TO {whole} (FORMAT parquet, COMPRESSION zstd)")
    harmless = r"regexp_replace(patient, '^([=+@\t\r\n-])', '''\1') AS patient"
    told = (
        f"SELECT {harmless}, subject, before, after"
        f" FROM read_parquet({whole}, file_row_number = true) ORDER BY file_row_number"
    )
    database.execute(f"COPY ({told}) TO {text(str(csv))} (FORMAT csv, HEADER)")


def cells(found: Comparison) -> Iterator[tuple[Key, int]]:
    """Every number of the cross tables as a cell whose publication is decided."""
    yield ("changed", "anything"), found.changed
    yield ("changed", "nothing"), found.people - found.changed
    for cross in found.changing:
        yield ("changed", cross.subject), cross.changed
        yield ("same", cross.subject), cross.people - cross.changed
        for before in cross.before():
            yield ("before", cross.subject, before), _row(cross, before)
            for after in cross.after():
                yield ("move", cross.subject, before, after), cross.moved(before, after)
        for after in cross.after():
            yield ("after", cross.subject, after), _column(cross, after)


def _row(cross: Cross, before: str) -> int:
    return sum(cross.moved(before, after) for after in cross.after())


def _column(cross: Cross, after: str) -> int:
    return sum(cross.moved(before, after) for before in cross.before())


def sums(found: Comparison, everyone: Key) -> Iterator[Sum]:
    """How they add up: rows, columns, and those who change, to everyone."""
    yield Sum(everyone, (("changed", "anything"), ("changed", "nothing")))
    for cross in found.changing:
        subject = cross.subject
        pairs = [(before, after) for before in cross.before() for after in cross.after()]
        yield Sum(everyone, (("changed", subject), ("same", subject)))
        for what, among in (
            ("changed", [pair for pair in pairs if pair[0] != pair[1]]),
            ("same", [pair for pair in pairs if pair[0] == pair[1]]),
        ):
            yield Sum((what, subject), tuple(("move", subject, *pair) for pair in among))
        for before in cross.before():
            parts = tuple(("move", subject, before, after) for after in cross.after())
            yield Sum(("before", subject, before), parts)
        for after in cross.after():
            parts = tuple(("move", subject, before, after) for before in cross.before())
            yield Sum(("after", subject, after), parts)

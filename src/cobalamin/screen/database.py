"""What do the outputs ask of a database, whichever library opened it?"""

from __future__ import annotations

from typing import Any, Protocol, Self

Row = tuple[Any, ...]


class Database(Protocol):
    """A connection that runs SQL and gives rows; DuckDB's is one."""

    def cursor(self) -> Self:
        """Another connection to the same database."""
        ...

    def close(self) -> None:
        """End it."""
        ...

    def execute(self, query: str, parameters: object = None) -> Self:
        """Run one statement."""
        ...

    def fetchall(self) -> list[Row]:
        """Every row of the last statement: for small results only."""
        ...

    def fetchmany(self, size: int = 1) -> list[Row]:
        """The next rows of the last statement."""
        ...


def rows(database: Database, query: str) -> list[Row]:
    """The rows of a small result."""
    return database.execute(query).fetchall()


def has_table(database: Database, name: str) -> bool:
    """Whether there is a table or view of this name."""
    query = f"SELECT count(*) FROM information_schema.tables WHERE table_name = {text(name)}"
    [(count,)] = rows(database, query)
    return bool(count)


def text(words: str) -> str:
    """Words as a literal of SQL."""
    quoted = words.replace("'", "''")
    return f"'{quoted}'"


def name_of(table: str) -> str:
    """A table as a name of SQL, whatever it is called."""
    quoted = table.replace('"', '""')
    return f'"{quoted}"'


def listed(expressions: list[str], kind: str = "VARCHAR") -> str:
    """A list, in SQL, of those expressions that are not NULL, in their order."""
    if not expressions:
        return f"CAST([] AS {kind}[])"
    return f"list_filter(CAST([{', '.join(expressions)}] AS {kind}[]), lambda x: x IS NOT NULL)"

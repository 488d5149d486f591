"""How does a query call our own code? One place where a function is made known to DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def add_function(
    con: DuckDBPyConnection,
    name: str,
    function: Callable[..., object],
    gives: str,
    *,
    takes: int = 1,
    volatile: bool = False,
) -> None:
    """A function of so many texts, which may be NULL.

    With `volatile` no query moves its call elsewhere. DuckDB's own types of this method leave its
    arguments open.
    """
    create = cast("Callable[..., object]", getattr(con, "create_function"))  # noqa: B009
    create(
        name, function, ["VARCHAR"] * takes, gives, null_handling="special", side_effects=volatile
    )

"""Engines that speak Spark Connect: Sail, which needs no Java, and Spark itself."""

from __future__ import annotations

from typing import Any

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

from cobalamin.fhir.bulk.chart_rows import TABLES, Rows, Table
from cobalamin.screen.dialect import SPARK


class Connected:
    """A session with a server of Spark Connect."""

    dialect = SPARK

    def __init__(self, session: SparkSession) -> None:
        self.session = session

    def hold(self, rows: Rows) -> None:
        """Hold these rows and no others."""
        for table in TABLES:
            frame = self.session.createDataFrame(rows.of(table), schema(table))
            frame.createOrReplaceTempView(table.name)

    def answers(self, text: str) -> list[tuple[Any, ...]]:
        """The rows of a query's answer, in any order."""
        return [tuple(row) for row in self.session.sql(text).collect()]


def schema(table: Table) -> str:
    """The columns of a table with their types, as Spark spells them."""
    return ", ".join(
        f"{name} {SPARK.text if kind == 'VARCHAR' else kind}" for name, kind in table.columns
    )


def session(address: str) -> SparkSession:
    """A session of its own with the server at `address` ("host:port")."""
    return SparkSession.builder.remote(f"sc://{address}").create()


def sail() -> tuple[SparkConnectServer, str]:
    """Sail, started in this process, and its address."""
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    return server, f"{host}:{port}"

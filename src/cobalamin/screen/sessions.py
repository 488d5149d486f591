"""How is a session of Spark opened: with a server by its address, or here?"""

from __future__ import annotations

import os
import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit
from warnings import catch_warnings, simplefilter

PORT = 15002
"""Where Spark Connect listens unless told otherwise."""

ANSWERS_WITHIN_S = 10
"""So long a server may take to accept a call, chosen by us: a wrong address is told soon."""


class Spark(Protocol):
    """What is asked of a session; the types of pyspark leave open what its own methods take."""

    @property
    def read(self) -> Any:
        """What reads files."""
        ...

    def sql(self, query: str, /) -> Any:
        """A query, which is not worked out yet."""
        ...


class EngineError(Exception):
    """There is no Spark to ask; the message says what to do."""


@contextmanager
def session(url: str | None) -> Generator[Spark]:
    """A session with the server at `url` ("sc://host:15002"), or with one started in this process.

    Raises EngineError when no server answers, or none can be started here.
    """
    if url is not None:
        with _at(url) as found:
            yield found
    elif has_spark():
        with _opened("local[*]") as found:
            yield found
    elif find_spec("pysail") is not None:
        with _sail() as found:
            yield found
    else:
        says = "no Spark is in this process: name a server with --spark sc://host:15002"
        raise EngineError(f"{says}, or pip install pysail, or pyspark (which needs Java)")


def has_spark() -> bool:
    """Spark's own classes are installed beside its client."""
    spec = find_spec("pyspark")
    places = (spec.submodule_search_locations or ()) if spec else ()
    return any((Path(place) / "jars").is_dir() for place in places)


@contextmanager
def _at(url: str) -> Generator[Spark]:
    parts = urlsplit(url)
    try:
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host, port = None, PORT
    if parts.scheme != "sc" or not host:
        raise EngineError(f"{url}: write it as sc://host:{PORT}")
    try:
        socket.create_connection((host, port), ANSWERS_WITHIN_S).close()
    except OSError as fault:
        raise EngineError(f"{url}: no Spark Connect server answers ({fault})") from fault
    with _opened(url) as found:
        yield found


@contextmanager
def _opened(remote: str) -> Generator[Spark]:
    """A session of its own, closed at the end."""
    from pyspark.errors import PySparkException

    try:
        with catch_warnings():
            simplefilter("ignore")  # that a package is newer than pyspark says nothing to anyone
            from pyspark.sql import SparkSession

            builder = cast("Any", SparkSession).builder.remote(remote)
            found = builder.create() if remote.startswith("sc:") else builder.getOrCreate()
            _ = found.version
    except (PySparkException, ImportError, RuntimeError) as fault:
        says = str(fault).partition("\n")[0]
        raise EngineError(f"{remote}: Spark does not answer ({says})") from fault
    try:
        yield found
    except PySparkException as fault:
        lines = str(fault).splitlines()
        says = next((each for each in lines if "No module named" in each), (lines or [""])[0])
        hint = "its workers need a Python that has cobalamin[screen,spark]"
        raise EngineError(f"{remote}: Spark failed ({says.strip()}); {hint}") from fault
    finally:
        with suppress(PySparkException):
            found.stop()


@contextmanager
def _sail() -> Generator[Spark]:
    """Sail, which speaks Spark Connect and needs no Java, for as long as the session."""
    os.environ.setdefault("RUST_LOG", "error")  # else it tells of every session that it opens
    server = cast("Any", import_module("pysail.spark")).SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        host, port = server.listening_address
        with _opened(f"sc://{host}:{port}") as found:
            yield found
    finally:
        server.stop()

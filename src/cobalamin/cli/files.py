"""What is in the files that a command names? Read whole, within a limit."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from cobalamin.cli.faults import InputError

LARGEST_RECORD_BYTES = 256 * 1024 * 1024
"""Chosen by us: hundreds of times a full record of one patient, and still fits in memory."""


def read_sources(paths: list[str]) -> list[tuple[str, bytes]]:
    """Each path's name and content. Raises InputError for what cannot be read."""
    if paths.count("-") > 1:
        raise InputError("standard input (-) can be read only once")
    sources: list[tuple[str, bytes]] = []
    room = LARGEST_RECORD_BYTES
    for path in paths:
        name, content = read_content(path, room)
        room -= len(content)
        sources.append((name, content))
    return sources


def read_content(path: str, room: int) -> tuple[str, bytes]:
    """The name and content of one file, at most so many bytes; "-" is standard input."""
    # A name that is not valid Unicode must not reach the JSON as a lone surrogate.
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    try:
        if path == "-":
            return "standard input", _at_most(room, _standard_input(), "standard input")
        with open(path, "rb") as file:  # noqa: PTH123  pathlib would cost 2 ms of every start
            return name, _at_most(room, file, name)
    except IsADirectoryError:
        raise InputError(f"{name}: is a folder; name the files of one patient in it") from None
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file") from None
    except OSError as fault:
        raise InputError(f"{name}: cannot be read: {fault.strerror or fault}") from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # pyright: ignore[reportUnnecessaryComparison]  closed by the caller
        raise InputError("standard input (-) is closed")
    return sys.stdin.buffer


def _at_most(room: int, file: BinaryIO, name: str) -> bytes:
    content = bytearray()
    while part := file.read(1024**2):  # never more at once: a device may have no end
        content += part
        if len(content) > room:
            most = LARGEST_RECORD_BYTES // 1024**2
            raise InputError(f"{name}: is too large; one record may hold {most} MB in all")
    return bytes(content)

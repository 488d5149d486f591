"""What is wrong with a record that cannot be read at all: the one exception of the reader."""

from __future__ import annotations


class RecordError(Exception):
    """The input is at fault; `str` is one clear line naming file, resource and field."""

    def __init__(self, file: str, says: str, *, resource: str = "", field: str = "") -> None:
        self.file = file
        self.resource = resource
        self.field = field
        self.says = says
        message = ": ".join(part for part in (file, resource, field, says) if part)
        super().__init__(one_line(message))


def quoted(text: str, longest: int = 60) -> str:
    """Words of the record as they may stand in a message: one line, printable, not too long."""
    plain = one_line(text[: longest + 1])
    return f'"{plain[: longest - 1]}…"' if len(plain) > longest else f'"{plain}"'


def one_line(text: str) -> str:
    """The text without line breaks or anything else that cannot be printed."""
    if text.isprintable():
        return text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

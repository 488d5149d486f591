"""How does an answer reach the person or program that asked? All at once, or not at all."""

from __future__ import annotations

import json
import os
import sys

ASCII_FORMS = str.maketrans(
    {
        "–": "-", "—": "-", "‑": "-", "•": "-", "…": "...", "×": "x", "µ": "u", "μ": "u",
        "“": '"', "”": '"', "‘": "'", "’": "'", "≤": "<=", "≥": ">=", "\u00a0": " ",
    }
)  # fmt: skip


def as_json_bytes(value: dict[str, object]) -> bytes:
    """JSON for programs: UTF-8, indented, with a line end."""
    # A half of a surrogate pair, which JSON may hold but UTF-8 may not, becomes a question mark.
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return text.encode("utf-8", "replace")


def width() -> int:
    """Columns to fill: those of the terminal within what reads well, 88 where there is none."""
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return 88
    return min(max(columns, 72), 100)


def may_be_bold() -> bool:
    """Standard output is a terminal whose user has not asked for plain text."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return bool(sys.stdout) and sys.stdout.isatty() and not plain


def encoded(text: str) -> bytes:
    """In the encoding of standard output; in plainer characters where it cannot take them."""
    encoding = sys.stdout.encoding if sys.stdout else "utf-8"
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(ASCII_FORMS).encode(encoding, "backslashreplace")


def deliver(output: bytes) -> int:
    """Write it all at once. A reader that has seen enough (`| head`) is no fault of anyone's."""
    try:
        if not sys.stdout:
            raise OSError("standard output is closed")
        sys.stdout.buffer.write(output)
        sys.stdout.buffer.flush()
        return 0
    except BrokenPipeError:
        status = 0
    except OSError as fault:
        note(f"the answer could not be written: {fault.strerror or fault}")
        status = 1
    if sys.stdout:
        # What is still held for the closed end must go nowhere when the interpreter shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def note(says: str) -> None:
    """One line on standard error, whatever the text holds."""
    if sys.stderr:
        line = "".join(c if c.isprintable() else " " for c in " ".join(says.split()))
        sys.stderr.write(f"cobalamin: {line}\n")

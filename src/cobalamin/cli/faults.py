"""What ends a command with status 2: the one line that says what is at fault."""

from __future__ import annotations


class InputError(Exception):
    """The input or the command line is at fault; the text is the one line to print."""

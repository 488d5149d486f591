"""How far is a long run, how fast is it, and how long will it take still?"""

from __future__ import annotations

import sys
from typing import Protocol


class _Line(Protocol):
    def update(self, n: float = 1) -> object: ...
    def close(self) -> None: ...


class Bar:
    """Progress on standard error while it is a terminal; nothing otherwise."""

    def __init__(self, *, shown: bool | None = None) -> None:
        self.shown = bool(sys.stderr) and sys.stderr.isatty() if shown is None else shown
        self._line: _Line | None = None

    def begin(self, doing: str, total: int, unit: str) -> None:
        """Begin a part of the work, of so many units."""
        self.end()
        if self.shown:
            from tqdm import tqdm

            self._line = tqdm(
                total=total, desc=doing, unit=unit, unit_scale=unit == "B", unit_divisor=1000,
                leave=False, dynamic_ncols=True, file=sys.stderr,
            )  # fmt: skip

    def on(self, units: int) -> None:
        """So many more units are done."""
        if self._line is not None:
            self._line.update(units)

    def end(self) -> None:
        """The part is done."""
        if self._line is not None:
            self._line.close()
            self._line = None

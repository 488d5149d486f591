"""Make the three back ends from the model file: `python -m cobalamin.simulate.compile`."""

from __future__ import annotations

import sys

from cobalamin.simulate.compile.back_ends import GENERATED, back_ends


def main() -> int:
    """Write the files; say which changed."""
    for name, text in back_ends().items():
        file = GENERATED / name
        fresh = file.exists() and file.read_text(encoding="utf-8") == text
        file.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{name}: {'as it was' if fresh else 'changed'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What does `python -m cobalamin` run? The command itself."""

from __future__ import annotations

from cobalamin.cli import main

main()

"""What does `python -m cobalamin` run? The command itself."""

from __future__ import annotations

import sys

from cobalamin.cli import main

sys.exit(main())

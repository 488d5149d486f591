"""What must be so before any test runs?"""

from __future__ import annotations

import sys


def pytest_configure() -> None:
    """The client of Spark takes a process whose main module has no file for one of its doctests.

    The workers of pytest-xdist are such processes.
    """
    main = sys.modules["__main__"]
    if not hasattr(main, "__file__"):
        main.__file__ = __file__

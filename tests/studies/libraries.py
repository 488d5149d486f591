"""Are the libraries of the studies here? Without them their tests skip, and say how to get them."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

LIBRARIES = ("altair", "svy", "vl_convert")


def need_libraries() -> None:
    """Skip a module without them; where the whole project is checked that would be a failure."""
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing and not os.environ.get("CI"):
        pytest.skip(
            f"{', '.join(missing)} not installed: a whole `python3 go.py test` brings them",
            allow_module_level=True,
        )

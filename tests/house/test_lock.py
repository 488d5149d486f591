"""Does the lock file hold what the project asks for?"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from tests.house.tree import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK: dict[str, Any] = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))


def asked(requirements: list[str]) -> set[tuple[str, str]]:
    """The name and the version range of each requirement."""
    parts = [re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?(.*)", line) for line in requirements]
    return {(part[1], part[2]) for part in parts if part}


def locked(entries: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(entry["name"], entry.get("specifier", "")) for entry in entries}


def test_the_lock_was_made_from_these_requirements() -> None:
    """go.py installs the lock as it stands, so a stale one would go unnoticed."""
    [ours] = [package for package in LOCK["package"] if package["name"] == "cobalamin"]
    extras = PROJECT["project"].get("optional-dependencies", {})
    required = [PROJECT["project"]["dependencies"], *extras.values()]
    assert asked([line for lines in required for line in lines]) == locked(
        ours["metadata"]["requires-dist"]
    )
    assert asked(PROJECT["dependency-groups"]["dev"]) == locked(
        ours["metadata"]["requires-dev"]["dev"]
    )


def test_every_locked_package_comes_from_the_public_index_and_has_its_hash() -> None:
    for package in LOCK["package"]:
        if package["name"] == "cobalamin":
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, package["name"]
        files = [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        assert files
        assert all(file["hash"].startswith("sha256:") for file in files)

"""How do the pages become a site that opens from a folder, with no server and no network?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from cobalamin.knowledge.holdings import Holdings
from cobalamin.knowledge.pages import findable, pages, shared
from cobalamin.knowledge.records import RecordsError

TEMPLATES = Path(__file__).with_name("templates")
ASSETS = ("style.css", "search.js")


def site(at_hand: Holdings) -> dict[str, str]:
    """Every file of the site, by its path. The same medicine gives the same bytes."""
    files = dict(_pages(at_hand))
    files |= {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in ASSETS}
    files["search-index.js"] = search_index(at_hand)
    return files


def _pages(at_hand: Holdings) -> Iterator[tuple[str, str]]:
    templates = _templates()
    templates.globals.update(shared(at_hand))
    for page in pages(at_hand):
        root = "../" * page.path.count("/")
        template = templates.get_template(page.template)
        yield page.path, template.render(page=page, root=root, **page.given).rstrip() + "\n"


def _templates() -> Any:
    """The template library; loaded here, because nothing but this command needs it."""
    try:
        jinja2 = import_module("jinja2")
    except ModuleNotFoundError:
        raise RecordsError(
            "the HTML documents need the package jinja2, which is not installed; install it, or "
            "ask for --format markdown"
        ) from None
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def search_index(at_hand: Holdings) -> str:
    """What the search looks through, as a script: a page opened from a folder may not fetch."""
    entries = [
        [each.kind, each.title, each.path, each.name, each.words] for each in findable(at_hand)
    ]
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"window.cobalaminIndex = {text};\n"

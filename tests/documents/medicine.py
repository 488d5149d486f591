"""The documents of the medicine as it is, made once for all tests that read them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import pytest

from cobalamin.knowledge.holdings import Holdings, gather
from cobalamin.knowledge.records import records, shelf


@cache
def at_hand() -> Holdings:
    """All that the documents tell."""
    return gather(records(shelf()))


@cache
def site() -> dict[str, str]:
    """Every file of the site; skips the test where the template library is not installed."""
    pytest.importorskip("jinja2", reason="the site needs the package jinja2, not installed here")
    from cobalamin.knowledge.site import site as made

    return made(at_hand())


@dataclass(slots=True)
class Page:
    """What a test wants of a page: its words, ids, links, headings and what it loads."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def opened(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one opening tag."""
        self.tags.append(tag)
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        elif given.get("src") or tag == "link":
            self.loads.append(str(given.get("src") or given.get("href")))
        if tag[0] == "h" and tag[1:].isdecimal():
            self.headings.append(int(tag[1:]))

    @property
    def text(self) -> str:
        """All words, with single spaces."""
        return " ".join(" ".join(self.words).split())


@cache
def page(path: str) -> Page:
    """One page of the site, read."""
    read, parser = Page(), HTMLParser()
    setattr(parser, "handle_starttag", read.opened)  # noqa: B010 - a type checker refuses the plain form
    setattr(parser, "handle_data", read.words.append)  # noqa: B010
    parser.feed(site()[path])
    return read

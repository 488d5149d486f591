"""Which pages does the site have, what is on each, and under which words is it found?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.guideline import monitoring
from cobalamin.guideline.gates import SAFEGUARDS
from cobalamin.guideline.regimens import REGIMENS
from cobalamin.knowledge.cited import MARK_SAYS, slug
from cobalamin.knowledge.comparison import differences
from cobalamin.knowledge.criteria import laid_out
from cobalamin.knowledge.disagreement import disagreements
from cobalamin.knowledge.entries import names_of, page_of
from cobalamin.knowledge.holdings import Holdings
from cobalamin.knowledge.question_told import question_told
from cobalamin.regimen import describe
from cobalamin.rules.cause import Course
from cobalamin.rules.prose import printed_words, to_prose
from cobalamin.value import Value

MENU = (
    ("index.html", "Contents"),
    ("questions.html", "Questions"),
    ("rules.html", "Rules"),
    ("cut-points.html", "Cut-points"),
    ("facts.html", "Facts"),
    ("value-sets.html", "Value sets"),
    ("causes.html", "Causes"),
    ("regimens.html", "Regimens"),
    ("gates.html", "Gates"),
    ("monitoring.html", "Monitoring"),
    ("sources.html", "Sources"),
    ("hazards.html", "Hazards"),
    ("reviews.html", "Reviews"),
    ("comparison.html", "Compared"),
)
"""The pages that every page leads to."""

TITLES = {
    "index.html": "The medicine of cobalamin",
    "gates.html": "Safety gates",
    "comparison.html": "Guidelines compared",
}
"""Titles that are longer than in the menu."""

COURSES: dict[Course, str] = {
    "stays": "stays for life",
    "goes": "can be brought to an end",
    "partly": "can be brought to an end only in part",
}


class Page(Value):
    """One page: where it is, its template, its title and what the template is given."""

    path: str
    template: str
    title: str
    given: dict[str, Any]


class Found(Value):
    """One thing that the search can find: what it is, its title, where, its name, further words."""

    kind: str
    title: str
    path: str
    name: str
    words: str


def shared(at_hand: Holdings) -> dict[str, Any]:
    """What every template may use; nothing in it is made for one page."""
    functions: dict[str, Callable[..., Any]] = {
        "laid_out": laid_out,
        "to_prose": to_prose,
        "printed_words": printed_words,
        "describe": describe,
        "slug": slug,
        "page_of": page_of,
        "names_of": names_of,
        "which": partial(_which, at_hand),
        "question_told": question_told,
    }
    return {
        **functions,
        "at_hand": at_hand,
        "menu": MENU,
        "mark_says": MARK_SAYS,
        "courses": COURSES,
        "disclaimer": DISCLAIMER,
        "regimens": REGIMENS,
        "safeguards": SAFEGUARDS,
        "monitoring": monitoring,
        "question_names": question_names(at_hand),
    }


def _which(at_hand: Holdings, names: Iterable[str]) -> str:
    """The names of guidelines, or that it is all of them."""
    told = tuple(names)
    every = set(at_hand.guidelines) <= set(told)
    return "every guideline" if every else ", ".join(told)


def question_names(at_hand: Holdings) -> dict[str, str]:
    """What every question of any guideline asks, by its name, in order."""
    each = (q for guideline in at_hand.guidelines.values() for q in guideline.questions)
    return {question.name: question.asks for question in each}


def pages(at_hand: Holdings) -> Iterator[Page]:
    """Every page of the site."""
    for path, title in MENU:
        given: dict[str, Any] = {}
        if path == "comparison.html":
            given = {"differences": differences(at_hand), "apart": disagreements(at_hand)}
        yield Page(path, path, TITLES.get(path, title), given)
    yield Page("search.html", "search.html", "Search", {})
    for name, asks in question_names(at_hand).items():
        yield Page(f"questions/{name}.html", "question.html", asks, {"name": name})
    for entry in at_hand.entries.values():
        yield Page(f"rules/{entry.id}.html", "rule.html", entry.rule.says, {"entry": entry})


def findable(at_hand: Holdings) -> Iterator[Found]:
    """All that the search can find, the most telling kinds first."""
    for path, title in MENU:
        yield Found("page", title, path, "", "")
    for name, asks in question_names(at_hand).items():
        yield Found("question", asks, f"questions/{name}.html", name, "")
    for entry in at_hand.entries.values():
        criteria = dict.fromkeys(to_prose(v.met) for v in entry.variants if v.met is not None)
        path = f"rules/{entry.id}.html"
        yield Found("rule", entry.rule.says, path, entry.id, " ".join(criteria))
    for cause in at_hand.causes:
        words = f"{cause.mechanism} {cause.then}"
        yield Found("cause", cause.label, f"causes.html#{cause.id}", "", words)
    for regimen in REGIMENS:
        words = f"{' '.join(regimen.products)} {regimen.area}"
        yield Found("regimen", regimen.title, f"regimens.html#{regimen.id}", regimen.id, words)
    for each in at_hand.cuts:
        words = f"{printed_words(each.cut)} {each.cut.cite.place}"
        yield Found("cut-point", each.cut.name, f"cut-points.html#{slug(each.cut.name)}", "", words)
    for told in at_hand.facts.values():
        name = told.fact.name
        yield Found("fact", told.fact.label, f"facts.html#{name}", name, " ".join(told.concepts))
    for concept in at_hand.concepts.values():
        words = " ".join((*(f"{c.code} {c.display}" for c in concept.codes), *concept.phrases))
        name = concept.name.replace("_", " ")
        yield Found("value set", name, f"value-sets.html#{concept.name}", "", words)
    for hazard in at_hand.hazards:
        words = f"{hazard.situation} {hazard.harm}"
        yield Found("hazard", hazard.hazard, f"hazards.html#{hazard.id}", hazard.id, words)
    for used in at_hand.sources:
        source = used.source
        words = " ".join(dict.fromkeys(use.cite.place for use in used.uses))
        yield Found("source", source.title, f"sources.html#{source.id}", source.id, words)

"""How does the medicine read as Markdown beside the code, where a change of it shows in a diff?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cobalamin.knowledge.cited import MARK_SAYS
from cobalamin.knowledge.criteria import Part, laid_out
from cobalamin.knowledge.entries import Entry, Variant, names_of
from cobalamin.knowledge.holdings import Holdings
from cobalamin.rules.prose import printed_words, to_prose
from cobalamin.source import Citation

NOT_BY_HAND = "<!-- Made by `cobalamin knowledge --format markdown`, not by hand. -->"
"""The first line of every page."""

_ESCAPED = str.maketrans({"<": "&lt;", "*": "\\*", "|": "\\|"})


def reference(at_hand: Holdings) -> dict[str, str]:
    """Every page of the reference, by its path. The same medicine gives the same bytes."""
    pages = {
        "README.md": ("The medicine, made from the rules", _contents(at_hand)),
        "rules.md": ("Rules", _rules(at_hand)),
        "cut-points.md": ("Cut-points", _cut_points(at_hand)),
        "sources.md": ("Sources", _sources(at_hand)),
        "hazards.md": ("Hazards", _hazards(at_hand)),
    }
    return {
        path: "\n".join((NOT_BY_HAND, "", f"# {title}", "", *lines)).rstrip() + "\n"
        for path, (title, lines) in pages.items()
    }


def _contents(at_hand: Holdings) -> Iterator[str]:
    states = [review.state for review in at_hand.reviews.values()]
    yield f"{states.count('reviewed')} of {len(states)} rules have been reviewed by a clinician."
    yield ""
    yield f"- [Rules](rules.md): {len(at_hand.entries)} rules, in words"
    yield f"- [Cut-points](cut-points.md): {len(at_hand.cuts)} numbers, in every unit"
    yield f"- [Sources](sources.md): {len(at_hand.sources)}, where each is used, how sure we are"
    yield f"- [Hazards](hazards.md): {len(at_hand.hazards)}, and what stands against each"
    yield ""
    yield "Made anew with"
    yield "`python3 go.py knowledge --out docs/reference/knowledge --format markdown`."
    yield "As a site that can be searched: `python3 go.py knowledge --out medicine`."
    yield ""
    yield f"Knowledge {at_hand.version}:"
    yield ""
    for name, digest in at_hand.fingerprints.items():
        yield f"- `{name}` `{digest}`"


def _rules(at_hand: Holdings) -> Iterator[str]:
    for entry in at_hand.entries.values():
        yield f"## `{entry.id}`"
        yield ""
        yield _plain(entry.rule.says)
        yield ""
        place = "; ".join(at_hand.places.get(entry.id, ("a finding that other rules follow",)))
        guards = f" Guards against {', '.join(entry.guards)}." if entry.guards else ""
        yield f"{place[:1].upper()}{_plain(place[1:])}.{guards}"
        yield f"Review: {at_hand.reviews[entry.id].words}."
        yield ""
        for variants in entry.readings:
            yield from _reading(at_hand, entry, variants)


def _reading(at_hand: Holdings, entry: Entry, variants: tuple[Variant, ...]) -> Iterator[str]:
    first, names = variants[0], names_of(variants)
    if set(names) < set(at_hand.guidelines) or len(entry.readings) > 1:
        yield f"### `{entry.id}` in {', '.join(names)}"
        yield ""
        if first.rule.says != entry.rule.says:
            yield from (_plain(first.rule.says), "")
    if first.met is None:
        yield "When no other answer of its question is met."
    else:
        after = ", and none of the answers before it" if first.earlier else ""
        yield f"When this is met{after}:"
        yield ""
        yield from _laid_out(laid_out(first.met))
    yield ""
    for variant in variants:
        which = f" ({', '.join(variant.guidelines)})" if len(variants) > 1 else ""
        yield f"Who says so{which}:"
        yield ""
        yield from map(_cite, variant.rule.because)
        yield ""
        for dissent in variant.rule.against:
            shown = "" if dissent.when is None else f" Shown when: {to_prose(dissent.when)}."
            if dissent.unless is not None:
                shown += f" Not shown when: {to_prose(dissent.unless)}."
            yield f"Against{which}: {_plain(dissent.says + shown)}"
            yield ""
            yield from map(_cite, dissent.cites)
            yield ""


def _laid_out(part: Part, depth: int = 0) -> Iterator[str]:
    named = f" (`{part.rule}`)" if part.rule else ""
    yield f"{'  ' * depth}- {_plain(part.words)}{named}{':' if part.parts else ''}"
    for inner in part.parts:
        yield from _laid_out(inner, depth + 1)


def _cite(cite: Citation) -> str:
    quoted = f", “{cite.quotation}”" if cite.quotation else ""
    return f"- {cite.source.id}: {_plain(cite.place + quoted)} ({MARK_SAYS[cite.mark]})"


def _cut_points(at_hand: Holdings) -> Iterator[str]:
    yield from _table("Cut-point", "Numbers", "Source", "How sure", "Rules")
    for use in at_hand.cuts:
        cite = use.cut.cite
        yield _row(
            _plain(use.cut.name),
            _plain(printed_words(use.cut)),
            _plain(f"{cite.source.id}: {cite.place}"),
            MARK_SAYS[cite.mark],
            _names(use.rules),
        )


def _sources(at_hand: Holdings) -> Iterator[str]:
    for used in at_hand.sources:
        yield f"## {used.source.id}"
        yield ""
        yield _plain(used.source.title)
        yield ""
        for (place, mark), uses in used.places.items():
            yield f"- {_plain(place)} ({MARK_SAYS[mark]}): {_names(use.by for use in uses)}"
        yield ""


def _hazards(at_hand: Holdings) -> Iterator[str]:
    yield from _table("Hazard", "Severity", "Guarding rules", "Other controls")
    for hazard in at_hand.hazards:
        others = (c.name for c in hazard.controls if c.kind != "rule")
        yield _row(
            _plain(f"{hazard.id} {hazard.hazard}. {hazard.situation}. Harm: {hazard.harm}."),
            hazard.severity,
            _names(at_hand.guarding(hazard.id)),
            _names(others),
        )


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in dict.fromkeys(names))


def _table(*titles: str) -> tuple[str, str]:
    return _row(*titles), _row(*("---" for _ in titles))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return words.translate(_ESCAPED)

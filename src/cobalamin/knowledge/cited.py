"""On which publications does the medicine stand, where is each used, and how sure are we of it?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cobalamin.guideline import sources as listed
from cobalamin.guideline.monitoring import CHECKS, RESPONSES, SERUM_B12_ON_INJECTIONS, STOPPING
from cobalamin.guideline.regimens import REGIMENS
from cobalamin.knowledge.entries import Entry
from cobalamin.rules.expression import CutPoint
from cobalamin.source import Citation, Mark, Source
from cobalamin.value import Value

MARK_SAYS: dict[Mark, str] = {
    "seen": "read in the source",
    "second-hand": "read second-hand",
    "memory": "from memory, not verified",
    "chosen": "chosen by us",
    "local": "decided by the site",
}


class Use(Value):
    """One place at which a source is cited: by what, how, and the citation."""

    by: str
    page: str
    how: str
    cite: Citation

    @property
    def place(self) -> tuple[str, str]:
        """Where the citing thing is told, and its name."""
        return (self.page, self.by)


class SourceUsed(Value):
    """One source with every use of it, those of one place together."""

    source: Source
    uses: tuple[Use, ...]

    @property
    def places(self) -> dict[tuple[str, Mark], list[Use]]:
        """The places cited in it, each with how sure we are of it, and where each is used."""
        found: dict[tuple[str, Mark], list[Use]] = {}
        for use in self.uses:
            found.setdefault((use.cite.place, use.cite.mark), []).append(use)
        return found

    @property
    def marks(self) -> tuple[Mark, ...]:
        """How sure we are of its places, each mark once."""
        return tuple(dict.fromkeys(use.cite.mark for use in self.uses))


def bibliography(entries: Iterable[Entry], cuts: Iterable[CutPoint]) -> tuple[SourceUsed, ...]:
    """Every source by its id, with its uses; one that is not used yet has none."""
    by_source: dict[str, list[Use]] = {}
    found = {each.id: each for each in vars(listed).values() if isinstance(each, Source)}
    uses = dict.fromkeys((*_of_rules(entries), *_of_cut_points(cuts), *_of_treatment()))
    for use in uses:
        found.setdefault(use.cite.source.id, use.cite.source)
        by_source.setdefault(use.cite.source.id, []).append(use)
    return tuple(SourceUsed(found[name], tuple(by_source.get(name, ()))) for name in sorted(found))


def _of_rules(entries: Iterable[Entry]) -> Iterator[Use]:
    for entry in entries:
        page = f"rules/{entry.id}.html"
        for rule in (rule for variant in entry.variants for rule in variant.rules):
            for cite in rule.because:
                yield Use(entry.id, page, "because", cite)
            for dissent in rule.against:
                for cite in dissent.cites:
                    yield Use(entry.id, page, "against", cite)


def _of_cut_points(cuts: Iterable[CutPoint]) -> Iterator[Use]:
    for cut in cuts:
        yield Use(cut.name, f"cut-points.html#{slug(cut.name)}", "cut-point", cut.cite)


def _of_treatment() -> Iterator[Use]:
    for regimen in REGIMENS:
        for cite in regimen.because:
            yield Use(regimen.id, f"regimens.html#{regimen.id}", "regimen", cite)
    for check in CHECKS:
        for cite in check.because:
            yield Use(f"{check.code}, day {check.after_days}", "monitoring.html", "check", cite)
    for name, _, cite in (*RESPONSES, *STOPPING):
        yield Use(name, "monitoring.html", "response or stopping", cite)
    for cite in SERUM_B12_ON_INJECTIONS.cites:
        yield Use("serum B12 during injections", "monitoring.html", "against", cite)


def slug(words: str) -> str:
    """Words as the name of a place in a page: "total-b12-deficient"."""
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in words.lower())
    return "-".join(plain.split())

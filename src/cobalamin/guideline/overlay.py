"""What did a site decide for itself, who decided it, and what is a guideline then?

An overlay is a TOML text. It replaces printed numbers and adds regimens: no criterion, no sentence.

    site = "St Elsewhere laboratory"

    [[cut-point]]
    name = "total B12, deficient"
    printed = { "ng/L" = 200, "pmol/L" = 148 }
    decided_by = "A. Example, clinical biochemistry"
    why = "the reference range of our assay, verified in 2026"

Every unit in which the number is printed has to be given, for nothing is converted. The rules that
read a replaced number cite the site for it, and the guideline's own number speaks against them.
Regimens are in `local_regimens`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from typing import cast

from cobalamin.guideline.gates import SAFEGUARDS
from cobalamin.guideline.local_choice import with_local_regimens
from cobalamin.guideline.local_regimens import LocalRegimen, local_regimens, suggested_by
from cobalamin.guideline.overlay_words import (
    OVERLAY,
    OverlayError,
    decision,
    only,
    tables,
    words,
)
from cobalamin.guideline.profiles import guidelines
from cobalamin.rules.expression import Compare, CutPoint, Rule
from cobalamin.rules.prose import printed_words
from cobalamin.rules.question import Guideline
from cobalamin.rules.reach import in_order, leaves, rules_of
from cobalamin.rules.rewrite import with_cut_points
from cobalamin.value import Value, replace

__all__ = ["OVERLAY", "Local", "Overlay", "OverlayError", "overlay", "with_overlay"]

LARGEST_MISMATCH = 0.05
"""By how much the ratio of two units may differ from that of the printed pair.

Chosen by us: printed pairs are rounded to within a hundredth; a slip of a unit is far larger.
"""

_KEYS = {"name", "printed", "decided_by", "why"}


class Local(Value):
    """One cut-point of the site: the name it has here, its numbers, who decided it and why."""

    name: str
    printed: tuple[tuple[float, str], ...]
    decided_by: str
    why: str


class Overlay(Value):
    """The cut-points that one site replaced by its own, and the regimens that it added."""

    site: str
    cut_points: tuple[Local, ...]
    regimens: tuple[LocalRegimen, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What the site decided on."""
        kinds = (("cut-points", self.cut_points), ("regimens", self.regimens))
        return tuple(kind for kind, given in kinds if given)


def overlay(text: str) -> Overlay:
    """Read an overlay. Raises OverlayError, naming the key, for whatever cannot be used."""
    import tomllib

    try:
        told: dict[str, object] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise OverlayError(f"is not TOML: {fault}") from None
    for key in told:
        if key not in ("site", "cut-point", "regimen"):
            raise OverlayError(f"{key}: an overlay holds `site`, `cut-point` and `regimen` only")
    site = words(told, "site", "site")
    if "cut-point" not in told and "regimen" not in told:
        raise OverlayError("cut-point: give one [[cut-point]] or [[regimen]], or more")
    cut_points = _locals(told["cut-point"]) if "cut-point" in told else ()
    regimens = local_regimens(told["regimen"], site) if "regimen" in told else ()
    read = Overlay(site, cut_points, regimens)
    for guideline in guidelines().values():
        _refuse_disorder(guideline, read)
    return read


def with_overlay(guideline: Guideline, local: Overlay) -> Guideline:
    """The guideline with the site's numbers and regimens; itself when they do not bear on it."""
    new = {cut: _placed(local, own, cut) for cut in _cut_points(guideline)
           for own in local.cut_points if own.name == cut.name}  # fmt: skip
    own = {
        each: decision(local.kinds, local.site, each.place)
        for each in local.regimens
        if each.instead_of in ("", *suggested_by(guideline))
    }
    if not new and not own:
        return guideline
    changed = with_local_regimens(with_cut_points(guideline, new) if new else guideline, own)
    kinds = [kind for kind, given in (("cut-points", new), ("regimens", own)) if given]
    title = f"{guideline.title}; with the local {' and '.join(kinds)} of {local.site}"
    cites = (*(cut.cite for cut in new.values()), *own.values())
    return replace(changed, title=title, local=cites)


def _locals(told: object) -> tuple[Local, ...]:
    own = _replaceable()
    local = tuple(_local(each, own) for each in tables(told, "cut-point"))
    for number, each in enumerate(local):
        if each.name in (other.name for other in local[:number]):
            raise OverlayError(f"cut-point {each.name!r} is given twice")
    return local


def _local(told: Mapping[str, object], own: Mapping[str, CutPoint]) -> Local:
    name = words(told, "name", "cut-point, name")
    if name not in own:
        raise OverlayError(
            f"cut-point {name!r}: no rule reads a cut-point of this name; `cobalamin knowledge` "
            "lists them all"
        )
    if name in _guarding():
        raise OverlayError(f"cut-point {name!r}: it guards a dose, and a site cannot replace it")
    only(told, _KEYS, f"cut-point {name!r}")
    printed = _printed(told.get("printed"), own[name])
    decided_by = words(told, "decided_by", f"cut-point {name!r}, decided_by")
    return Local(name, printed, decided_by, words(told, "why", f"cut-point {name!r}, why"))


def _printed(told: object, own: CutPoint) -> tuple[tuple[float, str], ...]:
    place = f"cut-point {own.name!r}, printed"
    units = [unit for _, unit in own.printed]
    if not isinstance(told, dict):
        raise OverlayError(f'{place}: give a number for each unit, {{ "{units[0]}" = 1 }}')
    numbers = cast("dict[str, object]", told)
    for unit in numbers:
        if unit not in units:
            raise OverlayError(f"{place}: {unit!r} is no unit of it; these are: {', '.join(units)}")
    for unit in units:
        if unit not in numbers:
            raise OverlayError(f"{place}: give the number in {unit} too; nothing is converted")
    printed = tuple((_number(numbers[unit], f"{place}, {unit}"), unit) for unit in units)
    _refuse_mismatch(printed, own, place)
    return printed


def _number(told: object, place: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise OverlayError(f"{place}: {told!r} is not a number")
    if not isfinite(told) or told <= 0:
        raise OverlayError(f"{place}: {told} is not a finite number above zero")
    return told


def _refuse_mismatch(printed: tuple[tuple[float, str], ...], own: CutPoint, place: str) -> None:
    """Two units of one number must say about the same; a slip of a unit would not."""
    (first, unit), *others = printed
    for number, other in others:
        ratio = (number / first) / (own.value_in(other) / own.value_in(unit))
        if abs(ratio - 1) > LARGEST_MISMATCH:
            raise OverlayError(
                f"{place}: {first:g} {unit} and {number:g} {other} are not the same amount"
            )


def _refuse_disorder(guideline: Guideline, local: Overlay) -> None:
    """Of two cut-points of one fact, the higher one must not become the lower one."""
    new = {each.name: {unit: value for value, unit in each.printed}
           for each in local.cut_points}  # fmt: skip
    for low, high, unit in _pairs(guideline):
        if low.name not in new and high.name not in new:
            continue
        below = new.get(low.name, {}).get(unit, low.value_in(unit))
        above = new.get(high.name, {}).get(unit, high.value_in(unit))
        if below > above:
            key = low.name if low.name in new else high.name
            raise OverlayError(
                f"cut-point {key!r}, printed, {unit}: {low.name!r} ({below:g}) must not lie above "
                f"{high.name!r} ({above:g})"
            )


def _pairs(guideline: Guideline) -> Iterator[tuple[CutPoint, CutPoint, str]]:
    """Every two cut-points with which one fact is compared, the lower first, unit by unit."""
    by_fact: dict[str, dict[CutPoint, tuple[str, ...]]] = {}
    for compare in _comparisons(guideline):
        by_fact.setdefault(compare.fact.name, {})[compare.cut] = compare.fact.units
    for cuts in by_fact.values():
        for low in cuts:
            for high in cuts:
                for unit in cuts[low]:
                    if low.value_in(unit) < high.value_in(unit):
                        yield low, high, unit


def _comparisons(guideline: Guideline) -> Iterator[Compare]:
    return _compared(rules_of(guideline))


def _compared(rules: Iterable[Rule]) -> Iterator[Compare]:
    for rule in rules:
        yield from (leaf for leaf in leaves(rule.when) if isinstance(leaf, Compare))


def _guarding() -> set[str]:
    """The names of the cut-points at which a dose is blocked or warned of.

    The gates of a plan read them too, and must not differ from what an assessment says.
    """
    rules = in_order(each.rule for each in SAFEGUARDS)
    return {compare.cut.name for compare in _compared(rules)}


def _cut_points(guideline: Guideline) -> Iterable[CutPoint]:
    return dict.fromkeys(compare.cut for compare in _comparisons(guideline))


def _replaceable() -> dict[str, CutPoint]:
    """Every cut-point that a rule of any guideline compares with, by its name."""
    return {cut.name: cut for each in guidelines().values() for cut in _cut_points(each)}


def _placed(local: Overlay, own: Local, replaced: CutPoint) -> CutPoint:
    """The site's number in the place of another, citing the site."""
    cut = CutPoint(replaced.name, own.printed, replaced.cite)
    numbers = printed_words(cut)
    place = (
        f"{own.name}: {numbers} instead of {printed_words(replaced)}, decided by {own.decided_by}: "
        f"{own.why}"
    )
    return replace(cut, cite=decision(local.kinds, local.site, place))

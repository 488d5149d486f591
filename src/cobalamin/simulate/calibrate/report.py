"""How does the calibration read: each datum, its band, the model's value, the misses?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cobalamin.simulate.calibrate import cohort, kinetics, outcomes
from cobalamin.simulate.calibrate.nhanes import TOLERATED_RATIO, Bin
from cobalamin.simulate.calibrate.subject import Changes
from cobalamin.simulate.calibrate.table import Datum, published

PICTURES = {
    "retention": "Share of an injected dose that is not in the urine after three days.",
    "hydroxocobalamin": "Serum after hydroxocobalamin over serum after as much cyanocobalamin.",
    "metabolites": "MMA and homocysteine by total B12: the survey's bins and the typical person.",
    "blood": "Severe anaemia under daily, then weekly injections.",
    "sites": "Pernicious anaemia: legs, arms and dorsal columns; treated from day 0 or never.",
}
"""Each picture and what it shows."""

_OPENING = """\
# The simulator's calibration

Made by `python -m cobalamin.simulate.calibrate --out docs/reference/simulator-calibration.md`; a
test compares it. Each row is a published number with the band that was stated before the model was
fitted (`simulate/calibrate/published.csv`), and what the model gives for the typical person, or for
a cohort of {people} drawn people, treated as in the study. Marks: *seen*, read at the source or its
abstract; *memory*, recalled and to be verified; *own*, our own analysis of public records;
*chosen*, ours.

The model was fitted to most of these numbers, so a row that is met shows that the model can hold
it, not that it would have predicted it. A miss is a miss: it is not hidden by a wider band.

**{met} of {all} published data are met, {missed} are missed.** Of {cells} cells of NHANES, {near}
are within a fifth.
"""


def values(changes: Changes) -> dict[str, float]:
    """The model's value for each datum of the table."""
    return kinetics.values(changes) | outcomes.values(changes) | cohort.values(changes)


def text(
    found: Mapping[str, float],
    bins: Sequence[Bin],
    curve: Sequence[tuple[float, float]],
    folder: str,
) -> str:
    """The whole document. `folder` is where the pictures lie, as seen from it."""
    met = sum(each.is_met_by(found[each.id]) for each in published())
    cells = list(_cells(bins, curve))
    count = len(published())
    opening = _OPENING.format(
        people=cohort.PEOPLE,
        met=met,
        all=count,
        missed=count - met,
        cells=len(cells),
        near=sum(_near(a, b) for a, b in cells),
    )
    groups = dict.fromkeys(each.group for each in published())
    parts = [opening, *(_group(name, found) for name in groups), _survey(bins, curve)]
    parts += [_pictures(folder)]
    return "\n".join(parts)


def number(value: float) -> str:
    """Three digits that count, without an exponent."""
    if value == float("inf"):
        return "never"
    digits = f"{value:.3g}"
    return f"{float(digits):.0f}" if "e" in digits else digits


def _group(name: str, found: Mapping[str, float]) -> str:
    rows = [_row(each, found[each.id]) for each in published() if each.group == name]
    head = [
        f"## {name}\n",
        "| what | unit | published | tolerated | model | | how sure | source |",
        "|---|---|---:|---:|---:|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _row(datum: Datum, value: float) -> str:
    cells = (
        datum.what,
        datum.unit,
        number(datum.target),
        f"{number(datum.low)} to {number(datum.high)}",
        number(value),
        "met" if datum.is_met_by(value) else "**missed**",
        datum.mark,
        datum.source,
    )
    return f"| {' | '.join(cells)} |"


def _cells(
    bins: Iterable[Bin], curve: Iterable[tuple[float, float]]
) -> Iterable[tuple[float, float]]:
    """Surveyed and modelled, for each bin that has the metabolite."""
    for each, modelled in zip(bins, curve, strict=True):
        for surveyed, value in zip((each.mma, each.homocysteine), modelled, strict=True):
            if surveyed is not None:
                yield surveyed, value


def _near(surveyed: float, value: float) -> bool:
    return 1 / TOLERATED_RATIO <= value / surveyed <= TOLERATED_RATIO


_SURVEY = """\
## MMA and homocysteine in NHANES

Adults of 20 years and above; geometric means, unweighted (a curve, not a prevalence); MMA of
2001-2002 and 2011-2012, homocysteine of 2001-2002. Made anew from the public files with
`--nhanes FOLDER`. By B12: eGFR 60 and above; by eGFR: B12 250 to 600 pmol/L. The model: the typical
person at rest on a diet that gives this B12. Tolerated: a fifth.

| by | middle | people | MMA, nmol/L | model | | homocysteine, umol/L | model | |
|---|---:|---:|---:|---:|---|---:|---:|---|"""
_WORDS = {"b12": "B12, pmol/L", "egfr": "eGFR"}


def _survey(bins: Iterable[Bin], curve: Iterable[tuple[float, float]]) -> str:
    rows = [
        f"| {_WORDS[each.by]} | {each.middle:.0f} | {each.people} "
        f"| {_beside(each.mma, mma)} | {_beside(each.homocysteine, hcy)} |"
        for each, (mma, hcy) in zip(bins, curve, strict=True)
    ]
    return "\n".join([_SURVEY, *rows, ""])


def _beside(surveyed: float | None, value: float) -> str:
    if surveyed is None:
        return f" | {number(value)} | "
    verdict = "met" if _near(surveyed, value) else "**missed**"
    return f"{number(surveyed)} | {number(value)} | {verdict}"


def _pictures(folder: str) -> str:
    shown = [f"![{says}]({folder}/{name}.svg)\n" for name, says in PICTURES.items()]
    return "\n".join(["## Pictures\n", "Points are published, lines are the model.\n", *shown])

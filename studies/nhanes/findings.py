"""Which findings stand on the first screen, in plain sentences that follow from the numbers?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cobalamin.guideline.profiles import NAMES
from cobalamin.value import Value
from studies import wording
from studies.nhanes import groups as g
from studies.nhanes.feet import ARTICLE, LEVEL_HALVED, MMA_DOUBLED, OUTCOMES, Feet, Line
from studies.nhanes.guidelines import Guidelines
from studies.nhanes.kidneys import Kidneys
from studies.nhanes.metformin import DIABETES_ONLY, USERS, Metformin
from studies.nhanes.prevalence import Prevalence
from studies.nhanes.stages import Ways
from studies.nhanes.survey import Odds, Share

MILLION = 1e6
OLD = "70 years and over"
LOW, GREY_ENDS = f"{g.DEFICIENT:g}", f"{g.DEFICIENT:g} to {g.UNLIKELY:g}"


class Finding(Value):
    """A few words on what it is about, and the sentences."""

    about: str
    says: str


def findings(
    common: Prevalence,
    of_kidneys: Kidneys,
    of_feet: Feet,
    of_metformin: Metformin,
    *,
    ways: Guidelines,
) -> tuple[Finding, ...]:
    """What a reader with five minutes should know."""
    return (
        Finding("How common", " ".join(_prevalence(common, ways))),
        Finding("A level alone", " ".join(_level_alone(common))),
        Finding("Kidneys", " ".join(_kidneys(of_kidneys))),
        Finding("Numb feet", " ".join(_numb_feet(of_feet))),
        Finding("Metformin", " ".join(_metformin(of_metformin))),
        Finding("What comes to light", " ".join(_on_the_way(ways))),
    )


def meaning(of_feet: Feet, ways: Guidelines) -> str:
    """What may be taken from it; each sentence only where the numbers bear it."""
    return " ".join(_meaning(of_feet, ways))


def _prevalence(common: Prevalence, ways: Guidelines) -> Iterator[str]:
    article = common.confirmed[ARTICLE]
    people = ""
    if article.part is not None:
        people = f", about {article.part * common.adults / MILLION:.1f} million people"
    others = (f"`{name}` in {wording.share(common.confirmed[name])}" for name in NAMES[1:])
    yield (
        f"`{ARTICLE}` confirms B12 deficiency in {wording.share(article)} of adults{people}; "
        f"{listed(others)}."
    )
    yield (
        "With everything measured, all of them give the same answer on deficiency for "
        f"{wording.percent(ways.agree.part)} of adults."
    )


def _level_alone(common: Prevalence) -> Iterator[str]:
    yield f"{wording.share(common.deficient)} of adults have a total B12 below {LOW} pg/mL."
    yield (
        f"In {_both(common.low_without_raised_mma)} of them MMA is not raised. "
        f"The other way round, of those whose MMA is raised and can be read, "
        f"{_both(common.raised_mma_with_b12_not_low)} have a B12 that is not below {LOW}, and "
        f"{_both(common.raised_mma_with_b12_above)} one above {g.UNLIKELY:g}, "
        "where the level alone says that deficiency is unlikely."
    )


def _kidneys(found: Kidneys) -> Iterator[str]:
    yield (
        f"Of adults with an MMA above {g.MMA_LIMIT:g} nmol/L ({g.FIRST} and {g.THIRD}) "
        f"{_both(found.clouded_of_raised)} cannot be read as short of B12 once the eGFR is asked "
        f"for; of those of {OLD} {_both(found.clouded_of_raised_by_age[OLD])}."
    )
    yield (
        f"Who calls everyone with a raised MMA and a B12 up to {g.UNLIKELY:g} deficient, and does "
        f"not look at the kidneys, is contradicted in {_both(found.wrongly_naive)}."
    )


def _numb_feet(found: Feet) -> Iterator[str]:
    yield (
        f"From 40 years, {wording.share(found.insensate)} do not feel a monofilament at one or "
        "more of six places on the soles."
    )
    confirmed = found.lean[f"confirmed, {ARTICLE}"]
    yield (
        f"Other things equal, a higher MMA {wording.direction(found.lean[MMA_DOUBLED])} of that "
        f"(each doubling: odds ratio {wording.odds(found.lean[MMA_DOUBLED])}, eGFR 60 and over). "
        f"A lower total B12 {wording.direction(found.lean[LEVEL_HALVED])} (each halving: "
        f"{wording.odds(found.lean[LEVEL_HALVED])}). The answer `confirmed` "
        f"{wording.direction(confirmed)} ({wording.odds(confirmed)}; "
        f"{wording.count(confirmed.exposed)} people{_if_wide(confirmed)})."
    )
    for outcome in list(OUTCOMES)[1:]:
        lines = [each for each in found.lines if each.outcome == outcome]
        clear = sum(map(is_clear, lines))
        what = outcome.removesuffix(" reported")
        yield (
            f"Of {len(lines)} adjusted associations with {what} {clear or 'none'} "
            f"{'has' if clear < 2 else 'have'} an interval that excludes 1."
        )


def _metformin(found: Metformin) -> Iterator[str]:
    for who, group in (("its users", USERS), ("people with diabetes who take none", DIABETES_ONLY)):
        yield (
            f"Of {who}, {wording.share(found.low[group])} have a B12 below {LOW}, "
            f"{wording.share(found.grey[group])} one of {GREY_ENDS}, and "
            f"{wording.share(found.raised[group])} a raised MMA that can be read."
        )
    yield (
        f"Adjusted, metformin {wording.direction(found.low_or_grey_odds)} of a B12 up to "
        f"{g.UNLIKELY:g} ({wording.odds(found.low_or_grey_odds)}). For a raised MMA it "
        f"{wording.direction(found.raised_odds)} ({wording.odds(found.raised_odds)})."
    )


def _on_the_way(found: Guidelines) -> Iterator[str]:
    every = {each.guideline: each for each in found.ways if each.way is Ways.EVERY}
    reached = (f"`{name}` {wording.of(every[name].of_confirmed)}" for name in NAMES)
    yield (
        "In a clinic a test is made because somebody asks for it. When every step of a guideline "
        "is followed, and nothing else measured, it confirms of the people of 40 years and over "
        f"whom it would confirm if everything were known: {listed(reached)}."
    )
    marked = (f"`{name}` {wording.count(every[name].of_reference.count)}" for name in NAMES)
    yield (
        f"Of {wording.count(found.reference_asked)} people whose MMA and homocysteine are both "
        f"raised and can be read, it finds: {listed(marked)}."
    )
    untested = (
        f"`{name}` {found.untested[name]} of {wording.count(found.missed[name].count)}"
        for name in NAMES
    )
    yield (
        "Of those that it misses, no test was asked for at all, for want of a symptom or a risk on "
        f"record, in: {listed(untested)}."
    )
    against = (f"`{name}` {every[name].against}" for name in NAMES)
    yield (
        "And people whom the steps confirm although their metabolites, not asked for, speak "
        f"against it: {listed(against)}."
    )


def _meaning(of_feet: Feet, ways: Guidelines) -> Iterator[str]:
    doubled, halved = of_feet.lean[MMA_DOUBLED], of_feet.lean[LEVEL_HALVED]
    if (doubled.low or 0) > 1 and not (halved.low or 0) > 1:
        yield (
            "What a raised MMA says of the feet a low total B12 does not say; but MMA is to be "
            "read only beside the eGFR."
        )
    worst = [each.of_confirmed.part for each in ways.ways if each.way is Ways.EVERY]
    if any(part is not None and part < 0.75 for part in worst):
        yield (
            "Rules that wait for a symptom or a risk leave much of what they would confirm "
            "unlooked for. Whether finding it would help people who feel well is not known, and "
            "this survey cannot tell."
        )


def is_clear(line: Line) -> bool:
    """Whether the fully adjusted interval excludes 1."""
    low, high = line.full.low, line.full.high
    return low is not None and high is not None and (low > 1 or high < 1)


def listed(words: Iterable[str]) -> str:
    """The words with commas between and "and" before the last."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def _both(found: Share) -> str:
    """The percentage with its interval and the counts behind it."""
    return f"{wording.share(found)[:-1]}; {wording.of(found)})"


def _if_wide(found: Odds) -> str:
    """A word of caution where an interval allows both half and twice the odds."""
    is_wide = found.low is not None and found.high is not None and found.high / found.low > 4
    return ", too few to tell" if is_wide else ""

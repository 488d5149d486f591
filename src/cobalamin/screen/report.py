"""What does a board read? One page of totals, whole without a network, on screen and on paper."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cobalamin import __version__
from cobalamin.assess.disclaimer import DISCLAIMER
from cobalamin.screen import plots
from cobalamin.screen.as_json import shown_share
from cobalamin.screen.columns import URGENCIES
from cobalamin.screen.distribution import Distribution, bar_key
from cobalamin.screen.equity import EVERYONE, Group, Measure, people_key, yes_key
from cobalamin.screen.intervals import Share, share_of
from cobalamin.screen.screening import Screening
from cobalamin.value import Value

TEMPLATES = Path(__file__).with_name("templates")

DIMENSIONS = {
    "age": "Age in years",
    "sex": "Sex as recorded",
    "ethnicity": "Ethnicity as recorded",
    "record": "With or without a Patient resource",
}
"""The words for each way in which everyone is divided."""

CONCEPTS = {
    "total_b12": "total B12",
    "active_b12": "active B12",
    "mma": "MMA",
    "homocysteine": "homocysteine",
    "egfr": "eGFR",
    "mcv": "MCV",
    "tsh": "TSH",
    "inr": "INR",
    "b6": "vitamin B6",
}
"""Names of results that are not the same as the concept with spaces."""


def make_ready() -> None:
    """Load beforehand what takes a moment, if the page is going to be made."""
    _template()
    plots.begin_to_draw()


@cache
def _template() -> Any:
    jinja2 = import_module("jinja2")
    templates: Any = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template("report.html")


def report(screening: Screening) -> str:
    """The page. The same screening gives the same bytes."""
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    page: str = _template().render(
        **_given(screening),
        style=style,
        disclaimer=DISCLAIMER,
        software=__version__,
        shown=screening.published.shown,
        words=screening.published.words,
        number=_number,
        percent=percent,
        concept=concept_words,
        dimension_words=DIMENSIONS,
        everyone=EVERYONE,
        safe=import_module("jinja2").utils.markupsafe.Markup,
    )
    return page.rstrip() + "\n"


def _given(screening: Screening) -> dict[str, Any]:
    """What the template is given."""
    return {
        "screening": screening,
        "asked": screening.asked,
        "counts": screening.counts,
        "threshold": screening.published.threshold,
        "gap_shares": _gap_shares(screening),
        "headline": headline(screening),
        "equity_tables": equity_tables(screening),
        "measure_heads": [_heading(each) for each in screening.equity.measures if _is_care(each)],
        "gap_heads": [gap.title for gap in screening.counts.gaps],
        "answer_says": _answer_says(screening),
        "step_says": _step_says(screening),
        "urgencies": screening.length.by_urgency,
        "crosses": screening.comparison.changing if screening.comparison else (),
        **_pictures(screening),
    }


class Headline(Value):
    """One number that matters most, among whom it was counted, and what it means."""

    number: str
    of: str
    says: str


def headline(screening: Screening) -> tuple[Headline, ...]:
    """The numbers that a board asks for first."""
    words = screening.published.words
    everyone = screening.equity.of(EVERYONE[0])[0]
    living = f"of {words(*people_key(everyone))} patients"
    told = [
        Headline(words("list", "all"), living, "need something: they are on the worklist"),
        Headline(
            words(*yes_key("tested", everyone)),
            living,
            "have ever had B12, active B12 or MMA measured",
        ),
        Headline(
            words(*yes_key("suspected-never-tested", everyone)),
            f"of {words(*yes_key('suspected', everyone))} suspected",
            "have a symptom and a risk on record, and were never tested",
        ),
        Headline(
            words(*yes_key("deficient", everyone)),
            living,
            "have a B12 deficiency that the record shows",
        ),
        Headline(
            words(*yes_key("treated", everyone)),
            f"of {words(*yes_key('deficient', everyone))} deficient",
            "are being treated with B12 now",
        ),
    ]
    return tuple(told)


class Row(Value):
    """One group of the equity table: its name, how many, the steps of care and the gaps."""

    name: str
    people: str
    care: tuple[tuple[str, Share | None], ...]
    gaps: tuple[tuple[str, Share | None], ...]


def equity_tables(screening: Screening) -> dict[str, tuple[Row, ...]]:
    """For each way of dividing everyone, its groups and then everyone."""
    found = screening.equity
    total = found.of(EVERYONE[0])
    return {
        dimension: tuple(_row(screening, group) for group in (*found.of(dimension), *total))
        for dimension in found.dimensions
    }


def _row(screening: Screening, group: Group) -> Row:
    measures = screening.equity.measures
    gaps = {gap.id for gap in screening.counts.gaps}
    told = {
        measure.id: (
            screening.published.words(*yes_key(measure.id, group)),
            shown_share(screening.published, group, measure),
        )
        for measure in measures
    }
    return Row(
        group.name,
        screening.published.words(*people_key(group)),
        tuple(told[measure.id] for measure in measures if _is_care(measure)),
        tuple(told[measure.id] for measure in measures if measure.id in gaps),
    )


def _is_care(measure: Measure) -> bool:
    return measure.id in CARE_HEADS


CARE_HEADS = {
    "tested": "ever tested",
    "suspected": "suspected",
    "suspected-never-tested": "never tested, of the suspected",
    "deficient": "deficient",
    "treated": "treated now, of the deficient",
}
"""The headings of the steps of care."""


def _heading(measure: Measure) -> str:
    return CARE_HEADS[measure.id]


def _gap_shares(screening: Screening) -> dict[str, Share | None]:
    """Of those for whom a gap can be told, the share that has it; None where that is hidden."""
    shares: dict[str, Share | None] = {}
    for gap in screening.counts.gaps:
        yes = screening.published.shown("gap", gap.id, "yes")
        no = screening.published.shown("gap", gap.id, "no")
        shares[gap.id] = None if yes is None or no is None else share_of(yes, yes + no)
    return shares


def _answer_says(screening: Screening) -> dict[tuple[str, str], str]:
    """What each answer says, by question and code."""
    return {
        (question.name, code): rule.says
        for question in screening.asked.guideline.questions
        for code, rule in question.answers
    }


def _step_says(screening: Screening) -> dict[str, str]:
    """What each step says at its most urgent."""
    actions = screening.asked.guideline.actions
    soonest_last = sorted(actions, key=lambda each: URGENCIES.index(each.urgency), reverse=True)
    return {action.code: action.rule.says for action in soonest_last}


def _pictures(screening: Screening) -> dict[str, Any]:
    """The pictures, each empty where it cannot be drawn."""
    draws = plots.can_draw()
    published = screening.published
    return {
        "draws": draws,
        "gap_picture": plots.gap_bars(screening.counts, published) if draws else "",
        "funnel_picture": plots.funnel_bars(screening.funnel, published) if draws else "",
        "b12_pictures": [
            (each, plots.b12_bars(each, published) if draws else "", bands(screening, each))
            for each in screening.distributions
        ],
    }


def bands(screening: Screening, found: Distribution) -> tuple[tuple[str, str], ...]:
    """The bars of the distribution as a table: from, to and how many."""
    return tuple(
        (
            f"{bar.low} to below {bar.high}" if bar.high is not None else f"{bar.low} and more",
            screening.published.words(*bar_key(found, bar)),
        )
        for bar in found.bars
    )


def _number(value: int) -> str:
    return f"{value:,}"


def percent(share: float) -> str:
    """A share in per cent, with one decimal where it is small or nearly all."""
    hundred = share * 100
    return f"{hundred:.0f}%" if 10 <= hundred <= 90 or share in (0, 1) else f"{hundred:.1f}%"


def concept_words(name: str) -> str:
    """A concept as a reader knows it."""
    return CONCEPTS.get(name, name.replace("_", " "))

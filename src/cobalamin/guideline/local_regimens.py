"""Which regimens of its own does a site name in its overlay, and what of it is refused?

    [[regimen]]
    id = "st-elsewhere-neurological"
    title = "1 mg three times in a week, then every 2 months"
    product = "hydroxocobalamin"
    route = "intramuscular"
    instead_of = "bnf-hydroxocobalamin-neurological"
    decided_by = "B. Example, neurology"
    why = "what our nurses can reach"
    source = "Clinic protocol 7, 2026"

    [[regimen.phase]]
    name = "loading"
    dose_ug = 1000
    every = { days = 2 }
    doses = 11

    [[regimen.phase]]
    name = "maintenance"
    dose_ug = 1000
    every = { months = 2 }
    until = "as long as the cause lasts"

Without `instead_of` it stands among what else is possible.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar, cast

from cobalamin.guideline.choice_of_regimen import NAME
from cobalamin.guideline.gates import ROUTES
from cobalamin.guideline.overlay_words import OverlayError, only, tables, words
from cobalamin.guideline.profiles import guidelines
from cobalamin.guideline.regimens import REGIMENS
from cobalamin.regimen import PRODUCTS, Every, Phase, PhaseName, Regimen
from cobalamin.rules.question import Guideline
from cobalamin.value import Value

SMALLEST_DOSE_UG = 10
"""A smaller number is in milligrams. Chosen by us: no source of ours gives less than 30 mcg."""

LARGEST_DOSE_UG = 5_000
"""A larger one is a slip of a unit too. Chosen by us: no source of ours gives more than 2,000."""

LONGEST_INTERVAL = {"days": 366, "weeks": 52, "months": 12}
"""Chosen by us: no source leaves more than half a year between two doses."""

T = TypeVar("T", bound=str)

_KEYS = ("id", "title", "product", "route", "instead_of", "decided_by", "why", "source", "phase")
_PHASE_KEYS = ("name", "dose_ug", "every", "doses", "until", "planned_doses")
_PHASES: tuple[PhaseName, ...] = ("loading", "consolidation", "maintenance")
_NOT_A_REGIMEN = "no-treatment"


class LocalRegimen(Value):
    """A regimen of the site: whose place it takes ("" for none's), who decided it, why, and where.

    `regimen` cites nothing: what it stands on is the decision of the site, told in `place`.
    """

    regimen: Regimen
    instead_of: str
    site: str
    decided_by: str
    why: str
    source: str

    @property
    def place(self) -> str:
        """What was decided, by whom and why, for a citation."""
        instead = f" instead of {self.instead_of}" if self.instead_of else " as a further choice"
        return (
            f"regimen {self.regimen.id} ({self.regimen.title}){instead}, decided by "
            f"{self.decided_by}: {self.why}; after {self.source}"
        )


def local_regimens(told: object, site: str) -> tuple[LocalRegimen, ...]:
    """Read the [[regimen]] tables of a site. Raises OverlayError, naming the key."""
    read = tuple(_regimen(each, site) for each in tables(told, "regimen"))
    for number, each in enumerate(read):
        earlier = read[:number]
        if each.regimen.id in (other.regimen.id for other in earlier):
            raise OverlayError(f"regimen {each.regimen.id!r}, id: is given twice")
        if each.instead_of and each.instead_of in (other.instead_of for other in earlier):
            place = f"regimen {each.regimen.id!r}, instead_of"
            raise OverlayError(f"{place}: {each.instead_of!r} is replaced twice")
    return read


def suggested_by(guideline: Guideline) -> tuple[str, ...]:
    """The ids of the regimens that a guideline can suggest."""
    questions = (question for question in guideline.questions if question.name == NAME)
    return tuple(code for question in questions for code, _ in question.answers)


def _regimen(told: Mapping[str, object], site: str) -> LocalRegimen:
    id_ = _id(told)
    place = f"regimen {id_!r}"
    only(told, _KEYS, place)
    title, decided_by, why, source = (
        words(told, key, f"{place}, {key}").removesuffix(".")
        for key in ("title", "decided_by", "why", "source")
    )
    regimen = Regimen(
        id_,
        title,
        (_one_of(PRODUCTS, told, "product", place),),
        (_one_of(ROUTES, told, "route", place),),
        _phases(told.get("phase"), place),
        because=(),
        unlicensed=f"a local regimen of {site}, which answers for it",
    )
    return LocalRegimen(regimen, _instead_of(told, place), site, decided_by, why, source)


def _id(told: Mapping[str, object]) -> str:
    id_ = words(told, "id", "regimen, id")
    place = f"regimen {id_!r}, id"
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id_):
        raise OverlayError(f"{place}: write small letters, digits and single hyphens")
    if id_ == _NOT_A_REGIMEN or id_ in (each.id for each in REGIMENS):
        raise OverlayError(f"{place}: is one of ours; give your own another name")
    return id_


def _instead_of(told: Mapping[str, object], place: str) -> str:
    if "instead_of" not in told:
        return ""
    place = f"{place}, instead_of"
    code = words(told, "instead_of", place)
    suggested = dict.fromkeys(code for each in guidelines().values() for code in suggested_by(each))
    if code not in suggested:
        raise OverlayError(
            f"{place}: no guideline suggests {code!r}; these are: {', '.join(suggested)}"
        )
    return code


def _one_of(allowed: tuple[T, ...], told: Mapping[str, object], key: str, place: str) -> T:
    for each in allowed:
        if told.get(key) == each:
            return each
    said = repr(told[key]) if key in told else "nothing"
    raise OverlayError(f"{place}, {key}: {said} is none of {', '.join(allowed)}")


def _phases(told: object, place: str) -> tuple[Phase, ...]:
    listed = tables(told, "regimen.phase", f"{place}, phase")
    phases = tuple(
        _phase(each, f"{place}, phase {number}", last=number == len(listed))
        for number, each in enumerate(listed, 1)
    )
    names = [phase.name for phase in phases]
    if names != [name for name in _PHASES if name in names]:
        told_as = ", ".join(names)
        raise OverlayError(f"{place}, phase: {told_as}: each once, in order: {', '.join(_PHASES)}")
    return phases


def _phase(told: Mapping[str, object], place: str, *, last: bool) -> Phase:
    only(told, _PHASE_KEYS, place)
    every, in_words = _every(told.get("every"), f"{place}, every")
    counted = "doses" in told
    if counted == ("until" in told):
        raise OverlayError(f"{place}, doses: say how many `doses`, or `until` when; one of the two")
    if counted and "planned_doses" in told:
        raise OverlayError(f"{place}, planned_doses: belongs to a phase with `until`")
    if not counted and not last and "planned_doses" not in told:
        raise OverlayError(f"{place}, planned_doses: say how many are dated before the next phase")
    return Phase(
        _one_of(_PHASES, told, "name", place),
        _dose(told.get("dose_ug"), f"{place}, dose_ug"),
        every,
        doses=_count(told["doses"], f"{place}, doses") if counted else None,
        until="" if counted else words(told, "until", f"{place}, until"),
        planned_doses=_count(told["planned_doses"], f"{place}, planned_doses")
        if "planned_doses" in told
        else 0,
        source_says=in_words,
    )


def _dose(told: object, place: str) -> int:
    dose = _count(told, place, " of micrograms")
    if not SMALLEST_DOSE_UG <= dose <= LARGEST_DOSE_UG:
        raise OverlayError(
            f"{place}: {dose} micrograms is not from {SMALLEST_DOSE_UG} to {LARGEST_DOSE_UG}; "
            "1 mg is 1000 micrograms"
        )
    return dose


def _count(told: object, place: str, of_what: str = "") -> int:
    if isinstance(told, bool) or not isinstance(told, int) or told <= 0:
        said = "nothing" if told is None else repr(told)
        raise OverlayError(f"{place}: {said} is not a whole number{of_what} above zero")
    return told


def _every(told: object, place: str) -> tuple[Every, str]:
    """The interval, and its words where our own would not be the site's."""
    if told == "daily":
        return Every(days=1), ""
    if not isinstance(told, dict) or len(cast("dict[str, object]", told)) != 1:
        raise OverlayError(f'{place}: write "daily" or one of {{ days = 2 }}, weeks or months')
    [(unit, said)] = cast("dict[str, object]", told).items()
    if unit not in LONGEST_INTERVAL:
        raise OverlayError(f"{place}, {unit}: only {', '.join(LONGEST_INTERVAL)} belong")
    number = _count(said, f"{place}, {unit}")
    if number > LONGEST_INTERVAL[unit]:
        raise OverlayError(f"{place}, {unit}: {number} is longer than a year")
    if unit == "months":
        return Every(months=number), ""
    if unit == "days":
        return Every(days=number), ""
    return Every(days=7 * number), "" if number == 1 else f"every {number} weeks"

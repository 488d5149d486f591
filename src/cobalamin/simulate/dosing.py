"""Where in the body does a dose begin, and how much of it arrives?

An injection begins in the muscle with all of its amount. What is swallowed begins in the gut wall
with what is absorbed of it, by intrinsic factor and, of any dose, a small share without. A nasal
dose counts as an injection of the share that is absorbed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from cobalamin.guideline.regimens import regimen
from cobalamin.regimen import Dose, Product, Regimen, Route, due_days
from cobalamin.value import Value

NO_TREATMENT = "no-treatment"
Depot = Literal["depot_cn_ug", "depot_oh_ug", "gut_ug"]


class Given(Value):
    """One dose on a day counted from the start, which need not be whole. [days, mcg]"""

    day: float
    amount_ug: float
    product: Product
    route: Route

    def __post_init__(self) -> None:
        if self.amount_ug < 0 or self.day < 0:
            raise ValueError(f"a dose is not below zero and not before the start: {self}")


def given_under(
    name: str, start: date, days: int, product: Product | None = None
) -> tuple[Given, ...]:
    """The doses of a regimen by its id, over so many days from its start; or of "no-treatment".

    Raises KeyError for an id that does not exist, ValueError as `given_by`.
    """
    return () if name == NO_TREATMENT else given_by(regimen(name), start, days, product)


def given_by(
    plan: Regimen, start: date, days: int, product: Product | None = None
) -> tuple[Given, ...]:
    """The doses of a regimen over so many days from its start, parts of a day spread over it.

    `product` is the regimen's usual one unless told. Raises ValueError for one it does not name.
    """
    chosen = plan.product if product is None else product
    if chosen not in plan.products:
        raise ValueError(f"{plan.id} gives {' or '.join(plan.products)}, not {chosen}")
    due = due_days(plan, start, start + timedelta(days=days))
    return tuple(
        Given(
            (dose.day - start).days + part / parts, dose.amount_ug / parts, chosen, plan.routes[0]
        )
        for dose in due
        for parts in [_parts_of_a_day(plan, dose)]
        for part in range(parts)
    )


def _parts_of_a_day(plan: Regimen, dose: Dose) -> int:
    same = (p for p in plan.phases if (p.name, p.amount_ug) == (dose.phase, dose.amount_ug))
    return next(same).per_day


def arriving(
    given: Iterable[Given], parameters: Mapping[str, float]
) -> list[tuple[float, Depot, float]]:
    """Day, state and amount of each dose, in order of days. [days, mcg]"""
    doses = ((dose.day, *_beginning(dose, parameters)) for dose in given)
    return sorted(doses, key=lambda dose: dose[0])


def _beginning(dose: Given, parameters: Mapping[str, float]) -> tuple[Depot, float]:
    if dose.route == "oral":
        return "gut_ug", absorbed_ug(dose.amount_ug, parameters)
    depot = "depot_oh_ug" if dose.product == "hydroxocobalamin" else "depot_cn_ug"
    share = parameters["nasal_share"] if dose.route == "nasal" else 1.0
    return depot, dose.amount_ug * share


def absorbed_ug(swallowed_ug: float, parameters: Mapping[str, float]) -> float:
    """How much of one oral dose is absorbed, as the model has it for a meal. [mcg]"""
    active = (
        parameters["intrinsic_factor"]
        * parameters["active_capacity_ug_per_meal"]
        * swallowed_ug
        / (parameters["active_half_ug_per_meal"] + swallowed_ug)
    )
    return active + parameters["passive_share"] * swallowed_ug

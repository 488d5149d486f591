"""What was measured? Results of one Observation, in the unit reported, never converted."""

from __future__ import annotations

import re

from cobalamin.chart import LabResult
from cobalamin.day import Moment
from cobalamin.fhir.answers import answer_of, interpretation
from cobalamin.fhir.coded import Meaning
from cobalamin.fhir.fault import quoted
from cobalamin.fhir.part import Part
from cobalamin.fhir.units import unit_of, written_unit
from cobalamin.guideline.labs import Lab, lab_of
from cobalamin.quantity import Amount, Bound
from cobalamin.value import replace

HIDES = "so it is not used, and may hide a result that matters"


def lab_result(holder: Part, meaning: Meaning, taken: Moment | None, file: str) -> LabResult | None:
    """The result in an Observation or one of its components; None when it holds no value.

    A result that cannot be read is kept with its reason, and noted as a problem.
    """
    lab = lab_of(meaning.concept)
    kinds = [field for field in holder.body if field.startswith("value")]
    if not kinds and not (lab.yes_no and holder.has("interpretation")):
        why = "the laboratory gives no value" if holder.has("dataAbsentReason") else "no value"
        holder.problem(f"{lab.label}: {why}, {HIDES}")
        return None
    if len(kinds) > 1:
        read: Amount | bool | str = f"it has two values ({', '.join(sorted(kinds))})"
    elif lab.yes_no:
        read = _answered(holder)
    else:
        read = _measured(holder, lab, file)
    blank = LabResult(
        lab.concept,
        holder.resource,
        day=taken.day if taken else None,
        taken=taken.instant if taken else None,
        day_known=taken.precision in ("day", "time") if taken else True,
        time_known=taken.precision == "time" if taken else False,
    )
    if isinstance(read, str):
        holder.problem(f"{lab.label}: {read}, {HIDES}")
        return replace(blank, unreadable=read)
    if isinstance(read, bool):
        return replace(blank, positive=read)
    low, high = _range(holder, lab, read.unit)
    return replace(blank, amount=read, range_low=low, range_high=high)


def _measured(holder: Part, lab: Lab, file: str) -> Amount | str:
    """The amount, or why it cannot be read."""
    if holder.has("valueQuantity"):
        quantity = holder.part("valueQuantity")
        return _quantity(quantity, lab, file) if quantity else "its value is not a quantity"
    if holder.has("valueString"):
        return _worded(holder, lab)
    if holder.has("valueInteger"):
        number = holder.number("valueInteger")
        if number is None or not lab.bare:
            return "it has no unit"
        return _amount(number, "1", "")
    kind = next(field for field in holder.body if field.startswith("value"))
    return f"its value is a {kind.removeprefix('value') or 'nothing'}, not an amount"


def _quantity(quantity: Part, lab: Lab, file: str) -> Amount | str:
    number = quantity.number("value")
    if number is None:
        return "its value has no number"
    comparator = quantity.text("comparator")
    if comparator not in ("", "<", "<=", ">", ">="):
        return f"its comparator {quoted(comparator)} is not one that is known"
    unit, why = unit_of(quantity, lab, file)
    return _amount(number, unit, comparator) if unit else why


def _amount(number: float, unit: str, bound: Bound) -> Amount | str:
    return Amount(number, unit, bound) if number >= 0 else "its value is below zero"


_BOUNDS: dict[str, Bound] = {
    "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">=",
    "less than": "<", "below": "<", "under": "<",
    "greater than": ">", "more than": ">", "above": ">", "over": ">",
}  # fmt: skip
_TEXT = (
    r"\s*(<=|>=|<|>|≤|≥|less than|below|under|greater than|more than|above|over|)\s*"
    r"([0-9]+(?:\.[0-9]+)?)\s*([^\s0-9<>,;].{0,40}|%|)\s*"
)


def _worded(holder: Part, lab: Lab) -> Amount | str:
    """An amount written as text: "<150 pg/mL", "150 pmol/L"; nothing is guessed from prose."""
    text = holder.text("valueString")
    match = re.fullmatch(_TEXT, text, re.IGNORECASE)
    if not match:
        return f"its value is the text {quoted(text)}"
    bound, number, unit = match.groups()
    canonical, why = written_unit(unit.strip(), lab)
    return _amount(float(number), canonical, _BOUNDS.get(bound.lower(), "")) if canonical else why


def _answered(holder: Part) -> bool | str:
    """The yes or no, or why there is none: by the value, the interpretation, or the range."""
    stated = answer_of(holder)
    judged = interpretation(holder)
    if stated is None:
        stated = _against_range(holder) if judged is None else judged
    if stated is None:
        return "it is neither positive nor negative"
    if judged is not None and judged != stated:
        return "its value and its interpretation disagree"
    return stated


def _against_range(holder: Part) -> bool | None:
    """Positive above the laboratory's own upper limit, in the same unit; None without one."""
    if not holder.has("valueQuantity") or not (quantity := holder.part("valueQuantity")):
        return None
    number, comparator = quantity.number("value"), quantity.text("comparator")
    for limits in holder.parts("referenceRange"):
        high = limits.part("high")
        limit = high.number("value") if high else None
        if number is None or limit is None or high is None or _unit(high) != _unit(quantity):
            continue
        if comparator in ("", "<=", "<") and number <= limit:
            return False
        if comparator in ("", ">=", ">") and number > limit:
            return True
    return None


def _unit(quantity: Part) -> str:
    return quantity.text("code") or quantity.text("unit")


def _range(holder: Part, lab: Lab, unit: str) -> tuple[float | None, float | None]:
    """The laboratory's own reference range, where it is in the unit of the result."""
    for limits in holder.parts("referenceRange"):
        kind = limits.part("type")
        codes = [c.text("code") for c in kind.parts("coding")] if kind else []
        if codes and "normal" not in codes:
            continue
        low, high = (_limit(limits, side, lab, unit) for side in ("low", "high"))
        if low is not None or high is not None:
            return low, high
    return None, None


def _limit(limits: Part, side: str, lab: Lab, unit: str) -> float | None:
    quantity = limits.part(side)
    if quantity is None:
        return None
    same = lab.canonical(quantity.text("code") or quantity.text("unit")) == unit
    return quantity.number("value") if same else None

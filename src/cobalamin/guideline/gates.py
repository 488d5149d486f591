"""Which safety gates stand before a dose of this product on this day: open, cleared or blocking?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from cobalamin.guideline import safety as s
from cobalamin.guideline.declare import READ
from cobalamin.guideline.kinds import HasResult, NewestResult
from cobalamin.guideline.reading import Known
from cobalamin.regimen import INJECTED, PRODUCTS, Product, Route
from cobalamin.rules.evaluate import Verdict, evaluate
from cobalamin.rules.expression import Fact, Rule
from cobalamin.rules.prose import explain
from cobalamin.rules.reach import facts_of, in_order
from cobalamin.source import Citation
from cobalamin.value import Value

Effect = Literal["block", "warn"]
State = Literal["open", "cleared", "blocking"]

ROUTES: tuple[Route, ...] = ("intramuscular", "deep-subcutaneous", "oral", "nasal")


class Safeguard(Value, eq=False):
    """One thing that can stand between a patient and a dose, for some products and routes.

    `code` is an action code of the contract. A `block` forbids the dose while its rule holds; a
    `warn` asks for a signature. `asks` is what to ask where the record does not tell.
    `again_days` is after how many days it is worth looking again; 0 where time alone lifts nothing.
    """

    code: str
    effect: Effect
    rule: Rule
    asks: str
    products: tuple[Product, ...] = PRODUCTS
    routes: tuple[Route, ...] = ROUTES
    again_days: int = 0


class Gate(Value):
    """How one safeguard stands for one patient, product and day.

    `open` must be asked or signed for before the dose; `signs` says that an answer is there and a
    signature is what is lacking. `missing` names the facts to ask. `again` is the first day on
    which it is worth looking again; None where an answer or a clinician has to lift it.
    """

    code: str
    state: State
    says: str
    signs: bool
    rule: str
    because: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = ()
    missing: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    again: date | None = None


_ASK_ALLERGY = "Ask: an allergy to any form of vitamin B12, or an earlier reaction to a dose?"
_TOMORROW = 1

SAFEGUARDS: tuple[Safeguard, ...] = (
    Safeguard("block-all-cobalamin", "block", s.ALLERGY_TO_ALL, _ASK_ALLERGY),
    Safeguard(
        "block-cyanocobalamin",
        "block",
        s.ALLERGY_TO_CYANOCOBALAMIN,
        _ASK_ALLERGY,
        ("cyanocobalamin",),
    ),
    Safeguard(
        "block-all-cobalamin",
        "block",
        s.ALLERGY_TO_HYDROXOCOBALAMIN,
        _ASK_ALLERGY,
        ("hydroxocobalamin",),
    ),
    Safeguard(
        "block-all-cobalamin",
        "block",
        s.ALLERGY_TO_METHYLCOBALAMIN,
        _ASK_ALLERGY,
        ("methylcobalamin",),
    ),
    Safeguard("refer-allergy", "warn", s.ALLERGY_TO_ONE, _ASK_ALLERGY),
    Safeguard("warn-cobalt-allergy", "warn", s.COBALT, "Ask: an allergy to cobalt, or to metals?"),
    Safeguard(
        "block-cyanocobalamin",
        "block",
        s.LEBER,
        "Ask: Leber's hereditary optic neuropathy in the patient or the family?",
        ("cyanocobalamin",),
    ),
    Safeguard(
        "refer-ophthalmology",
        "warn",
        s.LEBER,
        "Ask: Leber's hereditary optic neuropathy in the patient or the family?",
        ("hydroxocobalamin", "methylcobalamin"),
    ),
    Safeguard(
        "block-today",
        "block",
        s.INR_HIGH,
        "Ask: warfarin or the like? If so, measure INR today.",
        routes=("intramuscular",),
        again_days=_TOMORROW,
    ),
    Safeguard(
        "block-today",
        "block",
        s.PLATELETS_TOO_LOW,
        "Ask: a bleeding disorder? If so, measure platelets.",
        routes=("intramuscular",),
        again_days=_TOMORROW,
    ),
    Safeguard(
        "warn-anticoagulant",
        "warn",
        s.ANTICOAGULATED,
        "Ask: anticoagulants?",
        routes=INJECTED,
    ),
    Safeguard("warn-bleeding", "warn", s.BLEEDING, "Ask: a bleeding disorder?", routes=INJECTED),
    Safeguard(
        "block-today",
        "block",
        s.POTASSIUM_TOO_LOW,
        "Measure potassium and haemoglobin.",
        again_days=_TOMORROW,
    ),
    Safeguard("warn-potassium", "warn", s.POTASSIUM_AT_RISK, "Measure potassium and haemoglobin."),
    Safeguard(
        "block-today",
        "block",
        s.ANAEMIA_OF_PREGNANCY,
        "Ask: pregnant?",
        again_days=_TOMORROW,
    ),
    Safeguard("warn-pregnancy", "warn", s.PREGNANT_UNPROVED, "Ask: pregnant?"),
    Safeguard("warn-renal", "warn", s.KIDNEYS, "Measure creatinine and eGFR."),
    Safeguard("warn-polycythaemia", "warn", s.POLYCYTHAEMIA, "Ask: polycythaemia vera?"),
    Safeguard(
        "warn-site-infection",
        "warn",
        s.INFECTED_SITE,
        "Look at the site.",
        routes=INJECTED,
        again_days=_TOMORROW,
    ),
)
"""In the order in which they are told: what can kill first."""

FACTS_READ: tuple[Fact, ...] = facts_of(in_order(each.rule for each in SAFEGUARDS))
"""What has to be read from a chart before `gates` can be asked."""

_KINDS = {fact.name: READ[fact] for fact in FACTS_READ}


def gates(
    known: Mapping[str, Known],
    product: Product,
    on: date,
    *,
    route: Route = "intramuscular",
) -> tuple[Gate, ...]:
    """Every gate before a dose of `product` by `route` on the day `on`, the standing ones too.

    `known` are facts as `read_facts` gives them, with answers given at the chair put in their
    place (`Known(False)`). A laboratory result that will be stale on that day counts as none.
    Raises KeyError when a fact that a gate reads is not in `known`.
    """
    facts = {
        name: known[name].value if fresh_on(name, known[name], on) else _stale(name)
        for name in _KINDS
    }
    return tuple(
        _gate(each, evaluate(each.rule.holds(), facts), known, on)
        for each in SAFEGUARDS
        if product in each.products and route in each.routes
    )


def fresh_on(name: str, known: Known, on: date) -> bool:
    """Whether what was known still guards on that day; only laboratory results grow stale."""
    kind = _KINDS.get(name)
    of = kind.of if isinstance(kind, HasResult) else kind
    if not isinstance(of, NewestResult) or known.day is None:
        return True
    return (on - known.day).days <= of.within_days


def _stale(name: str) -> bool | None:
    """A stale number is unknown; that it was measured in time is no longer so."""
    return False if isinstance(_KINDS[name], HasResult) else None


def _gate(each: Safeguard, verdict: Verdict, known: Mapping[str, Known], on: date) -> Gate:
    match verdict.truth:
        case "yes":
            state: State = "blocking" if each.effect == "block" else "open"
            says = each.rule.says
        case "no":
            state, says = "cleared", f"Cleared: {_ruled_out(verdict)}."
        case "unknown":
            state, says = "open", each.asks
    again = on + timedelta(days=each.again_days) if each.again_days else None
    return Gate(
        code=each.code,
        state=state,
        says=says,
        signs=verdict.truth == "yes" and each.effect == "warn",
        rule=each.rule.id,
        because=tuple(explain(r) for r in verdict.reasons) if verdict.truth == "yes" else (),
        cites=each.rule.because,
        missing=tuple(fact.name for fact in verdict.missing),
        resources=_resources(verdict, known),
        again=again if state != "cleared" else None,
    )


def _ruled_out(verdict: Verdict) -> str:
    """What the record says against it, the first few."""
    return "; ".join(explain(reason) for reason in verdict.reasons[:3])


def _resources(verdict: Verdict, known: Mapping[str, Known]) -> tuple[str, ...]:
    names = (reason.criterion.fact.name for reason in verdict.reasons)
    return tuple(dict.fromkeys(place for name in names for place in known[name].resources))

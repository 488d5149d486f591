"""Which care gaps does one record show? Worked out in plain Python, from facts and answers only.

Written a second time from the definitions and not from the product, so that the truth which the
generator of bulk exports plants, and later the screening, are judged by something of neither.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from cobalamin.assess.assessment import Assessment
from cobalamin.assess.many import assessor
from cobalamin.chart import Chart
from cobalamin.guideline.declare import READ, read_facts
from cobalamin.guideline.kinds import COBALAMINS
from cobalamin.guideline.profiles import guideline
from cobalamin.quantity import Amount

Gaps = dict[str, bool | None]

LOW = {("total_b12", "ng/L"): 180, ("total_b12", "pmol/L"): 133, ("active_b12", "pmol/L"): 25}
HIGH = {
    ("mma", "nmol/L"): 271,
    ("mma", "umol/L"): 0.271,
    ("homocysteine", "umol/L"): 15,
    ("homocysteine", "mg/L"): 2.03,
}


def gaps_of(chart: Chart) -> Gaps:
    """Each gap: so, not so, or (None) not to be told from this record."""
    known = {name: each.value for name, each in read_facts(chart, READ).items()}
    answers = {each.question: each.code for each in _assessor()(chart).answers}
    found: Gaps = {
        "metformin-never-tested": _metformin(chart, known),
        "neuropathy-never-tested": _neuropathy(chart, known),
        "low-b12-no-follow-up": _low_b12(chart, known, answers),
        "deficient-never-treated": _deficient(chart, known, answers),
        "injections-without-evidence": _injections(chart, known),
        "review-overdue": _review(known),
    }
    dead = any(p.says.endswith("the patient is recorded as dead") for p in chart.problems)
    return dict.fromkeys(found, False) if dead else found


Facts = dict[str, Amount | bool | None]


@cache
def _assessor() -> Callable[[Chart], Assessment]:
    return assessor(guideline("confirm-first"))


def _metformin(chart: Chart, known: Facts) -> bool | None:
    if not known["metformin"] or known["on_cobalamin"] or _ever_tested(chart):
        return False
    days = known["days_on_metformin"]
    return days.value >= 365 if isinstance(days, Amount) else None


def _neuropathy(chart: Chart, known: Facts) -> bool:
    recorded = known["sensory_symptoms"] or known["gait_disorder"] or known["myelopathy"]
    return bool(recorded) and not known["on_cobalamin"] and not _ever_tested(chart)


def _low_b12(chart: Chart, known: Facts, answers: dict[str, str]) -> bool:
    if known["on_cobalamin"] or answers["deficiency"] == "confirmed":
        return False
    if any(result.concept in ("mma", "homocysteine") for result in chart.results):
        return False
    questions = {"total_b12": "total_b12", "active_b12": "active_b12"}
    low = [concept for concept, asks in questions.items() if answers[asks] == "deficient"]
    return any(_age_days(chart, concept) > 28 for concept in low)


def _deficient(chart: Chart, known: Facts, answers: dict[str, str]) -> bool:
    shown = answers["deficiency"] in ("confirmed", "functional") or known["recorded_deficiency"]
    return bool(shown) and not any(m.concept in COBALAMINS for m in chart.medicines)


def _injections(chart: Chart, known: Facts) -> bool:
    now = any(
        m.concept in COBALAMINS
        and m.route == "injection"
        and (m.current or (m.start is not None and (chart.as_of - (m.end or m.start)).days <= 120))
        for m in chart.medicines
    )
    excused = ("recorded_deficiency", "if_antibody_positive", "autoimmune_gastritis", "gut_surgery")
    return now and not _evidence(chart) and not any(known[fact] for fact in excused)


def _review(known: Facts) -> bool | None:
    if not known["on_cobalamin"]:
        return False
    if known["reviewed"]:
        since = known["days_since_review"]
        return since.value > 365 if isinstance(since, Amount) else None
    course = known["days_on_course"]
    if not isinstance(course, Amount):
        return None
    early = known["pregnant"] or known["lactation"]
    return course.value >= (30 if early else 91)


def _ever_tested(chart: Chart) -> bool:
    return any(r.concept in ("total_b12", "active_b12", "mma") for r in chart.results)


def _age_days(chart: Chart, concept: str) -> int:
    """Days since the newest sample; the cases hold no treated sample beside an untreated one."""
    days = [r.day for r in chart.results if r.concept == concept and r.amount and r.day]
    return (chart.as_of - max(days)).days


def _evidence(chart: Chart) -> bool:
    for result in chart.results:
        if result.amount is None:
            continue
        key = (result.concept, result.amount.unit)
        if key in LOW and result.amount.high < LOW[key]:
            return True
        if key in HIGH and result.amount.low > HIGH[key]:
            return True
    return False

"""Charts that could be anyone's, for properties that must hold for every patient."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from cobalamin.chart import Chart, Entry, LabResult, Medicine
from cobalamin.quantity import Amount
from cobalamin.value import replace

AS_OF = date(2026, 6, 1)
EGFR = "mL/min/{1.73_m2}"

_NUMBERS: dict[str, tuple[tuple[str, tuple[float, ...]], ...]] = {
    "total_b12": (
        ("ng/L", (90, 179, 180, 250, 350, 351, 600, 1200)),
        ("pmol/L", (60, 132, 133, 200, 258, 259, 800)),
    ),
    "active_b12": (("pmol/L", (15, 24, 25, 50, 70, 71, 120)),),
    "mma": (("nmol/L", (150, 271, 272, 900)), ("umol/L", (0.2, 0.271, 0.272, 1.5))),
    "homocysteine": (("umol/L", (8, 15, 15.1, 60)),),
    "egfr": ((EGFR, (20, 59, 60, 95)),),
    "folate": (("ug/L", (1.5, 3, 9)), ("nmol/L", (4, 7, 20))),
    "haemoglobin": (("g/L", (70, 80, 118, 145)),),
    "mcv": (("fL", (88, 100, 112)),),
}
_ENTRIES = (
    "paraesthesia",
    "numbness",
    "ataxia",
    "myelopathy",
    "cognitive_decline",
    "fatigue",
    "pernicious_anaemia",
    "coeliac",
    "vegan_diet",
    "nitrous_oxide",
    "pregnancy",
    "ckd",
    "transcobalamin_deficiency",
    "cobalamin_allergy",
    "folate_deficiency",
    "polycythaemia_vera",
    "b12_deficiency",
)
_MEDICINES = ("metformin", "ppi", "cyanocobalamin", "hydroxocobalamin", "folic_acid", "colchicine")


def at_noon(day: date) -> float:
    """The instant of noon UTC on a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()


_days = st.integers(min_value=1, max_value=1500).map(lambda back: AS_OF - timedelta(days=back))


@st.composite
def results(draw: st.DrawFn) -> LabResult:
    concept = draw(st.sampled_from(sorted(_NUMBERS)))
    unit, values = draw(st.sampled_from(_NUMBERS[concept]))
    value = draw(st.sampled_from(values))
    bound = draw(st.sampled_from(["", "", "", "", "<", ">"]))
    day = draw(_days)
    name = f"Observation/{draw(st.integers(min_value=1, max_value=10**9))}"
    return LabResult(concept, name, day, at_noon(day), amount=Amount(value, unit, bound))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    concept = draw(st.sampled_from(_ENTRIES))
    kind = "allergy" if concept == "cobalamin_allergy" else "condition"
    name = f"Condition/{draw(st.integers(min_value=1, max_value=10**9))}"
    active = draw(st.booleans())
    return Entry(concept, kind, name, draw(st.none() | _days), active=active)


@st.composite
def medicines(draw: st.DrawFn) -> Medicine:
    concept = draw(st.sampled_from(_MEDICINES))
    start = draw(st.none() | _days)
    current = draw(st.booleans())
    name = f"MedicationStatement/{draw(st.integers(min_value=1, max_value=10**9))}"
    return Medicine(concept, "stated", name, start, None if current else start, current)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    return Chart(
        "p1",
        AS_OF,
        birth_date=draw(st.none() | st.just(date(1980, 3, 2)) | st.just(date(1940, 3, 2))),
        sex=draw(st.sampled_from(["female", "male", "unknown"])),
        black_ethnicity=draw(st.none() | st.booleans()),
        # Of two results at one moment the id decides, and no two of a record share one.
        results=tuple(draw(st.lists(results(), max_size=7, unique_by=lambda r: r.resource))),
        entries=tuple(draw(st.lists(entries(), max_size=4))),
        medicines=tuple(draw(st.lists(medicines(), max_size=3))),
    )


def shifted(chart: Chart, days: int) -> Chart:
    """The same chart with every date, and the day of assessment, moved by whole days."""
    by = timedelta(days=days)

    def moved(day: date | None) -> date | None:
        return None if day is None else day + by

    return replace(
        chart,
        as_of=chart.as_of + by,
        birth_date=moved(chart.birth_date),
        results=tuple(
            replace(r, day=moved(r.day), taken=None if r.taken is None else r.taken + days * 86400)
            for r in chart.results
        ),
        entries=tuple(replace(e, start=moved(e.start), end=moved(e.end)) for e in chart.entries),
        medicines=tuple(
            replace(m, start=moved(m.start), end=moved(m.end)) for m in chart.medicines
        ),
    )

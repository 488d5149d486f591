"""What is known of the person to be simulated: from a record, or from words on a command line?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from cobalamin.chart import Chart, LabResult
from cobalamin.day import age_in_years
from cobalamin.simulate.measured import (
    Measurement,
    UnitError,
    converted,
    in_own_unit,
    names_by_concept,
    plausible,
)
from cobalamin.simulate.states import CAUSES
from cobalamin.value import Value

OLDEST_DAYS = 2 * 365
"""Results older than this are not fitted; chosen by us, because doses and diets change."""

NOT_KNOWN = "not-known"
"""The cause when none is told: absorption is impaired to an unknown degree."""


class ToldError(ValueError):
    """What was told of the person cannot be used; the message is the one line to print."""


class Told(Value):
    """All that is known of one person. Unknown is None.

    `severity_0_10` and `months_of_symptoms` are the legs' sensory symptoms today. `limits` says
    what of the record was not used, and why.
    """

    cause: str = NOT_KNOWN
    age_years: int | None = None
    sex: str = "unknown"
    egfr: float | None = None
    folate_nmol_l: float | None = None
    diabetes: bool | None = None
    measurements: tuple[Measurement, ...] = ()
    patient_id: str = ""
    as_of: date | None = None
    limits: tuple[str, ...] = ()


KEYS = (
    "age", "sex", "cause", "b12_pmol_l", "active_b12_pmol_l", "mma_nmol_l", "homocysteine_umol_l",
    "egfr", "folate_nmol_l", "haemoglobin_g_dl", "mcv_fl", "sural_velocity_m_s",
    "sural_amplitude_uv", "months_of_symptoms", "severity_0_10", "diabetes",
)  # fmt: skip
"""What `--patient key=value` may say."""

_MEASURED = {"b12_pmol_l": "total_b12_pmol_l"} | {
    key: key
    for key in KEYS
    if key in ("active_b12_pmol_l", "mma_nmol_l", "homocysteine_umol_l", "haemoglobin_g_dl",
               "mcv_fl", "sural_velocity_m_s", "sural_amplitude_uv")
}  # fmt: skip
_RANGES = {"age": (18, 110), "months_of_symptoms": (0, 600), "severity_0_10": (0, 10)}
_TOLD = {"months_of_symptoms": "months_of_symptoms", "severity_0_10": "symptoms_0_10"}


def told_in_words(words: Iterable[str]) -> Told:
    """From `key=value` pairs. Raises ToldError naming the word at fault."""
    pairs = _pairs(words)
    cause = pairs.get("cause", NOT_KNOWN)
    if cause not in (*CAUSES, NOT_KNOWN):
        one_of = ", ".join((*CAUSES, NOT_KNOWN))
        raise ToldError(f"--patient cause={cause}: the cause is one of {one_of}")
    sex = pairs.get("sex", "unknown")
    if sex not in ("female", "male", "other", "unknown"):
        raise ToldError(f"--patient sex={sex}: say female, male, other or unknown")
    age = _number(pairs, "age")
    return Told(
        cause,
        None if age is None else int(age),
        sex,
        _amount(pairs, "egfr"),
        _amount(pairs, "folate_nmol_l"),
        _yes_or_no(pairs, "diabetes"),
        (*_words_measured(pairs), *_words_told(pairs)),
    )


def patient(**told: object) -> Told:
    """The same from named values: cause="diet", b12_pmol_l="80 ng/L". Raises ToldError."""
    return told_in_words(f"{key}={value}" for key, value in told.items())


def _pairs(words: Iterable[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not value.strip():
            raise ToldError(f"--patient {word}: say key=value, for example egfr=60")
        if key not in KEYS:
            raise ToldError(f"--patient {key}: there is no such key; known are {', '.join(KEYS)}")
        if key in pairs:
            raise ToldError(f"--patient {key}: is told twice")
        pairs[key] = value.strip()
    return pairs


def _words_measured(pairs: Mapping[str, str]) -> list[Measurement]:
    return [
        Measurement(name, value, 0.0, f"--patient {key}")
        for key, name in _MEASURED.items()
        if (value := _amount(pairs, key, name)) is not None
    ]


def _words_told(pairs: Mapping[str, str]) -> list[Measurement]:
    return [
        Measurement(name, value, 0.0, f"--patient {key}")
        for key, name in _TOLD.items()
        if (value := _number(pairs, key)) is not None
    ]


def _amount(pairs: Mapping[str, str], key: str, name: str = "") -> float | None:
    if key not in pairs:
        return None
    try:
        return in_own_unit(name or key, pairs[key])
    except ValueError as fault:
        raise ToldError(f"--patient {key}={pairs[key]}: {fault}") from None


def _number(pairs: Mapping[str, str], key: str) -> float | None:
    if key not in pairs:
        return None
    low, high = _RANGES[key]
    try:
        value = float(pairs[key])
    except ValueError:
        raise ToldError(f"--patient {key}={pairs[key]}: is not a number") from None
    if not low <= value <= high:
        raise ToldError(f"--patient {key}={pairs[key]}: is not from {low} to {high}")
    return value


def _yes_or_no(pairs: Mapping[str, str], key: str) -> bool | None:
    match pairs.get(key):
        case None:
            return None
        case "yes":
            return True
        case "no":
            return False
        case other:
            raise ToldError(f"--patient {key}={other}: say yes or no")


COBALAMINS = ("cobalamin", "cyanocobalamin", "hydroxocobalamin", "methylcobalamin")
_SYMPTOMS = ("numbness", "paraesthesia", "neuropathic_pain", "neuropathy", "ataxia")
_CAUSE_ENTRIES = {
    "pernicious_anaemia": "pernicious-anaemia",
    "total_gastrectomy": "gastrectomy",
    "gastrectomy": "gastrectomy",
    "nitrous_oxide": "nitrous-oxide",
    "dietary_b12_deficiency": "diet",
    "poor_diet": "diet",
}
_DIABETES = ("type_1_diabetes", "type_2_diabetes", "other_diabetes", "diabetic_neuropathy")


def told_by_chart(chart: Chart) -> Told:
    """From one patient's record: the results before any recorded cobalamin, the cause, the rest."""
    present = {entry.concept for entry in chart.entries if entry.present and entry.active}
    results, limits = _usable(chart)
    latest = {name: value for name, value, _, _ in results}
    cause, why = _cause(chart, present)
    measurements = [
        Measurement(name, value, float((chart.as_of - day).days), resource)
        for name, value, day, resource in results
        if name not in ("egfr", "folate_nmol_l")
    ]
    return Told(
        cause,
        age_in_years(chart.birth_date, chart.as_of) if chart.birth_date else None,
        chart.sex,
        latest.get("egfr"),
        latest.get("folate_nmol_l"),
        bool(present & set(_DIABETES)) or None,
        (*measurements, *_duration(chart)),
        chart.patient_id,
        chart.as_of,
        (
            *limits,
            *why,
            "No severity of symptoms is read from a record: it is inferred from the rest.",
        ),
    )


def _usable(chart: Chart) -> tuple[list[tuple[str, float, date, str]], list[str]]:
    """Name, value in own unit, day and resource of each result to fit; and what was left out."""
    treated = _first_cobalamin(chart)
    used: list[tuple[str, float, date, str]] = []
    limits: list[str] = []
    for result in chart.results:
        name = names_by_concept().get(result.concept)
        if name is None or result.amount is None or result.day is None:
            continue
        if (chart.as_of - result.day).days > OLDEST_DAYS:
            limits.append(f"{result.resource} is more than two years old: not fitted.")
        elif treated and result.day > treated and name != "egfr":
            limits.append(f"{result.resource} was sampled under cobalamin: not fitted.")
        else:
            _take(result, name, used, limits)
    if treated:
        limits.append(
            f"Cobalamin is recorded from {treated}; its doses are not simulated, so today's "
            "stores are shown as if they had not been given."
        )
    return used, limits


def _take(
    result: LabResult, name: str, used: list[tuple[str, float, date, str]], limits: list[str]
) -> None:
    assert result.amount is not None
    assert result.day is not None
    if result.amount.bound:
        limits.append(f"{result.resource} is only known as {result.amount}: not fitted.")
        return
    try:
        value = plausible(name, converted(name, result.amount))
    except (UnitError, ValueError) as fault:
        limits.append(f"{result.resource}: {fault}.")
        return
    used.append((name, value, result.day, result.resource))


def _first_cobalamin(chart: Chart) -> date | None:
    days = [m.start for m in chart.medicines if m.concept in COBALAMINS and m.start]
    return min(days) if days else None


def _cause(chart: Chart, present: set[str]) -> tuple[str, list[str]]:
    for concept, cause in _CAUSE_ENTRIES.items():
        if concept in present and cause in CAUSES:
            return cause, []
    if any(r.concept == "if_antibody" and r.positive for r in chart.results):
        return "pernicious-anaemia", []
    if any(m.concept == "metformin" for m in chart.medicines):
        return "metformin", []
    says = "No cause that is modelled is recorded: absorption is impaired to an unknown degree."
    return NOT_KNOWN, [says]


def _duration(chart: Chart) -> list[Measurement]:
    """How long symptoms have lasted, from the earliest that is recorded as still going on."""
    felt = [
        (entry.start, entry.resource)
        for entry in chart.entries
        if entry.concept in _SYMPTOMS and entry.present and entry.active and entry.start
    ]
    if not felt:
        return []
    start, resource = min(felt)
    months = max((chart.as_of - start).days / 30.44, 0.25)
    return [Measurement("months_of_symptoms", min(months, 600), 0.0, resource)]

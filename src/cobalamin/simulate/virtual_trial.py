"""What would a trial of these regimens find in virtual patients?

Every patient takes part in every arm, so that arms differ by the regimen alone. The intervals say
how sure the table is with so many patients; they do not say how right the model is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from statistics import fmean, stdev
from textwrap import fill

from cobalamin.simulate.as_json import rounded
from cobalamin.simulate.cohort import Course, courses, free_of_symptoms, patient
from cobalamin.simulate.engine import Backend, chosen
from cobalamin.simulate.forecasting import title_of
from cobalamin.simulate.saying import DISCLAIMER
from cobalamin.value import Value

SCHEMA = "cobalamin.trial/1"
"""The name of the shape; trial-1.schema.json beside this module describes it."""
_Z = 1.96  # two-sided 95 %
_PART = 16  # patients handed to a process at once
MMA_RAISED_NMOL_L = 280.0  # chosen by us, near the upper limit of healthy adults in NHANES


class Outcome(Value):
    """An estimate with its 95 % interval."""

    estimate: float
    low: float
    high: float


class Arm(Value, eq=False):
    """One regimen and its outcomes by name."""

    regimen: str
    title: str
    outcomes: dict[str, Outcome]


class Trial(Value, eq=False):
    """The table: the arms, who took part by cause, and for how long."""

    patients: int
    seed: int
    months: int
    causes: dict[str, int]
    arms: tuple[Arm, ...]


Row = tuple[str, tuple[Course, ...]]
Work = tuple[int, int, int, tuple[str, ...], int, Backend]


def trial(
    regimens: Sequence[str],
    *,
    patients: int = 200,
    months: int = 12,
    seed: int = 1,
    processes: int | None = None,
    progress: bool = False,
    backend: Backend = "auto",
) -> Trial:
    """A trial with so many patients. Same seed, same table, whatever the number of processes.

    Raises KeyError for an unknown regimen.
    """
    titles = [title_of(name) for name in regimens]
    solver = chosen(backend)
    work: list[Work] = [
        (seed, first, min(first + _PART, patients), tuple(regimens), months, solver)
        for first in range(0, patients, _PART)
    ]
    rows: list[Row] = []
    for part in _shown(_done(work, processes), patients, progress=progress):
        rows += part
    causes = sorted({cause for cause, _ in rows})
    arms = tuple(
        Arm(name, title, _outcomes([each[i] for _, each in rows], [each[0] for _, each in rows]))
        for i, (name, title) in enumerate(zip(regimens, titles, strict=True))
    )
    counted = {name: sum(cause == name for cause, _ in rows) for name in causes}
    return Trial(patients, seed, months, counted, arms)


def _done(work: Sequence[Work], processes: int | None) -> Iterator[list[Row]]:
    """The parts in their order; in processes of their own where there is more than one."""
    if processes == 1 or len(work) == 1:
        yield from map(_part, work)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context
    from os import cpu_count

    most = min(processes or cpu_count() or 1, len(work))
    with ProcessPoolExecutor(most, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_part, work)


def _part(work: Work) -> list[Row]:
    seed, first, end, regimens, months, backend = work
    some = (patient(seed, number, backend) for number in range(first, end))
    return [(one.cause, courses(one, regimens, months, backend)) for one in some]


def _shown(parts: Iterable[list[Row]], patients: int, *, progress: bool) -> Iterator[list[Row]]:
    """With a bar on standard error, if it is asked for and tqdm is installed."""
    if not progress:
        yield from parts
        return
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        yield from parts
        return
    with tqdm(total=patients, unit=" patients", leave=False) as bar:
        for part in parts:
            yield part
            bar.update(len(part))


def _outcomes(courses: Sequence[Course], first: Sequence[Course]) -> dict[str, Outcome]:
    full = [free_of_symptoms(each) for each in courses]
    half = [each.symptoms_after <= each.symptoms_before / 2 for each in courses]
    better = [a or b for a, b in zip(full, half, strict=True)]
    early = [each.halved_day is not None and each.halved_day <= 91 for each in courses]
    paired = [a.symptoms_after - b.symptoms_after for a, b in zip(courses, first, strict=True)]
    return {
        "full_recovery": share(full),
        "partial_recovery": share([b and not f for b, f in zip(better, full, strict=True)]),
        "little_recovery": share([not each for each in better]),
        "halved_in_3_months": share(early),
        "symptoms_0_10": mean([each.symptoms_after for each in courses]),
        "symptoms_over_first_arm": mean(paired),
        "velocity_gain_m_s": mean([each.velocity_gain_m_s for each in courses]),
        "lost_axons_share": mean([each.lost_axons for each in courses]),
        "haemoglobin_g_dl": mean([each.haemoglobin_g_dl for each in courses]),
        "mma_still_raised": share([each.mma_nmol_l > MMA_RAISED_NMOL_L for each in courses]),
    }


def share(told: Sequence[bool]) -> Outcome:
    """A share with Wilson's interval, which keeps between 0 and 1."""
    n = len(told)
    p = sum(told) / n
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z * sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n)) / (1 + _Z**2 / n)
    return Outcome(p, max(0.0, centre - half), min(1.0, centre + half))


def mean(values: Sequence[float]) -> Outcome:
    """A mean with the interval of the normal distribution."""
    middle = fmean(values)
    half = _Z * stdev(values) / sqrt(len(values))
    return Outcome(middle, middle - half, middle + half)


_VIRTUAL = (
    "The patients are virtual: how often each cause is met, how long people wait and most "
    "spreads are chosen by us."
)
_SURE = (
    "An interval says how sure the estimate is with so many virtual patients; it says nothing of "
    "how right the model is."
)
_NERVE = (
    "How the nerve heals was fitted to outcomes of published cohorts, some of them recalled and "
    "not verified."
)
_OTHER_HARM = (
    "In diabetes some or all of the symptoms are not of B12 and stay; that damage is a placeholder "
    "of the model. Nitrous oxide stops with the first dose and goes on without treatment."
)
LIMITS = (_VIRTUAL, _SURE, _NERVE, _OTHER_HARM)


def as_json(found: Trial) -> dict[str, object]:
    """The table as `cobalamin.trial/1`."""
    return {
        "schema": SCHEMA,
        "patients": found.patients,
        "seed": found.seed,
        "months": found.months,
        "causes": found.causes,
        "arms": [
            {
                "regimen": arm.regimen,
                "title": arm.title,
                "outcomes": {
                    name: {
                        "estimate": rounded(each.estimate),
                        "low": rounded(each.low),
                        "high": rounded(each.high),
                    }
                    for name, each in arm.outcomes.items()
                },
            }
            for arm in found.arms
        ],
        "limits": list(LIMITS),
        "disclaimer": DISCLAIMER,
    }


_WORDS = {
    "full_recovery": ("full recovery (nothing left to feel)", "%"),
    "partial_recovery": ("partial recovery (at least half better)", "%"),
    "little_recovery": ("little recovery", "%"),
    "halved_in_3_months": ("symptoms halved within 3 months", "%"),
    "symptoms_0_10": ("mean symptoms, 0 to 10", ""),
    "symptoms_over_first_arm": ("mean symptoms over those in arm A", ""),
    "velocity_gain_m_s": ("gain of conduction velocity [m/s]", ""),
    "lost_axons_share": ("axons lost for good", "%"),
    "haemoglobin_g_dl": ("haemoglobin [g/dL]", ""),
    "mma_still_raised": ("MMA above 280 nmol/L", "%"),
}


def as_text(found: Trial, *, width: int = 88) -> str:
    """The outcome table for people, within so many columns."""
    lines = [
        f"A virtual trial: {found.patients} patients, {found.months} months, seed {found.seed}"
    ]
    lines += fill(DISCLAIMER, width).split("\n")
    counted = ", ".join(f"{name} {count}" for name, count in found.causes.items())
    lines += ["", *fill(f"Causes: {counted}", width).split("\n"), "Arms"]
    for letter, arm in zip(_LETTERS, found.arms, strict=False):
        lines += fill(f"  {letter}  {arm.regimen}: {arm.title}", width,
                      subsequent_indent=" " * 5).split("\n")  # fmt: skip
    lines += ["", f"Outcomes after {found.months} months (95 % interval)"]
    for name, (words, unit) in _WORDS.items():
        lines.append(f"  {words}")
        lines += [f"     {letter}  {_cell(arm.outcomes[name], unit)}"
                  for letter, arm in zip(_LETTERS, found.arms, strict=False)]  # fmt: skip
    lines.append("")
    for limit in LIMITS:
        lines += fill(f"- {limit}", width, subsequent_indent="  ").split("\n")
    return "\n".join(lines) + "\n"


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _cell(outcome: Outcome, unit: str) -> str:
    if unit == "%":
        low, middle, high = (100 * v for v in (outcome.low, outcome.estimate, outcome.high))
        return f"{middle:.1f} % ({low:.1f} to {high:.1f})"
    return f"{outcome.estimate:.2f} ({outcome.low:.2f} to {outcome.high:.2f})"

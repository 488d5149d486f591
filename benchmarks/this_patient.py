"""How long does one fit take, with bands under one regimen, and how much slower is bare Python?

    .venv/bin/python benchmarks/this_patient.py

The best of several runs after one that warms up, on whatever else the machine does meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from cobalamin.simulate.fitting import fit
from cobalamin.simulate.forecasting import forecast
from cobalamin.simulate.told import patient

INJECTIONS = ("source-daily-then-monthly",)


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of so many runs. [s]"""
    work()
    took: list[float] = []
    for _ in range(times):
        start = perf_counter()
        work()
        took.append(perf_counter() - start)
    return min(took)


def main() -> None:
    told = patient(
        cause="pernicious-anaemia",
        age=66,
        sex="female",
        egfr=70,
        b12_pmol_l=60,
        mma_nmol_l=2000,
        homocysteine_umol_l=40,
        haemoglobin_g_dl=10,
        mcv_fl=108,
        months_of_symptoms=5,
        severity_0_10=3,
    )
    compiled = best(lambda: fit(told, "numba"), 7)
    bare = best(lambda: fit(told, "python"), 3)
    bands = best(lambda: forecast(told, INJECTIONS, backend="numba"), 7)
    print(f"fit of 7 results, Numba: {compiled:.3f} s")
    print(f"fit of 7 results, bare Python: {bare:.3f} s, {bare / compiled:.1f} times as long")
    print(f"fit, 120 draws, a year of injections, begun now and later, Numba: {bands:.3f} s")


if __name__ == "__main__":
    main()

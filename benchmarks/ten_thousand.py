"""What does one of many assessments cost, with reasons and citations, against parsing its JSON?

Run: python benchmarks/ten_thousand.py [PATIENTS]. One process, one core. The baseline is the
standard library's `json.loads` on the same bytes, timed in the same run.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from time import perf_counter

from patients import AS_OF, bundles

from cobalamin.assess.as_json import as_json
from cobalamin.assess.assess import assess
from cobalamin.assess.many import assessor
from cobalamin.fhir.read import read_record
from cobalamin.guideline.profiles import DEFAULT, guideline

ALONE = 500
"""How many are also assessed one by one, with nothing prepared: enough to tell the difference."""


def microseconds_each(work: Callable[[object], object], things: Iterable[object]) -> list[float]:
    """The time of each, sorted. [us]"""
    times: list[float] = []
    for thing in things:
        start = perf_counter()
        work(thing)
        times.append((perf_counter() - start) * 1e6)
    return sorted(times)


def main(count: int) -> int:
    """Print one line for each way; the ratio is of medians, which a busy machine moves least."""
    records = list(bundles(count))
    rules = guideline(DEFAULT)
    start = perf_counter()
    assess_one = assessor(rules)
    prepared = (perf_counter() - start) * 1e3

    def read(record: bytes) -> object:
        return read_record([("bundle.json", record)], AS_OF)

    charts = [read(record) for record in records]
    ways: dict[str, tuple[Callable[..., object], list]] = {
        "parse JSON (standard library)": (json.loads, records),
        "read: bytes to chart": (read, records),
        "assess: chart to reasons": (assess_one, charts),
        "read and assess: bytes to reasons": (lambda r: assess_one(read(r)), records),
        "the same, as JSON": (lambda r: as_json(assess_one(read(r))), records),
        "assess alone, nothing prepared": (lambda c: assess(c, rules), charts[:ALONE]),
    }
    mean_size = sum(map(len, records)) / len(records)
    print(f"{count} patients, {mean_size:.0f} bytes each; preparing {DEFAULT}: {prepared:.0f} ms")
    base = 0.0
    for name, (work, things) in ways.items():
        times = microseconds_each(work, things)
        mean = sum(times) / len(times)
        middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
        base = base or middle
        print(
            f"{name:36} mean {mean:7.0f}  p50 {middle:7.0f}  p99 {late:7.0f} us"
            f"  x {middle / base:6.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))

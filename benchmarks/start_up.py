"""How long does one small assessment take as a whole process, against only reading its JSON?

Run: python benchmarks/start_up.py [RUNS]. The two are started in turn, so that whatever else the
machine does meets both; the least time of each is what it costs, the median what it feels like.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

RECORD = Path(__file__).parents[1] / "examples" / "metformin-nine-years-numb-feet.json"
MOST = 5.0
"""The whole assessment may take this many times as long as reading its JSON."""

ASSESS = [str(Path(sys.executable).with_name("cobalamin")), "assess", str(RECORD)]
COMMANDS = {
    "read JSON": [sys.executable, "-c", f"import json; json.load(open({str(RECORD)!r}))"],
    **{form: [*ASSESS, f"--format={form}"] for form in ("text", "json", "fhir")},
}


def seconds(command: list[str]) -> float:
    """One whole process, from start to end. [s]"""
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def main(runs: int) -> int:
    """Print a line for each command; fail when the text takes too long."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    base = times["read JSON"]
    for name, each in times.items():
        least, middle = min(each), median(each)
        ratios = f"x {least / min(base):.2f}, median x {middle / median(base):.2f}"
        print(f"{name:10} {least * 1000:6.1f} ms, median {middle * 1000:6.1f} ms; {ratios}")
    return int(min(times["text"]) > MOST * min(base))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 25))
